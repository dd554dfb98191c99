//! Lists the files of a school.

use kehou_app::inspection::visits::{ListAttachments, attachments};
use kehou_wire::{
    Position,
    inspection::visits::{ListAttachmentsQuestion, attachment_out},
    pb::inspection::{ListAttachmentsRequest, ListAttachmentsResponse},
};

use crate::{
    books::{Call, Cut, one_more},
    refusal::Refusal,
};

pub(crate) async fn list_attachments(
    call: Call,
    request: ListAttachmentsRequest,
) -> Result<ListAttachmentsResponse, Refusal> {
    let ListAttachmentsQuestion { school, known_at, page } =
        ListAttachmentsQuestion::read(request)?;
    let after = page.after.and_then(|it| it.exactly());
    let after = after.and_then(|[number]| u32::try_from(number).ok());
    let query = ListAttachments { school, known_at, after, most: one_more(&page) };
    let mut found = attachments(&call.app, &call.who, &query).await?;
    let next_page_token = found.cut(&page, |view| Position::of(&[view.number.into()]));
    let files = found.iter().map(|view| attachment_out(&view.file)).collect();
    Ok(ListAttachmentsResponse { files, next_page_token })
}
