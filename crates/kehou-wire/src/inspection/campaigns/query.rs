//! What is asked about campaigns.

use chrono::NaiveDate;
use kehou_inspection::CampaignNo;
use kehou_units::Instant;

use super::change::campaign_no;
use crate::{
    Flaw, Page, Violations,
    naming::known_at,
    paging::page,
    pb::inspection as pb,
    place::reading,
    scalar::{date, date_if_any},
};

/// One campaign is asked for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct GetCampaignQuestion {
    /// The campaign.
    pub campaign: CampaignNo,
    /// Whether the schools of its frame are asked for.
    pub include_schools: bool,
    /// As known at an instant.
    pub known_at: Option<Instant>,
}

impl GetCampaignQuestion {
    /// Reads a request.
    ///
    /// # Errors
    ///
    /// [`Violations`] with everything that is wrong with its fields.
    pub fn read(given: &pb::GetCampaignRequest) -> Result<Self, Violations> {
        reading(|at| {
            let campaign = campaign_no(at.field("campaign_no"), given.campaign_no);
            let known_at = known_at(at.field("known_at"), given.known_at.as_ref());
            let include_schools = given.include_schools;
            Some(Self { campaign: campaign?, include_schools, known_at: known_at? })
        })
    }
}

/// Campaigns are asked for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ListCampaignsQuestion {
    /// As known at an instant.
    pub known_at: Option<Instant>,
    /// Which page.
    pub page: Page,
}

impl ListCampaignsQuestion {
    /// Reads a request.
    ///
    /// # Errors
    ///
    /// [`Violations`] with everything that is wrong with its fields.
    pub fn read(mut given: pb::ListCampaignsRequest) -> Result<Self, Violations> {
        reading(|at| {
            let page = page(at, &mut given);
            let known_at = known_at(at.field("known_at"), given.known_at.as_ref());
            Some(Self { known_at: known_at?, page: page? })
        })
    }
}

/// A proof record is asked for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct GetDrawProofQuestion {
    /// The campaign.
    pub campaign: CampaignNo,
    /// Whether it is the draw of the towns.
    pub of_towns: bool,
}

impl GetDrawProofQuestion {
    /// Reads a request.
    ///
    /// # Errors
    ///
    /// [`Violations`] with everything that is wrong with its fields.
    pub fn read(given: pb::GetDrawProofRequest) -> Result<Self, Violations> {
        reading(|at| {
            let campaign = campaign_no(at.field("campaign_no"), given.campaign_no);
            let of_towns = match pb::DrawStage::try_from(given.stage) {
                Ok(stage) => Some(stage == pb::DrawStage::Towns),
                Err(_) => at.field("stage").refuse(Flaw::UnknownValue { given: given.stage }),
            };
            Some(Self { campaign: campaign?, of_towns: of_towns? })
        })
    }
}

/// The inspectors are asked for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ListInspectorsQuestion {
    /// As known at an instant.
    pub known_at: Option<Instant>,
}

impl ListInspectorsQuestion {
    /// Reads a request.
    ///
    /// # Errors
    ///
    /// [`Violations`] with everything that is wrong with its fields.
    pub fn read(given: &pb::ListInspectorsRequest) -> Result<Self, Violations> {
        reading(|at| {
            let known_at = known_at(at.field("known_at"), given.known_at.as_ref());
            Some(Self { known_at: known_at? })
        })
    }
}

/// Planned visits are asked for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ListVisitsQuestion {
    /// The campaign.
    pub campaign: CampaignNo,
    /// Whether cancelled visits are left out.
    pub standing_only: bool,
    /// As known at an instant.
    pub known_at: Option<Instant>,
    /// Which page.
    pub page: Page,
}

impl ListVisitsQuestion {
    /// Reads a request.
    ///
    /// # Errors
    ///
    /// [`Violations`] with everything that is wrong with its fields.
    pub fn read(mut given: pb::ListVisitsRequest) -> Result<Self, Violations> {
        reading(|at| {
            let page = page(at, &mut given);
            let campaign = campaign_no(at.field("campaign_no"), given.campaign_no);
            let known_at = known_at(at.field("known_at"), given.known_at.as_ref());
            let standing_only = given.standing_only;
            Some(Self { campaign: campaign?, standing_only, known_at: known_at?, page: page? })
        })
    }
}

/// How schools stand in a term is asked for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ListRoutineStandingQuestion {
    /// A day of the term.
    pub term_on: NaiveDate,
    /// How they stand on this day; none for today.
    pub on: Option<NaiveDate>,
    /// As known at an instant.
    pub known_at: Option<Instant>,
    /// Which page.
    pub page: Page,
}

impl ListRoutineStandingQuestion {
    /// Reads a request.
    ///
    /// # Errors
    ///
    /// [`Violations`] with everything that is wrong with its fields.
    pub fn read(mut given: pb::ListRoutineStandingRequest) -> Result<Self, Violations> {
        reading(|at| {
            let page = page(at, &mut given);
            let term_on = date(at.field("term_on"), given.term_on);
            let on = date_if_any(at.field("on"), given.on);
            let known_at = known_at(at.field("known_at"), given.known_at.as_ref());
            Some(Self { term_on: term_on?, on: on?, known_at: known_at?, page: page? })
        })
    }
}
