//! Who visits a school in a campaign. (I6)

use std::collections::BTreeSet;

use kehou_inspection::{CampaignNo, PersonRef};
use kehou_registry::SchoolCode;
use kehou_store::SchoolId;

use super::{inspectors::inspectors_in, stored::campaign_in};
use crate::{App, AppError};

/// The persons of the group that visits a school in a campaign; nobody before it has one, and when the
/// visit was cancelled.
///
/// # Errors
///
/// [`CampaignUnknown`](crate::RefusalCode::CampaignUnknown); failures of the books.
///
/// # Clauses
///
/// I6.
pub(crate) async fn group_of(
    app: &App,
    campaign: CampaignNo,
    school: &SchoolCode,
) -> Result<BTreeSet<PersonRef>, AppError> {
    let county = app.book(SchoolId::COUNTY, None).await?;
    let course = campaign_in(&county, campaign).await?.course;
    let planned = course.drawn().into_iter().flat_map(|drawn| drawn.plan.visits());
    let is_on = planned.filter(|visit| visit.cancelled.is_none()).any(|it| it.school == *school);
    if !is_on {
        return Ok(BTreeSet::new());
    }
    let group = course.group_of(school);
    let known = inspectors_in(&county).await?.into_iter();
    let members = known.filter(|(number, _)| group.contains(number));
    Ok(members.map(|(_, inspector)| inspector.person).collect())
}
