//! Grades and classes.

use kehou_registry::Grade;

use super::{squeezed, whole};
use crate::{Reason, ReasonCode};

/// A grade: `3`, `三`, `三年级`, `七年级`, `初一`.
pub(crate) fn grade(cell: &str) -> Result<Grade, Reason> {
    read_grade(&squeezed(cell)).ok_or_else(|| ReasonCode::GradeInvalid.into())
}

pub(super) fn read_grade(text: &str) -> Option<Grade> {
    let text = text.trim_end_matches("年级").trim_end_matches('级');
    let text = text.strip_prefix('第').unwrap_or(text);
    let (number, after) = match text.strip_prefix("初") {
        Some(rest) => (number(rest.trim_start_matches('中')).filter(|n| (1..=3).contains(n))?, 6),
        None => (number(text.strip_prefix("小").unwrap_or(text))?, 0),
    };
    Grade::new(u8::try_from(number + after).ok()?).ok()
}

/// A class: its number within the grade, and the grade where the cell names it: `2`, `2班`,
/// `(2)班`, `三(2)班`, `三年级2班`.
pub(crate) fn class(cell: &str) -> Result<(Option<Grade>, u16), Reason> {
    read_class(&squeezed(cell)).ok_or_else(|| ReasonCode::ClassInvalid.into())
}

fn read_class(text: &str) -> Option<(Option<Grade>, u16)> {
    let text = text.strip_suffix("班").unwrap_or(text);
    if let Some(number) = class_number(text) {
        return Some((None, number));
    }
    let (grade, number) = match text.split_once("年级") {
        Some(parts) => parts,
        None => text.split_at(grade_end(text)?),
    };
    Some((Some(read_grade(grade)?), class_number(number)?))
}

/// Where the grade of `三(2)`, `三2` or `3.2` ends.
fn grade_end(text: &str) -> Option<usize> {
    text.find(['(', '.', '-', '_']).or_else(|| text.find(|c: char| c.is_ascii_digit()))
}

fn class_number(text: &str) -> Option<u16> {
    let text = text.trim_start_matches(['(', '.', '-', '_']).trim_end_matches(')');
    let text = text.strip_suffix("班").unwrap_or(text);
    number(text).filter(|n| (1..=999).contains(n)).and_then(|n| u16::try_from(n).ok())
}

/// A number below a thousand in digits, or below a hundred in Chinese.
pub(super) fn number(text: &str) -> Option<u32> {
    whole(text).or_else(|| chinese(text))
}

fn chinese(text: &str) -> Option<u32> {
    let digit = |text: &str| -> Option<u32> {
        let mut chars = text.chars();
        let found = "一二三四五六七八九".chars().position(|c| Some(c) == chars.clone().next())?;
        chars.next();
        chars.next().is_none().then_some(u32::try_from(found).ok()? + 1)
    };
    let Some((tens, ones)) = text.split_once('十') else { return digit(text) };
    let tens = if tens.is_empty() { 1 } else { digit(tens)? };
    let ones = if ones.is_empty() { 0 } else { digit(ones)? };
    Some(tens * 10 + ones)
}
