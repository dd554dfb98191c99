//! The pieces of an import as they come.

use kehou_units::Month;

use crate::{
    Flaw, Violations,
    pb::{self, admin::stage_import_request::Part},
    place::{Place, reading},
    scalar::{month, name, number, sha256},
    write::{ReasonDuty, reason, request_id},
};

/// The most bytes of one piece of a file.
pub const CHUNK_LIMIT: usize = 1_024 * 1_024;
/// The most files of one import.
pub const FILE_LIMIT: u16 = 1_000;
/// The most bytes of a file's name.
const NAME_LIMIT: usize = 200;

/// What comes first: what the import is about.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ImportHead {
    /// The caller's id of the import.
    pub request_id: String,
    /// Why.
    pub reason: String,
    /// The month whose rolls it brings.
    pub month: Month,
    /// How many files follow, 1 to 1,000.
    pub file_count: u16,
    /// Whether nothing is to be kept.
    pub validate_only: bool,
}

/// A piece of an import.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ImportPart {
    /// What the import is about; comes first, and only first.
    Head(ImportHead),
    /// A file begins.
    File {
        /// Its name, which is a name only and never a path.
        name: String,
        /// The SHA-256 that its bytes are to have.
        sha256: [u8; 32],
    },
    /// Bytes of the file that began last, at most [`CHUNK_LIMIT`].
    Chunk(Vec<u8>),
}

impl ImportPart {
    /// Reads a piece; in which order pieces come is for the reader of the stream to judge.
    ///
    /// # Errors
    ///
    /// [`Violations`] with everything that is wrong with its fields.
    pub fn read(given: pb::admin::StageImportRequest) -> Result<Self, Violations> {
        reading(|at| match given.part {
            None => at.field("part").refuse(Flaw::Required),
            Some(Part::Header(header)) => head(at.field("header"), &header).map(Self::Head),
            Some(Part::File(header)) => file(at.field("file"), header),
            Some(Part::Chunk(bytes)) if bytes.len() > CHUNK_LIMIT => {
                let (given, limit) = (bytes.len(), CHUNK_LIMIT);
                at.field("chunk").refuse(Flaw::TooLong { given, limit })
            }
            Some(Part::Chunk(bytes)) => Some(Self::Chunk(bytes)),
        })
    }
}

/// The pieces of an import in the order they must come: a head, then files with their bytes.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ImportPieces {
    head: Option<ImportHead>,
    files: u16,
}

impl ImportPieces {
    /// Reads the next piece: a head once and first, then as many files as it says.
    ///
    /// # Errors
    ///
    /// [`Violations`] with everything that is wrong with its fields, or a piece out of order.
    pub fn next(&mut self, given: pb::admin::StageImportRequest) -> Result<ImportPart, Violations> {
        let piece = ImportPart::read(given)?;
        let (missing, field) = match (&piece, &self.head) {
            (ImportPart::Head(head), None) => {
                self.head = Some(head.clone());
                return Ok(piece);
            }
            (ImportPart::File { .. }, Some(head)) if self.files < head.file_count => {
                self.files += 1;
                return Ok(piece);
            }
            (ImportPart::Chunk(_), Some(_)) if self.files > 0 => return Ok(piece),
            (ImportPart::Head(_), Some(_)) => (false, "header"),
            (ImportPart::File { .. }, Some(_)) => (false, "file"),
            (ImportPart::Chunk(_), Some(_)) => (true, "file"),
            (ImportPart::File { .. } | ImportPart::Chunk(_), None) => (true, "header"),
        };
        let flaw = if missing { Flaw::Required } else { Flaw::Unexpected };
        reading(|at| at.field(field).refuse(flaw))
    }

    /// The head, when everything came that it said.
    ///
    /// # Errors
    ///
    /// [`Violations`] when no head came, or fewer files than it said.
    pub fn finish(self) -> Result<ImportHead, Violations> {
        reading(|at| match self.head {
            Some(head) if head.file_count == self.files => Some(head),
            Some(_) => at.field("file").refuse(Flaw::Required),
            None => at.field("header").refuse(Flaw::Required),
        })
    }
}

fn head(mut at: Place<'_>, given: &pb::admin::ImportHeader) -> Option<ImportHead> {
    let request_id = request_id(at.field("request_id"), &given.request_id);
    let reason = reason(at.field("reason"), &given.reason, ReasonDuty::Required);
    let month = month(at.field("month"), &given.month);
    let file_count = number(at.field("file_count"), given.file_count, 1..=FILE_LIMIT);
    Some(ImportHead {
        request_id: request_id?,
        reason: reason?,
        month: month?,
        file_count: file_count?,
        validate_only: given.validate_only,
    })
}

fn file(mut at: Place<'_>, given: pb::admin::ImportFileHeader) -> Option<ImportPart> {
    let name = name(at.field("name"), given.name, NAME_LIMIT);
    let sha256 = sha256(at.field("sha256"), &given.sha256);
    Some(ImportPart::File { name: name?, sha256: sha256? })
}
