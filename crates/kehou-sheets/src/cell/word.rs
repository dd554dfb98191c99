//! Words with a fixed meaning.

use super::squeezed;
use crate::{Reason, ReasonCode};

/// Words and what each means; the first of a meaning is the one that is advised.
pub(crate) struct Words<T: 'static>(pub(crate) &'static [(&'static str, T)]);

impl<T: Copy + PartialEq> Words<T> {
    /// What a cell means.
    pub(crate) fn read(&self, cell: &str) -> Result<T, Reason> {
        let text = squeezed(cell);
        let found = self.0.iter().find(|(word, _)| word.eq_ignore_ascii_case(&text));
        found.map(|(_, meaning)| *meaning).ok_or_else(|| {
            Reason::new(ReasonCode::WordUnknown).with("accepted", self.advised().join(" "))
        })
    }

    fn advised(&self) -> Vec<&'static str> {
        let mut advised: Vec<&(&str, T)> = Vec::new();
        for entry in self.0 {
            if advised.iter().all(|(_, meaning)| *meaning != entry.1) {
                advised.push(entry);
            }
        }
        advised.into_iter().map(|(word, _)| *word).collect()
    }
}

const YES: Words<bool> = Words(&[
    ("是", true),
    ("否", false),
    ("有", true),
    ("无", false),
    ("yes", true),
    ("no", false),
    ("y", true),
    ("n", false),
    ("true", true),
    ("false", false),
    ("1", true),
    ("0", false),
    ("√", true),
    ("×", false),
]);

/// Yes or no: `是`, `否`.
pub(crate) fn yes(cell: &str) -> Result<bool, Reason> {
    YES.read(cell)
}
