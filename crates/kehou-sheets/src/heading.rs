//! Headings: what a table is about and which column is which.

mod header;
mod layout;
mod recognise;
mod slot_heading;
pub(crate) mod vocabulary;

pub(crate) use header::Header;
pub(crate) use layout::{ColumnSpec, Form, Headings, Layout, Need, columns, named};
pub(crate) use recognise::{Recognised, Unrecognised, recognise};
pub(crate) use slot_heading::SlotHeading;
