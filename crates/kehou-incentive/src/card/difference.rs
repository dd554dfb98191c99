//! What is different between two versions of a card, and why. (S6, S7)

use kehou_units::Fault;

use super::{Card, CardLine};
use crate::{quantity::Points, written::Line};

/// Why two versions differ.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Cause {
    /// They do not: same pack, same facts.
    Nothing,
    /// A late fact or a correction.
    Facts,
    /// Another pack.
    Pack,
    /// Both.
    Both,
}

impl Cause {
    /// The stable code.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::Nothing => "CAUSE_NOTHING",
            Self::Facts => "CAUSE_FACTS",
            Self::Pack => "CAUSE_PACK",
            Self::Both => "CAUSE_BOTH",
        }
    }
}

/// A line that is not what it was.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LineChange {
    /// The component.
    pub key: Line,
    /// Its line before; none if the earlier card had none.
    pub before: Option<CardLine>,
    /// Its line after; none if the later card has none.
    pub after: Option<CardLine>,
}

/// What is different between two versions of a card.
///
/// # Clauses
///
/// S6: late facts and corrections make a new version of a card, with the difference explained.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CardDifference {
    /// Why.
    pub cause: Cause,
    /// The sum before.
    pub before: Points,
    /// The sum after.
    pub after: Points,
    /// Lines that changed, those of the earlier card first.
    pub lines: Vec<LineChange>,
}

/// Two cards are not versions of one.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("the cards are of {one} and {other}; compare versions of one person's card of one term")]
pub struct DifferenceError {
    /// Person and term of the one.
    pub one: String,
    /// Person and term of the other.
    pub other: String,
}

impl DifferenceError {
    /// The stable code of this error.
    #[must_use]
    pub const fn code(&self) -> &'static str {
        "CARD_OF_ANOTHER"
    }

    /// The kind of failure.
    #[must_use]
    pub const fn fault(&self) -> Fault {
        Fault::Invalid
    }

    /// The arguments of its text, by name.
    #[must_use]
    pub fn args(&self) -> Vec<(&'static str, String)> {
        vec![("one", self.one.clone()), ("other", self.other.clone())]
    }
}

impl CardDifference {
    /// What is different between two versions of one person's card.
    ///
    /// # Errors
    ///
    /// [`DifferenceError`] when they are of different persons or terms.
    pub fn between(before: &Card, after: &Card) -> Result<Self, DifferenceError> {
        if (&before.staff, before.term) != (&after.staff, after.term) {
            let name = |card: &Card| format!("{} {}", card.staff, card.term);
            return Err(DifferenceError { one: name(before), other: name(after) });
        }
        let cause = match (before.facts == after.facts, before.pack == after.pack) {
            (true, true) => Cause::Nothing,
            (false, true) => Cause::Facts,
            (true, false) => Cause::Pack,
            (false, false) => Cause::Both,
        };
        let mut lines = Vec::new();
        for old in &before.lines {
            let new = after.line(old.key.as_str());
            if new != Some(old) {
                let (key, before) = (old.key.clone(), Some(old.clone()));
                lines.push(LineChange { key, before, after: new.cloned() });
            }
        }
        for new in after.lines.iter().filter(|new| before.line(new.key.as_str()).is_none()) {
            let (key, after) = (new.key.clone(), Some(new.clone()));
            lines.push(LineChange { key, before: None, after });
        }
        Ok(Self { cause, before: before.total, after: after.total, lines })
    }
}
