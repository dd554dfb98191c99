//! The data files, read once.
//!
//! A code stands alone on its line; below it, indented, its text in each language:
//!
//! ```text
//! FIELD_REQUIRED
//!   zh 此项必填
//!   en this field is required
//! ```
//!
//! `#` begins a comment line. `{name}` stands for an argument, `{name:WORDS}` for the word of an argument
//! that is itself a code: for the value `locked` the text of `WORDS_LOCKED`.

use std::{collections::HashMap, sync::LazyLock};

use crate::Lang;

const SOURCES: &[(&str, &str)] = &[
    ("app.words", include_str!("../data/app.words")),
    ("command.words", include_str!("../data/command.words")),
    ("check.words", include_str!("../data/check.words")),
    ("draw.words", include_str!("../data/draw.words")),
    ("field.words", include_str!("../data/field.words")),
    ("fee.words", include_str!("../data/fee.words")),
    ("incentive.words", include_str!("../data/incentive.words")),
    ("inspection-campaigns.words", include_str!("../data/inspection-campaigns.words")),
    ("inspection-dossiers.words", include_str!("../data/inspection-dossiers.words")),
    ("inspection-findings.words", include_str!("../data/inspection-findings.words")),
    ("inspection-visits.words", include_str!("../data/inspection-visits.words")),
    ("policy.words", include_str!("../data/policy.words")),
    ("server.words", include_str!("../data/server.words")),
    ("sheets.words", include_str!("../data/sheets.words")),
    ("store.words", include_str!("../data/store.words")),
];

/// The texts of one code.
#[derive(Clone, Copy, Debug, Default)]
struct Wording {
    zh: &'static str,
    en: &'static str,
}

static WORDINGS: LazyLock<HashMap<&'static str, Wording>> = LazyLock::new(|| {
    let mut wordings = HashMap::new();
    for (_, source) in SOURCES {
        for line in lines(source) {
            match line {
                Line::Code(code) => drop(wordings.entry(code).or_insert_with(Wording::default)),
                Line::Text(code, lang, text) => {
                    let wording: &mut Wording = wordings.entry(code).or_default();
                    match lang {
                        Lang::ZhCn => wording.zh = text,
                        Lang::En => wording.en = text,
                    }
                }
                Line::Unreadable(_) => {}
            }
        }
    }
    wordings
});

/// Every code that has a text, in no particular order.
pub fn codes() -> impl Iterator<Item = &'static str> {
    WORDINGS.keys().copied()
}

/// The names of the arguments that the text of `code` takes, in the order of the text; empty when
/// the code has no text.
#[must_use]
pub fn placeholders(code: &str, lang: Lang) -> Vec<&'static str> {
    template(code, lang).map(names).unwrap_or_default()
}

/// The text of `code` with its placeholders.
pub(crate) fn template(code: &str, lang: Lang) -> Option<&'static str> {
    let wording = WORDINGS.get(code)?;
    Some(match lang {
        Lang::ZhCn => wording.zh,
        Lang::En => wording.en,
    })
}

fn names(template: &'static str) -> Vec<&'static str> {
    let opened = template.split('{').skip(1);
    let placeholders = opened.filter_map(|rest| rest.split_once('}')).map(|(within, _)| within);
    placeholders.map(|within| within.split_once(':').map_or(within, |(name, _)| name)).collect()
}

/// One meaningful line of a data file.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Line {
    Code(&'static str),
    Text(&'static str, Lang, &'static str),
    Unreadable(usize),
}

/// The meaningful lines of a data file; a text belongs to the code above it.
fn lines(source: &'static str) -> impl Iterator<Item = Line> {
    let mut code = None;
    source.lines().enumerate().filter_map(move |(at, line)| {
        let text = line.trim();
        if text.is_empty() || text.starts_with('#') {
            return None;
        }
        if text.len() == line.trim_end().len() {
            code = Some(text);
            return Some(Line::Code(text));
        }
        let line = match (code, text.split_once(' ')) {
            (Some(code), Some(("zh", text))) => Line::Text(code, Lang::ZhCn, text),
            (Some(code), Some(("en", text))) => Line::Text(code, Lang::En, text),
            _ => Line::Unreadable(at + 1),
        };
        Some(line)
    })
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;

    #[test]
    fn every_line_is_readable_and_no_code_stands_twice() {
        let mut seen = BTreeSet::new();
        for (name, source) in SOURCES {
            for line in lines(source) {
                match line {
                    Line::Unreadable(at) => panic!("{name}:{at} is neither code nor text"),
                    Line::Code(code) => {
                        assert!(seen.insert((code, None)), "{name}: {code} stands twice");
                        let plain = |b: u8| b.is_ascii_uppercase() || b.is_ascii_digit();
                        let plain = code.bytes().all(|b| plain(b) || b == b'_');
                        assert!(plain, "{name}: `{code}` is no code");
                    }
                    Line::Text(code, lang, _) => {
                        let once = seen.insert((code, Some(lang.tag())));
                        assert!(once, "{name}: {code} has two texts in {}", lang.tag());
                    }
                }
            }
        }
        assert!(seen.len() > 60);
    }

    #[test]
    fn no_code_lacks_a_language_and_both_take_the_same_arguments() {
        let sorted = |code, lang| placeholders(code, lang).into_iter().collect::<BTreeSet<_>>();
        for code in codes() {
            for lang in Lang::ALL {
                let text = template(code, lang).unwrap();
                assert!(!text.is_empty(), "{code} has no text in {}", lang.tag());
                let balanced = text.matches('{').count() == text.matches('}').count();
                assert!(balanced, "{code}: a brace is left open in {}", lang.tag());
            }
            assert_eq!(sorted(code, Lang::ZhCn), sorted(code, Lang::En), "{code}");
        }
    }

    #[test]
    fn house_style_of_the_english_texts() {
        for code in codes() {
            let text = template(code, Lang::En).unwrap();
            assert!(!text.ends_with('.'), "{code} ends with a full stop");
            let zh = template(code, Lang::ZhCn).unwrap();
            assert!(!zh.is_ascii(), "{code} is not written in Chinese");
        }
    }
}
