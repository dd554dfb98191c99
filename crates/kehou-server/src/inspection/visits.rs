//! `kehou.inspection.v1.VisitService`.

mod adopt_checklist;
mod attach_evidence;
mod decide_veto;
mod get_attachment;
mod get_checklist;
mod get_prefill;
mod get_visit_report;
mod list_attachments;
mod list_checklists;
mod submit_self_check;
mod submit_visit;

use kehou_wire::pb::inspection::{visit_service_server::VisitService, *};
use tonic::Streaming;

use crate::books::serve_calls;

serve_calls! {
    VisitService for VisitCalls:
    adopt_checklist(AdoptChecklistRequest) -> AdoptChecklistResponse;
    get_checklist(GetChecklistRequest) -> GetChecklistResponse;
    list_checklists(ListChecklistsRequest) -> ListChecklistsResponse;
    submit_self_check(SubmitSelfCheckRequest) -> SubmitSelfCheckResponse;
    submit_visit(SubmitVisitRequest) -> SubmitVisitResponse;
    get_visit_report(GetVisitReportRequest) -> GetVisitReportResponse;
    get_prefill(GetPrefillRequest) -> GetPrefillResponse;
    decide_veto(DecideVetoRequest) -> DecideVetoResponse;
    attach_evidence(Streaming<AttachEvidenceRequest>) -> AttachEvidenceResponse;
    list_attachments(ListAttachmentsRequest) -> ListAttachmentsResponse;
    => get_attachment(GetAttachmentRequest) -> GetAttachmentResponse as GetAttachmentStream;
}
