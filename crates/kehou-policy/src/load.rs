//! From policy texts to a policy, or to everything that is wrong with them.

mod bounds;
mod categories;
mod cite;
mod coverage;
mod days;
mod expiry;
mod floats;
mod nearest;
mod raw;
mod read;
mod read_instrument;
mod read_parameter;
mod read_value;
mod review;
mod scope;
mod section;
mod source;
mod timeline;
mod within;

use chrono::NaiveDate;

use self::{
    raw::RawText,
    scope::County,
    source::{Problems, Source},
    timeline::Timelines,
};
use crate::{
    Policy, PolicyErrors, PolicyWarning, ProblemCode, policy::Contents, problem::PolicyProblem,
};

/// The most problems that are listed.
const PROBLEMS_LIMIT: usize = 1_000;

/// An accepted policy and what a person should look at in it.
#[derive(Clone, Debug)]
pub struct Loaded {
    /// The policy.
    pub policy: Policy,
    /// Rates due for review and expired base rules on the day of the review (R28).
    pub warnings: Vec<PolicyWarning>,
}

/// Reads, compares and checks texts; see [`Policy::load`].
pub(crate) fn load(texts: &[(&str, &str)], reviewed_on: NaiveDate) -> Result<Loaded, PolicyErrors> {
    let mut problems = Problems::default();
    let read = texts.iter().map(|(file, text)| read::read_text(file, text, &mut problems));
    let read: Vec<RawText> = read.collect::<Vec<_>>().into_iter().flatten().collect();
    let loaded = assemble(read, reviewed_on, &mut problems);
    match loaded {
        Some(loaded) if problems.is_empty() => Ok(loaded),
        _ => Err(in_order(texts, problems)),
    }
}

/// Compares texts with each other. What was unreadable before is not reported as missing.
fn assemble(
    texts: Vec<RawText>,
    reviewed_on: NaiveDate,
    problems: &mut Problems,
) -> Option<Loaded> {
    let is_complete = problems.is_empty();
    for text in &texts {
        within::check_text(text, problems);
    }
    let has_sound_clauses = problems.is_empty();
    let county = scope::find_county(&texts, problems);
    let timelines = Timelines::of(&texts);
    coverage::refuse_overlaps(&timelines, problems);
    bounds::refuse_beyond_bounds(&timelines, problems);
    let citations = cite::citations(&texts, problems);
    let categories = categories::categories(&texts, problems);
    if is_complete && let Some(county) = &county {
        coverage::refuse_gaps(&timelines, county, problems);
        if has_sound_clauses {
            cite::refuse_uncited(&citations, county, problems);
        }
    }
    if is_complete && county.is_none() {
        problems.add(no_county(&texts));
    }
    let County { division, .. } = county?;
    let warnings = review::review(&texts, &timelines, reviewed_on);
    let instruments = texts.into_iter().map(|text| text.instrument.item);
    let contents = Contents {
        division,
        instruments: instruments.collect(),
        parameters: timelines.into_parameters().collect(),
        citations,
        categories,
    };
    Some(Loaded { policy: Policy::of(contents), warnings })
}

fn no_county(texts: &[RawText]) -> PolicyProblem {
    let first = texts.first().map(|text| text.instrument.place.clone());
    let place = first.unwrap_or_else(|| Source::new("(no file)", "").place(&(0..0)));
    PolicyProblem::new(place, None, ProblemCode::NoCounty)
}

/// Problems in the order of files and lines, none twice.
fn in_order(texts: &[(&str, &str)], problems: Problems) -> PolicyErrors {
    let mut found = problems.into_found();
    let position = |problem: &PolicyProblem| {
        let file = texts.iter().position(|(file, _)| *file == problem.file());
        (file, problem.line())
    };
    found.sort_by_key(position);
    found.dedup();
    if let Some(last) = found.get(PROBLEMS_LIMIT).cloned() {
        let count = found.len() - PROBLEMS_LIMIT;
        found.truncate(PROBLEMS_LIMIT);
        found.push(last.followed_by(count));
    }
    PolicyErrors::new(found)
}
