//! Policies for tests.

use chrono::NaiveDate;
use kehou_units::Fen;

use crate::{Policy, PolicyErrors};

/// The shipped policy with other rates: each holds from its day until the next begins, the last
/// one openly. The days must rise, and the first must be 2023-01-01 or earlier days of that
/// notice can't be priced.
///
/// # Errors
///
/// [`PolicyErrors`] when the rates are not acceptable, such as one above its ceiling.
pub fn policy_with_rates(rates: &[(NaiveDate, Fen)]) -> Result<Policy, PolicyErrors> {
    let mut values = Vec::new();
    for (at, (from, rate)) in rates.iter().enumerate() {
        let next = rates.get(at + 1).and_then(|(day, _)| day.pred_opt());
        let until = next
            .map(|day| format!("until = {day}, "))
            .unwrap_or_default();
        values.push(format!("{{ from = {from}, {until}value = \"{rate}\" }}"));
    }
    policy_with_rate_values(&values.join(", "))
}

fn policy_with_rate_values(values: &str) -> Result<Policy, PolicyErrors> {
    const NOTICE: &str = "jiaxiang-2023-4.toml";
    let texts = Policy::shipped_texts().iter();
    let texts = texts.map(|(file, text)| {
        let text = if *file == NOTICE {
            let values_of_rate = text.rfind("values = [").unwrap_or(text.len());
            format!(
                "{}values = [{values}]\n",
                text.get(..values_of_rate).unwrap_or(text)
            )
        } else {
            (*text).to_owned()
        };
        ((*file).to_owned(), text)
    });
    let texts: Vec<_> = texts.collect();
    Ok(Policy::load(&texts, NaiveDate::MIN)?.policy)
}
