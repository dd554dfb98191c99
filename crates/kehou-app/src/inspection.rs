//! Inspections: campaigns and draws, visits, findings, cases and principals' files. (I1–I16, O1–O9)

mod ruled;

pub mod campaigns;
pub mod dossiers;
pub mod findings;
pub mod results;
pub mod visits;

pub use ruled::Ruled;
