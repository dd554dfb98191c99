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
    /// pupils, and 100 pupils for every further school; at most [`Size::MOST_SCHOOLS`] and
    /// [`Size::MOST_PUPILS_OF_A_SCHOOL`] on average. What lies outside is brought to the nearest
    /// bound; [`Size::schools`] and [`Size::pupils`] say what is made.
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
    /// The most schools of a sample; their codes have four digits after those of the county.
    pub const MOST_SCHOOLS: usize = 5_000;
    /// The most pupils of a sample for each of its schools, so that no grade has more classes than
    /// can be numbered.
    pub const MOST_PUPILS_OF_A_SCHOOL: usize = 1_500;
    /// The most pupils of a sample.
    pub const MOST_PUPILS: usize = 2_000_000;

    /// How many schools there are.
    #[must_use]
    pub fn schools(self) -> usize {
        match self {
            Self::Small => CASE_SCHOOLS,
            Self::County => 160,
            Self::Custom { schools, .. } => schools.clamp(CASE_SCHOOLS, Self::MOST_SCHOOLS),
        }
    }

    /// How many pupils there are; one who changes class or school counts once.
    #[must_use]
    pub fn pupils(self) -> usize {
        match self {
            Self::Small => 3_000,
            Self::County => 80_000,
            Self::Custom { pupils, .. } => {
                let most = (self.schools() * Self::MOST_PUPILS_OF_A_SCHOOL).min(Self::MOST_PUPILS);
                pupils.clamp(CASE_PUPILS_LEAST + self.further_least(), most)
            }
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
    use crate::Sample;

    #[test]
    fn a_custom_size_never_loses_the_cases() {
        let tiny = Size::Custom { schools: 0, pupils: 0 };
        assert_eq!((tiny.schools(), tiny.pupils(), tiny.case_pupils()), (12, 1_200, 1_200));
        let wide = Size::Custom { schools: 112, pupils: 5 };
        assert_eq!((wide.schools(), wide.pupils(), wide.case_pupils()), (112, 11_200, 1_200));
        assert_eq!(Size::County.case_pupils(), 3_000);
    }

    #[test]
    fn a_custom_size_has_bounds_above() {
        let (schools, pupils) = (usize::MAX, usize::MAX);
        let huge = Size::Custom { schools, pupils };
        assert_eq!((huge.schools(), huge.pupils()), (5_000, 2_000_000));
        let few = Size::Custom { schools: 1, pupils };
        assert_eq!((few.schools(), few.pupils()), (12, 18_000));
        let empty = Size::Custom { schools, pupils: 0 };
        assert_eq!((empty.schools(), empty.pupils()), (5_000, 500_000));
    }

    /// Every class of the largest samples has a number, also where one school takes all the rest.
    #[test]
    fn the_largest_samples_can_be_laid_out() {
        for schools in [12, 13, 14, 20, Size::MOST_SCHOOLS] {
            let size = Size::Custom { schools, pupils: usize::MAX };
            let sample = Sample::new(Seed(1), size);
            assert_eq!((sample.schools(), sample.pupils()), (size.schools(), size.pupils()));
        }
    }
}
