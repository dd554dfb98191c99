//! `ResultService`.

mod advance_practice;
mod export_assessment;
mod get_public_summary;
mod list_group_results;
mod list_practices;
mod list_school_results;
mod nominate_practice;

use kehou_wire::pb::inspection::{result_service_server::ResultService, *};

use crate::books::serve_calls;

serve_calls! {
    ResultService for ResultCalls:
    list_school_results(ListSchoolResultsRequest) -> ListSchoolResultsResponse;
    list_group_results(ListGroupResultsRequest) -> ListGroupResultsResponse;
    export_assessment(ExportAssessmentRequest) -> ExportAssessmentResponse;
    get_public_summary(GetPublicSummaryRequest) -> GetPublicSummaryResponse;
    nominate_practice(NominatePracticeRequest) -> NominatePracticeResponse;
    advance_practice(AdvancePracticeRequest) -> AdvancePracticeResponse;
    list_practices(ListPracticesRequest) -> ListPracticesResponse;
}
