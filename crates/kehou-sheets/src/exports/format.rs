//! How an export is written.

/// How an export is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum ExportFormat {
    /// A workbook of spreadsheet programs. A full sheet goes on in another; the packed workbook is
    /// in memory when it is finished.
    Xlsx,
    /// Comma-separated values in UTF-8 with a byte order mark, safe against formulas.
    Csv,
    /// One JSON object a line, amounts in whole fen; what is not there is null.
    JsonLines,
}

impl ExportFormat {
    /// All formats.
    pub const ALL: [Self; 3] = [Self::Xlsx, Self::Csv, Self::JsonLines];

    /// The ending of file names, without the dot.
    #[must_use]
    pub const fn extension(self) -> &'static str {
        match self {
            Self::Xlsx => "xlsx",
            Self::Csv => "csv",
            Self::JsonLines => "jsonl",
        }
    }

    /// The media type.
    #[must_use]
    pub const fn media_type(self) -> &'static str {
        match self {
            Self::Xlsx => "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
            Self::Csv => "text/csv; charset=utf-8",
            Self::JsonLines => "application/jsonl",
        }
    }
}
