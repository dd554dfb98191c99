//! The text of a workbook's cell.

use std::fmt::Write;

use calamine::{CellErrorType, DataRef, ExcelDateTime};

/// Beyond this a spreadsheet keeps no whole number exactly: it has 15 digits.
const EXACT: f64 = 1e15; // float-ok: XLSX stores every number as a float

/// Writes what a cell says into `text`: numbers without a needless fraction, dates as 2023-03-01,
/// times as 16:30. A number that a spreadsheet could not keep exactly is written with an exponent,
/// so that whoever reads it can tell.
pub(super) fn write_text(value: &DataRef<'_>, text: &mut String) {
    text.clear();
    match value {
        DataRef::String(given) => text.push_str(given),
        DataRef::SharedString(given) => text.push_str(given),
        DataRef::DateTimeIso(given) | DataRef::DurationIso(given) => {
            text.push_str(&given.replacen('T', " ", 1));
        }
        DataRef::Int(number) => write!(text, "{number}").unwrap_or_default(),
        DataRef::Float(number) => write_number(*number, text),
        DataRef::Bool(yes) => text.push_str(if *yes { "是" } else { "否" }),
        DataRef::DateTime(moment) => write_moment(moment, text),
        DataRef::Error(error) => text.push_str(formula_error(error)),
        DataRef::Empty => {}
    }
}

// float-ok: XLSX stores every number as a float
fn write_number(number: f64, text: &mut String) {
    let written =
        if number.abs() >= EXACT { write!(text, "{number:E}") } else { write!(text, "{number}") };
    written.unwrap_or_default();
}

fn write_moment(moment: &ExcelDateTime, text: &mut String) {
    let (year, month, day, hour, minute, second, milli) = moment.to_ymd_hms_milli();
    let rounded = u32::from(second) * 1_000 + u32::from(milli) >= 59_500;
    // 16:30 is stored as a fraction of a day and may come back as 16:29:59.999.
    let (hour, minute) = if rounded { next_minute(hour, minute) } else { (hour, minute) };
    let is_time = moment.is_duration() || moment.as_f64() < 1.0; // float-ok: a day's fraction
    let at_midnight = (hour, minute) == (0, 0);
    let written = if is_time {
        write!(text, "{hour:02}:{minute:02}")
    } else if at_midnight {
        write!(text, "{year:04}-{month:02}-{day:02}")
    } else {
        write!(text, "{year:04}-{month:02}-{day:02} {hour:02}:{minute:02}")
    };
    written.unwrap_or_default();
}

const fn next_minute(hour: u8, minute: u8) -> (u8, u8) {
    match (hour, minute) {
        (23, 59) => (23, 59),
        (hour, 59) => (hour + 1, 0),
        (hour, minute) => (hour, minute + 1),
    }
}

/// What a spreadsheet program shows where a formula failed.
const fn formula_error(error: &CellErrorType) -> &'static str {
    match error {
        CellErrorType::Div0 => "#DIV/0!",
        CellErrorType::NA => "#N/A",
        CellErrorType::Name => "#NAME?",
        CellErrorType::Null => "#NULL!",
        CellErrorType::Num => "#NUM!",
        CellErrorType::Ref => "#REF!",
        CellErrorType::Value => "#VALUE!",
        _ => "#ERROR!",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn text(value: &DataRef<'_>) -> String {
        let mut text = String::new();
        write_text(value, &mut text);
        text
    }

    #[test]
    fn numbers_are_written_as_they_were_typed() {
        for (number, written) in [
            (3.0, "3"),
            (2.5, "2.5"),
            (3_708_290_001.0, "3708290001"),
            (-1.0, "-1"),
            (3.708_292_015_030_74e17, "3.70829201503074E17"),
        ] {
            assert_eq!(text(&DataRef::Float(number)), written);
        }
        assert_eq!(text(&DataRef::Bool(true)), "是");
        assert_eq!(text(&DataRef::Error(CellErrorType::Ref)), "#REF!");
    }

    #[test]
    fn dates_and_times_lose_nothing_but_needless_parts() {
        let kind = calamine::ExcelDateTimeType::DateTime;
        for (number, written) in [
            (44_986.0, "2023-03-01"),
            (44_987.736_111_111_11, "2023-03-02 17:40"),
            (0.687_5, "16:30"),
            (0.687_499_99, "16:30"),
        ] {
            let moment = ExcelDateTime::new(number, kind, false);
            assert_eq!(text(&DataRef::DateTime(moment)), written);
        }
    }
}
