//! `kehou.fee.v1.BillingService`.

mod close_month;
mod closing_tally;
mod export_month;
mod file_pieces;
mod get_bill;
mod list_bills;
mod list_corrections_due;
mod list_findings;
mod list_statements;
mod publish_statement;
mod view;

use kehou_wire::pb::fee::{billing_service_server::BillingService, *};

use crate::books::serve_calls;

serve_calls! {
    BillingService for BillingCalls:
    publish_statement(PublishStatementRequest) -> PublishStatementResponse;
    get_bill(GetBillRequest) -> GetBillResponse;
    list_bills(ListBillsRequest) -> ListBillsResponse;
    list_statements(ListStatementsRequest) -> ListStatementsResponse;
    list_findings(ListFindingsRequest) -> ListFindingsResponse;
    list_corrections_due(ListCorrectionsDueRequest) -> ListCorrectionsDueResponse;
    => close_month(CloseMonthRequest) -> CloseMonthResponse as CloseMonthStream;
    => export_month(ExportMonthRequest) -> ExportMonthResponse as ExportMonthStream;
}
