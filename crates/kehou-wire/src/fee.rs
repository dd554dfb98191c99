//! The facts of `kehou.fee.v1` as values of the domain, and bills as messages.

mod answer;
mod calendar;
mod explanation;
mod pupil;
mod question;
mod rolls;
mod school;

pub use answer::Priced;
pub use explanation::statement_text;
pub use question::{
    AskedPupil, BillDetail, FeeFacts, FeeQuestion, MARK_LIMIT, PUPIL_LIMIT, QuestionError,
};
pub use rolls::BrokenSheets;
