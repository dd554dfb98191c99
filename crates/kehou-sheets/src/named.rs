//! What files refer to, so that only that much need be known of a county.

use std::collections::BTreeSet;

use kehou_registry::{SchoolCode, StudentNumber};

use crate::{facts::Facts, fields::SchoolKey, sources::Sourced};

/// The schools and pupils that files name.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Named {
    /// Schools by code.
    pub codes: BTreeSet<SchoolCode>,
    /// Schools by a name that they have or had.
    pub names: BTreeSet<Box<str>>,
    /// Whether a row is about every school: one of a calendar that names none. (C8)
    pub every_school: bool,
    /// Pupils on rosters by student number; another school may have them on its roll. (C5)
    pub student_numbers: BTreeSet<StudentNumber>,
}

impl Named {
    pub(crate) fn of(facts: &Facts) -> Self {
        let mut named = Self::default();
        named.codes.extend(facts.schools.iter().map(|row| row.fact.code.clone()));
        named.all(&facts.pupils, |row| &row.school);
        named.all(&facts.applications, |row| &row.school);
        named.all(&facts.plans, |row| &row.school);
        named.all(&facts.notices, |row| &row.school);
        named.all(&facts.payees, |row| &row.school);
        named.all(&facts.waivers, |row| &row.school);
        for row in &facts.calendar {
            match &row.fact.school {
                Some(school) => named.add(school),
                None => named.every_school = true,
            }
        }
        let wide = facts.wide_rolls.iter().flat_map(|(_, table)| &table.rows);
        let long = facts.long_rolls.iter().flat_map(|(_, table)| &table.pupils);
        let pupils = wide.map(|(pupil, _)| pupil).chain(long);
        pupils.for_each(|pupil| named.add(&pupil.school));
        let numbers = facts.pupils.iter().filter_map(|row| row.fact.pupil.number.clone());
        named.student_numbers.extend(numbers);
        named
    }

    fn all<T>(&mut self, rows: &[Sourced<T>], school: impl Fn(&T) -> &SchoolKey) {
        rows.iter().for_each(|row| self.add(school(&row.fact)));
    }

    fn add(&mut self, school: &SchoolKey) {
        match school {
            SchoolKey::Code(code) if !self.codes.contains(code) => {
                self.codes.insert(code.clone());
            }
            SchoolKey::Name(name) if !self.names.contains(name) => {
                self.names.insert(name.clone());
            }
            SchoolKey::Code(_) | SchoolKey::Name(_) => {}
        }
    }
}
