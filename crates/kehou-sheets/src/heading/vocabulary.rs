//! Every heading that is known, in the form in which headings are compared.

use std::{collections::HashMap, sync::LazyLock};

use crate::kinds::LAYOUTS;

/// Where a heading is known: layout and column.
type Places = Vec<(usize, usize)>;

static VOCABULARY: LazyLock<HashMap<String, Places>> = LazyLock::new(|| {
    let mut vocabulary: HashMap<String, Places> = HashMap::new();
    for (layout, columns) in LAYOUTS.iter().map(|layout| layout.columns).enumerate() {
        for (column, spec) in columns.iter().enumerate() {
            for heading in std::iter::once(&spec.headings.canonical).chain(spec.headings.synonyms) {
                vocabulary.entry(plain(heading)).or_default().push((layout, column));
            }
        }
    }
    vocabulary
});

/// The layouts and columns that a heading is known in.
pub(crate) fn places(heading: &str) -> &'static [(usize, usize)] {
    VOCABULARY.get(&plain(heading)).map_or(&[], Vec::as_slice)
}

/// Whether any layout knows a heading.
pub(crate) fn is_known(heading: &str) -> bool {
    !places(heading).is_empty()
}

/// A heading as it is compared: without blanks, punctuation and what stands in brackets, in small
/// letters, full-width characters made half-width.
pub(crate) fn plain(heading: &str) -> String {
    let mut plain = String::with_capacity(heading.len());
    let mut depth = 0_u32;
    for character in heading.chars().map(half_width) {
        match character {
            '(' | '[' | '【' | '〔' | '{' | '<' | '《' => depth += 1,
            ')' | ']' | '】' | '〕' | '}' | '>' | '》' => depth = depth.saturating_sub(1),
            _ if depth > 0 || character.is_whitespace() => {}
            '_' | '-' | '*' | ':' | '.' | '\u{feff}' | '\u{200b}' => {}
            _ => plain.extend(character.to_lowercase()),
        }
    }
    plain
}

/// The half-width form of a full-width character.
pub(crate) fn half_width(character: char) -> char {
    match character {
        '\u{3000}' | '\u{a0}' => ' ',
        '\u{ff01}'..='\u{ff5e}' => {
            char::from_u32(u32::from(character) - 0xfee0).unwrap_or(character)
        }
        _ => character,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn headings_are_compared_without_their_dress() {
        for (heading, bare) in [
            (" 姓 名 ", "姓名"),
            ("＊联系电话：", "联系电话"),
            ("单价（元／课时）", "单价"),
            ("School_Code", "schoolcode"),
            ("收费标准[元/课时]", "收费标准"),
            ("(((", ""),
        ] {
            assert_eq!(plain(heading), bare);
        }
    }

    #[test]
    fn no_layout_knows_a_heading_in_two_columns() {
        for (heading, places) in VOCABULARY.iter() {
            let mut layouts: Vec<usize> = places.iter().map(|(layout, _)| *layout).collect();
            layouts.sort_unstable();
            let twice = layouts.windows(2).any(|pair| pair[0] == pair[1]);
            assert!(!twice, "{heading} stands twice in one layout");
        }
    }
}
