//! Pupils and their guardians.

use std::fmt;

use kehou_units::Dated;

use crate::{Application, ClassRef, StudentNumber, Waiver};

/// A pupil's number within a school, never used twice.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct PupilNo(u32);

impl PupilNo {
    /// Makes a number.
    #[must_use]
    pub const fn new(number: u32) -> Self {
        Self(number)
    }

    /// The number.
    #[must_use]
    pub const fn number(self) -> u32 {
        self.0
    }
}

impl fmt::Display for PupilNo {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}

/// Whether a pupil boards at the school. (F18)
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Boarding {
    /// Goes home every day (走读).
    Day,
    /// Lives at the school (寄宿).
    Boarder,
}

/// Where a pupil is placed during a period.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Placement {
    /// The class.
    pub class: ClassRef,
    /// Whether the pupil boards.
    pub boarding: Boarding,
}

/// A guardian (监护人); both parts are personal data.
#[derive(Clone, PartialEq, Eq)]
pub struct Guardian {
    /// The name.
    pub name: String,
    /// The phone number; none for a guardian without a phone.
    pub phone: Option<String>,
}

impl fmt::Debug for Guardian {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Guardian(…)")
    }
}

/// A pupil of one school with everything that decides what the family owes.
///
/// # Clauses
///
/// C5.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Pupil {
    /// The number within the school.
    pub no: PupilNo,
    /// The name.
    pub name: String,
    /// The national student number, if it has arrived.
    pub student_number: Option<StudentNumber>,
    /// The school's own id while a transfer is pending.
    pub local_id: Option<String>,
    /// The guardians.
    pub guardians: Vec<Guardian>,
    /// Class and boarding over time; days outside are not on the school's roll.
    pub placements: Dated<Placement>,
    /// The guardian's applications.
    pub applications: Vec<Application>,
    /// The waivers.
    pub waivers: Vec<Waiver>,
}
