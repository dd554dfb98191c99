//! What an act is about.

use kehou_registry::{ClassRef, DivisionCode, PupilNo, SchoolCode};

/// What an act is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Place<'a> {
    /// The county as a whole.
    County,
    /// A school as a whole, with the town whose office runs it.
    School {
        /// Its code.
        code: &'a SchoolCode,
        /// Its town, if it has one.
        town: Option<&'a DivisionCode>,
    },
    /// A class of a school as a whole.
    Class {
        /// The school's code.
        code: &'a SchoolCode,
        /// Its town, if it has one.
        town: Option<&'a DivisionCode>,
        /// The class.
        class: ClassRef,
    },
    /// A pupil of a school.
    Pupil {
        /// The school's code.
        code: &'a SchoolCode,
        /// Its town, if it has one.
        town: Option<&'a DivisionCode>,
        /// The pupil.
        pupil: PupilNo,
        /// The class the pupil is in, if any.
        class: Option<ClassRef>,
    },
}

impl<'a> Place<'a> {
    /// The school it lies in; none for the county.
    #[must_use]
    pub const fn school(self) -> Option<&'a SchoolCode> {
        match self {
            Self::County => None,
            Self::School { code, .. } | Self::Class { code, .. } | Self::Pupil { code, .. } => {
                Some(code)
            }
        }
    }

    /// The town whose office runs the school it lies in.
    #[must_use]
    pub const fn town(self) -> Option<&'a DivisionCode> {
        match self {
            Self::County => None,
            Self::School { town, .. } | Self::Class { town, .. } | Self::Pupil { town, .. } => town,
        }
    }

    /// The class it is, or lies in.
    #[must_use]
    pub const fn class(self) -> Option<ClassRef> {
        match self {
            Self::County | Self::School { .. } => None,
            Self::Class { class, .. } => Some(class),
            Self::Pupil { class, .. } => class,
        }
    }
}
