//! What a month's files say about a county.

use std::{collections::BTreeMap, sync::Arc};

use kehou_attendance::SchoolRecord;
use kehou_registry::{FindingCode, SchoolCode, WorkingDays};

use crate::{Kind, RowError, Stated};

/// Everything that was handed in about a county and could be read.
#[derive(Clone, Debug)]
pub struct County {
    /// The schools with what belongs to them, by code.
    pub schools: Vec<SchoolRecord>,
    /// The public working-day calendar.
    pub working_days: WorkingDays,
    /// Everything that was refused, by file, sheet, row and column.
    pub problems: Vec<RowError>,
    /// What the files say something about, by school; every school of the list is here.
    pub stated: BTreeMap<SchoolCode, Stated>,
    /// How many more things were refused than [`County::problems`] holds; see [`limits`](crate::limits).
    pub problems_not_kept: u64,
    /// How many rows of waiver lists were refused; nothing they say counts, so the pupils on them
    /// pay in full unless another row waives them. (F11)
    pub refused_waivers: u64,
    /// The kinds of which no row was read, with what follows.
    pub missing: Vec<MissingKind>,
    /// What a reader should know, though nothing is wrong.
    pub notes: Vec<Note>,
}

impl County {
    /// Whether the files say anything about working days. (C9)
    #[must_use]
    pub fn states_working_days(&self) -> bool {
        self.missing.iter().all(|missing| missing.kind != Kind::WorkingDays)
    }
}

/// A kind of which no row was read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct MissingKind {
    /// The kind.
    pub kind: Kind,
    /// What is found for every pupil because of that.
    pub findings: &'static [FindingCode],
}

/// Something that a reader should know, though nothing is wrong.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Note {
    /// The file.
    pub file: Arc<str>,
    /// The sheet; empty for a text file.
    pub sheet: Arc<str>,
    /// What there is to know.
    pub code: NoteCode,
    /// The argument of its text: headings, a place or a number.
    pub detail: String,
}

/// What a [`Note`] is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum NoteCode {
    /// Columns with these headings are not read.
    ColumnsIgnored,
    /// A sheet of a workbook is no table; its first headings are named.
    SheetIgnored,
    /// A table has headings and no rows.
    NoRows,
    /// So many rows say what another row says already.
    RowsRepeated,
    /// A roll is about another month than the one that is read; a day of it is named.
    OtherMonth,
}

impl NoteCode {
    /// All codes.
    pub const ALL: [Self; 5] = [
        Self::ColumnsIgnored,
        Self::SheetIgnored,
        Self::NoRows,
        Self::RowsRepeated,
        Self::OtherMonth,
    ];

    /// The stable code.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::ColumnsIgnored => "NOTE_COLUMNS_IGNORED",
            Self::SheetIgnored => "NOTE_SHEET_IGNORED",
            Self::NoRows => "NOTE_NO_ROWS",
            Self::RowsRepeated => "NOTE_ROWS_REPEATED",
            Self::OtherMonth => "NOTE_OTHER_MONTH",
        }
    }

    /// The English text; `{detail}` stands for [`Note::detail`].
    #[must_use]
    pub const fn template(self) -> &'static str {
        match self {
            Self::ColumnsIgnored => "nothing is read from the columns {detail}",
            Self::SheetIgnored => {
                "the sheet is no table that is read; the nearest kind and what it lacks: {detail}"
            }
            Self::NoRows => "the table has headings and no rows: {detail}",
            Self::RowsRepeated => "{detail} rows say what another row says already",
            Self::OtherMonth => "the roll is about another month ({detail}), so it is not read",
        }
    }
}

impl std::fmt::Display for Note {
    /// Writes the English text.
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(&self.code.template().replace("{detail}", &self.detail))
    }
}
