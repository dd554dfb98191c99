//! The files of a county: CSV and XLSX in, checked facts out; bills and findings out again.
//!
//! Readers and writers are handed in, paths are unknown here. What a table is about is told by its
//! headings; every cell becomes a value of the registry or a [`RowError`] that says where it
//! stands and what to do.
//!
//! # Examples
//!
//! ```
//! use std::io::Cursor;
//!
//! use kehou_policy::Policy;
//! use kehou_sheets::{Intake, Kind};
//!
//! let mut intake = Intake::new(&Policy::shipped()?, "2023-03".parse()?);
//! let text = "学校代码,校名,隶属关系,办学类型\n3708290001,实验小学,县直,小学\n370829,二小,县直,小学\n";
//! let report = intake.read("学校名单.csv", Cursor::new(text));
//! assert_eq!((report.tables[0].kind, report.rows(), report.errors), (Kind::Schools, 2, 1));
//!
//! let county = intake.finish();
//! assert_eq!(county.schools[0].school.name(), "实验小学");
//! assert_eq!(county.problems[0].place(), "学校名单.csv:3A");
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```

mod assembly;
mod bills;
mod cell;
mod county;
mod csv_table;
mod export_cell;
mod exports;
mod facts;
mod fields;
mod formula;
mod heading;
mod inspection;
mod intake;
mod kind;
mod kinds;
mod known;
pub mod limits;
mod named;
mod reading;
mod reason;
mod row_error;
mod sources;
mod stated;
mod workbook_part;

pub use bills::{BillBook, BillIssue, BillTable, FindingReader, FindingTable, LineTable};
pub use county::{County, MissingKind, Note, NoteCode};
pub use csv_table::CsvTable;
pub use exports::{BillExport, ExportFormat, FindingExport, LineExport, MarkExport};
pub use formula::formula_safe;
pub use inspection::{AssessmentLine, write_assessment, write_public_summary};
pub use intake::{FileReport, Intake, TableReport};
pub use kind::Kind;
pub use known::{BEGINNING, KnownSchool};
pub use named::Named;
pub use reading::Encoding;
pub use reason::{Reason, ReasonCode};
pub use row_error::{RowError, write_row_errors};
pub use stated::{KindSet, Stated};
