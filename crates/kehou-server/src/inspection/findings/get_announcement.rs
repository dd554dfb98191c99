//! Writes an announcement.

use kehou_app::inspection::findings::{AnnouncementDraft, announcement};
use kehou_wire::{
    inspection::findings::AnnouncementQuestion,
    pb::inspection::{GetAnnouncementRequest, GetAnnouncementResponse},
};

use crate::{books::Call, refusal::Refusal};

pub(crate) async fn get_announcement(
    call: Call,
    request: GetAnnouncementRequest,
) -> Result<GetAnnouncementResponse, Refusal> {
    let AnnouncementQuestion { head, number, findings } = AnnouncementQuestion::read(&request)?;
    let draft = AnnouncementDraft { head, number, findings };
    let html = announcement(&call.app, &call.who, &draft).await?;
    Ok(GetAnnouncementResponse { html })
}
