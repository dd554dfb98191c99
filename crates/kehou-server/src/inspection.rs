//! `kehou.inspection.v1`: inspections, from frames to findings.

mod findings;
mod safety;
mod visits;

pub(crate) use findings::FindingCalls;
pub(crate) use safety::SafetyCalls;
pub(crate) use visits::VisitCalls;
