//! Where rows come from, and what was refused of them.

use std::{
    collections::{BTreeSet, HashMap},
    sync::Arc,
};

use crate::{Kind, Reason, RowError, fields::WrongCell, heading::Header, limits, row_error::shown};

/// The table and the row that a fact comes from.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(crate) struct Origin {
    pub(crate) table: u32,
    pub(crate) row: u32,
}

impl Origin {
    /// Stands for what was known before any file was read.
    pub(crate) const KNOWN: Self = Self { table: u32::MAX, row: 0 };
}

/// What stands for a file where something was known before.
const KNOWN_PLACE: &str = "kehou";

/// A fact and where it comes from.
#[derive(Clone, Debug)]
pub(crate) struct Sourced<T> {
    pub(crate) origin: Origin,
    pub(crate) fact: T,
}

/// One recognised table.
#[derive(Clone, Debug)]
pub(crate) struct Source {
    pub(crate) file: Arc<str>,
    pub(crate) sheet: Arc<str>,
    pub(crate) header: Arc<Header>,
}

/// All tables that were read, and everything that was refused.
#[derive(Debug, Default)]
pub(crate) struct Sources {
    tables: Vec<Source>,
    /// For each table, its place by file and sheet, so that the order of reading does not matter.
    ranks: Vec<u32>,
    errors: Vec<RowError>,
    kept_of_file: HashMap<Arc<str>, usize>,
    not_kept: u64,
    /// Rows of waiver lists of which anything was refused.
    refused_waivers: BTreeSet<Origin>,
    /// Tables of which anything was refused.
    torn: BTreeSet<u32>,
    /// Whether a file or a sheet could not be read, so that nobody knows what stood there.
    has_gaps: bool,
}

impl Sources {
    pub(crate) fn add(&mut self, table: Source) -> u32 {
        self.tables.push(table);
        u32::try_from(self.tables.len() - 1).unwrap_or(u32::MAX)
    }

    /// Orders the tables by file and sheet.
    pub(crate) fn rank(&mut self) {
        let mut order: Vec<usize> = (0..self.tables.len()).collect();
        order.sort_by_key(|at| (&self.tables[*at].file, &self.tables[*at].sheet));
        self.ranks = vec![0; order.len()];
        for (rank, at) in (0..).zip(order) {
            self.ranks[at] = rank;
        }
    }

    /// What a row is sorted by, whenever its file was read.
    pub(crate) fn order(&self, origin: Origin) -> (u32, u32) {
        (self.ranks.get(origin.table as usize).copied().unwrap_or(0), origin.row)
    }

    pub(crate) fn table(&self, table: u32) -> Option<&Source> {
        self.tables.get(table as usize)
    }

    /// Where a row stands, as it is told to a person.
    pub(crate) fn place(&self, origin: Origin) -> String {
        if origin == Origin::KNOWN {
            return KNOWN_PLACE.to_owned();
        }
        self.table(origin.table).map_or_else(String::new, |table| match &*table.sheet {
            "" => format!("{}:{}", table.file, origin.row),
            sheet => format!("{}[{sheet}]:{}", table.file, origin.row),
        })
    }

    /// Refuses a cell of a row that was read, or the row when `column` is none.
    pub(crate) fn refuse(
        &mut self,
        origin: Origin,
        column: Option<usize>,
        value: &str,
        reason: impl Into<Reason>,
    ) {
        let Some(table) = self.table(origin.table).cloned() else { return };
        let heading = column.map_or("", |column| table.header.heading(column));
        let wrong = WrongCell {
            position: column.and_then(|column| table.header.position(column)),
            heading: heading.to_owned(),
            value: value.to_owned(),
            reason: reason.into(),
        };
        self.refuse_cell(origin, wrong);
    }

    /// Refuses what was wrong with a cell when it was read.
    pub(crate) fn refuse_cell(&mut self, origin: Origin, wrong: WrongCell) {
        let Some(table) = self.table(origin.table) else { return };
        let is_waiver = table.header.kind() == Kind::Waivers;
        let error = RowError {
            file: table.file.clone(),
            sheet: table.sheet.clone(),
            row: origin.row,
            column: wrong.position,
            heading: wrong.heading.into(),
            value: shown(&wrong.value),
            reason: wrong.reason,
        };
        self.torn.insert(origin.table);
        if is_waiver {
            self.refused_waivers.insert(origin);
        }
        self.keep(error);
    }

    /// Keeps an error, or counts it when there are too many.
    pub(crate) fn keep(&mut self, error: RowError) {
        let of_file = self.kept_of_file.entry(error.file.clone()).or_default();
        if *of_file >= limits::ERRORS_OF_A_FILE || self.errors.len() >= limits::ERRORS {
            self.not_kept += 1;
        } else {
            *of_file += 1;
            self.errors.push(error);
        }
    }

    /// Remembers that a file or a sheet could not be read.
    pub(crate) const fn leave_gap(&mut self) {
        self.has_gaps = true;
    }

    /// Whether everything that a table says was taken, and no file or sheet lacks.
    pub(crate) fn is_whole(&self, table: u32) -> bool {
        !self.has_gaps && !self.torn.contains(&table)
    }

    /// What a table is about.
    pub(crate) fn kind(&self, table: u32) -> Option<Kind> {
        self.table(table).map(|table| table.header.kind())
    }

    /// How many errors there are, kept or not.
    pub(crate) fn error_count(&self) -> u64 {
        self.errors.len() as u64 + self.not_kept
    }

    /// How many rows of waiver lists were refused, kept errors or not.
    pub(crate) fn refused_waivers(&self) -> u64 {
        self.refused_waivers.len() as u64
    }

    /// All kept errors by file, sheet, row and column, and how many were not kept.
    pub(crate) fn into_errors(mut self) -> (Vec<RowError>, u64) {
        self.errors.sort();
        (self.errors, self.not_kept)
    }
}
