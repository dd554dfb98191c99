//! Reads a value of the kind that its key takes.

use chrono::NaiveTime;
use kehou_units::{Fen, Minutes};
use toml::{Spanned, de::DeValue};

use super::{
    read_instrument::read_texts,
    section::Section,
    source::{Problems, problem},
};
use crate::{Key, ProblemCode, Value, ValueKind};

/// Reads the field `value` of an entry of a parameter's values.
pub(super) fn read_value(entry: &Section<'_>, key: Key, problems: &mut Problems) -> Option<Value> {
    let written = entry.required("value", problems)?;
    match key.kind() {
        ValueKind::Fen => read_fen(entry, written, problems).map(Value::Fen),
        ValueKind::Count => read_number(entry, key, written, problems).map(Value::Count),
        ValueKind::Minutes => {
            let count = read_number(entry, key, written, problems)?;
            Some(Value::Minutes(Minutes::new(count)))
        }
        ValueKind::Time => read_time(entry, written, problems).map(Value::Time),
        ValueKind::Flag => {
            let flag = written.get_ref().as_bool();
            if flag.is_none() {
                refuse_type(entry, written, "true or false", problems);
            }
            flag.map(Value::Flag)
        }
        ValueKind::Code(allowed) => {
            let words: Vec<_> = allowed.iter().map(|code| (*code, *code)).collect();
            let code = entry.word("value", &words, problems)?;
            Some(Value::Code(code.to_owned()))
        }
        ValueKind::Codes(allowed) => read_codes(entry, allowed, problems).map(Value::Codes),
    }
}

fn refuse_type(
    entry: &Section<'_>,
    written: &Spanned<DeValue<'_>>,
    expected: &str,
    problems: &mut Problems,
) {
    if let Some(wrong) = entry.wrong_type("value", written, expected) {
        problems.add(wrong);
    }
}

fn read_fen(
    entry: &Section<'_>,
    written: &Spanned<DeValue<'_>>,
    problems: &mut Problems,
) -> Option<Fen> {
    let Some(text) = written.get_ref().as_str() else {
        refuse_type(entry, written, "yuan as text such as \"2.00\"", problems);
        return None;
    };
    let amount = Fen::from_yuan_text(text).ok();
    if amount.is_none() {
        let mut halves = text.splitn(2, '.');
        let digits = |part: Option<&str>| {
            part.is_some_and(|p| !p.is_empty() && p.bytes().all(|b| b.is_ascii_digit()))
        };
        let is_number = digits(halves.next()) && digits(halves.next());
        let code = if is_number { ProblemCode::NotWholeFen } else { ProblemCode::NotMoney };
        let refused = problem(&entry.place_of(written), entry.key("value"), code);
        problems.add(refused.with("value", text));
    }
    amount
}

fn read_number(
    entry: &Section<'_>,
    key: Key,
    written: &Spanned<DeValue<'_>>,
    problems: &mut Problems,
) -> Option<u32> {
    let Some(number) = written.get_ref().as_integer() else {
        refuse_type(entry, written, "a whole number", problems);
        return None;
    };
    let range = key.range()?;
    let count = u32::from_str_radix(number.as_str(), number.radix()).ok();
    let sensible = count.filter(|count| range.contains(count));
    if sensible.is_none() {
        let place = entry.place_of(written);
        let refused = problem(&place, entry.key("value"), ProblemCode::OutOfRange);
        let refused = refused.with("value", number);
        problems.add(refused.with("least", range.start()).with("most", range.end()));
    }
    sensible
}

fn read_time(
    entry: &Section<'_>,
    written: &Spanned<DeValue<'_>>,
    problems: &mut Problems,
) -> Option<NaiveTime> {
    let Some(text) = written.get_ref().as_str() else {
        refuse_type(entry, written, "a time as text such as \"18:00\"", problems);
        return None;
    };
    let padded = text.len() == 5;
    let time = NaiveTime::parse_from_str(text, "%H:%M").ok();
    let time = time.filter(|_| padded);
    if time.is_none() {
        let place = entry.place_of(written);
        let refused = problem(&place, entry.key("value"), ProblemCode::NotTime);
        problems.add(refused.with("value", text));
    }
    time
}

/// Reads a set of codes and puts it into the order of the key's set.
fn read_codes(
    entry: &Section<'_>,
    allowed: &'static [&'static str],
    problems: &mut Problems,
) -> Option<Vec<String>> {
    let written = entry.optional("value")?;
    if !written.get_ref().is_array() {
        refuse_type(entry, written, "a list of codes in quotes", problems);
        return None;
    }
    let mut given: Vec<&str> = Vec::new();
    let mut sound = true;
    for (value, code) in read_texts(entry, "value", problems) {
        let code_of = |code| problem(&entry.place_of(value), entry.key("value"), code);
        if !allowed.contains(&code) {
            let unknown = code_of(ProblemCode::UnknownWord).with("value", code);
            let unknown = unknown.with("field", "value");
            problems.add(unknown.with("allowed", allowed.join(", ")));
            sound = false;
        } else if given.contains(&code) {
            let repeated = code_of(ProblemCode::RepeatedWord).with("value", code);
            problems.add(repeated.with("field", "value"));
            sound = false;
        } else {
            given.push(code);
        }
    }
    let in_order = allowed.iter().filter(|code| given.contains(code));
    sound.then(|| in_order.map(|code| (*code).to_owned()).collect())
}
