//! Files handed in as evidence.

use kehou_inspection::{Attachment, Line};
use kehou_registry::SchoolCode;
use kehou_units::Instant;

use crate::{
    Flaw, Page, Violations, WriteHead,
    inspection::written::{line, signature_out},
    naming::{count_out, known_at, school_code},
    paging::page,
    pb::inspection::{
        self as pb, attach_evidence_request::Part as AskedPart,
        get_attachment_response::Part as AnsweredPart,
    },
    place::{Place, reading},
    scalar::sha256,
    write::{Write, write_head},
};

/// The most bytes of one piece that is sent.
const CHUNK_LIMIT: usize = 1_024 * 1_024;

/// What is said of a file before its bytes come.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct EvidencePiecesHead {
    /// Who writes it by what id, and why.
    pub write: WriteHead,
    /// The school.
    pub school: SchoolCode,
    /// Its name, which is a text only and never a path.
    pub name: Line,
    /// The SHA-256 that its bytes are to have.
    pub sha256: [u8; 32],
}

/// A piece of a file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum EvidencePart {
    /// What is said of it; comes first, and only first.
    Head(Box<EvidencePiecesHead>),
    /// The next bytes.
    Chunk(Vec<u8>),
}

/// The pieces of a file in the order they must come: a head, then bytes.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct EvidencePieces {
    has_head: bool,
}

impl EvidencePieces {
    /// Reads the next piece.
    ///
    /// # Errors
    ///
    /// [`Violations`] with everything that is wrong with its fields, or a piece out of order.
    pub fn next(&mut self, given: pb::AttachEvidenceRequest) -> Result<EvidencePart, Violations> {
        reading(|at| match (given.part, self.has_head) {
            (None, _) => at.field("part").refuse(Flaw::Required),
            (Some(AskedPart::Header(_)), true) => at.field("header").refuse(Flaw::Unexpected),
            (Some(AskedPart::Chunk(_)), false) => at.field("header").refuse(Flaw::Required),
            (Some(AskedPart::Header(header)), false) => {
                self.has_head = true;
                head(at.field("header"), header).map(Box::new).map(EvidencePart::Head)
            }
            (Some(AskedPart::Chunk(bytes)), true) if bytes.len() > CHUNK_LIMIT => {
                let (given, limit) = (bytes.len(), CHUNK_LIMIT);
                at.field("chunk").refuse(Flaw::TooLong { given, limit })
            }
            (Some(AskedPart::Chunk(bytes)), true) => Some(EvidencePart::Chunk(bytes)),
        })
    }

    /// What is wrong when nothing came at all.
    #[must_use]
    pub fn nothing() -> Violations {
        let nothing: Result<(), Violations> =
            reading(|at| at.field("header").refuse(Flaw::Required));
        nothing.err().unwrap_or_default()
    }
}

impl Write for pb::EvidenceHeader {
    const METHOD: &'static str = "AttachEvidence";
    const REASON: crate::write::ReasonDuty = crate::write::ReasonDuty::Optional;

    fn request_id(&mut self) -> &mut String {
        &mut self.request_id
    }

    fn reason(&self) -> &str {
        &self.reason
    }

    fn etag(&self) -> i64 {
        0
    }
}

fn head(mut at: Place<'_>, mut given: pb::EvidenceHeader) -> Option<EvidencePiecesHead> {
    let write = write_head(&mut at, &mut given);
    let school = school_code(at.field("school_code"), &given.school_code);
    let name = line(at.field("name"), &given.name);
    let sha256 = sha256(at.field("sha256"), &given.sha256);
    Some(EvidencePiecesHead { write: write?, school: school?, name: name?, sha256: sha256? })
}

/// A file is asked for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct GetAttachmentQuestion {
    /// The school.
    pub school: SchoolCode,
    /// The SHA-256 of its bytes.
    pub sha256: [u8; 32],
}

impl GetAttachmentQuestion {
    /// Reads a request.
    ///
    /// # Errors
    ///
    /// [`Violations`] with everything that is wrong with its fields.
    pub fn read(given: &pb::GetAttachmentRequest) -> Result<Self, Violations> {
        reading(|at| {
            let school = school_code(at.field("school_code"), &given.school_code);
            let sha256 = sha256(at.field("sha256"), &given.sha256);
            Some(Self { school: school?, sha256: sha256? })
        })
    }
}

/// The files of a school are asked for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ListAttachmentsQuestion {
    /// The school.
    pub school: SchoolCode,
    /// As known when; now when none.
    pub known_at: Option<Instant>,
    /// The page.
    pub page: Page,
}

impl ListAttachmentsQuestion {
    /// Reads a request.
    ///
    /// # Errors
    ///
    /// [`Violations`] with everything that is wrong with its fields.
    pub fn read(mut given: pb::ListAttachmentsRequest) -> Result<Self, Violations> {
        reading(|at| {
            let page = page(at, &mut given);
            let school = school_code(at.field("school_code"), &given.school_code);
            let known_at = known_at(at.field("known_at"), given.known_at.as_ref());
            Some(Self { school: school?, known_at: known_at?, page: page? })
        })
    }
}

/// A file as messages carry it, without its bytes.
#[must_use]
pub fn attachment_out(file: &Attachment) -> pb::Attachment {
    pb::Attachment {
        sha256: file.sha256.iter().map(|byte| format!("{byte:02x}")).collect(),
        name: file.name.to_string(),
        media_type: file.media.code().to_owned(),
        size_bytes: count_out(file.bytes),
        signed: Some(signature_out(&file.signed)),
    }
}

/// The message before the bytes of a file.
#[must_use]
pub fn file_out(file: &Attachment) -> pb::GetAttachmentResponse {
    pb::GetAttachmentResponse { part: Some(AnsweredPart::File(attachment_out(file))) }
}

/// The next bytes of a file.
#[must_use]
pub const fn chunk_out(bytes: Vec<u8>) -> pb::GetAttachmentResponse {
    pb::GetAttachmentResponse { part: Some(AnsweredPart::Chunk(bytes)) }
}
