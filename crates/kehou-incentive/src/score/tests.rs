//! What a card gives for which facts.

use kehou_units::{ClassHours, Minutes};
use proptest::prelude::*;

use super::*;
use crate::{
    facts::{Ethics, FactParts, Records, Rolls, Satisfaction, Training},
    kind::{ActivityKind, ActivitySet, DutyKind},
    quantity::{Load, Value},
    testing,
};

fn pack() -> ScorePack {
    ScorePack::shipped().unwrap()
}

fn card(change: impl FnOnce(&mut FactParts)) -> Card {
    let mut parts = testing::teacher();
    change(&mut parts);
    score(&pack(), &StaffFacts::new(parts).unwrap())
}

fn points(card: &Card, key: &str) -> String {
    card.line(key).unwrap().points.to_string()
}

#[test]
fn every_point_of_a_card_is_derived() {
    let card = card(|_| {});
    // (50+50)·1 + 20·0.5 = 110 lessons of 200 + 40·0.5 = 220: half, of the 80 % that earn all.
    assert_eq!(points(&card, "load"), "28.125");
    let value = Value::from_millionths(500_000);
    let (done, possible) = (110 * Load::LESSON, 220 * Load::LESSON);
    assert_eq!(card.line("load").unwrap().basis, Basis::Measured { done, possible, value });
    // Two kinds of four; half of them earn all.
    assert_eq!(points(&card, "diversity"), "10");
    // 97 % of 50 to 98 %: 47/48, rounded down in millionths: 0.979166.
    assert_eq!(points(&card, "rolls"), "9.79166");
    // 90 % satisfied.
    assert_eq!(points(&card, "satisfaction"), "7.5");
    assert_eq!(points(&card, "ethics"), "5");
    // 80 % of the 90 % that earn all: 0.888888 of 2.5.
    assert_eq!(points(&card, "training"), "2.22222");
    // One record in 100 days, of two.
    assert_eq!(points(&card, "research"), "1.25");
    assert_eq!(points(&card, "conduct"), "5");
    // The unused part of the school earns what the other 90 % earned: 68.88888 / 90 · 10.
    assert_eq!(points(&card, "school_part"), "7.65432");
    assert_eq!(card.total.to_string(), "76.5432");
    assert_eq!(card.total.hundredths(), 7_654);
}

#[test]
fn the_same_pack_and_facts_give_the_same_bytes() {
    let text = card(|_| {}).canonical_text();
    assert_eq!(text, card(|_| {}).canonical_text());
    assert!(text.starts_with("card\t1\tt-1\t3708290001\tteacher\t2023-02-13..2023-07-07\npack\t"));
    assert!(text.contains("\nline\tload\tload\t6600000\t13200000\t0.5\t62.5%\t45%\t28.125\n"));
    assert!(text.ends_with("\ntotal\t76.5432\n"));
    assert_ne!(card(|it| it.rolls.in_time -= 1).digest(), card(|_| {}).digest());
}

#[test]
fn a_ban_on_the_last_band_costs_nothing() {
    let late = DutyKind::LateCare.index();
    let banned = card(|it| {
        it.opportunity.duty[late] = Minutes::default();
        it.duty[late] = Minutes::default();
    });
    let free = card(|_| {});
    assert_eq!(banned.total, free.total);
    assert_ne!(banned.facts, free.facts);
    // Who could have done late duty and did none has a lower share of what could be assigned.
    let idle = card(|it| it.duty[late] = Minutes::default());
    assert!(idle.total < banned.total);
}

#[test]
fn too_few_answers_are_neutral_and_said_so() {
    let few = card(|it| it.satisfaction = Satisfaction { answers: 29, satisfied: 0 });
    let line = few.line("satisfaction").unwrap();
    let why = NeutralReason::TooFewAnswers { answers: 29, least: 30 };
    assert_eq!(line.basis, Basis::Neutral(why));
    // What the measured 80 % earned on average: 61.38888 / 80 · 10.
    assert_eq!(line.points.to_string(), "7.67361");
    let enough = card(|it| it.satisfaction = Satisfaction { answers: 30, satisfied: 0 });
    assert_eq!(points(&enough, "satisfaction"), "0");
    assert!(enough.line("satisfaction").unwrap().interval().is_some());
    assert!(few.line("satisfaction").unwrap().interval().is_none());
}

#[test]
fn who_was_not_offered_training_loses_nothing_and_who_missed_it_does() {
    let missing = card(|it| it.ethics = Ethics::Missing);
    assert_eq!(points(&missing, "ethics"), "0");
    let none = card(|it| it.ethics = Ethics::NotOffered);
    let why = NeutralReason::NothingOffered;
    assert_eq!(none.line("ethics").unwrap().basis, Basis::Neutral(why));
    assert!(none.total > missing.total);
}

#[test]
fn a_person_of_whom_nothing_can_be_measured_has_the_declared_share() {
    let text = include_str!("../../data/score-pack-370829.toml");
    // Without conduct, which is always measured.
    let text = text.replace("source = \"confirmed_findings\"", "source = \"training\"");
    let text = text
        .replace("per = \"nothing\"\nunit = \"count\"", "per = \"offered\"\nunit = \"percent\"");
    let steps = text.split("transform = ").find(|part| part.contains("from = \"1\"")).unwrap();
    let steps = steps.lines().next().unwrap();
    let text = text.replace(steps, "{ kind = \"cap\", cap_at = \"1\" }");
    let pack = ScorePack::load("pack.toml", &text).unwrap();
    let mut parts = testing::teacher();
    parts.opportunity = crate::facts::Opportunity::default();
    parts.rolls = Rolls::default();
    parts.satisfaction = Satisfaction::default();
    parts.training = Training::default();
    parts.ethics = Ethics::NotOffered;
    let card = score(&pack, &StaffFacts::new(parts).unwrap());
    assert_eq!(card.total.to_string(), "60");
}

