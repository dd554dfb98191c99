//! Checklists, sheets, scores, evidence and safety registers.

mod attachment;
mod checklist;
mod prefill;
mod report;
mod safety;
mod sheet;
#[cfg(test)]
mod tests;
mod veto;

pub use attachment::{
    EvidencePart, EvidencePieces, EvidencePiecesHead, GetAttachmentQuestion,
    ListAttachmentsQuestion, attachment_out, chunk_out, file_out,
};
pub use checklist::{
    AdoptChecklistQuestion, ChecklistLook, GetChecklistQuestion, ListChecklistsQuestion,
};
pub use prefill::prefill_out;
pub use report::{ReportLook, SheetLook};
pub use safety::{GetSafetyRegisterQuestion, PutSafetyRegisterQuestion, SafetyLook};
pub use sheet::{SubmitSelfCheckQuestion, SubmitVisitQuestion, VisitQuestion};
pub use veto::DecideVetoQuestion;
