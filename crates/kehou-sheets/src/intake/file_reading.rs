//! Reading one file: from its rows to tables of a kind.

use std::{
    io::{Read, Seek},
    sync::Arc,
};

use super::{FileReport, Intake, TableReport};
use crate::{
    Reason, ReasonCode, RowError,
    county::{Note, NoteCode},
    facts::By,
    fields::Fields,
    heading::{Header, Recognised, Unrecognised, recognise},
    kinds::rolls::Outside,
    limits,
    reading::{Onward, Row, Step, read_rows},
    row_error::shown,
    sources::{Origin, Source},
};

/// One file while it is read.
pub(super) struct FileReading<'a> {
    intake: &'a mut Intake,
    file: Arc<str>,
    sheet: Arc<str>,
    state: State,
    tables: Vec<TableReport>,
    /// Sheets whose headings fit no kind.
    unrecognised: Vec<(Arc<str>, Unrecognised)>,
}

/// How far the reading of a sheet has come.
enum State {
    /// Its headings are not found yet; so many rows were tried, and this came nearest.
    Seeking(usize, Option<Unrecognised>),
    /// Its rows are read.
    Table(u32, Arc<Header>),
    /// It is a roll of another month: its rows are counted.
    Elsewhere,
    /// The rest of it is not read.
    Done,
}

impl<'a> FileReading<'a> {
    pub(super) fn of(intake: &'a mut Intake, name: &str) -> Self {
        let (file, sheet) = (name.into(), "".into());
        let (tables, unrecognised) = (Vec::new(), Vec::new());
        Self { intake, file, sheet, state: State::Done, tables, unrecognised }
    }

    pub(super) fn read(mut self, input: impl Read + Seek) -> FileReport {
        let before = self.intake.sources.error_count();
        let made = read_rows(input, &mut |step| match step {
            Step::Sheet(name) => self.begin_sheet(name),
            Step::Row(row) => self.take(row),
        });
        self.end_sheet();
        self.report_unrecognised();
        if let Err(reason) = &made {
            let sheet = if self.tables.is_empty() { "".into() } else { self.sheet.clone() };
            self.refuse(sheet, 0, reason.clone());
        } else if self.tables.is_empty() && self.intake.sources.error_count() == before {
            self.refuse("".into(), 0, ReasonCode::FileEmpty.into());
        }
        FileReport {
            encoding: made.as_ref().ok().map(|made| made.encoding),
            bytes: made.map_or(0, |made| made.bytes),
            errors: self.intake.sources.error_count() - before,
            file: self.file,
            tables: self.tables,
        }
    }

    fn begin_sheet(&mut self, name: &str) -> Onward {
        self.end_sheet();
        self.sheet = name.into();
        self.state = State::Seeking(0, None);
        Onward::Go
    }

    fn take(&mut self, row: &Row) -> Onward {
        match &mut self.state {
            State::Done => return Onward::SkipSheet,
            State::Elsewhere => {
                self.count_row();
                return Onward::Go;
            }
            State::Table(table, header) => {
                let (table, header) = (*table, header.clone());
                self.take_row(table, &header, row);
                return Onward::Go;
            }
            State::Seeking(tried, nearest) => match recognise(row, self.intake.month) {
                Err(other) => {
                    *tried += 1;
                    if nearest.as_ref().is_none_or(|best| best.known < other.known) {
                        *nearest = Some(other);
                    }
                    if *tried >= limits::HEADING_ROWS {
                        self.end_sheet();
                        return Onward::SkipSheet;
                    }
                }
                Ok(recognised) => self.begin_table(recognised),
            },
        }
        if matches!(self.state, State::Done) { Onward::SkipSheet } else { Onward::Go }
    }

