//! Who may be drawn as an inspector, and to which schools they are linked.

use kehou_registry::SchoolCode;

use crate::{
    assign::{InspectorNo, Link, LinkKind},
    written::{Line, PersonRef, Signature},
};

/// An inspector (督查人员) of the county, with what they declared about schools. (I6)
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Inspector {
    /// Who wrote it down, and when.
    pub signed: Signature,
    /// The person, as the subject of their token names them.
    pub person: PersonRef,
    /// Their name, as it is shown.
    pub name: Line,
    /// The schools they are linked to, each with how.
    pub links: Vec<(SchoolCode, LinkKind)>,
}

impl Inspector {
    /// Their links under the number that they have.
    pub fn links_of(&self, inspector: InspectorNo) -> impl Iterator<Item = Link> + '_ {
        self.links.iter().map(move |(school, kind)| Link {
            inspector,
            school: school.clone(),
            kind: *kind,
        })
    }
}
