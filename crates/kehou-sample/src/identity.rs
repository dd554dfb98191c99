//! Student numbers (学籍号) with right check characters, no two alike.

use chrono::{Datelike, Days, NaiveDate};
use kehou_registry::StudentNumber;

/// The last ten sequence numbers of a birth date are kept for the pupils of the cases.
const SEQUENCES: usize = 990;
/// Days of a school year's births, 1 September to 30 August.
const BIRTH_DAYS: usize = 364;

/// The student number of the `index`-th pupil of a grade in the county, born in the school year
/// that fits the grade in spring 2023. Different indices give different numbers.
pub(crate) fn ordinary(grade: u8, index: usize, seed: u64) -> String {
    let turn = usize::try_from(seed % 9_973).unwrap_or_default();
    // 225 is prime to 364, so each block of 364 indices meets each birth date once; 37 is prime to
    // 990, so the blocks of one date get different sequences.
    let birth = (index % BIRTH_DAYS * 225 + turn) % BIRTH_DAYS;
    let sequence = (index / BIRTH_DAYS * 37 + birth * 101 + turn) % SEQUENCES;
    number(grade, birth as u64, sequence)
}

/// The student number of the `index`-th planted pupil (0 to 9 for each day of birth).
pub(crate) fn planted(grade: u8, index: usize) -> String {
    number(grade, (index * 29 % BIRTH_DAYS) as u64, SEQUENCES + index % 10)
}

/// The id that a school gives while the student number has not arrived.
pub(crate) fn local(school: &str, grade: u8, class: u16, position: usize) -> String {
    format!("X{}{grade}{class:02}{position:02}", school.get(6..).unwrap_or(school))
}

fn number(grade: u8, birth: u64, sequence: usize) -> String {
    let born = first_birth(grade) + Days::new(birth);
    let digits = format!("370829{}{sequence:03}", born.format("%Y%m%d"));
    let mut seventeen = [b'0'; 17];
    seventeen.iter_mut().zip(digits.bytes()).for_each(|(place, digit)| *place = digit);
    format!("G{digits}{}", StudentNumber::check_character(&seventeen))
}

/// Who was born from here on for a year entered school six years later, in September.
fn first_birth(grade: u8) -> NaiveDate {
    let september = crate::spring::day(9, 1);
    september.with_year(2016 - i32::from(grade)).unwrap_or(september)
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::BTreeSet;

    #[test]
    fn no_two_of_a_grade_are_alike() {
        let numbers: BTreeSet<String> = (0..40_000).map(|index| ordinary(3, index, 7)).collect();
        assert_eq!(numbers.len(), 40_000);
        let planted: BTreeSet<String> = (0..100).map(|index| planted(3, index)).collect();
        assert_eq!(planted.len(), 100);
        assert!(numbers.is_disjoint(&planted));
    }

    #[test]
    fn numbers_are_well_formed_and_births_fit_the_grade() {
        for (grade, first, last) in [(1, "20150901", "20160831"), (9, "20070901", "20080831")] {
            for index in 0..400 {
                let number = ordinary(grade, index, 1);
                assert!(number.parse::<StudentNumber>().is_ok(), "{number}");
                assert!((first..=last).contains(&&number[7..15]), "{number}");
            }
        }
    }
}
