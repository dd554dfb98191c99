//! Scopes: where a role holds.

use kehou_registry::{ClassRef, DivisionCode, PupilNo, SchoolCode};

use crate::{coded::coded, permission::Place};

/// Where a role holds.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Scope {
    /// The whole county.
    County,
    /// The schools that a town's education office runs.
    Town(DivisionCode),
    /// One school.
    School(SchoolCode),
    /// One class of a school.
    Class(SchoolCode, ClassRef),
    /// Some pupils: a guardian's children.
    Children(Vec<(SchoolCode, PupilNo)>),
}

coded! {
    /// The kinds of scopes, from wide to narrow.
    ScopeKind is a "scope":
    /// The whole county.
    County "county";
    /// The schools of one town.
    Town "town";
    /// One school.
    School "school";
    /// One class.
    Class "class";
    /// Some pupils.
    Children "children";
}

impl Scope {
    /// Its kind.
    #[must_use]
    pub const fn kind(&self) -> ScopeKind {
        match self {
            Self::County => ScopeKind::County,
            Self::Town(_) => ScopeKind::Town,
            Self::School(_) => ScopeKind::School,
            Self::Class(..) => ScopeKind::Class,
            Self::Children(_) => ScopeKind::Children,
        }
    }

    /// Whether a place lies in it. What is wider than the scope never does.
    #[must_use]
    pub fn covers(&self, place: Place<'_>) -> bool {
        match self {
            Self::County => true,
            Self::Town(own) => place.town().is_some_and(|town| own.covers(town)),
            Self::School(own) => place.school() == Some(own),
            Self::Class(own, class) => place.school() == Some(own) && place.class() == Some(*class),
            Self::Children(children) => {
                let Place::Pupil { code, pupil, .. } = place else { return false };
                children.iter().any(|(own, child)| own == code && *child == pupil)
            }
        }
    }

    /// Whether a school is one of those in which the scope lies.
    pub(crate) fn lies_in(&self, code: &SchoolCode) -> bool {
        match self {
            Self::County | Self::Town(_) => false,
            Self::School(own) | Self::Class(own, _) => own == code,
            Self::Children(children) => children.iter().any(|(own, _)| own == code),
        }
    }
}
