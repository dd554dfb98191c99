//! The safety register (安全台账) of a school: rule, people, things, technology, drills.

use chrono::NaiveDate;
use kehou_policy::CheckId;
use kehou_units::Period;

use crate::{finding::Evidence, written::Signature};

/// What the safety register must hold.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum SafetyKind {
    /// The safety rule of the service, in a version.
    Rule,
    /// People (人防): the duty roster.
    DutyRoster,
    /// People: the guards.
    Guards,
    /// Things (物防): the gates.
    Gates,
    /// Things: the lights.
    Lights,
    /// Things: first aid.
    FirstAid,
    /// Technology (技防): the cameras.
    Cameras,
    /// Technology: the alarm.
    Alarm,
    /// One drill a term.
    Drill,
}

impl SafetyKind {
    /// All of them.
    pub const ALL: [Self; 9] = [
        Self::Rule,
        Self::DutyRoster,
        Self::Guards,
        Self::Gates,
        Self::Lights,
        Self::FirstAid,
        Self::Cameras,
        Self::Alarm,
        Self::Drill,
    ];

    /// The stable code.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::Rule => "SAFETY_RULE",
            Self::DutyRoster => "SAFETY_DUTY_ROSTER",
            Self::Guards => "SAFETY_GUARDS",
            Self::Gates => "SAFETY_GATES",
            Self::Lights => "SAFETY_LIGHTS",
            Self::FirstAid => "SAFETY_FIRST_AID",
            Self::Cameras => "SAFETY_CAMERAS",
            Self::Alarm => "SAFETY_ALARM",
            Self::Drill => "SAFETY_DRILL",
        }
    }
}

/// One entry of the register.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SafetyItem {
    /// What it is.
    pub kind: SafetyKind,
    /// The date of its evidence; of a drill, the day it was held.
    pub evidence_on: NaiveDate,
    /// The last day on which it holds; none when it does not expire.
    pub expires_on: Option<NaiveDate>,
    /// What proves it.
    pub evidence: Vec<Evidence>,
}

/// An entry with who wrote it, and when.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SafetyEntry {
    /// The entry.
    pub item: SafetyItem,
    /// Who wrote it, and when.
    pub signed: Signature,
}

/// Why the register is not in order.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum SafetyLack {
    /// There is no entry with evidence; of a drill, none in a term that is over.
    Missing,
    /// It expired.
    Expired {
        /// The last day on which it held.
        on: NaiveDate,
    },
}

impl SafetyLack {
    /// The stable code.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::Missing => "MISSING",
            Self::Expired { .. } => "EXPIRED",
        }
    }
}

/// Something that the register lacks: a finding. (R29)
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct SafetyGap {
    /// The check that says so.
    pub check: CheckId,
    /// What is lacking.
    pub kind: SafetyKind,
    /// Why.
    pub lack: SafetyLack,
}

/// What a school's register lacks on a day: of each kind the entry that holds longest counts, and
/// entries without evidence or dated later do not. A drill is asked for once `term` is over.
///
/// # Clauses
///
/// O6 [嘉教体字〔2023〕4号 五·政策法规与安全监督科]; R29.
#[must_use]
pub fn safety_gaps(items: &[SafetyItem], term: &Period, on: NaiveDate) -> Vec<SafetyGap> {
    let lack = |kind| match kind {
        SafetyKind::Drill => drill_lack(items, term, on),
        _ => entry_lack(items, kind, on),
    };
    let gap = |kind| lack(kind).map(|lack| SafetyGap { check: CheckId::R29, kind, lack });
    SafetyKind::ALL.into_iter().filter_map(gap).collect()
}

fn proved(
    items: &[SafetyItem],
    kind: SafetyKind,
    on: NaiveDate,
) -> impl Iterator<Item = &SafetyItem> {
    items
        .iter()
        .filter(move |item| item.kind == kind && item.evidence_on <= on)
        .filter(|item| !item.evidence.is_empty())
}

fn entry_lack(items: &[SafetyItem], kind: SafetyKind, on: NaiveDate) -> Option<SafetyLack> {
    let latest =
        proved(items, kind, on).map(|item| item.expires_on.unwrap_or(NaiveDate::MAX)).max();
    match latest {
        None => Some(SafetyLack::Missing),
        Some(last) if last < on => Some(SafetyLack::Expired { on: last }),
        Some(_) => None,
    }
}

fn drill_lack(items: &[SafetyItem], term: &Period, on: NaiveDate) -> Option<SafetyLack> {
    let is_over = term.last().is_some_and(|last| last < on);
    let was_held = proved(items, SafetyKind::Drill, on).any(|item| term.holds(item.evidence_on));
    (is_over && !was_held).then_some(SafetyLack::Missing)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day(m: u32, d: u32) -> NaiveDate {
        NaiveDate::from_ymd_opt(2023, m, d).unwrap()
    }

    fn item(kind: SafetyKind, expires_on: Option<NaiveDate>) -> SafetyItem {
        let evidence = vec![Evidence { sha256: [1; 32], name: "a.jpg".parse().unwrap() }];
        SafetyItem { kind, evidence_on: day(3, 1), expires_on, evidence }
    }

    fn term() -> Period {
        Period::new(day(2, 13), Some(day(7, 7))).unwrap()
    }

    #[test]
    fn a_register_in_order_lacks_nothing() {
        let items = SafetyKind::ALL.map(|kind| item(kind, None));
        assert_eq!(safety_gaps(&items, &term(), day(7, 8)), []);
    }

    #[test]
    fn an_empty_register_lacks_everything_and_the_drill_when_the_term_is_over() {
        assert_eq!(safety_gaps(&[], &term(), day(7, 7)).len(), 8);
        let over = safety_gaps(&[], &term(), day(7, 8));
        assert_eq!(over.len(), 9);
        assert!(over.iter().all(|gap| gap.check == CheckId::R29));
    }

    #[test]
    fn the_last_day_still_holds_and_a_renewal_counts() {
        let mut items = SafetyKind::ALL.map(|kind| item(kind, Some(day(5, 31)))).to_vec();
        assert_eq!(safety_gaps(&items, &term(), day(5, 31)), []);
        let expired = safety_gaps(&items, &term(), day(6, 1));
        assert_eq!(expired.len(), 8, "a drill does not expire");
        assert_eq!(expired[0].lack, SafetyLack::Expired { on: day(5, 31) });
        items.push(item(SafetyKind::Rule, Some(day(9, 1))));
        assert_eq!(safety_gaps(&items, &term(), day(6, 1)).len(), 7);
    }

    #[test]
    fn without_evidence_from_the_future_or_from_another_term_nothing_counts() {
        let bare = SafetyItem { evidence: vec![], ..item(SafetyKind::Rule, None) };
        let later = SafetyItem { evidence_on: day(6, 2), ..item(SafetyKind::Gates, None) };
        let drill = SafetyItem { evidence_on: day(2, 1), ..item(SafetyKind::Drill, None) };
        assert_eq!(safety_gaps(&[bare, later.clone()], &term(), day(6, 1)).len(), 8);
        assert_eq!(safety_gaps(&[later, drill], &term(), day(7, 8)).len(), 8);
    }
}
