//! Bills and their lines.

use chrono::NaiveDate;
use kehou_attendance::Mark;
use kehou_policy::PolicyId;
use kehou_registry::{Finding, Payee, PupilNo, SchoolCode, SlotNo};
use kehou_units::{ClassHours, Fen, Month};

use crate::{Outcome, Purpose};

/// The amounts of a pupil's month.
///
/// `due = waived + payable`; what is held is in none of them.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub struct Amounts {
    /// What the class hours cost. (F1)
    pub due: Fen,
    /// What of it is waived. (F2)
    pub waived: Fen,
    /// What the family pays.
    pub payable: Fen,
    /// What checks keep from being charged; an indication for the office, owed by nobody.
    pub held: Fen,
    /// The class hours that are due, waived ones included. (F6)
    pub class_hours: ClassHours,
}

/// One mark and what became of it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Line {
    /// The day of service.
    pub on: NaiveDate,
    /// The slot.
    pub slot: SlotNo,
    /// The mark that counts.
    pub mark: Mark,
    /// What became of it.
    pub outcome: Outcome,
    /// The price of the class hour, or what is at stake where the charge is held.
    pub rate: Fen,
}

impl Line {
    /// What is due for it.
    #[must_use]
    pub const fn due(&self) -> Fen {
        if self.outcome.is_due() { self.rate } else { Fen::ZERO }
    }

    /// What of it is waived.
    #[must_use]
    pub const fn waived(&self) -> Fen {
        if self.outcome.is_waived() { self.rate } else { Fen::ZERO }
    }

    /// What the family pays for it.
    #[must_use]
    pub const fn payable(&self) -> Fen {
        if matches!(self.outcome, Outcome::Charged) { self.rate } else { Fen::ZERO }
    }

    /// What is held.
    #[must_use]
    pub const fn held(&self) -> Fen {
        self.outcome.held(self.rate)
    }
}

/// One pupil's bill for a month (月账单).
///
/// # Clauses
///
/// F1, F2, F9.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Bill<'a> {
    /// The pupil.
    pub pupil: PupilNo,
    /// Its amounts.
    pub amounts: Amounts,
    /// One line a mark, by day and slot.
    pub lines: &'a [Line],
}

/// The amounts of all pupils of a school, without lines.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SchoolTotals {
    /// The school.
    pub school: SchoolCode,
    /// The month.
    pub month: Month,
    /// The policy that priced it.
    pub policy_id: PolicyId,
    /// What the price is for.
    pub purpose: Purpose,
    /// The day of the bill.
    pub billed_on: NaiveDate,
    /// The payee that families pay to, if one is designated. (F17)
    pub payee: Option<Payee>,
    /// Each pupil's amounts, by number.
    pub pupils: Vec<(PupilNo, Amounts)>,
    /// What checks and defects were found, in order.
    pub findings: Vec<Finding>,
}

impl SchoolTotals {
    /// The school's amounts, all pupils together.
    #[must_use]
    pub fn sum(&self) -> Amounts {
        let each = |pick: fn(&Amounts) -> Fen| {
            let sum = self.pupils.iter().map(|(_, amounts)| pick(amounts).as_fen());
            // A month of a school at the highest rate stays far inside the range.
            Fen::new(sum.sum()).unwrap_or_default()
        };
        Amounts {
            due: each(|amounts| amounts.due),
            waived: each(|amounts| amounts.waived),
            payable: each(|amounts| amounts.payable),
            held: each(|amounts| amounts.held),
            class_hours: self
                .pupils
                .iter()
                .fold(ClassHours::ZERO, |sum, (_, a)| sum.plus(a.class_hours)),
        }
    }

    /// The amounts of a pupil.
    #[must_use]
    pub fn of(&self, pupil: PupilNo) -> Option<Amounts> {
        let place = self.pupils.binary_search_by_key(&pupil, |(no, _)| *no).ok()?;
        Some(self.pupils[place].1)
    }
}

/// The bills of all pupils of a school.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SchoolBills {
    /// The amounts, and what they have in common.
    pub totals: SchoolTotals,
    pub(crate) lines: Vec<Line>,
    pub(crate) stride: usize,
    pub(crate) used: Vec<u32>,
}

impl SchoolBills {
    /// The bills, by pupil number; a pupil without any line is among them.
    pub fn bills(&self) -> impl ExactSizeIterator<Item = Bill<'_>> {
        (0..self.totals.pupils.len()).map(|place| self.bill(place))
    }

    /// The bill of a pupil.
    #[must_use]
    pub fn of(&self, pupil: PupilNo) -> Option<Bill<'_>> {
        let place = self.totals.pupils.binary_search_by_key(&pupil, |(no, _)| *no).ok()?;
        Some(self.bill(place))
    }

    fn bill(&self, place: usize) -> Bill<'_> {
        let (pupil, amounts) = self.totals.pupils[place];
        let first = place * self.stride;
        Bill { pupil, amounts, lines: &self.lines[first..first + self.used[place] as usize] }
    }
}
