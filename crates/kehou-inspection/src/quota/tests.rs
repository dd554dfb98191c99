use chrono::NaiveDate;
use kehou_policy::FeePlace;
use kehou_registry::{Affiliation, Centrality, School, SchoolProfile, SchoolStage};
use kehou_units::{Dated, Period};
use proptest::prelude::*;

use super::*;
use crate::{FrameSettings, InspectionFrame, Stratum};

fn half() -> FloorPercent {
    FloorPercent::new(50).unwrap()
}

fn drawn(counts: FrameCounts) -> [u32; 3] {
    Quota::side_by_side(&counts, half()).map(|quota| quota.drawn)
}

#[test]
fn three_readings_stand_side_by_side() {
    // 160 town schools, 30 of them always visited.
    let counts =
        FrameCounts { town_schools: 160, must_visit: 42, must_visit_town: 30, others: 130 };
    assert_eq!(drawn(counts), [80, 65, 50]);
}

#[test]
fn a_half_is_rounded_up_and_never_above_what_there_is() {
    let counts = |town_schools, must_visit_town, others| FrameCounts {
        town_schools,
        must_visit: must_visit_town,
        must_visit_town,
        others,
    };
    assert_eq!(drawn(counts(5, 0, 5)), [3, 3, 3]);
    assert_eq!(drawn(counts(9, 6, 3)), [3, 2, 0]);
    let short = Quota::of(&counts(9, 6, 3), half(), QuotaReading::Literal);
    assert_eq!((short.asked, short.drawn, short.short_by()), (5, 3, 2));
    assert_eq!(drawn(counts(0, 0, 4)), [0, 0, 0], "private schools are no town schools");
}

#[test]
fn a_floor_is_a_share() {
    assert_eq!(FloorPercent::new(0), Err(FloorPercentError { percent: 0 }));
    assert!(FloorPercent::new(101).is_err() && FloorPercent::new(356).is_err());
    assert_eq!(FloorPercent::new(100).unwrap().of(7), 7);
}

fn shares(eligible: &[u32], quota: u32) -> Option<Vec<u32>> {
    let strata: Vec<(usize, u32)> = eligible.iter().copied().enumerate().collect();
    share_out(&strata, quota).map(|shares| shares.iter().map(|share| share.drawn).collect())
}

#[test]
fn the_largest_remainder_is_served_first() {
    assert_eq!(shares(&[7, 5, 3], 8).unwrap(), [4, 3, 1], "3.73, 2.67, 1.60");
    assert_eq!(shares(&[1, 1, 2], 3).unwrap(), [1, 1, 1], "0.75, 0.75, 1.50");
    assert_eq!(shares(&[3, 3], 3).unwrap(), [2, 1], "of equals the earlier");
}

#[test]
fn nobody_is_left_without_at_the_cost_of_the_largest() {
    let strata = [("a", 50), ("b", 1), ("c", 50)];
    let shares = share_out(&strata, 20).unwrap();
    let drawn: Vec<u32> = shares.iter().map(|share| share.drawn).collect();
    assert_eq!(drawn, [9, 1, 10], "9.90 and 9.90 of 20; the earlier of the largest gives");
    assert_eq!((shares[0].given_up, shares[1].raised), (1, 1));
    assert_eq!((shares[1].remainder, shares[1].divisor), (20, 101));
}

#[test]
fn too_few_places_ask_for_towns_first_and_too_many_are_refused() {
    assert_eq!(shares(&[4, 4, 4], 2), None);
    assert_eq!(shares(&[4, 4, 0], 2).unwrap(), [1, 1], "an empty town needs no place");
    assert_eq!(shares(&[2, 2], 5), None);
    assert_eq!(shares(&[2, 2], 0).unwrap(), [0, 0]);
}

#[test]
fn towns_drawn_first_give_one_school_each() {
    let town = |number| Stratum::Town(format!("37082910{number}").parse().unwrap());
    let weights = (1..=4).map(|number| (town(number), 10)).collect();
    let first = TownsFirst { weights, draw: 2 };
    let visited = first.visited(&[town(4), town(2)]).unwrap();
    assert_eq!(visited.values().copied().collect::<Vec<_>>(), [0, 1, 0, 1]);
    let count = |drawn| Err(TownsError::Count { asked: 2, drawn });
    assert_eq!(first.visited(&[town(1)]), count(1));
    assert_eq!(first.visited(&[town(1), town(1)]), count(1));
    assert_eq!(first.visited(&[town(1), town(9)]), Err(TownsError::Unknown { stratum: town(9) }));
}

