//! Reading campaigns. (I1)

use kehou_inspection::CampaignNo;
use kehou_units::Instant;

use super::stored::{CampaignView, campaign_in, campaigns_in};
use crate::{App, AppError, Permission, Principal, boxed};

/// One campaign with all that was done to it, as it stands or stood.
///
/// # Errors
///
/// Forbidden unless the principal may read campaigns;
/// [`CampaignUnknown`](crate::RefusalCode::CampaignUnknown); failures of the books.
///
/// # Clauses
///
/// I1, I5.
#[boxed]
pub async fn campaign(
    app: &App,
    who: &Principal,
    (number, known_at): (CampaignNo, Option<Instant>),
) -> Result<CampaignView, AppError> {
    let county = App::admit_county(who, Permission::ReadCampaigns)?;
    campaign_in(&app.book(county, known_at).await?, number).await
}

/// The campaigns of the county by number, after one and so many at most.
///
/// # Errors
///
/// Forbidden unless the principal may read campaigns; failures of the books.
///
/// # Clauses
///
/// I1.
#[boxed]
pub async fn campaigns(
    app: &App,
    who: &Principal,
    (after, most, known_at): (Option<CampaignNo>, u32, Option<Instant>),
) -> Result<Vec<CampaignView>, AppError> {
    let county = App::admit_county(who, Permission::ReadCampaigns)?;
    let known = campaigns_in(&app.book(county, known_at).await?).await?;
    let later = known.into_iter().filter(|view| after.is_none_or(|after| view.number > after));
    Ok(later.take(usize::try_from(most).unwrap_or(usize::MAX)).collect())
}
