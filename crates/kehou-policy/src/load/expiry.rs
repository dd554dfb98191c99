//! What becomes of an instrument's entries after its last day (F5).

use chrono::NaiveDate;
use kehou_units::Period;

use super::raw::RawText;
use crate::{AfterExpiry, Instrument};

/// The first day of the first loaded instrument that replaces this one.
pub(super) fn replaced_from(instrument: &Instrument, texts: &[RawText]) -> Option<NaiveDate> {
    let replacing = texts.iter().map(|text| &text.instrument.item);
    replacing
        .filter(|other| other.replaces().any(|id| id == instrument.id()))
        .map(|other| other.period().first())
        .min()
}

/// An entry's days, cut off where its instrument ends or is replaced; `None` when none is left.
pub(super) fn own_days(
    instrument: &Instrument,
    period: Period,
    replaced_from: Option<NaiveDate>,
) -> Option<Period> {
    let own = instrument.period().intersection(&period)?;
    match replaced_from {
        Some(day) => {
            Period::new(own.first(), own.last().into_iter().chain(day.pred_opt()).min()).ok()
        }
        None => Some(own),
    }
}

/// The days on which an entry goes on as a default: from the day after its instrument's last,
/// until a replacement begins. `None` unless the entry ran to that last day.
pub(super) fn days_as_default(
    instrument: &Instrument,
    own: Period,
    replaced_from: Option<NaiveDate>,
) -> Option<Period> {
    let goes_on = instrument.after_expiry() == AfterExpiry::Default;
    let until = instrument.period().last().filter(|_| goes_on)?;
    if own.last() != Some(until) {
        return None;
    }
    let first = until.succ_opt()?;
    match replaced_from {
        Some(replaced) => Period::new(first, replaced.pred_opt()).ok(),
        None => Some(Period::since(first)),
    }
}
