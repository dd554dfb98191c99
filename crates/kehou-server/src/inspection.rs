//! `kehou.inspection.v1`: inspections, from frames to findings.

mod campaigns;
mod dossiers;
mod draws;
mod findings;
mod results;
mod safety;
mod visits;

pub(crate) use campaigns::CampaignCalls;
pub(crate) use dossiers::DossierCalls;
pub(crate) use draws::DrawCalls;
pub(crate) use findings::FindingCalls;
pub(crate) use results::ResultCalls;
pub(crate) use safety::SafetyCalls;
pub(crate) use visits::VisitCalls;
