//! Acts on findings, as they are kept. (I9)

use serde::{Deserialize, Serialize};

use super::{Record, RecordFault, coded, day, said, shape_of, text_of};
use crate::{
    deadline::Deadline,
    finding::{Act, Deed, Evidence, FindingNo, Opening, Problem, Recorded, Rung, Verdict},
    rectification::Gravity,
    written::Signature,
};

#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct Shape {
    deed: DeedShape,
    due: Option<String>,
}

#[derive(Serialize, Deserialize)]
#[serde(rename_all = "snake_case", deny_unknown_fields)]
enum DeedShape {
    Open(OpeningShape),
    Notify,
    Measure { what: String },
    Respond { text: String },
    Lapse,
    Confirm { why: String },
    Withdraw { why: String },
    Order { number: String, demands: String, days: Option<u32> },
    Announce { number: String },
    Extend { days: u32, why: String },
    Submit { evidence: Vec<EvidenceShape> },
    Verify { accepted: bool, why: String },
    Close,
    Reopen { why: String },
    Escalate { rung: String, number: String },
}

#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct OpeningShape {
    school: String,
    problem: ProblemShape,
    gravity: String,
    what: String,
    observed_on: String,
    repeats: Option<u32>,
}

#[derive(Serialize, Deserialize)]
#[serde(rename_all = "snake_case", deny_unknown_fields)]
enum ProblemShape {
    Item(String),
    Check(String),
    NoSelfCheck,
}

/// A piece of evidence.
#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct EvidenceShape {
    sha256: String,
    name: String,
}

impl Record for Recorded {
    fn signed(&self) -> &Signature {
        &self.act.signed
    }

    fn to_text(&self) -> String {
        let due = self.due.map(|due| due.day().to_string());
        text_of(&Shape { deed: DeedShape::of(&self.act.deed), due })
    }

    fn from_text(text: &str, signed: Signature) -> Result<Self, RecordFault> {
        let shape: Shape = shape_of(text)?;
        let due = shape.due.as_deref().map(day).transpose()?.map(Deadline::on);
        Ok(Self { act: Act { signed, deed: shape.deed.read()? }, due })
    }
}

impl DeedShape {
    fn of(deed: &Deed) -> Self {
        let text = ToString::to_string;
        match deed {
            Deed::Open { opening } => Self::Open(OpeningShape::of(opening)),
            Deed::Notify => Self::Notify,
            Deed::Measure { what } => Self::Measure { what: what.to_string() },
            Deed::Respond { text } => Self::Respond { text: text.to_string() },
            Deed::Lapse => Self::Lapse,
            Deed::Confirm { why } => Self::Confirm { why: text(why) },
            Deed::Withdraw { why } => Self::Withdraw { why: text(why) },
            Deed::Order { number, demands, days } => {
                Self::Order { number: text(number), demands: demands.to_string(), days: *days }
            }
            Deed::Announce { number } => Self::Announce { number: text(number) },
            Deed::Extend { days, why } => Self::Extend { days: *days, why: text(why) },
            Deed::Submit { evidence } => Self::Submit { evidence: evidence_out(evidence) },
            Deed::Verify { verdict, why } => {
                Self::Verify { accepted: *verdict == Verdict::Accepted, why: text(why) }
            }
            Deed::Close => Self::Close,
            Deed::Reopen { why } => Self::Reopen { why: text(why) },
            Deed::Escalate { rung, number } => {
                Self::Escalate { rung: rung.code().to_owned(), number: text(number) }
            }
        }
    }

    fn read(self) -> Result<Deed, RecordFault> {
        Ok(match self {
            Self::Open(opening) => Deed::Open { opening: Box::new(opening.read()?) },
            Self::Notify => Deed::Notify,
            Self::Measure { what } => Deed::Measure { what: said(&what)? },
            Self::Respond { text } => Deed::Respond { text: said(&text)? },
            Self::Lapse => Deed::Lapse,
            Self::Confirm { why } => Deed::Confirm { why: said(&why)? },
            Self::Withdraw { why } => Deed::Withdraw { why: said(&why)? },
            Self::Order { number, demands, days } => {
                Deed::Order { number: said(&number)?, demands: said(&demands)?, days }
            }
            Self::Announce { number } => Deed::Announce { number: said(&number)? },
            Self::Extend { days, why } => Deed::Extend { days, why: said(&why)? },
            Self::Submit { evidence } => Deed::Submit { evidence: evidence_in(&evidence)? },
            Self::Verify { accepted, why } => {
                let verdict = if accepted { Verdict::Accepted } else { Verdict::Rejected };
                Deed::Verify { verdict, why: said(&why)? }
            }
            Self::Close => Deed::Close,
            Self::Reopen { why } => Deed::Reopen { why: said(&why)? },
            Self::Escalate { rung, number } => Deed::Escalate {
                rung: coded(&rung, &Rung::ALL, Rung::code)?,
                number: said(&number)?,
            },
        })
    }
}

impl OpeningShape {
    fn of(opening: &Opening) -> Self {
        Self {
            school: opening.school.to_string(),
            problem: match &opening.problem {
                Problem::Item(item) => ProblemShape::Item(item.to_string()),
                Problem::Check(check) => ProblemShape::Check(check.to_string()),
                Problem::NoSelfCheck => ProblemShape::NoSelfCheck,
            },
            gravity: opening.gravity.code().to_owned(),
            what: opening.what.to_string(),
            observed_on: opening.observed_on.to_string(),
            repeats: opening.repeats.map(FindingNo::get),
        }
    }

