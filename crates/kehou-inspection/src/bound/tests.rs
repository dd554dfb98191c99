use super::*;

fn one_in_twenty() -> ErrorRate {
    ErrorRate::new(1, 20).unwrap()
}

fn sample(schools: u32, visited: u32, violations: u32) -> Sample {
    Sample::new(schools, visited, violations).unwrap()
}

/// Ways to choose, by Pascal's triangle in 128 bits: another road than the rule's.
fn triangle() -> Vec<Vec<u128>> {
    let mut rows = vec![vec![1u128]];
    for n in 1..=30 {
        let last: &Vec<u128> = &rows[n - 1];
        let at = |k: usize| last.get(k).copied().unwrap_or(0);
        rows.push((0..=n).map(|k| at(k) + if k > 0 { at(k - 1) } else { 0 }).collect());
    }
    rows
}

#[test]
fn the_bound_covers_the_truth_for_every_small_frame() {
    let ways = triangle();
    let choose = |n: usize, k: usize| ways[n].get(k).copied().unwrap_or(0);
    for schools in 1..=30usize {
        for visited in 0..=schools {
            let bounds: Vec<usize> = (0..=visited)
                .map(|seen| {
                    let [n, v, k] = [schools, visited, seen].map(|x| u32::try_from(x).unwrap());
                    upper_bound(sample(n, v, k), one_in_twenty(), 1) as usize
                })
                .collect();
            for truth in 0..=schools {
                let chance =
                    |seen: usize| choose(truth, seen) * choose(schools - truth, visited - seen);
                let missed: u128 =
                    (0..=visited).filter(|seen| bounds[*seen] < truth).map(chance).sum();
                assert!(missed * 20 <= choose(schools, visited), "{schools} {visited} {truth}");
            }
            for (seen, bound) in bounds.iter().enumerate().filter(|(_, bound)| **bound < schools) {
                // The bound is tight: one more would be unlikely enough.
                let truth = bound + 1;
                let chance = |x: usize| choose(truth, x) * choose(schools - truth, visited - x);
                let so_few: u128 = (0..=seen).map(chance).sum();
                assert!(so_few * 20 <= choose(schools, visited), "{schools} {visited} {seen}");
            }
        }
    }
}

#[test]
fn vectors_of_the_peer_agree() {
    let text = include_str!("../../../../tests/peers/bounds.csv");
    let mut compared = 0;
    for line in text.lines().skip(1) {
        let numbers: Vec<u32> = line.split(',').map(|number| number.parse().unwrap()).collect();
        let [schools, visited, violations, times, of, shared_by, expected] = numbers[..] else {
            panic!("seven numbers: {line}");
        };
        let rate = ErrorRate::new(times, of).unwrap();
        let found = upper_bound(sample(schools, visited, violations), rate, shared_by);
        assert_eq!(found, expected, "{line}");
        compared += 1;
    }
    assert_eq!(compared, 400);
}

#[test]
fn nothing_seen_says_nothing_and_a_census_says_all() {
    assert_eq!(upper_bound(sample(17, 0, 0), one_in_twenty(), 1), 17);
    assert_eq!(upper_bound(sample(17, 17, 4), one_in_twenty(), 15), 4);
    assert_eq!(upper_bound(sample(0, 0, 0), one_in_twenty(), 1), 0);
    assert_eq!(upper_bound(sample(20, 1, 0), one_in_twenty(), 1), 18, "19 has exactly 1/20");
}

#[test]
fn samples_and_rates_that_cannot_be_are_refused() {
    assert_eq!(Sample::new(5, 6, 0).unwrap_err().code(), "BOUND_SAMPLE");
    assert_eq!(Sample::new(5, 4, 5).unwrap_err().code(), "BOUND_SAMPLE");
    assert_eq!(Sample::new(2_001, 4, 1).unwrap_err().code(), "BOUND_TOO_LARGE");
    for (times, of) in [(0, 20), (20, 20), (1, 0)] {
        assert_eq!(ErrorRate::new(times, of).unwrap_err().code(), "BOUND_ERROR_RATE");
    }
}

#[test]
fn strata_share_the_error_and_a_census_takes_none() {
    let strata = [("a", sample(20, 10, 1)), ("b", sample(10, 10, 2)), ("c", sample(30, 15, 0))];
    let statement = bound(&strata, one_in_twenty());
    assert_eq!((statement.shared_by, statement.found, statement.schools), (2, 3, 60));
    let alone = |at: usize| upper_bound(strata[at].1, one_in_twenty(), 2);
    assert_eq!(statement.at_most, alone(0) + 2 + alone(2));
    assert_eq!(statement.strata[1].at_most, 2);
}

/// The fewest further visits by trying all of them.
fn fewest(strata: &[(u8, Sample)], wanted: u32) -> Option<u32> {
    let left: Vec<u32> = strata.iter().map(|(_, s)| s.schools() - s.visited()).collect();
    let mut plans: Vec<Vec<u32>> = vec![Vec::new()];
    for left in left {
        let longer = |plan: &Vec<u32>| {
            let plan = plan.clone();
            (0..=left).map(move |more| [plan.clone(), vec![more]].concat())
        };
        plans = plans.iter().flat_map(longer).collect();
    }
    let holds = |plan: &&Vec<u32>| {
        let after: Vec<(u8, Sample)> =
            strata.iter().zip(*plan).map(|((name, s), more)| (*name, s.and_clean(*more))).collect();
        bound(&after, one_in_twenty()).at_most <= wanted
    };
    plans.iter().filter(holds).map(|plan| plan.iter().sum()).min()
}

#[test]
fn the_plan_of_further_visits_is_the_smallest() {
    let strata = [(1, sample(9, 4, 1)), (2, sample(5, 5, 1)), (3, sample(12, 3, 0))];
    for wanted in 2..=26 {
        let plan = next_visits(&strata, one_in_twenty(), wanted).unwrap();
        assert_eq!(Some(plan.more), fewest(&strata, wanted), "{wanted}");
        assert!(plan.statement.at_most <= wanted);
        assert_eq!(plan.visits.iter().map(|visit| visit.more).sum::<u32>(), plan.more);
    }
}

#[test]
fn a_bound_below_what_was_found_can_not_be_planned() {
    let strata = [((), sample(9, 4, 2))];
    let refused = next_visits(&strata, one_in_twenty(), 1).unwrap_err();
    assert_eq!(refused, NextError::Found { wanted: 1, found: 2 });
    assert!(next_visits(&strata, one_in_twenty(), 2).is_ok());
    let many = vec![((), sample(30, 4, 2)); 41];
    assert_eq!(next_visits(&many, one_in_twenty(), 900).unwrap_err().code(), "NEXT_TOO_LARGE");
}
