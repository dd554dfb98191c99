//! Plans of late hours: the planner against an exhaustive search, the checker against plans with
//! one thing wrong.

#![allow(clippy::unwrap_used, unreachable_pub)]

mod checker;
mod exhaustive;
mod impossible;
mod invented;
mod planner;
mod written;
