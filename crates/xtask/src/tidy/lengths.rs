//! How long a file may be: a reader holds one file in mind at a time.

use crate::house::{Layer, room_of};
use crate::source::{Role, Source};
use crate::tree::Tree;
use crate::violation::Violation;

/// Lines of shipped code in one file of a domain crate (layers 0 and 1).
const DOMAIN: usize = 250;
/// Lines of shipped code in one file of any other crate.
const ELSEWHERE: usize = 400;
/// Lines of one file, its tests included, and of a file of tests.
const WITH_TESTS: usize = 600;

pub(super) fn check(tree: &Tree) -> Vec<Violation> {
    let mut violations = Vec::new();
    for member in &tree.members {
        let is_domain = room_of(&member.name).is_some_and(|room| room.layer <= Layer::Capability);
        let limit = if is_domain { DOMAIN } else { ELSEWHERE };
        violations.extend(member.sources.iter().filter_map(|source| too_long(source, limit)));
    }
    violations
}

fn too_long(source: &Source, limit: usize) -> Option<Violation> {
    let (all, shipped) = source.line_counts();
    let (lines, limit, kind) = if source.role != Role::Test && shipped > limit {
        (shipped, limit, "lines of code")
    } else {
        (all, WITH_TESTS, "lines with tests")
    };
    let what = format!("{lines} {kind}, more than {limit}");
    let mend = "split it by noun or rule: foo.rs beside foo/, tests in foo/tests.rs";
    (lines > limit).then(|| Violation::new(&source.path, limit + 1, what, mend))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::tree::tests::tree;

    fn found(path: &str, code: usize, tests: usize) -> Vec<String> {
        let open = if tests > 0 { "#[cfg(test)]\nmod tests {\n" } else { "" };
        let close = if tests > 0 { "}\n" } else { "" };
        let body = "// a\n".repeat(tests.saturating_sub(3));
        let text = format!("{}{open}{body}{close}", "fn a() {}\n".repeat(code));
        let violations = check(&tree(&[(path, &text)]));
        violations.into_iter().map(|violation| violation.what).collect()
    }

    #[test]
    fn a_file_at_its_limit_is_accepted() {
        assert_eq!(found("crates/kehou-fee/src/a.rs", 250, 350), [""; 0]);
        assert_eq!(found("crates/kehou-server/src/a.rs", 400, 200), [""; 0]);
        assert_eq!(found("crates/kehou-fee/src/a/tests.rs", 600, 0), [""; 0]);
    }

    #[test]
    fn a_file_past_its_limit_is_refused() {
        let domain = found("crates/kehou-fee/src/a.rs", 251, 0);
        assert_eq!(domain, ["251 lines of code, more than 250"]);
        let elsewhere = found("crates/kehou-server/src/a.rs", 401, 0);
        assert_eq!(elsewhere, ["401 lines of code, more than 400"]);
        let build = found("crates/kehou-wire/build.rs", 401, 0);
        assert_eq!(build, ["401 lines of code, more than 400"]);
    }

    #[test]
    fn tests_have_a_limit_of_their_own() {
        let tests = found("crates/kehou-fee/src/a/tests.rs", 601, 0);
        assert_eq!(tests, ["601 lines with tests, more than 600"]);
        let together = found("crates/kehou-fee/src/a.rs", 250, 351);
        assert_eq!(together, ["601 lines with tests, more than 600"]);
    }
}
