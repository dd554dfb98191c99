//! What changes from one policy to another.

use std::{
    collections::{BTreeMap, BTreeSet},
    fmt,
};

use chrono::NaiveDate;
use kehou_units::Period;

use crate::facts::{ChangeSubject, Fact};

/// One difference between two policies.
///
/// A dated thing differs over a period: the longest run of days with the same two texts.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PolicyChange {
    subject: ChangeSubject,
    period: Option<Period>,
    before: Option<String>,
    after: Option<String>,
}

impl PolicyChange {
    /// What differs.
    #[must_use]
    pub const fn subject(&self) -> &ChangeSubject {
        &self.subject
    }

    /// The days on which it differs; `None` for things without dates, such as clause text.
    #[must_use]
    pub const fn period(&self) -> Option<Period> {
        self.period
    }

    /// What the first policy says; `None` when it says nothing.
    #[must_use]
    pub fn before(&self) -> Option<&str> {
        self.before.as_deref()
    }

    /// What the second policy says; `None` when it says nothing.
    #[must_use]
    pub fn after(&self) -> Option<&str> {
        self.after.as_deref()
    }

    /// The same difference seen from the second policy.
    #[must_use]
    pub fn reversed(self) -> Self {
        Self { before: self.after, after: self.before, ..self }
    }
}

impl fmt::Display for PolicyChange {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "`{}`", self.subject)?;
        if let Some(period) = self.period {
            write!(f, " for {period}")?;
        }
        match (self.before(), self.after()) {
            (None, Some(after)) => write!(f, ": added {after}"),
            (Some(before), None) => write!(f, ": removed {before}"),
            (before, after) => {
                let (before, after) = (before.unwrap_or_default(), after.unwrap_or_default());
                write!(f, ": {before} → {after}")
            }
        }
    }
}

/// What one policy says about one subject over time.
type Said<'f> = Vec<&'f Fact>;

/// Compares two lists of facts subject by subject.
pub(crate) fn diff(before: &[Fact], after: &[Fact]) -> Vec<PolicyChange> {
    let mut subjects: BTreeMap<&ChangeSubject, (Said<'_>, Said<'_>)> = BTreeMap::new();
    for fact in before {
        subjects.entry(&fact.subject).or_default().0.push(fact);
    }
    for fact in after {
        subjects.entry(&fact.subject).or_default().1.push(fact);
    }
    let changes = subjects.into_iter();
    changes.flat_map(|(subject, (before, after))| compare(subject, &before, &after)).collect()
}

/// Compares what two policies say about a subject on every day.
fn compare(subject: &ChangeSubject, before: &[&Fact], after: &[&Fact]) -> Vec<PolicyChange> {
    let said = || before.iter().chain(after);
    if said().any(|fact| fact.period.is_none()) {
        let text = |facts: &[&Fact]| facts.first().map(|fact| fact.text.clone());
        return changed(subject, None, text(before), text(after)).into_iter().collect();
    }
    let periods = || said().filter_map(|fact| fact.period);
    let firsts = periods().map(|period| period.first());
    let afters = periods().filter_map(|period| period.last()?.succ_opt());
    let days: BTreeSet<NaiveDate> = firsts.chain(afters).collect();
    let mut changes: Vec<PolicyChange> = Vec::new();
    let mut ends = days.iter().skip(1);
    for day in &days {
        let last = ends.next().and_then(NaiveDate::pred_opt);
        let Ok(stretch) = Period::new(*day, last) else {
            continue;
        };
        let (before, after) = (said_on(before, *day), said_on(after, *day));
        let (mut old, mut new) = (before.map(text_of), after.map(text_of));
        if old == new && is_primary(subject) {
            // The same words since another day: a rate that was reviewed and kept, for example.
            (old, new) = (before.map(dated_text), after.map(dated_text));
        }
        let change = changed(subject, Some(stretch), old, new);
        if let Some(change) = change {
            append(&mut changes, change);
        }
    }
    changes
}

fn said_on<'f>(facts: &[&'f Fact], day: NaiveDate) -> Option<&'f Fact> {
    let mut facts = facts.iter().copied();
    facts.find(|fact| fact.period.is_some_and(|period| period.holds(day)))
}

fn text_of(fact: &Fact) -> String {
    fact.text.clone()
}

fn dated_text(fact: &Fact) -> String {
    match fact.period {
        Some(period) => format!("{} since {}", fact.text, period.first()),
        None => fact.text.clone(),
    }
}

/// Whether the subject alone answers for the dates of an entry; its other subjects share them.
const fn is_primary(subject: &ChangeSubject) -> bool {
    match subject {
        ChangeSubject::Value(_) | ChangeSubject::Citation { .. } => true,
        ChangeSubject::WaiverCategory { field, .. } => matches!(field.as_bytes(), b"zh"),
        _ => false,
    }
}

fn changed(
    subject: &ChangeSubject,
    period: Option<Period>,
    before: Option<String>,
    after: Option<String>,
) -> Option<PolicyChange> {
    (before != after).then(|| PolicyChange { subject: subject.clone(), period, before, after })
}

/// Adds a stretch, joined to the one before it when both say the same.
fn append(changes: &mut Vec<PolicyChange>, change: PolicyChange) {
    if let Some(previous) = changes.last_mut()
        && (&previous.before, &previous.after) == (&change.before, &change.after)
        && let (Some(held), Some(next)) = (previous.period, change.period)
        && held.last().and_then(|last| last.succ_opt()) == Some(next.first())
        && let Ok(joined) = Period::new(held.first(), next.last())
    {
        previous.period = Some(joined);
        return;
    }
    changes.push(change);
}