#[test]
fn only_a_confirmed_finding_costs_points() {
    use crate::facts::{FindingStanding, PersonFinding, RecordId, RecordOrigin};
    let with = |standing| {
        let record = RecordId { origin: RecordOrigin::Finding, ledger: 1, number: 1 };
        card(|it| it.findings = vec![PersonFinding { record, standing }])
    };
    assert_eq!(points(&with(FindingStanding::Open), "conduct"), "5");
    assert_eq!(points(&with(FindingStanding::Withdrawn), "conduct"), "5");
    assert_eq!(points(&with(FindingStanding::Confirmed), "conduct"), "2.5");
}

#[test]
fn a_late_fact_makes_a_version_whose_difference_is_explained() {
    use crate::card::{CardDifference, Cause};
    let before = card(|_| {});
    let after = card(|it| it.class_hours[ActivityKind::Arts.index()] = ClassHours::new(60));
    let difference = CardDifference::between(&before, &after).unwrap();
    assert_eq!(difference.cause, Cause::Facts);
    assert_eq!((difference.before, difference.after), (before.total, after.total));
    let keys: Vec<&str> = difference.lines.iter().map(|line| line.key.as_str()).collect();
    assert_eq!(keys, ["load", "school_part"]);
    let same = CardDifference::between(&before, &before).unwrap();
    assert_eq!((same.cause, same.lines.len()), (Cause::Nothing, 0));
    let other = card(|it| it.staff = "t-2".parse().unwrap());
    assert_eq!(CardDifference::between(&before, &other).unwrap_err().code(), "CARD_OF_ANOTHER");
}

/// The same facts with everything that was done and possible so many times.
fn times(mut parts: FactParts, factor: u32) -> FactParts {
    let open = &mut parts.opportunity;
    open.days *= factor;
    open.class_hours = ClassHours::new(open.class_hours.count() * factor);
    let minutes = open.duty.iter_mut().chain(&mut parts.duty);
    minutes.for_each(|it| *it = Minutes::new(it.count() * factor));
    parts.class_hours.iter_mut().for_each(|it| *it = ClassHours::new(it.count() * factor));
    parts.rolls = Rolls { due: parts.rolls.due * factor, in_time: parts.rolls.in_time * factor };
    let training = parts.training;
    parts.training =
        Training { offered: training.offered * factor, attended: training.attended * factor };
    let Records { research, .. } = &mut parts.records;
    *research = research.repeat(factor as usize);
    parts
}

proptest! {
    /// One more verified class hour never lowers a component or the sum, all else fixed. (S8)
    #[test]
    fn one_more_class_hour_never_lowers_anything(facts in testing::arb_facts(), at in 0usize..8) {
        let pack = pack();
        let before = score(&pack, &facts);
        let mut parts = facts.into_parts();
        parts.class_hours[at] = parts.class_hours[at].plus(ClassHours::ONE);
        let after = score(&pack, &StaffFacts::new(parts).unwrap());
        prop_assert!(after.total >= before.total);
        for (before, after) in before.lines.iter().zip(&after.lines) {
            prop_assert!(after.points >= before.points, "{}", before.key);
            prop_assert!(after.points <= after.weight.of(Fraction::FULL), "bounded");
        }
    }

    /// Two persons with the same rate per available day score alike. (S5)
    #[test]
    fn the_same_rate_scores_alike(facts in testing::arb_facts(), factor in 1u32..4) {
        let pack = pack();
        let parts = facts.parts().clone();
        // As many answers as before: how many answer is not up to the person's days.
        let scaled = StaffFacts::new(times(parts, factor)).unwrap();
        let [one, other] = [score(&pack, &facts), score(&pack, &scaled)];
        prop_assert_eq!(one.total, other.total);
    }

    /// Duties that somebody can't have, all at the rate of the class hours, cost nothing. (S5)
    #[test]
    fn a_ban_costs_nothing_at_any_rate(hours in 0u32..101, open in 1u32..101, seed in any::<u64>()) {
        let pack = pack();
        let mut parts = testing::drawn(seed);
        parts.class_hours = [ClassHours::ZERO; ActivityKind::COUNT];
        parts.class_hours[0] = ClassHours::new(hours);
        parts.opportunity.class_hours = ClassHours::new(open);
        parts.opportunity.activities = ActivitySet::ALL;
        let mut banned = parts.clone();
        for kind in DutyKind::ALL {
            parts.opportunity.duty[kind.index()] = Minutes::new(open * 30);
            parts.duty[kind.index()] = Minutes::new(hours * 30);
            banned.opportunity.duty[kind.index()] = Minutes::default();
            banned.duty[kind.index()] = Minutes::default();
        }
        let [one, other] = [parts, banned].map(|it| score(&pack, &StaffFacts::new(it).unwrap()));
        prop_assert_eq!(one.total, other.total);
    }
}
