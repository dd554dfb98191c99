//! The messages of the billing service of `kehou.fee.v1`: closing, statements, bills, exports.

mod bill;
mod close;
mod export;
mod query;
mod statement;

pub use bill::{BillView, CorrectionView, FindingView};
pub use close::{
    CloseMonthQuestion, CloseSummaryView, ClosingView, PublishStatementQuestion, PublishedView,
    SchoolFate,
};
pub use export::{ExportContent, ExportFormat, ExportMonthQuestion, export_header, export_trailer};
pub use query::{
    GetBillQuestion, ListBillsQuestion, ListCorrectionsDueQuestion, ListFindingsQuestion,
    ListStatementsQuestion,
};
pub use statement::{Money, StatementView, SumsView};

#[cfg(test)]
mod tests;
