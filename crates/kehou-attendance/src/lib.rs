//! Attendance (考勤): marks, rolls, rosters and locks, packed one byte a mark.
//!
//! A [`Roll`] is one sheet: who was marked how in one slot of one day. [`settle`] turns all sheets
//! of a school into what counts: revisions applied, late entries held back, contradictions marked.
//!
//! # Examples
//!
//! ```
//! use kehou_attendance::Mark;
//!
//! assert_eq!(Mark::from_symbol("√"), Some(Mark::Present));
//! assert_eq!(Mark::from_symbol("旷"), Some(Mark::Absent));
//! ```

mod lock;
mod mark;
mod pack;
mod record;
mod roll;
mod roster;
mod settle;

pub use lock::{Lateness, LockRules};
pub use mark::{Mark, MarkSet};
pub use pack::{PackError, pack_marks, unpack_marks};
pub use record::SchoolRecord;
pub use roll::{GroupNo, Roll, RollError, SchoolRolls};
pub use roster::{Roster, RosterError, RosterHash};
pub use settle::{Admission, SettledMarks, SettledRoll, SettledRolls, Sheets, settle};
