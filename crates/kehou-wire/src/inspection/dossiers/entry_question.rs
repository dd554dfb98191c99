//! What is asked about entries of principals' files.

use chrono::NaiveDate;
use kehou_inspection::{EntryDeed, EntryStageKind, FindingNo, PersonRef};
use kehou_registry::SchoolCode;

use super::entry_deed::{deed, stage};
use crate::{
    Flaw, Page, Violations, WriteHead,
    inspection::written::{numbered, numbered_if_any, person, person_if_any},
    naming::{school_code, school_code_if_any},
    paging::page,
    pb::inspection as pb,
    place::{Place, reading},
    scalar::{date, list},
    write::write_head,
};

/// On what an entry shall rest.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum EntryBasisAsked {
    /// A finding of a school.
    Finding(SchoolCode, FindingNo),
    /// A case, and the date of the fact.
    Case(u32, NaiveDate),
}

/// An entry is proposed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ProposeEntryQuestion {
    /// What every write brings.
    pub write: WriteHead,
    /// On what it rests.
    pub basis: EntryBasisAsked,
    /// The number of the entry that it corrects.
    pub corrects: Option<u32>,
}

impl ProposeEntryQuestion {
    /// Reads a request.
    ///
    /// # Errors
    ///
    /// [`Violations`] with everything that is wrong with its fields.
    pub fn read(mut given: pb::ProposeEntryRequest) -> Result<Self, Violations> {
        reading(|at| {
            let write = write_head(at, &mut given);
            let basis = basis(at, given.basis.as_ref());
            let corrects = numbered_if_any(at.field("corrects_entry_no"), given.corrects_entry_no);
            Some(Self { write: write?, basis: basis?, corrects: corrects? })
        })
    }
}

fn basis(
    at: &mut Place<'_>,
    given: Option<&pb::propose_entry_request::Basis>,
) -> Option<EntryBasisAsked> {
    use pb::propose_entry_request::Basis as Given;
    match given {
        None => at.field("basis").refuse(Flaw::Required),
        Some(Given::Finding(given)) => {
            let mut at = at.field("finding");
            let school = school_code(at.field("school_code"), &given.school_code);
            let number = numbered(at.field("finding_no"), given.finding_no);
            Some(EntryBasisAsked::Finding(school?, FindingNo::new(number?)))
        }
        Some(Given::DisciplineCase(given)) => {
            let mut at = at.field("discipline_case");
            let number = numbered(at.field("case_no"), given.case_no);
            let fact_on = date(at.field("fact_on"), given.fact_on);
            Some(EntryBasisAsked::Case(number?, fact_on?))
        }
    }
}

/// The next act on an entry.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AdvanceEntryQuestion {
    /// What every write brings.
    pub write: WriteHead,
    /// The number of the entry.
    pub number: u32,
    /// What is done.
    pub deed: EntryDeed,
}

impl AdvanceEntryQuestion {
    /// Reads a request.
    ///
    /// # Errors
    ///
    /// [`Violations`] with everything that is wrong with its fields.
    pub fn read(mut given: pb::AdvanceEntryRequest) -> Result<Self, Violations> {
        reading(|at| {
            let write = write_head(at, &mut given);
            let number = numbered(at.field("entry_no"), given.entry_no);
            let deed = deed(at.field("deed"), given.deed.as_ref());
            Some(Self { write: write?, number: number?, deed: deed? })
        })
    }
}

/// One entry is asked for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct GetEntryQuestion {
    /// The number of the entry.
    pub number: u32,
}

impl GetEntryQuestion {
    /// Reads a request.
    ///
    /// # Errors
    ///
    /// [`Violations`] with everything that is wrong with its fields.
    pub fn read(given: &pb::GetEntryRequest) -> Result<Self, Violations> {
        reading(|at| Some(Self { number: numbered(at.field("entry_no"), given.entry_no)? }))
    }
}

/// The file of a person is asked for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct GetFileQuestion {
    /// The person.
    pub person: PersonRef,
}

impl GetFileQuestion {
    /// Reads a request.
    ///
    /// # Errors
    ///
    /// [`Violations`] with everything that is wrong with its fields.
    pub fn read(given: &pb::GetFileRequest) -> Result<Self, Violations> {
        reading(|at| Some(Self { person: person(at.field("person"), &given.person)? }))
    }
}

/// Entries are asked for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ListEntriesQuestion {
    /// Only of this person's file.
    pub person: Option<PersonRef>,
    /// Only about this school.
    pub school: Option<SchoolCode>,
    /// Only those at one of these stages; empty for any.
    pub stages: Vec<EntryStageKind>,
    /// Which page.
    pub page: Page,
}

impl ListEntriesQuestion {
    /// Reads a request.
    ///
    /// # Errors
    ///
    /// [`Violations`] with everything that is wrong with its fields.
    pub fn read(mut given: pb::ListEntriesRequest) -> Result<Self, Violations> {
        reading(|at| {
            let page = page(at, &mut given);
            let person = person_if_any(at.field("person"), &given.person);
            let school = school_code_if_any(at.field("school_code"), &given.school_code);
            let read = |at: Place<'_>, given: &i32| stage(at, *given);
            let lengths = 0..=EntryStageKind::ALL.len();
            let stages = list(&mut at.field("stages"), &given.stages, lengths, read);
            Some(Self { person: person?, school: school?, stages: stages?, page: page? })
        })
    }
}
