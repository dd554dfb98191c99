//! The invented pupils that cases are about, the same in every sample.

use chrono::NaiveDate;
use kehou_attendance::Mark;

use crate::county::Class;
use crate::papers::{Application, Waiver};
use crate::spring::day;

/// A planted pupil.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct Person {
    /// A number that only this person has; the student number follows from it.
    pub(crate) key: usize,
    /// The name.
    pub(crate) name: &'static str,
    /// The guardian's name.
    pub(crate) guardian: &'static str,
    /// Whether the guardian has a phone.
    pub(crate) has_phone: bool,
    /// Whether the national student number has arrived.
    pub(crate) has_number: bool,
    /// Whether the pupil boards.
    pub(crate) boards: bool,
    /// Where the pupil is when, the first class first.
    pub(crate) stays: &'static [Stay],
    /// The applications, each with the school it was made at.
    pub(crate) applications: &'static [(usize, Application)],
    /// The waiver.
    pub(crate) waiver: Option<Waiver>,
    /// Marks that differ from present wherever an application covers a slot.
    pub(crate) marks: &'static [(NaiveDate, u8, Mark)],
}

/// A class that a planted pupil is in for a while.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Stay {
    /// The place of the school.
    pub(crate) school: usize,
    /// The grade.
    pub(crate) grade: u8,
    /// The class.
    pub(crate) class: u16,
    /// The first day; none since the autumn.
    pub(crate) first: Option<NaiveDate>,
    /// The last day.
    pub(crate) last: Option<NaiveDate>,
}

impl Stay {
    /// In a class all year.
    pub(crate) const fn at(school: usize, grade: u8, class: u16) -> Self {
        Self { school, grade, class, first: None, last: None }
    }

    /// The same, from a day on.
    pub(crate) const fn since(self, first: NaiveDate) -> Self {
        Self { first: Some(first), ..self }
    }

    /// The same, through a day.
    pub(crate) const fn until(self, last: NaiveDate) -> Self {
        Self { last: Some(last), ..self }
    }

    /// Whether it is in a class.
    pub(crate) fn is_in(&self, school: usize, grade: u8, class: u16) -> bool {
        (self.school, self.grade, self.class) == (school, grade, class)
    }
}

/// The day on which families apply who want the service from the term's first day on.
pub(crate) const APPLIED: Application = Application::since(day(2, 9));

impl Person {
    /// A pupil without anything special.
    pub(crate) const fn new(key: usize, name: &'static str, guardian: &'static str) -> Self {
        Self {
            key,
            name,
            guardian,
            has_phone: true,
            has_number: true,
            boards: false,
            stays: &[],
            applications: &[],
            waiver: None,
            marks: &[],
        }
    }

    /// Whether this class is the pupil's first one.
    pub(crate) fn is_at_home(&self, school: usize, class: &Class) -> bool {
        self.stays.first().is_some_and(|stay| stay.is_in(school, class.grade, class.number))
    }

    /// The position that the school's own id names; no class has so many pupils.
    pub(crate) const fn local_position(&self) -> usize {
        90 + self.key % 10
    }
}
