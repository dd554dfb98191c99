//! What a case expects of a priced month.

use anyhow::{Context, Result, bail};
use kehou_fee::{Amounts, Correction, Line, Refusal, SchoolBills};
use kehou_registry::{Finding, PupilNo, SlotNo, Subject};
use kehou_units::Fen;
use serde::Deserialize;

use super::amounts::RawAmounts;
use crate::cases::{
    difference::Differences,
    file::Expectation,
    raw::{Day, class, yuan},
};

/// Class hours that nobody recorded: every case without a sheet for each day and slot has some,
/// so they are compared only where a case is about them.
const NOT_RECORDED: &str = "DEFECT_NOT_RECORDED";

/// Everything that comes out of a case.
pub(super) struct Results {
    pub(super) bills: SchoolBills,
    pub(super) corrections: Vec<Correction>,
    pub(super) refusals: Vec<(PupilNo, Refusal)>,
}

/// What must come out. Amounts are those of all pupils together; findings, corrections and
/// refusals are complete.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Expect {
    due: Option<String>,
    waived: Option<String>,
    payable: Option<String>,
    held: Option<String>,
    class_hours: Option<u32>,
    /// The code with which the whole is refused.
    pub(super) refused: Option<String>,
    /// The kind of payee that the bill names, or `none`.
    payee: Option<String>,
    #[serde(default)]
    pupils: Vec<RawPupil>,
    #[serde(default)]
    lines: Vec<RawLine>,
    #[serde(default)]
    findings: Vec<RawFinding>,
    /// How many marks of pupils who had applied are missing.
    not_recorded: Option<u32>,
    #[serde(default)]
    corrections: Vec<RawCorrection>,
    #[serde(default)]
    refusals: Vec<RawRefusal>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct RawPupil {
    no: u32,
    due: Option<String>,
    waived: Option<String>,
    payable: Option<String>,
    held: Option<String>,
    class_hours: Option<u32>,
}

/// What becomes of one mark: the outcome's code without `OUTCOME_`, in any case of letters.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct RawLine {
    #[serde(default = "first_pupil")]
    pupil: u32,
    on: Day,
    slot: u8,
    outcome: String,
    rate: Option<String>,
}

