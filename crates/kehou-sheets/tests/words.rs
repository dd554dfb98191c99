//! The texts of `sheets.words` in `kehou-words` are those of the codes: none lacks, none is too many, and both
//! languages take the same arguments.

use std::collections::{BTreeMap, BTreeSet};

use kehou_sheets::{NoteCode, ReasonCode};

const WORDS: &str = include_str!("../../kehou-words/data/sheets.words");

/// Chinese and English by code.
fn texts() -> BTreeMap<&'static str, (&'static str, &'static str)> {
    let lines: Vec<&str> =
        WORDS.lines().filter(|line| !line.is_empty() && !line.starts_with('#')).collect();
    let text = |line: &'static str, language| line.trim_start().strip_prefix(language);
    let of_code = |three: &[&'static str]| match three {
        [code, zh, en] => Some((*code, (text(zh, "zh ")?, text(en, "en ")?))),
        _ => None,
    };
    let texts: BTreeMap<_, _> = lines.chunks(3).filter_map(of_code).collect();
    assert_eq!(texts.len() * 3, lines.len(), "a code lacks a text or stands twice");
    texts
}

fn arguments(text: &str) -> BTreeSet<&str> {
    text.split('{').skip(1).filter_map(|rest| rest.split_once('}')).map(|(name, _)| name).collect()
}

#[test]
fn every_code_has_its_text_in_both_languages() {
    let texts = texts();
    let reasons = ReasonCode::ALL.iter().map(|code| (code.as_str(), code.template()));
    let notes = NoteCode::ALL.iter().map(|code| (code.as_str(), code.template()));
    let english: BTreeMap<&str, &str> = reasons.chain(notes).collect();
    let written: BTreeMap<&str, &str> = texts.iter().map(|(code, (_, en))| (*code, *en)).collect();
    assert_eq!(written, english);
}

#[test]
fn both_languages_take_the_same_arguments() {
    for (code, (zh, en)) in texts() {
        assert_eq!(arguments(zh), arguments(en), "{code}");
        assert!(!zh.is_ascii() && !zh.ends_with('。'), "{code}");
    }
}
