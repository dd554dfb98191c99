//! The expected answers, read from the file beside the table.

use std::collections::{BTreeMap, BTreeSet};

/// The expected answers; what they don't hold must be refused.
pub(super) struct Matrix {
    words: BTreeMap<&'static str, Vec<&'static str>>,
    permitted: BTreeSet<(&'static str, &'static str, &'static str, &'static str)>,
    lines: Vec<(&'static str, &'static str, &'static str)>,
}

impl Matrix {
    pub(super) fn read() -> Self {
        let mut matrix =
            Self { words: BTreeMap::new(), permitted: BTreeSet::new(), lines: Vec::new() };
        let mut permission = "";
        for line in include_str!("../matrix.txt").lines() {
            let words: Vec<&str> = line.split_whitespace().collect();
            match words[..] {
                [] => {}
                [first, ..] if first.starts_with('#') => {}
                ["=", word, ref places @ ..] => drop(matrix.words.insert(word, places.to_vec())),
                [name] if !line.starts_with(' ') => permission = name,
                [role, scope, word] => matrix.add((permission, role, scope), word),
                _ => panic!("`{line}` can't be read"),
            }
        }
        matrix
    }

    fn add(
        &mut self,
        line @ (permission, role, scope): (&'static str, &'static str, &'static str),
        word: &str,
    ) {
        assert!(!self.lines.contains(&line), "{line:?} stands twice");
        self.lines.push(line);
        let places = self.words.get(word).unwrap_or_else(|| panic!("`{word}` stands for nothing"));
        self.permitted.extend(places.iter().map(|place| (permission, role, scope, *place)));
    }

    /// Every place there is.
    pub(super) fn places(&self) -> &[&'static str] {
        &self.words["everything"]
    }

    /// The lines: permission, role and scope.
    pub(super) fn lines(&self) -> impl Iterator<Item = (&'static str, &'static str, &'static str)> {
        self.lines.iter().copied()
    }

    pub(super) fn permits(&self, permission: &str, role: &str, scope: &str, place: &str) -> bool {
        self.permitted.contains(&(permission, role, scope, place))
    }
}
