//! What may come in from outside: one allow-list for each room, versions in one place, and no
//! clock or generator below layer 2.

use super::layers::{TABLES, dependencies};
use crate::house::{BUILDING, IMPURE_FEATURES, Layer, Room, TESTING, room_of};
use crate::tree::{Manifest, Member, Tree};
use crate::violation::Violation;

pub(super) fn check(tree: &Tree) -> Vec<Violation> {
    let mut violations = Vec::new();
    for member in &tree.members {
        for table in TABLES {
            for name in dependencies(member, table) {
                let entry = Entry { member, table, name };
                if !tree.members.iter().any(|other| other.name == name) {
                    violations.extend(entry.not_allowed());
                }
                violations.extend(entry.not_inherited());
                violations.extend(entry.impure());
            }
        }
        violations.extend(by_platform(member));
    }
    violations.extend(impure_workspace(&tree.manifest));
    violations
}

struct Entry<'a> {
    member: &'a Member,
    table: &'a str,
    name: &'a str,
}

impl Entry<'_> {
    fn not_allowed(&self) -> Option<Violation> {
        let room = room_of(&self.member.name)?;
        let is_optional = self.value("optional").and_then(toml::Value::as_bool) == Some(true);
        let is_for_tests = self.table == "dev-dependencies" || is_optional;
        let allowed = if self.table == "build-dependencies" {
            BUILDING.iter().any(|(name, tools)| *name == room.name && tools.contains(&self.name))
        } else {
            room.may_bring_in(self.name) || is_for_tests && TESTING.contains(&self.name)
        };
        let what = format!("`{}` may not bring in `{}`", room.name, self.name);
        let mend = format!(
            "do without, or add it to the lists of crates/xtask/src/house.rs after a decision in \
             crates/README.md; allowed here: {}",
            allowed_names(room, self.table)
        );
        (!allowed).then(|| self.violation(what, mend))
    }

    fn not_inherited(&self) -> Option<Violation> {
        let inherits = self.value("workspace").and_then(toml::Value::as_bool) == Some(true);
        let what = format!("`{}` does not come from the workspace", self.name);
        let mend = "name it in [workspace.dependencies] of the root and write `workspace = true`";
        (!inherits).then(|| self.violation(what, mend.to_owned()))
    }

    fn impure(&self) -> Option<Violation> {
        let is_low = room_of(&self.member.name).is_some_and(|room| room.layer <= Layer::Capability);
        let feature = impure_feature(self.name, self.value("features")).filter(|_| is_low)?;
        let what = format!("feature `{feature}` of `{}` stands below layer 2", self.name);
        Some(self.violation(what, "dates, instants and ids are arguments; drop the feature".into()))
    }

    fn value(&self, key: &str) -> Option<&toml::Value> {
        self.member.manifest.table.get(self.table)?.get(self.name)?.get(key)
    }

    fn violation(&self, what: String, mend: String) -> Violation {
        let manifest = &self.member.manifest;
        Violation::new(&manifest.path, manifest.line_of(self.table, self.name), what, mend)
    }
}

fn allowed_names(room: &Room, table: &str) -> String {
    let mut names: Vec<&str> = match table {
        "build-dependencies" => BUILDING
            .iter()
            .filter(|(name, _)| *name == room.name)
            .flat_map(|(_, t)| *t)
            .copied()
            .collect(),
        _ => room.outside.iter().copied().flatten().copied().collect(),
    };
    if table == "dev-dependencies" {
        names.extend(TESTING);
    }
    if names.is_empty() { "nothing".to_owned() } else { names.join(", ") }
}

/// A table for one platform would go around the lists.
fn by_platform(member: &Member) -> Option<Violation> {
    let what = "dependencies for one platform only";
    let mend = "the house builds the same everywhere; use the plain tables";
    member
        .manifest
        .table
        .contains_key("target")
        .then(|| Violation::new(&member.manifest.path, 1, what, mend))
}

