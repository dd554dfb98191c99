//! Results of campaigns, and good practice. (I14, I16)

mod practice;
mod practice_question;
mod question;
mod result;
#[cfg(test)]
mod tests;

pub use practice::practice_out;
pub use practice_question::{
    AdvancePracticeQuestion, ListPracticesQuestion, NominatePracticeQuestion,
};
pub use question::{
    AssessmentQuestion, ListGroupResultsQuestion, ListSchoolResultsQuestion, PublicSummaryQuestion,
    SummaryAsked, TableAsked,
};
pub use result::{SchoolResultLook, group_result_out, school_result_out};
