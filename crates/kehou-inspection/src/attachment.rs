//! Files handed in as evidence: which are taken, and what is kept of them.

mod media;
#[cfg(test)]
mod tests;

use kehou_units::Fault;

pub use media::MediaType;

use crate::written::{Line, Signature};

/// The most bytes of a file handed in as evidence: 10 MiB.
pub const ATTACHMENT_BYTES: usize = 10 * 1024 * 1024;
/// The most bytes of all files of a school together: 1 GiB. No rule says so: a limit of the service, so
/// that one school can't fill the books of the county.
pub const SCHOOL_ATTACHMENT_BYTES: u64 = 1024 * 1024 * 1024;
/// How many bytes of a file are kept together: 256 KiB.
pub const PIECE_BYTES: u32 = 256 * 1024;

/// A file handed in as evidence, without its bytes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Attachment {
    /// SHA-256 of its bytes, by which acts name it.
    pub sha256: [u8; 32],
    /// The name under which it was handed in first; shown, and never opened as a path.
    pub name: Line,
    /// What it is, by its own bytes.
    pub media: MediaType,
    /// How many bytes it has, from 1 to [`ATTACHMENT_BYTES`].
    pub bytes: u32,
    /// Who handed it in, and when.
    pub signed: Signature,
}

impl Attachment {
    /// In how many pieces its bytes are kept.
    #[must_use]
    pub const fn pieces(&self) -> u32 {
        self.bytes.div_ceil(PIECE_BYTES)
    }
}

/// A file is not taken.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum AttachmentError {
    /// It has no bytes.
    #[error("the file is empty")]
    Empty,
    /// It has too many.
    #[error("the file has more than {limit} bytes; hand it in smaller")]
    TooLarge {
        /// How many it may have.
        limit: usize,
    },
    /// The school's files have as many bytes as they may.
    #[error("the files of the school would have more than {limit} bytes together; ask the county")]
    SchoolFull {
        /// How many they may have.
        limit: u64,
    },
    /// Its bytes are of no kind that is taken, whatever its name says.
    #[error(
        "the file is no JPEG, PNG, WebP, PDF, XLSX, DOCX, plain text or CSV by its own bytes; whatever its name says"
    )]
    Media,
    /// Its bytes are not those that were announced.
    #[error("the bytes have the SHA-256 {found}, announced was {announced}; send the file again")]
    Hash {
        /// Of the bytes that came.
        found: String,
        /// That was announced.
        announced: String,
    },
}

impl AttachmentError {
    /// The stable code of this error.
    #[must_use]
    pub const fn code(&self) -> &'static str {
        match self {
            Self::Empty => "ATTACHMENT_EMPTY",
            Self::TooLarge { .. } => "ATTACHMENT_TOO_LARGE",
            Self::SchoolFull { .. } => "ATTACHMENT_SCHOOL_FULL",
            Self::Media => "ATTACHMENT_MEDIA",
            Self::Hash { .. } => "ATTACHMENT_HASH",
        }
    }

    /// The kind of failure.
    #[must_use]
    pub const fn fault(&self) -> Fault {
        match self {
            Self::TooLarge { .. } | Self::SchoolFull { .. } => Fault::Limit,
            Self::Empty | Self::Media | Self::Hash { .. } => Fault::Invalid,
        }
    }

    /// The arguments of its text, by name.
    #[must_use]
    pub fn args(&self) -> Vec<(&'static str, String)> {
        match self {
            Self::Empty | Self::Media => Vec::new(),
            Self::TooLarge { limit } => vec![("limit", limit.to_string())],
            Self::SchoolFull { limit } => vec![("limit", limit.to_string())],
            Self::Hash { found, announced } => {
                vec![("found", found.clone()), ("announced", announced.clone())]
            }
        }
    }
}

/// Whether a school that has files of so many bytes may have one more.
///
/// # Errors
///
/// [`AttachmentError::SchoolFull`].
pub fn has_room(held: u64, bytes: u32) -> Result<(), AttachmentError> {
    let limit = SCHOOL_ATTACHMENT_BYTES;
    let is_full = held.checked_add(bytes.into()).is_none_or(|all| all > limit);
    if is_full { Err(AttachmentError::SchoolFull { limit }) } else { Ok(()) }
}

/// What a file is that somebody hands in, when it is taken.
///
/// # Errors
///
/// [`AttachmentError::Empty`], [`AttachmentError::TooLarge`], [`AttachmentError::Media`]. Whether the
/// bytes are those announced is for who has their hash.
///
/// # Clauses
///
/// I7, I9: evidence that stays readable.
pub fn media_of(name: &Line, content: &[u8]) -> Result<MediaType, AttachmentError> {
    match content.len() {
        0 => Err(AttachmentError::Empty),
        1..=ATTACHMENT_BYTES => MediaType::of(name, content).ok_or(AttachmentError::Media),
        _ => Err(AttachmentError::TooLarge { limit: ATTACHMENT_BYTES }),
    }
}
