//! The messages of `kehou.registry.v1`: schools, pupils, applications, waivers and their history.

mod history;
mod pupil;
mod pupil_question;
mod school;
mod school_book;
mod school_book_question;
mod school_question;
mod waiver;

pub use history::{FactKind, FactOwner, FactValue, ListVersionsQuestion, VersionView};
pub use pupil::{ContactsView, PupilEntry, PupilView};
pub use pupil_question::{
    GetPupilQuestion, ListPupilsQuestion, MovePupilQuestion, PutApplicationsQuestion,
    PutPupilsQuestion, TransferPupilQuestion,
};
pub use school::school_out;
pub use school_book::{Listed, SchoolBookView, working_days_answer};
pub use school_book_question::{
    GetSchoolBookQuestion, GetWorkingDaysQuestion, PutCalendarQuestion, PutNoticesQuestion,
    PutPayeesQuestion, PutPlanQuestion, PutWorkingDaysQuestion,
};
pub use school_question::{
    CloseSchoolQuestion, GetSchoolQuestion, ListSchoolsQuestion, PutSchoolQuestion,
};
pub use waiver::{
    DecideWaiverQuestion, ListWaiversQuestion, PutWaiversQuestion, Verdict, WaiverEntry, WaiverView,
};

#[cfg(test)]
mod tests;
