//! No floats in layers 0 to 2: money, scores, costs and draws are exact.
//!
//! Where a foreign format leaves no choice, `// float-ok: <reason>` on the line or the line above
//! says why.

use crate::house::{Layer, room_of};
use crate::source::{Role, Source};
use crate::tree::Tree;
use crate::violation::Violation;

const MARK: &str = "float-ok:";

pub(super) fn check(tree: &Tree) -> Vec<Violation> {
    let mut violations = Vec::new();
    for member in &tree.members {
        let is_exact = room_of(&member.name).is_some_and(|room| room.layer <= Layer::Adapter);
        for source in member.sources.iter().filter(|s| is_exact && s.role == Role::Code) {
            violations.extend(floats(source));
        }
    }
    violations
}

fn floats(source: &Source) -> Vec<Violation> {
    let mut violations: Vec<Violation> = Vec::new();
    for token in source.shipped_tokens().into_iter().filter(|token| is_float(&token.text)) {
        let is_new = violations.last().is_none_or(|last| last.line != token.line);
        if is_new && !is_excused(source, token.line) {
            let what = format!("`{}` is a float in an exact layer", token.text);
            let mend =
                "use whole fen, `Ratio` or `rust_decimal`; or say why not: // float-ok: <reason>";
            violations.push(Violation::new(&source.path, token.line, what, mend));
        }
    }
    violations
}

fn is_float(token: &str) -> bool {
    let is_number = token.starts_with(|c: char| c.is_ascii_digit());
    let is_literal = is_number
        && !token.starts_with("0x")
        && (token.contains('.') || token.ends_with("f32") || token.ends_with("f64"));
    is_literal || token == "f32" || token == "f64"
}

fn is_excused(source: &Source, line: usize) -> bool {
    source.comments.iter().filter(|c| c.line == line || c.line + 1 == line).any(|comment| {
        comment.text.split_once(MARK).is_some_and(|(_, reason)| !reason.trim().is_empty())
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::tree::tests::tree;

    fn lines(name: &str, text: &str) -> Vec<usize> {
        let violations = check(&tree(&[(&format!("crates/{name}/src/lib.rs"), text)]));
        violations.iter().map(|violation| violation.line).collect()
    }

    #[test]
    fn whole_numbers_and_mere_mentions_are_accepted() {
        let text = "/// never an f64\nfn f(x: i64) -> i64 { x.0.1 + 0xf32 + \"f64\".len() }\n\
                    #[cfg(test)]\nmod tests { const A: f64 = 0.5; }\n";
        assert_eq!(lines("kehou-fee", text), []);
    }

    #[test]
    fn floats_are_refused_by_type_and_by_literal() {
        for text in ["fn f(x: f64) {}", "let a = 1f32;", "let a = 0.5;", "x as f32", "2.0_f64"] {
            assert_eq!(lines("kehou-sheets", text), [1], "{text}");
        }
    }

    #[test]
    fn a_reason_excuses_its_line_and_the_next() {
        assert_eq!(lines("kehou-sheets", "// float-ok: XLSX stores floats\nfn f(x: f64) {}"), []);
        assert_eq!(lines("kehou-sheets", "fn f(x: f64) {} // float-ok: XLSX stores floats"), []);
        assert_eq!(
            lines("kehou-sheets", "// float-ok: XLSX stores floats\n\nfn f(x: f64) {}"),
            [3]
        );
    }

    #[test]
    fn a_mark_without_a_reason_excuses_nothing() {
        assert_eq!(lines("kehou-sheets", "fn f(x: f64) {} // float-ok:"), [1]);
    }

    #[test]
    fn higher_layers_may_measure_in_floats() {
        assert_eq!(lines("kehou-server", "fn f(x: f64) {}"), []);
    }
}
