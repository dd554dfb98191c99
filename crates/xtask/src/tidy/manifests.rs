//! Every crate says what it is, has a README, and follows the workspace; every outside crate of
//! the workspace says what it is for.

use crate::tree::{Manifest, Member, Tree};
use crate::violation::Violation;

/// Keys of `[package]` that come from the workspace.
const INHERITED: [&str; 5] = ["version", "edition", "rust-version", "license", "publish"];

pub(super) fn check(tree: &Tree) -> Vec<Violation> {
    let mut violations = uncommented(&tree.manifest);
    for member in &tree.members {
        violations.extend(undescribed(member));
        violations.extend(not_inherited(member));
        let readme = format!("{}/README.md", member.folder);
        if tree.files.get(&readme).is_none_or(|text| text.trim().is_empty()) {
            let mend = "say what the crate decides, with an example and its clauses";
            violations.push(Violation::new(readme, 1, "the crate has no README", mend));
        }
    }
    violations
}

fn undescribed(member: &Member) -> Option<Violation> {
    let described = member.manifest.package("description").and_then(toml::Value::as_str);
    let mend = "write one sentence in `description`";
    let violation = Violation::new(&member.manifest.path, 1, "the crate has no description", mend);
    described.is_none_or(|text| text.trim().is_empty()).then_some(violation)
}

fn not_inherited(member: &Member) -> Vec<Violation> {
    let manifest = &member.manifest;
    let is_true = |value: &toml::Value| value.as_bool() == Some(true);
    let mut violations = Vec::new();
    for key in INHERITED {
        let inherits = manifest.package(key).and_then(|value| value.get("workspace"));
        if !inherits.is_some_and(is_true) {
            let (what, line) =
                (format!("`{key}` is not the workspace's"), manifest.line_of("package", key));
            violations.push(Violation::new(
                &manifest.path,
                line,
                what,
                format!("write `{key}.workspace = true`"),
            ));
        }
    }
    let lints = manifest.table.get("lints").and_then(|lints| lints.get("workspace"));
    if !lints.is_some_and(is_true) {
        let line = manifest.line_of("lints", "workspace");
        let mend = "write `workspace = true` under [lints]";
        violations.push(Violation::new(
            &manifest.path,
            line,
            "the lints are not the workspace's",
            mend,
        ));
    }
    violations
}

/// Lines of `[workspace.dependencies]` that name an outside crate without saying what for.
fn uncommented(manifest: &Manifest) -> Vec<Violation> {
    let mut violations = Vec::new();
    let mut section = "";
    for (line, text) in (1..).zip(manifest.text.lines()) {
        if text.starts_with('[') {
            section = text.trim();
            continue;
        }
        let Some((name, entry)) = text.split_once('=') else {
            continue;
        };
        let is_entry = section == "[workspace.dependencies]" && !name.starts_with(['#', ' ']);
        if is_entry && !entry.contains("path =") && comment_of(entry).is_empty() {
            let what = format!("nothing says what `{}` is for", name.trim());
            violations.push(Violation::new(
                &manifest.path,
                line,
                what,
                "end the line with a comment",
            ));
        }
    }
    violations
}

/// The comment at the end of a line of TOML; a `#` inside a string begins none.
fn comment_of(entry: &str) -> &str {
    let mut is_string = false;
    for (at, c) in entry.char_indices() {
        match c {
            '"' => is_string = !is_string,
            '#' if !is_string => return entry.get(at + 1..).unwrap_or_default().trim(),
            _ => {}
        }
    }
    ""
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::tree::tests::tree;

    const GOOD: &str = "[package]\nname = \"kehou-fee\"\ndescription = \"Fees.\"\n\
        version.workspace = true\nedition.workspace = true\nrust-version.workspace = true\n\
        license.workspace = true\npublish.workspace = true\n[lints]\nworkspace = true\n";

    fn found(manifest: &str, readme: &str) -> Vec<(usize, String)> {
        let files =
            [("crates/kehou-fee/Cargo.toml", manifest), ("crates/kehou-fee/README.md", readme)];
        check(&tree(&files)).into_iter().map(|found| (found.line, found.what)).collect()
    }

    fn at_root(line: &str) -> usize {
        check(&tree(&[("Cargo.toml", &format!("[workspace.dependencies]\n{line}\n"))])).len()
    }

    #[test]
    fn a_crate_that_follows_the_workspace_is_accepted() {
        assert_eq!(found(GOOD, "# Fees"), []);
    }

    #[test]
    fn a_crate_without_readme_or_description_is_refused() {
        assert_eq!(found(GOOD, " \n"), [(1, "the crate has no README".to_owned())]);
        let silent = GOOD.replace("\"Fees.\"", "\"\"");
        assert_eq!(found(&silent, "# Fees"), [(1, "the crate has no description".to_owned())]);
    }

    #[test]
    fn a_crate_that_goes_its_own_way_is_refused_at_the_line() {
        let own = GOOD.replace("edition.workspace = true", "edition = \"2021\"");
        assert_eq!(found(&own, "# Fees"), [(5, "`edition` is not the workspace's".to_owned())]);
        let own = GOOD.replace("[lints]\nworkspace = true\n", "");
        assert_eq!(found(&own, "# Fees"), [(1, "the lints are not the workspace's".to_owned())]);
    }

    #[test]
    fn an_outside_crate_says_what_it_is_for() {
        assert_eq!(at_root("csv = \"1\" # reads CSV"), 0);
        assert_eq!(at_root("kehou-fee = { path = \"crates/kehou-fee\" }"), 0);
        assert_eq!(at_root("csv = \"1\""), 1);
        assert_eq!(at_root("csv = \"1\" #"), 1);
        assert_eq!(at_root("csv = { version = \"#1\" }"), 1);
    }
}
