use chrono::NaiveDate;
use kehou_units::Period;
use proptest::prelude::*;

use super::*;

fn code(number: u32) -> SchoolCode {
    format!("{number:010}").parse().unwrap()
}

fn visits(rounds: &[Option<u32>]) -> Vec<Visit> {
    let numbered = rounds.iter().zip(1..);
    numbered.map(|(round, number)| Visit { school: code(number), round: *round }).collect()
}

/// Every pair in an order that `shuffle` decides.
fn tickets(visits: &[Visit], inspectors: u32, shuffle: u64) -> Vec<Pairing> {
    let pairs = visits.iter().flat_map(|visit| {
        (1..=inspectors).map(|number| (visit.school.clone(), InspectorNo::new(number)))
    });
    let mut pairs: Vec<Pairing> = pairs.collect();
    let mut state = shuffle;
    for at in (1..pairs.len()).rev() {
        state =
            state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        pairs.swap(at, usize::try_from((state >> 33) % (at as u64 + 1)).unwrap());
    }
    pairs
}

fn family(school: u32, inspector: u32) -> Recusal {
    let reason = RecusalReason::Family;
    Recusal { school: code(school), inspector: InspectorNo::new(inspector), reason }
}

const THREES: AssignSettings = AssignSettings { group_size: 3, smallest_group: 3 };
const PAIRS: AssignSettings = AssignSettings { group_size: 2, smallest_group: 2 };

#[test]
fn groups_have_three_and_loads_are_even() {
    let visits = visits(&[None; 20]);
    let recusals = [family(1, 1), family(1, 2), family(7, 3)];
    let done = assign(&visits, &tickets(&visits, 8, 5), &recusals, &THREES).unwrap();
    assert!(done.groups.values().all(|group| group.len() == 3));
    assert_eq!((done.groups.len(), done.spread()), (20, 1), "60 places, 8 inspectors");
    for recusal in &recusals {
        assert!(!done.groups[&recusal.school].contains(&recusal.inspector));
    }
}

#[test]
fn groups_of_two_are_refused() {
    let settings = AssignSettings { group_size: 2, smallest_group: 3 };
    let refused = assign(&[], &[], &[], &settings).unwrap_err();
    assert_eq!(refused, AssignError::GroupTooSmall { group_size: 2, smallest: 3 });
}

#[test]
fn tickets_are_every_pair_once() {
    let visits = visits(&[None, None]);
    let all = tickets(&visits, 4, 1);
    let refused = |tickets: &[Pairing]| assign(&visits, tickets, &[], &THREES).unwrap_err().code();
    assert_eq!(refused(&all[1..]), "ASSIGN_TICKETS");
    assert_eq!(refused(&[&all[..], &all[..1]].concat()), "ASSIGN_TICKETS");
    let foreign = [&all[1..], &[(code(9), all[0].1)]].concat();
    assert_eq!(refused(&foreign), "ASSIGN_TICKETS");
    let twice = [visits[0].clone(), visits[0].clone()];
    let refused = assign(&twice, &all, &[], &THREES).unwrap_err();
    assert_eq!(refused, AssignError::Twice { school: code(1) });
}

#[test]
fn colliding_recusals_are_named_and_no_others() {
    let visits = visits(&[None, None]);
    let recusals = [family(1, 1), family(1, 2), family(2, 1), family(2, 3), family(2, 4)];
    let refused = assign(&visits, &tickets(&visits, 5, 1), &recusals, &THREES).unwrap_err();
    let collision = Collision { recusals: recusals[2..].to_vec() };
    assert_eq!(refused, AssignError::Collides { short_by: 1, collision });
    assert!(assign(&visits, &tickets(&visits, 5, 1), &recusals[..4], &THREES).is_ok());
}

#[test]
fn too_few_inspectors_are_not_blamed_on_recusals() {
    let both = visits(&[Some(1), Some(1)]);
    let refused = assign(&both, &tickets(&both, 5, 1), &[family(1, 1)], &THREES).unwrap_err();
    assert_eq!(refused, AssignError::TooFew { inspectors: 5, group_size: 3, short_by: 1 });
    let apart = visits(&[Some(1), Some(2)]);
    assert!(assign(&apart, &tickets(&apart, 5, 1), &[family(1, 1)], &THREES).is_ok());
}

