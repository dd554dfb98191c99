//! What is asked about cases.

use kehou_inspection::{CaseDeed, CaseSource, CaseStageKind, FindingNo, Line, Passage, Reporter};
use kehou_registry::SchoolCode;
use kehou_units::Instant;

use super::case::{deed, reporter, source, stage};
use crate::{
    Flaw, Page, Violations, WriteHead,
    inspection::written::{numbered, passage},
    naming::{known_at, school_code, school_code_if_any},
    paging::page,
    pb::inspection as pb,
    place::{Place, reading},
    scalar::list,
    write::write_head,
};

/// Where a case comes from, with its reporter where there can be one.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum CaseOriginAsked {
    /// Somebody reported it; who, if they said so.
    Report(Option<Reporter>),
    /// A finding of the school.
    Finding(FindingNo),
    /// Another office.
    Office(Line),
}

/// A case is received.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ReceiveCaseQuestion {
    /// What every write brings.
    pub write: WriteHead,
    /// From where it came.
    pub origin: CaseOriginAsked,
    /// The school.
    pub school: SchoolCode,
    /// What it is about.
    pub matter: Passage,
}

impl ReceiveCaseQuestion {
    /// Reads a request.
    ///
    /// # Errors
    ///
    /// [`Violations`] with everything that is wrong with its fields.
    pub fn read(mut given: pb::ReceiveCaseRequest) -> Result<Self, Violations> {
        reading(|at| {
            let write = write_head(at, &mut given);
            let source = source(at.field("source"), given.source.as_ref());
            let school = school_code(at.field("school_code"), &given.school_code);
            let matter = passage(at.field("matter"), &given.matter);
            let reported = match &given.reporter {
                Some(given) => reporter(at.field("reporter"), given).map(Some),
                None => Some(None),
            };
            let origin = match (source?, reported?) {
                (CaseSource::Report, reported) => CaseOriginAsked::Report(reported),
                (_, Some(_)) => return at.field("reporter").refuse(Flaw::Unexpected),
                (CaseSource::Finding(number), None) => CaseOriginAsked::Finding(number),
                (CaseSource::Office(office), None) => CaseOriginAsked::Office(office),
            };
            Some(Self { write: write?, origin, school: school?, matter: matter? })
        })
    }
}

/// The next act on a case.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AdvanceCaseQuestion {
    /// What every write brings.
    pub write: WriteHead,
    /// The number of the case.
    pub number: u32,
    /// What is done.
    pub deed: CaseDeed,
}

impl AdvanceCaseQuestion {
    /// Reads a request.
    ///
    /// # Errors
    ///
    /// [`Violations`] with everything that is wrong with its fields.
    pub fn read(mut given: pb::AdvanceCaseRequest) -> Result<Self, Violations> {
        reading(|at| {
            let write = write_head(at, &mut given);
            let number = numbered(at.field("case_no"), given.case_no);
            let deed = deed(at.field("deed"), given.deed.as_ref());
            Some(Self { write: write?, number: number?, deed: deed? })
        })
    }
}

/// One case is asked for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct GetCaseQuestion {
    /// The number of the case.
    pub number: u32,
    /// As known when; now when none.
    pub known_at: Option<Instant>,
}

impl GetCaseQuestion {
    /// Reads a request.
    ///
    /// # Errors
    ///
    /// [`Violations`] with everything that is wrong with its fields.
    pub fn read(given: &pb::GetCaseRequest) -> Result<Self, Violations> {
        reading(|at| {
            let number = numbered(at.field("case_no"), given.case_no);
            let known_at = known_at(at.field("known_at"), given.known_at.as_ref());
            Some(Self { number: number?, known_at: known_at? })
        })
    }
}

/// The reporter of a case is asked for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct GetReporterQuestion {
    /// The number of the case.
    pub number: u32,
}

impl GetReporterQuestion {
    /// Reads a request.
    ///
    /// # Errors
    ///
    /// [`Violations`] with everything that is wrong with its fields.
    pub fn read(given: &pb::GetReporterRequest) -> Result<Self, Violations> {
        reading(|at| Some(Self { number: numbered(at.field("case_no"), given.case_no)? }))
    }
}

/// Cases are asked for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ListCasesQuestion {
    /// Only about this school.
    pub school: Option<SchoolCode>,
    /// Only those at one of these stages; empty for any.
    pub stages: Vec<CaseStageKind>,
    /// As known when; now when none.
    pub known_at: Option<Instant>,
    /// Which page.
    pub page: Page,
}

impl ListCasesQuestion {
    /// Reads a request.
    ///
    /// # Errors
    ///
    /// [`Violations`] with everything that is wrong with its fields.
    pub fn read(mut given: pb::ListCasesRequest) -> Result<Self, Violations> {
        reading(|at| {
            let page = page(at, &mut given);
            let school = school_code_if_any(at.field("school_code"), &given.school_code);
            let read = |at: Place<'_>, given: &i32| stage(at, *given);
            let lengths = 0..=CaseStageKind::ALL.len();
            let stages = list(&mut at.field("stages"), &given.stages, lengths, read);
            let known_at = known_at(at.field("known_at"), given.known_at.as_ref());
            Some(Self { school: school?, stages: stages?, known_at: known_at?, page: page? })
        })
    }
}
