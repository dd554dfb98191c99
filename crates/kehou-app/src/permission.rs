//! Who may do what, where.

use kehou_registry::{ClassRef, DivisionCode, PupilNo, SchoolCode};
use kehou_units::Fault;

use crate::Principal;

/// Something that a role may be permitted to do.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Permission {
    /// Read schools and what they publish.
    ReadSchools,
}

/// What an act is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Place<'a> {
    /// The county as a whole.
    County,
    /// A school, with the town whose office runs it.
    School {
        /// Its code.
        code: &'a SchoolCode,
        /// Its town, if it has one.
        town: Option<&'a DivisionCode>,
    },
    /// A class of a school.
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

/// The principal may not do this here.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{permission:?} is not permitted here")]
pub struct Forbidden {
    /// What was asked for.
    pub permission: Permission,
}

impl Forbidden {
    /// The stable code of this error.
    #[must_use]
    pub const fn code(&self) -> &'static str {
        "FORBIDDEN"
    }

    /// The kind of failure.
    #[must_use]
    pub const fn fault(&self) -> Fault {
        Fault::Forbidden
    }
}

/// Permits an act, or refuses it without saying whether the thing exists.
///
/// # Errors
///
/// [`Forbidden`] when no grant of the principal permits it.
pub fn authorise(
    principal: &Principal,
    permission: Permission,
    place: Place<'_>,
) -> Result<(), Forbidden> {
    let _ = (principal, place);
    Err(Forbidden { permission })
}
