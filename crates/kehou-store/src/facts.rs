//! The kinds of facts.

mod calendar;
mod codes;
mod lock;
mod paper;
mod papers;
mod plan;
mod policy;
mod pupil;
mod school;
mod waiver;
mod working_day;

pub use lock::{LockState, MonthLock};
pub use paper::{Filed, Paper};
pub use policy::PolicyVersion;
pub use pupil::{Person, PupilId};
pub use working_day::WorkingDay;
