//! What rolls raise that came in while a month was open again. (F9)

use std::collections::BTreeSet;

use chrono::{Datelike as _, NaiveDate};
use kehou_attendance::{
    Admission, GroupNo, Mark, Roll, SchoolRolls, SettledMarks, SettledRoll, Sheets, settle,
};
use kehou_fee::Tariff;
use kehou_policy::FeePlace;
use kehou_registry::{Calendar, PupilNo, SlotNo};
use kehou_store::{ChangeNo, StoreError, StoredRoll};
use kehou_units::{Instant, Month};

/// A mark that makes a class hour billable.
type Billable = (NaiveDate, SlotNo, GroupNo, PupilNo);

/// How many marks make a class hour billable that, by what was known at a change, did not. A late
/// sheet raises nothing, so the same sheet raises when it comes again while the month is open.
///
/// # Errors
///
/// [`StoreError`] when a stored sheet does not fit its roster.
///
/// # Clauses
///
/// F9.
pub(super) fn raised_since(
    change: ChangeNo,
    (rolls, month): (&[StoredRoll], Month),
    (tariff, calendar): (&Tariff, &Calendar),
) -> Result<usize, StoreError> {
    let of = |known: &dyn Fn(&&StoredRoll) -> bool| -> Result<BTreeSet<Billable>, StoreError> {
        let rolls = school_rolls(rolls.iter().filter(known))?;
        let sheets = Sheets {
            rolls: &rolls,
            calendar,
            locks: tariff.locks(),
            billable: tariff.day(0, FeePlace::Elsewhere).billable,
            known_on: NaiveDate::MAX,
            admission: Admission::LoweringOnly,
        };
        let settled = settle(&sheets, month.first_day(), month.last_day());
        let marks = settled.iter().flat_map(|roll| marks_of(roll, &rolls));
        let billable = |on: NaiveDate| {
            let day = usize::try_from(on.day0()).unwrap_or_default();
            tariff.day(day, FeePlace::Elsewhere).billable
        };
        Ok(marks
            .filter(|((on, ..), mark)| billable(*on).holds(*mark))
            .map(|(key, _)| key)
            .collect())
    };
    let before = of(&|stored| stored.change_no <= change)?;
    let now = of(&|_| true)?;
    Ok(now.difference(&before).count())
}

fn school_rolls<'a>(
    stored: impl Iterator<Item = &'a StoredRoll>,
) -> Result<SchoolRolls, StoreError> {
    let (mut rosters, mut rolls) = (Vec::new(), Vec::new());
    for StoredRoll { roll, .. } in stored {
        rolls.push(Roll {
            on: roll.on,
            slot: roll.slot,
            group: roll.group,
            revision: roll.revision,
            recorded_at: roll.entered_at.map(Instant::in_county),
            roster: rosters.len(),
            marks: roll.marks.clone(),
        });
        rosters.push(roll.roster.clone());
    }
    SchoolRolls::new(rosters, rolls).map_err(|error| StoreError::bad_row("roll", error))
}

fn marks_of(roll: &SettledRoll<'_>, rolls: &SchoolRolls) -> Vec<(Billable, Mark)> {
    let of = |pupil: PupilNo| (roll.on, roll.slot, roll.group, pupil);
    match &roll.marks {
        SettledMarks::AsEntered(only) => {
            let pupils = rolls.rosters()[only.roster].pupils().iter();
            pupils.zip(&only.marks).map(|(pupil, mark)| (of(*pupil), *mark)).collect()
        }
        SettledMarks::Merged(marks) => {
            marks.iter().map(|(pupil, mark)| (of(*pupil), *mark)).collect()
        }
    }
}
