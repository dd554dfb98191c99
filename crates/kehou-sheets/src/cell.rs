//! From the text of a cell to a value: the only place where texts become values.

mod class;
mod date;
mod number;
mod sets;
mod word;

use std::borrow::Cow;

pub(crate) use class::{class, grade};
pub(crate) use date::{date, full_date, moment, time};
pub(crate) use number::{account, revision, school_code, student_number, town_code, yuan};
pub(crate) use sets::{dates, grades, slot, slots, weekday, weekdays};
pub(crate) use word::{Words, yes};

use crate::{Reason, heading::vocabulary::half_width};

/// A text as it stands, line breaks made blanks.
pub(crate) fn text(cell: &str) -> Result<String, Reason> {
    Ok(cell.split_whitespace().collect::<Vec<_>>().join(" "))
}

/// How many characters a name has at most.
const NAME_CHARACTERS: usize = 50;

/// A person's name: blanks inside a Chinese name mean nothing, and the dot of a name has many
/// forms.
pub(crate) fn person(cell: &str) -> Result<String, Reason> {
    let dot =
        |c: char| if matches!(c, '•' | '‧' | '∙' | '・' | '．' | '･') { '·' } else { c };
    let blank = if cell.is_ascii() { " " } else { "" };
    let name: String = cell.split_whitespace().collect::<Vec<_>>().join(blank);
    if cell.contains('\n') || name.chars().count() > NAME_CHARACTERS {
        let reason = Reason::new(crate::ReasonCode::NameInvalid);
        return Err(reason.with("limit", NAME_CHARACTERS));
    }
    Ok(name.chars().map(dot).collect())
}

/// A cell with full-width characters made half-width, without blanks.
pub(crate) fn squeezed(cell: &str) -> Cow<'_, str> {
    if cell.bytes().all(|b| b.is_ascii_graphic()) {
        return Cow::Borrowed(cell);
    }
    let squeezed = cell.chars().map(half_width).filter(|c| !c.is_whitespace());
    Cow::Owned(squeezed.collect())
}

/// A whole number of at most nine digits.
fn whole(text: &str) -> Option<u32> {
    let digits = (1..=9).contains(&text.len()) && text.bytes().all(|b| b.is_ascii_digit());
    digits.then(|| text.parse().ok()).flatten()
}

#[cfg(test)]
mod tests;
