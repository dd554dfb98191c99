//! The proof record of a draw: all that anybody needs to repeat it. (I5)

use kehou_draw::ProofRecord;
use kehou_inspection::CampaignNo;

use super::stored::campaign_in;
use crate::{App, AppError, Permission, Principal, Refusal, RefusalCode, boxed};

/// Which draw of a campaign.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum DrawStage {
    /// Of the towns, where there are fewer places than towns. (I4)
    Towns,
    /// Of the schools.
    Schools,
}

/// The proof record of a draw.
///
/// # Errors
///
/// Forbidden unless the principal may read campaigns; [`RefusalCode::CampaignUnknown`];
/// [`RefusalCode::CampaignNotDrawn`] when there is no such draw; failures of the books.
///
/// # Clauses
///
/// I5; I4.
#[boxed]
pub async fn draw_proof(
    app: &App,
    who: &Principal,
    (campaign, stage): (CampaignNo, DrawStage),
) -> Result<ProofRecord, AppError> {
    let county = App::admit_county(who, Permission::ReadCampaigns)?;
    let known = campaign_in(&app.book(county, None).await?, campaign).await?;
    let draws = known.course.drawn().map(|drawn| drawn.draws.as_slice()).unwrap_or_default();
    let draw = match (stage, draws) {
        (DrawStage::Towns, [towns, _]) => Some(towns),
        (DrawStage::Schools, [.., schools]) => Some(schools),
        _ => None,
    };
    let none = || Refusal::new(RefusalCode::CampaignNotDrawn).with("campaign", campaign);
    Ok(ProofRecord::of(draw.ok_or_else(none)?))
}
