//! Plans for the late hours: the fewest adult-minutes, then the fewest moves of children, then
//! late duty shared out evenly, then siblings together.

mod all;
mod assignment;
mod board;
mod layout;
mod least;
mod planner;
mod posts;
mod random;
mod roster;
mod search;
mod tables;
mod why;

pub use all::MOST as MOST_LAYOUTS;
pub use least::{Ground, Least};
pub use planner::{BandReport, Planner, Report};
pub use tables::Tables;
pub use why::{Impossible, Lack, Missing, Relaxation, impossible};
