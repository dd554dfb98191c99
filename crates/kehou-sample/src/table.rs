//! A table of the sample, made row by row.

use std::{borrow::Cow, fmt};

/// What a table is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum TableKind {
    /// The management list of schools (学校名单).
    Schools,
    /// Pupils with their classes over time (学生名册).
    Pupils,
    /// Applications of guardians (申请表).
    Applications,
    /// Service plans (服务计划).
    Plans,
    /// Fee notices (收费公示).
    Notices,
    /// Payees (收款渠道).
    Payees,
    /// Waivers (减免名单).
    Waivers,
    /// School calendars (校历).
    Calendar,
    /// The public working-day calendar (工作日历).
    WorkingDays,
    /// Rolls with a column for each slot of a day (考勤).
    Rolls,
    /// Rolls with a row for each mark (考勤).
    LongRolls,
}

/// One row: a cell for each heading.
pub type Row<'a> = Vec<Cow<'a, str>>;

/// A table of the sample: where it is written, its headings, and its rows as they are asked for.
pub struct Table<'a> {
    /// The path within the sample's folder, with `/` between its parts, such as
    /// `考勤/3708290001-2023-03.csv`.
    pub path: String,
    /// What it is about.
    pub kind: TableKind,
    /// The headings.
    pub headings: Vec<Cow<'static, str>>,
    /// The rows; each is made when it is asked for, a class of pupils at a time.
    pub rows: Box<dyn Iterator<Item = Row<'a>> + 'a>,
}

impl fmt::Debug for Table<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Table")
            .field("path", &self.path)
            .field("kind", &self.kind)
            .field("headings", &self.headings)
            .finish_non_exhaustive()
    }
}

impl<'a> Table<'a> {
    pub(crate) fn new(
        path: impl Into<String>,
        kind: TableKind,
        headings: &[&'static str],
        rows: impl Iterator<Item = Row<'a>> + 'a,
    ) -> Self {
        let headings = headings.iter().copied().map(Cow::Borrowed).collect();
        Self { path: path.into(), kind, headings, rows: Box::new(rows) }
    }
}
