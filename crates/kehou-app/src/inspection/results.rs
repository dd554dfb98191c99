//! Results of campaigns, good practice, and the public summary. (I14, I16)
//!
//! Results are stored nowhere: they are reckoned from what was handed in and decided, so that they can
//! differ from neither.

mod county;
mod documents;
mod groups;
mod nominate;
mod practices;
mod review;
mod schools;

pub use documents::{ResultFile, SummaryFormat, TableFormat, assessment, public_summary};
pub use groups::{GroupView, group_results};
pub use nominate::{NominatePractice, NominatedPractice, nominate_practice};
pub use practices::{KnownPractice, ListPractices, practices};
pub use review::{AdvancePractice, advance_practice};
pub use schools::{ListSchoolResults, SchoolResultView, school_results};
