//! What files say something about.

use std::{collections::BTreeSet, fmt};

use kehou_registry::PupilNo;

use crate::Kind;

/// A set of kinds.
#[derive(Clone, Copy, Default, PartialEq, Eq, Hash)]
pub struct KindSet(u16);

impl KindSet {
    /// No kind.
    pub const EMPTY: Self = Self(0);

    /// The set of some kinds.
    #[must_use]
    pub fn of(kinds: impl IntoIterator<Item = Kind>) -> Self {
        kinds.into_iter().fold(Self::EMPTY, Self::with)
    }

    /// This set and one kind more.
    #[must_use]
    pub const fn with(self, kind: Kind) -> Self {
        Self(self.0 | 1 << kind as u16)
    }

    /// This set without one kind.
    #[must_use]
    pub const fn without(self, kind: Kind) -> Self {
        Self(self.0 & !(1 << kind as u16))
    }

    /// Whether a kind is in it.
    #[must_use]
    pub const fn holds(self, kind: Kind) -> bool {
        self.0 & 1 << kind as u16 != 0
    }

    /// Whether no kind is in it.
    #[must_use]
    pub const fn is_empty(self) -> bool {
        self.0 == 0
    }

    /// Its kinds, in the order of [`Kind::ALL`].
    pub fn iter(self) -> impl Iterator<Item = Kind> {
        Kind::ALL.into_iter().filter(move |kind| self.holds(*kind))
    }
}

impl fmt::Debug for KindSet {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_set().entries(self.iter()).finish()
    }
}

/// What the files say something about, for one school.
///
/// A [`SchoolRecord`](kehou_attendance::SchoolRecord) alone can't tell "no file says anything
/// about applications" from "the files say that there are none".
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Stated {
    /// The kinds of which at least one row about the school was taken.
    pub kinds: KindSet,
    /// Those of them of which nothing was refused in any table that speaks of the school, while
    /// every file and sheet could be read: only of these does silence mean anything.
    pub whole: KindSet,
    /// The pupils who were known before and are not on the roster of the files; empty where the
    /// files hold no roster of the school.
    pub absent: BTreeSet<PupilNo>,
    /// The pupils who were not known before.
    pub new: BTreeSet<PupilNo>,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_set_holds_what_was_put_in() {
        let set = KindSet::of([Kind::Rolls, Kind::Schools]).with(Kind::Pupils);
        assert_eq!(set.iter().collect::<Vec<_>>(), [Kind::Schools, Kind::Pupils, Kind::Rolls]);
        assert!(!set.without(Kind::Rolls).holds(Kind::Rolls) && KindSet::EMPTY.is_empty());
        assert_eq!(KindSet::of(Kind::ALL).iter().count(), Kind::ALL.len());
    }
}
