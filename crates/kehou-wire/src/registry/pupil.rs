//! Pupils: who they are, where they are placed, what their guardians applied for.

use kehou_registry::{Application, Guardian, Placement, Pupil, PupilNo, SchoolCode, StudentNumber};
use kehou_units::Dated;

use crate::{
    Flaw, Form,
    fee::{application_out, applications, placement_out, placements},
    naming::pupil_no_if_any,
    pb,
    place::Place,
    scalar::{list, name, text},
};

/// The most bytes of a person's name.
const NAME_LIMIT: usize = 100;
/// The most bytes of a phone number.
const PHONE_LIMIT: usize = 40;
/// The most bytes of a school's own id of a pupil.
const LOCAL_ID_LIMIT: usize = 64;

/// A pupil to be written.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PupilEntry {
    /// The number within the school; none when the pupil is found otherwise, or new.
    pub no: Option<PupilNo>,
    /// The name.
    pub name: String,
    /// The national student number; none when it has not arrived, or stays what it is.
    pub student_number: Option<StudentNumber>,
    /// The school's own id.
    pub local_id: Option<String>,
    /// The guardians; none when those on record stay.
    pub guardians: Option<Vec<Guardian>>,
    /// Class and boarding over time; the whole list.
    pub placements: Dated<Placement>,
    /// The applications; none when those on record stay.
    pub applications: Option<Vec<Application>>,
}

/// A pupil that is written.
pub(super) fn pupil_entry(
    mut at: Place<'_>,
    given: &pb::registry::PupilEntry,
) -> Option<PupilEntry> {
    let no = pupil_no_if_any(given.pupil_no);
    let name = name(at.field("name"), given.name.clone(), NAME_LIMIT);
    let student_number = student_number(at.field("student_number"), &given.student_number);
    let local_id = local_id(at.field("local_id"), given);
    let guardians = given.guardians.as_ref().map(|it| it.guardians.as_slice());
    let guardians = guardians_if_any(at.field("guardians"), guardians);
    let placements = placements(at.field("placements"), &given.placements);
    let applications = match &given.applications {
        None => Some(None),
        Some(given) => {
            let mut at = at.field("applications");
            applications(at.field("applications"), &given.applications).map(Some)
        }
    };
    Some(PupilEntry {
        no,
        name: name?,
        student_number: student_number?,
        local_id: local_id?,
        guardians: guardians?,
        placements: placements?,
        applications: applications?,
    })
}

/// A student number that may be absent. One that is wrong is never named back whole.
fn student_number(mut at: Place<'_>, given: &str) -> Option<Option<StudentNumber>> {
    if given.is_empty() {
        return Some(None);
    }
    given.parse().ok().map(Some).or_else(|| {
        let given = last_four(given);
        at.refuse(Flaw::Malformed { given, form: Form::StudentNumber })
    })
}

/// The last four characters of something that is not to be shown whole.
pub(super) fn last_four(given: &str) -> String {
    let mut last: Vec<char> = given.chars().rev().filter(|c| !c.is_control()).take(4).collect();
    last.reverse();
    String::from_iter(std::iter::once('…').chain(last))
}

/// The school's own id of a pupil, which must be there when nothing else identifies the pupil.
fn local_id(mut at: Place<'_>, given: &pb::registry::PupilEntry) -> Option<Option<String>> {
    if !given.local_id.trim().is_empty() {
        return text(at, given.local_id.clone(), LOCAL_ID_LIMIT).map(Some);
    }
    match given.pupil_no == 0 && given.student_number.is_empty() {
        true => at.refuse(Flaw::Required),
        false => Some(None),
    }
}

fn guardians_if_any(
    mut at: Place<'_>,
    given: Option<&[pb::registry::Guardian]>,
) -> Option<Option<Vec<Guardian>>> {
    match given {
        None => Some(None),
        Some(given) => list(&mut at.field("guardians"), given, 0..=10, guardian).map(Some),
    }
}

fn guardian(mut at: Place<'_>, given: &pb::registry::Guardian) -> Option<Guardian> {
    let name = name(at.field("name"), given.name.clone(), NAME_LIMIT);
    let phone = text(at.field("phone"), given.phone.trim().to_owned(), PHONE_LIMIT);
    Some(Guardian { name: name?, phone: phone.map(|it| Some(it).filter(|it| !it.is_empty()))? })
}

/// Whether an answer holds what identifies pupils and who answers for them. (C5)
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ContactsView {
    /// It does.
    Shown,
    /// It doesn't.
    Hidden,
}

/// A pupil to be answered. What is waived is never part of it. (F12)
#[derive(Clone, Copy, Debug)]
pub struct PupilView<'a> {
    /// The school.
    pub school: &'a SchoolCode,
    /// The pupil.
    pub pupil: &'a Pupil,
    /// The id of the child in every school.
    pub person_id: &'a str,
    /// The number of the latest change.
    pub etag: i64,
    /// Whether numbers and guardians are answered.
    pub contacts: ContactsView,
}

impl PupilView<'_> {
    /// The pupil as messages carry it.
    #[must_use]
    pub fn message(&self) -> pb::registry::Pupil {
        let pupil = self.pupil;
        let placements = pupil.placements.iter();
        let contacts = match self.contacts {
            ContactsView::Shown => Some(contacts_out(pupil)),
            ContactsView::Hidden => None,
        };
        pb::registry::Pupil {
            school_code: self.school.to_string(),
            pupil_no: pupil.no.number(),
            person_id: self.person_id.to_owned(),
            name: pupil.name.clone(),
            placements: placements.map(|(days, placed)| placement_out(days, *placed)).collect(),
            applications: pupil.applications.iter().map(application_out).collect(),
            contacts,
            etag: self.etag,
        }
    }
}

fn contacts_out(pupil: &Pupil) -> pb::registry::PupilContacts {
    pb::registry::PupilContacts {
        student_number: number_out(pupil.student_number.as_ref()),
        local_id: pupil.local_id.clone().unwrap_or_default(),
        guardians: pupil.guardians.iter().map(guardian_out).collect(),
    }
}

pub(super) fn number_out(number: Option<&StudentNumber>) -> String {
    number.map_or_else(String::new, |number| number.as_str().to_owned())
}

pub(super) fn guardian_out(guardian: &Guardian) -> pb::registry::Guardian {
    let phone = guardian.phone.clone().unwrap_or_default();
    pb::registry::Guardian { name: guardian.name.clone(), phone }
}
