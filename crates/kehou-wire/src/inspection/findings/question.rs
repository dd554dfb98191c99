//! What is asked about findings.

use kehou_inspection::{Deed, FindingNo, Gravity, Letterhead, Line, Opening, StageKind};
use kehou_registry::{DivisionCode, SchoolCode};
use kehou_units::Instant;

use super::deed::{deed, finding_no, gravity, opening, stage};
use crate::{
    Flaw, Page, Violations, WriteHead,
    inspection::written::line,
    naming::{known_at, school_code, school_code_if_any, town_if_any},
    paging::page,
    pb::inspection as pb,
    place::{Place, reading},
    scalar::{date, list},
    write::write_head,
};

/// The most findings of one announcement.
const ANNOUNCED_LIMIT: usize = 200;
/// How many stages there are.
const STAGES: usize = 9;

/// A finding is opened.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OpenFindingQuestion {
    /// What every write brings.
    pub write: WriteHead,
    /// What was found where; it repeats nothing yet.
    pub opening: Opening,
}

impl OpenFindingQuestion {
    /// Reads a request.
    ///
    /// # Errors
    ///
    /// [`Violations`] with everything that is wrong with its fields.
    pub fn read(mut given: pb::OpenFindingRequest) -> Result<Self, Violations> {
        reading(|at| {
            let write = write_head(at, &mut given);
            let school = school_code(at.field("school_code"), &given.school_code);
            let opening = opening(at.field("opening"), given.opening.as_ref(), school);
            Some(Self { write: write?, opening: opening? })
        })
    }
}

/// The next act on a finding.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AdvanceFindingQuestion {
    /// What every write brings.
    pub write: WriteHead,
    /// The school.
    pub school: SchoolCode,
    /// The number of the finding.
    pub number: FindingNo,
    /// What is done.
    pub deed: Deed,
}

impl AdvanceFindingQuestion {
    /// Reads a request.
    ///
    /// # Errors
    ///
    /// [`Violations`] with everything that is wrong with its fields.
    pub fn read(mut given: pb::AdvanceFindingRequest) -> Result<Self, Violations> {
        reading(|at| {
            let write = write_head(at, &mut given);
            let school = school_code(at.field("school_code"), &given.school_code);
            let number = finding_no(at.field("finding_no"), given.finding_no);
            let deed = deed(at.field("deed"), given.deed.as_ref());
            Some(Self { write: write?, school: school?, number: number?, deed: deed? })
        })
    }
}

/// One finding is asked for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct GetFindingQuestion {
    /// The school.
    pub school: SchoolCode,
    /// The number of the finding.
    pub number: FindingNo,
    /// As known when; now when none.
    pub known_at: Option<Instant>,
}

impl GetFindingQuestion {
    /// Reads a request.
    ///
    /// # Errors
    ///
    /// [`Violations`] with everything that is wrong with its fields.
    pub fn read(given: &pb::GetFindingRequest) -> Result<Self, Violations> {
        reading(|at| {
            let school = school_code(at.field("school_code"), &given.school_code);
            let number = finding_no(at.field("finding_no"), given.finding_no);
            let known_at = known_at(at.field("known_at"), given.known_at.as_ref());
            Some(Self { school: school?, number: number?, known_at: known_at? })
        })
    }
}

/// Findings are asked for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ListFindingsQuestion {
    /// Only of this school.
    pub school: Option<SchoolCode>,
    /// Only of schools of this town.
    pub town: Option<DivisionCode>,
    /// Only those at one of these stages; empty for any.
    pub stages: Vec<StageKind>,
    /// Only of this gravity.
    pub gravity: Option<Gravity>,
    /// Only those whose correction is overdue.
    pub overdue_only: bool,
    /// Only those that repeat another.
    pub repeated_only: bool,
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
    pub fn read(mut given: pb::ListFindingsRequest) -> Result<Self, Violations> {
        reading(|at| {
            let page = page(at, &mut given);
            let school = school_code_if_any(at.field("school_code"), &given.school_code);
            let town = town_if_any(at.field("town"), &given.town);
            let read = |at: Place<'_>, given: &i32| stage(at, *given);
            let stages = list(&mut at.field("stages"), &given.stages, 0..=STAGES, read);
            let gravity = match given.gravity {
                0 => Some(None),
                given => gravity(at.field("gravity"), given).map(Some),
            };
            let known_at = known_at(at.field("known_at"), given.known_at.as_ref());
            Some(Self {
                school: school?,
                town: town?,
                stages: stages?,
                gravity: gravity?,
                overdue_only: given.overdue_only,
                repeated_only: given.repeated_only,
                known_at: known_at?,
                page: page?,
            })
        })
    }
}

/// An announcement is asked for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AnnouncementQuestion {
    /// What stands around it.
    pub head: Letterhead,
    /// The number of the document.
    pub number: Line,
    /// The findings, in this order.
    pub findings: Vec<(SchoolCode, FindingNo)>,
}

impl AnnouncementQuestion {
    /// Reads a request.
    ///
    /// # Errors
    ///
    /// [`Violations`] with everything that is wrong with its fields.
    pub fn read(given: &pb::GetAnnouncementRequest) -> Result<Self, Violations> {
        reading(|at| {
            let head = letterhead(at.field("letterhead"), given.letterhead.as_ref());
            let number = line(at.field("number"), &given.number);
            let read = |at: Place<'_>, given: &pb::FindingRef| finding_ref(at, given);
            let mut place = at.field("findings");
            let findings = list(&mut place, &given.findings, 1..=ANNOUNCED_LIMIT, read);
            Some(Self { head: head?, number: number?, findings: findings? })
        })
    }
}

/// A rectification order is asked for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RectificationOrderQuestion {
    /// What stands around it.
    pub head: Letterhead,
    /// The finding.
    pub finding: (SchoolCode, FindingNo),
}

impl RectificationOrderQuestion {
    /// Reads a request.
    ///
    /// # Errors
    ///
    /// [`Violations`] with everything that is wrong with its fields.
    pub fn read(given: &pb::GetRectificationOrderRequest) -> Result<Self, Violations> {
        reading(|at| {
            let head = letterhead(at.field("letterhead"), given.letterhead.as_ref());
            let mut place = at.field("finding");
            let finding = match &given.finding {
                None => place.refuse(Flaw::Required),
                Some(finding) => finding_ref(place, finding),
            };
            Some(Self { head: head?, finding: finding? })
        })
    }
}

fn finding_ref(mut at: Place<'_>, given: &pb::FindingRef) -> Option<(SchoolCode, FindingNo)> {
    let school = school_code(at.field("school_code"), &given.school_code);
    let number = finding_no(at.field("finding_no"), given.finding_no);
    Some((school?, number?))
}

fn letterhead(mut at: Place<'_>, given: Option<&pb::Letterhead>) -> Option<Letterhead> {
    let Some(given) = given else {
        return at.refuse(Flaw::Required);
    };
    let issuer = line(at.field("issuer"), &given.issuer);
    let addressee = line(at.field("addressee"), &given.addressee);
    let issued_on = date(at.field("issued_on"), given.issued_on);
    Some(Letterhead { issuer: issuer?, addressee: addressee?, issued_on: issued_on? })
}
