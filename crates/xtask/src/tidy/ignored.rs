//! No ignored tests: a test that does not run proves nothing. A test whose database or oracle is
//! absent says so at run time, with its reason.

use crate::source::Source;
use crate::tree::Tree;
use crate::violation::Violation;

pub(super) fn check(tree: &Tree) -> Vec<Violation> {
    tree.members.iter().flat_map(|member| &member.sources).flat_map(ignored).collect()
}

fn ignored(source: &Source) -> Vec<Violation> {
    let mut found = Vec::new();
    for three in source.tokens.windows(3) {
        let words: Vec<&str> = three.iter().map(|token| token.text.as_str()).collect();
        if let (["#", "[", "ignore"], Some(last)) = (words.as_slice(), three.last()) {
            let mend = "make it run, or take it away; an absent oracle is reported at run time";
            found.push(Violation::new(&source.path, last.line, "an ignored test", mend));
        }
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::tree::tests::tree;

    fn lines(text: &str) -> Vec<usize> {
        let violations = check(&tree(&[("crates/kehou-fee/src/a/tests.rs", text)]));
        violations.into_iter().map(|violation| violation.line).collect()
    }

    #[test]
    fn a_test_that_runs_is_accepted() {
        assert_eq!(lines("// #[ignore]\n#[test]\nfn ignore() {}"), []);
    }

    #[test]
    fn an_ignored_test_is_refused_with_and_without_reason() {
        assert_eq!(lines("#[test]\n#[ignore]\nfn a() {}"), [2]);
        assert_eq!(lines("#[test]\n#[ignore = \"slow\"]\nfn a() {}"), [2]);
    }
}
