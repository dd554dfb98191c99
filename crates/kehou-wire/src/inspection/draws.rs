//! Draws, proof records and bounds, without books.

mod answer;
mod bound;
mod question;
mod seed;
#[cfg(test)]
mod tests;

pub use answer::{bounded_answer, drawn_answer, strata_out, verified_answer};
pub use bound::BoundQuestion;
pub use question::{DrawQuestion, VerifyQuestion};
pub(crate) use seed::{material, material_out, source, source_out};

/// The most tickets that a draw may have here.
pub const TICKET_LIMIT: u64 = 1_000_000;
