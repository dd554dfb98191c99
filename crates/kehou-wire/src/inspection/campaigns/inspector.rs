//! Inspectors with their links, and routine visits, as messages carry them. (I6, I13)

use chrono::NaiveDate;
use kehou_inspection::{InspectorNo, Line, LinkKind, PersonRef, RoutineStanding};
use kehou_registry::{SchoolCode, Term};

use crate::{
    Flaw, Violations, WriteHead,
    inspection::written::{line, person},
    naming::{count_out, school_code},
    pb::inspection as pb,
    place::{Place, reading},
    scalar::{date_out, list, period, period_out},
    write::write_head,
};

/// The most inspectors.
const INSPECTOR_LIMIT: usize = 1_000;
/// The most links of an inspector.
const LINK_LIMIT: usize = 100;

/// An inspector as written.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct InspectorIn {
    /// The person.
    pub person: PersonRef,
    /// Their name.
    pub name: Line,
    /// The schools they are linked to.
    pub links: Vec<(SchoolCode, LinkKind)>,
}

/// The inspectors are written.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PutInspectorsQuestion {
    /// What every write brings.
    pub write: WriteHead,
    /// All of them.
    pub inspectors: Vec<InspectorIn>,
}

impl PutInspectorsQuestion {
    /// Reads a request.
    ///
    /// # Errors
    ///
    /// [`Violations`] with everything that is wrong with its fields.
    pub fn read(mut given: pb::PutInspectorsRequest) -> Result<Self, Violations> {
        reading(|at| {
            let write = write_head(at, &mut given);
            let mut place = at.field("inspectors");
            let inspectors = list(&mut place, &given.inspectors, 0..=INSPECTOR_LIMIT, inspector);
            Some(Self { write: write?, inspectors: inspectors? })
        })
    }
}

fn inspector(mut at: Place<'_>, given: &pb::Inspector) -> Option<InspectorIn> {
    if given.inspector != 0 {
        at.field("inspector").report(Flaw::Unexpected);
    }
    let person = person(at.field("person"), &given.person);
    let name = line(at.field("name"), &given.name);
    let links = list(&mut at.field("links"), &given.links, 0..=LINK_LIMIT, link);
    Some(InspectorIn { person: person?, name: name?, links: links? })
}

fn link(mut at: Place<'_>, given: &pb::SchoolLink) -> Option<(SchoolCode, LinkKind)> {
    let school = school_code(at.field("school_code"), &given.school_code);
    let kind = match (given.is_family, &given.workplace) {
        (true, None) => Some(LinkKind::Family),
        (true, Some(_)) => at.field("workplace").refuse(Flaw::Unexpected),
        (false, workplace) => {
            period(at.field("workplace"), workplace.as_ref()).map(LinkKind::Workplace)
        }
    };
    Some((school?, kind?))
}

/// An inspector as messages carry them.
#[must_use]
pub fn inspector_out(
    number: InspectorNo,
    inspector: &kehou_inspection::Inspector,
) -> pb::Inspector {
    let link = |(school, kind): &(SchoolCode, LinkKind)| pb::SchoolLink {
        school_code: school.to_string(),
        workplace: match kind {
            LinkKind::Workplace(days) => Some(period_out(*days)),
            LinkKind::Family => None,
        },
        is_family: *kind == LinkKind::Family,
    };
    pb::Inspector {
        inspector: count_out(number.get()),
        person: inspector.person.to_string(),
        name: inspector.name.to_string(),
        links: inspector.links.iter().map(link).collect(),
    }
}

/// How a school stands in a term.
#[derive(Clone, Copy, Debug)]
pub struct StandingLook<'a> {
    /// The term.
    pub term: &'a Term,
    /// Visits done and missing.
    pub standing: &'a RoutineStanding,
    /// The day on which it stands so.
    pub on: NaiveDate,
}

/// How a school stands in a term, as messages carry it.
#[must_use]
pub fn standing_out(look: &StandingLook<'_>) -> pb::RoutineStanding {
    let StandingLook { term, standing, on } = look;
    pb::RoutineStanding {
        school_code: standing.school.to_string(),
        term: term.name.clone(),
        days: Some(period_out(term.period)),
        done: count_out(standing.done),
        missing: count_out(standing.missing),
        check: standing.check.map(|check| check.to_string()).unwrap_or_default(),
        on: Some(date_out(*on)),
    }
}
