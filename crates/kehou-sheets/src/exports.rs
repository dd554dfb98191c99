//! Exports of a month as CSV, as a workbook or as JSON lines, row by row.
//!
//! Marks are for schools and offices too: their export has no column that tells who is waived or
//! what anybody pays (F12). Bills and their lines are finance's.

mod bills;
mod findings;
mod format;
mod marks;
mod table;

pub use bills::{BillExport, LineExport};
pub use findings::FindingExport;
pub use format::ExportFormat;
pub use marks::MarkExport;
pub(crate) use table::{Columns, ExportTable};