    fn read(&self) -> Result<Opening, RecordFault> {
        Ok(Opening {
            school: said(&self.school)?,
            problem: match &self.problem {
                ProblemShape::Item(item) => Problem::Item(said(item)?),
                ProblemShape::Check(check) => Problem::Check(said(check)?),
                ProblemShape::NoSelfCheck => Problem::NoSelfCheck,
            },
            gravity: coded(&self.gravity, &Gravity::ALL, Gravity::code)?,
            what: said(&self.what)?,
            observed_on: day(&self.observed_on)?,
            repeats: self.repeats.map(FindingNo::new),
        })
    }
}

/// Pieces of evidence as they are kept.
pub(super) fn evidence_out(evidence: &[Evidence]) -> Vec<EvidenceShape> {
    evidence.iter().map(EvidenceShape::of).collect()
}

/// Reads pieces of evidence.
pub(super) fn evidence_in(shapes: &[EvidenceShape]) -> Result<Vec<Evidence>, RecordFault> {
    shapes.iter().map(EvidenceShape::read).collect()
}

impl EvidenceShape {
    /// One piece of evidence as it is kept.
    pub(super) fn of(one: &Evidence) -> Self {
        let sha256 = one.sha256.iter().map(|byte| format!("{byte:02x}")).collect();
        Self { sha256, name: one.name.to_string() }
    }

    /// Reads one piece of evidence.
    pub(super) fn read(&self) -> Result<Evidence, RecordFault> {
        Ok(Evidence { sha256: hash_in(&self.sha256)?, name: said(&self.name)? })
    }
}

fn hash_in(text: &str) -> Result<[u8; 32], RecordFault> {
    let wrong = || RecordFault::of(format_args!("`{text}` is no SHA-256"));
    if text.len() != 64 || !text.bytes().all(|byte| matches!(byte, b'0'..=b'9' | b'a'..=b'f')) {
        return Err(wrong());
    }
    let mut hash = [0; 32];
    for (at, byte) in hash.iter_mut().enumerate() {
        let digits = text.get(at * 2..at * 2 + 2).ok_or_else(wrong)?;
        *byte = u8::from_str_radix(digits, 16).map_err(|_| wrong())?;
    }
    Ok(hash)
}

#[cfg(test)]
mod tests {
    use chrono::NaiveDate;
    use kehou_policy::CheckId;
    use kehou_units::Instant;

    use super::*;
    use crate::record::testing::stands_reading;

    fn opening(problem: Problem) -> Box<Opening> {
        Box::new(Opening {
            school: "3708290001".parse().unwrap(),
            problem,
            gravity: Gravity::IllegalCharging,
            what: "一行\n又一行 \"<b>\"".parse().unwrap(),
            observed_on: NaiveDate::from_ymd_opt(2023, 4, 12).unwrap(),
            repeats: Some(FindingNo::new(3)),
        })
    }

    #[test]
    fn every_deed_stands_reading() {
        let why = || "因为".parse().unwrap();
        let number = || "嘉教督〔2023〕7号".parse().unwrap();
        let evidence =
            vec![Evidence { sha256: [0xAB; 32], name: "退费清单.pdf".parse().unwrap() }];
        let mut deeds = vec![
            Deed::Open { opening: opening(Problem::Item("6.2".parse().unwrap())) },
            Deed::Open { opening: opening(Problem::Check(CheckId::R10)) },
            Deed::Open { opening: opening(Problem::NoSelfCheck) },
            Deed::Notify,
            Deed::Measure { what: "立即停收".parse().unwrap() },
            Deed::Respond { text: "情况属实".parse().unwrap() },
            Deed::Lapse,
            Deed::Confirm { why: why() },
            Deed::Withdraw { why: why() },
            Deed::Order { number: number(), demands: "退还".parse().unwrap(), days: Some(3) },
            Deed::Announce { number: number() },
            Deed::Extend { days: 20, why: why() },
            Deed::Submit { evidence },
            Deed::Verify { verdict: Verdict::Accepted, why: why() },
            Deed::Verify { verdict: Verdict::Rejected, why: why() },
            Deed::Close,
            Deed::Reopen { why: why() },
        ];
        deeds.extend(Rung::ALL.map(|rung| Deed::Escalate { rung, number: number() }));
        let at = Instant::of_county(
            NaiveDate::from_ymd_opt(2023, 4, 13).unwrap().and_hms_opt(9, 0, 0).unwrap(),
        );
        let signed = Signature { by: "inspector-1".parse().unwrap(), at };
        for deed in deeds {
            let act = Act { signed: signed.clone(), deed };
            let due = NaiveDate::from_ymd_opt(2023, 4, 20).map(Deadline::on);
            stands_reading(&Recorded { act: act.clone(), due });
            stands_reading(&Recorded { act, due: None });
        }
    }

    #[test]
    fn a_hash_is_read_in_one_form_only() {
        assert_eq!(hash_in(&"ab".repeat(32)), Ok([0xAB; 32]));
        for wrong in [&"AB".repeat(32), &"ab".repeat(31), &"+1".repeat(32), "é"] {
            assert!(hash_in(wrong).is_err(), "{wrong}");
        }
    }
}
