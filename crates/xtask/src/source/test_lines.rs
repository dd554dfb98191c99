//! Finds the lines that only tests compile.

use super::lexer::Token;

/// One flag for each of `count` lines: whether it belongs to an item under `#[cfg(test)]` or
/// `#[test]`, attributes included.
pub(super) fn mark(tokens: &[Token], count: usize) -> Vec<bool> {
    let mut lines = vec![false; count];
    let mut at = 0;
    while at < tokens.len() {
        let Some(attribute) = attribute_at(tokens, at) else {
            at += 1;
            continue;
        };
        if !attribute.is_for_tests {
            at = attribute.end;
            continue;
        }
        let end = if attribute.is_inner { tokens.len() } else { item_end(tokens, attribute.end) };
        let first = line_of(tokens, at);
        let last = line_of(tokens, end.saturating_sub(1));
        for flag in lines.iter_mut().take(last).skip(first.saturating_sub(1)) {
            *flag = true;
        }
        at = end;
    }
    lines
}

struct Attribute {
    is_inner: bool,
    is_for_tests: bool,
    /// The first token after it.
    end: usize,
}

fn attribute_at(tokens: &[Token], at: usize) -> Option<Attribute> {
    if text_at(tokens, at) != "#" {
        return None;
    }
    let is_inner = text_at(tokens, at + 1) == "!";
    let open = at + 1 + usize::from(is_inner);
    if text_at(tokens, open) != "[" {
        return None;
    }
    let end = group_end(tokens, open);
    let words: Vec<&str> = (open + 1..end - 1).map(|index| text_at(tokens, index)).collect();
    let is_for_tests = match words.as_slice() {
        ["test"] => true,
        ["cfg", condition @ ..] => condition.contains(&"test") && !condition.contains(&"not"),
        _ => false,
    };
    Some(Attribute { is_inner, is_for_tests, end })
}

/// The first token after the item that starts at `at`, its further attributes included: after
/// the first `;` or the first closed `{ … }` that stands in no bracket.
fn item_end(tokens: &[Token], mut at: usize) -> usize {
    while let Some(attribute) = attribute_at(tokens, at) {
        at = attribute.end;
    }
    while at < tokens.len() {
        match text_at(tokens, at) {
            ";" => return at + 1,
            "{" => return group_end(tokens, at),
            "(" | "[" => at = group_end(tokens, at),
            _ => at += 1,
        }
    }
    tokens.len()
}

/// The first token after the group that opens at `at`.
fn group_end(tokens: &[Token], at: usize) -> usize {
    let mut depth = 0_usize;
    for index in at..tokens.len() {
        match text_at(tokens, index) {
            "(" | "[" | "{" => depth += 1,
            ")" | "]" | "}" => depth = depth.saturating_sub(1),
            _ => {}
        }
        if depth == 0 {
            return index + 1;
        }
    }
    tokens.len()
}

fn text_at(tokens: &[Token], at: usize) -> &str {
    tokens.get(at).map_or("", |token| token.text.as_str())
}

fn line_of(tokens: &[Token], at: usize) -> usize {
    tokens.get(at).map_or(0, |token| token.line)
}
