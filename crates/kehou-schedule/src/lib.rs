#![doc = include_str!("../README.md")]

pub mod check;
pub mod departure;
pub mod late_hours;
pub mod written;
