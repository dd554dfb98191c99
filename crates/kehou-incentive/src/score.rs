//! From facts to a card: every point with where it comes from.

mod measure;
#[cfg(test)]
mod tests;

use self::measure::measure;
use crate::{
    card::{Basis, Card, CardLine, NeutralReason, PackRef},
    facts::StaffFacts,
    pack::{Packs, ScorePack},
    quantity::{Fraction, Points, Weight},
    written::Line,
};

/// Scores one person by a pack. The points hang on the person's own facts and the pack, on nobody
/// else's.
///
/// Each component takes what was done as a share of what could have been assigned, offered or due,
/// and gives a fraction of its weight. A component that can't be measured for the person, since
/// nothing was possible or too few answered, is neutral: it earns what the measured ones earned on
/// average, by weight, rounded down in 10⁻⁸ point. Whether a component is measured never hangs on
/// verified class hours, so one more of them never lowers the sum.
///
/// # Examples
///
/// ```
/// use kehou_incentive::{ScorePack, StaffFacts, score, testing};
///
/// let pack = ScorePack::shipped().unwrap();
/// let card = score(&pack, &StaffFacts::new(testing::teacher()).unwrap());
/// // Half of what could be assigned, of the 80 % that earn everything: 62.5 % of 45 points.
/// assert_eq!(card.line("load").unwrap().points.to_string(), "28.125");
/// ```
///
/// # Clauses
///
/// S1, S5, S6, S8.
#[must_use]
pub fn score(pack: &ScorePack, facts: &StaffFacts) -> Card {
    let components = pack.components().iter();
    let mut lines: Vec<CardLine> = Vec::with_capacity(components.len() + 1);
    let (mut gained, mut measured) = (Points::ZERO, 0_u64);
    for component in components {
        let basis = measure(pack, component, facts);
        let fraction = match basis {
            Basis::Measured { value, .. } => component.transform.apply(value),
            Basis::Neutral(_) => Fraction::NONE,
        };
        let points = component.weight.of(fraction);
        if matches!(basis, Basis::Measured { .. }) {
            gained = gained.plus(points);
            measured += u64::from(component.weight.hundredths());
        }
        lines.push(CardLine {
            key: component.key.clone(),
            source: Some(component.source.kind()),
            weight: component.weight,
            basis,
            fraction,
            points,
        });
    }
    lines.extend(unused_part(pack));
    for line in lines.iter_mut().filter(|line| matches!(line.basis, Basis::Neutral(_))) {
        (line.fraction, line.points) = neutral(pack, line.weight, gained, measured);
    }
    let total = lines.iter().fold(Points::ZERO, |sum, line| sum.plus(line.points));
    let parts = facts.parts();
    Card {
        staff: parts.staff.clone(),
        school: parts.school.clone(),
        group: parts.group,
        term: parts.term,
        pack: PackRef { key: pack.key().clone(), version: pack.version(), digest: pack.digest() },
        facts: facts.digest(),
        lines,
        total,
    }
}

/// Scores many persons, each by the pack of their school, in the order given.
#[must_use]
pub fn score_all(packs: &Packs, facts: &[StaffFacts]) -> Vec<Card> {
    facts.iter().map(|facts| score(packs.of(&facts.parts().school), facts)).collect()
}

/// The weight that a school left unused, as a neutral line.
fn unused_part(pack: &ScorePack) -> Option<CardLine> {
    let weight = pack.unused_weight();
    if weight == Weight::default() {
        return None;
    }
    Some(CardLine {
        key: Line::school_part(),
        source: None,
        weight,
        basis: Basis::Neutral(NeutralReason::NoOwnComponents),
        fraction: Fraction::NONE,
        points: Points::ZERO,
    })
}

/// What a neutral component earns: what the measured ones earned on average.
fn neutral(pack: &ScorePack, weight: Weight, gained: Points, measured: u64) -> (Fraction, Points) {
    // At most 10^4 by 10^10: the product fits.
    let share = gained.units() * u64::from(weight.hundredths());
    match share.checked_div(measured) {
        Some(units) => {
            let average = gained.units() / measured;
            (Fraction::from_millionths(average), Points::from_units(units))
        }
        None => (pack.settings().neutral, weight.of(pack.settings().neutral)),
    }
}