const fn first_pupil() -> u32 {
    1
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct RawFinding {
    code: String,
    pupil: Option<u32>,
    class: Option<String>,
    on: Option<Day>,
    slot: Option<u8>,
    marks: Option<u32>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct RawCorrection {
    #[serde(default = "first_pupil")]
    pupil: u32,
    /// In yuan, with a sign when it is paid back.
    difference: String,
    /// What goes back and what is charged more, in yuan; given when there are both.
    sides: Option<[String; 2]>,
    two_persons: bool,
}

impl RawCorrection {
    /// Whether a charge falls, or must not rise by one person alone.
    fn stops_something(&self) -> bool {
        self.difference.starts_with('-') || self.two_persons
    }
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct RawRefusal {
    #[serde(default = "first_pupil")]
    pupil: u32,
    check: String,
    excess: String,
}

impl Expectation for Expect {
    fn stops_something(&self) -> bool {
        let pupils = self.pupils.iter().any(|p| p.amounts().stops_something());
        self.refused.is_some()
            || self.amounts().stops_something()
            || pupils
            || self.lines.iter().any(|line| line.outcome != "charged")
            || self.not_recorded.is_some_and(|marks| marks > 0)
            || !(self.findings.is_empty() && self.refusals.is_empty())
            || self.corrections.iter().any(RawCorrection::stops_something)
    }

    fn stops_everything(&self) -> bool {
        self.refused.is_some()
    }
}

impl Expect {
    fn amounts(&self) -> RawAmounts {
        RawAmounts {
            due: self.due.clone(),
            waived: self.waived.clone(),
            payable: self.payable.clone(),
            held: self.held.clone(),
            class_hours: self.class_hours,
        }
    }

    pub(super) fn compare(&self, results: &Results) -> Result<()> {
        let mut found = Differences::default();
        let totals = &results.bills.totals;
        self.amounts().compare("", &totals.sum(), &mut found)?;
        let payee = totals.payee.as_ref().map_or("none", |payee| payee.kind.code());
        found.compare("payee", self.payee.as_deref(), payee);
        for pupil in &self.pupils {
            let actual = totals.of(PupilNo::new(pupil.no)).unwrap_or_default();
            let whose = format!("pupil {}: ", pupil.no);
            pupil.amounts().compare(&whose, &actual, &mut found)?;
        }
        for line in &self.lines {
            line.compare(&results.bills, &mut found)?;
        }
        self.compare_findings(&totals.findings, &mut found);
        let missing = totals.findings.iter().filter(|f| f.code.to_string() == NOT_RECORDED);
        let missing = missing.map(|finding| finding.marks).sum();
        found.compare("marks not recorded", self.not_recorded, missing);
        self.compare_corrections(&results.corrections, &mut found);
        self.compare_refusals(&results.refusals, &mut found)?;
        self.compare_lines_with_sums(&results.bills, &mut found);
        found.none()
    }

    fn compare_findings(&self, actual: &[Finding], found: &mut Differences) {
        let wanted = |finding: &&Finding| {
            let code = finding.code.to_string();
            code != NOT_RECORDED || self.findings.iter().any(|expected| expected.code == code)
        };
        let mut rest: Vec<&Finding> = actual.iter().filter(wanted).collect();
        for expected in &self.findings {
            match rest.iter().position(|actual| expected.is(actual)) {
                Some(at) => drop(rest.remove(at)),
                None => found.add(format!("expected {expected:?}")),
            }
        }
        for finding in rest {
            found.add(format!("not expected: {finding:?}"));
        }
    }

    fn compare_corrections(&self, actual: &[Correction], found: &mut Differences) {
        let text = |pupil, (difference, sides): (&str, Option<[String; 2]>), two_persons| {
            format!("pupil {pupil} {difference} {sides:?} two persons {two_persons}")
        };
        let expected = self
            .corrections
            .iter()
            .map(|c| text(c.pupil, (&c.difference, c.sides.clone()), c.two_persons));
        let actual = actual.iter().map(|c| {
            let has_both = c.lowered > Fen::ZERO && c.raised > Fen::ZERO;
            let sides = has_both.then(|| [c.lowered, c.raised].map(|side| side.to_string()));
            let difference = c.difference().to_string();
            text(c.pupil.number(), (&difference, sides), c.needs_two_persons())
        });
        compare_lists("corrections", expected.collect(), actual.collect(), found);
    }

    fn compare_refusals(
        &self,
        actual: &[(PupilNo, Refusal)],
        found: &mut Differences,
    ) -> Result<()> {
        let text = |pupil, check: &str, excess| format!("pupil {pupil} {check} {excess}");
        let expected: Result<Vec<String>> =
            self.refusals.iter().map(|r| Ok(text(r.pupil, &r.check, yuan(&r.excess)?))).collect();
        let actual =
            actual.iter().map(|(pupil, r)| text(pupil.number(), r.check.as_str(), r.excess));
        compare_lists("refusals", expected?, actual.collect(), found);
        Ok(())
    }

    /// Whatever a case expects, the lines add up to the amounts.
    fn compare_lines_with_sums(&self, bills: &SchoolBills, found: &mut Differences) {
        for bill in bills.bills() {
            let sum = |pick: fn(&Line) -> kehou_units::Fen| {
                kehou_units::Fen::sum(bill.lines.iter().map(pick)).unwrap_or_default()
            };
            let hours = bill.lines.iter().filter(|line| line.outcome.is_due()).count();
            let summed = Amounts {
                due: sum(Line::due),
                waived: sum(Line::waived),
                payable: sum(Line::payable),
                held: sum(Line::held),
                class_hours: kehou_units::ClassHours::new(u32::try_from(hours).unwrap_or(u32::MAX)),
            };
            if summed != bill.amounts {
                let amounts = bill.amounts;
                found.add(format!("lines come to {summed:?}, not to {amounts:?}"));
            }
        }
    }
}

fn compare_lists(
    what: &str,
    mut expected: Vec<String>,
    mut actual: Vec<String>,
    found: &mut Differences,
) {
    expected.sort();
    actual.sort();
    if expected != actual {
        found.add(format!("{what}: expected {expected:?}, got {actual:?}"));
    }
}

impl RawPupil {
    fn amounts(&self) -> RawAmounts {
        RawAmounts {
            due: self.due.clone(),
            waived: self.waived.clone(),
            payable: self.payable.clone(),
            held: self.held.clone(),
            class_hours: self.class_hours,
        }
    }
}

impl RawLine {
    fn compare(&self, bills: &SchoolBills, found: &mut Differences) -> Result<()> {
        let bill = bills
            .of(PupilNo::new(self.pupil))
            .with_context(|| format!("pupil {} has no bill", self.pupil))?;
        let what = format!("pupil {} on {} slot {}", self.pupil, self.on.0, self.slot);
        let mut lines = bill
            .lines
            .iter()
            .filter(|line| line.on == self.on.0 && line.slot.number() == self.slot);
        let outcome = format!("OUTCOME_{}", self.outcome.to_uppercase());
        if !kehou_fee::Outcome::ALL.iter().any(|known| known.code() == outcome) {
            bail!("there is no outcome `{}`", self.outcome);
        }
        let line = lines.next();
        if lines.next().is_some() {
            found.add(format!("{what}: more than one line"));
        }
        let actual = line.map_or("OUTCOME_NOTHING", |line| line.outcome.code());
        found.compare(&what, Some(outcome.as_str()), actual);
        let rate = self.rate.as_deref().map(yuan).transpose()?;
        found.compare(&what, rate, line.map(|line| line.rate).unwrap_or_default());
        Ok(())
    }
}

impl RawFinding {
    fn is(&self, actual: &Finding) -> bool {
        let about = match (self.pupil, &self.class) {
            (Some(number), _) => actual.subject == Subject::Pupil(PupilNo::new(number)),
            (None, Some(name)) => class(name).is_ok_and(|c| actual.subject == Subject::Class(c)),
            (None, None) => actual.subject == Subject::School,
        };
        about
            && self.code == actual.code.to_string()
            && self.on.is_none_or(|on| actual.on == Some(on.0))
            && self.slot.is_none_or(|slot| actual.slot.map(SlotNo::number) == Some(slot))
            && self.marks.is_none_or(|marks| actual.marks == marks)
    }
}
