//! Hostile and odd texts, each with exactly the problems it must be refused for.
//!
//! A comment `#1` marks the line on which the first problem is expected, `#2` the second.

mod form;
mod prices;
mod rows;

use super::{NOTICE, RATE, edited, load};

/// What a file is refused for: `KEY CODE` per problem, in order; each at its marked line.
fn refused(edits: &[(&str, &str, &str)], expected: &[&str]) {
    let texts = edited(edits);
    let errors = load(&texts).expect_err("the texts are refused");
    let found: Vec<String> = errors
        .problems()
        .iter()
        .map(|p| {
            let key = p.key().unwrap_or("-");
            format!("{}:{} {key} {}", p.file(), p.line(), p.code())
        })
        .collect();
    let expected: Vec<String> = (1..)
        .zip(expected)
        .map(|(number, problem)| format!("{} {problem}", marked(&texts, number)))
        .collect();
    assert_eq!(found, expected);
}

fn marked(texts: &[(String, String)], number: usize) -> String {
    let mark = format!("#{number}");
    for (file, text) in texts {
        for (line, content) in (1..).zip(text.lines()) {
            if content.split_whitespace().any(|word| word == mark) {
                return format!("{file}:{line}");
            }
        }
    }
    panic!("no line is marked {mark}");
}

fn rate_refused(value: &str, expected: &[&str]) {
    let line = format!("  {{ from = 2023-01-01, value = {value} }}, #1\n");
    refused(&[(NOTICE, RATE, &line)], expected);
}
