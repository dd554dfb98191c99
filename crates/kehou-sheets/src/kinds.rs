//! The kinds of tables: their columns as data, and how their rows are read.

pub(crate) mod applications;
pub(crate) mod calendar;
pub(crate) mod notices;
pub(crate) mod payees;
pub(crate) mod plans;
pub(crate) mod pupils;
pub(crate) mod rolls;
pub(crate) mod schools;
mod shared_columns;
pub(crate) mod waivers;
pub(crate) mod working_days;

use crate::heading::Layout;

/// Every layout, the most telling headings first: a row of headings begins the first layout of
/// which it lacks nothing.
pub(crate) const LAYOUTS: &[&Layout] = &[
    &waivers::LAYOUT,
    &notices::LAYOUT,
    &payees::LAYOUT,
    &plans::LAYOUT,
    &rolls::LONG,
    &applications::LAYOUT,
    &schools::LAYOUT,
    &calendar::LAYOUT,
    &rolls::WIDE,
    &pupils::LAYOUT,
    &working_days::LAYOUT,
];
