//! Grades and classes.

use std::fmt;

use kehou_units::Fault;

/// A grade of compulsory schooling, 1 to 9.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Grade(u8);

/// A number is no grade.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{number} is no grade of compulsory schooling; grades run from 1 to 9")]
pub struct GradeError {
    /// The number given.
    pub number: u32,
}

impl GradeError {
    /// The stable code of this error.
    #[must_use]
    pub const fn code(&self) -> &'static str {
        "REGISTRY_GRADE"
    }

    /// The kind of failure.
    #[must_use]
    pub const fn fault(&self) -> Fault {
        Fault::Invalid
    }
}

/// The level of schooling (学段) a pupil is at.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Level {
    /// Primary (小学).
    Primary,
    /// Junior secondary (初中).
    Junior,
}

impl Level {
    /// The code used in policy files.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::Primary => "primary",
            Self::Junior => "junior",
        }
    }
}

impl Grade {
    /// All grades, in order.
    pub const ALL: [Self; 9] =
        [Self(1), Self(2), Self(3), Self(4), Self(5), Self(6), Self(7), Self(8), Self(9)];

    /// Makes a grade.
    ///
    /// # Errors
    ///
    /// [`GradeError`] outside 1 to 9.
    pub const fn new(number: u8) -> Result<Self, GradeError> {
        match number {
            1..=9 => Ok(Self(number)),
            _ => Err(GradeError { number: number as u32 }),
        }
    }

    /// Its number, 1 to 9.
    #[must_use]
    pub const fn number(self) -> u8 {
        self.0
    }

    /// The level it belongs to where junior schooling begins with grade `junior_from`.
    #[must_use]
    pub const fn level(self, junior_from: u32) -> Level {
        if (self.0 as u32) < junior_from { Level::Primary } else { Level::Junior }
    }
}

impl fmt::Display for Grade {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}

/// A set of grades.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct GradeSet(u16);

impl GradeSet {
    /// Every grade.
    pub const ALL: Self = Self(0b11_1111_1110);

    /// The set as bits; grade 1 is the bit of value 2.
    #[must_use]
    pub const fn bits(self) -> u16 {
        self.0
    }

    /// The set of some bits, grade 1 being the bit of value 2; none when another bit is set.
    #[must_use]
    pub const fn from_bits(bits: u16) -> Option<Self> {
        if bits & !Self::ALL.0 == 0 { Some(Self(bits)) } else { None }
    }

    /// The set of some grades.
    #[must_use]
    pub fn of(grades: impl IntoIterator<Item = Grade>) -> Self {
        Self(grades.into_iter().fold(0, |set, grade| set | 1 << grade.number()))
    }

    /// Whether it holds `grade`.
    #[must_use]
    pub const fn holds(self, grade: Grade) -> bool {
        self.0 & (1 << grade.number()) != 0
    }

    /// Whether the two share a grade.
    #[must_use]
    pub const fn overlaps(self, other: Self) -> bool {
        self.0 & other.0 != 0
    }

    /// Whether it holds none.
    #[must_use]
    pub const fn is_empty(self) -> bool {
        self.0 == 0
    }

    /// Its grades, in order.
    pub fn iter(self) -> impl Iterator<Item = Grade> {
        Grade::ALL.into_iter().filter(move |grade| self.holds(*grade))
    }
}

/// One class (班级) of a school: a grade and a number within it, written `3-2`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct ClassRef {
    /// The grade.
    pub grade: Grade,
    /// The number within the grade, from 1.
    pub number: u16,
}

impl fmt::Display for ClassRef {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(&format!("{}-{}", self.grade, self.number))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn grades_run_from_one_to_nine() {
        assert!(Grade::new(0).is_err() && Grade::new(10).is_err());
        assert_eq!(Grade::new(7).unwrap().level(7), Level::Junior);
        assert_eq!(Grade::new(6).unwrap().level(6), Level::Junior, "five-four schooling");
    }

    #[test]
    fn a_set_lists_what_it_holds() {
        let set = GradeSet::of([Grade(9), Grade(1)]);
        assert_eq!(set.iter().map(Grade::number).collect::<Vec<_>>(), [1, 9]);
        assert_eq!(GradeSet::ALL.iter().count(), 9);
    }
}
