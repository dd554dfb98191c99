//! Cases of the discipline office, and principals' files. (I10, O8)

mod case;
mod case_question;
mod entry;
mod entry_deed;
mod entry_question;
mod post;
#[cfg(test)]
mod tests;

pub use case::{case_act_out, case_out, reporter_out};
pub use case_question::{
    AdvanceCaseQuestion, CaseOriginAsked, GetCaseQuestion, GetReporterQuestion, ListCasesQuestion,
    ReceiveCaseQuestion,
};
pub use entry::{EntryLook, file_place_out, open_out, sealed_out, suggestion_out};
pub use entry_question::{
    AdvanceEntryQuestion, EntryBasisAsked, GetEntryQuestion, GetFileQuestion, ListEntriesQuestion,
    ProposeEntryQuestion,
};
pub use post::{GetPostsQuestion, PutPostsQuestion, post_out};
