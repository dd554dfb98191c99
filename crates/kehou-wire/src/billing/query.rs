//! What is asked about bills, statements and findings.

use kehou_policy::Severity;
use kehou_registry::{DivisionCode, PupilNo, SchoolCode};
use kehou_units::{Instant, Month};

use crate::{
    Page, Violations,
    naming::{known_at, month_if_any, pupil_no, school_code, school_code_if_any, town_if_any},
    paging::page,
    pb,
    place::{Place, reading},
    scalar::{choice, month, number, text},
};

/// The most bytes of the code of a finding.
const CODE_LIMIT: usize = 40;

/// One bill is asked for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct GetBillQuestion {
    /// The school.
    pub school: SchoolCode,
    /// The pupil.
    pub pupil: PupilNo,
    /// The month.
    pub month: Month,
    /// Which revision, from 0; none for the one that stands.
    pub revision: Option<u32>,
    /// As known when; now when none.
    pub known_at: Option<Instant>,
}

impl GetBillQuestion {
    /// Reads a request.
    ///
    /// # Errors
    ///
    /// [`Violations`] with everything that is wrong with its fields.
    pub fn read(given: &pb::fee::GetBillRequest) -> Result<Self, Violations> {
        reading(|at| {
            let school = school_code(at.field("school_code"), &given.school_code);
            let pupil = pupil_no(at.field("pupil_no"), given.pupil_no);
            let month = month(at.field("month"), &given.month);
            let revision = match given.revision {
                None => Some(None),
                Some(given) => revision(at.field("revision"), given).map(Some),
            };
            let known_at = known_at(at.field("known_at"), given.known_at.as_ref());
            Some(Self {
                school: school?,
                pupil: pupil?,
                month: month?,
                revision: revision?,
                known_at: known_at?,
            })
        })
    }
}

fn revision(at: Place<'_>, given: i32) -> Option<u32> {
    number(at, given, 0..=i32::MAX).and_then(|revision| u32::try_from(revision).ok())
}

/// Bills are asked for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ListBillsQuestion {
    /// The school.
    pub school: SchoolCode,
    /// The month.
    pub month: Month,
    /// As known when; now when none.
    pub known_at: Option<Instant>,
    /// Which page.
    pub page: Page,
}

impl ListBillsQuestion {
    /// Reads a request.
    ///
    /// # Errors
    ///
    /// [`Violations`] with everything that is wrong with its fields.
    pub fn read(mut given: pb::fee::ListBillsRequest) -> Result<Self, Violations> {
        reading(|at| {
            let page = page(at, &mut given);
            let school = school_code(at.field("school_code"), &given.school_code);
            let month = month(at.field("month"), &given.month);
            let known_at = known_at(at.field("known_at"), given.known_at.as_ref());
            Some(Self { school: school?, month: month?, known_at: known_at?, page: page? })
        })
    }
}

/// Statements are asked for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ListStatementsQuestion {
    /// The month.
    pub month: Month,
    /// Only of this school.
    pub school: Option<SchoolCode>,
    /// Only of schools of this town.
    pub town: Option<DivisionCode>,
    /// Whether revisions that were replaced since are asked for too.
    pub all_revisions: bool,
    /// As known when; now when none.
    pub known_at: Option<Instant>,
    /// Which page.
    pub page: Page,
}

impl ListStatementsQuestion {
    /// Reads a request.
    ///
    /// # Errors
    ///
    /// [`Violations`] with everything that is wrong with its fields.
    pub fn read(mut given: pb::fee::ListStatementsRequest) -> Result<Self, Violations> {
        reading(|at| {
            let page = page(at, &mut given);
            let month = month(at.field("month"), &given.month);
            let school = school_code_if_any(at.field("school_code"), &given.school_code);
            let town = town_if_any(at.field("town"), &given.town);
            let known_at = known_at(at.field("known_at"), given.known_at.as_ref());
            Some(Self {
                month: month?,
                school: school?,
                town: town?,
                all_revisions: given.all_revisions,
                known_at: known_at?,
                page: page?,
            })
        })
    }
}

/// Findings are asked for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ListFindingsQuestion {
    /// The month.
    pub month: Month,
    /// Only of this school.
    pub school: Option<SchoolCode>,
    /// Only of this severity.
    pub severity: Option<Severity>,
    /// Only of the check or defect of this code.
    pub code: Option<String>,
    /// As known when; now when none.
    pub known_at: Option<Instant>,
    /// Which page.
    pub page: Page,
}

impl ListFindingsQuestion {
    /// Reads a request.
    ///
    /// # Errors
    ///
    /// [`Violations`] with everything that is wrong with its fields.
    pub fn read(mut given: pb::fee::ListFindingsRequest) -> Result<Self, Violations> {
        reading(|at| {
            let page = page(at, &mut given);
            let month = month(at.field("month"), &given.month);
            let school = school_code_if_any(at.field("school_code"), &given.school_code);
            let severity = match given.severity {
                0 => Some(None),
                given => severity(at.field("severity"), given).map(Some),
            };
            let code = text(at.field("code"), given.code, CODE_LIMIT);
            let known_at = known_at(at.field("known_at"), given.known_at.as_ref());
            Some(Self {
                month: month?,
                school: school?,
                severity: severity?,
                code: code.map(|it| Some(it).filter(|it| !it.is_empty()))?,
                known_at: known_at?,
                page: page?,
            })
        })
    }
}

fn severity(at: Place<'_>, given: i32) -> Option<Severity> {
    use pb::policy::Severity as Given;
    Some(match choice(at, given)? {
        Given::Unspecified => return None,
        Given::Block => Severity::Block,
        Given::Alarm => Severity::Alarm,
        Given::Finding => Severity::Finding,
        Given::Warning => Severity::Warning,
    })
}

/// Corrections due are asked for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ListCorrectionsDueQuestion {
    /// Only of this month.
    pub month: Option<Month>,
    /// Only of this school.
    pub school: Option<SchoolCode>,
    /// Which page.
    pub page: Page,
}

impl ListCorrectionsDueQuestion {
    /// Reads a request.
    ///
    /// # Errors
    ///
    /// [`Violations`] with everything that is wrong with its fields.
    pub fn read(mut given: pb::fee::ListCorrectionsDueRequest) -> Result<Self, Violations> {
        reading(|at| {
            let page = page(at, &mut given);
            let month = month_if_any(at.field("month"), &given.month);
            let school = school_code_if_any(at.field("school_code"), &given.school_code);
            Some(Self { month: month?, school: school?, page: page? })
        })
    }
}
