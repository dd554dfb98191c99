//! Rows of text files.

use std::io::{BufRead, Seek};

use csv::{ReaderBuilder, StringRecord, Terminator};

use super::{
    Encoding, Onward, Row, Step, decode::Decode, rewind, separator::separator, text_survey::survey,
    too_long, too_wide, unreadable,
};
use crate::{Reason, limits};

pub(super) fn read(
    mut input: impl BufRead + Seek,
    take: &mut dyn FnMut(Step<'_>) -> Onward,
) -> Result<Encoding, Reason> {
    let survey = survey(&mut input)?;
    rewind(&mut input)?;
    let decode = Decode::new(input, survey.encoding);
    let mut reader = ReaderBuilder::new()
        .has_headers(false)
        .flexible(true)
        .delimiter(separator(&survey.head))
        .terminator(Terminator::Any(b'\n'))
        .buffer_capacity(64 << 10)
        .from_reader(decode.ending_lines_with_returns(survey.carriage_returns));
    if take(Step::Sheet("")) == Onward::SkipSheet {
        return Ok(survey.encoding);
    }
    let mut record = StringRecord::new();
    let mut row = Row::default();
    let mut numbers = RowNumbers::default();
    while reader.read_record(&mut record).map_err(broken)? {
        let number = numbers.of(&record, reader.position().line());
        if number > limits::ROWS {
            return Err(too_long());
        }
        if record.len() > limits::COLUMNS {
            return Err(too_wide());
        }
        row.begin(number);
        record.iter().for_each(|cell| row.push(cell));
        if !row.is_blank() && take(Step::Row(&row)) == Onward::SkipSheet {
            break;
        }
    }
    Ok(survey.encoding)
}

/// The row numbers that a spreadsheet program shows: blank lines count, a line break inside a cell
/// does not.
#[derive(Default)]
struct RowNumbers {
    inside_cells: u64,
    last: u32,
}

impl RowNumbers {
    /// The number of a record after which the reader stands on the line `after`.
    fn of(&mut self, record: &StringRecord, after: u64) -> u32 {
        let inside = record.as_slice().bytes().filter(|b| *b == b'\n').count() as u64;
        self.inside_cells += inside;
        let number = after.saturating_sub(1 + self.inside_cells);
        // A quote that is never closed takes the end of the file into its cell.
        self.last = u32::try_from(number).unwrap_or(u32::MAX).max(self.last.saturating_add(1));
        self.last
    }
}

fn broken(error: csv::Error) -> Reason {
    match error.into_kind() {
        csv::ErrorKind::Io(cause) => unreadable(&cause),
        // The text was decoded, and rows may differ in length: nothing else can go wrong.
        _ => crate::ReasonCode::FileNotTable.into(),
    }
}
