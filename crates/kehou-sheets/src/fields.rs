//! One row seen through its headings: cells become values, and everything wrong is kept.

use kehou_registry::{ClassRef, SchoolCode, StudentNumber};

use crate::{Reason, ReasonCode, cell, heading::Header, limits, reading::Row};

/// A row under recognised headings, and what was wrong with it so far.
pub(crate) struct Fields<'a> {
    row: &'a Row,
    header: &'a Header,
    wrong: Vec<WrongCell>,
}

/// Something wrong with a cell, or with the row where there is no column.
#[derive(Debug)]
pub(crate) struct WrongCell {
    pub(crate) position: Option<u16>,
    pub(crate) heading: String,
    pub(crate) value: String,
    pub(crate) reason: Reason,
}

/// How a file names a school.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(crate) enum SchoolKey {
    /// By its code.
    Code(SchoolCode),
    /// By its name.
    Name(Box<str>),
}

/// How a file names a pupil within a school.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(crate) struct PupilKey {
    pub(crate) number: Option<StudentNumber>,
    pub(crate) local_id: Option<Box<str>>,
    pub(crate) class: Option<ClassRef>,
    pub(crate) name: Box<str>,
}

/// The columns that name a school and a pupil, by their place in the layout.
#[derive(Clone, Copy)]
pub(crate) struct PupilColumns {
    pub(crate) grade: usize,
    pub(crate) class: usize,
    pub(crate) name: usize,
    pub(crate) number: usize,
    pub(crate) local_id: usize,
}

impl<'a> Fields<'a> {
    pub(crate) fn new(row: &'a Row, header: &'a Header) -> Self {
        let mut fields = Self { row, header, wrong: Vec::new() };
        fields.check_row();
        fields
    }

    /// What was wrong with the row.
    pub(crate) fn into_wrong(self) -> Vec<WrongCell> {
        self.wrong
    }

