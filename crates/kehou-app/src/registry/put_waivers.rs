//! Writing the waivers of one pupil. (F2, F11)

use std::collections::BTreeMap;

use chrono::NaiveDate;
use kehou_policy::{ListMatch, WaiverCategory};
use kehou_registry::{Decision, PupilNo, SchoolCode, Waiver, WaiverTrack};
use kehou_store::{Book, ChangeNo, ItemVersion, Owner, StoreError, Tx, Version, Work, Written};

use super::pupil::refuse_unknown;
use crate::{
    App, AppError, Ask, Permission, Principal, Refusal, RefusalCode, ask::check_etag, boxed,
    policy::division_of,
};

/// A waiver to be written; one of the same category, track and day is the same waiver.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct WaiverEntry {
    /// The code of its category.
    pub category: String,
    /// How it came about. The decision about a list match is not taken from here: a new one is pending,
    /// and what was decided about a known one stands.
    pub track: WaiverTrack,
    /// The day on which the status was lost.
    pub lost_on: Option<NaiveDate>,
}

/// The waivers of one pupil, as they are to be from now on.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PutWaivers {
    /// The school.
    pub school: SchoolCode,
    /// The pupil.
    pub pupil: PupilNo,
    /// The waivers; the whole list, none twice.
    pub waivers: Vec<WaiverEntry>,
    /// The greatest tag of the waivers that the caller read.
    pub etag: Option<ChangeNo>,
}

/// What became of the waivers.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PutWaiversDone {
    /// What was recorded.
    pub written: Written,
    /// Their numbers among the pupil's waivers, in the order of the entries.
    pub waivers: Vec<u32>,
}

/// Makes the waivers of one pupil be exactly a list. A match with a government list starts provisional,
/// from the date of the list; what finance decided about a waiver stands, even when it was left out in
/// between and comes back.
///
/// # Errors
///
/// Forbidden outside finance and the aid officer (F12); [`RefusalCode::ReasonMissing`],
/// [`RefusalCode::PupilUnknown`], [`RefusalCode::CategoryUnknown`] for a new waiver whose category the
/// policy does not know on its day, [`RefusalCode::CategoryUnlisted`] for a match with a list that there
/// is not, [`RefusalCode::Stale`], [`RefusalCode::PolicyNotAdopted`]; failures of the books.
///
/// # Clauses
///
/// F2, F11, F12.
#[boxed]
pub async fn put_waivers(
    app: &App,
    (who, ask): (&Principal, Ask),
    put: PutWaivers,
) -> Result<PutWaiversDone, AppError> {
    let permitted = (who, Permission::WriteWaivers);
    let id = app.admit_pupil(permitted, &put.school, put.pupil).await?;
    let ask = ask.with_reason()?;
    let categories = match put.waivers[..] {
        [] => Vec::new(),
        _ => categories(app, &put).await?,
    };
    let entry = app.entry((who, ask), id, "registry.put_waivers");
    let written = app.store.write(entry, Waivers { put, categories }).await?;
    let items = written.numbers.iter().map(|number| u32::try_from(*number)).collect();
    let waivers: Result<Vec<u32>, _> = items;
    let waivers = waivers.map_err(|_| StoreError::bad_row("change", "the answer to waivers"))?;
    Ok(PutWaiversDone { written, waivers })
}

/// What the policy says about the category of each entry on its day.
async fn categories(
    app: &App,
    put: &PutWaivers,
) -> Result<Vec<Result<WaiverCategory, Refusal>>, AppError> {
    let standing = app.standing(division_of(&put.school)).await?;
    let category = |entry: &WaiverEntry| {
        let (on, is_list) = day_of(&entry.track);
        let refusal = |code| Refusal::new(code).with("category", &entry.category).with("on", on);
        match standing.policy.waiver_category(&entry.category, on) {
            None => Err(refusal(RefusalCode::CategoryUnknown)),
            Some(known) if is_list && known.list_match() == ListMatch::None => {
                Err(refusal(RefusalCode::CategoryUnlisted))
            }
            Some(known) => Ok(known.category().clone()),
        }
    };
    Ok(put.waivers.iter().map(category).collect())
}

/// The day a waiver counts from, and whether it is a list match.
const fn day_of(track: &WaiverTrack) -> (NaiveDate, bool) {
    match track {
        WaiverTrack::ListMatch { listed_on, .. } => (*listed_on, true),
        WaiverTrack::Application { approved_on } => (*approved_on, false),
    }
}

struct Waivers {
    put: PutWaivers,
    categories: Vec<Result<WaiverCategory, Refusal>>,
}

impl Work for Waivers {
    type Refusal = AppError;

    async fn run(&self, tx: &Tx<'_>) -> Result<Vec<i64>, AppError> {
        let PutWaivers { school, pupil, waivers, etag } = &self.put;
        let book = tx.book();
        refuse_unknown(&book, (school, *pupil)).await?;
        let mut known = last_versions(&book, *pupil).await?;
        let alive = known.values().filter(|version| !version.removed);
        let stands = alive.map(|version| version.item.change_no).max();
        check_etag(&book, *etag, stands.unwrap_or_default())?;
        let mut next = known.keys().next_back().copied().unwrap_or_default();
        let (mut items, mut versions) = (Vec::new(), Vec::new());
        for (entry, category) in waivers.iter().zip(&self.categories) {
            // A living one comes before one that was left out.
            let same = || known.values().filter(|version| is_same(entry, &version.item.value));
            let found = same().min_by_key(|version| version.removed).map(|it| it.item.item);
            let before = found.and_then(|item| known.remove(&item));
            let item = before.as_ref().map_or_else(
                || {
                    next += 1;
                    next
                },
                |version| version.item.item,
            );
            let value = match &before {
                Some(version) => Waiver { lost_on: entry.lost_on, ..version.item.value.clone() },
                None => new_waiver(entry, category.clone()?),
            };
            items.push(i64::from(item));
            let stays = |it: &Version<Waiver>| !it.removed && it.item.value == value;
            if !before.as_ref().is_some_and(stays) {
                versions.push(ItemVersion::of_pupil(*pupil, item, value));
            }
        }
        let left_out = known.into_values().filter(|version| !version.removed);
        versions.extend(left_out.map(|version| ItemVersion::ending(version.item)));
        tx.save(&versions).await?;
        Ok(items)
    }
}

/// The last version of each waiver a pupil ever had, by number.
async fn last_versions(
    book: &Book<'_>,
    pupil: PupilNo,
) -> Result<BTreeMap<u32, Version<Waiver>>, StoreError> {
    let versions = book.versions::<Waiver>(Owner::Pupil(pupil)).await?;
    Ok(versions.into_iter().map(|version| (version.item.item, version)).collect())
}

fn is_same(entry: &WaiverEntry, waiver: &Waiver) -> bool {
    entry.category == waiver.category.as_str() && day_of(&entry.track) == day_of(&waiver.track)
}

fn new_waiver(entry: &WaiverEntry, category: WaiverCategory) -> Waiver {
    let track = match entry.track {
        WaiverTrack::ListMatch { listed_on, .. } => {
            WaiverTrack::ListMatch { listed_on, decision: Decision::Pending }
        }
        WaiverTrack::Application { approved_on } => WaiverTrack::Application { approved_on },
    };
    Waiver { category, track, lost_on: entry.lost_on }
}
