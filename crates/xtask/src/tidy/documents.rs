//! The documents that a reader looks for are there and say something.

use crate::tree::Tree;
use crate::violation::Violation;

const DOCUMENTS: &[(&str, &str)] = &[
    ("README.md", "what the project does, for a newcomer"),
    ("README.zh-CN.md", "the same in Chinese"),
    ("CHANGELOG.md", "what changed, for users"),
    ("BENCHMARKS.md", "figures beside their floor or peer"),
    ("SECURITY.md", "how to report a weakness"),
    ("LICENSE", "the text of Apache-2.0"),
    ("crates/README.md", "architecture, invariants, decisions, glossary"),
];

pub(super) fn check(tree: &Tree) -> Vec<Violation> {
    let is_empty = |path: &str| tree.files.get(path).is_none_or(|text| text.trim().is_empty());
    DOCUMENTS
        .iter()
        .filter(|(path, _)| is_empty(path))
        .map(|(path, holds)| {
            Violation::new(*path, 1, "the document is missing", format!("write it: {holds}"))
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::tree::tests::tree;

    #[test]
    fn a_tree_with_all_documents_is_accepted() {
        let files: Vec<(&str, &str)> = DOCUMENTS.iter().map(|(path, _)| (*path, "text")).collect();
        assert_eq!(check(&tree(&files)), []);
    }

    #[test]
    fn each_missing_or_empty_document_is_refused() {
        for (missing, _) in DOCUMENTS {
            let files: Vec<(&str, &str)> = DOCUMENTS
                .iter()
                .map(|(path, _)| (*path, if path == missing { "\n" } else { "text" }))
                .collect();
            let violations = check(&tree(&files));
            assert_eq!(violations.len(), 1, "{violations:?}");
            assert_eq!(violations[0].path, *missing);
        }
        assert_eq!(check(&tree(&[])).len(), DOCUMENTS.len());
    }
}
