//! `FindingService`.

mod advance_finding;
mod get_announcement;
mod get_finding;
mod get_rectification_order;
mod get_worklist;
mod list_findings;
mod open_finding;

use kehou_app::inspection::findings::FindingView;
use kehou_wire::{
    inspection::findings::{FindingLook, finding_out},
    pb::inspection::{finding_service_server::FindingService, *},
};

use crate::books::serve_calls;

serve_calls! {
    FindingService for FindingCalls:
    open_finding(OpenFindingRequest) -> OpenFindingResponse;
    advance_finding(AdvanceFindingRequest) -> AdvanceFindingResponse;
    get_finding(GetFindingRequest) -> GetFindingResponse;
    list_findings(ListFindingsRequest) -> ListFindingsResponse;
    get_worklist(GetWorklistRequest) -> GetWorklistResponse;
    get_announcement(GetAnnouncementRequest) -> GetAnnouncementResponse;
    get_rectification_order(GetRectificationOrderRequest) -> GetRectificationOrderResponse;
}

/// A finding as messages carry it.
fn view(view: &FindingView) -> Finding {
    let FindingView { school, number, finding, light, overdue, etag, .. } = view;
    let (number, light, overdue) = (*number, *light, *overdue);
    finding_out(&FindingLook { school, number, finding, light, overdue, etag: etag.number() })
}
