//! Campaigns, their frames, draws, plans and inspectors.

mod answer;
mod change;
mod frame;
mod frame_out;
mod inspector;
mod query;
#[cfg(test)]
mod tests;

pub use answer::{CampaignLook, PlannedLook, campaign_out, commitment_out, planned_out};
pub use change::{
    AssignInspectorsQuestion, CommitDrawQuestion, FixFrameQuestion, OpenCampaignQuestion,
    PlanQuestion, RecordRoutineVisitQuestion, RevealSeedQuestion,
};
pub use frame::FrameChoice;
pub use frame_out::frame_out;
pub use inspector::{
    InspectorIn, PutInspectorsQuestion, StandingLook, inspector_out, standing_out,
};
pub use query::{
    GetCampaignQuestion, GetDrawProofQuestion, ListCampaignsQuestion, ListInspectorsQuestion,
    ListRoutineStandingQuestion, ListVisitsQuestion,
};
