//! Row F12: which counts may be published, and how.

use anyhow::Result;
use kehou_fee::publish_counts;
use kehou_policy::{Key, Policy};
use serde::Deserialize;

use crate::cases::{
    difference::Differences,
    file::{CaseFile, Expectation},
    raw::Day,
};

/// Counts that are published beside their sum.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Publication {
    /// The day of publication, which decides the floor.
    on: Day,
    counts: Vec<u64>,
}

/// How they are printed.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Printed {
    counts: Vec<String>,
    sum: String,
}

impl Expectation for Printed {
    fn stops_something(&self) -> bool {
        let hidden = |text: &String| text.starts_with('<') || text.starts_with('≥');
        self.counts.iter().any(hidden) || hidden(&self.sum)
    }

    fn stops_everything(&self) -> bool {
        self.counts.iter().all(|text| text.starts_with('<')) && self.sum.starts_with('<')
    }
}

pub(super) fn run(case: &CaseFile) -> Result<()> {
    let (publication, expected) = case.parts::<Publication, Printed>()?;
    let floor = Policy::shipped()?.count(Key::SuppressBelow, publication.on.0)?;
    let published = publish_counts(&publication.counts, floor.into());
    let counts: Vec<String> = published.counts.iter().map(ToString::to_string).collect();
    let mut found = Differences::default();
    found.compare("counts", Some(expected.counts.join(" ")), counts.join(" "));
    found.compare("sum", Some(expected.sum), published.sum.to_string());
    found.none()
}
