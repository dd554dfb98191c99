//! `CampaignService`.

mod add_visit;
mod assign_inspectors;
mod cancel_visit;
mod commit_draw;
mod fix_frame;
mod get_campaign;
mod get_draw_proof;
mod list_campaigns;
mod list_inspectors;
mod list_routine_standing;
mod list_visits;
mod open_campaign;
mod put_inspectors;
mod record_routine_visit;
mod reveal_seed;
mod substitute_visit;

use kehou_app::{
    ChangeNo,
    inspection::campaigns::{CampaignView, CampaignWrite},
};
use kehou_inspection::CampaignNo;
use kehou_wire::{
    inspection::campaigns::{CampaignLook, campaign_out},
    pb::inspection::{campaign_service_server::CampaignService, *},
};

use crate::books::serve_calls;

serve_calls! {
    CampaignService for CampaignCalls:
    open_campaign(OpenCampaignRequest) -> OpenCampaignResponse;
    get_campaign(GetCampaignRequest) -> GetCampaignResponse;
    list_campaigns(ListCampaignsRequest) -> ListCampaignsResponse;
    fix_frame(FixFrameRequest) -> FixFrameResponse;
    commit_draw(CommitDrawRequest) -> CommitDrawResponse;
    reveal_seed(RevealSeedRequest) -> RevealSeedResponse;
    get_draw_proof(GetDrawProofRequest) -> GetDrawProofResponse;
    put_inspectors(PutInspectorsRequest) -> PutInspectorsResponse;
    list_inspectors(ListInspectorsRequest) -> ListInspectorsResponse;
    assign_inspectors(AssignInspectorsRequest) -> AssignInspectorsResponse;
    add_visit(AddVisitRequest) -> AddVisitResponse;
    cancel_visit(CancelVisitRequest) -> CancelVisitResponse;
    substitute_visit(SubstituteVisitRequest) -> SubstituteVisitResponse;
    list_visits(ListVisitsRequest) -> ListVisitsResponse;
    record_routine_visit(RecordRoutineVisitRequest) -> RecordRoutineVisitResponse;
    list_routine_standing(ListRoutineStandingRequest) -> ListRoutineStandingResponse;
}

/// A campaign as messages carry it.
fn shown(view: &CampaignView, include_schools: bool) -> Campaign {
    let CampaignView { number, course, etag, .. } = view;
    let etag = etag.number();
    campaign_out(&CampaignLook { number: *number, course, include_schools, etag })
}

const fn write_of(campaign: CampaignNo, etag: Option<ChangeNo>) -> CampaignWrite {
    CampaignWrite { campaign, etag }
}
