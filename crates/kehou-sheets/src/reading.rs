//! From bytes to rows of cell texts.

mod csv_rows;
mod decode;
mod format;
mod row;
mod separator;
mod text_survey;
mod workbook_bounds;
mod xlsx_cell;
mod xlsx_rows;

use std::io::{BufReader, Read, Seek, SeekFrom};

pub(crate) use row::Row;

use crate::{Reason, ReasonCode, limits};
use format::Format;

/// How the characters of a text file are encoded.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Encoding {
    /// UTF-8, with or without a byte order mark.
    Utf8,
    /// GB18030, of which GBK and GB2312 are parts.
    Gb18030,
    /// A workbook, which says itself.
    Xlsx,
}

impl Encoding {
    /// Its usual name.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Utf8 => "UTF-8",
            Self::Gb18030 => "GB18030",
            Self::Xlsx => "XLSX",
        }
    }
}

/// One step of reading a file.
pub(crate) enum Step<'a> {
    /// A sheet begins; the name of a text file's only sheet is empty.
    Sheet(&'a str),
    /// A row that is not blank.
    Row(&'a Row),
}

/// Whether to go on with a sheet.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Onward {
    /// The next row, please.
    Go,
    /// Nothing more of this sheet.
    SkipSheet,
}

/// What a file is made of.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Made {
    pub(crate) encoding: Encoding,
    pub(crate) bytes: u64,
}

/// Reads all rows of a file, whatever its format.
pub(crate) fn read_rows<R: Read + Seek>(
    input: R,
    take: &mut dyn FnMut(Step<'_>) -> Onward,
) -> Result<Made, Reason> {
    let mut input = BufReader::with_capacity(64 << 10, input);
    let bytes = input.seek(SeekFrom::End(0)).map_err(|e| unreadable(&e))?;
    rewind(&mut input)?;
    let format = Format::of(&mut input)?;
    let limit = format.limit();
    if bytes > limit {
        let reason = Reason::new(ReasonCode::FileTooLarge);
        return Err(reason.with("bytes", bytes).with("limit", limit));
    }
    rewind(&mut input)?;
    let encoding = match format {
        Format::Text => csv_rows::read(input, take)?,
        Format::Workbook => xlsx_rows::read(input, take)?,
    };
    Ok(Made { encoding, bytes })
}

fn rewind(input: &mut impl Seek) -> Result<(), Reason> {
    input.rewind().map_err(|e| unreadable(&e))
}

fn unreadable(cause: &std::io::Error) -> Reason {
    Reason::new(ReasonCode::FileUnreadable).with("cause", cause)
}

fn too_long() -> Reason {
    Reason::new(ReasonCode::TableTooLong).with("limit", limits::ROWS)
}

fn too_wide() -> Reason {
    Reason::new(ReasonCode::TableTooWide).with("limit", limits::COLUMNS)
}

#[cfg(test)]
mod tests;
