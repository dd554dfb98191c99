//! Lists the bills of a school's month. (F12)

use kehou_app::billing::{BillView, bills};
use kehou_registry::PupilNo;
use kehou_wire::{
    Position,
    billing::ListBillsQuestion,
    pb::fee::{ListBillsRequest, ListBillsResponse},
};

use super::view::bill_view;
use crate::{
    books::{Call, Cut, one_more},
    refusal::Refusal,
};

pub(crate) async fn list_bills(
    call: Call,
    request: ListBillsRequest,
) -> Result<ListBillsResponse, Refusal> {
    let ListBillsQuestion { school, month, known_at, page } = ListBillsQuestion::read(request)?;
    let after = page.after.and_then(|it| it.exactly()).and_then(|[no]| u32::try_from(no).ok());
    let window = (after.map(PupilNo::new), one_more(&page), known_at);
    let mut found = bills(&call.app, &call.who, (&school, month), window).await?;
    let next = found.cut(&page, |bill| Position::of(&[bill.pupil.number().into()]));
    let without_lines = |bill: BillView| {
        let bill = BillView { lines: Vec::new(), ..bill };
        bill_view(&school, &bill, &[]).message(call.lang)
    };
    let bills = found.into_iter().map(without_lines).collect();
    Ok(ListBillsResponse { bills, next_page_token: next })
}
