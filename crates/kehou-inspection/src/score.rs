//! Scores in whole points, with the derivation of each.

#[cfg(test)]
mod tests;

use std::fmt;

use kehou_policy::CheckId;
use kehou_units::{Fault, Ratio};

use crate::{
    checklist::{Checklist, Given, GradeLine, Item, NotApplicable, Veto, VisitReport},
    written::{Line, Reasoned},
};

/// Why an item earned what it earned.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Earned {
    /// It is met.
    Met,
    /// It is not met.
    NotMet,
    /// The school reported and corrected it by itself: recorded, not penalised.
    CorrectedByItself,
    /// It does not apply; the checklist says how that counts.
    NotApplicable,
}

/// How the points of one item came about.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ScoreLine {
    /// The item.
    pub item: Line,
    /// The points earned.
    pub earned: u32,
    /// The points that were possible.
    pub possible: u32,
    /// Why.
    pub why: Earned,
}

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

/// The score of a visit.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Score {
    /// The points earned.
    pub earned: u32,
    /// The points that were possible.
    pub possible: u32,
    /// Every item, in the order of the checklist.
    pub lines: Vec<ScoreLine>,
    /// The grade that the points alone earn.
    pub by_points: GradeLine,
    /// The grade: the lowest while a veto is confirmed.
    pub grade: GradeLine,
    /// The vetoes that are proposed, decided or not.
    pub proposed: Vec<VetoGround>,
    /// Those that wait for a person.
    pub undecided: Vec<VetoGround>,
}

impl Score {
    /// The share of the possible points in per mille, rounded half up; none when nothing applied.
    #[must_use]
    pub const fn per_mille(&self) -> Option<u64> {
        match Ratio::new(self.earned as u64, self.possible as u64) {
            Some(share) => Some(share.per_mille()),
            None => None,
        }
    }
}

/// Scores a visit.
///
/// The grade compares exact integers: `earned × 100 ≥ percent × possible`. When nothing applied the
/// grade is the lowest, for nothing was shown.
///
/// # Errors
///
/// [`VetoError`] for a decision about something that was not proposed, or a second one.
///
/// # Clauses
///
/// I8; a veto counts only when a person has confirmed it.
pub fn score(
    checklist: &Checklist,
    report: &VisitReport,
    found: &[CheckId],
    decisions: &[VetoDecision],
) -> Result<Score, VetoError> {
    let lines: Vec<ScoreLine> = report
        .items
        .iter()
        .filter_map(|seen| {
            let item = checklist.item(seen.item.as_str())?;
            Some(line(
                item,
                why(seen.inspectors, seen.corrected.is_some()),
                checklist.not_applicable(),
            ))
        })
        .collect();
    let proposed = veto_proposals(checklist, report, found);
    for (at, decision) in decisions.iter().enumerate() {
        if !proposed.contains(&decision.ground) {
            return Err(VetoError::NotProposed(decision.ground.clone()));
        }
        if decisions.iter().take(at).any(|earlier| earlier.ground == decision.ground) {
            return Err(VetoError::Twice(decision.ground.clone()));
        }
    }
    let earned = lines.iter().map(|line| line.earned).sum();
    let possible = lines.iter().map(|line| line.possible).sum();
    let by_points = grade(checklist, earned, possible);
    let is_capped = decisions.iter().any(|one| one.verdict == VetoVerdict::Confirmed);
    let lowest = checklist.lowest().clone();
    let decided = |ground: &VetoGround| decisions.iter().any(|one| one.ground == *ground);
    let undecided = proposed.iter().filter(|ground| !decided(ground)).cloned().collect();
    let grade = if is_capped { lowest } else { by_points.clone() };
    Ok(Score { earned, possible, lines, by_points, grade, proposed, undecided })
}

const fn why(given: Given, is_corrected: bool) -> Earned {
    match (given, is_corrected) {
        (Given::Yes, _) => Earned::Met,
        (Given::No, true) => Earned::CorrectedByItself,
        (Given::No, false) => Earned::NotMet,
        (Given::NotApplicable, _) => Earned::NotApplicable,
    }
}

fn line(item: &Item, why: Earned, not_applicable: NotApplicable) -> ScoreLine {
    let points = item.points;
    let (earned, possible) = match (why, not_applicable) {
        (Earned::Met | Earned::CorrectedByItself, _)
        | (Earned::NotApplicable, NotApplicable::Earned) => (points, points),
        (Earned::NotMet, _) => (0, points),
        (Earned::NotApplicable, NotApplicable::Excluded) => (0, 0),
    };
    ScoreLine { item: item.id.clone(), earned, possible, why }
}

/// The grade that a share of the points earns; the lowest when nothing was possible.
fn grade(checklist: &Checklist, earned: u32, possible: u32) -> GradeLine {
    let reaches = |line: &&GradeLine| {
        possible > 0
            && u64::from(earned) * 100 >= u64::from(line.from_percent) * u64::from(possible)
    };
    checklist.grades().find(reaches).unwrap_or_else(|| checklist.lowest()).clone()
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
