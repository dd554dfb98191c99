//! Plans of late hours: the planner against an exhaustive search, the checker against plans with
//! one thing wrong.

mod checker;
mod exhaustive;
mod invented;
mod planner;
