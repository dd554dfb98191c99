//! `kehou.inspection.v1`: inspections, from frames to findings.

mod findings;

pub(crate) use findings::FindingCalls;
