//! SHA-256 values by what they stand for.

use std::fmt;

use kehou_units::Fault;
use sha2::{Digest, Sha256};

/// Lower-case hexadecimal.
pub(crate) fn hex(bytes: &[u8; 32]) -> String {
    const DIGITS: &[u8; 16] = b"0123456789abcdef";
    let digit = |nibble: u8| char::from(DIGITS[usize::from(nibble)]);
    bytes.iter().flat_map(|byte| [digit(byte >> 4), digit(byte & 15)]).collect()
}

pub(crate) fn sha256(text: &str) -> [u8; 32] {
    Sha256::digest(text).into()
}

/// A text is not a SHA-256 in hexadecimal.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("`{given}` is not a SHA-256 written as 64 digits 0-9 and a-f")]
pub struct HashTextError {
    /// The text, at most its first 80 characters.
    pub given: String,
}

impl HashTextError {
    /// The stable code of this error.
    #[must_use]
    pub const fn code(&self) -> &'static str {
        "DRAW_HASH_TEXT"
    }

    /// The kind of failure.
    #[must_use]
    pub const fn fault(&self) -> Fault {
        Fault::Invalid
    }

    /// The arguments of its text.
    #[must_use]
    pub fn args(&self) -> Vec<(&'static str, String)> {
        vec![("given", self.given.clone())]
    }
}

fn from_hex(text: &str) -> Result<[u8; 32], HashTextError> {
    let wrong = || HashTextError { given: text.chars().take(80).collect() };
    let (pairs, []) = text.as_bytes().as_chunks::<2>() else {
        return Err(wrong());
    };
    let nibble = |digit: u8| match digit {
        b'0'..=b'9' => Some(digit - b'0'),
        b'a'..=b'f' => Some(digit - b'a' + 10),
        _ => None,
    };
    let byte = |[high, low]: &[u8; 2]| Some(nibble(*high)? << 4 | nibble(*low)?);
    let bytes: Option<Vec<u8>> = pairs.iter().map(byte).collect();
    bytes.and_then(|bytes| bytes.try_into().ok()).ok_or_else(wrong)
}

macro_rules! fingerprints {
    ($($(#[$doc:meta])+ $name:ident;)+) => {$(
        $(#[$doc])+
        #[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub struct $name([u8; 32]);

        impl $name {
            pub(crate) fn of(text: &str) -> Self {
                Self(sha256(text))
            }

            /// The hash with these bytes.
            #[must_use]
            pub const fn from_bytes(bytes: [u8; 32]) -> Self {
                Self(bytes)
            }

            /// Its bytes.
            #[must_use]
            pub const fn as_bytes(&self) -> &[u8; 32] {
                &self.0
            }

            /// Reads 64 digits, lower case.
            ///
            /// # Errors
            ///
            /// [`HashTextError`] for any other text.
            pub fn from_hex(text: &str) -> Result<Self, HashTextError> {
                from_hex(text).map(Self)
            }
        }

        impl fmt::Display for $name {
            /// Writes 64 digits, lower case.
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str(&hex(&self.0))
            }
        }

        impl fmt::Debug for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str(&hex(&self.0)[..12])
            }
        }
    )+};
}

fingerprints! {
    /// The SHA-256 of a frame's canonical text.
    FrameHash;
    /// The SHA-256 of a commitment's canonical text: what is published before the seed is known.
    CommitmentHash;
    /// The SHA-256 of `nonce:value`, by which a party commits to its part of the seed.
    PartyHash;
    /// The SHA-256 of a proof record's canonical text: what is announced with the result.
    ProofHash;
}
