//! Writing pupils of one school, new ones and known ones, all or none. (C5)

mod batch;
mod identify;

use kehou_registry::{Application, Guardian, Placement, PupilNo, SchoolCode, StudentNumber};
use kehou_store::{ChangeNo, StoreError, Written};
use kehou_units::Dated;

use self::batch::Batch;
use crate::{App, AppError, Ask, Permission, Principal, Refusal, RefusalCode, boxed, ids};

/// A pupil to be written.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PupilEntry {
    /// The number within the school; none when the pupil is found by student number or local id, or is
    /// new.
    pub no: Option<PupilNo>,
    /// The name.
    pub name: String,
    /// The national student number; one that is on record stays when there is none.
    pub student_number: Option<StudentNumber>,
    /// The school's own id; one that is on record stays when there is none.
    pub local_id: Option<String>,
    /// The guardians; none when those on record stay.
    pub guardians: Option<Vec<Guardian>>,
    /// Class and boarding over time; the whole list, at least one.
    pub placements: Dated<Placement>,
    /// The applications; none when those on record stay.
    pub applications: Option<Vec<Application>>,
}

/// Pupils of one school, as they are to be from now on.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PutPupils {
    /// The school.
    pub school: SchoolCode,
    /// The pupils, at most 1,000.
    pub pupils: Vec<PupilEntry>,
    /// The tag of the pupil that the caller read, when but one is written.
    pub etag: Option<ChangeNo>,
}

/// What became of the pupils.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PutPupilsDone {
    /// What was recorded.
    pub written: Written,
    /// Their numbers within the school, in the order of the entries.
    pub pupils: Vec<PupilNo>,
}

/// Writes pupils of one school in one transaction. An entry is about the pupil of its number, else about
/// the one of its student number, else of its local id; else it is about a new pupil, who is given the
/// next number. A child whom another school knows by the student number keeps its person id.
///
/// # Errors
///
/// Forbidden unless the principal may write pupils of the school, and applications when some are given.
/// In refusals entries are counted from 1: [`RefusalCode::PupilIncomplete`],
/// [`RefusalCode::PupilUnknown`], [`RefusalCode::PupilTwice`], [`RefusalCode::StudentNumberTaken`],
/// [`RefusalCode::LocalIdTaken`], [`RefusalCode::AtTwoSchools`] when placements change and another
/// school has the child on its roll on one of their days, [`RefusalCode::Stale`];
/// [`StoreError::ImportUnfinished`] while an import is being stored anywhere; failures of the books.
///
/// # Clauses
///
/// C5, F14.
#[boxed]
pub async fn put_pupils(
    app: &App,
    (who, ask): (&Principal, Ask),
    put: PutPupils,
) -> Result<PutPupilsDone, AppError> {
    let id = app.admit(who, Permission::WritePupils, &put.school).await?;
    if put.pupils.iter().any(|entry| entry.applications.is_some()) {
        app.admit(who, Permission::WriteApplications, &put.school).await?;
    }
    let is_incomplete =
        |entry: &PupilEntry| entry.name.trim().is_empty() || entry.placements.is_empty();
    if let Some(at) = put.pupils.iter().position(is_incomplete) {
        return Err(Refusal::new(RefusalCode::PupilIncomplete).with("entry", at + 1).into());
    }
    let new_persons = put.pupils.iter().map(|_| ids::fresh()).collect();
    let entry = app.entry((who, ask), id, "registry.put_pupils");
    let batch = Batch { put, new_persons };
    let written = app.store.write(entry, batch).await?;
    let pupils = written.numbers.iter().map(|number| Ok(PupilNo::new(u32::try_from(*number)?)));
    let pupils: Result<_, std::num::TryFromIntError> = pupils.collect();
    let pupils = pupils.map_err(|_| StoreError::bad_row("change", "the answer to pupils"))?;
    Ok(PutPupilsDone { written, pupils })
}
