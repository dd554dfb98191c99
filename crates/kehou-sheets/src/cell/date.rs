//! Dates and times.

use chrono::{Datelike, Days, NaiveDate, NaiveDateTime, NaiveTime};

use super::{squeezed, whole};
use crate::{Reason, ReasonCode, heading::vocabulary::half_width};

/// A date: `2023-03-01`, `2023/3/1`, `2023.3.1`, `2023年3月1日` or `20230301`.
pub(crate) fn date(cell: &str) -> Result<NaiveDate, Reason> {
    if let Some(date) = usual_date(cell) {
        return Ok(date);
    }
    let text: String = cell.trim().chars().map(half_width).collect();
    let day = match text.rsplit_once([' ', 'T']) {
        // A spreadsheet may have written the midnight at which the day begins.
        Some((day, time)) if time.contains(':') => {
            let is_midnight = time.chars().all(|c| matches!(c, '0' | ':'));
            if is_midnight { day } else { return Err(ReasonCode::DateInvalid.into()) }
        }
        _ => &text,
    };
    let day = squeezed(day);
    full_date(&day).ok_or_else(|| serial(&day).unwrap_or_else(|| ReasonCode::DateInvalid.into()))
}

/// The form that most dates have, without a detour: rolls have millions.
fn usual_date(cell: &str) -> Option<NaiveDate> {
    let &[y1, y2, y3, y4, b'-', m1, m2, b'-', d1, d2] = cell.as_bytes() else { return None };
    let digits = [y1, y2, y3, y4, m1, m2, d1, d2];
    if !digits.iter().all(u8::is_ascii_digit) {
        return None;
    }
    let number = |digits: &[u8]| digits.iter().fold(0, |all, d| all * 10 + u32::from(d - b'0'));
    let year =
        i32::try_from(number(&digits[..4])).ok().filter(|year| (1900..2200).contains(year))?;
    NaiveDate::from_ymd_opt(year, number(&digits[4..6]), number(&digits[6..]))
}

/// A date with its year, between 1900 and 2199.
pub(crate) fn full_date(text: &str) -> Option<NaiveDate> {
    let text = text.trim_end_matches(['日', '号']);
    let mut parts = text.split(['-', '/', '.', '年', '月']);
    let (year, month, day) = match (parts.next(), parts.next(), parts.next(), parts.next()) {
        (Some(year), Some(month), Some(day), None) => (year, month, day),
        (Some(all), None, ..) => (all.get(..4)?, all.get(4..6)?, all.get(6..)?),
        _ => return None,
    };
    if year.len() != 4 || month.len() > 2 || day.len() > 2 {
        return None;
    }
    let year = i32::try_from(whole(year)?).ok()?;
    let date = NaiveDate::from_ymd_opt(year, whole(month)?, whole(day)?)?;
    (1900..2200).contains(&date.year()).then_some(date)
}

/// What a spreadsheet's day number would be: from 2000 to 2099.
fn serial(text: &str) -> Option<Reason> {
    let days = whole(text).filter(|days| (36_526..73_051).contains(days))?;
    let date = NaiveDate::from_ymd_opt(1899, 12, 30)? + Days::new(u64::from(days));
    Some(Reason::new(ReasonCode::DateSerial).with("date", date))
}

/// A time of day: `16:30`, seconds are dropped.
pub(crate) fn time(cell: &str) -> Result<NaiveTime, Reason> {
    read_time(&squeezed(cell)).ok_or_else(|| ReasonCode::TimeInvalid.into())
}

fn read_time(text: &str) -> Option<NaiveTime> {
    let mut parts = text.split(':');
    let (hour, minute) = (parts.next()?, parts.next()?);
    let seconds_are_fine =
        parts.next().is_none_or(|s| s.len() == 2 && whole(s).is_some_and(|s| s < 60));
    if hour.len() > 2 || minute.len() != 2 || !seconds_are_fine || parts.next().is_some() {
        return None;
    }
    NaiveTime::from_hms_opt(whole(hour)?, whole(minute)?, 0)
}

/// A date with a time: `2023-03-02 17:40`.
pub(crate) fn moment(cell: &str) -> Result<NaiveDateTime, Reason> {
    let text: String = cell.trim().chars().map(half_width).collect();
    let parts = text.split_once([' ', 'T', '\n']);
    let read = parts.and_then(|(day, time)| {
        let time = read_time(time.trim())?;
        Some(full_date(day.trim())?.and_time(time))
    });
    read.ok_or_else(|| ReasonCode::MomentInvalid.into())
}
