//! Lists campaigns.

use kehou_app::inspection::campaigns::campaigns;
use kehou_inspection::CampaignNo;
use kehou_wire::{
    Position,
    inspection::campaigns::ListCampaignsQuestion,
    pb::inspection::{ListCampaignsRequest, ListCampaignsResponse},
};

use super::shown;
use crate::{
    books::{Call, Cut, one_more},
    refusal::Refusal,
};

pub(crate) async fn list_campaigns(
    call: Call,
    request: ListCampaignsRequest,
) -> Result<ListCampaignsResponse, Refusal> {
    let ListCampaignsQuestion { known_at, page } = ListCampaignsQuestion::read(request)?;
    let after = page
        .after
        .and_then(|it| it.exactly())
        .and_then(|[number]| u32::try_from(number).ok().map(CampaignNo::new));
    let mut views = campaigns(&call.app, &call.who, (after, one_more(&page), known_at)).await?;
    let next = views.cut(&page, |view| Position::of(&[i64::from(view.number.get())]));
    let campaigns = views.iter().map(|view| shown(view, false)).collect();
    Ok(ListCampaignsResponse { campaigns, next_page_token: next })
}
