//! Reads the head of a policy text: the instrument and its clauses.

use std::sync::Arc;

use toml::{Spanned, de::DeValue};

use super::{
    raw::Placed,
    section::{Label, Section, TEXT_LIMIT, is_sound},
    source::{Problems, problem},
};
use crate::{AfterExpiry, Clause, Instrument, Level, ProblemCode};

/// Reads `[instrument]` and `[clauses.…]`.
pub(super) fn read_instrument(
    root: &Section<'_>,
    problems: &mut Problems,
) -> Option<Placed<Instrument>> {
    const KNOWN: [&str; 11] = [
        "id",
        "document",
        "title_zh",
        "title_en",
        "issuer",
        "level",
        "division",
        "from",
        "until",
        "after_expiry",
        "replaces",
    ];
    let clauses = read_clauses(root, problems);
    let value = root.required("instrument", problems)?;
    let head = table(root, "instrument", value, problems)?;
    head.only(&KNOWN, problems);
    let id = head.id("id", problems);
    let [document, title_zh, title_en, issuer] =
        ["document", "title_zh", "title_en", "issuer"].map(|field| head.text(field, problems));
    head.required("level", problems);
    let levels = Level::ALL.map(|level| (level.as_str(), level));
    let level = head.word("level", &levels, problems);
    let division = read_division(&head, level, problems);
    let period = head.period(problems);
    let fates = AfterExpiry::ALL.map(|fate| (fate.as_str(), fate));
    let after_expiry = head.word("after_expiry", &fates, problems);
    let replaces = read_replaces(&head, id, problems);
    let item = Instrument {
        id: id?.into(),
        document: document?.into(),
        title_zh: title_zh?.into(),
        title_en: title_en?.into(),
        issuer: issuer?.into(),
        level: level?,
        division: division?,
        period: period?,
        after_expiry: after_expiry.unwrap_or(AfterExpiry::Lapse),
        replaces,
        clauses,
    };
    let place = head.place;
    Some(Placed { place, item })
}

/// The division code; a national instrument binds everywhere and has none.
fn read_division(
    head: &Section<'_>,
    level: Option<Level>,
    problems: &mut Problems,
) -> Option<Arc<str>> {
    let Some(value) = head.optional("division") else {
        if level == Some(Level::National) {
            return Some("".into());
        }
        head.required("division", problems);
        return None;
    };
    let text = head.as_text("division", value, problems)?;
    let level = level?;
    let digits = level.division_digits();
    if text.len() == digits && text.bytes().all(|b| b.is_ascii_digit()) {
        return Some(text.into());
    }
    let place = head.place_of(value);
    let wrong = problem(&place, head.key("division"), ProblemCode::Division);
    let wrong = wrong.with("value", text).with("level", level);
    problems.add(wrong.with("digits", digits));
    None
}

fn read_replaces(head: &Section<'_>, own: Option<&str>, problems: &mut Problems) -> Vec<Arc<str>> {
    let mut replaces: Vec<Arc<str>> = Vec::new();
    for (value, id) in read_texts(head, "replaces", problems) {
        if Some(id) == own {
            let place = head.place_of(value);
            let itself = problem(&place, head.key("replaces"), ProblemCode::ReplacesItself);
            problems.add(itself.with("value", id));
        }
        replaces.push(id.into());
    }
    replaces.sort();
    replaces.dedup();
    replaces
}

/// Reads a list of texts; absent means none.
pub(super) fn read_texts<'a>(
    section: &Section<'a>,
    field: &'static str,
    problems: &mut Problems,
) -> Vec<(&'a Spanned<DeValue<'a>>, &'a str)> {
    let Some(value) = section.optional(field) else {
        return Vec::new();
    };
    let Some(list) = value.get_ref().as_array() else {
        if let Some(wrong) = section.wrong_type(field, value, "a list of texts in quotes") {
            problems.add(wrong);
        }
        return Vec::new();
    };
    let texts = list.iter().filter_map(|entry| {
        let text = section.as_text(field, entry, problems)?;
        Some((entry, text))
    });
    texts.collect()
}

fn read_clauses(root: &Section<'_>, problems: &mut Problems) -> Vec<Clause> {
    let Some(value) = root.optional("clauses") else {
        return Vec::new();
    };
    let Some(all) = table(root, "clauses", value, problems) else {
        return Vec::new();
    };
    let mut clauses = Vec::new();
    for (id, value) in all.table {
        let id: &str = id.get_ref();
        let Some(mut section) = table(&all, id, value, problems) else {
            continue;
        };
        section.label = Label::Table(format!("clauses.{id}"));
        if !is_sound(id) {
            let key = format!("clauses.{id}");
            let bad = problem(&section.place, key, ProblemCode::BadText);
            problems.add(bad.with("field", "clauses").with("limit", TEXT_LIMIT));
        }
        section.only(&["zh", "en"], problems);
        let [zh, en] = ["zh", "en"].map(|field| section.text(field, problems));
        // A clause whose words are wrong still counts as defined.
        clauses.push(Clause {
            id: id.into(),
            zh: zh.unwrap_or_default().into(),
            en: en.unwrap_or_default().into(),
        });
    }
    clauses.sort_by(|a, b| a.id.cmp(&b.id));
    clauses
}

/// The table that a field holds.
fn table<'a>(
    parent: &Section<'a>,
    field: &str,
    value: &'a Spanned<DeValue<'a>>,
    problems: &mut Problems,
) -> Option<Section<'a>> {
    let Some(table) = value.get_ref().as_table() else {
        if let Some(wrong) = parent.wrong_type(field, value, "a table") {
            problems.add(wrong);
        }
        return None;
    };
    Some(Section {
        source: parent.source,
        table,
        place: parent.place_of(value),
        label: Label::Table(field.to_owned()),
    })
}
