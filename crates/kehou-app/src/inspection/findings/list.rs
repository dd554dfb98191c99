//! Listing findings. (I9, R25, R36)

use std::collections::BTreeMap;

use kehou_inspection::{FindingNo, Gravity, Recorded, StageKind};
use kehou_registry::{DivisionCode, SchoolCode};
use kehou_store::{ChangeNo, Filed, Holding, Owner, SchoolId, Stored};
use kehou_units::Instant;

use super::{
    ground::rectification_rules,
    known::{FindingView, Look, assembled},
};
use crate::{
    App, AppError, Forbidden, Permission, Principal, Scope, Share, boxed,
    registry::{Profiles, town_of},
};

/// Which findings are asked for.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ListFindings {
    /// Only of this school.
    pub school: Option<SchoolCode>,
    /// Only of schools that this town's office runs today.
    pub town: Option<DivisionCode>,
    /// Only those at one of these stages; empty for any.
    pub stages: Vec<StageKind>,
    /// Only of this gravity.
    pub gravity: Option<Gravity>,
    /// Only those whose correction is overdue. (R25)
    pub overdue_only: bool,
    /// Only those that repeat another. (R36)
    pub repeated_only: bool,
    /// As known at an instant.
    pub known_at: Option<Instant>,
    /// Only those that come after this one.
    pub after: Option<(SchoolCode, FindingNo)>,
    /// At most so many.
    pub most: u32,
}

impl ListFindings {
    fn asks_for(&self, view: &FindingView) -> bool {
        let opening = view.finding.opening();
        let stage = view.finding.stage().kind();
        (self.stages.is_empty() || self.stages.contains(&stage))
            && self.gravity.is_none_or(|gravity| gravity == opening.gravity)
            && (!self.overdue_only || view.overdue.is_some())
            && (!self.repeated_only || opening.repeats.is_some())
    }
}

/// The findings that a principal may read, by code of the school and number. Over many schools all acts are
/// read with one query.
///
/// # Errors
///
/// Forbidden when the principal may read none, or not those of the school named; failures of the books.
///
/// # Clauses
///
/// I9; R25, R36.
#[boxed]
pub async fn findings(
    app: &App,
    who: &Principal,
    query: &ListFindings,
) -> Result<Vec<FindingView>, AppError> {
    let permission = Permission::ReadInspections;
    let mut schools = match &query.school {
        Some(code) => vec![(code.clone(), app.admit(who, permission, code).await?)],
        None => readable(app, who).await?,
    };
    if let Some(town) = &query.town {
        let (profiles, on) = (app.store.across(None).await?, app.clock.now().day());
        schools.retain(|(_, id)| town_of(&profiles, *id, on).as_ref() == Some(town));
    }
    let working = app.county_days(query.known_at).await?.working;
    let at = query.known_at.unwrap_or_else(|| app.clock.now());
    let look = Look { at, rules: rectification_rules(), working: &working };
    let mut acts = Acts::read(app, query, &schools).await?;
    let mut found = Vec::new();
    let most = usize::try_from(query.most).unwrap_or(usize::MAX);
    for (code, id) in &schools {
        let after = query.after.as_ref();
        if found.len() >= most || after.is_some_and(|(school, _)| code < school) {
            continue;
        }
        let is_after =
            |number: FindingNo| after.is_none_or(|(school, last)| code > school || number > *last);
        let known = assembled(acts.take(*id))?.into_iter().filter(|one| is_after(one.number));
        let views = known.map(|one| look.at(code, one)).filter(|view| query.asks_for(view));
        found.extend(views.take(most - found.len()));
    }
    Ok(found)
}

/// The acts on findings of schools.
struct Acts(BTreeMap<SchoolId, Holding<Filed<Recorded>>>);

impl Acts {
    async fn read(
        app: &App,
        query: &ListFindings,
        schools: &[(SchoolCode, SchoolId)],
    ) -> Result<Self, AppError> {
        let (Some(_), [(_, id)]) = (&query.school, schools) else {
            return Ok(Self(app.store.across(query.known_at).await?));
        };
        let book = app.book(*id, query.known_at).await?;
        let (items, stamp) = (book.of(Owner::School).await?, ChangeNo::default());
        Ok(Self(BTreeMap::from([(*id, Holding { items, stamp })])))
    }

    /// Those of one school.
    fn take(&mut self, id: SchoolId) -> Vec<Stored<Filed<Recorded>>> {
        self.0.remove(&id).unwrap_or_default().items
    }
}

/// The schools whose inspections a principal may read, by code. Whether a town's office may is decided by
/// the town that runs a school today.
///
/// # Errors
///
/// Forbidden when there can be none; failures of the books.
pub(crate) async fn readable(
    app: &App,
    who: &Principal,
) -> Result<Vec<(SchoolCode, SchoolId)>, AppError> {
    let permission = Permission::ReadInspections;
    let extent = who.schools(permission);
    if extent.is_nothing() {
        return Err(Forbidden { permission }.into());
    }
    let mut schools: Vec<(SchoolCode, SchoolId)> = match extent.named_schools() {
        Some(named) => {
            let mut schools = Vec::new();
            for code in named {
                // A school without a number has nothing to show.
                if let Some(id) = app.store.school_id(code).await? {
                    schools.push((code.clone(), id));
                }
            }
            schools
        }
        None => app.store.schools().await?.into_iter().map(|it| (it.code, it.id)).collect(),
    };
    schools.sort_unstable_by(|a, b| a.0.cmp(&b.0));
    let by_town = who.grants.iter().any(|grant| matches!(grant.scope, Scope::Town(_)));
    let profiles: Profiles =
        if by_town { app.store.across(None).await? } else { Profiles::default() };
    let on = app.clock.now().day();
    schools.retain(|(code, id)| {
        let town = town_of(&profiles, *id, on);
        extent.of_school(code, town.as_ref()) == Share::Whole
    });
    Ok(schools)
}
