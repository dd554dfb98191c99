//! Lists with quotas and ties.

use kehou_units::ClassHours;

use super::*;
use crate::{facts::StaffFacts, kind::ActivityKind, pack::Places, score::score, testing};

fn pack() -> ScorePack {
    ScorePack::shipped().unwrap()
}

fn rule(places: u32, last_resort: LastResort) -> ListRule {
    let rule = pack().list("excellent").unwrap().clone();
    ListRule { places: Places::Number(places), last_resort, ..rule }
}

fn facts(name: &str, school: u32, hours: u32) -> StaffFacts {
    let mut parts = testing::teacher();
    parts.staff = name.parse().unwrap();
    parts.school = format!("37082900{school:02}").parse().unwrap();
    parts.class_hours[ActivityKind::Homework.index()] = ClassHours::new(hours);
    StaffFacts::new(parts).unwrap()
}

fn cards(staff: &[(&str, u32, u32)]) -> Vec<Card> {
    let card =
        |(name, school, hours): &(&str, u32, u32)| score(&pack(), &facts(name, *school, *hours));
    staff.iter().map(card).collect()
}

fn standings(list: &RankedList) -> Vec<(&str, u32, Standing)> {
    list.entries.iter().map(|it| (it.staff.as_str(), it.rank, it.standing)).collect()
}

#[test]
fn points_rank_and_equals_share_a_rank() {
    use Standing::{ForTheBody, Proposed, Ranked};
    let cards = cards(&[("a", 1, 40), ("b", 1, 50), ("c", 1, 60), ("d", 1, 50), ("e", 1, 30)]);
    let list = rank(&pack(), &rule(2, LastResort::Body), &cards, None).unwrap();
    let expected = [
        ("c", 1, Proposed),
        ("b", 2, ForTheBody),
        ("d", 2, ForTheBody),
        ("a", 4, Ranked),
        ("e", 5, Ranked),
    ];
    assert_eq!(standings(&list), expected);
    assert_eq!(list.places.values().sum::<u32>(), 2);
    let all = rank(&pack(), &rule(2, LastResort::All), &cards, None).unwrap();
    assert_eq!(all.entries.iter().filter(|it| it.standing.is_proposed()).count(), 3);
    let fits = rank(&pack(), &rule(3, LastResort::Draw), &cards, None).unwrap();
    assert_eq!(fits.entries.iter().filter(|it| it.standing == Proposed).count(), 3);
    let none = rank(&pack(), &rule(0, LastResort::Body), &cards, None).unwrap();
    assert!(none.entries.iter().all(|it| it.standing == Ranked));
}

#[test]
fn a_draw_between_equals_can_be_repeated_by_anybody() {
    let cards = cards(&[("a", 1, 50), ("b", 1, 50), ("c", 1, 50), ("d", 1, 60)]);
    let rule = rule(3, LastResort::Draw);
    let refused = rank(&pack(), &rule, &cards, None).unwrap_err();
    assert_eq!(refused, RankError::NeedsDraw { level: 3 });
    let seed = Sampler::new("01382438112797316654");
    let list = rank(&pack(), &rule, &cards, Some(&seed)).unwrap();
    let mut order = ["a", "b", "c"];
    order.sort_by_key(|id| seed.number(id));
    let drawn: Vec<&str> = list
        .entries
        .iter()
        .filter(|it| it.standing == Standing::Drawn)
        .map(|it| it.staff.as_str())
        .collect();
    let mut expected = order[..2].to_vec();
    expected.sort_unstable();
    assert_eq!(drawn, expected);
}

#[test]
fn declared_ties_decide_before_the_last_resort() {
    let mut cards = cards(&[("a", 1, 50), ("b", 1, 50)]);
    let second = cards.remove(1);
    let first = cards.remove(0);
    let mut level = second.clone();
    level.staff = "c".parse().unwrap();
    // Same sum, more load.
    level.lines[0].points = level.lines[0].points.plus(Points::from_units(1));
    let list = rank(&pack(), &rule(1, LastResort::Body), &[first, second, level], None).unwrap();
    assert_eq!(standings(&list)[0], ("c", 1, Standing::Proposed));
    assert_eq!(list.entries[1].rank, list.entries[2].rank);
}

#[test]
fn each_school_has_its_places() {
    let cards = cards(&[("a", 1, 50), ("b", 1, 60), ("c", 2, 10), ("d", 2, 20), ("e", 2, 30)]);
    let list = rank(&pack(), &rule(2, LastResort::Body), &cards, None).unwrap();
    let proposed: Vec<&str> = list
        .entries
        .iter()
        .filter(|it| it.standing.is_proposed())
        .map(|it| it.staff.as_str())
        .collect();
    assert_eq!(proposed, ["b", "e"]);
    assert_eq!(list.places.len(), 2);
}

#[test]
fn management_is_not_on_the_list_and_title_points_are_a_share_of_the_most() {
    let mut cards = cards(&[("a", 1, 50), ("b", 1, 60)]);
    cards[1].group = StaffGroup::Management;
    let pack = pack();
    let list = rank(&pack, pack.list("title").unwrap(), &cards, None).unwrap();
    assert_eq!(standings(&list), [("a", 1, Standing::Proposed)]);
    // 76.5432 of 100, of 5 points.
    assert_eq!(list.entries[0].title_hundredths, 383);
}

#[test]
fn cards_of_two_persons_terms_or_packs_make_no_list() {
    let mut cards = cards(&[("a", 1, 50), ("b", 1, 60)]);
    cards[1].staff = "a".parse().unwrap();
    let code =
        |cards: &[Card]| rank(&pack(), &rule(1, LastResort::Body), cards, None).unwrap_err().code();
    assert_eq!(code(&cards), "LIST_TWICE");
    cards[1].staff = "b".parse().unwrap();
    cards[1].pack.version = 2;
    assert_eq!(code(&cards), "LIST_MIXED");
}

#[test]
fn what_would_have_changed_the_rank_is_the_least_that_is_enough() {
    let own = facts("a", 1, 40);
    let cards = cards(&[("a", 1, 40), ("b", 1, 50), ("c", 1, 60)]);
    let pack = pack();
    let list = rank(&pack, &rule(1, LastResort::Body), &cards, None).unwrap();
    let stand = standpoint(&pack, &own, &list).unwrap();
    assert_eq!((stand.rank, stand.of), (3, 3));
    let hours = |levers: &[Lever]| {
        let is_hours = |it: &&Lever| matches!(it.kind, LeverKind::ClassHours(_));
        levers.iter().find(is_hours).map(|it| it.more)
    };
    // Eleven more make one more than b, 21 one more than c.
    assert_eq!(hours(&stand.for_next), Some(11));
    assert_eq!(hours(&stand.for_place), Some(21));
    for lever in &stand.for_next {
        let before = super::lever::tests::with(&pack, &own, *lever, lever.more - 1);
        let after = super::lever::tests::with(&pack, &own, *lever, lever.more);
        let next = list.entries[1].hundredths;
        assert!(before <= next && after > next, "{lever:?}");
    }
    let best = standpoint(&pack, &facts("c", 1, 60), &list).unwrap();
    assert_eq!((best.rank, best.to_next, best.for_next.len()), (1, None, 0));
    assert_eq!(standpoint(&pack, &facts("z", 1, 60), &list), None);
}