    /// Begins a table, unless its headings contradict each other.
    fn begin_table(&mut self, recognised: Recognised) {
        let Recognised { header, refused, ignored, elsewhere } = recognised;
        let (sheet, kind) = (self.sheet.clone(), header.kind());
        if elsewhere {
            let heading = refused.first().map_or("", |(at, _)| header.text(*at));
            self.note(NoteCode::OtherMonth, shown(heading));
            self.tables.push(TableReport { sheet, kind, rows: 0 });
            self.state = State::Elsewhere;
            return;
        }
        let is_ambiguous =
            refused.iter().any(|(_, reason)| reason.code() == ReasonCode::HeadingTwice);
        for (position, reason) in refused {
            self.intake.sources.keep(RowError {
                file: self.file.clone(),
                sheet: self.sheet.clone(),
                row: header.row,
                column: Some(position),
                heading: shown(header.text(position)).into(),
                value: shown(header.text(position)),
                reason,
            });
        }
        if is_ambiguous {
            self.intake.sources.leave_gap();
            self.state = State::Done;
            return;
        }
        if !ignored.is_empty() {
            let headings: Vec<&str> = ignored.iter().map(|at| header.text(*at)).collect();
            self.note(NoteCode::ColumnsIgnored, shown(&headings.join("、")));
        }
        let header = Arc::new(header);
        let source =
            Source { file: self.file.clone(), sheet: sheet.clone(), header: header.clone() };
        let table = self.intake.sources.add(source);
        self.intake.facts.begin(table, &header, self.intake.month);
        self.tables.push(TableReport { sheet, kind, rows: 0 });
        self.state = State::Table(table, header);
    }

    fn take_row(&mut self, table: u32, header: &Header, row: &Row) {
        let origin = Origin { table, row: row.number() };
        let mut fields = Fields::new(row, header);
        if self.sheet.is_empty() {
            fields.check_length();
        }
        if !fields.is_refused() {
            let by = By { header, policy: &self.intake.policy };
            self.intake.facts.take(origin, &mut fields, by);
        }
        for wrong in fields.into_wrong() {
            self.intake.sources.refuse_cell(origin, wrong);
        }
        self.count_row();
    }

    fn count_row(&mut self) {
        if let Some(report) = self.tables.last_mut() {
            report.rows += 1;
        }
    }

    fn end_sheet(&mut self) {
        match std::mem::replace(&mut self.state, State::Done) {
            State::Seeking(_, Some(nearest)) => {
                self.unrecognised.push((self.sheet.clone(), nearest));
            }
            State::Table(table, header) => {
                if let Some(outside) = self.intake.facts.end(&header) {
                    self.report_outside(table, &outside);
                }
                if self.tables.last().is_some_and(|report| report.rows == 0) {
                    self.note(NoteCode::NoRows, header.layout().name());
                }
            }
            State::Seeking(_, None) | State::Elsewhere | State::Done => {}
        }
    }

    /// A roll that lies outside the month as a whole is no mistake; single rows of it are.
    fn report_outside(&mut self, table: u32, outside: &Outside) {
        match outside.rows.first() {
            Some((_, on)) if outside.is_all => self.note(NoteCode::OtherMonth, on.to_string()),
            _ => {
                let (column, reason) = outside.reason();
                for (row, on) in &outside.rows {
                    let origin = Origin { table, row: *row };
                    let (value, reason) = (on.to_string(), reason.clone());
                    self.intake.sources.refuse(origin, Some(column), &value, reason);
                }
            }
        }
    }

    /// A sheet of a workbook that is no table is passed over if another is; a file without any
    /// table, and a sheet that comes near to one, are refused.
    fn report_unrecognised(&mut self) {
        let has_tables = !self.tables.is_empty();
        for (sheet, nearest) in std::mem::take(&mut self.unrecognised) {
            for reason in nearest.reasons {
                if has_tables && reason.code() == ReasonCode::KindUnknown {
                    self.sheet = sheet.clone();
                    let nearest = reason.args().map(|(_, value)| value).collect::<Vec<_>>();
                    self.note(NoteCode::SheetIgnored, nearest.join("："));
                } else {
                    self.refuse(sheet.clone(), nearest.row, reason);
                }
            }
        }
    }

    fn note(&mut self, code: NoteCode, detail: String) {
        let (file, sheet) = (self.file.clone(), self.sheet.clone());
        self.intake.notes.push(Note { file, sheet, code, detail });
    }

    fn refuse(&mut self, sheet: Arc<str>, row: u32, reason: Reason) {
        self.intake.sources.leave_gap();
        let heading: Arc<str> = reason.arg("heading").unwrap_or_default().into();
        let (file, value) = (self.file.clone(), String::new());
        self.intake.sources.keep(RowError {
            file,
            sheet,
            row,
            column: None,
            heading,
            value,
            reason,
        });
    }
}
