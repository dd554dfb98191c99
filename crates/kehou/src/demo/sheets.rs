//! Looking for a mark to correct.

use std::collections::BTreeMap;

use anyhow::Context as _;
use kehou_app::{
    Principal,
    attendance::{ListRolls, SubmitRoll, class_of_group, list_rolls},
};
use kehou_attendance::Mark;
use kehou_registry::{ClassRef, Pupil, PupilNo, SchoolCode};
use kehou_store::{Bound, Persons};
use kehou_units::{Instant, Period};

use super::{at, story::Story};

/// The sheets in which a mark is looked for.
pub(super) struct Wanted<'a> {
    pub(super) school: &'a SchoolCode,
    pub(super) class: Option<ClassRef>,
    /// The first and the last day in March.
    pub(super) days: (u32, u32),
    /// As they were known then, so that what the story itself changes is not found.
    pub(super) known_at: Instant,
    pub(super) mark: Mark,
}

/// A sheet with one mark to be changed.
pub(super) struct Found {
    pub(super) roll: SubmitRoll,
    pub(super) class: ClassRef,
    pub(super) pupil: PupilNo,
    pub(super) name: String,
}

impl Found {
    /// The sheet with another mark for the pupil.
    pub(super) fn corrected(&self, mark: Mark) -> SubmitRoll {
        let mut roll = self.roll.clone();
        roll.marks
            .iter_mut()
            .filter(|(pupil, _)| *pupil == self.pupil)
            .for_each(|one| one.1 = mark);
        roll
    }
}

impl Story<'_> {
    /// The first sheet with such a mark of a pupil who pays, and who is none of the awkward cases.
    pub(super) async fn find(&self, who: &Principal, wanted: &Wanted<'_>) -> anyhow::Result<Found> {
        let (first, last) = wanted.days;
        let day = |day: u32| at((3, day), (0, 0)).map(Instant::day);
        let query = ListRolls {
            school: wanted.school.clone(),
            days: Period::new(day(first)?, Some(day(last)?))?,
            class: wanted.class,
            pupil: None,
            all_revisions: false,
            known_at: Some(wanted.known_at),
        };
        let paying = self.paying(wanted.school).await?;
        let page = list_rolls(self.app, who, &query).await?;
        for (sheet, marks) in page.sheets {
            let Some(class) = class_of_group(sheet.roll.group) else { continue };
            let fits = |(pupil, mark): &&(PupilNo, Mark)| {
                *mark == wanted.mark && paying.contains_key(pupil)
            };
            if let Some((pupil, _)) = marks.iter().find(fits) {
                let (pupil, name) = (*pupil, paying[pupil].clone());
                let roll = SubmitRoll {
                    school: wanted.school.clone(),
                    on: sheet.roll.on,
                    slot: sheet.roll.slot,
                    group: sheet.roll.group,
                    marks,
                    etag: None,
                };
                return Ok(Found { roll, class, pupil, name });
            }
        }
        Err(anyhow::anyhow!("school {} has no such mark", wanted.school))
    }

    /// The names of pupils who applied and are not waived, without those of the cases.
    async fn paying(&self, school: &SchoolCode) -> anyhow::Result<BTreeMap<PupilNo, String>> {
        let id = self.app.store().school_id(school).await?;
        let id = id.with_context(|| format!("the books have no school {school}"))?;
        let pupils = self.app.store().book(id, Bound::Now).await?.pupils(Persons::Named).await?;
        let cases = self.told.made.cases();
        let is_plain = |pupil: &Pupil| {
            pupil.waivers.is_empty()
                && !pupil.applications.is_empty()
                && cases.iter().all(|case| case.pupil.name != pupil.name)
        };
        Ok(pupils.into_iter().filter(is_plain).map(|pupil| (pupil.no, pupil.name)).collect())
    }
}
