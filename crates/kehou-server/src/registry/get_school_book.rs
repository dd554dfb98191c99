//! Reads what a school plans and publishes.

use kehou_app::registry::school_book;
use kehou_wire::{
    pb::registry::{GetSchoolBookRequest, GetSchoolBookResponse},
    registry::{GetSchoolBookQuestion, Listed, SchoolBookView},
};

use crate::{books::Call, refusal::Refusal};

pub(crate) async fn get_school_book(
    call: Call,
    request: GetSchoolBookRequest,
) -> Result<GetSchoolBookResponse, Refusal> {
    let GetSchoolBookQuestion { school, on, known_at } = GetSchoolBookQuestion::read(&request)?;
    let book = school_book(&call.app, &call.who, (school.as_ref(), on), known_at).await?;
    let view = SchoolBookView {
        calendar: Listed { list: &book.calendar.list, etag: book.calendar.etag.number() },
        plan: Listed { list: &book.plan.list, etag: book.plan.etag.number() },
        notices: Listed { list: &book.notices.list, etag: book.notices.etag.number() },
        payees: Listed { list: &book.payees.list, etag: book.payees.etag.number() },
    };
    Ok(view.answer())
}
