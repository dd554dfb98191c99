//! The kinds of facts.

mod calendar;
mod codes;
mod lock;
mod papers;
mod plan;
mod policy;
mod pupil;
mod school;
mod waiver;
mod working_day;

pub use lock::{LockState, MonthLock};
pub use policy::PolicyVersion;
pub use pupil::{Person, PupilId};
pub use working_day::WorkingDay;
