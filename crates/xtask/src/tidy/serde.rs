//! serde derives stand on private raw structs only, in layers 0 and 1, and a raw struct that is
//! read refuses unknown keys: no domain type is shaped for a file, a database or the wire.

use crate::house::{Layer, room_of};
use crate::source::{Role, Source, Token};
use crate::tree::Tree;
use crate::violation::Violation;

/// Attributes of serde that take the place of `deny_unknown_fields`.
const SEALED: [&str; 4] = ["deny_unknown_fields", "transparent", "try_from", "from"];

pub(super) fn check(tree: &Tree) -> Vec<Violation> {
    let mut violations = Vec::new();
    for member in &tree.members {
        let is_pure = room_of(&member.name).is_some_and(|room| room.layer <= Layer::Capability);
        for source in member.sources.iter().filter(|s| is_pure && s.role == Role::Code) {
            violations.extend(derives(source));
        }
    }
    violations
}

fn derives(source: &Source) -> Vec<Violation> {
    let tokens = source.shipped_tokens();
    let mut violations = Vec::new();
    let mut at = 0;
    while at < tokens.len() {
        let end = attributes_end(&tokens, at);
        if end == at {
            at += 1;
            continue;
        }
        let (attributes, item) = (tokens.get(at..end), tokens.get(end..));
        violations.extend(defect(source, attributes.unwrap_or_default(), item.unwrap_or_default()));
        at = end;
    }
    violations
}

/// The token after the run of `#[…]` that begins at `at`; `at` itself if none does.
fn attributes_end(tokens: &[&Token], mut at: usize) -> usize {
    while text(tokens, at) == "#" && text(tokens, at + 1) == "[" {
        let mut depth = 0_usize;
        at += 1;
        loop {
            match text(tokens, at) {
                "[" => depth += 1,
                "]" => depth -= 1,
                _ => {}
            }
            at += 1;
            if depth == 0 || at >= tokens.len() {
                break;
            }
        }
    }
    at
}

fn defect(source: &Source, attributes: &[&Token], item: &[&Token]) -> Option<Violation> {
    let has = |word: &str| attributes.iter().any(|token| token.text == word);
    let derives =
        ["Serialize", "Deserialize"].into_iter().find(|word| has("derive") && has(word))?;
    let line = item.first()?.line;
    if text(item, 0) == "pub" && text(item, 1) != "(" {
        let what = format!("`{derives}` is derived on a public item");
        let mend = "derive it on a private raw struct and convert with TryFrom";
        return Some(Violation::new(&source.path, line, what, mend));
    }
    let is_open =
        has("Deserialize") && has_named_fields(item) && !SEALED.iter().any(|word| has(word));
    is_open.then(|| {
        let what = "a raw struct is read without refusing unknown keys";
        Violation::new(&source.path, line, what, "add #[serde(deny_unknown_fields)]")
    })
}

fn has_named_fields(item: &[&Token]) -> bool {
    let mut words = item.iter().map(|token| token.text.as_str());
    let keyword = words.find(|word| matches!(*word, "struct" | "enum"));
    let opening = words.find(|word| matches!(*word, "{" | "(" | ";"));
    (keyword, opening) == (Some("struct"), Some("{"))
}

fn text<'a>(tokens: &[&'a Token], at: usize) -> &'a str {
    tokens.get(at).map_or("", |token| token.text.as_str())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::tree::tests::tree;

    fn found(name: &str, text: &str) -> Vec<(usize, String)> {
        let violations = check(&tree(&[(&format!("crates/{name}/src/raw.rs"), text)]));
        violations.into_iter().map(|violation| (violation.line, violation.what)).collect()
    }

    const SEALED_DERIVE: &str = "#[derive(Debug, Deserialize)]\n#[serde(deny_unknown_fields)]\n";

    #[test]
    fn a_private_sealed_struct_is_accepted() {
        for item in ["struct Raw { a: u8 }", "pub(crate) struct Raw { a: u8 }"] {
            assert_eq!(found("kehou-policy", &format!("{SEALED_DERIVE}{item}")), []);
        }
        assert_eq!(found("kehou-policy", "#[derive(Deserialize)] struct Raw(u8);"), []);
        assert_eq!(found("kehou-policy", "#[derive(Deserialize)] enum Raw { A }"), []);
        assert_eq!(found("kehou-policy", "#[derive(Debug)]\npub struct Fen { a: i64 }"), []);
    }

    #[test]
    fn a_public_item_is_refused() {
        for item in ["pub struct Raw { a: u8 }", "pub enum Raw { A }"] {
            let found = found("kehou-policy", &format!("{SEALED_DERIVE}{item}"));
            assert_eq!(found, [(3, "`Deserialize` is derived on a public item".to_owned())]);
        }
        let qualified =
            found("kehou-fee", "#[derive(serde::Serialize)]\npub struct Bill { a: u8 }");
        assert_eq!(qualified, [(2, "`Serialize` is derived on a public item".to_owned())]);
    }

    #[test]
    fn an_open_raw_struct_is_refused() {
        for item in ["struct Raw { a: u8 }", "pub(crate) struct Raw<'a> { a: &'a str }"] {
            let found = found("kehou-policy", &format!("#[derive(Deserialize)]\n{item}"));
            let what = "a raw struct is read without refusing unknown keys".to_owned();
            assert_eq!(found, [(2, what)], "{item}");
        }
    }

    #[test]
    fn higher_layers_may_derive_on_what_they_show() {
        assert_eq!(found("kehou", "#[derive(Serialize)]\npub struct Row { a: u8 }"), []);
    }
}
