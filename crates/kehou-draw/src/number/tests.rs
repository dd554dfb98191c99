//! The expected texts come from `consistent_sampler` 1.0.10, its functions `first_fraction` and
//! `next_fraction`.

use proptest::prelude::*;

use super::*;
use crate::Sampler;

fn first(id: &str) -> TicketNumber {
    Sampler::new("01382438112797316654").number(id)
}

/// Lines of seed, id, generation, number: sixty generations of one id, and three each of one whose
/// first number has only 71 digits and of one whose first number begins with six nines.
const GENERATIONS: &str = include_str!("generations.txt");

#[test]
fn generations_are_the_published_ones() {
    let mut ours = String::new();
    for (seed, id, generations) in
        [("01382438112797316654", "AB-130", 60), ("short", "185010", 3), ("short", "60422", 3)]
    {
        let mut number = Sampler::new(seed).number(id);
        for generation in 1..=generations {
            ours.push_str(&format!("{seed} {id} {generation} {number}\n"));
            number = number.next();
        }
    }
    assert_eq!(ours, GENERATIONS);
}

#[test]
fn small_hashes_are_filled_up_to_sixty_four_digits() {
    let mut hash = [0; 32];
    assert_eq!(TicketNumber::new(0, hash).to_string(), format!("0.{}", "0".repeat(64)));
    hash[31] = 205;
    assert_eq!(TicketNumber::new(0, hash).to_string(), format!("0.502{}", "0".repeat(61)));
    let most = "115792089237316195423570985008687907853269984665640564039457584007913129639935";
    let turned: String = most.chars().rev().collect();
    assert_eq!(TicketNumber::new(0, [255; 32]).to_string(), format!("0.{turned}"));
}

#[test]
fn trimming_keeps_the_nines_and_cuts_off() {
    assert_eq!(first("AB-130").trimmed(4), "0.2629");
    assert_eq!(first("AB-130").next().next().trimmed(3), "0.9750");
    assert_eq!(first("AB-130").trimmed(1_000), first("AB-130").to_string());
    assert_eq!(first("AB-130").trimmed(0), "0.");
}

fn arb_number() -> impl Strategy<Value = TicketNumber> {
    let hashes = prop_oneof![
        any::<[u8; 32]>(),
        // Small numbers, so that heads of 18 digits meet and zeros follow.
        any::<[u8; 4]>().prop_map(|low| {
            let mut hash = [0; 32];
            hash[28..].copy_from_slice(&low);
            hash
        }),
    ];
    (0..40_u32, hashes).prop_map(|(nines, hash)| TicketNumber::new(nines, hash))
}

proptest! {
    /// Numbers are ordered as the published algorithm orders their texts.
    #[test]
    fn numbers_are_ordered_as_their_texts(one in arb_number(), other in arb_number()) {
        prop_assert_eq!(one.cmp(&other), one.to_string().cmp(&other.to_string()));
        prop_assert_eq!(one == other, one.to_string() == other.to_string());
    }

    /// Numbers that agree in their first 18 digits are told apart by the others.
    #[test]
    fn equal_heads_are_told_apart(hash in any::<[u8; 32]>(), other in any::<[u8; 32]>()) {
        let one = TicketNumber::new(0, hash);
        let other = TicketNumber { hash: other, ..one };
        prop_assert_eq!(one.cmp(&other), one.to_string().cmp(&other.to_string()));
    }

    /// What is kept at hand are the first digits of the text.
    #[test]
    fn the_head_is_the_beginning_of_the_text(number in arb_number()) {
        prop_assert_eq!(format!("{:018}", number.head), &number.to_string()[2..20]);
    }

    /// The next ticket of an id is always a later one, below one.
    #[test]
    fn the_next_number_is_greater(number in arb_number()) {
        prop_assert!(number.next() > number);
        prop_assert!(number.next().to_string().starts_with("0."));
    }
}
