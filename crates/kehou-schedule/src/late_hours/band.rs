//! Bands of departure (离校时段): between two times at which children leave.

use kehou_registry::Level;

use super::{Minute, Span};

/// How many children one supervising adult may have (T5).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Limits {
    /// In a room that holds a group of primary pupils.
    pub primary: u32,
    /// In a room that holds junior pupils only.
    pub junior: u32,
}

impl Limits {
    /// The limit of a level; a room follows the lowest limit of the groups in it.
    #[must_use]
    pub const fn of(self, level: Level) -> u32 {
        match level {
            Level::Primary => self.primary,
            Level::Junior => self.junior,
        }
    }
}

/// A band: who stays into it is there from its first minute to its last, at least for planning.
///
/// # Clauses
///
/// G2 [嘉教体字〔2023〕4号 三(二)].
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Band {
    /// When it begins.
    pub starts: Minute,
    /// When it ends; the next band begins then.
    pub ends: Minute,
    /// How many children an adult may have in it.
    pub limits: Limits,
}

impl Band {
    /// Its minutes.
    #[must_use]
    pub const fn span(&self) -> Span {
        Span { from: self.starts, until: self.ends }
    }
}
