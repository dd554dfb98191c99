//! Reads who was principal of a school when.

use kehou_app::inspection::dossiers::posts;
use kehou_wire::{
    inspection::dossiers::{GetPostsQuestion, post_out},
    pb::inspection::{GetPostsRequest, GetPostsResponse},
};

use crate::{books::Call, refusal::Refusal};

pub(crate) async fn get_posts(
    call: Call,
    request: GetPostsRequest,
) -> Result<GetPostsResponse, Refusal> {
    let GetPostsQuestion { school, known_at } = GetPostsQuestion::read(&request)?;
    let (found, etag) = posts(&call.app, &call.who, &school, known_at).await?;
    let posts = found.iter().map(post_out).collect();
    Ok(GetPostsResponse { posts, etag: etag.number() })
}
