//! Headings of the columns of a roll: a day and a slot.

use chrono::NaiveDate;
use kehou_registry::SlotNo;
use kehou_units::Month;

use super::vocabulary::half_width;
use crate::cell;

/// What the heading of a roll's column says.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum SlotHeading {
    /// A slot of a day, such as `2023-03-01/1`, `3月1日第1节` or `3/1 2`.
    Slot(NaiveDate, SlotNo),
    /// Something like a day, but not a day and a slot.
    Malformed,
    /// Something else.
    Other,
}

impl SlotHeading {
    /// Reads a heading; a day without a year is of the year of `month`.
    pub(crate) fn read(heading: &str, month: Month) -> Self {
        let text: String = heading.trim().chars().map(half_width).collect();
        if !is_like_a_day(&text) {
            return Self::Other;
        }
        let parts = split_slot(&text).and_then(|(day, slot)| {
            let day = cell::full_date(day).or_else(|| day_of_year(day, month))?;
            Some(Self::Slot(day, slot))
        });
        parts.unwrap_or(Self::Malformed)
    }
}

fn is_like_a_day(text: &str) -> bool {
    let digits = text.bytes().filter(u8::is_ascii_digit).count();
    let begins = text.starts_with(|c: char| c.is_ascii_digit());
    begins && digits >= 2 && text.contains(['-', '/', '.', '月'])
}

/// Splits `2023-03-01/1` into day and slot.
fn split_slot(text: &str) -> Option<(&str, SlotNo)> {
    let text = ["课时", "时段", "节", ")"]
        .iter()
        .fold(text, |text, end| text.strip_suffix(end).unwrap_or(text).trim_end());
    let (at, digit) = text.char_indices().next_back()?;
    let slot = SlotNo::new(u8::try_from(digit.to_digit(10)?).ok()?).ok()?;
    let before = &text[..at];
    let day = before.trim_end_matches(['第', '/', '_', '#', '-', '(', ' ', '\n', '\r']);
    let is_split = day.len() < before.len() || day.ends_with(['日', '号']);
    is_split.then_some((day, slot))
}

/// Reads `3月1日`, `3/1`, `03-01` or `3.1`.
fn day_of_year(text: &str, month: Month) -> Option<NaiveDate> {
    let text = text.trim_end_matches(['日', '号']);
    let (number, day) = text.split_once(['月', '/', '-', '.'])?;
    let read = |part: &str| -> Option<u32> {
        let digits = matches!(part.len(), 1 | 2) && part.bytes().all(|b| b.is_ascii_digit());
        digits.then(|| part.parse().ok()).flatten()
    };
    NaiveDate::from_ymd_opt(month.year(), read(number.trim())?, read(day.trim())?)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(heading: &str) -> SlotHeading {
        SlotHeading::read(heading, Month::new(2023, 3).unwrap())
    }

    #[test]
    fn day_and_slot_are_read_as_schools_write_them() {
        let first = NaiveDate::from_ymd_opt(2023, 3, 1).unwrap();
        let slot = SlotHeading::Slot(first, SlotNo::new(2).unwrap());
        for heading in [
            "2023-03-01/2",
            "3月1日第2节",
            "3月1日2",
            "3月1日 2",
            "３月１日第２节",
            "2023年3月1日第2课时",
            "2023/3/1/2",
            "2023.3.1 2",
            "3/1/2",
            "3-1(2)",
            "20230301/2",
            "3月1号第2节",
            "2023-03-01\n第2节",
        ] {
            assert_eq!(read(heading), slot, "{heading}");
        }
    }

    #[test]
    fn a_day_without_a_slot_is_told_apart_from_other_headings() {
        for heading in
            ["2023-03-01", "3月1日", "2023-02-30/1", "2023-03-01/9", "13月1日第1节", "3/1"]
        {
            assert_eq!(read(heading), SlotHeading::Malformed, "{heading}");
        }
        for heading in ["备注", "合计", "第1节", "", "2", "出勤/缺勤"] {
            assert_eq!(read(heading), SlotHeading::Other, "{heading}");
        }
    }
}
