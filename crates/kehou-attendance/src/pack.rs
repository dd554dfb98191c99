//! The stored form of marks: a format byte, then one byte a roster position.

use kehou_units::Fault;

use crate::Mark;

const FORMAT: u8 = 1;

/// Stored marks can't be read.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum PackError {
    /// The format byte is missing or unknown.
    #[error("stored marks begin with format {found:?}; this program reads format 1")]
    Format {
        /// The byte that stands there, if any.
        found: Option<u8>,
    },
    /// A byte is no mark.
    #[error("stored mark {byte} at position {position} is unknown")]
    Mark {
        /// The roster position, from 0.
        position: usize,
        /// The byte that stands there.
        byte: u8,
    },
}

impl PackError {
    /// The stable code of this error.
    #[must_use]
    pub const fn code(&self) -> &'static str {
        match self {
            Self::Format { .. } => "PACK_FORMAT",
            Self::Mark { .. } => "PACK_MARK",
        }
    }

    /// The kind of failure: what is stored is broken.
    #[must_use]
    pub const fn fault(&self) -> Fault {
        Fault::Internal
    }
}

/// Packs marks for storage.
#[must_use]
pub fn pack_marks(marks: &[Mark]) -> Vec<u8> {
    std::iter::once(FORMAT).chain(marks.iter().map(|mark| mark.byte())).collect()
}

/// Unpacks stored marks.
///
/// # Errors
///
/// - [`PackError::Format`] when the format byte is missing or unknown.
/// - [`PackError::Mark`] when a byte is no mark.
pub fn unpack_marks(bytes: &[u8]) -> Result<Vec<Mark>, PackError> {
    let [FORMAT, marks @ ..] = bytes else {
        return Err(PackError::Format { found: bytes.first().copied() });
    };
    let read = |(position, byte): (usize, &u8)| {
        Mark::from_byte(*byte).ok_or(PackError::Mark { position, byte: *byte })
    };
    marks.iter().enumerate().map(read).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn marks_come_back_and_broken_bytes_do_not() {
        assert_eq!(unpack_marks(&pack_marks(&Mark::ALL)).unwrap(), Mark::ALL);
        assert_eq!(unpack_marks(&[]), Err(PackError::Format { found: None }));
        assert_eq!(unpack_marks(&[2, 1]), Err(PackError::Format { found: Some(2) }));
        assert_eq!(unpack_marks(&[1, 1, 9]), Err(PackError::Mark { position: 1, byte: 9 }));
    }
}
