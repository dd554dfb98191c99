//! Reads one campaign.

use kehou_app::inspection::campaigns::campaign;
use kehou_wire::{
    inspection::campaigns::GetCampaignQuestion,
    pb::inspection::{GetCampaignRequest, GetCampaignResponse},
};

use super::shown;
use crate::{books::Call, refusal::Refusal};

pub(crate) async fn get_campaign(
    call: Call,
    request: GetCampaignRequest,
) -> Result<GetCampaignResponse, Refusal> {
    let GetCampaignQuestion { campaign: number, include_schools, known_at } =
        GetCampaignQuestion::read(&request)?;
    let view = campaign(&call.app, &call.who, (number, known_at)).await?;
    Ok(GetCampaignResponse { campaign: Some(shown(&view, include_schools)) })
}
