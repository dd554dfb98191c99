//! The expected texts and hashes come from `consistent_sampler` 1.0.10: its function
//! `first_fraction`, and `sampler` with `output='ticket', digits=200`, each ticket written as a
//! line.

use proptest::prelude::*;
use sha2::{Digest, Sha256};

use super::*;

const SEEDS: [&str; 4] = ["01382438112797316654", "314159", "", "课后服务 督导 二〇二三 🎲"];

fn hash_of(lines: &[String]) -> String {
    crate::fingerprint::hex(&Sha256::digest(lines.join("\n")).into())
}

#[test]
fn first_numbers_are_the_published_ones() {
    let long = "x".repeat(200);
    let ids = ["AB-130", "", "3708290301", "嘉祥县第一中学", &long];
    let published = include_str!("first_numbers.txt");
    let ours: String = SEEDS
        .iter()
        .flat_map(|seed| ids.map(|id| format!("{}\n", Sampler::new(seed).number(id))))
        .collect();
    assert_eq!(ours, published);
}

#[test]
fn two_thousand_ids_are_ordered_as_published() {
    let ids: Vec<String> = (0..2_000).map(|n| format!("3708{n:06}")).collect();
    let order = Sampler::new("种子-1").order(ids.iter().map(String::as_str)).unwrap();
    let lines: Vec<String> = order.iter().map(|t| format!("{} {}", t.number, t.id)).collect();
    assert!(lines[0].ends_with(" 3708000861"), "{}", lines[0]);
    assert_eq!(hash_of(&lines), "e0475f74d5633c1659128c3deffd7ae2b0ff8422a14ee45552d7b19d843b0d35");
}

#[test]
fn two_thousand_draws_with_replacement_are_the_published_ones() {
    let ids = ["dog", "cat", "fish", "goat", "犬"];
    let drawn = Sampler::new("课后").with_replacement(ids).unwrap().take(2_000);
    let lines: Vec<String> =
        drawn.map(|t| format!("{} {} {}", t.number, t.id, t.generation)).collect();
    assert_eq!(hash_of(&lines), "a21a53cdd89662db127c3bef81d9bf571f5d437217b5730de20300d644ff722a");
}

#[test]
fn no_ids_give_no_tickets() {
    let sampler = Sampler::new("1");
    assert_eq!(sampler.order([]), Ok(Vec::new()));
    assert_eq!(sampler.with_replacement([]).unwrap().next(), None);
}

#[test]
fn an_id_given_twice_is_named() {
    let twice = DuplicateId { id: "b".to_owned() };
    assert_eq!(Sampler::new("1").order(["a", "b", "c", "b"]), Err(twice.clone()));
    assert_eq!(Sampler::new("1").with_replacement(["b", "b"]).err(), Some(twice));
}

#[test]
fn a_weighted_number_is_the_lowest_of_its_tickets() {
    let sampler = Sampler::new("314159");
    for weight in 1..=12_u32 {
        let ids: Vec<String> = (1..=weight).map(|part| format!("A-1#{part}")).collect();
        let lowest = ids.iter().zip(1..).map(|(id, part)| (sampler.number(id), part)).min();
        assert_eq!(Some(sampler.weighted_number("A-1", weight)), lowest);
    }
    assert_eq!(sampler.weighted_number("A-1", 0), sampler.weighted_number("A-1", 1));
}

fn arb_ids() -> impl Strategy<Value = Vec<String>> {
    prop::collection::hash_set("[a-z0-9#学校]{0,5}", 0..40)
        .prop_map(|ids| ids.into_iter().collect())
}

fn order<'a>(seed: &str, ids: impl IntoIterator<Item = &'a String>) -> Vec<Ticket<'a>> {
    Sampler::new(seed).order(ids.into_iter().map(String::as_str)).unwrap()
}

proptest! {
    /// A greater sample extends a smaller one (I5).
    #[test]
    fn a_greater_sample_extends_a_smaller_one(seed in ".{0,20}", ids in arb_ids(), n in 0..40_usize) {
        let sampler = Sampler::new(&seed);
        let mut tickets = sampler.tickets(ids.iter().map(String::as_str));
        let whole = order(&seed, &ids);
        let mut one_by_one = Vec::new();
        while one_by_one.len() < n.min(ids.len()) {
            let lowest = *tickets.iter().min().unwrap();
            tickets.retain(|ticket| *ticket != lowest);
            one_by_one.push(lowest);
        }
        prop_assert_eq!(&whole[..one_by_one.len()], &one_by_one[..]);
    }

    /// Leaving out ids leaves the order of the others as it is (I5).
    #[test]
    fn leaving_out_ids_keeps_the_order(seed in ".{0,20}", ids in arb_ids(), kept in any::<u64>()) {
        let whole = order(&seed, &ids);
        let is_kept = |id: &str| kept >> (id.bytes().map(u32::from).sum::<u32>() % 64) & 1 == 1;
        let some = order(&seed, ids.iter().filter(|id| is_kept(id)));
        let rest: Vec<Ticket> = whole.into_iter().filter(|ticket| is_kept(ticket.id)).collect();
        prop_assert_eq!(some, rest);
    }

    /// The order in which ids are given does not matter (I5).
    #[test]
    fn the_order_of_the_ids_does_not_matter(
        (ids, turned) in arb_ids().prop_flat_map(|ids| (Just(ids.clone()), Just(ids).prop_shuffle())),
    ) {
        prop_assert_eq!(order("1", &ids), order("1", &turned));
    }

    /// Putting tickets back never lowers a number, and counts each id's generations up.
    #[test]
    fn drawing_with_replacement_goes_up(ids in arb_ids()) {
        let drawn: Vec<Ticket> =
            Sampler::new("2").with_replacement(ids.iter().map(String::as_str)).unwrap().take(60).collect();
        prop_assert!(drawn.is_sorted());
        for id in &ids {
            let own = drawn.iter().filter(|ticket| ticket.id == id).map(|ticket| ticket.generation);
            prop_assert!(own.zip(1..).all(|(generation, expected)| generation == expected));
        }
    }
}
