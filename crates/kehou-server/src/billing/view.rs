//! What use cases of billing speak of, beside what messages do.

use kehou_app::billing::{BillView, StatementView, Sums};
use kehou_fee::{Amounts, Bill};
use kehou_registry::{Finding, SchoolCode};
use kehou_wire::billing::{self as wire, Money, SumsView};

/// Sums, as far as they are told. (F12)
pub(super) fn sums_view(pupils: u32, sums: Sums) -> SumsView {
    match sums {
        Sums::All(amounts) => SumsView { pupils, amounts, money: Money::Shown },
        Sums::Service { class_hours, due } => {
            let amounts = Amounts { class_hours, due, ..Amounts::default() };
            SumsView { pupils, amounts, money: Money::Hidden }
        }
    }
}

/// A statement.
pub(super) fn statement_view(view: &StatementView) -> wire::StatementView<'_> {
    wire::StatementView {
        school: &view.school,
        month: view.month,
        revision: view.revision,
        policy_id: &view.policy_id,
        billed_on: view.billed_on,
        sums: sums_view(view.pupils, view.sums),
        published_on: view.published_on,
        made_at: view.made_at,
        facts_etag: view.facts_change.number(),
        etag: view.change_no.number(),
    }
}

/// A bill with its lines and what was found about the pupil.
pub(super) fn bill_view<'a>(
    school: &'a SchoolCode,
    view: &'a BillView,
    findings: &'a [Finding],
) -> wire::BillView<'a> {
    let bill = Bill { pupil: view.pupil, amounts: view.amounts, lines: &view.lines };
    let (month, revision, etag) = (view.month, view.revision, view.change_no.number());
    wire::BillView { school, month, revision, bill, findings, etag }
}
