//! Policies and strategies for tests.

use chrono::{Days, NaiveDate};
use kehou_units::Fen;
use proptest::prelude::*;

use crate::{Policy, PolicyErrors};

/// The shipped county notice, whose rates the policies of this module replace.
const NOTICE: &str = "jiaxiang-2023-4.toml";

/// The shipped policy with other rates: each holds from its day until the next begins, the last
/// one openly. The days must rise and begin on 2023-01-01, the first day of the notice.
///
/// # Errors
///
/// [`PolicyErrors`] when the rates can't be loaded, such as one above its ceiling.
///
/// # Examples
///
/// ```
/// use chrono::NaiveDate;
/// use kehou_policy::{Key, testing::policy_with_rates};
/// use kehou_units::Fen;
///
/// let day = |month, day| NaiveDate::from_ymd_opt(2023, month, day).unwrap();
/// let fen = |fen| Fen::new(fen).unwrap();
/// let policy = policy_with_rates(&[(day(1, 1), fen(200)), (day(3, 16), fen(250))])?;
/// assert_eq!(policy.fen(Key::FeeRate, day(3, 15)), Ok(fen(200)));
/// assert_eq!(policy.fen(Key::FeeRate, day(3, 16)), Ok(fen(250)));
/// # Ok::<(), kehou_policy::PolicyErrors>(())
/// ```
pub fn policy_with_rates(rates: &[(NaiveDate, Fen)]) -> Result<Policy, PolicyErrors> {
    let mut values = String::new();
    for (at, (from, rate)) in rates.iter().enumerate() {
        let last = rates.get(at + 1).and_then(|(next, _)| next.pred_opt());
        let until = last.map(|day| format!("until = {day}, "));
        let until = until.unwrap_or_default();
        values += &format!("{{ from = {from}, {until}value = \"{rate}\" }},\n");
    }
    policy_with_notice(|notice| {
        // The rate is the last thing that the notice fixes.
        let head = notice.rfind("values = [").map_or(notice, |at| &notice[..at]);
        format!("{head}values = [\n{values}]\n")
    })
}

/// The shipped policy with its county notice rewritten.
///
/// # Errors
///
/// [`PolicyErrors`] when the rewritten text can't be loaded.
pub fn policy_with_notice(rewrite: impl Fn(&str) -> String) -> Result<Policy, PolicyErrors> {
    let mut texts = Vec::new();
    for (file, text) in Policy::shipped_texts() {
        let is_notice = *file == NOTICE;
        let text = if is_notice { rewrite(text) } else { (*text).to_owned() };
        texts.push(((*file).to_owned(), text));
    }
    Ok(Policy::load(&texts, NaiveDate::MIN)?.policy)
}

/// Policies with one to four rates from 2023-01-01 on, each within its ceilings, and the shipped
/// values otherwise.
pub fn arb_policy() -> impl Strategy<Value = Policy> {
    let later = prop::collection::btree_map(1u64..1_200, 0i64..=300, 0..4);
    (0i64..=300, later).prop_filter_map("the rates can be loaded", |(first, later)| {
        let start = NaiveDate::from_ymd_opt(2023, 1, 1)?;
        let mut rates = vec![(start, Fen::new(first)?)];
        for (offset, fen) in later {
            rates.push((start.checked_add_days(Days::new(offset))?, Fen::new(fen)?));
        }
        policy_with_rates(&rates).ok()
    })
}
