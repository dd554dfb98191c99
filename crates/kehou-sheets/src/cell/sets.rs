//! Lists of slots, weekdays, grades and dates.

use std::collections::BTreeSet;

use chrono::{NaiveDate, Weekday};
use kehou_registry::{Grade, GradeSet, SlotNo, SlotSet, WeekdaySet};

use super::{class::read_grade, date::full_date, squeezed};
use crate::{Reason, ReasonCode};

const SEPARATORS: [char; 7] = [',', '、', ';', '/', '和', '|', '+'];
const EVERYTHING: [&str; 7] = ["全部", "所有", "全", "全年级", "每天", "all", "ALL"];

/// A slot: `1`, `第1节`.
pub(crate) fn slot(cell: &str) -> Result<SlotNo, Reason> {
    read_slot(&squeezed(cell)).ok_or_else(|| ReasonCode::SlotInvalid.into())
}

fn read_slot(text: &str) -> Option<SlotNo> {
    let text = text.strip_prefix('第').unwrap_or(text);
    let text = ["课时", "时段", "节"]
        .iter()
        .fold(text, |text, end| text.strip_suffix(end).unwrap_or(text));
    SlotNo::new(u8::try_from(super::class::number(text)?).ok()?).ok()
}

/// Slots: `全部`, `1,2`, `1-3`.
pub(crate) fn slots(cell: &str) -> Result<SlotSet, Reason> {
    let text = squeezed(cell);
    if EVERYTHING.contains(&&*text) {
        return Ok(SlotSet::ALL);
    }
    let slots = list(&text, |part| read_slot(part).map(SlotNo::number));
    let slots = slots.and_then(|all| all.into_iter().map(|n| SlotNo::new(n).ok()).collect());
    slots.map(|all: Vec<SlotNo>| SlotSet::of(all)).ok_or_else(|| ReasonCode::SlotInvalid.into())
}

/// One weekday: `三`, `周三`, `3`.
pub(crate) fn weekday(cell: &str) -> Result<Weekday, Reason> {
    let number = read_weekday(&squeezed(cell));
    number.and_then(of_number).ok_or_else(|| ReasonCode::WeekdaysInvalid.into())
}

/// Weekdays: `一二三四五`, `1-5`, `周一、周三`, `全部`.
pub(crate) fn weekdays(cell: &str) -> Result<WeekdaySet, Reason> {
    let text = squeezed(cell);
    if EVERYTHING.contains(&&*text) {
        return Ok(WeekdaySet::ALL);
    }
    let numbers = list(&text, read_weekday).or_else(|| run(&text));
    let days = numbers.and_then(|all| all.into_iter().map(of_number).collect());
    days.map(|all: Vec<Weekday>| WeekdaySet::of(all))
        .ok_or_else(|| ReasonCode::WeekdaysInvalid.into())
}

fn read_weekday(text: &str) -> Option<u8> {
    let text =
        ["星期", "周", "礼拜"].iter().find_map(|start| text.strip_prefix(start)).unwrap_or(text);
    let mut chars = text.chars();
    let number = chars.next().and_then(weekday_sign)?;
    chars.next().is_none().then_some(number)
}

fn weekday_sign(sign: char) -> Option<u8> {
    let found = match sign {
        '日' | '天' | '0' => 7,
        _ => {
            "一二三四五六七"
                .chars()
                .position(|c| c == sign)
                .or_else(|| "1234567".chars().position(|c| c == sign))?
                + 1
        }
    };
    u8::try_from(found).ok()
}

/// Weekdays written one after the other: `一三五`.
fn run(text: &str) -> Option<Vec<u8>> {
    let text = ["星期", "周"].iter().find_map(|start| text.strip_prefix(start)).unwrap_or(text);
    let days: Option<Vec<u8>> = text.chars().map(weekday_sign).collect();
    days.filter(|days| !days.is_empty() && days.len() <= 7)
}

fn of_number(number: u8) -> Option<Weekday> {
    Weekday::try_from(number.checked_sub(1)?).ok()
}

/// Grades: `1-6`, `一,二`, `七年级`, `全部`, `小学`, `初中`.
pub(crate) fn grades(cell: &str) -> Result<GradeSet, Reason> {
    let text = squeezed(cell);
    let text = match &*text {
        "小学" => "1-6",
        "初中" => "7-9",
        text if EVERYTHING.contains(&text) => return Ok(GradeSet::ALL),
        text => text,
    };
    let grades = list(text, |part| read_grade(part).map(Grade::number));
    let grades = grades.and_then(|all| all.into_iter().map(|n| Grade::new(n).ok()).collect());
    grades.map(|all: Vec<Grade>| GradeSet::of(all)).ok_or_else(|| ReasonCode::GradeInvalid.into())
}

/// Dates separated by `;` or `、`; `3月1日` is not accepted, since the year must be sure.
pub(crate) fn dates(cell: &str) -> Result<BTreeSet<NaiveDate>, Reason> {
    let text = squeezed(cell);
    let parts = text.split([';', '、', ',']).filter(|part| !part.is_empty());
    let dates: Option<BTreeSet<NaiveDate>> = parts.map(full_date).collect();
    dates.ok_or_else(|| ReasonCode::DateInvalid.into())
}

/// The numbers of a list of items and ranges such as `1-3`, `一至五`.
fn list(text: &str, item: impl Fn(&str) -> Option<u8>) -> Option<Vec<u8>> {
    let mut numbers = Vec::new();
    for part in text.split(SEPARATORS).filter(|part| !part.is_empty()) {
        match part.split_once(['-', '至', '~', '到', '—', '–']) {
            Some((first, last)) => {
                let (first, last) = (item(first)?, item(last.trim_start_matches('—'))?);
                if first > last {
                    return None;
                }
                numbers.extend(first..=last);
            }
            None => numbers.push(item(part)?),
        }
    }
    (!numbers.is_empty()).then_some(numbers)
}
