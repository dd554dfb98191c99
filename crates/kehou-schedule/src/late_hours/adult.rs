//! Adults who may supervise, and what limits them.

use kehou_units::Minutes;

use super::{Minute, Name, Span};

/// Whether an outside person may serve on the day (C7, T6).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Vetting {
    /// On the whitelist, contract and background check in force.
    Valid,
    /// Not valid on the day: may not be scheduled (R17).
    NotValid,
}

/// How an adult belongs to the school.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Tie {
    /// Own staff: may be alone with children and lead the duty.
    Own,
    /// An outside person, provider or volunteer: never alone with children (T6).
    Outside(Vetting),
}

/// Limits out of care (S4): they bind the roster, and a person may ask for exceptions. Why
/// they stand is kept elsewhere and never shown.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub struct CareLimits {
    /// The minute until which they may serve.
    pub latest: Option<Minute>,
    /// The most minutes after the standard end on one day.
    pub most_late: Option<Minutes>,
}

/// An adult as handed in.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AdultParts {
    /// What the school calls them.
    pub name: Name,
    /// Own staff or from outside.
    pub tie: Tie,
    /// When they can be there; a stay lies within one of them.
    pub available: Vec<Span>,
    /// The end of their normal working hours, when the law lets them serve no longer (S3). No
    /// consent lifts it: there is no field for one.
    pub statutory_end: Option<Minute>,
    /// Limits out of care (S4).
    pub care: CareLimits,
    /// Their minutes after the standard end, this term so far (G7).
    pub term_late: Minutes,
    /// The minute from which they are lost, such as by falling ill; nothing is handed over then.
    pub lost_at: Option<Minute>,
}

/// An adult who may supervise.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Adult(pub(super) AdultParts);

impl Adult {
    /// What the school calls them.
    #[must_use]
    pub const fn name(&self) -> &Name {
        &self.0.name
    }

    /// Own staff or from outside.
    #[must_use]
    pub const fn tie(&self) -> Tie {
        self.0.tie
    }

    /// Whether they are own staff.
    #[must_use]
    pub fn is_own(&self) -> bool {
        self.0.tie == Tie::Own
    }

    /// When they can be there.
    #[must_use]
    pub fn available(&self) -> &[Span] {
        &self.0.available
    }

    /// The end of their normal working hours, when the law lets them serve no longer (S3).
    #[must_use]
    pub const fn statutory_end(&self) -> Option<Minute> {
        self.0.statutory_end
    }

    /// Limits out of care (S4).
    #[must_use]
    pub const fn care(&self) -> CareLimits {
        self.0.care
    }

    /// Their minutes after the standard end, this term so far (G7).
    #[must_use]
    pub const fn term_late(&self) -> Minutes {
        self.0.term_late
    }

    /// The minute from which they are lost.
    #[must_use]
    pub const fn lost_at(&self) -> Option<Minute> {
        self.0.lost_at
    }
}
