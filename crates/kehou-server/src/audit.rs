//! `kehou.audit.v1.AuditService`.

mod list_changes;

use kehou_app::Change;
use kehou_wire::{
    audit::ChangeView,
    pb::audit::{ListChangesRequest, ListChangesResponse, audit_service_server::AuditService},
};

use crate::books::serve_calls;

serve_calls! {
    AuditService for AuditCalls:
    list_changes(ListChangesRequest) -> ListChangesResponse;
}

/// A change, to be answered.
pub(crate) const fn change_view(change: &Change) -> ChangeView<'_> {
    ChangeView {
        change_no: change.change_no.number(),
        recorded_at: change.recorded_at,
        actor: change.actor.as_str(),
        action: change.action.as_str(),
        reason: change.reason.as_str(),
        request_id: change.request_id.as_str(),
        imported: change.imported,
    }
}
