//! Policies as messages, and the ways in which a request names one.

mod adoption;
mod answer;
mod citations;
mod question;
mod source;

pub use adoption::{AdoptPolicyQuestion, AdoptionView};
pub(crate) use answer::severity_out;
pub use answer::{
    category_out, change_out, check_out, clause_out, parameter_out, problem_out, warning_out,
};
pub use citations::{CitationTable, citation_out};
pub use question::{ClauseSubject, asked_day, clause_question};
pub use source::{PolicyChoice, policy_texts};
