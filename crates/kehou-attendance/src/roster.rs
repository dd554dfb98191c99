//! Rosters (名册): who stands where on a roll.

use std::{fmt, sync::Arc};

use kehou_registry::PupilNo;
use kehou_units::Fault;
use sha2::{Digest, Sha256};

const FORMAT: u8 = 1;

/// The pupils of a roll in their order; immutable and shared by all rolls that list the same.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Roster {
    pupils: Arc<[PupilNo]>,
}

/// The SHA-256 of a roster's stored form, by which it is found.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct RosterHash([u8; 32]);

impl RosterHash {
    /// Its bytes.
    #[must_use]
    pub const fn as_bytes(&self) -> &[u8; 32] {
        &self.0
    }
}

impl fmt::Debug for RosterHash {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0[..6].iter().try_for_each(|byte| write!(f, "{byte:02x}"))
    }
}

/// A roster can't be made or read.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum RosterError {
    /// A pupil stands on it twice.
    #[error("pupil {pupil} stands on the roster twice")]
    Twice {
        /// The pupil.
        pupil: PupilNo,
    },
    /// Its stored form is cut off or of an unknown format.
    #[error("a stored roster of {length} bytes is cut off or of an unknown format")]
    Broken {
        /// How many bytes there are.
        length: usize,
    },
}

impl RosterError {
    /// The stable code of this error.
    #[must_use]
    pub const fn code(&self) -> &'static str {
        match self {
            Self::Twice { .. } => "ROSTER_TWICE",
            Self::Broken { .. } => "ROSTER_BROKEN",
        }
    }

    /// The kind of failure.
    #[must_use]
    pub const fn fault(&self) -> Fault {
        match self {
            Self::Twice { .. } => Fault::Invalid,
            Self::Broken { .. } => Fault::Internal,
        }
    }
}

impl Roster {
    /// Makes a roster.
    ///
    /// # Errors
    ///
    /// [`RosterError::Twice`] when a pupil is listed twice.
    pub fn new(pupils: Vec<PupilNo>) -> Result<Self, RosterError> {
        let mut sorted = pupils.clone();
        sorted.sort_unstable();
        match sorted.windows(2).find(|pair| pair[0] == pair[1]) {
            Some(pair) => Err(RosterError::Twice { pupil: pair[0] }),
            None => Ok(Self { pupils: pupils.into() }),
        }
    }

    /// Its pupils, by position.
    #[must_use]
    pub fn pupils(&self) -> &[PupilNo] {
        &self.pupils
    }

    /// Its stored form: a format byte, then four bytes a pupil, little-endian.
    #[must_use]
    pub fn to_bytes(&self) -> Vec<u8> {
        let numbers = self.pupils.iter().flat_map(|pupil| pupil.number().to_le_bytes());
        std::iter::once(FORMAT).chain(numbers).collect()
    }

    /// Reads a stored roster.
    ///
    /// # Errors
    ///
    /// - [`RosterError::Broken`] when the bytes are cut off or of an unknown format.
    /// - [`RosterError::Twice`] when a pupil is listed twice.
    pub fn from_bytes(bytes: &[u8]) -> Result<Self, RosterError> {
        let broken = RosterError::Broken { length: bytes.len() };
        let [FORMAT, numbers @ ..] = bytes else {
            return Err(broken);
        };
        let (whole, rest) = numbers.as_chunks::<4>();
        if !rest.is_empty() {
            return Err(broken);
        }
        Self::new(whole.iter().map(|four| PupilNo::new(u32::from_le_bytes(*four))).collect())
    }

    /// The hash of its stored form.
    #[must_use]
    pub fn hash(&self) -> RosterHash {
        RosterHash(Sha256::digest(self.to_bytes()).into())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_roster_comes_back_and_keeps_its_hash() {
        let roster = Roster::new(vec![PupilNo::new(7), PupilNo::new(70_000)]).unwrap();
        let back = Roster::from_bytes(&roster.to_bytes()).unwrap();
        assert_eq!(back, roster);
        assert_eq!(back.hash(), roster.hash());
        let turned = Roster::new(vec![PupilNo::new(70_000), PupilNo::new(7)]).unwrap();
        assert_ne!(turned.hash(), roster.hash(), "positions matter");
    }

    #[test]
    fn broken_rosters_are_refused() {
        let seven = PupilNo::new(7);
        assert_eq!(Roster::new(vec![seven, seven]), Err(RosterError::Twice { pupil: seven }));
        for bytes in [&[][..], &[2], &[1, 0, 0]] {
            assert!(Roster::from_bytes(bytes).is_err(), "{bytes:?}");
        }
    }
}
