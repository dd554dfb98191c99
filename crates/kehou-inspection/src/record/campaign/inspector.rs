//! Inspectors with their links, and routine visits, as they are kept. (I6, I13)

use kehou_registry::SchoolCode;
use serde::{Deserialize, Serialize};

use super::template::PeriodShape;
use crate::{
    assign::LinkKind,
    campaign::{Inspector, RoutineVisit, RoutineVisited},
    record::{Record, RecordFault, day, said, shape_of, text_of},
    written::Signature,
};

#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct InspectorShape {
    person: String,
    name: String,
    links: Vec<LinkShape>,
}

#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct LinkShape {
    school: String,
    kind: KindShape,
}

#[derive(Serialize, Deserialize)]
#[serde(rename_all = "snake_case", deny_unknown_fields)]
enum KindShape {
    Workplace(PeriodShape),
    Family,
}

#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct RoutineShape {
    school: String,
    on: String,
    note: Option<String>,
}

impl Record for Inspector {
    fn signed(&self) -> &Signature {
        &self.signed
    }

    fn to_text(&self) -> String {
        let link = |(school, kind): &(SchoolCode, LinkKind)| LinkShape {
            school: school.to_string(),
            kind: match kind {
                LinkKind::Workplace(period) => KindShape::Workplace(PeriodShape::of(period)),
                LinkKind::Family => KindShape::Family,
            },
        };
        text_of(&InspectorShape {
            person: self.person.to_string(),
            name: self.name.to_string(),
            links: self.links.iter().map(link).collect(),
        })
    }

    fn from_text(text: &str, signed: Signature) -> Result<Self, RecordFault> {
        let shape: InspectorShape = shape_of(text)?;
        let link = |shape: &LinkShape| {
            let kind = match &shape.kind {
                KindShape::Workplace(period) => LinkKind::Workplace(period.read()?),
                KindShape::Family => LinkKind::Family,
            };
            Ok((said(&shape.school)?, kind))
        };
        let links = shape.links.iter().map(link).collect::<Result<_, RecordFault>>()?;
        Ok(Self { signed, person: said(&shape.person)?, name: said(&shape.name)?, links })
    }
}

impl Record for RoutineVisited {
    fn signed(&self) -> &Signature {
        &self.signed
    }

    fn to_text(&self) -> String {
        text_of(&RoutineShape {
            school: self.visit.school.to_string(),
            on: self.visit.on.to_string(),
            note: self.note.as_ref().map(ToString::to_string),
        })
    }

    fn from_text(text: &str, signed: Signature) -> Result<Self, RecordFault> {
        let shape: RoutineShape = shape_of(text)?;
        let visit = RoutineVisit { school: said(&shape.school)?, on: day(&shape.on)? };
        Ok(Self { signed, visit, note: shape.note.as_deref().map(said).transpose()? })
    }
}
