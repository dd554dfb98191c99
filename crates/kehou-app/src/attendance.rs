//! Attendance: rolls and the locks of months. (F8, F9)

mod list_rolls;
mod lock_month;
mod month_state;
mod raised;
mod reopen_month;
mod submit_roll;

pub use list_rolls::{ListRolls, RollPage, list_rolls};
pub use lock_month::{LockMonth, lock_month};
pub(crate) use month_state::phase_of;
pub use month_state::{MonthPhase, MonthState, month_state};
pub use reopen_month::{ReopenMonth, reopen_month};
pub use submit_roll::{SubmitRoll, SubmittedRoll, class_of_group, group_of_class, submit_roll};
