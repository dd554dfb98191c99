//! Pricing a school's month.

use chrono::NaiveDate;
use kehou_attendance::{Mark, SchoolRolls};
use kehou_registry::{Calendar, FeeNotice, Payee, Pupil, School, ServicePlan, SlotNo, WorkingDays};
use kehou_units::Fen;

use crate::{Knowledge, Line, Outcome, SchoolBills, SchoolTotals, Tariff, run::Run};

/// The facts of one school that decide what its families owe.
#[derive(Clone, Copy, Debug)]
pub struct SchoolFacts<'a> {
    /// The school.
    pub school: &'a School,
    /// Its calendar.
    pub calendar: &'a Calendar,
    /// Its service plan.
    pub plan: &'a ServicePlan,
    /// Its fee notices.
    pub notices: &'a [FeeNotice],
    /// Its payees.
    pub payees: &'a [Payee],
    /// Its pupils, in any order; each number once.
    pub pupils: &'a [Pupil],
    /// Its sheets.
    pub rolls: &'a SchoolRolls,
    /// The county's working days.
    pub working_days: &'a WorkingDays,
}

/// Prices a school's month: a bill for every pupil, a line for every mark, and what was found.
///
/// Each class hour is priced by its own day. The order of pupils and sheets does not matter.
///
/// # Clauses
///
/// F1, F2, F4–F11, F14–F19.
///
/// # Examples
///
/// See the crate's first page.
#[must_use]
pub fn price(tariff: &Tariff, facts: &SchoolFacts<'_>, knowledge: Knowledge) -> SchoolBills {
    let run = Run::prepare(tariff, facts, knowledge);
    let stride = run.most_lines();
    let places = run.places_by_number();
    let mut lines = vec![NO_LINE; stride * facts.pupils.len()];
    let mut used = vec![0u32; facts.pupils.len()];
    let totals = run.walk(|at, line| {
        let place = places[at];
        lines[place * stride + used[place] as usize] = line;
        used[place] += 1;
    });
    SchoolBills { totals, lines, stride, used }
}

/// Sums up a school's month by the same rules as [`price`], without keeping lines.
#[must_use]
pub fn total(tariff: &Tariff, facts: &SchoolFacts<'_>, knowledge: Knowledge) -> SchoolTotals {
    Run::prepare(tariff, facts, knowledge).walk(|_, _| {})
}

const NO_LINE: Line = Line {
    on: NaiveDate::MIN,
    slot: SlotNo::ALL[0],
    mark: Mark::None,
    outcome: Outcome::Nothing,
    rate: Fen::ZERO,
};

#[cfg(test)]
mod tests;
