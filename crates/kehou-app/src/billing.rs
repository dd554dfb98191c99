//! Closing months: statements, bills, findings, corrections due. (F1, F2, F5, F9)

mod bill_in_full;
mod bills;
mod closable;
mod close_month;
mod corrections;
mod export_month;
mod findings;
mod list_corrections;
mod list_findings;
mod list_statements;
mod publish_statement;
mod readable;
mod statements;
mod unbilled;

pub use bill_in_full::{AskedBill, BillInFull, bill_in_full};
pub use bills::{BillView, bill, bills};
pub use closable::schools_to_close;
pub use close_month::{CloseMonth, Closed, close_month, close_school};
pub use corrections::{SchoolCorrections, corrections};
pub use export_month::{ExportContent, ExportError, ExportMonth, export_month};
pub use findings::{FindingView, findings};
pub use kehou_sheets::ExportFormat;
pub use list_corrections::{CorrectionDue, ListCorrections, list_corrections};
pub use list_findings::{FoundInMonth, ListFindings, list_findings};
pub use list_statements::{ListStatements, StatementsListed, list_statements};
pub use publish_statement::{PublishStatement, Published, publish_statement, publish_statements};
pub use statements::{StatementView, Sums, statements};
pub use unbilled::refuse_unbilled;
