#![doc = include_str!("../README.md")]

pub mod check;
pub mod departure;
pub mod model;
pub mod written;
