//! Writes who was principal of a school when.

use kehou_app::inspection::dossiers::{PutPosts, put_posts as write};
use kehou_wire::{
    inspection::dossiers::PutPostsQuestion,
    pb::inspection::{PutPostsRequest, PutPostsResponse},
};

use crate::{
    books::{Call, ask, receipt},
    refusal::Refusal,
};

pub(crate) async fn put_posts(
    call: Call,
    request: PutPostsRequest,
) -> Result<PutPostsResponse, Refusal> {
    let PutPostsQuestion { write: head, school, posts } = PutPostsQuestion::read(request)?;
    let (ask, etag) = ask(head);
    let written = write(&call.app, (&call.who, ask), PutPosts { school, posts, etag }).await?;
    Ok(PutPostsResponse { receipt: Some(receipt(&written).message()) })
}
