//! Seeds and sizes of a sample.

use crate::county::CASE_SCHOOLS;

/// The seed of a sample: the same seed and size give the same files, byte for byte.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Seed(pub u64);

/// How large a sample is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Size {
    /// 12 schools and 3,000 pupils: one school of each kind that a rule treats in its own way.
    Small,
    /// 160 schools in 15 towns and 80,000 pupils.
    County,
    /// So many schools and pupils, but at least the 12 schools that hold the cases with 1,200
    /// pupils, and 100 pupils for every further school.
    Custom {
        /// How many schools.
        schools: usize,
        /// How many pupils.
        pupils: usize,
    },
}

/// The least number of pupils in the schools that hold the cases.
const CASE_PUPILS_LEAST: usize = 1_200;
/// Their number where there are other schools to hold the rest.
const CASE_PUPILS: usize = 3_000;
/// The least number of pupils for every further school.
const FURTHER_PUPILS_LEAST: usize = 100;

impl Size {
    /// How many schools there are.
    #[must_use]
    pub fn schools(self) -> usize {
        match self {
            Self::Small => CASE_SCHOOLS,
            Self::County => 160,
            Self::Custom { schools, .. } => schools.max(CASE_SCHOOLS),
        }
    }

    /// How many pupils there are; one who changes class or school counts once.
    #[must_use]
    pub fn pupils(self) -> usize {
        match self {
            Self::Small => 3_000,
            Self::County => 80_000,
            Self::Custom { pupils, .. } => pupils.max(CASE_PUPILS_LEAST + self.further_least()),
        }
    }

    /// How many of the pupils are in the schools that hold the cases.
    pub(crate) fn case_pupils(self) -> usize {
        if self.schools() == CASE_SCHOOLS {
            self.pupils()
        } else {
            CASE_PUPILS.min(self.pupils() - self.further_least())
        }
    }

    fn further_least(self) -> usize {
        (self.schools() - CASE_SCHOOLS) * FURTHER_PUPILS_LEAST
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_custom_size_never_loses_the_cases() {
        let tiny = Size::Custom { schools: 0, pupils: 0 };
        assert_eq!((tiny.schools(), tiny.pupils(), tiny.case_pupils()), (12, 1_200, 1_200));
        let wide = Size::Custom { schools: 112, pupils: 5 };
        assert_eq!((wide.schools(), wide.pupils(), wide.case_pupils()), (112, 11_200, 1_200));
        assert_eq!(Size::County.case_pupils(), 3_000);
    }
}
