//! Files of bills and marks.

use kehou_registry::SchoolCode;
use kehou_units::{Instant, Month};

use crate::{
    Violations,
    naming::{known_at, school_code_if_any},
    pb::{self, fee::export_month_response::Part},
    place::{Place, reading},
    scalar::{choice, month},
};

/// What a file holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum ExportContent {
    /// Bills, one row a pupil.
    Bills,
    /// Lines of bills, one row a pupil, day and slot.
    BillLines,
    /// Marks of rolls, one row a pupil, day and slot.
    Marks,
}

/// How a file is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum ExportFormat {
    /// A workbook.
    Xlsx,
    /// Comma-separated values.
    Csv,
    /// One JSON object a line.
    JsonLines,
}

impl ExportFormat {
    /// The ending of a file's name.
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

/// A file is asked for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ExportMonthQuestion {
    /// The month.
    pub month: Month,
    /// The school; none for all that the caller may read.
    pub school: Option<SchoolCode>,
    /// What it holds.
    pub content: ExportContent,
    /// How it is written.
    pub format: ExportFormat,
    /// As known when; now when none.
    pub known_at: Option<Instant>,
}

impl ExportMonthQuestion {
    /// Reads a request.
    ///
    /// # Errors
    ///
    /// [`Violations`] with everything that is wrong with its fields.
    pub fn read(given: &pb::fee::ExportMonthRequest) -> Result<Self, Violations> {
        reading(|at| {
            let month = month(at.field("month"), &given.month);
            let school = school_code_if_any(at.field("school_code"), &given.school_code);
            let content = content(at.field("content"), given.content);
            let format = format(at.field("format"), given.format);
            let known_at = known_at(at.field("known_at"), given.known_at.as_ref());
            Some(Self {
                month: month?,
                school: school?,
                content: content?,
                format: format?,
                known_at: known_at?,
            })
        })
    }

    /// A name for the file, such as `bills-2023-03.csv`.
    #[must_use]
    pub fn file_name(&self) -> String {
        let content = match self.content {
            ExportContent::Bills => "bills",
            ExportContent::BillLines => "bill-lines",
            ExportContent::Marks => "marks",
        };
        let school = self.school.as_ref().map_or_else(String::new, |school| format!("-{school}"));
        format!("{content}{school}-{}.{}", self.month, self.format.extension())
    }
}

fn content(at: Place<'_>, given: i32) -> Option<ExportContent> {
    use pb::fee::ExportContent as Given;
    Some(match choice(at, given)? {
        Given::Unspecified => return None,
        Given::Bills => ExportContent::Bills,
        Given::BillLines => ExportContent::BillLines,
        Given::Marks => ExportContent::Marks,
    })
}

fn format(at: Place<'_>, given: i32) -> Option<ExportFormat> {
    use pb::fee::ExportFormat as Given;
    Some(match choice(at, given)? {
        Given::Unspecified => return None,
        Given::Xlsx => ExportFormat::Xlsx,
        Given::Csv => ExportFormat::Csv,
        Given::JsonLines => ExportFormat::JsonLines,
    })
}

/// The first piece of a file: its name and media type.
#[must_use]
pub fn export_header(question: &ExportMonthQuestion) -> pb::fee::ExportMonthResponse {
    let header = pb::fee::ExportHeader {
        file_name: question.file_name(),
        media_type: question.format.media_type().to_owned(),
    };
    pb::fee::ExportMonthResponse { part: Some(Part::Header(header)) }
}

/// The last piece of a file: the hash and number of its bytes, and the number of its rows.
#[must_use]
pub fn export_trailer(
    sha256: &[u8; 32],
    size_bytes: u64,
    rows: u64,
) -> pb::fee::ExportMonthResponse {
    let whole = |count: u64| i64::try_from(count).unwrap_or(i64::MAX);
    let trailer = pb::fee::ExportTrailer {
        sha256: sha256.iter().map(|byte| format!("{byte:02x}")).collect(),
        size_bytes: whole(size_bytes),
        rows: whole(rows),
    };
    pb::fee::ExportMonthResponse { part: Some(Part::Trailer(trailer)) }
}
