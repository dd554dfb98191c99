//! Reads one bill. (F12)

use kehou_app::billing::{AskedBill, bill_in_full};
use kehou_wire::{
    billing::GetBillQuestion,
    pb::fee::{GetBillRequest, GetBillResponse},
};

use super::view::bill_view;
use crate::{books::Call, refusal::Refusal};

pub(crate) async fn get_bill(
    call: Call,
    request: GetBillRequest,
) -> Result<GetBillResponse, Refusal> {
    let GetBillQuestion { school, pupil, month, revision, known_at } =
        GetBillQuestion::read(&request)?;
    let asked = AskedBill { school, pupil, month, revision, known_at };
    let found = bill_in_full(&call.app, &call.who, &asked).await?;
    let held = call.policy(&found.policy_id).await?;
    let terms = held.month(month, call.lang)?;
    let view = bill_view(&asked.school, &found.bill, &found.findings);
    let terms_of = (found.policy_id.as_str(), found.payee.as_ref());
    Ok(view.answer(terms_of, &terms.citations, call.lang))
}
