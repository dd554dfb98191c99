//! What holds for periods: files without dates speak of now.

use chrono::NaiveDate;
use kehou_sheets::BEGINNING;
use kehou_units::Period;

use super::{
    change::Changes,
    reconcile::{Manner, Silence, reconcile},
    stored::{Kept, Standing, next_item},
};
use kehou_registry::PupilNo;

/// Values with their periods, in order of time.
type Course<T> = Vec<(Period, T)>;

/// Compares what held when with what files say; the whole course stands as an officer wrote it,
/// unless the files date a later one.
pub(super) fn compare<T: Clone + PartialEq>(
    owner: Option<PupilNo>,
    stored: &[Kept<(Period, T)>],
    filed: &Course<T>,
    on: NaiveDate,
) -> Changes<(Period, T)> {
    let before = course(stored);
    let filed_from = filed.first().map(|(period, _)| period.first());
    write(owner, stored, &continued(&before, filed, on), filed_from)
}

/// Ends what holds on or after a day, the day before it.
pub(super) fn end<T: Clone + PartialEq>(
    owner: Option<PupilNo>,
    stored: &[Kept<(Period, T)>],
    on: NaiveDate,
) -> Changes<(Period, T)> {
    let before = course(stored);
    write(owner, stored, &until(&before, on), None)
}

/// The stored values that hold, in order of time.
pub(super) fn course<T: Clone>(stored: &[Kept<(Period, T)>]) -> Course<T> {
    let alive = stored.iter().filter(|kept| kept.is_alive());
    let mut course: Course<T> = alive.map(|kept| kept.value.clone()).collect();
    course.sort_by_key(|(period, _)| *period);
    course
}

/// The value that holds on a day.
pub(super) fn at<T>(course: &Course<T>, on: NaiveDate) -> Option<&T> {
    course.iter().find(|(period, _)| period.holds(on)).map(|(_, value)| value)
}

fn write<T: Clone + PartialEq>(
    owner: Option<PupilNo>,
    stored: &[Kept<(Period, T)>],
    target: &[(Period, T)],
    filed_from: Option<NaiveDate>,
) -> Changes<(Period, T)> {
    let mut changes = Changes::default();
    let stands = |kept: &&Kept<(Period, T)>| match kept.standing {
        Standing::Imported => false,
        Standing::ByHand => !is_respected(&kept.value, target, filed_from),
        Standing::StruckByHand => target.contains(&kept.value),
    };
    stored.iter().filter(stands).for_each(|kept| changes.keep(owner, kept.item));
    if changes.counts.kept > 0 {
        return changes;
    }
    let next = next_item(stored);
    // What is by hand here is left as it is, or ended by a later word.
    let stored: Vec<Kept<(Period, T)>> = stored
        .iter()
        .filter(|kept| kept.is_alive())
        .map(|kept| Kept { standing: Standing::Imported, ..kept.clone() })
        .collect();
    let same = |a: &(Period, T), b: &(Period, T)| {
        a.0.first() == b.0.first() || (a.1 == b.1 && a.0.overlaps(&b.0))
    };
    let manner = Manner { same: &same, clash: &|_, _| false, silence: Silence::Removes, next };
    reconcile(owner, &stored, target, &manner)
}

/// Whether what an officer wrote still holds as written; a word of the files that dates a later day
/// may end it.
fn is_respected<T: PartialEq>(
    (period, held): &(Period, T),
    target: &[(Period, T)],
    filed_from: Option<NaiveDate>,
) -> bool {
    let is_later = filed_from.is_some_and(|day| day != BEGINNING && day > period.first());
    target.iter().any(|(days, value)| {
        let may_end = is_later && days.first() == period.first();
        value == held && (days == period || may_end)
    })
}

/// What holds once files were heard. What they date holds from its day on; what they do not date
/// holds since ever where nothing was stored, goes on where it held already, and else begins on
/// `on`. What was stored before the first day they speak of stays, and nothing after it does: the
/// newest word about the days to come counts.
pub(super) fn continued<T: Clone + PartialEq>(
    stored: &Course<T>,
    filed: &Course<T>,
    on: NaiveDate,
) -> Course<T> {
    let Some((first, value)) = filed.first() else { return stored.clone() };
    if stored.is_empty() {
        return filed.clone();
    }
    let mut filed = filed.clone();
    if first.first() == BEGINNING {
        let probe = first.last().map_or(on, |last| last.min(on));
        // What ends when the files say, or goes on as they say, is what they mean, whenever it began:
        // so the same files read again for another day change nothing. Else it is what holds now.
        let here = |(period, held): &&(Period, T)| held == value && period.holds(probe);
        let as_long =
            |(period, held): &&(Period, T)| held == value && period.last() == first.last();
        let held = stored.iter().find(as_long).or_else(|| stored.iter().find(here));
        let since = held.map_or(probe, |(period, _)| period.first());
        filed[0].0 = Period::new(since, first.last()).unwrap_or(*first);
    }
    let (begins, value) = (filed[0].0, filed[0].1.clone());
    // Of the same value a file may say better since when it holds.
    let others =
        stored.iter().filter(|(period, held)| !(*held == value && period.overlaps(&begins)));
    let others: Course<T> = others.cloned().collect();
    let mut course = until(&others, begins.first());
    course.extend(filed);
    course
}

/// What holds before a day.
fn until<T: Clone>(course: &Course<T>, day: NaiveDate) -> Course<T> {
    let Some(last) = day.pred_opt() else { return Vec::new() };
    let before = course.iter().filter(|(period, _)| period.first() <= last);
    let ended = before.filter_map(|(period, value)| {
        let last = period.last().map_or(last, |own| own.min(last));
        Some((Period::new(period.first(), Some(last)).ok()?, value.clone()))
    });
    ended.collect()
}
