//! What taking part in after-school service counts for: score packs, cards that explain themselves,
//! fair shares, flexible working hours, lists that a body decides on.
//!
//! Pure rules: dates, instants, seeds and ids are arguments; the same pack and facts give the same
//! bytes. Every score is a whole number of small units; nothing is rounded in between but where a
//! doc comment says so.

mod data_text;
mod digest;
mod kind;
mod pack;
mod problem;
mod quantity;
mod written;

pub use digest::Digest;
pub use kind::{ActivityKind, ActivitySet, DutyKind, StaffGroup};
pub use pack::{
    BarredInput, Component, Conversion, Direction, DutyRates, LastResort, ListOutcome, ListRule,
    ObjectionDays, PackProblem, PackSettings, Packs, Places, QuotaRounding, SchoolPartRule, Scope,
    ScorePack, Source, SourceKind, Transform, TransformKind,
};
pub use problem::{DataFault, DataFaults, DataProblem};
pub use quantity::{Fraction, Load, Points, Value, Weight};
pub use written::{LINE_BYTES, Line, Reasoned, STAFF_BYTES, Signature, StaffRef, WrittenError};
