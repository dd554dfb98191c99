//! The ordinary teacher, and what a case says differently.

use std::collections::BTreeMap;

use anyhow::{Context, Result, bail};
use chrono::NaiveDate;
use kehou_incentive::{
    ActivityKind, DutyKind, Ethics, FactParts, FindingStanding, PersonFinding, RecordId,
    RecordOrigin, StaffFacts, testing,
};
use kehou_units::{ClassHours, Minutes};
use serde::Deserialize;

use crate::cases::stop::Stop;

/// What differs from the ordinary teacher.
#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub(super) struct Teacher {
    days: Option<u32>,
    assignable: Option<u32>,
    class_hours: Option<BTreeMap<String, u32>>,
    duty: Option<BTreeMap<String, u32>>,
    duty_assignable: Option<BTreeMap<String, u32>>,
    rolls: Option<[u32; 2]>,
    satisfaction: Option<[u32; 2]>,
    training: Option<[u32; 2]>,
    research: Option<u64>,
    ethics: Option<String>,
    findings: Vec<String>,
    without_records: bool,
}

fn activity(word: &str) -> Result<usize> {
    let kind = ActivityKind::of_word(word).with_context(|| format!("`{word}` is no activity"))?;
    Ok(kind.index())
}

fn duty(word: &str) -> Result<usize> {
    Ok(DutyKind::of_word(word).with_context(|| format!("`{word}` is no duty"))?.index())
}

fn record(origin: RecordOrigin, number: u64) -> RecordId {
    RecordId { origin, ledger: 1, number }
}

impl Teacher {
    /// The facts, or why there can be none.
    pub(super) fn facts(&self) -> Result<StaffFacts, Stop> {
        Ok(StaffFacts::new(self.parts()?)?)
    }

    fn parts(&self) -> Result<FactParts> {
        let mut parts = testing::teacher();
        parts.opportunity.days = self.days.unwrap_or(parts.opportunity.days);
        if let Some(hours) = self.assignable {
            parts.opportunity.class_hours = ClassHours::new(hours);
        }
        self.work(&mut parts)?;
        if let Some([in_time, due]) = self.rolls {
            (parts.rolls.in_time, parts.rolls.due) = (in_time, due);
        }
        if let Some([satisfied, answers]) = self.satisfaction {
            (parts.satisfaction.satisfied, parts.satisfaction.answers) = (satisfied, answers);
        }
        if let Some([attended, offered]) = self.training {
            (parts.training.attended, parts.training.offered) = (attended, offered);
        }
        if let Some(count) = self.research {
            let ids = (0..count).map(|at| record(RecordOrigin::Research, at));
            parts.records.research = ids.collect();
        }
        parts.ethics = match self.ethics.as_deref() {
            None => parts.ethics,
            Some("not_offered") => Ethics::NotOffered,
            Some("missing") => Ethics::Missing,
            Some(on) => Ethics::Recorded(on.parse::<NaiveDate>()?),
        };
        for (at, word) in (0..).zip(&self.findings) {
            let standing = match word.as_str() {
                "open" => FindingStanding::Open,
                "withdrawn" => FindingStanding::Withdrawn,
                "confirmed" => FindingStanding::Confirmed,
                _ => bail!("`{word}` is no standing: open, withdrawn or confirmed"),
            };
            parts
                .findings
                .push(PersonFinding { record: record(RecordOrigin::Finding, at), standing });
        }
        Ok(parts)
    }

    fn work(&self, parts: &mut FactParts) -> Result<()> {
        let records = &mut parts.records;
        if let Some(given) = &self.class_hours {
            parts.class_hours = [ClassHours::ZERO; ActivityKind::COUNT];
            for (word, hours) in given {
                let at = activity(word)?;
                parts.class_hours[at] = ClassHours::new(*hours);
                records.class_hours[at] = vec![record(RecordOrigin::Roll, 1)];
            }
        }
        if let Some(given) = &self.duty {
            parts.duty = [Minutes::default(); DutyKind::COUNT];
            for (word, minutes) in given {
                let at = duty(word)?;
                parts.duty[at] = Minutes::new(*minutes);
                records.duty[at] = vec![record(RecordOrigin::Roll, 1)];
            }
        }
        if let Some(given) = &self.duty_assignable {
            parts.opportunity.duty = [Minutes::default(); DutyKind::COUNT];
            for (word, minutes) in given {
                parts.opportunity.duty[duty(word)?] = Minutes::new(*minutes);
            }
        }
        if self.without_records {
            records.class_hours = Default::default();
        }
        Ok(())
    }
}
