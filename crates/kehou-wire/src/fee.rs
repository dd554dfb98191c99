//! The facts of `kehou.fee.v1` as values of the domain, and bills as messages.

mod answer;
mod calendar;
mod explanation;
mod pupil;
mod question;
mod rolls;
mod school;

pub use answer::Priced;
pub(crate) use answer::{finding_out, line_out, rules_of};
pub(crate) use calendar::{
    calendar, class_out, class_ref, class_ref_if_any, entries, entry_out, term_out, terms,
    working_days, working_days_out,
};
pub use explanation::statement_text;
#[cfg(test)]
pub(crate) use pupil::read_waiver;
pub(crate) use pupil::{
    application_out, applications, boarding, placement_out, placements, waiver_out,
};
pub use question::{
    AskedPupil, BillDetail, FeeFacts, FeeQuestion, MARK_LIMIT, PUPIL_LIMIT, QuestionError,
};
pub use rolls::BrokenSheets;
pub(crate) use rolls::{mark_out, mark_status};
pub(crate) use school::{
    affiliation, affiliation_out, fee_place, fee_place_out, notice, notice_out, payee, payee_out,
    plan, planned_slot_out, stage, stage_out,
};
