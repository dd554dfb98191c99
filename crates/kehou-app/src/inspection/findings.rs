//! Findings followed to their end. (I9, R25, R36)

mod advance;
mod desks;
mod documents;
mod finding;
mod ground;
mod known;
mod linked;
mod list;
mod open;
mod permitted;
mod tasks;
mod worklist;

pub use advance::{AdvanceFinding, advance_finding};
pub use desks::desks_of;
pub use documents::{AnnouncementDraft, announcement, rectification_order};
pub use finding::finding;
pub(crate) use ground::rectification_rules;
pub use known::FindingView;
pub(crate) use known::{assembled, findings_in};
pub(crate) use list::readable;
pub use list::{ListFindings, findings};
pub use open::{OpenFinding, OpenedFinding, open_finding};
pub use permitted::{DeskDuty, duty_of, permission_for};
pub use worklist::{GetWorklist, Worklist, worklist};
