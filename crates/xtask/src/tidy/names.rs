//! Names that mean something: no drawer for whatever fits nowhere else, no `mod.rs`.

use crate::source::Source;
use crate::tree::Tree;
use crate::violation::Violation;

const DRAWERS: &[&str] = &[
    "utils", "util", "helpers", "helper", "common", "misc", "types", "models", "manager", "prelude",
];

pub(super) fn check(tree: &Tree) -> Vec<Violation> {
    let sources = tree.members.iter().flat_map(|member| &member.sources);
    sources.flat_map(|source| file_name(source).into_iter().chain(inline(source))).collect()
}

fn file_name(source: &Source) -> Option<Violation> {
    if source.stem() == "mod" {
        let mend = "name the file after the module: foo.rs beside foo/";
        return Some(Violation::new(&source.path, 1, "`mod.rs`", mend));
    }
    let mut parts = source.path.trim_end_matches(".rs").split('/');
    parts.find(|part| DRAWERS.contains(part)).map(|part| drawer(&source.path, 1, part))
}

/// Modules that stand inside a file.
fn inline(source: &Source) -> Vec<Violation> {
    let mut found = Vec::new();
    for three in source.tokens.windows(3) {
        let [keyword, name, open] = three else {
            continue;
        };
        let opens = keyword.text == "mod" && open.text == "{";
        if opens && DRAWERS.contains(&name.text.as_str()) {
            found.push(drawer(&source.path, name.line, &name.text));
        }
    }
    found
}

fn drawer(path: &str, line: usize, name: &str) -> Violation {
    let mend = "name it after the noun or the rule that it holds";
    Violation::new(path, line, format!("a module named `{name}` says nothing"), mend)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::tree::tests::tree;

    fn found(path: &str, text: &str) -> Vec<String> {
        let violations = check(&tree(&[(path, text)]));
        violations.into_iter().map(|violation| violation.to_string()).collect()
    }

    #[test]
    fn a_name_that_says_something_is_accepted() {
        let text = "mod tariff;\nmod tests { fn common() {} }\nlet types = 1;";
        assert_eq!(found("crates/kehou-fee/src/tariff.rs", text), [""; 0]);
    }

    #[test]
    fn a_drawer_is_refused_as_file_as_folder_and_inline() {
        for path in ["crates/kehou-fee/src/utils.rs", "crates/kehou-fee/src/common/tariff.rs"] {
            assert!(found(path, "")[0].contains("says nothing"), "{path}");
        }
        let inline = found("crates/kehou-fee/src/lib.rs", "\nmod helpers {}");
        assert!(inline[0].starts_with("crates/kehou-fee/src/lib.rs:2: "), "{inline:?}");
    }

    #[test]
    fn mod_rs_is_refused() {
        assert!(found("crates/kehou-fee/src/tariff/mod.rs", "")[0].contains("`mod.rs`"));
    }
}
