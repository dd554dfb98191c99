//! Who may know whom: the edges of [`HOUSE`](crate::house::HOUSE).

use crate::house::room_of;
use crate::tree::{Member, Tree};
use crate::violation::Violation;

/// The three tables of a manifest that name other crates.
pub(super) const TABLES: [&str; 3] = ["dependencies", "dev-dependencies", "build-dependencies"];

pub(super) fn check(tree: &Tree) -> Vec<Violation> {
    tree.members.iter().flat_map(|member| edges(member, tree)).collect()
}

fn edges(member: &Member, tree: &Tree) -> Vec<Violation> {
    let path = member.manifest.path.as_str();
    let Some(room) = room_of(&member.name) else {
        let what = format!("crate `{}` has no room in the house", member.name);
        let mend =
            "argue it in crates/README.md#decisions, then add it to crates/xtask/src/house.rs";
        return vec![Violation::new(path, 1, what, mend)];
    };
    let mut violations = Vec::new();
    for table in TABLES {
        for name in dependencies(member, table) {
            let is_ours = tree.members.iter().any(|other| other.name == name);
            // A crate may turn on its own feature `testing` for its tests.
            let is_own_tests = table == "dev-dependencies" && name == member.name;
            if is_ours && !room.may_import(name) && !is_own_tests {
                let line = member.manifest.line_of(table, name);
                let what = format!("`{}` may not import `{name}`", member.name);
                let mend = "move the code to where both are known, or change the edge in \
                            crates/xtask/src/house.rs after a decision in crates/README.md";
                violations.push(Violation::new(path, line, what, mend));
            }
        }
    }
    violations
}

/// The names in one table of dependencies.
pub(super) fn dependencies<'a>(member: &'a Member, table: &str) -> Vec<&'a str> {
    let table = member.manifest.table.get(table).and_then(toml::Value::as_table);
    table.map(|table| table.keys().map(String::as_str).collect()).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::tree::tests::tree;

    fn fee(dependencies: &str) -> Vec<Violation> {
        let manifest = format!("[package]\nname = \"kehou-fee\"\n{dependencies}");
        check(&tree(&[
            ("crates/kehou-fee/Cargo.toml", &manifest),
            ("crates/kehou-units/src/lib.rs", ""),
            ("crates/kehou-funds/src/lib.rs", ""),
        ]))
    }

    #[test]
    fn an_edge_downwards_is_accepted() {
        assert_eq!(fee("[dependencies]\nkehou-units.workspace = true\n"), []);
    }

    #[test]
    fn a_crate_may_name_itself_for_its_tests_only() {
        assert_eq!(fee("[dev-dependencies]\nkehou-fee.workspace = true\n"), []);
        assert_eq!(fee("[dependencies]\nkehou-fee.workspace = true\n").len(), 1);
    }

    #[test]
    fn an_edge_between_capabilities_is_refused_where_it_stands() {
        for table in TABLES {
            let violations = fee(&format!("[{table}]\n\nkehou-funds = {{ workspace = true }}\n"));
            let [violation] = violations.as_slice() else { panic!("{violations:?}") };
            assert_eq!(
                (violation.path.as_str(), violation.line),
                ("crates/kehou-fee/Cargo.toml", 5)
            );
            assert!(violation.what.contains("may not import `kehou-funds`"));
        }
    }

    #[test]
    fn a_crate_without_a_room_is_refused() {
        let violations = check(&tree(&[("crates/kehou-gossip/src/lib.rs", "")]));
        assert!(violations[0].what.contains("`kehou-gossip` has no room"));
    }
}
