//! What is asked about what schools plan and publish, and about working days.

use chrono::NaiveDate;
use kehou_registry::{
    Calendar, CalendarEntry, CalendarScope, FeeNotice, Payee, SchoolCode, ServicePlan, WorkingDays,
};
use kehou_units::Instant;

use crate::{
    Flaw, Violations, WriteHead,
    fee::{calendar, entries, notice, payee, plan, terms, working_days},
    naming::{known_at, school_code, school_code_if_any},
    pb,
    place::{Place, reading},
    scalar::{date_if_any, date_of, list},
    write::write_head,
};

/// A calendar is written.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PutCalendarQuestion {
    /// Who writes it by what id, and why.
    pub write: WriteHead,
    /// The school; none for the county's own calendar.
    pub school: Option<SchoolCode>,
    /// The whole calendar.
    pub calendar: Calendar,
}

impl PutCalendarQuestion {
    /// Reads a request.
    ///
    /// # Errors
    ///
    /// [`Violations`] with everything that is wrong with its fields.
    pub fn read(mut given: pb::registry::PutCalendarRequest) -> Result<Self, Violations> {
        reading(|at| {
            let write = write_head(at, &mut given);
            let school = school_code_if_any(at.field("school_code"), &given.school_code);
            let terms = terms(at.field("terms"), &given.terms, 0..=40);
            let mut place = at.field("entries");
            let entries = entries(place.here(), &given.entries);
            let entries = match given.school_code.is_empty() {
                true => entries.and_then(|entries| of_county(place.here(), &entries)),
                false => entries,
            };
            let both = terms.zip(entries);
            let calendar = both.and_then(|(terms, entries)| calendar(place, terms, entries));
            Some(Self { write: write?, school: school?, calendar: calendar? })
        })
    }
}

/// Entries that are about every school of the county.
fn of_county(mut at: Place<'_>, entries: &[CalendarEntry]) -> Option<Vec<CalendarEntry>> {
    list(&mut at, entries, 0..=entries.len(), |mut at, entry| match entry.scope {
        CalendarScope::County | CalendarScope::School => {
            Some(CalendarEntry { scope: CalendarScope::County, ..*entry })
        }
        CalendarScope::Grades(_) => at.field("grades").refuse(Flaw::Unexpected),
        CalendarScope::Class(_) => at.field("class").refuse(Flaw::Unexpected),
    })
}

/// A service plan is written.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PutPlanQuestion {
    /// Who writes it by what id, and why.
    pub write: WriteHead,
    /// The school.
    pub school: SchoolCode,
    /// The whole plan.
    pub plan: ServicePlan,
}

impl PutPlanQuestion {
    /// Reads a request.
    ///
    /// # Errors
    ///
    /// [`Violations`] with everything that is wrong with its fields.
    pub fn read(mut given: pb::registry::PutPlanRequest) -> Result<Self, Violations> {
        reading(|at| {
            let write = write_head(at, &mut given);
            let school = school_code(at.field("school_code"), &given.school_code);
            let plan = plan(at.field("slots"), &given.slots);
            Some(Self { write: write?, school: school?, plan: plan? })
        })
    }
}

/// Fee notices are written.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PutNoticesQuestion {
    /// Who writes them by what id, and why.
    pub write: WriteHead,
    /// The school.
    pub school: SchoolCode,
    /// The notices; the whole list.
    pub notices: Vec<FeeNotice>,
}

impl PutNoticesQuestion {
    /// Reads a request.
    ///
    /// # Errors
    ///
    /// [`Violations`] with everything that is wrong with its fields.
    pub fn read(mut given: pb::registry::PutNoticesRequest) -> Result<Self, Violations> {
        reading(|at| {
            let write = write_head(at, &mut given);
            let school = school_code(at.field("school_code"), &given.school_code);
            let notices = list(&mut at.field("notices"), &given.notices, 0..=40, notice);
            Some(Self { write: write?, school: school?, notices: notices? })
        })
    }
}