/// What the workspace turns on is on in every crate, so the clock must be off there.
fn impure_workspace(manifest: &Manifest) -> Vec<Violation> {
    let table = manifest.table.get("workspace").and_then(|table| table.get("dependencies"));
    let mut violations = Vec::new();
    for (name, _) in IMPURE_FEATURES {
        let Some(entry) = table.and_then(|table| table.get(name)) else {
            continue;
        };
        let line = manifest.line_of("workspace.dependencies", name);
        let defaults = entry.get("default-features").and_then(toml::Value::as_bool) != Some(false);
        if defaults {
            let what = format!("`{name}` comes with its default features, a clock among them");
            violations.push(Violation::new(
                &manifest.path,
                line,
                what,
                "set default-features = false",
            ));
        }
        if let Some(feature) = impure_feature(name, entry.get("features")) {
            let what = format!("feature `{feature}` of `{name}` is on for every crate");
            let mend = "turn it on in the one crate above layer 1 that needs it";
            violations.push(Violation::new(&manifest.path, line, what, mend));
        }
    }
    violations
}

fn impure_feature(name: &str, features: Option<&toml::Value>) -> Option<&'static str> {
    let (_, impure) = IMPURE_FEATURES.iter().find(|(crate_name, _)| *crate_name == name)?;
    let features = features?.as_array()?;
    impure.iter().copied().find(|impure| features.iter().any(|f| f.as_str() == Some(impure)))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::tree::tests::tree;

    fn found(name: &str, dependencies: &str) -> Vec<String> {
        let manifest = format!("[package]\nname = \"{name}\"\n{dependencies}");
        let violations = check(&tree(&[(&format!("crates/{name}/Cargo.toml"), &manifest)]));
        violations.into_iter().map(|violation| violation.what).collect()
    }

    fn found_at_root(line: &str) -> Vec<String> {
        let manifest = format!("[workspace.dependencies]\n{line}\n");
        let violations = check(&tree(&[("Cargo.toml", &manifest)]));
        violations.into_iter().map(|violation| violation.what).collect()
    }

    #[test]
    fn what_the_list_of_the_room_names_is_accepted() {
        let none: [&str; 0] = [];
        assert_eq!(found("kehou-fee", "[dependencies]\nchrono.workspace = true\n"), none);
        assert_eq!(found("kehou-fee", "[dev-dependencies]\nproptest.workspace = true\n"), none);
        let optional = "[dependencies]\nproptest = { workspace = true, optional = true }\n";
        assert_eq!(found("kehou-fee", optional), none);
        assert_eq!(found("kehou-wire", "[build-dependencies]\nprotox.workspace = true\n"), none);
    }

    #[test]
    fn what_no_list_names_is_refused() {
        let refused = ["`kehou-fee` may not bring in `tokio`"];
        for table in TABLES {
            assert_eq!(
                found("kehou-fee", &format!("[{table}]\ntokio.workspace = true\n")),
                refused
            );
        }
        let words = found("kehou-words", "[dependencies]\nthiserror.workspace = true\n");
        assert_eq!(words, ["`kehou-words` may not bring in `thiserror`"]);
        let shipped = found("kehou-fee", "[dependencies]\nproptest.workspace = true\n");
        assert_eq!(shipped, ["`kehou-fee` may not bring in `proptest`"]);
    }

    #[test]
    fn a_version_of_its_own_is_refused() {
        let own = found("kehou-fee", "[dependencies]\nchrono = \"0.4\"\n");
        assert_eq!(own, ["`chrono` does not come from the workspace"]);
    }

    #[test]
    fn a_table_for_one_platform_is_refused() {
        let own = found("kehou-fee", "[target.'cfg(unix)'.dependencies]\nlibc = \"1\"\n");
        assert_eq!(own, ["dependencies for one platform only"]);
    }

    #[test]
    fn a_clock_is_refused_below_layer_two_and_in_the_workspace() {
        let clock = "[dependencies]\nchrono = { workspace = true, features = [\"clock\"] }\n";
        assert_eq!(found("kehou-fee", clock), ["feature `clock` of `chrono` stands below layer 2"]);
        assert_eq!(found("kehou", clock), [""; 0]);
        let quiet =
            "chrono = { version = \"0.4\", default-features = false, features = [\"std\"] }";
        assert_eq!(found_at_root(quiet), [""; 0]);
        let loud = "uuid = { version = \"1\", default-features = false, features = [\"v7\"] }";
        assert_eq!(found_at_root(loud), ["feature `v7` of `uuid` is on for every crate"]);
        assert_eq!(found_at_root("chrono = \"0.4\"").len(), 1);
    }
}
