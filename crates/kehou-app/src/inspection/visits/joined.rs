//! The campaign that a visit belongs to, with the checklist that it uses.

use kehou_inspection::{Campaign, CampaignNo, Checklist};
use kehou_store::SchoolId;
use kehou_units::{Instant, Period};

use super::checklists::{known_checklists, unknown};
use crate::{App, AppError, inspection::campaigns::campaign_in};

/// A campaign with the checklist that it uses.
pub(crate) struct Joined {
    pub(crate) campaign: Campaign,
    pub(crate) checklist: Checklist,
}

impl Joined {
    /// A campaign by its number.
    ///
    /// # Errors
    ///
    /// What says that there is no such campaign or checklist; failures of the books.
    pub(crate) async fn read(
        app: &App,
        number: u32,
        known_at: Option<Instant>,
    ) -> Result<Self, AppError> {
        let county = app.book(SchoolId::COUNTY, known_at).await?;
        let number = CampaignNo::new(number);
        let campaign = campaign_in(&county, number).await?.course.campaign().clone();
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
