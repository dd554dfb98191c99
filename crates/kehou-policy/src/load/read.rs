//! From the characters of one policy text to what it says.

use std::sync::Arc;

use toml::{
    Spanned,
    de::{DeTable, DeValue},
};

use super::{
    floats::report_floats,
    raw::{Placed, RawCategory, RawRule, RawText},
    read_instrument::read_instrument,
    read_parameter::read_parameter,
    section::{Label, Section},
    source::{Problems, Source, problem},
};
use crate::{Kind, ListMatch, ProblemCode, problem::PolicyProblem};

/// The most bytes that a policy text may have.
const SIZE_LIMIT: usize = 1 << 20;

/// The most places of a text that are reported as no TOML.
const SYNTAX_LIMIT: usize = 20;

/// Reads a text; whatever is wrong with it by itself is added to the problems.
pub(super) fn read_text(file: &str, text: &str, problems: &mut Problems) -> Option<RawText> {
    if text.len() > SIZE_LIMIT {
        let place = Source::new(file, "").place(&(0..0));
        let large = PolicyProblem::new(place, None, ProblemCode::TooLarge);
        problems.add(large.with("size", text.len()).with("limit", SIZE_LIMIT));
        return None;
    }
    let source = Source::new(file, text);
    let (document, errors) = DeTable::parse_recoverable(text);
    if !errors.is_empty() {
        // What follows the first mistakes mostly follows from them.
        for error in errors.into_iter().take(SYNTAX_LIMIT) {
            let place = source.place(&error.span().unwrap_or(0..0));
            let detail = error.message().replace('\n', "; ");
            let broken = PolicyProblem::new(place, None, ProblemCode::NotToml);
            problems.add(broken.with("detail", detail));
        }
        return None;
    }
    let root = Section {
        source: &source,
        table: document.get_ref(),
        place: source.place(&(0..0)),
        label: Label::Root,
    };
    report_floats(&root, problems);
    read_root(&root, problems)
}

fn read_root(root: &Section<'_>, problems: &mut Problems) -> Option<RawText> {
    const KNOWN: [&str; 6] =
        ["format", "instrument", "clauses", "rules", "parameters", "waiver_categories"];
    if !is_readable_format(root, problems) {
        return None;
    }
    root.only(&KNOWN, problems);
    let instrument = read_instrument(root, problems);
    let rules = entries(root, "rules", problems, read_rule);
    let parameters = entries(root, "parameters", problems, read_parameter);
    let categories = entries(root, "waiver_categories", problems, read_category);
    Some(RawText { instrument: instrument?, rules, parameters, categories })
}

/// A text of another format may mean anything, so nothing else of it is looked at.
fn is_readable_format(root: &Section<'_>, problems: &mut Problems) -> bool {
    let Some(format) = root.required("format", problems) else {
        return true;
    };
    let found = match format.get_ref() {
        DeValue::Integer(number) => number.to_string(),
        DeValue::String(text) => text.to_string(),
        other => other.type_str().to_owned(),
    };
    if found == "1" && format.get_ref().is_integer() {
        return true;
    }
    let place = root.place_of(format);
    let unknown = problem(&place, "format", ProblemCode::Format);
    problems.add(unknown.with("found", format!("`{found}`")));
    false
}

/// Reads each table of a list of tables; absent means none.
pub(super) fn entries<T>(
    parent: &Section<'_>,
    field: &'static str,
    problems: &mut Problems,
    read: impl Fn(&Section<'_>, &mut Problems) -> Option<T>,
) -> Vec<Placed<T>> {
    let mut found = Vec::new();
    let Some(list) = parent.optional(field) else {
        return found;
    };
    let Some(tables) = list.get_ref().as_array() else {
        problems_of_type(parent, field, list, problems);
        return found;
    };
    for entry in tables {
        let Some(table) = entry.get_ref().as_table() else {
            problems_of_type(parent, field, entry, problems);
            continue;
        };
        let section = Section {
            source: parent.source,
            table,
            place: parent.place_of(entry),
            label: match &parent.label {
                Label::Root => Label::Table(field.to_owned()),
                nested => nested.clone(),
            },
        };
        if let Some(item) = read(&section, problems) {
            let place = section.place;
            found.push(Placed { place, item });
        }
    }
    found
}

fn problems_of_type(
    parent: &Section<'_>,
    field: &'static str,
    value: &Spanned<DeValue<'_>>,
    problems: &mut Problems,
) {
    if let Some(wrong) = parent.wrong_type(field, value, "a list of tables") {
        problems.add(wrong);
    }
}

/// The kinds by their letters.
pub(super) const KINDS: [(&str, Kind); 3] = [("K", Kind::K), ("P", Kind::P), ("D", Kind::D)];

fn read_rule(section: &Section<'_>, problems: &mut Problems) -> Option<RawRule> {
    section.only(&["id", "clause", "kind", "from", "until"], problems);
    let rule = read_rule_id(section, "id", problems);
    let clause = section.text("clause", problems);
    let kind = read_kind(section, problems);
    let [from, until] = ["from", "until"].map(|field| {
        let value = section.optional(field)?;
        section.as_date(field, value, problems)
    });
    Some(RawRule { rule: rule?, clause: clause?.into(), kind: kind?, from, until })
}

/// Reads the id of a row of the register.
pub(super) fn read_rule_id(
    section: &Section<'_>,
    field: &'static str,
    problems: &mut Problems,
) -> Option<crate::RuleId> {
    let text = section.text(field, problems)?;
    let rule = text.parse().ok();
    if rule.is_none()
        && let Some(value) = section.optional(field)
    {
        let place = section.place_of(value);
        let unknown = problem(&place, section.key(field), ProblemCode::UnknownRule);
        problems.add(unknown.with("value", text));
    }
    rule
}

/// Reads the required letter of a kind.
pub(super) fn read_kind(section: &Section<'_>, problems: &mut Problems) -> Option<Kind> {
    section.required("kind", problems)?;
    section.word("kind", &KINDS, problems)
}

fn read_category(section: &Section<'_>, problems: &mut Problems) -> Option<RawCategory> {
    const KNOWN: [&str; 7] = ["code", "zh", "en", "evidence", "list_match", "from", "until"];
    section.only(&KNOWN, problems);
    let code = section.id("code", problems);
    let zh = section.text("zh", problems);
    let en = section.text("en", problems);
    let evidence = section.text("evidence", problems);
    section.required("list_match", problems);
    let ways = ListMatch::ALL.map(|way| (way.as_str(), way));
    let list_match = section.word("list_match", &ways, problems);
    let period = section.period(problems);
    let shared = |text: Option<&str>| text.map(Arc::<str>::from);
    Some(RawCategory {
        code: shared(code)?,
        zh: shared(zh)?,
        en: shared(en)?,
        evidence: shared(evidence)?,
        list_match: list_match?,
        period: period?,
    })
}
