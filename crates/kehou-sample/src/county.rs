//! The schools and classes of the county, before any pupil is made.

mod layout;

pub(crate) use layout::place;

use chrono::NaiveDate;
use kehou_registry::{Affiliation, Centrality, SchoolStage};

use crate::size::{Seed, Size};

/// How many schools hold the cases; they come first in every sample.
pub(crate) const CASE_SCHOOLS: usize = 12;

/// How a school writes grades, classes and the headings of its rolls.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Hand {
    /// `三年级`, `2班`, `2023-03-01/1`.
    Words,
    /// `3`, `2`, `2023-03-01/1`; its rolls bear student numbers.
    Digits,
    /// `三`, `(2)班`, `3月1日第1节`.
    Brackets,
}

/// A school with its classes.
#[derive(Clone, Debug)]
pub(crate) struct School {
    /// Its identification code.
    pub(crate) code: String,
    /// Its name.
    pub(crate) name: String,
    /// The code and the name of its town; none for county-direct schools.
    pub(crate) town: Option<(String, &'static str)>,
    /// Who runs it.
    pub(crate) affiliation: Affiliation,
    /// What it offers.
    pub(crate) stage: SchoolStage,
    /// Whether it is a central primary school.
    pub(crate) centrality: Centrality,
    /// The place of the central school that a teaching point counts with.
    pub(crate) counts_with: Option<usize>,
    /// The last day, and the place of the school that it was merged into.
    pub(crate) merged: Option<(NaiveDate, usize)>,
    /// How it writes.
    pub(crate) hand: Hand,
    /// Its classes, by grade and number.
    pub(crate) classes: Vec<Class>,
}

/// A class.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Class {
    /// Its grade, 1 to 9.
    pub(crate) grade: u8,
    /// Its number within the grade, from 1.
    pub(crate) number: u16,
    /// How many pupils it has, but for those who come from elsewhere.
    pub(crate) pupils: usize,
    /// How many pupils of the grade stand before it in the county.
    pub(crate) before: usize,
    /// The school and class that all of it comes from, for the class of a merged school.
    pub(crate) comes_from: Option<(usize, usize)>,
}

/// Everything that is laid out before pupils are made.
#[derive(Clone, Debug)]
pub(crate) struct County {
    /// The seed.
    pub(crate) seed: u64,
    /// The schools.
    pub(crate) schools: Vec<School>,
}

impl County {
    /// Lays a county out.
    pub(crate) fn new(seed: Seed, size: Size) -> Self {
        let mut schools = layout::case_schools(seed, size.case_pupils());
        let further = size.schools() - CASE_SCHOOLS;
        schools.extend(layout::further_schools(seed, further, size.pupils() - size.case_pupils()));
        number_pupils(&mut schools);
        take_in_merged(&mut schools);
        Self { seed: seed.0, schools }
    }

    /// The place of a class in its school.
    pub(crate) fn class_at(&self, school: usize, grade: u8, number: u16) -> Option<usize> {
        let classes = &self.schools.get(school)?.classes;
        classes.iter().position(|class| (class.grade, class.number) == (grade, number))
    }
}

/// Gives each class its place among the pupils of its grade.
fn number_pupils(schools: &mut [School]) {
    let mut before = [0_usize; 10];
    for class in schools.iter_mut().flat_map(|school| &mut school.classes) {
        let grade = &mut before[usize::from(class.grade)];
        class.before = *grade;
        *grade += class.pupils;
    }
}

/// Adds the classes of a merged school to its successor, each as the last of its grade.
fn take_in_merged(schools: &mut [School]) {
    for from in 0..schools.len() {
        let Some((_, into)) = schools[from].merged else { continue };
        for place in 0..schools[from].classes.len() {
            let grade = schools[from].classes[place].grade;
            let number = schools[into].classes.iter().filter(|class| class.grade == grade).count();
            let number = u16::try_from(number).unwrap_or_default() + 1;
            let comes_from = Some((from, place));
            schools[into].classes.push(Class { grade, number, pupils: 0, before: 0, comes_from });
        }
        schools[into].classes.sort_by_key(|class| (class.grade, class.number));
    }
}

/// Shares `total` out by weights: each share is what lies between two rounded-down running sums,
/// so that the shares add up to the total.
pub(crate) fn share(total: usize, weights: &[usize]) -> Vec<usize> {
    let sum = weights.iter().sum::<usize>().max(1);
    let mut run = 0;
    let mut given = 0;
    let mut next = |weight: &usize| {
        run += weight;
        let share = total * run / sum - given;
        given += share;
        share
    };
    weights.iter().map(&mut next).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn shares_add_up() {
        assert_eq!(share(10, &[1, 1, 1]), [3, 3, 4]);
        assert_eq!(share(3_000, &[504, 7, 0, 90]).iter().sum::<usize>(), 3_000);
        assert_eq!(share(0, &[]), [0; 0]);
    }

    #[test]
    fn sizes_are_what_they_say() {
        for (size, schools, pupils) in [
            (Size::Small, 12, 3_000),
            (Size::County, 160, 80_000),
            (Size::Custom { schools: 40, pupils: 9_001 }, 40, 9_001),
            (Size::Custom { schools: 0, pupils: 0 }, 12, 1_200),
        ] {
            for seed in 0..3 {
                let county = County::new(Seed(seed), size);
                assert_eq!(county.schools.len(), schools);
                let classes = county.schools.iter().flat_map(|school| &school.classes);
                assert_eq!(classes.map(|class| class.pupils).sum::<usize>(), pupils, "{size:?}");
            }
        }
    }

    #[test]
    fn a_county_has_fifteen_towns_and_full_classes() {
        let county = County::new(Seed(1), Size::County);
        let towns: std::collections::BTreeSet<_> =
            county.schools.iter().filter_map(|school| school.town.as_ref()).collect();
        assert_eq!(towns.len(), 15);
        let classes: Vec<usize> = (county.schools.iter().flat_map(|school| &school.classes))
            .filter(|class| class.comes_from.is_none())
            .map(|class| class.pupils)
            .collect();
        assert!(
            classes.iter().all(|pupils| (6..=54).contains(pupils)),
            "{:?}",
            classes.iter().min()
        );
        let mean = classes.iter().sum::<usize>() / classes.len();
        assert!((42..=47).contains(&mean), "{mean}");
    }
}
