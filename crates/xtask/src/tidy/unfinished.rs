//! No marks of unfinished work, in any text file: what is left to do stands in an issue.

use crate::tree::Tree;
use crate::violation::Violation;

/// Put together from halves, so that this file does not find itself.
const MARKS: &[&str] = &[
    concat!("TO", "DO"),
    concat!("FIX", "ME"),
    concat!("HA", "CK"),
    concat!("XX", "X"),
    concat!("TB", "D"),
    concat!("to", "do!"),
    concat!("unimple", "mented!"),
];

/// Files of others, kept as they came.
const VENDORED: &str = "proto/google/";

pub(super) fn check(tree: &Tree) -> Vec<Violation> {
    let mut violations = Vec::new();
    for (path, text) in tree.files.iter().filter(|(path, _)| !path.starts_with(VENDORED)) {
        for (line, text) in (1..).zip(text.lines()) {
            if let Some(mark) = MARKS.iter().find(|mark| holds(text, mark)) {
                let what = format!("`{mark}` marks unfinished work");
                let mend = "finish it, or file an issue and take the mark away";
                violations.push(Violation::new(path, line, what, mend));
            }
        }
    }
    violations
}

/// Whether a line holds a mark as a word of its own.
fn holds(line: &str, mark: &str) -> bool {
    let is_word = |c: char| c.is_alphanumeric() || c == '_';
    line.match_indices(mark).any(|(at, _)| {
        let (before, after) = (line.get(..at), line.get(at + mark.len()..));
        !before.is_some_and(|text| text.ends_with(is_word))
            && !after.is_some_and(|text| text.starts_with(is_word))
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::tree::tests::tree;

    fn lines(path: &str, text: &str) -> Vec<usize> {
        check(&tree(&[(path, text)])).into_iter().map(|violation| violation.line).collect()
    }

    #[test]
    fn words_that_merely_contain_a_mark_are_accepted() {
        let text = format!("{0}S and X{1} and _{0}\ntodo = \"warn\"\n", MARKS[0], MARKS[3]);
        assert_eq!(lines("README.md", &text), []);
    }

    #[test]
    fn every_mark_is_refused_in_every_kind_of_file() {
        for path in ["README.md", "crates/kehou-fee/src/a.rs", "proto/kehou/fee/v1/fee.proto"] {
            for mark in MARKS {
                assert_eq!(lines(path, &format!("// a\n// {mark}(b)\n")), [2], "{path} {mark}");
            }
        }
    }

    #[test]
    fn files_of_others_stay_as_they_came() {
        assert_eq!(lines("proto/google/type/date.proto", MARKS[0]), []);
    }
}
