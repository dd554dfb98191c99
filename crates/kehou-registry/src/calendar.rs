//! Teaching days of a school, its grades and its classes (校历).

use chrono::{Datelike, NaiveDate, Weekday};
use kehou_units::{Fault, Period};

use crate::{ClassRef, GradeSet, Term, Terms};

/// Why there is no teaching on a day that would otherwise be a teaching day. (C8)
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum ClosureReason {
    /// Weather (恶劣天气).
    Weather,
    /// Illness (传染病).
    Illness,
    /// The school is an examination site (考点).
    ExamSite,
    /// Grade 9 has left after the entrance examination (中考离校).
    AfterEntranceExam,
    /// Boarders go home (寄宿生离校日).
    BoardersDeparture,
    /// Another reason, stated by the school.
    Other,
}

/// What a day is for a class.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum DayKind {
    /// A teaching day.
    Teaching,
    /// A make-up day (调休上课) that follows the timetable of a weekday.
    MakeUp {
        /// The weekday whose timetable it follows.
        follows: Weekday,
    },
    /// No teaching: weekend, holiday, or outside a term.
    Holiday,
    /// No teaching for a coded reason.
    Closed(ClosureReason),
}

impl DayKind {
    /// The weekday whose timetable a teaching day follows; none when there is no teaching.
    #[must_use]
    pub fn timetable(self, on: NaiveDate) -> Option<Weekday> {
        match self {
            Self::Teaching => Some(on.weekday()),
            Self::MakeUp { follows } => Some(follows),
            Self::Holiday | Self::Closed(_) => None,
        }
    }
}

/// Whom a calendar entry is about; a narrower scope overrides a wider one.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum CalendarScope {
    /// Every school of the county.
    County,
    /// The whole school.
    School,
    /// Some grades of the school.
    Grades(GradeSet),
    /// One class of the school.
    Class(ClassRef),
}

impl CalendarScope {
    fn covers(self, class: ClassRef) -> bool {
        match self {
            Self::County | Self::School => true,
            Self::Grades(grades) => grades.holds(class.grade),
            Self::Class(named) => named == class,
        }
    }

    const fn width(self) -> u8 {
        match self {
            Self::County => 0,
            Self::School => 1,
            Self::Grades(_) => 2,
            Self::Class(_) => 3,
        }
    }

    fn competes(self, other: Self) -> bool {
        match (self, other) {
            (Self::Grades(a), Self::Grades(b)) => a.overlaps(b),
            (a, b) => a == b,
        }
    }
}

/// An entry of a calendar: what the days of a period are for a scope.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct CalendarEntry {
    /// The days.
    pub period: Period,
    /// For whom.
    pub scope: CalendarScope,
    /// What they are.
    pub kind: DayKind,
}

/// The calendar of one school: terms, and days that differ from Monday-to-Friday teaching.
///
/// # Clauses
///
/// C8.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Calendar {
    terms: Terms,
    entries: Vec<CalendarEntry>,
}

/// A calendar contradicts itself.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("the calendar says two things about {on} for the same classes; remove one of the entries")]
pub struct CalendarError {
    /// The first day about which two entries differ.
    pub on: NaiveDate,
}

impl CalendarError {
    /// The stable code of this error.
    #[must_use]
    pub const fn code(&self) -> &'static str {
        "CALENDAR_CONTRADICTION"
    }

    /// The kind of failure.
    #[must_use]
    pub const fn fault(&self) -> Fault {
        Fault::Invalid
    }
}

impl Calendar {
    /// Makes a calendar; inside a term Monday to Friday are teaching days unless an entry says
    /// otherwise.
    ///
    /// # Errors
    ///
    /// [`CalendarError`] when two entries of the same scope say different things about a day.
    pub fn new(terms: Terms, mut entries: Vec<CalendarEntry>) -> Result<Self, CalendarError> {
        for (at, entry) in entries.iter().enumerate() {
            let rivals = entries[..at]
                .iter()
                .filter(|other| other.scope.competes(entry.scope) && other.kind != entry.kind);
            if let Some(shared) =
                rivals.filter_map(|other| other.period.intersection(&entry.period)).min()
            {
                return Err(CalendarError { on: shared.first() });
            }
        }
        // The narrowest scope comes first, so that the first entry that fits decides.
        entries.sort_by_key(|entry| std::cmp::Reverse(entry.scope.width()));
        Ok(Self { terms, entries })
    }

    /// This calendar of a school within that of its county: an entry of the county's decides where no
    /// entry of the school does, and a term of the county's counts unless it shares days with one of the
    /// school's own.
    #[must_use]
    pub fn within(mut self, county: &Self) -> Self {
        let own: Vec<Term> = self.terms.iter().cloned().collect();
        let is_free = |term: &&Term| !own.iter().any(|own| own.period.overlaps(&term.period));
        let added: Vec<Term> = county.terms.iter().filter(is_free).cloned().collect();
        self.terms = Terms::new(own.into_iter().chain(added).collect());
        self.entries.extend_from_slice(&county.entries);
        // Of one width the school's entries stay first.
        self.entries.sort_by_key(|entry| std::cmp::Reverse(entry.scope.width()));
        self
    }

    /// What was entered, the narrowest scope first.
    #[must_use]
    pub fn entries(&self) -> &[CalendarEntry] {
        &self.entries
    }

    /// Its terms.
    #[must_use]
    pub const fn terms(&self) -> &Terms {
        &self.terms
    }

    /// What a day is for a class.
    #[must_use]
    pub fn day(&self, class: ClassRef, on: NaiveDate) -> DayKind {
        self.decide(on, |scope| scope.covers(class))
    }

    /// Whether it says the same to every class: no entry is about some grades or one class.
    #[must_use]
    pub fn is_one_for_all(&self) -> bool {
        self.entries.iter().all(|entry| entry.scope.width() <= 1)
    }

    /// What a day is for the school as a whole: entries about grades or classes do not count.
    #[must_use]
    pub fn school_day(&self, on: NaiveDate) -> DayKind {
        self.decide(on, |scope| scope.width() <= 1)
    }

    /// The first teaching day of the school after a day, within a year; none otherwise.
    #[must_use]
    pub fn next_teaching_day(&self, after: NaiveDate) -> Option<NaiveDate> {
        let mut days = after.iter_days().skip(1).take(366);
        days.find(|day| self.school_day(*day).timetable(*day).is_some())
    }

    fn decide(&self, on: NaiveDate, covers: impl Fn(CalendarScope) -> bool) -> DayKind {
        let said = self.entries.iter().find(|entry| entry.period.holds(on) && covers(entry.scope));
        said.map_or_else(|| self.ordinary(on), |entry| entry.kind)
    }

    fn ordinary(&self, on: NaiveDate) -> DayKind {
        let weekend = matches!(on.weekday(), Weekday::Sat | Weekday::Sun);
        if weekend || self.terms.at(on).is_none() { DayKind::Holiday } else { DayKind::Teaching }
    }
}

#[cfg(test)]
mod tests;
