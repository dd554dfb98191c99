//! Acts on cases of the discipline office, as they are kept. (O8)

use serde::{Deserialize, Serialize};

use super::{Record, RecordFault, said, shape_of, text_of};
use crate::{
    dossier::{CaseAct, CaseDeed, CaseSource, Verified},
    finding::FindingNo,
    written::Signature,
};

#[derive(Serialize, Deserialize)]
#[serde(rename_all = "snake_case", deny_unknown_fields)]
enum Shape {
    Receive { source: SourceShape, school: String, matter: String },
    Accept,
    Transfer { to: String },
    Verify { verified: bool, why: String },
    Conclude { outcome: String, number: String },
}

#[derive(Serialize, Deserialize)]
#[serde(rename_all = "snake_case", deny_unknown_fields)]
enum SourceShape {
    Report,
    Finding(u32),
    Office(String),
}

/// One field holds the deed, so that a deed without particulars is an object too.
#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct Body {
    deed: Shape,
}

impl Record for CaseAct {
    fn signed(&self) -> &Signature {
        &self.signed
    }

    fn to_text(&self) -> String {
        text_of(&Body { deed: Shape::of(&self.deed) })
    }

    fn from_text(text: &str, signed: Signature) -> Result<Self, RecordFault> {
        let body: Body = shape_of(text)?;
        Ok(Self { signed, deed: body.deed.read()? })
    }
}

impl Shape {
    fn of(deed: &CaseDeed) -> Self {
        match deed {
            CaseDeed::Receive { source, school, matter } => Self::Receive {
                source: match source {
                    CaseSource::Report => SourceShape::Report,
                    CaseSource::Finding(number) => SourceShape::Finding(number.get()),
                    CaseSource::Office(office) => SourceShape::Office(office.to_string()),
                },
                school: school.to_string(),
                matter: matter.to_string(),
            },
            CaseDeed::Accept => Self::Accept,
            CaseDeed::Transfer { to } => Self::Transfer { to: to.to_string() },
            CaseDeed::Verify { verified, why } => {
                Self::Verify { verified: *verified == Verified::Yes, why: why.to_string() }
            }
            CaseDeed::Conclude { outcome, number } => {
                Self::Conclude { outcome: outcome.to_string(), number: number.to_string() }
            }
        }
    }

    fn read(self) -> Result<CaseDeed, RecordFault> {
        Ok(match self {
            Self::Receive { source, school, matter } => CaseDeed::Receive {
                source: match source {
                    SourceShape::Report => CaseSource::Report,
                    SourceShape::Finding(number) => CaseSource::Finding(FindingNo::new(number)),
                    SourceShape::Office(office) => CaseSource::Office(said(&office)?),
                },
                school: said(&school)?,
                matter: said(&matter)?,
            },
            Self::Accept => CaseDeed::Accept,
            Self::Transfer { to } => CaseDeed::Transfer { to: said(&to)? },
            Self::Verify { verified, why } => {
                let verified = if verified { Verified::Yes } else { Verified::No };
                CaseDeed::Verify { verified, why: said(&why)? }
            }
            Self::Conclude { outcome, number } => {
                CaseDeed::Conclude { outcome: said(&outcome)?, number: said(&number)? }
            }
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::record::testing::{signed, stands_reading};

    #[test]
    fn every_deed_on_a_case_stands_reading() {
        let sources = [
            CaseSource::Report,
            CaseSource::Finding(FindingNo::new(7)),
            CaseSource::Office("驻局纪检监察组".parse().unwrap()),
        ];
        let received = sources.map(|source| CaseDeed::Receive {
            source,
            school: "3708290001".parse().unwrap(),
            matter: "反映\n\"违规\"".parse().unwrap(),
        });
        let why: crate::Line = "账目核对".parse().unwrap();
        let rest = [
            CaseDeed::Accept,
            CaseDeed::Transfer { to: why.clone() },
            CaseDeed::Verify { verified: Verified::Yes, why: why.clone() },
            CaseDeed::Verify { verified: Verified::No, why: why.clone() },
            CaseDeed::Conclude { outcome: "退费".parse().unwrap(), number: why },
        ];
        for deed in received.into_iter().chain(rest) {
            stands_reading(&CaseAct { signed: signed(), deed });
        }
    }
}
