//! Where the code cites rules: ids in the doc comments of what ships.

use super::identity;
use crate::source::{CommentKind, Role, Source};
use crate::tree::Tree;

/// One id in one doc comment.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Citation {
    /// The id as written.
    pub(super) id: String,
    /// The file.
    pub(super) path: String,
    /// The line.
    pub(super) line: usize,
    /// Whether it stands in a section `# Clauses`, where only registered ids may stand.
    pub(super) binds: bool,
    /// Whether it documents code; the variant of an enum names a rule without carrying it out.
    pub(super) carries: bool,
}

/// All citations in the shipped code of the crates, but for this tool's own.
pub(super) fn find(tree: &Tree) -> Vec<Citation> {
    tree.members
        .iter()
        .filter(|member| member.name != "xtask")
        .flat_map(|member| &member.sources)
        .filter(|source| source.role == Role::Code)
        .flat_map(in_source)
        .collect()
}

fn in_source(source: &Source) -> Vec<Citation> {
    let mut citations = Vec::new();
    let mut is_section = false;
    let mut line_before = 0;
    for comment in source.shipped_comments().filter(|c| c.kind != CommentKind::Plain) {
        let text = comment.text.trim();
        if text.starts_with("# ") {
            is_section = text == "# Clauses";
        } else if comment.line != line_before + 1 {
            is_section = false;
        }
        line_before = comment.line;
        let carries =
            comment.kind == CommentKind::Inner || !documents_variant(source, comment.line);
        citations.extend(identity::ids_in(text).into_iter().map(|id| Citation {
            id: id.to_owned(),
            path: source.path.clone(),
            line: comment.line,
            binds: is_section,
            carries,
        }));
    }
    citations
}

/// Whether the item after a line is a variant: a capitalised name that is followed by what a
/// variant may be followed by.
fn documents_variant(source: &Source, line: usize) -> bool {
    let mut words =
        source.tokens.iter().filter(|token| token.line > line).map(|token| &*token.text);
    let Some(name) = first_after_attributes(&mut words) else {
        return false;
    };
    let after = words.next();
    name.starts_with(|c: char| c.is_ascii_uppercase())
        && matches!(after, Some("," | "}" | "(" | "{" | "="))
}

fn first_after_attributes<'a>(words: &mut impl Iterator<Item = &'a str>) -> Option<&'a str> {
    loop {
        let word = words.next()?;
        if word != "#" {
            return Some(word);
        }
        let mut depth = 0_usize;
        for word in words.by_ref() {
            match word {
                "[" => depth += 1,
                "]" => depth -= 1,
                _ => {}
            }
            if depth == 0 {
                break;
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::tree::tests::tree;

    fn found(text: &str) -> Vec<(String, usize, bool, bool)> {
        let tree = tree(&[("crates/kehou-fee/src/assess.rs", text)]);
        find(&tree).into_iter().map(|c| (c.id, c.line, c.binds, c.carries)).collect()
    }

    fn citation(id: &str, line: usize, binds: bool, carries: bool) -> (String, usize, bool, bool) {
        (id.to_owned(), line, binds, carries)
    }

    #[test]
    fn ids_in_doc_comments_are_citations_and_bind_in_their_section() {
        let text = "//! Fees (F1).\n\n/// Assesses.\n///\n/// # Clauses\n///\n/// F2; F4.\n///\n\
                    /// # Errors\n///\n/// F8.\npub fn assess() {}\n\n/// F5.\nfn settle() {}\n";
        assert_eq!(
            found(text),
            [
                citation("F1", 1, false, true),
                citation("F2", 7, true, true),
                citation("F4", 7, true, true),
                citation("F8", 11, false, true),
                citation("F5", 14, false, true),
            ]
        );
    }

    #[test]
    fn a_section_ends_with_its_doc_comment() {
        let text = "/// # Clauses\n/// F2\nfn a() {}\n/// F5\nfn b() {}\n";
        assert_eq!(found(text), [citation("F2", 2, true, true), citation("F5", 4, false, true)]);
    }

    #[test]
    fn code_strings_plain_comments_and_tests_cite_nothing() {
        let text =
            "// F1\nfn a() { \"F2\"; F3 }\n#[cfg(test)]\nmod tests {\n /// F4\n fn b() {}\n}\n";
        assert_eq!(found(text), []);
        let tests = tree(&[("crates/kehou-fee/src/assess/tests.rs", "/// F4\nfn b() {}\n")]);
        assert_eq!(find(&tests), []);
    }

    #[test]
    fn a_variant_names_a_rule_without_carrying_it_out() {
        let text = "/// F1\npub enum Check {\n /// R01\n #[x(y)]\n R01,\n /// R02\n Late(u8),\n /// R03\n Odd { a: u8 }\n}\n";
        assert_eq!(
            found(text),
            [
                citation("F1", 1, false, true),
                citation("R01", 3, false, false),
                citation("R02", 6, false, false),
                citation("R03", 8, false, false),
            ]
        );
    }
}
