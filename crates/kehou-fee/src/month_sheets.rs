//! The sheets of a month that count. (F8, F9)

use chrono::NaiveDate;
use kehou_attendance::{MarkSet, SettledRolls, Sheets, settle};

use crate::{Knowledge, SchoolFacts, Tariff, month_days::SchoolDays};

/// Settles the sheets of the month: which of them count, and whether a late one would raise a charge
/// by the statuses that are billable on its own day.
pub(crate) fn settle_month<'a>(
    tariff: &Tariff,
    facts: &SchoolFacts<'a>,
    knowledge: Knowledge,
    school: &SchoolDays,
) -> SettledRolls<'a> {
    let billable = |(day, on)| (on, tariff.day(day, school.place(day)).billable);
    let last_day = knowledge.last_day_of(tariff.month());
    let days = tariff.month().days().enumerate().take_while(|(_, on)| *on <= last_day);
    let days: Vec<(NaiveDate, MarkSet)> = days.map(billable).collect();
    let of_days = |days: &[(NaiveDate, MarkSet)]| {
        let (Some((first, billable)), Some((last, _))) = (days.first(), days.last()) else {
            return SettledRolls::new();
        };
        let sheets = Sheets {
            rolls: facts.rolls,
            calendar: facts.calendar,
            locks: tariff.locks(),
            billable: *billable,
            known_on: knowledge.known_on(),
            admission: knowledge.admission(),
        };
        settle(&sheets, *first, *last)
    };
    let settled = days.chunk_by(|(_, one), (_, next)| one == next).map(of_days);
    let joined = settled.reduce(|mut all, more| {
        all.extend(more);
        all
    });
    joined.unwrap_or_default()
}
