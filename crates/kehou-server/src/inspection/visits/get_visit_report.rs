//! Reads what a visit found.

use kehou_app::inspection::visits::{SheetView, visit_report};
use kehou_wire::{
    inspection::visits::{ReportLook, SheetLook, VisitQuestion},
    pb::inspection::{GetVisitReportRequest, GetVisitReportResponse},
};

use crate::{books::Call, refusal::Refusal};

pub(crate) async fn get_visit_report(
    call: Call,
    request: GetVisitReportRequest,
) -> Result<GetVisitReportResponse, Refusal> {
    let VisitQuestion { school, campaign, known_at } = VisitQuestion::of_report(&request)?;
    let view = visit_report(&call.app, &call.who, (&school, campaign), known_at).await?;
    let look = ReportLook {
        checklist: &view.checklist,
        self_check: view.self_check.as_ref().map(look),
        visit: view.visit.as_ref().map(look),
        report: view.report.as_ref(),
        score: view.score.as_ref(),
        decisions: &view.decisions,
        contradictions: &view.contradictions,
    };
    Ok(look.message())
}

const fn look(view: &SheetView) -> SheetLook<'_> {
    SheetLook { submitted: &view.submitted, etag: view.etag.number() }
}
