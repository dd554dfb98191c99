//! The public working-day calendar from its rows. [C9]

use std::collections::BTreeMap;

use chrono::NaiveDate;
use kehou_registry::WorkingDays;

use super::Desk;
use crate::{
    Reason, ReasonCode,
    kinds::working_days::{Column, Work, WorkingDayRow},
    sources::{Origin, Sourced},
};

/// Makes the calendar. Rows that contradict each other are all refused, and the day stays what its
/// weekday makes it: which row is right is for a person to say, never for their order.
pub(super) fn build(mut rows: Vec<Sourced<WorkingDayRow>>, desk: &mut Desk) -> WorkingDays {
    desk.sort(&mut rows);
    let mut said: BTreeMap<NaiveDate, Vec<(Work, Origin)>> = BTreeMap::new();
    for row in rows {
        said.entry(row.fact.on).or_default().push((row.fact.work, row.origin));
    }
    let mut days = BTreeMap::new();
    for (on, said) in said {
        let mut is_contested = false;
        for (work, origin) in &said {
            let Some((_, other)) = said.iter().find(|(other, _)| other != work) else { continue };
            is_contested = true;
            let reason = Reason::new(ReasonCode::CalendarContradiction);
            let reason = reason.with("other", desk.sources.place(*other)).with("date", on);
            desk.sources.refuse(*origin, Some(Column::Date.into()), &on.to_string(), reason);
        }
        if let (false, Some((work, _))) = (is_contested, said.first()) {
            days.insert(on, *work);
        }
    }
    let all = |wanted| {
        let days = days.iter().filter(move |(_, work)| **work == wanted);
        days.map(|(on, _)| *on).collect()
    };
    WorkingDays::new(all(Work::Off), all(Work::On))
}
