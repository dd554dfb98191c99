//! Cases of the discipline office and entries of principals' files. [O8, I10, O2]

use anyhow::{Context, Result, bail};
use kehou_inspection::{
    CaseAct, CaseDeed, CaseSource, Deadline, DisciplineCase, EntryAct, EntryDeed, EntryGround,
    EntryView, FileEntry, FindingNo, Key, Signature, Verified,
};
use kehou_units::Instant;
use serde::Deserialize;

use crate::cases::{
    difference::Differences,
    file::{CaseFile, Expectation},
    raw::{At, Day},
};

/// What was done to a case, or to an entry on it.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Course {
    /// Deeds on a case: `receive`, `accept`, `transfer`, `verify yes`, `verify no`, `conclude`.
    #[serde(default)]
    case: Vec<String>,
    /// The entry that rests on the case, or on a confirmed finding when there is none.
    entry: Option<RawEntry>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct RawEntry {
    /// Whose file it is.
    person: String,
    /// The last day on which they may state their view.
    statement_due: Day,
    #[serde(default)]
    acts: Vec<RawAct>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct RawAct {
    at: At,
    by: String,
    /// `state`, `lapse`, `decline`, `revoke`, or `turn` with the name of a key.
    r#do: String,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Expected {
    /// The code with which the last deed is refused.
    refused: Option<String>,
    /// The stage of the case, or of the entry when there is one.
    stage: Option<String>,
    /// What the file of the person holds: `standing`, `sealed` or `nothing`.
    file: Option<String>,
    /// Whether the case may enter a file.
    enters_files: Option<bool>,
}

impl Expectation for Expected {
    fn stops_something(&self) -> bool {
        let is_empty = self.file.as_deref().is_some_and(|file| file != "standing");
        self.refused.is_some() || is_empty || self.enters_files == Some(false)
    }

    fn stops_everything(&self) -> bool {
        self.refused.is_some()
    }
}

/// Runs one case.
pub(super) fn run(case: &CaseFile) -> Result<()> {
    let (input, expect) = case.parts::<Course, Expected>()?;
    let mut differences = Differences::default();
    let known = match discipline_case(&input.case)? {
        Ok(known) => known,
        Err(code) => return refused(expect, code),
    };
    let Some(raw) = &input.entry else {
        let known = known.context("a case or an entry is needed")?;
        if let Some(code) = expect.refused {
            bail!("{code} was expected, and nothing was refused");
        }
        differences.compare("stage", expect.stage, known.stage.code().to_owned());
        let enters = EntryGround::violation(&known).is_some();
        differences.compare("enters_files", expect.enters_files, enters);
        return differences.none();
    };
    let ground = match &known {
        None => EntryGround::PoorService(FindingNo::new(1)),
        Some(known) => EntryGround::violation(known).context("the case enters no file")?,
    };
    let entry = match FileEntry::replay(&raw.acts(ground)?) {
        Ok(entry) => entry,
        Err(error) => return refused(expect, error.code()),
    };
    if let Some(code) = expect.refused {
        bail!("{code} was expected, and nothing was refused");
    }
    differences.compare("stage", expect.stage, entry.stage().code().to_owned());
    let entries = [entry];
    let file = match FileEntry::file_of(&raw.person.parse()?, &entries).as_slice() {
        [] => "nothing",
        [EntryView::Sealed(_)] => "sealed",
        _ => "standing",
    };
    differences.compare("file", expect.file, file.to_owned());
    differences.none()
}

fn refused(expect: Expected, code: &'static str) -> Result<()> {
    let mut differences = Differences::default();
    let expected = expect.refused.context(format!("{code} was not expected"))?;
    differences.compare("refused", Some(expected), code.to_owned());
    differences.none()
}

fn discipline_case(deeds: &[String]) -> Result<Result<Option<DisciplineCase>, &'static str>> {
    if deeds.is_empty() {
        return Ok(Ok(None));
    }
    let act = |text: &String| {
        let deed = match text.as_str() {
            "receive" => CaseDeed::Receive {
                source: CaseSource::Report,
                school: "3708290001".parse()?,
                matter: "反映违规收费".parse()?,
            },
            "accept" => CaseDeed::Accept,
            "transfer" => CaseDeed::Transfer { to: "驻局纪检监察组".parse()? },
            "verify yes" => {
                CaseDeed::Verify { verified: Verified::Yes, why: "账目核对".parse()? }
            }
            "verify no" => {
                CaseDeed::Verify { verified: Verified::No, why: "查无实据".parse()? }
            }
            "conclude" => {
                let (outcome, number) = ("退费并处理".parse()?, "纪〔2023〕1号".parse()?);
                CaseDeed::Conclude { outcome, number }
            }
            other => bail!("`{other}` is no deed on a case"),
        };
        let signed = Signature { by: "discipline".parse()?, at: Instant::from_micros(0) };
        Ok(CaseAct { signed, deed })
    };
    let acts: Vec<CaseAct> = deeds.iter().map(act).collect::<Result<_>>()?;
    Ok(DisciplineCase::replay(&acts).map(Some).map_err(|error| error.code()))
}

impl RawEntry {
    fn acts(&self, ground: EntryGround) -> Result<Vec<EntryAct>> {
        let due = self.statement_due.0;
        let proposal = EntryDeed::Propose {
            person: self.person.parse()?,
            school: "3708290001".parse()?,
            fact_on: due,
            ground,
            statement_due: Deadline::on(due),
            corrects: None,
        };
        let signed = Signature { by: "system".parse()?, at: Instant::from_micros(0) };
        let mut acts = vec![EntryAct { signed, deed: proposal }];
        for raw in &self.acts {
            let (what, of) = raw.r#do.split_once(' ').unwrap_or((&raw.r#do, ""));
            let line = || "人〔2023〕1号".parse::<kehou_inspection::Line>();
            let deed = match what {
                "state" => EntryDeed::State("情况属实".parse()?),
                "lapse" => EntryDeed::Lapse,
                "decline" => EntryDeed::Decline(line()?),
                "revoke" => EntryDeed::Revoke { number: line()?, why: line()? },
                "turn" => {
                    let code = format!("ENTRY_KEY_{}", of.to_ascii_uppercase());
                    let key = Key::ALL.into_iter().find(|key| key.code() == code);
                    EntryDeed::Turn { key: key.context("no such key")?, number: line()? }
                }
                other => bail!("`{other}` is no deed on an entry"),
            };
            let signed = Signature { by: raw.by.parse()?, at: Instant::of_county(raw.at.0) };
            acts.push(EntryAct { signed, deed });
        }
        Ok(acts)
    }
}
