//! A day's late hours of one school, and a plan for them: data that planner and checker share.

mod adult;
mod band;
mod cost;
mod day;
mod error;
mod group;
mod held;
mod name;
mod number;
mod plan;
mod room;
mod time;

pub use adult::{Adult, AdultParts, CareLimits, Tie, Vetting};
pub use band::{Band, Limits};
pub use cost::{Cost, cost};
pub use day::{Day, DayParts, Settings};
pub use error::DayError;
pub use group::{Group, GroupParts, Roaming, Siblings, SiblingsParts};
pub use held::{Held, SplitError};
pub use name::{Name, NameError};
pub use number::{AdultNo, BandNo, BuildingNo, GroupNo, RoomNo};
pub use plan::{Place, Plan, Stretch};
pub use room::{Room, RoomParts};
pub use time::{Minute, MinuteError, Span};
