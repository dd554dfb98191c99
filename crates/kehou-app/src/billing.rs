//! Closing months: statements, bills, findings, corrections due. (F1, F2, F5, F9)

mod bills;
mod close_month;
mod corrections;
mod export_month;
mod findings;
mod publish_statement;
mod statements;

pub use bills::{BillView, bill, bills};
pub use close_month::{CloseMonth, Closed, close_month, close_school};
pub use corrections::{SchoolCorrections, corrections};
pub use export_month::{ExportContent, ExportError, ExportMonth, export_month};
pub use findings::{FindingView, findings};
pub use publish_statement::{PublishStatement, publish_statement};
pub use statements::{StatementView, Sums, statements};
