//! The identity of a policy: a hash of what it says.

use std::fmt;

use sha2::{Digest, Sha256};

use crate::facts::Fact;

/// The SHA-256 of a policy's facts, shown as 64 hexadecimal digits.
///
/// Two policies have one id exactly when they say the same: order, spacing, comments and file
/// names of their texts don't matter.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct PolicyId {
    hex: Box<str>,
}

impl PolicyId {
    /// Hashes facts. Each part is preceded by its length, so that no two lists run together.
    pub(crate) fn of(facts: &[Fact]) -> Self {
        let mut hash = Sha256::new();
        let mut part = |text: &str| {
            hash.update(format!("{}:", text.len()));
            hash.update(text);
        };
        part("kehou policy 1");
        for fact in facts {
            part(&fact.subject.to_string());
            part(&fact.period.map(|days| days.to_string()).unwrap_or_default());
            part(&fact.text);
        }
        let digest = hash.finalize();
        let hex: String = digest.iter().map(|byte| format!("{byte:02x}")).collect();
        Self { hex: hex.into() }
    }

    /// The 64 hexadecimal digits.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.hex
    }
}

impl fmt::Display for PolicyId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(&self.hex)
    }
}

impl fmt::Debug for PolicyId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "PolicyId({})", self.hex)
    }
}
