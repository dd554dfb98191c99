//! Values of parameters and the kinds they come in.

use std::fmt;

use chrono::NaiveTime;
use kehou_units::{Fen, Minutes};

/// The kind of value that a key takes, with what it allows.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ValueKind {
    /// An amount in whole fen; written as yuan, `"2.00"`.
    Fen,
    /// A whole number within the key's range; written bare, `2`.
    Count,
    /// A length of time in whole minutes within the key's range; written bare, `40`.
    Minutes,
    /// A time of day, local; written `"18:00"`.
    Time,
    /// Yes or no; written `true` or `false`.
    Flag,
    /// One of these codes; written `"bill"`.
    Code(&'static [&'static str]),
    /// Any of these codes, none included; written `["early", "noon"]`.
    Codes(&'static [&'static str]),
}

/// The value of a parameter.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub enum Value {
    /// An amount in whole fen.
    Fen(Fen),
    /// A whole number.
    Count(u32),
    /// A length of time.
    Minutes(Minutes),
    /// A time of day, local.
    Time(NaiveTime),
    /// Yes or no.
    Flag(bool),
    /// One code of the key's set.
    Code(String),
    /// Some codes of the key's set, in the order of the set, none twice.
    Codes(Vec<String>),
}

impl fmt::Display for Value {
    /// Shows the value as policy texts write it, without quotes.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Fen(amount) => amount.fmt(f),
            Self::Count(count) => count.fmt(f),
            Self::Minutes(minutes) => minutes.fmt(f),
            Self::Time(time) => f.pad(&time.format("%H:%M").to_string()),
            Self::Flag(flag) => f.pad(if *flag { "true" } else { "false" }),
            Self::Code(code) => f.pad(code),
            Self::Codes(codes) => f.pad(&format!("[{}]", codes.join(", "))),
        }
    }
}
