//! The messages of `kehou.attendance.v1`: rolls, and where a month stands.

mod month;
mod roll;

pub use month::{
    GetMonthStateQuestion, LockMonthQuestion, LockedView, MonthPhase, MonthStateView,
    ReopenMonthQuestion,
};
pub use roll::{ListRollsQuestion, RollGroup, SheetView, SubmitRollQuestion, pupil_days};

#[cfg(test)]
mod tests;
