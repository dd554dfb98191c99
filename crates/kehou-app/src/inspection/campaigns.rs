//! Campaigns: frame, quota, draw, plan and inspectors. (I1–I6, I13, I15)

mod act;
mod assign;
mod fix_frame;
mod group;
mod inspectors;
mod open;
mod proof;
mod read;
mod routine;
mod rules;
mod stored;
mod visits;

pub use act::{CampaignWrite, PlanChange, change_plan, commit_draw, reveal_seed};
pub use assign::{AssignInspectors, assign_inspectors};
pub use fix_frame::{FixFrame, FrameFaults, FramePreview, fix_frame, preview_frame};
pub(crate) use group::group_of;
pub(crate) use inspectors::linked_persons;
pub use inspectors::{InspectorEntry, InspectorView, PutInspectors, inspectors, put_inspectors};
pub use open::{CampaignText, OpenedCampaign, open_campaign};
pub use proof::{DrawStage, draw_proof};
pub use read::{campaign, campaigns};
pub use routine::{
    RecordRoutineVisit, RoutineQuery, SchoolStanding, record_routine_visit, routine_standings,
};
pub(crate) use rules::recusal_years;
pub use stored::CampaignView;
pub(crate) use stored::campaign_in;
pub use visits::{ListVisits, VisitView, planned_visits};
