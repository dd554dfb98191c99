//! Checklists, self-checks, visits, scores, evidence, and the safety register. (I7, I8, O6)

mod adopt_checklist;
mod attach;
mod attached;
mod attachments;
mod checklists;
mod decide_veto;
mod joined;
mod outcomes;
mod prefill;
mod report;
mod safety;
mod standing;
mod submit;

pub use adopt_checklist::{AdoptChecklist, Adopted, adopt_checklist};
pub use attach::{EvidenceHead, EvidenceTaken, EvidenceUpload};
pub(crate) use attached::attached;
pub use attachments::{
    AttachmentReader, AttachmentView, ListAttachments, attachments, open_attachment,
};
pub use checklists::{KnownChecklist, checklist, checklists};
pub use decide_veto::{DecideVeto, decide_veto};
pub(crate) use joined::Joined;
pub use prefill::{PrefillView, prefill};
pub use report::{SheetView, VisitView, visit_report};
pub use safety::{PutSafetyRegister, SafetyView, put_safety_register, safety_register};
pub use submit::{SubmitSheet, SubmittedRole, submit_self_check, submit_visit};
