//! The planned visits of a campaign. (I1, I2, I5, I6)

use kehou_inspection::{CampaignNo, FramedSchool, InspectorNo, Line, PlannedVisit};
use kehou_registry::SchoolCode;
use kehou_units::Instant;

use super::{inspectors::inspectors_in, stored::campaign_in};
use crate::{App, AppError, Permission, Principal, boxed};

/// Which visits are asked for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ListVisits {
    /// The campaign.
    pub campaign: CampaignNo,
    /// Only those that take place: cancelled ones are left out.
    pub standing_only: bool,
    /// As known at an instant.
    pub known_at: Option<Instant>,
    /// Only schools whose code is greater.
    pub after: Option<SchoolCode>,
    /// At most so many.
    pub most: u32,
}

/// A planned visit as it is shown.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct VisitView {
    /// The visit with its reason, and who cancelled it.
    pub visit: PlannedVisit,
    /// The school in the frame; none only for one that the frame does not hold.
    pub school: Option<FramedSchool>,
    /// Its group, by number; the name as it stands, where the inspector still is one.
    pub group: Vec<(InspectorNo, Option<Line>)>,
}

/// The planned visits of a campaign by school; none before the draw.
///
/// # Errors
///
/// Forbidden unless the principal may read campaigns;
/// [`CampaignUnknown`](crate::RefusalCode::CampaignUnknown); failures of the books.
///
/// # Clauses
///
/// I1, I2, I5, I6.
#[boxed]
pub async fn planned_visits(
    app: &App,
    who: &Principal,
    query: &ListVisits,
) -> Result<Vec<VisitView>, AppError> {
    let county = App::admit_county(who, Permission::ReadCampaigns)?;
    let book = app.book(county, query.known_at).await?;
    let known = campaign_in(&book, query.campaign).await?;
    let Some(drawn) = known.course.drawn() else { return Ok(Vec::new()) };
    let inspectors = inspectors_in(&book).await?;
    let name = |number: &InspectorNo| {
        let of = inspectors.iter().find(|(other, _)| other == number);
        (*number, of.map(|(_, inspector)| inspector.name.clone()))
    };
    let schools = drawn.committed.fixed.frame.schools();
    let view = |visit: &PlannedVisit| VisitView {
        visit: visit.clone(),
        school: schools.iter().find(|framed| framed.code == visit.school).cloned(),
        group: known.course.group_of(&visit.school).iter().map(name).collect(),
    };
    let asked = drawn.plan.visits().filter(|visit| {
        let is_after = query.after.as_ref().is_none_or(|after| visit.school > *after);
        is_after && !(query.standing_only && visit.cancelled.is_some())
    });
    Ok(asked.take(usize::try_from(query.most).unwrap_or(usize::MAX)).map(view).collect())
}
