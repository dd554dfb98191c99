//! The service as its clients see it: a real server on a loopback port, real clients.

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
