//! The kehou command.

fn main() {}
