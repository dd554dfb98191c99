//! How far a principal may do something.

use kehou_registry::{ClassRef, DivisionCode, PupilNo, SchoolCode};

use super::{Permission, Place, Reach, reach_of};
use crate::principal::{Grant, Scope};

/// How far a principal may do something, over all grants.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Extent<'a> {
    parts: Vec<(&'a Scope, Reach)>,
}

/// How much of one school lies in an extent.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Share {
    /// All of it.
    Whole,
    /// Some classes and some pupils, and nothing of the school as a whole.
    Part {
        /// The classes, each with all its pupils.
        classes: Vec<ClassRef>,
        /// The pupils, whatever their class.
        pupils: Vec<PupilNo>,
    },
    /// Nothing.
    Nothing,
}

impl Share {
    /// Whether a pupil of the school is in it, who is in a class or in none.
    #[must_use]
    pub fn holds(&self, pupil: PupilNo, class: Option<ClassRef>) -> bool {
        match self {
            Self::Whole => true,
            Self::Part { classes, pupils } => {
                pupils.contains(&pupil) || class.is_some_and(|class| classes.contains(&class))
            }
            Self::Nothing => false,
        }
    }
}

impl<'a> Extent<'a> {
    /// How far some grants reach for a permission; those whose role may not have their scope reach
    /// nowhere.
    pub(crate) fn of(grants: &'a [Grant], permission: Permission) -> Self {
        let reaching = grants.iter().filter(|grant| grant.check().is_ok());
        let parts = reaching.map(|grant| (&grant.scope, reach_of(permission, grant.role)));
        Self { parts: parts.filter(|(scope, reach)| is_somewhere(scope, *reach)).collect() }
    }

    /// Whether it holds nothing at all.
    #[must_use]
    pub const fn is_nothing(&self) -> bool {
        self.parts.is_empty()
    }

    /// Whether a place lies in it as a whole.
    #[must_use]
    pub fn covers(&self, place: Place<'_>) -> bool {
        self.parts.iter().any(|(scope, reach)| match reach {
            Reach::Nowhere => false,
            Reach::Everywhere => true,
            Reach::County | Reach::Scope => scope.covers(place),
            Reach::School => {
                scope.covers(place) || place.school().is_some_and(|code| scope.lies_in(code))
            }
        })
    }

    /// Whether it holds the whole county.
    #[must_use]
    pub fn is_county(&self) -> bool {
        self.covers(Place::County)
    }

    /// Whether a school as a whole may lie in it, and not only a class or children.
    #[must_use]
    pub fn may_hold_a_school(&self) -> bool {
        let whole = |code: &&SchoolCode| self.of_school(code, None) == Share::Whole;
        self.named_schools().is_none_or(|named| named.iter().any(whole))
    }

    /// The schools of which something may lie in it, sorted, each once; none when a town or the
    /// county lies in it, so that every school must be asked about with [`Extent::of_school`].
    #[must_use]
    pub fn named_schools(&self) -> Option<Vec<&'a SchoolCode>> {
        let mut schools = Vec::new();
        for (scope, reach) in &self.parts {
            match scope {
                _ if *reach == Reach::Everywhere => return None,
                Scope::County | Scope::Town(_) => return None,
                Scope::School(code) | Scope::Class(code, _) => schools.push(code),
                Scope::Children(children) => schools.extend(children.iter().map(|(code, _)| code)),
            }
        }
        schools.sort_unstable();
        schools.dedup();
        Some(schools)
    }

    /// How much of a school lies in it.
    #[must_use]
    pub fn of_school(&self, code: &SchoolCode, town: Option<&DivisionCode>) -> Share {
        if self.covers(Place::School { code, town }) {
            return Share::Whole;
        }
        let (mut classes, mut pupils) = (Vec::new(), Vec::new());
        for (scope, _) in &self.parts {
            match scope {
                Scope::Class(own, class) if own == code => classes.push(*class),
                Scope::Children(children) => {
                    let of_school = children.iter().filter(|(own, _)| own == code);
                    pupils.extend(of_school.map(|(_, child)| *child));
                }
                _ => {}
            }
        }
        match (classes.is_empty(), pupils.is_empty()) {
            (true, true) => Share::Nothing,
            _ => Share::Part { classes, pupils },
        }
    }
}

fn is_somewhere(scope: &Scope, reach: Reach) -> bool {
    match reach {
        Reach::Nowhere => false,
        Reach::County => *scope == Scope::County,
        Reach::Scope | Reach::School | Reach::Everywhere => true,
    }
}
