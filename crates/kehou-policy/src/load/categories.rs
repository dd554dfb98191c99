//! The dated code table of waiver categories from all texts together (F11).

use std::sync::Arc;

use super::{
    days::walk,
    expiry::{own_days, replaced_from},
    raw::{Placed, RawText},
    source::{Problems, problem},
};
use crate::{ProblemCode, WaiverCategory, WaiverCategoryEntry};

/// Lays out the table, sorted by code and period; a code has one meaning a day.
pub(super) fn categories(texts: &[RawText], problems: &mut Problems) -> Vec<WaiverCategoryEntry> {
    let mut table: Vec<Placed<WaiverCategoryEntry>> = Vec::new();
    for text in texts {
        let instrument = &text.instrument.item;
        let replaced = replaced_from(instrument, texts);
        let entries = text.categories.iter().filter_map(|Placed { place, item }| {
            let period = own_days(instrument, item.period, replaced)?;
            let item = WaiverCategoryEntry {
                category: WaiverCategory::new(Arc::clone(&item.code)),
                instrument: Arc::clone(&instrument.id),
                zh: Arc::clone(&item.zh),
                en: Arc::clone(&item.en),
                evidence: Arc::clone(&item.evidence),
                list_match: item.list_match,
                period,
            };
            let place = place.clone();
            Some(Placed { place, item })
        });
        table.extend(entries);
    }
    table.sort_by(|a, b| {
        let order = |entry: &WaiverCategoryEntry| (entry.category.clone(), entry.period);
        order(&a.item).cmp(&order(&b.item))
    });
    for same in table.chunk_by(|a, b| a.item.category == b.item.category) {
        refuse_overlaps(same, problems);
    }
    table.into_iter().map(|placed| placed.item).collect()
}

fn refuse_overlaps(same: &[Placed<WaiverCategoryEntry>], problems: &mut Problems) {
    let periods: Vec<_> = same.iter().map(|placed| placed.item.period).collect();
    let mut clashes = Vec::new();
    walk(&periods, |at, with| clashes.push((at, with)), |_, _| {});
    for (at, with) in clashes {
        let (Some(later), Some(earlier)) = (same.get(at), same.get(with)) else {
            continue;
        };
        let shared = later.item.period.intersection(&earlier.item.period);
        let key = format!("waiver_categories.{}", later.item.code());
        let overlap = problem(&later.place, key, ProblemCode::Overlap);
        let other = format!("{}:{}", earlier.place.file, earlier.place.line);
        let overlap = overlap.with("other", other);
        problems.add(overlap.with("shared", shared.unwrap_or(later.item.period)));
    }
}
