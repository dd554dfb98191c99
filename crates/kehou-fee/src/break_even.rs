//! Whether a group's fees cover what its teacher is paid.

use std::collections::{BTreeMap, BTreeSet};

use chrono::NaiveDate;
use kehou_registry::{ClassRef, SlotNo};
use kehou_units::Fen;

use crate::{Outcome, SchoolBills, SchoolFacts};

/// What the pupils of one class paid in one slot over a month.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct GroupIncome {
    /// The class.
    pub class: ClassRef,
    /// The slot.
    pub slot: SlotNo,
    /// How many times it was held with at least one class hour due.
    pub sessions: u32,
    /// How many class hours families pay for.
    pub paid_class_hours: u32,
    /// What they pay.
    pub payable: Fen,
}

impl GroupIncome {
    /// Whether the fees fall short of paying one teacher `pay` for each session: at 2 yuan a class
    /// hour, pay of 50 yuan breaks even at 25 paying pupils.
    ///
    /// # Clauses
    ///
    /// L11, L14: the figures that a deficit report rests on. Nothing follows from it for families.
    #[must_use]
    pub const fn is_below(&self, pay: Fen) -> bool {
        match pay.as_fen().checked_mul(self.sessions as i64) {
            Some(needed) => self.payable.as_fen() < needed,
            None => true,
        }
    }
}

/// The income of every class and slot that had a class hour due, in order.
#[must_use]
pub fn group_incomes(facts: &SchoolFacts<'_>, bills: &SchoolBills) -> Vec<GroupIncome> {
    let mut groups: BTreeMap<(ClassRef, SlotNo), (BTreeSet<NaiveDate>, u32, i64)> = BTreeMap::new();
    for pupil in facts.pupils {
        let Some(bill) = bills.of(pupil.no) else { continue };
        for line in bill.lines.iter().filter(|line| line.outcome.is_due()) {
            let Some(placement) = pupil.placements.in_force(line.on) else { continue };
            let (days, hours, fen) = groups.entry((placement.class, line.slot)).or_default();
            days.insert(line.on);
            *hours += u32::from(line.outcome == Outcome::Charged);
            *fen += line.payable().as_fen();
        }
    }
    let income = |((class, slot), (days, paid_class_hours, fen)): (
        (ClassRef, SlotNo),
        (BTreeSet<_>, u32, i64),
    )| {
        let sessions = u32::try_from(days.len()).unwrap_or(u32::MAX);
        GroupIncome {
            class,
            slot,
            sessions,
            paid_class_hours,
            payable: Fen::new(fen).unwrap_or_default(),
        }
    };
    groups.into_iter().map(income).collect()
}

#[cfg(test)]
mod tests {
    use kehou_attendance::Mark;
    use kehou_policy::Policy;

    use super::*;
    use crate::{
        Knowledge, Tariff, price,
        testing::{OneSchool, class, day, march, pupil, sheet},
    };

    #[test]
    fn fifty_yuan_break_even_at_twenty_five_paying_pupils() {
        let school = |pupils: u32| {
            let marks = vec![Mark::Present; pupils as usize];
            OneSchool::new((1..=pupils).map(pupil).collect(), vec![sheet(day(3, 1), 1, &marks)])
        };
        let tariff = Tariff::resolve(&Policy::shipped().unwrap(), march()).unwrap();
        let below = |pupils| {
            let school = school(pupils);
            let bills = price(&tariff, &school.facts(), Knowledge::preview(day(4, 6)));
            let incomes = group_incomes(&school.facts(), &bills);
            assert_eq!(incomes.len(), 1);
            assert_eq!(
                (incomes[0].class, incomes[0].sessions, incomes[0].paid_class_hours),
                (class(3), 1, pupils)
            );
            incomes[0].is_below(Fen::new(5_000).unwrap())
        };
        assert!(below(24));
        assert!(!below(25));
    }
}
