//! All rows that were read, before they are put together.

use kehou_policy::Policy;
use kehou_units::Month;

use crate::{
    Kind,
    fields::Fields,
    heading::{Form, Header},
    kinds::{
        applications::{self, ApplicationRow},
        calendar::{self, CalendarRow},
        notices::{self, NoticeRow},
        payees::{self, PayeeRow},
        plans::{self, PlanRow},
        pupils::{self, PupilRow},
        rolls::{LongTable, Outside, WideTable},
        schools::{self, SchoolRow},
        waivers::{self, WaiverRow},
        working_days::{self, WorkingDayRow},
    },
    sources::{Origin, Sourced},
};

/// All rows that were read, by kind.
#[derive(Default)]
pub(crate) struct Facts {
    pub(crate) schools: Vec<Sourced<SchoolRow>>,
    pub(crate) pupils: Vec<Sourced<PupilRow>>,
    pub(crate) applications: Vec<Sourced<ApplicationRow>>,
    pub(crate) plans: Vec<Sourced<PlanRow>>,
    pub(crate) notices: Vec<Sourced<NoticeRow>>,
    pub(crate) payees: Vec<Sourced<PayeeRow>>,
    pub(crate) waivers: Vec<Sourced<WaiverRow>>,
    pub(crate) calendar: Vec<Sourced<CalendarRow>>,
    pub(crate) working_days: Vec<Sourced<WorkingDayRow>>,
    pub(crate) wide_rolls: Vec<(u32, WideTable)>,
    pub(crate) long_rolls: Vec<(u32, LongTable)>,
}

impl Facts {
    /// Begins a table; rolls are kept by table.
    pub(crate) fn begin(&mut self, table: u32, header: &Header, month: Month) {
        match (header.kind(), header.layout().form) {
            (Kind::Rolls, Form::SlotColumns) => {
                self.wide_rolls.push((table, WideTable::of(header)));
            }
            (Kind::Rolls, Form::Plain) => self.long_rolls.push((table, LongTable::of(month))),
            _ => {}
        }
    }

    /// Ends the table that was begun last; of a long roll, gives the rows outside the month.
    pub(crate) fn end(&mut self, header: &Header) -> Option<Outside> {
        match (header.kind(), header.layout().form) {
            (Kind::Rolls, Form::Plain) => self.long_rolls.last_mut().map(|(_, table)| table.seal()),
            _ => None,
        }
    }

    /// Reads a row of the table that was begun last.
    pub(crate) fn take(&mut self, origin: Origin, row: &mut Fields<'_>, by: By<'_>) {
        match by.header.kind() {
            Kind::Schools => keep(&mut self.schools, origin, schools::read(row)),
            Kind::Pupils => keep(&mut self.pupils, origin, pupils::read(row)),
            Kind::Applications => keep(&mut self.applications, origin, applications::read(row)),
            Kind::Plans => keep(&mut self.plans, origin, plans::read(row)),
            Kind::Notices => keep(&mut self.notices, origin, notices::read(row)),
            Kind::Payees => keep(&mut self.payees, origin, payees::read(row)),
            Kind::Waivers => keep(&mut self.waivers, origin, waivers::read(row, by.policy)),
            Kind::Calendar => keep(&mut self.calendar, origin, calendar::read(row)),
            Kind::WorkingDays => keep(&mut self.working_days, origin, working_days::read(row)),
            Kind::Rolls => self.take_roll(origin, row, by.header),
        }
    }

    fn take_roll(&mut self, origin: Origin, row: &mut Fields<'_>, header: &Header) {
        match header.layout().form {
            Form::SlotColumns => {
                if let Some((_, table)) = self.wide_rolls.last_mut() {
                    table.take(row, header, origin.row);
                }
            }
            Form::Plain => {
                if let Some((_, table)) = self.long_rolls.last_mut() {
                    table.take(row, origin.row);
                }
            }
        }
    }

    /// The kinds of which no row was read.
    pub(crate) fn missing(&self) -> Vec<Kind> {
        let is_missing = |kind: &Kind| match kind {
            Kind::Schools => self.schools.is_empty(),
            Kind::Pupils => self.pupils.is_empty(),
            Kind::Applications => self.applications.is_empty(),
            Kind::Plans => self.plans.is_empty(),
            Kind::Notices => self.notices.is_empty(),
            Kind::Payees => self.payees.is_empty(),
            Kind::Waivers => self.waivers.is_empty(),
            Kind::Calendar => self.calendar.is_empty(),
            Kind::WorkingDays => self.working_days.is_empty(),
            Kind::Rolls => {
                self.wide_rolls.iter().all(|(_, table)| table.rows.is_empty())
                    && self.long_rolls.iter().all(|(_, table)| table.marks.is_empty())
            }
        };
        Kind::ALL.into_iter().filter(is_missing).collect()
    }
}

/// What a row is read by.
#[derive(Clone, Copy)]
pub(crate) struct By<'a> {
    pub(crate) header: &'a Header,
    pub(crate) policy: &'a Policy,
}

fn keep<T>(facts: &mut Vec<Sourced<T>>, origin: Origin, fact: Option<T>) {
    facts.extend(fact.map(|fact| Sourced { origin, fact }));
}
