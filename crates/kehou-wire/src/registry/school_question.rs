//! What is asked about schools.

use chrono::NaiveDate;
use kehou_registry::{Affiliation, Closure, DivisionCode, SchoolCode, SchoolProfile};
use kehou_units::{Dated, Instant};

use super::school::profiles;
use crate::{
    Flaw, Page, Violations, WriteHead,
    fee::affiliation,
    naming::{known_at, school_code, school_code_if_any, town_if_any},
    paging::page,
    pb,
    place::{Place, reading},
    scalar::{date, date_if_any},
    write::write_head,
};

/// A school is written.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PutSchoolQuestion {
    /// Who writes it by what id, and why.
    pub write: WriteHead,
    /// The school.
    pub school: SchoolCode,
    /// What is true of it when; the whole list.
    pub profiles: Dated<SchoolProfile>,
}

impl PutSchoolQuestion {
    /// Reads a request.
    ///
    /// # Errors
    ///
    /// [`Violations`] with everything that is wrong with its fields.
    pub fn read(mut given: pb::registry::PutSchoolRequest) -> Result<Self, Violations> {
        reading(|at| {
            let write = write_head(at, &mut given);
            let school = school_code(at.field("school_code"), &given.school_code);
            let profiles = profiles(at.field("profiles"), &given.profiles);
            Some(Self { write: write?, school: school?, profiles: profiles? })
        })
    }
}

/// One school is asked for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct GetSchoolQuestion {
    /// The school.
    pub school: SchoolCode,
    /// As known when; now when none.
    pub known_at: Option<Instant>,
}

impl GetSchoolQuestion {
    /// Reads a request.
    ///
    /// # Errors
    ///
    /// [`Violations`] with everything that is wrong with its fields.
    pub fn read(given: &pb::registry::GetSchoolRequest) -> Result<Self, Violations> {
        reading(|at| {
            let school = school_code(at.field("school_code"), &given.school_code);
            let known_at = known_at(at.field("known_at"), given.known_at.as_ref());
            Some(Self { school: school?, known_at: known_at? })
        })
    }
}

/// Schools are asked for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ListSchoolsQuestion {
    /// Only those open on this day, with their profile of that day.
    pub on: Option<NaiveDate>,
    /// Only those of this town.
    pub town: Option<DivisionCode>,
    /// Only those of this affiliation.
    pub affiliation: Option<Affiliation>,
    /// As known when; now when none.
    pub known_at: Option<Instant>,
    /// Which page.
    pub page: Page,
}

impl ListSchoolsQuestion {
    /// Reads a request.
    ///
    /// # Errors
    ///
    /// [`Violations`] with everything that is wrong with its fields.
    pub fn read(mut given: pb::registry::ListSchoolsRequest) -> Result<Self, Violations> {
        reading(|at| {
            let page = page(at, &mut given);
            let on = date_if_any(at.field("on"), given.on);
            let town = town_if_any(at.field("town"), &given.town);
            let affiliation = match given.affiliation {
                0 => Some(None),
                given => affiliation(at.field("affiliation"), given).map(Some),
            };
            let known_at = known_at(at.field("known_at"), given.known_at.as_ref());
            Some(Self {
                on: on?,
                town: town?,
                affiliation: affiliation?,
                known_at: known_at?,
                page: page?,
            })
        })
    }
}

/// A school is closed or merged.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CloseSchoolQuestion {
    /// Who writes it by what id, and why.
    pub write: WriteHead,
    /// The school.
    pub school: SchoolCode,
    /// Its end.
    pub closure: Closure,
}

impl CloseSchoolQuestion {
    /// Reads a request.
    ///
    /// # Errors
    ///
    /// [`Violations`] with everything that is wrong with its fields.
    pub fn read(mut given: pb::registry::CloseSchoolRequest) -> Result<Self, Violations> {
        reading(|at| {
            let write = write_head(at, &mut given);
            let school = school_code(at.field("school_code"), &given.school_code);
            let last_day = date(at.field("last_day"), given.last_day);
            let successor = successor(at.field("successor"), &given);
            let closure = Closure { last_day: last_day?, successor: successor? };
            Some(Self { write: write?, school: school?, closure })
        })
    }
}

/// The school that another is merged into, which is not itself.
fn successor(
    mut at: Place<'_>,
    given: &pb::registry::CloseSchoolRequest,
) -> Option<Option<SchoolCode>> {
    let successor = school_code_if_any(at.here(), &given.successor)?;
    if successor.is_some() && given.successor == given.school_code {
        let (given, first) = (given.successor.clone(), "school_code".to_owned());
        return at.refuse(Flaw::Duplicate { given, first });
    }
    Some(successor)
}