/// A frame of towns, each with so many junior and so many ordinary primary schools.
fn frame(towns: &[(u32, u32)]) -> InspectionFrame {
    let on = NaiveDate::from_ymd_opt(2023, 4, 3).unwrap();
    let school = |number: usize, town: usize, stage| {
        let profile = SchoolProfile {
            name: number.to_string(),
            affiliation: Affiliation::Town,
            town: Some(format!("3708291{town:02}").parse().unwrap()),
            stage,
            centrality: Centrality::Ordinary,
            fee_place: FeePlace::Rural,
            counts_with: None,
        };
        let profiles = Dated::single(Period::since(on), profile);
        School { code: format!("{number:010}").parse().unwrap(), profiles, closure: None }
    };
    let mut schools = Vec::new();
    for (town, (juniors, primaries)) in towns.iter().enumerate() {
        for at in 0..juniors + primaries {
            let stage = if at < *juniors { SchoolStage::Junior } else { SchoolStage::Primary };
            schools.push(school(schools.len(), town, stage));
        }
    }
    InspectionFrame::of(&schools, on, &FrameSettings::default()).unwrap()
}

fn allocated(towns: &[(u32, u32)], reading: QuotaReading, spread: Spread) -> Allocation {
    allocate(&frame(towns), &QuotaSettings { floor: half(), reading, spread })
}

fn by_stratum(allocation: &Allocation) -> Vec<u32> {
    let AllocationPlan::ByStratum(shares) = &allocation.plan else { panic!("by stratum") };
    shares.iter().map(|share| share.drawn).collect()
}

#[test]
fn one_quota_of_the_county_is_spread_over_its_towns() {
    let county = allocated(&[(1, 9), (1, 3), (4, 2)], QuotaReading::Literal, Spread::County);
    assert_eq!(
        (county.quota, by_stratum(&county)),
        (10, vec![7, 2, 1]),
        "90, 30, 20 of 14: of equal remainders the larger"
    );
    assert_eq!(county.readings.map(|quota| quota.drawn), [10, 7, 4]);
}

#[test]
fn quotas_of_towns_do_not_lower_the_floor_of_the_county() {
    let towns = allocated(&[(1, 9), (1, 3), (4, 2)], QuotaReading::Literal, Spread::PerTown);
    assert_eq!((towns.quota, by_stratum(&towns)), (10, vec![6, 2, 2]), "5 + 2 + 2, one is short");
    let AllocationPlan::ByStratum(shares) = &towns.plan else { panic!("by stratum") };
    assert_eq!(shares.iter().map(|share| share.by_town).collect::<Vec<_>>(), [5, 2, 2]);
    let odd = allocated(&[(0, 3), (0, 3), (0, 3)], QuotaReading::Literal, Spread::PerTown);
    assert_eq!((odd.quota, odd.chosen().drawn), (6, 5), "each town rounds up");
}

#[test]
fn fewer_places_than_towns_draw_the_towns_first() {
    let allocation =
        allocated(&[(1, 2), (1, 1), (1, 1)], QuotaReading::MustVisitCounts, Spread::County);
    let AllocationPlan::TownsFirst(first) = &allocation.plan else { panic!("towns first") };
    assert_eq!((allocation.quota, first.draw), (1, 1));
    assert_eq!(first.weights.values().copied().collect::<Vec<_>>(), [2, 1, 1]);
}

proptest! {
    /// The literal quota is never below half of the town schools while schools are left. (I3)
    #[test]
    fn the_sample_is_never_below_its_floor(others in 0u32..300, must in 0u32..100) {
        let counts = FrameCounts {
            town_schools: others + must, must_visit: must, must_visit_town: must, others,
        };
        let quota = Quota::of(&counts, half(), QuotaReading::Literal);
        prop_assert!(2 * quota.drawn >= counts.town_schools || quota.drawn == others);
        prop_assert!(quota.drawn == 0 || 2 * (quota.drawn - 1) < counts.town_schools);
    }

    /// The places add up; every stratum gets one, none more than it has; each share is explained,
    /// and one that was neither raised nor gave is its proportion rounded down or up. (I4)
    #[test]
    fn places_add_up_within_what_there_is(
        eligible in prop::collection::vec(0u32..40, 1..20), part in 0u32..=100,
    ) {
        let strata: Vec<(usize, u32)> = eligible.iter().copied().enumerate().collect();
        let all: u32 = eligible.iter().sum();
        let towns = u32::try_from(eligible.iter().filter(|n| **n > 0).count()).unwrap();
        let quota = towns + (all - towns) * part / 100;
        let shares = share_out(&strata, quota).unwrap();
        prop_assert_eq!(shares.iter().map(|share| share.drawn).sum::<u32>(), quota);
        for share in &shares {
            prop_assert!((1..=share.eligible).contains(&share.drawn));
            let explained = share.whole + u32::from(share.by_remainder) + share.raised;
            prop_assert_eq!(explained - share.given_up, share.drawn);
            if share.raised + share.given_up == 0 {
                let scaled = i64::from(share.drawn) * i64::from(all);
                let exact = i64::from(quota) * i64::from(share.eligible);
                prop_assert!((scaled - exact).abs() < i64::from(all));
            }
        }
    }
}