#[test]
fn a_workplace_recuses_for_three_years_and_family_always() {
    let day = |year, day| NaiveDate::from_ymd_opt(year, 4, day).unwrap();
    let link = |kind| Link { inspector: InspectorNo::new(1), school: code(1), kind };
    let worked = |first, last| link(LinkKind::Workplace(Period::new(first, last).unwrap()));
    let reason = |link: &Link| recusal_of(link, day(2023, 3), 3).map(RecusalReason::code);
    let former = Some("RECUSAL_FORMER_WORKPLACE");
    assert_eq!(reason(&worked(day(2010, 1), Some(day(2020, 3)))), former);
    assert_eq!(reason(&worked(day(2010, 1), Some(day(2020, 2)))), None);
    assert_eq!(reason(&worked(day(2010, 1), Some(day(2023, 2)))), former);
    assert_eq!(reason(&worked(day(2010, 1), Some(day(2023, 3)))), Some("RECUSAL_WORKPLACE"));
    assert_eq!(reason(&worked(day(2010, 1), None)), Some("RECUSAL_WORKPLACE"));
    assert_eq!(reason(&worked(day(2023, 4), None)), None, "not there yet");
    assert_eq!(reason(&link(LinkKind::Family)), Some("RECUSAL_FAMILY"));
    let both = [link(LinkKind::Family), worked(day(2010, 1), None)];
    assert_eq!(recusals_of(&both, day(2023, 3), 3).len(), 1, "one for each school and inspector");
}

/// Every complete assignment of pairs, found by trying all of them.
fn all_assignments(
    visits: &[Visit],
    inspectors: u32,
    recusals: &[Recusal],
) -> Vec<BTreeSet<Pairing>> {
    let mut found: Vec<BTreeSet<Pairing>> = vec![BTreeSet::new()];
    for visit in visits {
        let free = |so_far: &BTreeSet<Pairing>, no: InspectorNo| {
            let busy = |other: &&Visit| {
                other.round.is_some()
                    && other.round == visit.round
                    && so_far.contains(&(other.school.clone(), no))
            };
            let recused = |r: &Recusal| r.school == visit.school && r.inspector == no;
            !recusals.iter().any(recused) && visits.iter().find(busy).is_none()
        };
        let mut longer = Vec::new();
        for so_far in &found {
            let able: Vec<InspectorNo> =
                (1..=inspectors).map(InspectorNo::new).filter(|no| free(so_far, *no)).collect();
            for (at, one) in able.iter().enumerate() {
                for other in &able[at + 1..] {
                    let mut next = so_far.clone();
                    next.extend([one, other].map(|no| (visit.school.clone(), *no)));
                    longer.push(next);
                }
            }
        }
        found = longer;
    }
    found
}

fn squares(assignment: &BTreeSet<Pairing>) -> u32 {
    let mut loads: BTreeMap<InspectorNo, u32> = BTreeMap::new();
    for (_, no) in assignment {
        *loads.entry(*no).or_default() += 1;
    }
    loads.values().map(|load| load * load).sum()
}

proptest! {
    /// The answer is the one that trying everything gives: the most even, then as the tickets
    /// fell; and where there is none, recusals that are irreducibly to blame, or too few people.
    /// (I6)
    #[test]
    fn the_assignment_is_the_one_defined(
        rounds in prop::collection::vec(prop::option::of(0u32..2), 1..=4),
        inspectors in 2u32..=5,
        recused in prop::collection::btree_set((1u32..=4, 1u32..=5), 0..9),
        shuffle in any::<u64>(),
    ) {
        let visits = visits(&rounds);
        let count = u32::try_from(visits.len()).unwrap();
        let known = recused.into_iter().filter(|(v, i)| *v <= count && *i <= inspectors);
        let recusals: Vec<Recusal> = known.map(|(v, i)| family(v, i)).collect();
        let order = tickets(&visits, inspectors, shuffle);
        let holds = |recusals: &[Recusal]| !all_assignments(&visits, inspectors, recusals).is_empty();
        match assign(&visits, &order, &recusals, &PAIRS) {
            Ok(done) => {
                let all = all_assignments(&visits, inspectors, &recusals);
                let least = all.iter().map(squares).min().unwrap();
                let even = all.iter().filter(|one| squares(one) == least);
                let by_tickets = |one: &&BTreeSet<Pairing>| {
                    order.iter().map(|pair| one.contains(pair)).collect::<Vec<bool>>()
                };
                let best = even.max_by_key(by_tickets).unwrap();
                let pairs = done.groups.iter().flat_map(|(school, group)| {
                    group.iter().map(|no| (school.clone(), *no))
                });
                prop_assert_eq!(&pairs.collect::<BTreeSet<_>>(), best);
                prop_assert_eq!(done.loads.values().map(|load| load * load).sum::<u32>(), least);
            }
            Err(AssignError::Collides { collision, .. }) => {
                prop_assert!(!holds(&collision.recusals));
                for at in 0..collision.recusals.len() {
                    let mut fewer = collision.recusals.clone();
                    fewer.remove(at);
                    prop_assert!(holds(&fewer));
                }
            }
            Err(AssignError::TooFew { .. }) => prop_assert!(!holds(&[])),
            Err(other) => prop_assert!(false, "{}", other),
        }
    }
}
