//! The results of every visited school of a campaign, read with one query a kind.

use std::collections::BTreeMap;

use chrono::NaiveDate;
use kehou_inspection::{
    Campaign, Checklist, SchoolPlace, SchoolResult, SchoolVisit, SheetRole, SubmittedSheet,
    VetoDecision, school_result,
};
use kehou_registry::{SchoolCode, SchoolProfile};
use kehou_store::{SchoolId, StoreError};
use kehou_units::Instant;

use crate::{App, AppError, inspection::visits::Joined, registry::Profiles};

/// A visited school with its result.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct VisitedSchool {
    pub(super) id: SchoolId,
    /// Its name on the day of the visit.
    pub(super) name: String,
    pub(super) visited_on: NaiveDate,
    pub(super) result: SchoolResult,
}

/// What a campaign came to so far.
pub(super) struct CountyResults {
    pub(super) campaign: Campaign,
    pub(super) checklist: Checklist,
    /// By code of the school.
    pub(super) schools: Vec<VisitedSchool>,
}

impl CountyResults {
    /// Only the results.
    pub(super) fn results(&self) -> Vec<SchoolResult> {
        self.schools.iter().map(|school| school.result.clone()).collect()
    }

    /// Reckons the results of a campaign, or of one school in it.
    ///
    /// # Errors
    ///
    /// An unknown campaign; sheets and decisions that do not belong together; failures of the books.
    ///
    /// # Clauses
    ///
    /// I7, I8, I14.
    pub(super) async fn reckon(
        app: &App,
        campaign: u32,
        known_at: Option<Instant>,
    ) -> Result<Self, AppError> {
        let Joined { campaign: ordered, checklist, .. } =
            Joined::read(app, campaign, known_at).await?;
        let mut sheets = app.store.papers_about::<SubmittedSheet>(campaign, known_at).await?;
        let mut decisions = app.store.papers_about::<VetoDecision>(campaign, known_at).await?;
        let profiles: Profiles = app.store.across(known_at).await?;
        let mut entries = app.store.schools().await?;
        entries.sort_unstable_by(|a, b| a.code.cmp(&b.code));
        let mut schools = Vec::new();
        for entry in entries {
            let visit = handed_in(sheets.remove(&entry.id).unwrap_or_default());
            let Some(visited_on) = visited_on(&visit) else { continue };
            let decided = decisions.remove(&entry.id).unwrap_or_default();
            let visit = SchoolVisit { decisions: stands(decided), ..visit };
            let profile = profile_on(&profiles, entry.id, visited_on)?;
            let place = place(entry.code, profile);
            let Some(result) = school_result(&checklist, &visit, place)? else { continue };
            let name = profile.name.clone();
            schools.push(VisitedSchool { id: entry.id, name, visited_on, result });
        }
        Ok(Self { campaign: ordered, checklist, schools })
    }
}

/// All versions of the self-check, and the visit as it stands.
fn handed_in(sheets: Vec<(u32, SubmittedSheet)>) -> SchoolVisit {
    let mut visit = SchoolVisit::default();
    for (_, sheet) in sheets {
        match sheet.role {
            SheetRole::SelfCheck => visit.self_checks.push(sheet),
            SheetRole::Visit { .. } => visit.visit = Some(sheet),
        }
    }
    visit
}

/// The last version of each.
fn stands(decided: Vec<(u32, VetoDecision)>) -> Vec<VetoDecision> {
    decided.into_iter().collect::<BTreeMap<u32, VetoDecision>>().into_values().collect()
}

fn visited_on(visit: &SchoolVisit) -> Option<NaiveDate> {
    match visit.visit.as_ref()?.role {
        SheetRole::Visit { on, .. } => Some(on),
        SheetRole::SelfCheck => None,
    }
}

/// What was true of a school on the day of its visit; should that day lie outside all its profiles, what
/// was known last.
fn profile_on(
    profiles: &Profiles,
    id: SchoolId,
    on: NaiveDate,
) -> Result<&SchoolProfile, StoreError> {
    let known = profiles.get(&id).map_or(&[][..], |holding| &holding.items);
    let on_day = known.iter().find(|stored| stored.value.0.holds(on));
    let profile = on_day.or(known.last()).map(|stored| &stored.value.1);
    profile.ok_or_else(|| StoreError::bad_row("school_profile", "a visited school has none"))
}

fn place(school: SchoolCode, profile: &SchoolProfile) -> SchoolPlace {
    SchoolPlace { school, affiliation: profile.affiliation, town: profile.town.clone() }
}
