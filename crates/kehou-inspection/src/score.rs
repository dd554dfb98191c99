//! Scores in whole points, with the derivation of each.

#[cfg(test)]
mod tests;
mod veto;

use kehou_policy::CheckId;
use kehou_units::Ratio;

pub use veto::{VetoDecision, VetoError, VetoGround, VetoVerdict, veto_proposals};

use crate::{
    checklist::{Checklist, Given, GradeLine, Item, NotApplicable, VisitReport},
    written::Line,
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
