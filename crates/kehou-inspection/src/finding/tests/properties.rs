//! Whatever anybody tries in whatever order.

use chrono::Days;
use proptest::prelude::*;

use super::*;

fn arb_deed() -> impl Strategy<Value = Deed> {
    let of_kind = prop::sample::select(DeedKind::ALL).prop_map(deed);
    let why = || line("再看");
    prop_oneof![
        8 => of_kind,
        1 => Just(Deed::Verify { verdict: Verdict::Rejected, why: why() }),
        1 => Just(Deed::Submit { evidence: vec![] }),
        1 => prop::sample::select(&Rung::ALL[..])
            .prop_map(|rung| Deed::Escalate { rung, number: line("督1号") }),
    ]
}

const PEOPLE: [&str; 5] = ["bureau", "school", "school.2", "tied", "verifier"];

/// Steps of a day or so: who, after how many days, what.
fn arb_steps() -> impl Strategy<Value = Vec<(&'static str, u64, Deed)>> {
    let mostly_soon = prop_oneof![3 => 0u64..2, 1 => 0u64..40];
    prop::collection::vec((prop::sample::select(&PEOPLE[..]), mostly_soon, arb_deed()), 0..80)
}

fn arb_gravity() -> impl Strategy<Value = Gravity> {
    prop::sample::select(&Gravity::ALL[..])
}

/// Tries every step; what is refused changes nothing. The records that were made, and each state.
fn walk(gravity: Gravity, steps: &[(&'static str, u64, Deed)]) -> (Vec<Recorded>, Vec<Finding>) {
    let court = Court::new();
    let open = Deed::Open { opening: Box::new(opening(gravity)) };
    let first = Finding::open(act("inspector", day(4, 3), open)).unwrap();
    let (mut records, mut states) = (vec![first.recorded], vec![first.finding]);
    let mut on = day(4, 3);
    for (who, later, deed) in steps {
        on = on.checked_add_days(Days::new(*later)).unwrap();
        let now = states.last().unwrap().clone();
        if let Ok(done) = now.advance(act(who, on, deed.clone()), &court.ground()) {
            records.push(done.recorded);
            states.push(done.finding);
        }
    }
    (records, states)
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(512))]

    /// Only evidence that somebody independent accepted closes a finding. (I9, I6)
    #[test]
    fn nothing_is_closed_without_independent_verification(
        gravity in arb_gravity(), steps in arb_steps(),
    ) {
        let (records, states) = walk(gravity, &steps);
        for (at, state) in states.iter().enumerate() {
            let Stage::Closed { proof, .. } = state.stage() else { continue };
            let so_far = &records[..=at];
            let submitters: Vec<&PersonRef> = so_far
                .iter()
                .filter(|record| record.act.deed.kind() == DeedKind::Submit)
                .map(|record| &record.act.signed.by)
                .collect();
            let verifier = &proof.verified.signed.by;
            prop_assert!(!proof.submission.evidence.is_empty());
            prop_assert!(!submitters.is_empty() && !submitters.contains(&verifier));
            prop_assert_ne!(verifier.as_str(), "tied");
            let accepted = so_far.iter().any(|record| {
                matches!(record.act.deed, Deed::Verify { verdict: Verdict::Accepted, .. })
                    && record.act.signed == proof.verified.signed
            });
            prop_assert!(accepted);
        }
    }

    /// Nothing is announced before it is confirmed. (I9)
    #[test]
    fn nothing_unconfirmed_is_announced(gravity in arb_gravity(), steps in arb_steps()) {
        let (records, states) = walk(gravity, &steps);
        for (at, state) in states.iter().enumerate() {
            if state.announcement().is_some() {
                let confirmed = records[..=at]
                    .iter()
                    .any(|record| record.act.deed.kind() == DeedKind::Confirm);
                prop_assert!(confirmed && state.stage().confirmation().is_some());
            }
        }
    }

    /// The records alone make the same finding again, at every length.
    #[test]
    fn the_records_tell_everything(gravity in arb_gravity(), steps in arb_steps()) {
        let (records, states) = walk(gravity, &steps);
        for (at, state) in states.iter().enumerate() {
            prop_assert_eq!(&Finding::replay(&records[..=at]).unwrap(), state);
        }
    }
}

#[test]
fn random_walks_reach_every_stage() {
    use proptest::{strategy::ValueTree, test_runner::TestRunner};
    let mut runner = TestRunner::deterministic();
    let mut reached = BTreeSet::new();
    for _ in 0..2_000 {
        let steps = arb_steps().new_tree(&mut runner).unwrap().current();
        let (_, states) = walk(Gravity::Ordinary, &steps);
        reached.extend(states.iter().map(|state| state.stage().kind()));
    }
    assert_eq!(reached.len(), StageKind::ALL.len() - 1, "all but the unopened: {reached:?}");
}

#[test]
fn records_that_no_finding_went_through_are_refused() {
    assert_eq!(Finding::replay(&[]).unwrap_err().code(), "FINDING_ILLEGAL");
    let open = Finding::open(act("a", day(4, 3), deed(DeedKind::Open))).unwrap().recorded;
    let without = |deed| Recorded { act: act("a", day(4, 4), deed), due: None };
    let twice = Finding::replay(&[open.clone(), open.clone()]).unwrap_err();
    assert_eq!(twice, Refusal::Illegal { from: StageKind::Draft, attempted: DeedKind::Open });
    let no_due = Finding::replay(&[open, without(Deed::Notify)]).unwrap_err();
    assert_eq!(no_due.code(), "FINDING_INCOMPLETE");
}
