//! What is asked about good practice.

use kehou_inspection::{Passage, PracticeDeed, PracticeStageKind};
use kehou_registry::SchoolCode;
use kehou_units::Instant;

use super::practice::{deed, stage};
use crate::{
    Page, Violations, WriteHead,
    inspection::written::{numbered, passage},
    naming::{known_at, school_code, school_code_if_any},
    paging::page,
    pb::inspection as pb,
    place::{Place, reading},
    scalar::list,
    write::write_head,
};

/// Good practice is nominated.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NominatePracticeQuestion {
    /// What every write brings.
    pub write: WriteHead,
    /// The school.
    pub school: SchoolCode,
    /// What is good.
    pub what: Passage,
}

impl NominatePracticeQuestion {
    /// Reads a request.
    ///
    /// # Errors
    ///
    /// [`Violations`] with everything that is wrong with its fields.
    pub fn read(mut given: pb::NominatePracticeRequest) -> Result<Self, Violations> {
        reading(|at| {
            let write = write_head(at, &mut given);
            let school = school_code(at.field("school_code"), &given.school_code);
            let what = passage(at.field("what"), &given.what);
            Some(Self { write: write?, school: school?, what: what? })
        })
    }
}

/// The next act on a nomination.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AdvancePracticeQuestion {
    /// What every write brings.
    pub write: WriteHead,
    /// The school.
    pub school: SchoolCode,
    /// The number of the nomination.
    pub number: u32,
    /// What is done.
    pub deed: PracticeDeed,
}

impl AdvancePracticeQuestion {
    /// Reads a request.
    ///
    /// # Errors
    ///
    /// [`Violations`] with everything that is wrong with its fields.
    pub fn read(mut given: pb::AdvancePracticeRequest) -> Result<Self, Violations> {
        reading(|at| {
            let write = write_head(at, &mut given);
            let school = school_code(at.field("school_code"), &given.school_code);
            let number = numbered(at.field("practice_no"), given.practice_no);
            let deed = deed(at.field("deed"), given.deed.as_ref());
            Some(Self { write: write?, school: school?, number: number?, deed: deed? })
        })
    }
}

/// Nominations are asked for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ListPracticesQuestion {
    /// Only of this school.
    pub school: Option<SchoolCode>,
    /// Only those at one of these stages; empty for any.
    pub stages: Vec<PracticeStageKind>,
    /// As known when; now when none.
    pub known_at: Option<Instant>,
    /// Which page.
    pub page: Page,
}

impl ListPracticesQuestion {
    /// Reads a request.
    ///
    /// # Errors
    ///
    /// [`Violations`] with everything that is wrong with its fields.
    pub fn read(mut given: pb::ListPracticesRequest) -> Result<Self, Violations> {
        reading(|at| {
            let page = page(at, &mut given);
            let school = school_code_if_any(at.field("school_code"), &given.school_code);
            let read = |at: Place<'_>, given: &i32| stage(at, *given);
            let lengths = 0..=PracticeStageKind::ALL.len();
            let stages = list(&mut at.field("stages"), &given.stages, lengths, read);
            let known_at = known_at(at.field("known_at"), given.known_at.as_ref());
            Some(Self { school: school?, stages: stages?, known_at: known_at?, page: page? })
        })
    }
}
