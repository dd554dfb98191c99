//! What is asked about pupils.

use std::collections::HashMap;

use chrono::NaiveDate;
use kehou_registry::{Application, Boarding, ClassRef, Placement, PupilNo, SchoolCode};
use kehou_units::Instant;

use super::pupil::{ContactsView, PupilEntry, last_four, pupil_entry};
use crate::{
    Flaw, Page, Violations, WriteHead,
    fee::{applications, boarding, class_ref, class_ref_if_any},
    naming::{known_at, pupil_no, school_code},
    paging::page,
    pb,
    place::{Place, reading},
    scalar::{date, date_if_any, list, named_back},
    write::write_head,
};

/// Pupils are written.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PutPupilsQuestion {
    /// Who writes them by what id, and why.
    pub write: WriteHead,
    /// The school.
    pub school: SchoolCode,
    /// The pupils, 1 to 1,000; no number, student number or local id twice.
    pub pupils: Vec<PupilEntry>,
}

impl PutPupilsQuestion {
    /// Reads a request.
    ///
    /// # Errors
    ///
    /// [`Violations`] with everything that is wrong with its fields.
    pub fn read(mut given: pb::registry::PutPupilsRequest) -> Result<Self, Violations> {
        reading(|at| {
            let write = write_head(at, &mut given);
            if given.etag != 0 && given.pupils.len() > 1 {
                at.field("etag").report(Flaw::Unexpected);
            }
            let school = school_code(at.field("school_code"), &given.school_code);
            let mut place = at.field("pupils");
            let pupils = list(&mut place, &given.pupils, 1..=1_000, pupil_entry);
            report_doubles(place, &given.pupils);
            Some(Self { write: write?, school: school?, pupils: pupils? })
        })
    }
}

/// Reports what identifies two pupils of a request.
fn report_doubles(mut at: Place<'_>, given: &[pb::registry::PupilEntry]) {
    let mut places: HashMap<(&'static str, String), usize> = HashMap::new();
    for (index, pupil) in given.iter().enumerate() {
        let no = if pupil.pupil_no == 0 { String::new() } else { pupil.pupil_no.to_string() };
        let number = pupil.student_number.to_ascii_uppercase();
        let keys =
            [("pupil_no", no), ("student_number", number), ("local_id", pupil.local_id.clone())];
        for (name, key) in keys.into_iter().filter(|(_, key)| !key.is_empty()) {
            let given = if name == "student_number" { last_four(&key) } else { named_back(&key) };
            if let Some(first) = places.insert((name, key), index) {
                let first = at.item(first).field(name).path();
                at.item(index).field(name).report(Flaw::Duplicate { given, first });
            }
        }
    }
}

/// One pupil is asked for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct GetPupilQuestion {
    /// The school.
    pub school: SchoolCode,
    /// The pupil.
    pub pupil: PupilNo,
    /// Whether numbers and guardians are asked for.
    pub contacts: ContactsView,
    /// As known when; now when none.
    pub known_at: Option<Instant>,
}

impl GetPupilQuestion {
    /// Reads a request.
    ///
    /// # Errors
    ///
    /// [`Violations`] with everything that is wrong with its fields.
    pub fn read(given: &pb::registry::GetPupilRequest) -> Result<Self, Violations> {
        reading(|at| {
            let school = school_code(at.field("school_code"), &given.school_code);
            let pupil = pupil_no(at.field("pupil_no"), given.pupil_no);
            let contacts = contacts(given.include_contacts);
            let known_at = known_at(at.field("known_at"), given.known_at.as_ref());
            Some(Self { school: school?, pupil: pupil?, contacts, known_at: known_at? })
        })
    }
}

const fn contacts(included: bool) -> ContactsView {
    if included { ContactsView::Shown } else { ContactsView::Hidden }
}

/// Pupils are asked for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ListPupilsQuestion {
    /// The school.
    pub school: SchoolCode,
    /// Only those of this class.
    pub class: Option<ClassRef>,
    /// Only those on the roll on this day.
    pub on: Option<NaiveDate>,
    /// Whether numbers and guardians are asked for.
    pub contacts: ContactsView,
    /// As known when; now when none.
    pub known_at: Option<Instant>,
    /// Which page.
    pub page: Page,
}

impl ListPupilsQuestion {
    /// Reads a request.
    ///
    /// # Errors
    ///
    /// [`Violations`] with everything that is wrong with its fields.
    pub fn read(mut given: pb::registry::ListPupilsRequest) -> Result<Self, Violations> {
        reading(|at| {
            let page = page(at, &mut given);
            let school = school_code(at.field("school_code"), &given.school_code);
            let class = class_ref_if_any(at.field("class"), given.class.as_ref());
            let on = date_if_any(at.field("on"), given.on);
            let contacts = contacts(given.include_contacts);
            let known_at = known_at(at.field("known_at"), given.known_at.as_ref());
            Some(Self {
                school: school?,
                class: class?,
                on: on?,
                contacts,
                known_at: known_at?,
                page: page?,
            })
        })
    }
}

