//! The registry of after-school service: schools, pupils, applications, waivers, service plans,
//! calendars, fee notices and payees, and the findings that rules make about them.
//!
//! Everything here is a fact that somebody reported, checked for form when it is built. What
//! follows from the facts is decided by the crates above.
//!
//! # Examples
//!
//! ```
//! use kehou_registry::{Grade, GradeSet, StudentNumber};
//!
//! let grades = GradeSet::of([Grade::new(1)?, Grade::new(3)?]);
//! assert!(grades.holds(Grade::new(3)?));
//! assert!("G370829201503074219".parse::<StudentNumber>().is_err(), "its check digit is wrong");
//! # Ok::<(), kehou_registry::GradeError>(())
//! ```

mod application;
mod calendar;
mod division;
mod finding;
mod grade;
mod notice;
mod payee;
mod plan;
mod pupil;
mod school;
mod slot;
mod student_number;
mod term;
#[cfg(feature = "testing")]
pub mod testing;
mod waiver;
mod weekdays;
mod working_days;

pub use application::Application;
pub use calendar::{Calendar, CalendarEntry, CalendarError, CalendarScope, ClosureReason, DayKind};
pub use division::{DivisionCode, DivisionError};
pub use finding::{Defect, Finding, FindingCode, Subject};
pub use grade::{ClassRef, Grade, GradeError, GradeSet, Level};
pub use notice::{FeeNotice, NoticePart};
pub use payee::{Payee, PayeeKind};
pub use plan::{Charging, PlanError, PlannedSlot, ServicePlan, SlotKind};
pub use pupil::{Boarding, Guardian, Placement, Pupil, PupilNo};
pub use school::{
    Affiliation, Centrality, Closure, School, SchoolCode, SchoolCodeError, SchoolProfile,
    SchoolStage,
};
pub use slot::{SlotError, SlotNo, SlotSet};
pub use student_number::{StudentNumber, StudentNumberError};
pub use term::{Term, Terms};
pub use waiver::{Decision, Waiver, WaiverStanding, WaiverTrack};
pub use weekdays::WeekdaySet;
pub use working_days::WorkingDays;
