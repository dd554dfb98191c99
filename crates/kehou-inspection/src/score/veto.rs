//! Vetoes: what proposes one, and what a person decided. (I8)

use std::fmt;

use kehou_policy::CheckId;
use kehou_units::Fault;

use crate::{
    checklist::{Checklist, Veto, VisitReport},
    written::{Line, Reasoned},
};

/// On what a veto is proposed.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum VetoGround {
    /// A veto item is not met.
    Item(Line),
    /// A check that proposes vetoes found something.
    Check(CheckId),
}

/// What a person decided about a proposed veto.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum VetoVerdict {
    /// It holds; the grade is capped at 'fail'.
    Confirmed,
    /// It does not.
    Rejected,
}

impl VetoVerdict {
    /// Both.
    pub const ALL: [Self; 2] = [Self::Confirmed, Self::Rejected];

    /// The stable code.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::Confirmed => "confirmed",
            Self::Rejected => "rejected",
        }
    }
}

/// A decision about a proposed veto: by whom, when and why.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct VetoDecision {
    /// On what it was proposed.
    pub ground: VetoGround,
    /// The decision.
    pub verdict: VetoVerdict,
    /// Who, when and why.
    pub decided: Reasoned,
}

/// A decision does not belong to a proposal.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum VetoError {
    /// Nothing was proposed on this ground.
    #[error("no veto was proposed on `{0}`")]
    NotProposed(VetoGround),
    /// The proposal is decided twice.
    #[error("the veto proposed on `{0}` is decided already")]
    Twice(VetoGround),
}

impl VetoError {
    /// The stable code of this error.
    #[must_use]
    pub const fn code(&self) -> &'static str {
        match self {
            Self::NotProposed(_) => "VETO_NOT_PROPOSED",
            Self::Twice(_) => "VETO_TWICE",
        }
    }

    /// The kind of failure.
    #[must_use]
    pub const fn fault(&self) -> Fault {
        Fault::RuleViolated
    }

    /// The arguments of its text, by name.
    #[must_use]
    pub fn args(&self) -> Vec<(&'static str, String)> {
        let (Self::NotProposed(ground) | Self::Twice(ground)) = self;
        vec![("ground", ground.to_string())]
    }
}

impl fmt::Display for VetoGround {
    /// Writes the id of the item or of the check.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Item(item) => f.pad(item.as_str()),
            Self::Check(check) => f.pad(check.as_str()),
        }
    }
}

/// What proposes a veto: a veto item not met and not corrected by the school itself, or a check
/// that proposes vetoes and found something.
///
/// # Clauses
///
/// I8.
#[must_use]
pub fn veto_proposals(
    checklist: &Checklist,
    report: &VisitReport,
    found: &[CheckId],
) -> Vec<VetoGround> {
    let failed = report.items.iter().filter(|seen| seen.fails());
    let items = failed.filter(|seen| {
        checklist.item(seen.item.as_str()).is_some_and(|item| item.veto == Veto::Proposed)
    });
    let checks = found.iter().filter(|check| check.proposes_veto());
    let mut proposed: Vec<VetoGround> = items
        .map(|seen| VetoGround::Item(seen.item.clone()))
        .chain(checks.map(|check| VetoGround::Check(*check)))
        .collect();
    proposed.sort();
    proposed.dedup();
    proposed
}