/// A pupil is moved to another class.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct MovePupilQuestion {
    /// Who writes it by what id, and why.
    pub write: WriteHead,
    /// The school.
    pub school: SchoolCode,
    /// The pupil.
    pub pupil: PupilNo,
    /// The first day in the new class.
    pub from: NaiveDate,
    /// The new class.
    pub class: ClassRef,
    /// Whether the pupil boards from then on; none for as before.
    pub boarding: Option<Boarding>,
}

impl MovePupilQuestion {
    /// Reads a request.
    ///
    /// # Errors
    ///
    /// [`Violations`] with everything that is wrong with its fields.
    pub fn read(mut given: pb::registry::MovePupilRequest) -> Result<Self, Violations> {
        reading(|at| {
            let write = write_head(at, &mut given);
            let school = school_code(at.field("school_code"), &given.school_code);
            let pupil = pupil_no(at.field("pupil_no"), given.pupil_no);
            let from = date(at.field("from"), given.from);
            let class = class_ref(at.field("class"), given.class.as_ref());
            let boarding = match given.boarding {
                0 => Some(None),
                given => boarding(at.field("boarding"), given).map(Some),
            };
            Some(Self {
                write: write?,
                school: school?,
                pupil: pupil?,
                from: from?,
                class: class?,
                boarding: boarding?,
            })
        })
    }
}

/// A pupil is transferred to another school.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TransferPupilQuestion {
    /// Who writes it by what id, and why.
    pub write: WriteHead,
    /// The old school.
    pub from: SchoolCode,
    /// The pupil's number in the old school.
    pub pupil: PupilNo,
    /// The last day on the roll of the old school.
    pub last_day: NaiveDate,
    /// The new school, another one.
    pub to: SchoolCode,
    /// The first day on the roll of the new school, after the last in the old.
    pub first_day: NaiveDate,
    /// Class and boarding in the new school.
    pub placement: Placement,
}

impl TransferPupilQuestion {
    /// Reads a request.
    ///
    /// # Errors
    ///
    /// [`Violations`] with everything that is wrong with its fields.
    pub fn read(mut given: pb::registry::TransferPupilRequest) -> Result<Self, Violations> {
        reading(|at| {
            let write = write_head(at, &mut given);
            let from = school_code(at.field("from_school_code"), &given.from_school_code);
            let pupil = pupil_no(at.field("pupil_no"), given.pupil_no);
            let last_day = date(at.field("last_day"), given.last_day);
            let to = school_code(at.field("to_school_code"), &given.to_school_code);
            let to = another(at.field("to_school_code"), to, from.as_ref());
            let first_day = date(at.field("first_day"), given.first_day);
            let first_day = later(at.field("first_day"), first_day, last_day);
            let class = class_ref(at.field("class"), given.class.as_ref());
            let boarding = boarding(at.field("boarding"), given.boarding);
            Some(Self {
                write: write?,
                from: from?,
                pupil: pupil?,
                last_day: last_day?,
                to: to?,
                first_day: first_day?,
                placement: Placement { class: class?, boarding: boarding? },
            })
        })
    }
}

fn another(
    mut at: Place<'_>,
    to: Option<SchoolCode>,
    from: Option<&SchoolCode>,
) -> Option<SchoolCode> {
    if to.is_some() && to.as_ref() == from {
        let (given, first) = (to?.to_string(), "from_school_code".to_owned());
        return at.refuse(Flaw::Duplicate { given, first });
    }
    to
}

fn later(
    mut at: Place<'_>,
    first_day: Option<NaiveDate>,
    last_day: Option<NaiveDate>,
) -> Option<NaiveDate> {
    match first_day.zip(last_day) {
        Some((next, last)) if next <= last => {
            at.refuse(Flaw::Reversed { first: last.to_string(), last: next.to_string() })
        }
        _ => first_day,
    }
}

/// Applications of one pupil are written.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PutApplicationsQuestion {
    /// Who writes them by what id, and why.
    pub write: WriteHead,
    /// The school.
    pub school: SchoolCode,
    /// The pupil.
    pub pupil: PupilNo,
    /// The applications; the whole list.
    pub applications: Vec<Application>,
}

impl PutApplicationsQuestion {
    /// Reads a request.
    ///
    /// # Errors
    ///
    /// [`Violations`] with everything that is wrong with its fields.
    pub fn read(mut given: pb::registry::PutApplicationsRequest) -> Result<Self, Violations> {
        reading(|at| {
            let write = write_head(at, &mut given);
            let school = school_code(at.field("school_code"), &given.school_code);
            let pupil = pupil_no(at.field("pupil_no"), given.pupil_no);
            let applications = applications(at.field("applications"), &given.applications);
            Some(Self {
                write: write?,
                school: school?,
                pupil: pupil?,
                applications: applications?,
            })
        })
    }
}
