//! What is asked about results.

use kehou_registry::DivisionCode;
use kehou_units::Instant;

use crate::{
    Page, Violations,
    inspection::written::numbered,
    naming::{known_at, town_if_any},
    paging::page,
    pb::inspection as pb,
    place::{Place, reading},
    scalar::choice,
};

/// Results of schools are asked for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ListSchoolResultsQuestion {
    /// The number of the campaign.
    pub campaign: u32,
    /// Only of schools of this town.
    pub town: Option<DivisionCode>,
    /// As known when; now when none.
    pub known_at: Option<Instant>,
    /// Which page.
    pub page: Page,
}

impl ListSchoolResultsQuestion {
    /// Reads a request.
    ///
    /// # Errors
    ///
    /// [`Violations`] with everything that is wrong with its fields.
    pub fn read(mut given: pb::ListSchoolResultsRequest) -> Result<Self, Violations> {
        reading(|at| {
            let page = page(at, &mut given);
            let campaign = numbered(at.field("campaign_no"), given.campaign_no);
            let town = town_if_any(at.field("town"), &given.town);
            let known_at = known_at(at.field("known_at"), given.known_at.as_ref());
            Some(Self { campaign: campaign?, town: town?, known_at: known_at?, page: page? })
        })
    }
}

/// Results of groups are asked for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ListGroupResultsQuestion {
    /// The number of the campaign.
    pub campaign: u32,
    /// As known when; now when none.
    pub known_at: Option<Instant>,
}

impl ListGroupResultsQuestion {
    /// Reads a request.
    ///
    /// # Errors
    ///
    /// [`Violations`] with everything that is wrong with its fields.
    pub fn read(given: &pb::ListGroupResultsRequest) -> Result<Self, Violations> {
        reading(|at| {
            let campaign = numbered(at.field("campaign_no"), given.campaign_no);
            let known_at = known_at(at.field("known_at"), given.known_at.as_ref());
            Some(Self { campaign: campaign?, known_at: known_at? })
        })
    }
}

/// How a table is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum TableAsked {
    /// A workbook.
    Xlsx,
    /// Comma-separated values.
    Csv,
}

/// The yearly assessment is asked for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct AssessmentQuestion {
    /// The number of the campaign.
    pub campaign: u32,
    /// How it is written.
    pub format: TableAsked,
    /// As known when; now when none.
    pub known_at: Option<Instant>,
}

impl AssessmentQuestion {
    /// Reads a request.
    ///
    /// # Errors
    ///
    /// [`Violations`] with everything that is wrong with its fields.
    pub fn read(given: &pb::ExportAssessmentRequest) -> Result<Self, Violations> {
        reading(|at| {
            let campaign = numbered(at.field("campaign_no"), given.campaign_no);
            let format = table(at.field("format"), given.format);
            let known_at = known_at(at.field("known_at"), given.known_at.as_ref());
            Some(Self { campaign: campaign?, format: format?, known_at: known_at? })
        })
    }
}

fn table(at: Place<'_>, given: i32) -> Option<TableAsked> {
    Some(match choice(at, given)? {
        pb::TableFormat::Unspecified => return None,
        pb::TableFormat::Xlsx => TableAsked::Xlsx,
        pb::TableFormat::Csv => TableAsked::Csv,
    })
}

/// How the public summary is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum SummaryAsked {
    /// A workbook.
    Xlsx,
    /// A page.
    Html,
}

/// The public summary is asked for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct PublicSummaryQuestion {
    /// The number of the campaign.
    pub campaign: u32,
    /// How it is written.
    pub format: SummaryAsked,
    /// As known when; now when none.
    pub known_at: Option<Instant>,
}

impl PublicSummaryQuestion {
    /// Reads a request.
    ///
    /// # Errors
    ///
    /// [`Violations`] with everything that is wrong with its fields.
    pub fn read(given: &pb::GetPublicSummaryRequest) -> Result<Self, Violations> {
        reading(|at| {
            let campaign = numbered(at.field("campaign_no"), given.campaign_no);
            let format = summary(at.field("format"), given.format);
            let known_at = known_at(at.field("known_at"), given.known_at.as_ref());
            Some(Self { campaign: campaign?, format: format?, known_at: known_at? })
        })
    }
}

fn summary(at: Place<'_>, given: i32) -> Option<SummaryAsked> {
    Some(match choice(at, given)? {
        pb::SummaryFormat::Unspecified => return None,
        pb::SummaryFormat::Xlsx => SummaryAsked::Xlsx,
        pb::SummaryFormat::Html => SummaryAsked::Html,
    })
}
