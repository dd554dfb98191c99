//! Properties of every acceptable policy.

use chrono::{Days, NaiveDate};
use proptest::prelude::*;

use super::{day, edited, load};
use crate::{Key, Policy, testing::arb_policy};

/// A layout of the shipped texts that says the same: files in another order and under other
/// names, comments and blank lines between the lines, spaces around them.
fn other_layout(order: &[usize], every: usize) -> Vec<(String, String)> {
    let texts = edited(&[]);
    let picked = order.iter().filter_map(|at| texts.get(*at)).enumerate();
    picked
        .map(|(at, (_, text))| {
            let mut said = String::new();
            for (number, line) in text.lines().enumerate() {
                if number % every == 0 {
                    said += "\n   # a remark\n";
                }
                said += &format!(" \t{line}  \n");
            }
            (format!("{at}.toml"), said)
        })
        .collect()
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(48))]

    #[test]
    fn layout_does_not_change_the_id(
        order in Just((0..7usize).collect::<Vec<_>>()).prop_shuffle(),
        every in 1usize..9,
    ) {
        let other = load(&other_layout(&order, every)).unwrap().policy;
        let shipped = Policy::shipped().unwrap();
        prop_assert_eq!(other.id(), shipped.id());
        prop_assert_eq!(shipped.diff(&other), vec![]);
    }

    #[test]
    fn a_policy_does_not_differ_from_itself(policy in arb_policy()) {
        prop_assert_eq!(policy.diff(&policy), vec![]);
    }

    #[test]
    fn a_diff_is_empty_exactly_when_the_ids_are_equal(a in arb_policy(), b in arb_policy()) {
        prop_assert_eq!(a.diff(&b).is_empty(), a.id() == b.id());
    }

    #[test]
    fn a_diff_reads_the_same_from_both_sides(a in arb_policy(), b in arb_policy()) {
        let back: Vec<_> = b.diff(&a).into_iter().map(crate::PolicyChange::reversed).collect();
        prop_assert_eq!(a.diff(&b), back);
    }

    #[test]
    fn a_day_has_one_value_per_key_and_it_holds_then(
        policy in arb_policy(),
        offset in 0u64..3_000,
    ) {
        let on = day(2022, 1, 1) + Days::new(offset);
        for key in Key::ALL {
            let held = policy.values(*key).iter().filter(|v| v.period().holds(on));
            let held: Vec<_> = held.collect();
            prop_assert!(held.len() <= 1);
            prop_assert_eq!(policy.parameter(*key, on).ok(), held.first().copied());
        }
    }

    #[test]
    fn a_diff_names_the_days_on_which_values_differ(
        a in arb_policy(),
        b in arb_policy(),
        offset in 0u64..1_500,
    ) {
        let on: NaiveDate = day(2023, 1, 1) + Days::new(offset);
        let value = |p: &Policy| p.parameter(Key::FeeRate, on).unwrap().value().to_string();
        let named = a.diff(&b).into_iter().any(|change| {
            change.subject() == &crate::ChangeSubject::Value(Key::FeeRate)
                && change.period().is_some_and(|period| period.holds(on))
                && change.before() == Some(value(&a).as_str())
                && change.after() == Some(value(&b).as_str())
        });
        prop_assert_eq!(named, value(&a) != value(&b));
    }

    #[test]
    fn no_text_makes_loading_panic(text in ".{0,200}") {
        let texts = vec![("a.toml".to_owned(), text)];
        prop_assert!(load(&texts).is_err());
    }

    #[test]
    fn no_cut_or_doubled_piece_makes_loading_panic(at in 0usize..6_000, len in 0usize..400, file in 0usize..7) {
        let mut texts = edited(&[]);
        let text = &mut texts[file].1;
        let cut = |at: usize| (at..).find(|at| *at >= text.len() || text.is_char_boundary(*at)).unwrap().min(text.len());
        let (start, end) = (cut(at), cut(at + len));
        let doubled = format!("{}{}{}", &text[..end], &text[start..end], &text[end..]);
        let removed = format!("{}{}", &text[..start], &text[end..]);
        for changed in [doubled, removed] {
            texts[file].1 = changed;
            if let Err(errors) = load(&texts) {
                prop_assert!(!errors.problems().is_empty());
            }
        }
    }
}
