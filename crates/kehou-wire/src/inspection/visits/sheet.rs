//! Sheets of answers that are handed in, and whose report is asked for.

use chrono::NaiveDate;
use kehou_inspection::{AnswerSheet, Given, ItemAnswer, Line};
use kehou_registry::SchoolCode;
use kehou_units::Instant;

use crate::{
    Flaw, Violations, WriteHead,
    inspection::written::{evidence, evidence_out, line, line_if_any, signature_out},
    naming::{count_out, known_at, school_code},
    pb::inspection as pb,
    place::{Place, reading},
    scalar::{choice, date, list, number},
    write::write_head,
};

/// The most answers of a sheet.
const ANSWER_LIMIT: usize = 500;

/// A self-check is handed in.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SubmitSelfCheckQuestion {
    /// Who writes it by what id, and why.
    pub write: WriteHead,
    /// The school.
    pub school: SchoolCode,
    /// The number of the campaign.
    pub campaign: u32,
    /// The answers.
    pub answers: Vec<ItemAnswer>,
}

impl SubmitSelfCheckQuestion {
    /// Reads a request.
    ///
    /// # Errors
    ///
    /// [`Violations`] with everything that is wrong with its fields.
    pub fn read(mut given: pb::SubmitSelfCheckRequest) -> Result<Self, Violations> {
        reading(|at| {
            let write = write_head(at, &mut given);
            let school = school_code(at.field("school_code"), &given.school_code);
            let campaign = campaign_no(at.field("campaign_no"), given.campaign_no);
            let answers = answers(at.field("answers"), &given.answers);
            let (school, campaign) = (school?, campaign?);
            Some(Self { write: write?, school, campaign, answers: answers? })
        })
    }
}

/// What a visit found is handed in.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SubmitVisitQuestion {
    /// Who writes it by what id, and why.
    pub write: WriteHead,
    /// The school.
    pub school: SchoolCode,
    /// The number of the campaign.
    pub campaign: u32,
    /// The day of the visit.
    pub on: NaiveDate,
    /// Why it went on without a self-check.
    pub without_self_check: Option<Line>,
    /// The answers.
    pub answers: Vec<ItemAnswer>,
}

impl SubmitVisitQuestion {
    /// Reads a request.
    ///
    /// # Errors
    ///
    /// [`Violations`] with everything that is wrong with its fields.
    pub fn read(mut given: pb::SubmitVisitRequest) -> Result<Self, Violations> {
        reading(|at| {
            let write = write_head(at, &mut given);
            let school = school_code(at.field("school_code"), &given.school_code);
            let campaign = campaign_no(at.field("campaign_no"), given.campaign_no);
            let on = date(at.field("visited_on"), given.visited_on);
            let why = line_if_any(at.field("without_self_check"), &given.without_self_check);
            let answers = answers(at.field("answers"), &given.answers);
            let (write, school, campaign) = (write?, school?, campaign?);
            let (on, without_self_check) = (on?, why?);
            Some(Self { write, school, campaign, on, without_self_check, answers: answers? })
        })
    }
}

/// Something is asked about a school in a campaign: its report, or what the checks say.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct VisitQuestion {
    /// The school.
    pub school: SchoolCode,
    /// The number of the campaign.
    pub campaign: u32,
    /// As known when; now when none.
    pub known_at: Option<Instant>,
}

impl VisitQuestion {
    /// Reads a request for a report.
    ///
    /// # Errors
    ///
    /// [`Violations`] with everything that is wrong with its fields.
    pub fn of_report(given: &pb::GetVisitReportRequest) -> Result<Self, Violations> {
        Self::read((&given.school_code, given.campaign_no), given.known_at.as_ref())
    }

    /// Reads a request for what the checks say.
    ///
    /// # Errors
    ///
    /// [`Violations`] with everything that is wrong with its fields.
    pub fn of_prefill(given: &pb::GetPrefillRequest) -> Result<Self, Violations> {
        Self::read((&given.school_code, given.campaign_no), given.known_at.as_ref())
    }

    fn read(
        (school, campaign): (&str, i32),
        known: Option<&prost_types::Timestamp>,
    ) -> Result<Self, Violations> {
        reading(|at| {
            let school = school_code(at.field("school_code"), school);
            let campaign = campaign_no(at.field("campaign_no"), campaign);
            let known_at = known_at(at.field("known_at"), known);
            Some(Self { school: school?, campaign: campaign?, known_at: known_at? })
        })
    }
}

/// The number of a campaign that must be named.
pub(super) fn campaign_no(mut at: Place<'_>, given: i32) -> Option<u32> {
    match given {
        0 => at.refuse(Flaw::Required),
        given => number(at, given, 1..=u32::MAX),
    }
}

fn answers(mut at: Place<'_>, given: &[pb::ItemAnswer]) -> Option<Vec<ItemAnswer>> {
    list(&mut at, given, 1..=ANSWER_LIMIT, |mut at, given| {
        let item = line(at.field("item"), &given.item);
        let said = choice::<pb::GivenAnswer>(at.field("given"), given.given);
        let corrected = line_if_any(at.field("corrected"), &given.corrected);
        let evidence = evidence(at.field("evidence"), &given.evidence);
        let given = given_in(said?)?;
        Some(ItemAnswer { item: item?, given, corrected: corrected?, evidence: evidence? })
    })
}

const fn given_in(given: pb::GivenAnswer) -> Option<Given> {
    match given {
        pb::GivenAnswer::Unspecified => None,
        pb::GivenAnswer::Yes => Some(Given::Yes),
        pb::GivenAnswer::No => Some(Given::No),
        pb::GivenAnswer::NotApplicable => Some(Given::NotApplicable),
    }
}

/// What is said of an item, as messages carry it.
pub(super) const fn given_out(given: Given) -> pb::GivenAnswer {
    match given {
        Given::Yes => pb::GivenAnswer::Yes,
        Given::No => pb::GivenAnswer::No,
        Given::NotApplicable => pb::GivenAnswer::NotApplicable,
    }
}

/// A sheet as messages carry it, without what only a visit has.
pub(super) fn sheet_out(sheet: &AnswerSheet, etag: i64) -> pb::AnsweredSheet {
    let answer = |answer: &ItemAnswer| pb::ItemAnswer {
        item: answer.item.to_string(),
        given: given_out(answer.given).into(),
        corrected: answer.corrected.as_ref().map(ToString::to_string).unwrap_or_default(),
        evidence: evidence_out(&answer.evidence),
    };
    let (id, version) = sheet.answers_to();
    pb::AnsweredSheet {
        checklist_id: id.to_string(),
        checklist_version: count_out(version),
        signed: Some(signature_out(sheet.signed())),
        answers: sheet.answers().map(answer).collect(),
        visited_on: None,
        without_self_check: String::new(),
        etag,
    }
}
