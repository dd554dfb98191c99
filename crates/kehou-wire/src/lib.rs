//! Generated protobuf messages and their conversions to and from the domain.
//!
//! Reading a message is its validation: whatever comes out is a value of the domain, and whatever
//! is wrong is told with the path of its field, all of it at once.
//!
//! # Examples
//!
//! ```
//! use kehou_wire::{FeeQuestion, QuestionError, pb};
//!
//! let policy = kehou_policy::Policy::shipped()?;
//! let request = pb::fee::AssessFeesRequest { month: "2023-3".into(), ..Default::default() };
//! let Err(QuestionError::Fields(wrong)) = FeeQuestion::of_many(&request, &policy) else {
//!     panic!("purpose and day are missing, and the month is none");
//! };
//! assert_eq!(wrong.count(), 3);
//! assert_eq!(wrong.listed()[0].field, "month");
//! assert_eq!(wrong.listed()[0].flaw.code(), "FIELD_NOT_A_MONTH");
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```

pub mod admin;
pub mod attendance;
pub mod audit;
pub mod billing;
mod fee;
pub mod inspection;
mod naming;
mod paging;
pub mod pb;
mod place;
mod policy;
pub mod registry;
mod scalar;
#[cfg(test)]
mod told;
mod violation;
mod write;

pub use fee::{
    AskedPupil, BillDetail, BrokenSheets, FeeFacts, FeeQuestion, MARK_LIMIT, PUPIL_LIMIT, Priced,
    QuestionError, statement_text,
};
pub use naming::timestamp_out;
pub use paging::{Page, Position};
pub use policy::{
    AdoptPolicyQuestion, AdoptionView, CitationTable, ClauseSubject, PolicyChoice, asked_day,
    category_out, change_out, check_out, citation_out, clause_out, clause_question, parameter_out,
    policy_texts, problem_out, warning_out,
};
pub use violation::{Flaw, Form, Violation, Violations};
pub use write::WriteHead;
