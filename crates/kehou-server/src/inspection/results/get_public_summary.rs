//! Writes what the public learns of a campaign as a file.

use kehou_app::inspection::results::{ResultFile, SummaryFormat, public_summary};
use kehou_wire::{
    inspection::results::{PublicSummaryQuestion, SummaryAsked},
    pb::inspection::{GetPublicSummaryRequest, GetPublicSummaryResponse},
};

use crate::{books::Call, refusal::Refusal};

pub(crate) async fn get_public_summary(
    call: Call,
    request: GetPublicSummaryRequest,
) -> Result<GetPublicSummaryResponse, Refusal> {
    let question = PublicSummaryQuestion::read(&request)?;
    let PublicSummaryQuestion { campaign, format, known_at } = question;
    let format = match format {
        SummaryAsked::Xlsx => SummaryFormat::Xlsx,
        SummaryAsked::Html => SummaryFormat::Html,
    };
    let file = public_summary(&call.app, &call.who, (campaign, format), known_at).await?;
    let ResultFile { file_name, media_type, content } = file;
    Ok(GetPublicSummaryResponse { file_name, media_type: media_type.to_owned(), content })
}
