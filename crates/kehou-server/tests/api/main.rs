//! The service as its clients see it: a real server on a loopback port, real clients.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    reason = "a test that can not go on fails"
)]

mod books;
mod callers;
mod connections;
mod fees;
mod fields;
mod harness;
mod infrastructure;
mod march;
mod policies;
mod refusals;
mod shutdown;
mod words;
