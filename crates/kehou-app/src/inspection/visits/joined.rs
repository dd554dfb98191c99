//! The campaign that a visit belongs to, with its checklist and the group of the school.

use std::collections::{BTreeMap, BTreeSet};

use kehou_inspection::{
    Campaign, CampaignCourse, CampaignRecorded, Checklist, Inspector, InspectorNo, PersonRef,
};
use kehou_registry::SchoolCode;
use kehou_store::{Book, Filed, Owner, SchoolId};
use kehou_units::{Instant, Period};

use super::checklists::{known_checklists, unknown};
use crate::{App, AppError, Refusal, RefusalCode};

/// A campaign with all that was done to it, by its number.
async fn course_of(county: &Book<'_>, number: u32) -> Result<CampaignCourse, AppError> {
    let acts = county.of::<Filed<CampaignRecorded>>(Owner::School).await?;
    let acts = acts.into_iter().map(|stored| stored.value);
    let acts = acts.filter(|filed| filed.about == number).map(|filed| filed.paper);
    let course = CampaignCourse::replay(&acts.collect::<Vec<_>>())?;
    let unknown = || Refusal::new(RefusalCode::CampaignUnknown).with("campaign", number);
    Ok(course.ok_or_else(unknown)?)
}

/// The persons of the group that visits a school in a campaign; nobody before it has one, and
/// when the visit was cancelled.
///
/// # Errors
///
/// [`RefusalCode::CampaignUnknown`]; failures of the books.
///
/// # Clauses
///
/// I6.
pub(super) async fn group_of(
    app: &App,
    campaign: u32,
    school: &SchoolCode,
) -> Result<BTreeSet<PersonRef>, AppError> {
    let county = app.book(SchoolId::COUNTY, None).await?;
    let course = course_of(&county, campaign).await?;
    let all = county.of::<Filed<Inspector>>(Owner::School).await?;
    let mut persons: BTreeMap<InspectorNo, PersonRef> = BTreeMap::new();
    for stored in all {
        persons.insert(InspectorNo::new(stored.item), stored.value.paper.person);
    }
    let planned = course.drawn().into_iter().flat_map(|drawn| drawn.plan.visits());
    let is_on = planned.filter(|visit| visit.cancelled.is_none()).any(|it| it.school == *school);
    let group = if is_on { course.group_of(school) } else { BTreeSet::new() };
    Ok(group.iter().filter_map(|no| persons.get(no)).cloned().collect())
}

/// A campaign with the checklist that it uses.
pub(super) struct Joined {
    pub(super) campaign: Campaign,
    pub(super) checklist: Checklist,
}

impl Joined {
    /// A campaign by its number.
    ///
    /// # Errors
    ///
    /// What says that there is no such campaign or checklist; failures of the books.
    pub(super) async fn read(
        app: &App,
        number: u32,
        known_at: Option<Instant>,
    ) -> Result<Self, AppError> {
        let county = app.book(SchoolId::COUNTY, known_at).await?;
        let campaign = course_of(&county, number).await?.campaign().clone();
        let known = known_checklists(&county).await?;
        let is_used = |it: &Checklist| {
            *it.id() == campaign.checklist && it.version() == campaign.checklist_version
        };
        let checklist = known.into_iter().map(|known| known.checklist).find(is_used);
        let absent = || unknown(campaign.checklist.as_str(), campaign.checklist_version);
        let checklist = checklist.ok_or_else(absent)?;
        Ok(Self { campaign, checklist })
    }

    /// From the first day of the campaign to its last.
    ///
    /// # Errors
    ///
    /// Never for a campaign that was opened: its stages follow each other.
    pub(super) fn period(&self) -> Option<Period> {
        let stages = &self.campaign.stages;
        let (first, last) = (stages.first()?.period.first(), stages.last()?.period.last());
        Period::new(first, last).ok()
    }
}
