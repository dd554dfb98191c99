//! Findings and what is done to them.

mod answer;
mod deed;
mod question;
#[cfg(test)]
mod tests;
mod worklist;

pub use answer::{FindingLook, act_out, finding_out};
pub use question::{
    AdvanceFindingQuestion, AnnouncementQuestion, GetFindingQuestion, ListFindingsQuestion,
    OpenFindingQuestion, RectificationOrderQuestion,
};
pub use worklist::{WorklistQuestion, task_out};
