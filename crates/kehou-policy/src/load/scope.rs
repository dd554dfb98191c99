//! Which county the texts are for, and whether the instruments fit together.

use std::{collections::BTreeMap, sync::Arc};

use chrono::NaiveDate;

use super::{
    raw::{Placed, RawText},
    source::{Problems, problem},
};
use crate::{Instrument, Level, ProblemCode, problem::Place};

/// The county and its first instrument.
pub(super) struct County {
    pub(super) division: Arc<str>,
    /// The first day on which any of its instruments is in force.
    pub(super) start: NaiveDate,
    /// Where that instrument stands.
    pub(super) place: Place,
}

/// Finds the county; every instrument must be its own or bind it from above, and stand once.
pub(super) fn find_county(texts: &[RawText], problems: &mut Problems) -> Option<County> {
    refuse_duplicates(texts, problems);
    let instruments = || texts.iter().map(|text| &text.instrument);
    let own = instruments().filter(|placed| placed.item.level == Level::County);
    let first = own.min_by_key(|placed| placed.item.period.first())?;
    let county = County {
        division: first.item.division.clone(),
        start: first.item.period.first(),
        place: first.place.clone(),
    };
    for placed in instruments() {
        let fits = match placed.item.level {
            Level::County => placed.item.division == county.division,
            Level::Provincial | Level::National => {
                county.division.starts_with(placed.item.division.as_ref())
            }
        };
        if !fits {
            problems.add(mismatch(placed, &county));
        }
    }
    Some(county)
}

fn mismatch(placed: &Placed<Instrument>, county: &County) -> crate::PolicyProblem {
    let code = ProblemCode::DivisionMismatch;
    problem(&placed.place, "instrument.division", code)
        .with("value", &placed.item.division)
        .with("division", &county.division)
}

fn refuse_duplicates(texts: &[RawText], problems: &mut Problems) {
    let mut seen: BTreeMap<&str, &Place> = BTreeMap::new();
    for text in texts {
        let Placed { place, item } = &text.instrument;
        if let Some(first) = seen.get(item.id()) {
            let twice = problem(place, "instrument.id", ProblemCode::DuplicateInstrument);
            problems.add(twice.with("other", format!("{}:{}", first.file, first.line)));
        } else {
            seen.insert(item.id(), place);
        }
    }
}
