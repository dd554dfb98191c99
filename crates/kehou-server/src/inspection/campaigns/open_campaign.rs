//! Opens a campaign.

use kehou_app::inspection::campaigns::{CampaignText, open_campaign as write};
use kehou_wire::{
    inspection::campaigns::OpenCampaignQuestion,
    pb::inspection::{OpenCampaignRequest, OpenCampaignResponse},
};

use crate::{
    books::{Call, ask, receipt},
    refusal::Refusal,
};

pub(crate) async fn open_campaign(
    call: Call,
    request: OpenCampaignRequest,
) -> Result<OpenCampaignResponse, Refusal> {
    let OpenCampaignQuestion { write: head, text } = OpenCampaignQuestion::read(request)?;
    let (ask, _) = ask(head);
    let text = text.map_or(CampaignText::Shipped2023, CampaignText::Given);
    let opened = write(&call.app, (&call.who, ask), text).await?;
    Ok(OpenCampaignResponse {
        receipt: Some(receipt(&opened.written).message()),
        campaign_no: i32::try_from(opened.number.get()).unwrap_or(i32::MAX),
    })
}