    /// The text of a column; empty when the table has no such column.
    pub(crate) fn text(&self, column: impl Into<usize>) -> &'a str {
        self.header.position(column.into()).map_or("", |position| self.row.cell(position.into()))
    }

    /// The text at a position of the table.
    pub(crate) fn at(&self, position: u16) -> &'a str {
        self.row.cell(position.into())
    }

    /// Reads a cell that must be filled in.
    pub(crate) fn required<T>(
        &mut self,
        column: impl Into<usize>,
        read: impl FnOnce(&str) -> Result<T, Reason>,
    ) -> Option<T> {
        let column = column.into();
        match self.text(column) {
            "" => self.refuse(column, ReasonCode::CellRequired),
            text => self.read(column, text, read),
        }
    }

    /// Reads a cell that may be empty: `Some(None)` when it is, `None` when it is wrong.
    pub(crate) fn optional<T>(
        &mut self,
        column: impl Into<usize>,
        read: impl FnOnce(&str) -> Result<T, Reason>,
    ) -> Option<Option<T>> {
        let column = column.into();
        match self.text(column) {
            "" => Some(None),
            text => self.read(column, text, read).map(Some),
        }
    }

    /// Reads a cell that another one calls for.
    pub(crate) fn required_with<T>(
        &mut self,
        column: impl Into<usize>,
        cause: impl Into<usize>,
        read: impl FnOnce(&str) -> Result<T, Reason>,
    ) -> Option<T> {
        let (column, cause) = (column.into(), cause.into());
        match self.text(column) {
            "" => {
                let reason = Reason::new(ReasonCode::CellRequiredWith);
                let reason = reason.with("heading", self.header.heading(cause));
                self.refuse(column, reason.with("given", self.text(cause)))
            }
            text => self.read(column, text, read),
        }
    }

    /// Refuses a cell; always `None`, so that it can stand for a value.
    pub(crate) fn refuse<T>(
        &mut self,
        column: impl Into<usize>,
        reason: impl Into<Reason>,
    ) -> Option<T> {
        let column = column.into();
        self.wrong.push(WrongCell {
            position: self.header.position(column),
            heading: self.header.heading(column).to_owned(),
            value: self.text(column).to_owned(),
            reason: reason.into(),
        });
        None
    }

    /// Refuses the cell at a position of the table.
    pub(crate) fn refuse_at(&mut self, position: u16, reason: impl Into<Reason>) {
        self.wrong.push(WrongCell {
            position: Some(position),
            heading: self.header.text(position).to_owned(),
            value: self.row.cell(position.into()).to_owned(),
            reason: reason.into(),
        });
    }

    /// The school of the row, by code or, where the code is empty, by name.
    pub(crate) fn school(
        &mut self,
        code: impl Into<usize>,
        name: impl Into<usize>,
    ) -> Option<SchoolKey> {
        let (code, name) = (code.into(), name.into());
        if self.text(code).is_empty() && !self.text(name).is_empty() {
            return self.required(name, cell::text).map(|name| SchoolKey::Name(name.into()));
        }
        self.required(code, cell::school_code).map(SchoolKey::Code)
    }

    /// The class of the row, from its grade and class cells; `Some(None)` when both are empty.
    pub(crate) fn class(
        &mut self,
        grade: impl Into<usize>,
        class: impl Into<usize>,
    ) -> Option<Option<ClassRef>> {
        let (grade, class) = (grade.into(), class.into());
        let given = self.optional(grade, cell::grade);
        let named = self.optional(class, cell::class);
        match (given?, named?) {
            (None, None) => Some(None),
            (Some(_), None) => self.refuse(class, ReasonCode::CellRequired),
            (None, Some((None, _))) => self.refuse(grade, ReasonCode::CellRequired),
            (Some(given), Some((Some(named), _))) if named != given => {
                let reason = Reason::new(ReasonCode::ClassOfOtherGrade);
                self.refuse(class, reason.with("named", named).with("given", given))
            }
            (given, Some((named, number))) => {
                Some(given.or(named).map(|grade| ClassRef { grade, number }))
            }
        }
    }

    /// The pupil of the row: a name always, a class unless a number is given.
    pub(crate) fn pupil(&mut self, columns: PupilColumns) -> Option<PupilKey> {
        let class = self.class(columns.grade, columns.class);
        let name = self.required(columns.name, cell::person);
        let number = self.optional(columns.number, cell::student_number);
        let local_id = self.optional(columns.local_id, cell::account);
        let (class, name, number, local_id) = (class?, name?, number?, local_id?);
        if class.is_none() && number.is_none() && local_id.is_none() {
            return self.refuse(columns.class, ReasonCode::CellRequired);
        }
        let (name, local_id) = (name.into(), local_id.map(String::into));
        Some(PupilKey { number, local_id, class, name })
    }

    fn read<T>(
        &mut self,
        column: usize,
        text: &str,
        read: impl FnOnce(&str) -> Result<T, Reason>,
    ) -> Option<T> {
        if is_formula_error(text) {
            return self.refuse(column, ReasonCode::CellFormulaError);
        }
        match read(text) {
            Ok(value) => Some(value),
            Err(reason) => self.refuse(column, reason),
        }
    }

    /// What can be wrong with a row whatever its kind, in the columns that are read.
    fn check_row(&mut self) {
        let (row, header) = (self.row, self.header);
        let too_long = row.too_long().and_then(|at| u16::try_from(at).ok());
        if let Some(position) = too_long.filter(|at| header.reads(*at)) {
            let reason = Reason::new(ReasonCode::CellTooLong).with("limit", limits::CELL_BYTES);
            self.refuse_at(position, reason);
        }
        if row.has_control_characters() {
            for (position, text) in (0..).zip(row.cells()).filter(|(at, _)| header.reads(*at)) {
                if let Some(character) = text.chars().find(|c| is_control(*c)) {
                    let code = format!("U+{:04X}", u32::from(character));
                    let reason = Reason::new(ReasonCode::CellControl);
                    self.refuse_at(position, reason.with("character", code));
                }
            }
        }
    }

    /// Checks that a row of a text has no more cells than there are headings; in a workbook a cell
    /// can't slip into the next column.
    pub(crate) fn check_length(&mut self) {
        let (row, headings) = (self.row, self.header.texts.len());
        if row.len() <= headings {
            return;
        }
        let last = (0..row.len()).rev().find(|at| !row.cell(*at).is_empty());
        let cells = last.map_or(0, |at| at + 1);
        if cells > headings {
            let reason = Reason::new(ReasonCode::RowTooLong);
            let reason = reason.with("cells", cells).with("headings", headings);
            let (position, heading, value) = (None, String::new(), String::new());
            self.wrong.push(WrongCell { position, heading, value, reason });
        }
    }

    /// Whether the row is to be given up whatever its kind.
    pub(crate) fn is_refused(&self) -> bool {
        !self.wrong.is_empty()
    }
}

/// Whether a character may not stand in a cell: line breaks and tabs may.
pub(crate) const fn is_control(character: char) -> bool {
    character.is_ascii_control() && !matches!(character, '\n' | '\r' | '\t')
}

fn is_formula_error(text: &str) -> bool {
    text.starts_with('#')
        && ["#DIV/0!", "#N/A", "#NAME?", "#NULL!", "#NUM!", "#REF!", "#VALUE!", "#ERROR!"]
            .contains(&text)
}
