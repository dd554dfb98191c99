//! Collecting where a result is not what a case expects.

use std::fmt::Display;

/// Everything in which a result differs from an expectation.
#[derive(Debug, Default)]
pub(super) struct Differences {
    found: Vec<String>,
}

impl Differences {
    /// Compares, when the case says anything about it.
    pub(super) fn compare<T: PartialEq + Display>(
        &mut self,
        what: impl Display,
        expected: Option<T>,
        actual: T,
    ) {
        let Some(expected) = expected else { return };
        let [expected, actual] = [expected, actual];
        if expected != actual {
            self.add(format!("{what}: expected {expected}, got {actual}"));
        }
    }

    /// Notes a difference.
    pub(super) fn add(&mut self, what: String) {
        self.found.push(what);
    }

    /// Fails when there is any.
    pub(super) fn none(self) -> anyhow::Result<()> {
        if self.found.is_empty() { Ok(()) } else { anyhow::bail!("{}", self.found.join("; ")) }
    }
}
