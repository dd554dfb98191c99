//! Drawing groups of inspectors. (I6)

use std::collections::BTreeSet;

use chrono::NaiveDate;
use kehou_inspection::{AssignOrder, CampaignCourse, Inspector, InspectorNo, Visit, recusals_of};
use kehou_store::Written;

use super::{
    act::{Asked, CampaignWrite, act},
    rules::rules_on,
};
use crate::{App, AppError, Ask, Principal, Refusal, RefusalCode, boxed};

/// Which visits get a group.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AssignInspectors {
    /// The day as of which links recuse.
    pub on: NaiveDate,
    /// The inspectors of each visit; none for as few as allowed.
    pub group_size: Option<u32>,
    /// The visits, each with its round if it has one; empty for every planned visit without a group.
    pub visits: Vec<Visit>,
}

/// Draws a group for each visit in the order of the tickets that the revealed seed gives. A visit that is
/// named and has a group already gets another.
///
/// # Errors
///
/// As [`commit_draw`](super::commit_draw); [`RefusalCode::CampaignNoRules`],
/// [`RefusalCode::NothingToAssign`]; groups that are too small, too few inspectors, and recusals that
/// collide, which are named.
///
/// # Clauses
///
/// I6.
#[boxed]
pub async fn assign_inspectors(
    app: &App,
    (who, ask): (&Principal, Ask),
    (campaign, asked): (CampaignWrite, AssignInspectors),
) -> Result<Written, AppError> {
    let asked = Asked::Assign(asked);
    act(app, (who, ask), (campaign, asked, "inspection.assign_inspectors")).await
}

/// What the groups are drawn from, as the books stand.
pub(super) fn order_of(
    asked: &AssignInspectors,
    course: &CampaignCourse,
    inspectors: &[(InspectorNo, Inspector)],
) -> Result<AssignOrder, AppError> {
    let rules = rules_on(asked.on)?;
    let mut visits = asked.visits.clone();
    if let (true, Some(drawn)) = (visits.is_empty(), course.drawn()) {
        let open = drawn.without_group().into_iter();
        visits = open.map(|school| Visit { school, round: None }).collect();
        if visits.is_empty() {
            return Err(Refusal::new(RefusalCode::NothingToAssign).into());
        }
    }
    let schools: BTreeSet<_> = visits.iter().map(|visit| &visit.school).collect();
    let links: Vec<_> = inspectors
        .iter()
        .flat_map(|(number, inspector)| inspector.links_of(*number))
        .filter(|link| schools.contains(&link.school))
        .collect();
    Ok(AssignOrder {
        on: asked.on,
        settings: rules.groups(asked.group_size),
        pool: inspectors.iter().map(|(number, _)| *number).collect(),
        recusals: recusals_of(&links, asked.on, rules.recusal_years),
        visits,
    })
}
