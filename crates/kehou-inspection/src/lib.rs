//! Which schools are visited and why, what was found there, and what became of it.
//!
//! Pure rules: dates, instants, seeds and ids are arguments; the same facts give the same answer.
