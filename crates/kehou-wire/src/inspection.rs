//! `kehou.inspection.v1`: what is asked about inspections, and how it is answered.

pub mod campaigns;
pub mod dossiers;
pub mod draws;
pub mod findings;
pub mod results;
pub mod visits;
pub(crate) mod written;
