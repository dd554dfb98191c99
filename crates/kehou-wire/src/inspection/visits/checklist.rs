//! Checklists.

use kehou_inspection::{Checklist, EvidenceKind, Item, Line, NotApplicable, Part, Signature, Veto};
use kehou_units::Instant;

use crate::{
    Flaw, Violations, WriteHead,
    inspection::written::{line, signature_out},
    naming::{count_out, known_at},
    pb::inspection as pb,
    place::{Place, reading},
    scalar::number,
    write::write_head,
};

/// The most bytes of the text of a checklist.
const TEXT_LIMIT: usize = 1_024 * 1_024;

/// A checklist is adopted.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AdoptChecklistQuestion {
    /// Who writes it by what id, and why.
    pub write: WriteHead,
    /// Its text.
    pub text: String,
    /// Whether it is only judged.
    pub validate_only: bool,
}

impl AdoptChecklistQuestion {
    /// Reads a request.
    ///
    /// # Errors
    ///
    /// [`Violations`] with everything that is wrong with its fields.
    pub fn read(mut given: pb::AdoptChecklistRequest) -> Result<Self, Violations> {
        reading(|at| {
            let write = write_head(at, &mut given);
            let text = text(at.field("text"), given.text);
            let validate_only = given.validate_only;
            Some(Self { write: write?, text: text?, validate_only })
        })
    }
}

fn text(mut at: Place<'_>, given: String) -> Option<String> {
    match given.len() {
        0 => at.refuse(Flaw::Required),
        1..=TEXT_LIMIT => Some(given),
        given => at.refuse(Flaw::TooLong { given, limit: TEXT_LIMIT }),
    }
}

/// One checklist is asked for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct GetChecklistQuestion {
    /// Its id.
    pub id: Line,
    /// Its version; the newest when none.
    pub version: Option<u32>,
    /// As known when; now when none.
    pub known_at: Option<Instant>,
}

impl GetChecklistQuestion {
    /// Reads a request.
    ///
    /// # Errors
    ///
    /// [`Violations`] with everything that is wrong with its fields.
    pub fn read(given: &pb::GetChecklistRequest) -> Result<Self, Violations> {
        reading(|at| {
            let id = line(at.field("checklist_id"), &given.checklist_id);
            let place = at.field("checklist_version");
            let version = number(place, given.checklist_version, 0..=u32::MAX);
            let known_at = known_at(at.field("known_at"), given.known_at.as_ref());
            let version = version?;
            Some(Self { id: id?, version: (version > 0).then_some(version), known_at: known_at? })
        })
    }
}

/// All checklists are asked for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ListChecklistsQuestion {
    /// As known when; now when none.
    pub known_at: Option<Instant>,
}

impl ListChecklistsQuestion {
    /// Reads a request.
    ///
    /// # Errors
    ///
    /// [`Violations`] with everything that is wrong with its fields.
    pub fn read(given: &pb::ListChecklistsRequest) -> Result<Self, Violations> {
        reading(|at| {
            let known_at = known_at(at.field("known_at"), given.known_at.as_ref());
            Some(Self { known_at: known_at? })
        })
    }
}

/// A checklist that is answered.
#[derive(Clone, Copy, Debug)]
pub struct ChecklistLook<'a> {
    /// The checklist.
    pub checklist: &'a Checklist,
    /// Who adopted it, and when; none for the one that ships.
    pub adopted: Option<&'a Signature>,
}

impl ChecklistLook<'_> {
    /// The checklist with its parts.
    #[must_use]
    pub fn whole(&self) -> pb::Checklist {
        let parts = self.checklist.parts().iter().map(part_out).collect();
        pb::Checklist { parts, ..self.head() }
    }

    /// The checklist without its parts.
    #[must_use]
    pub fn head(&self) -> pb::Checklist {
        let grade = |grade: &kehou_inspection::GradeLine| pb::ChecklistGrade {
            key: grade.key.to_string(),
            name_zh: grade.zh.to_string(),
            from_percent: count_out(grade.from_percent),
        };
        pb::Checklist {
            id: self.checklist.id().to_string(),
            version: count_out(self.checklist.version()),
            title: self.checklist.title().to_string(),
            not_applicable_earns: self.checklist.not_applicable() == NotApplicable::Earned,
            grades: self.checklist.grades().map(grade).collect(),
            parts: Vec::new(),
            adopted: self.adopted.map(signature_out),
        }
    }
}

fn part_out(part: &Part) -> pb::ChecklistPart {
    pb::ChecklistPart {
        key: part.key.to_string(),
        title_zh: part.zh.to_string(),
        title_en: part.en.to_string(),
        points: count_out(part.points),
        items: part.items.iter().map(item_out).collect(),
    }
}

fn item_out(item: &Item) -> pb::ChecklistItem {
    pb::ChecklistItem {
        id: item.id.to_string(),
        text_zh: item.zh.to_string(),
        text_en: item.en.to_string(),
        points: count_out(item.points),
        evidence: item.evidence.iter().map(|kind| kind_out(*kind).into()).collect(),
        proposes_veto: item.veto == Veto::Proposed,
        checks: item.checks.iter().map(ToString::to_string).collect(),
    }
}

const fn kind_out(kind: EvidenceKind) -> pb::EvidenceKind {
    match kind {
        EvidenceKind::Document => pb::EvidenceKind::Document,
        EvidenceKind::Photo => pb::EvidenceKind::Photo,
        EvidenceKind::Record => pb::EvidenceKind::Record,
        EvidenceKind::Interview => pb::EvidenceKind::Interview,
        EvidenceKind::Observation => pb::EvidenceKind::Observation,
    }
}
