//! The parameters that rules read: their names in policy texts, their kinds of value, their bounds.

use std::ops::RangeInclusive;

use crate::{RuleId, ValueKind};

/// Statuses that a mark can carry (F8).
const STATUSES: &[&str] = &["present", "late", "left_early", "excused", "sick", "absent"];
/// Kinds of slot that a day can hold (F6, F10).
const SLOT_KINDS: &[&str] = &["regular", "early", "noon", "evening", "late_care"];
/// Stages at which boarders exist (F18).
const STAGES: &[&str] = &["primary", "junior"];
/// Kinds of channel that may be named as payee (F17).
const PAYEES: &[&str] = &["treasury", "unit_account", "school_account", "nontax_platform"];
/// What a fee notice must come before (F15).
const PRECEDED: &[&str] = &["bill", "service"];

/// For which days a parameter must have a value.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Need {
    /// Every day from the start of the county's first instrument on.
    FromCountyStart,
    /// Every day from its own first value on; at least one value.
    FromFirstValue,
    /// None of its own: it stands in on days on which `fee.rate` has no value.
    Alternative,
}

struct Entry {
    name: &'static str,
    kind: ValueKind,
    unit: &'static str,
    rule: RuleId,
    need: Need,
}

macro_rules! keys {
    ($($(#[$doc:meta])* $id:ident $name:literal $rule:ident $need:ident $unit:tt $kind:expr $(, $range:expr)?;)+) => {
        /// A parameter of the policy: something that a document, or a default, fixes by a number,
        /// an amount, a time or a set of codes.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub enum Key {
            $($(#[$doc])* $id,)+
        }

        impl Key {
            /// Every key, in the order in which a policy is shown.
            pub const ALL: &'static [Self] = &[$(Self::$id,)+];

            const fn entry(self) -> Entry {
                match self {
                    $(Self::$id => Entry {
                        name: $name,
                        kind: $kind,
                        unit: $unit,
                        rule: RuleId::$rule,
                        need: Need::$need,
                    },)+
                }
            }

            /// The least and the most that make sense for a count or a length of time; `None` for
            /// other kinds of value.
            #[must_use]
            pub fn range(self) -> Option<RangeInclusive<u32>> {
                match self {
                    $($(Self::$id => Some($range),)?)+
                    _ => None,
                }
            }
        }
    };
}

const TARIFF: &str = "yuan per pupil per class hour";

keys! {
    /// The price of a class hour, one for the county (F1).
    FeeRate "fee.rate" F1 FromCountyStart TARIFF ValueKind::Fen;
    /// The price of a class hour in rural schools, where the county splits its rate (F1, F3).
    FeeRateRural "fee.rate.rural" F1 Alternative TARIFF ValueKind::Fen;
    /// The price of a class hour elsewhere, where the county splits its rate (F1, F3).
    FeeRateElsewhere "fee.rate.elsewhere" F1 Alternative TARIFF ValueKind::Fen;
    /// The most that a class hour may cost in rural schools (F3).
    FeeCeilingRural "fee.ceiling.rural" F3 FromFirstValue TARIFF ValueKind::Fen;
    /// The most that a class hour may cost elsewhere (F3).
    FeeCeilingElsewhere "fee.ceiling.elsewhere" F3 FromFirstValue TARIFF ValueKind::Fen;
    /// The years after which a rate is due for review (F4).
    FeeRateReviewYears "fee.rate_review_years" F4 FromFirstValue "years" ValueKind::Count, 1..=10;
    /// The standard length of a class hour in primary schools (F6).
    ClassHourPrimary "fee.class_hour.primary" F6 FromCountyStart "minutes" ValueKind::Minutes, 1..=180;
    /// The standard length of a class hour in junior schools (F6).
    ClassHourJunior "fee.class_hour.junior" F6 FromCountyStart "minutes" ValueKind::Minutes, 1..=180;
    /// By how much a chargeable slot may be shorter than the standard (F6).
    ClassHourTolerance "fee.class_hour.tolerance" F6 FromCountyStart "minutes" ValueKind::Minutes, 0..=180;
    /// The most chargeable class hours of one pupil on one day (F7).
    DailyCap "fee.daily_cap" F7 FromCountyStart "class hours per pupil per day" ValueKind::Count, 0..=12;
    /// The statuses that make a slot billable (F8).
    BillableStatuses "fee.billable_statuses" F8 FromCountyStart "codes" ValueKind::Codes(STATUSES);
    /// The kinds of slot that never cost anything (F10).
    FreeSlotKinds "fee.free_slot_kinds" F10 FromCountyStart "codes" ValueKind::Codes(SLOT_KINDS);
    /// The time of the next teaching day at which a roll locks (F9).
    RollLockTime "fee.roll_lock_time" F9 FromCountyStart "time of the next teaching day" ValueKind::Time;
    /// The working day of the next month by which a month locks (F9).
    MonthLockWorkingDay "fee.month_lock_working_day" F9 FromCountyStart "working day of the next month" ValueKind::Count, 1..=20;
    /// The working days in which finance confirms or rejects a provisional waiver (F11).
    WaiverDecisionWorkingDays "fee.waiver_decision_working_days" F11 FromCountyStart "working days" ValueKind::Count, 1..=60;
    /// The count below which published counts are suppressed (F12).
    SuppressBelow "fee.suppress_below" F12 FromCountyStart "pupils" ValueKind::Count, 1..=100;
    /// What a fee notice must come before: the first bill or the first service (F15).
    NoticePrecedes "fee.notice_precedes" F15 FromCountyStart "code" ValueKind::Code(PRECEDED);
    /// The stages whose boarders are chargeable (F18).
    ChargeBoarders "fee.charge_boarders" F18 FromCountyStart "codes" ValueKind::Codes(STAGES);
    /// Whether pupils of private schools are chargeable (F18).
    ChargePrivate "fee.charge_private" F18 FromCountyStart "yes or no" ValueKind::Flag;
    /// The kinds of channel that a bill may name as payee (F17).
    PayeeKinds "fee.payee_kinds" F17 FromCountyStart "codes" ValueKind::Codes(PAYEES);
    /// The pay per class hour of own teachers below which a warning is raised (L11).
    PayReviewFloor "funds.pay_review_floor" L11 FromFirstValue "yuan per class hour" ValueKind::Fen;
    /// The grade with which the junior stage begins (C2).
    JuniorFromGrade "registry.junior_from_grade" C2 FromCountyStart "grade" ValueKind::Count, 2..=12;
}

impl Key {
    /// The name used in policy texts, such as `fee.rate`.
    #[must_use]
    pub const fn name(self) -> &'static str {
        self.entry().name
    }

    /// The key of a name; `None` when no parameter is called so.
    #[must_use]
    pub fn from_name(name: &str) -> Option<Self> {
        Self::ALL.iter().copied().find(|key| key.name() == name)
    }

    /// Its place in [`Key::ALL`].
    pub(crate) const fn position(self) -> usize {
        self as usize
    }

    /// The kind of value it takes.
    #[must_use]
    pub const fn kind(self) -> ValueKind {
        self.entry().kind
    }

    /// The unit that a policy text must state for it.
    #[must_use]
    pub const fn unit(self) -> &'static str {
        self.entry().unit
    }

    /// The row of the register that reads it.
    #[must_use]
    pub const fn rule(self) -> RuleId {
        self.entry().rule
    }

    /// For which days it must have a value.
    #[must_use]
    pub const fn need(self) -> Need {
        self.entry().need
    }

    /// The keys whose values it may never exceed, whatever a policy text says (F3).
    ///
    /// A rate without a split is bound by both ceilings, so by the lowest.
    #[must_use]
    pub const fn fixed_at_most(self) -> &'static [Self] {
        match self {
            Self::FeeRate => &[Self::FeeCeilingRural, Self::FeeCeilingElsewhere],
            Self::FeeRateRural => &[Self::FeeCeilingRural],
            Self::FeeRateElsewhere => &[Self::FeeCeilingElsewhere],
            Self::ClassHourTolerance => &[Self::ClassHourPrimary, Self::ClassHourJunior],
            _ => &[],
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_key_reads_back_from_its_name() {
        for key in Key::ALL {
            assert_eq!(Key::from_name(key.name()), Some(*key));
        }
        assert_eq!(Key::from_name("fee.Rate"), None);
    }

    #[test]
    fn a_bound_has_the_unit_of_what_it_bounds() {
        for key in Key::ALL {
            for bound in key.fixed_at_most() {
                assert_eq!(bound.unit(), key.unit(), "{}", key.name());
            }
        }
    }
}
