//! The days that the county sets for all its schools. (C8, C9)

use kehou_attendance::SchoolRecord;
use kehou_registry::{Calendar, SchoolCode, WorkingDays};
use kehou_store::{Book, Persons, SchoolId};
use kehou_units::{Instant, Month};

use crate::{App, AppError};

/// The public working days, and the county's own calendar.
pub(crate) struct CountyDays {
    /// The working days. (C9)
    pub(crate) working: WorkingDays,
    calendar: Calendar,
}

impl App {
    /// The days that the county sets, as they stand or stood.
    pub(crate) async fn county_days(
        &self,
        known_at: Option<Instant>,
    ) -> Result<CountyDays, AppError> {
        let book = self.book(SchoolId::COUNTY, known_at).await?;
        Ok(CountyDays { working: book.working_days().await?, calendar: book.calendar().await? })
    }
}

impl CountyDays {
    /// The county's own calendar, which a school follows where it says nothing itself. (C8)
    pub(crate) const fn own_calendar(&self) -> &Calendar {
        &self.calendar
    }

    /// The calendar of a school, the county's included.
    pub(crate) async fn calendar_of(&self, school: &Book<'_>) -> Result<Calendar, AppError> {
        Ok(school.calendar().await?.within(&self.calendar))
    }

    /// The record of a school's month, the county's calendar included.
    pub(crate) async fn record(
        &self,
        school: &Book<'_>,
        (code, month): (&SchoolCode, Month),
        persons: Persons,
    ) -> Result<SchoolRecord, AppError> {
        let mut record = school.record(code.clone(), month, persons).await?;
        record.calendar = record.calendar.within(&self.calendar);
        Ok(record)
    }
}