/// Channels of payment are written.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PutPayeesQuestion {
    /// Who writes them by what id, and why.
    pub write: WriteHead,
    /// The school.
    pub school: SchoolCode,
    /// The channels; the whole list.
    pub payees: Vec<Payee>,
}

impl PutPayeesQuestion {
    /// Reads a request.
    ///
    /// # Errors
    ///
    /// [`Violations`] with everything that is wrong with its fields.
    pub fn read(mut given: pb::registry::PutPayeesRequest) -> Result<Self, Violations> {
        reading(|at| {
            let write = write_head(at, &mut given);
            let school = school_code(at.field("school_code"), &given.school_code);
            let payees = list(&mut at.field("payees"), &given.payees, 0..=40, payee);
            Some(Self { write: write?, school: school?, payees: payees? })
        })
    }
}

/// What a school plans and publishes is asked for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct GetSchoolBookQuestion {
    /// The school; none for the county's own calendar.
    pub school: Option<SchoolCode>,
    /// Only what holds on this day.
    pub on: Option<NaiveDate>,
    /// As known when; now when none.
    pub known_at: Option<Instant>,
}

impl GetSchoolBookQuestion {
    /// Reads a request.
    ///
    /// # Errors
    ///
    /// [`Violations`] with everything that is wrong with its fields.
    pub fn read(given: &pb::registry::GetSchoolBookRequest) -> Result<Self, Violations> {
        reading(|at| {
            let school = school_code_if_any(at.field("school_code"), &given.school_code);
            let on = date_if_any(at.field("on"), given.on);
            let known_at = known_at(at.field("known_at"), given.known_at.as_ref());
            Some(Self { school: school?, on: on?, known_at: known_at? })
        })
    }
}

/// The public calendar of working days is written.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PutWorkingDaysQuestion {
    /// Who writes it by what id, and why.
    pub write: WriteHead,
    /// The whole calendar.
    pub working_days: WorkingDays,
}

impl PutWorkingDaysQuestion {
    /// Reads a request.
    ///
    /// # Errors
    ///
    /// [`Violations`] with everything that is wrong with its fields.
    pub fn read(mut given: pb::registry::PutWorkingDaysRequest) -> Result<Self, Violations> {
        reading(|at| {
            let write = write_head(at, &mut given);
            let mut place = at.field("calendar");
            let Some(calendar) = &given.calendar else {
                return place.refuse(Flaw::Required);
            };
            let working_days = working_days(place.here(), Some(calendar));
            let working_days = working_days.filter(|_| told_apart(place, calendar));
            Some(Self { write: write?, working_days: working_days? })
        })
    }
}

/// Whether no day is a holiday and worked.
fn told_apart(mut at: Place<'_>, given: &pb::fee::PublicCalendar) -> bool {
    let mut apart = true;
    for (index, day) in given.make_up_days.iter().enumerate() {
        if let Some(first) = given.holidays.iter().position(|holiday| holiday == day) {
            let first = at.field("holidays").item(first).path();
            let given = date_of(*day).map(|day| day.to_string()).unwrap_or_default();
            at.field("make_up_days").item(index).report(Flaw::Duplicate { given, first });
            apart = false;
        }
    }
    apart
}

/// The public calendar of working days is asked for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct GetWorkingDaysQuestion {
    /// As known when; now when none.
    pub known_at: Option<Instant>,
}

impl GetWorkingDaysQuestion {
    /// Reads a request.
    ///
    /// # Errors
    ///
    /// [`Violations`] when the instant is none.
    pub fn read(given: pb::registry::GetWorkingDaysRequest) -> Result<Self, Violations> {
        reading(|at| {
            let known_at = known_at(at.field("known_at"), given.known_at.as_ref());
            Some(Self { known_at: known_at? })
        })
    }
}
