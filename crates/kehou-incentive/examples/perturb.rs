//! Tries by perturbation that points follow the rules, over facts drawn from seeds: a recorded run.
//!
//! - S8: one more verified class hour of any kind lowers neither a component nor the sum.
//! - S5: a person with twice or three times the days, at the same rate, scores alike.
//! - S5: a person who can't be assigned a duty scores as one who can and does it at the rate of the
//!   class hours.
//! - Bounds: no component earns more than its weight, no card more than 100 points.
//!
//! Besides the shipped pack, packs drawn from seeds are tried, with rising transforms of all kinds.
//!
//! Run it with `cargo run --release -p kehou-incentive --features testing --example perturb`, or with
//! a number of perturbations.

use kehou_incentive::{
    ActivityKind, Card, DutyKind, FactParts, Points, ScorePack, StaffFacts, score, testing,
};
use kehou_units::{ClassHours, Minutes};

const SHIPPED: &str = include_str!("../data/score-pack-370829.toml");

/// A pack that rises with class hours along a drawn way.
fn pack(seed: u64) -> Result<ScorePack, Box<dyn std::error::Error>> {
    if seed == 0 {
        return Ok(ScorePack::shipped()?);
    }
    let mut numbers = testing::Numbers::new(seed);
    let n = &mut numbers;
    let (first, second) = (1 + n.below(60), 1 + n.below(60));
    let low = n.below(80);
    let load = match n.below(4) {
        0 => format!("{{ kind = \"cap\", cap_at = \"{}.25\" }}", first),
        1 => format!(
            "{{ kind = \"linear\", zero_at = \"{first}\", full_at = \"{}\" }}",
            first + second
        ),
        2 => format!(
            "{{ kind = \"step\", steps = [{{ from = \"0\", percent = \"{low}\" }}, {{ from = \"{first}\", percent = \"{}\" }}] }}",
            low + 20
        ),
        _ => format!(
            "{{ kind = \"quantiles\", frozen_on = \"2022-12-31\", cohort = \"drawn\", table = [{{ from = \"{first}\", percent = \"{low}\" }}, {{ from = \"{}\", percent = \"{}\" }}] }}",
            first + second,
            low + 20
        ),
    };
    let text = SHIPPED
        .replacen("{ kind = \"cap\", cap_at = \"80\" }", &load, 1)
        .replacen(
            "activity_from_percent = \"2\"",
            &format!("activity_from_percent = \"{}\"", n.below(30)),
            1,
        )
        .replacen("class_hour = \"1\"", &format!("class_hour = \"0.{}\"", 1 + n.below(9)), 1)
        .replacen(
            "neutral_percent = \"60\"",
            &format!("neutral_percent = \"{}\"", n.below(101)),
            1,
        );
    Ok(ScorePack::load("drawn.toml", &text)?)
}

/// The same facts with everything that was done and possible so many times.
fn times(mut parts: FactParts, factor: u32) -> FactParts {
    parts.opportunity.days *= factor;
    let hours = |it: &mut ClassHours| *it = ClassHours::new(it.count() * factor);
    hours(&mut parts.opportunity.class_hours);
    parts.class_hours.iter_mut().for_each(hours);
    let duties = parts.opportunity.duty.iter_mut().chain(&mut parts.duty);
    duties.for_each(|it| *it = Minutes::new(it.count() * factor));
    parts.rolls.due *= factor;
    parts.rolls.in_time *= factor;
    parts.training.offered *= factor;
    parts.training.attended *= factor;
    parts.records.research = parts.records.research.repeat(factor as usize);
    parts
}

/// What the person did and could do, with duty at the rate of the class hours, and without any.
fn pair(mut parts: FactParts) -> (FactParts, FactParts) {
    let (open, done) = (parts.opportunity.class_hours.count(), parts.class_hours[0].count());
    parts.class_hours = [ClassHours::ZERO; ActivityKind::COUNT];
    parts.class_hours[0] = ClassHours::new(done);
    let mut banned = parts.clone();
    for at in 0..DutyKind::COUNT {
        parts.opportunity.duty[at] = Minutes::new(open * 20);
        parts.duty[at] = Minutes::new(done * 20);
        banned.opportunity.duty[at] = Minutes::default();
        banned.duty[at] = Minutes::default();
    }
    (parts, banned)
}

fn is_bounded(card: &Card) -> bool {
    let fits = |line: &kehou_incentive::CardLine| {
        line.points.units() <= u64::from(line.weight.hundredths()) * 1_000_000
    };
    card.total <= Points::WHOLE && card.lines.iter().all(fits)
}

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let wanted = std::env::args().nth(1).map_or(Ok(1_200_000), |text| text.parse::<u64>())?;
    let (mut hours, mut rates, mut bans, mut failed) = (0_u64, 0_u64, 0_u64, 0_u64);
    let (mut seed, mut tried) = (0_u64, 0_u64);
    let mut in_use = pack(0)?;
    while hours + rates + bans < wanted {
        if seed % 1_000 == 0 {
            in_use = pack(seed / 1_000)?;
            tried += 1;
        }
        let facts = StaffFacts::new(testing::drawn(seed))?;
        let before = score(&in_use, &facts);
        failed += u64::from(!is_bounded(&before));
        for at in 0..ActivityKind::COUNT {
            let mut parts = facts.parts().clone();
            parts.class_hours[at] = parts.class_hours[at].plus(ClassHours::ONE);
            let after = score(&in_use, &StaffFacts::new(parts)?);
            let lines = before.lines.iter().zip(&after.lines);
            let falls = lines.into_iter().any(|(before, after)| after.points < before.points);
            failed += u64::from(falls || after.total < before.total || !is_bounded(&after));
            hours += 1;
        }
        for factor in 2..=3 {
            let scaled = StaffFacts::new(times(facts.parts().clone(), factor))?;
            failed += u64::from(score(&in_use, &scaled).total != before.total);
            rates += 1;
        }
        let (parts, banned) = pair(facts.into_parts());
        if parts.opportunity.class_hours > ClassHours::ZERO {
            let [one, other] = [StaffFacts::new(parts)?, StaffFacts::new(banned)?];
            failed += u64::from(score(&in_use, &one).total != score(&in_use, &other).total);
            bans += 1;
        }
        seed += 1;
    }
    println!(
        "{hours} class hours added, {rates} rates repeated, {bans} bans, {tried} packs, {seed} persons: {failed} failed"
    );
    if failed > 0 { Err("points do not follow the rules".into()) } else { Ok(()) }
}
