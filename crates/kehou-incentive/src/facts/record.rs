//! Records behind facts, and what verifies them.

use std::fmt;

/// What kind of record it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum RecordOrigin {
    /// A roll.
    Roll,
    /// A session of a plan.
    Plan,
    /// A row of an imported sheet.
    Sheet,
    /// Another system told it.
    Remote,
    /// A survey.
    Survey,
    /// A training record.
    Training,
    /// A research record.
    Research,
    /// A finding.
    Finding,
}

impl RecordOrigin {
    /// The word used in ids.
    #[must_use]
    pub const fn word(self) -> &'static str {
        match self {
            Self::Roll => "roll",
            Self::Plan => "plan",
            Self::Sheet => "sheet",
            Self::Remote => "remote",
            Self::Survey => "survey",
            Self::Training => "training",
            Self::Research => "research",
            Self::Finding => "finding",
        }
    }
}

/// A record: where it was kept and under which number.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct RecordId {
    /// What kind of record it is.
    pub origin: RecordOrigin,
    /// The ledger that keeps it: of a school, or 0 for the county's.
    pub ledger: u32,
    /// Its number there.
    pub number: u64,
}

impl fmt::Display for RecordId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}:{}:{}", self.origin.word(), self.ledger, self.number)
    }
}

/// What speaks for a session or duty. (L10)
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Witness {
    /// It was scheduled.
    Schedule,
    /// The person signed in.
    SignIn,
    /// Its roll was called, also late with a reason.
    Roll,
    /// The duty leader confirmed it.
    Leader,
    /// An imported sheet that somebody answers for by a document.
    Document,
}

/// All that speaks for a session or duty.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub struct Proof(u8);

impl Proof {
    /// The proof of some witnesses.
    #[must_use]
    pub fn of(witnesses: impl IntoIterator<Item = Witness>) -> Self {
        Self(witnesses.into_iter().fold(0, |set, witness| set | 1 << witness as u8))
    }

    const fn holds(self, witness: Witness) -> bool {
        self.0 & (1 << witness as u8) != 0
    }

    /// Whether it is verified: scheduled and any two of sign-in, roll and the duty leader's
    /// confirmation; or a sheet with a document.
    ///
    /// # Clauses
    ///
    /// S6, after the rule that pay follows (L10).
    #[must_use]
    pub fn is_verified(self) -> bool {
        let signs = [Witness::SignIn, Witness::Roll, Witness::Leader];
        let signs = signs.into_iter().filter(|witness| self.holds(*witness)).count();
        (self.holds(Witness::Schedule) && signs >= 2) || self.holds(Witness::Document)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_session_needs_its_schedule_and_two_signs_or_a_document() {
        use Witness::{Document, Leader, Roll, Schedule, SignIn};
        for (witnesses, is_verified) in [
            (&[Schedule, SignIn, Roll][..], true),
            (&[Schedule, Roll, Leader], true),
            (&[Schedule, SignIn, Leader], true),
            (&[SignIn, Roll, Leader], false),
            (&[Schedule, Roll], false),
            (&[Document], true),
            (&[], false),
        ] {
            assert_eq!(Proof::of(witnesses.iter().copied()).is_verified(), is_verified);
        }
    }
}
