//! The public working-day calendar from its rows. [C9]

use std::collections::BTreeMap;

use kehou_registry::WorkingDays;

use super::Desk;
use crate::{
    Reason, ReasonCode,
    kinds::working_days::{Column, Work, WorkingDayRow},
    sources::Sourced,
};

/// Makes the calendar. Of two rows that contradict each other the earlier one stands.
pub(super) fn build(mut rows: Vec<Sourced<WorkingDayRow>>, desk: &mut Desk) -> WorkingDays {
    desk.sort(&mut rows);
    let mut days = BTreeMap::new();
    for row in rows {
        let WorkingDayRow { on, work } = row.fact;
        let (first, origin) = *days.entry(on).or_insert((work, row.origin));
        if first != work {
            let place = desk.sources.place(origin);
            let reason = Reason::new(ReasonCode::CalendarContradiction);
            let reason = reason.with("other", place).with("date", on);
            let column = Some(Column::Date.into());
            desk.sources.refuse(row.origin, column, &on.to_string(), reason);
        }
    }
    let all = |wanted| {
        let days = days.iter().filter(move |(_, (work, _))| *work == wanted);
        days.map(|(on, _)| *on).collect()
    };
    WorkingDays::new(all(Work::Off), all(Work::On))
}
