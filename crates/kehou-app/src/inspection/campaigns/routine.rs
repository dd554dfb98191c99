//! Routine visits outside campaigns. (I13, R26)

use std::collections::BTreeMap;

use chrono::NaiveDate;
use kehou_inspection::{
    Line, PersonRef, RectificationRules, RoutineStanding, RoutineVisit, RoutineVisited, Signature,
    routine_standing,
};
use kehou_registry::{SchoolCode, Term, Terms};
use kehou_store::{Filed, Holding, ItemVersion, Owner, SchoolId, Tx, Work, Written};
use kehou_units::Instant;

use crate::{
    App, AppError, Ask, Forbidden, Permission, Principal, Refusal, RefusalCode, Share, boxed,
    inspection::findings::rectification_rules,
    registry::{Profiles, every_school, town_of},
};

/// A routine visit that took place.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RecordRoutineVisit {
    /// Which school was visited, and when.
    pub visit: RoutineVisit,
    /// What was seen.
    pub note: Option<Line>,
}

/// Which standings are asked for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RoutineQuery {
    /// A day of the term.
    pub term_on: NaiveDate,
    /// How it stands on this day.
    pub on: NaiveDate,
    /// As known at an instant.
    pub known_at: Option<Instant>,
    /// Only schools whose code is greater.
    pub after: Option<SchoolCode>,
    /// At most so many.
    pub most: u32,
}

/// How a school stands in a term.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SchoolStanding {
    /// The term: the school's own that holds the day, or else the county's.
    pub term: Term,
    /// Visits done and missing, and R26.
    pub standing: RoutineStanding,
}

/// Records a routine visit; the same day of a school again is a line of its own and counts once.
///
/// # Errors
///
/// Forbidden to others than inspectors; [`RefusalCode::SchoolUnknown`]; [`RefusalCode::RoutineVisitDay`] for
/// a day in the future or on which the school was not open; failures of the books.
///
/// # Clauses
///
/// I13.
#[boxed]
pub async fn record_routine_visit(
    app: &App,
    (who, ask): (&Principal, Ask),
    record: RecordRoutineVisit,
) -> Result<Written, AppError> {
    let school = &record.visit.school;
    let id = app.admit(who, Permission::WriteVisits, school).await?;
    let by = who.subject.parse()?;
    let is_open = app.book(id, None).await?.school(school.clone()).await?;
    let on = record.visit.on;
    if on > app.clock.now().day() || is_open.profile(on).is_none() {
        let refusal = Refusal::new(RefusalCode::RoutineVisitDay).with("school", school);
        return Err(refusal.with("on", on).into());
    }
    let entry = app.entry((who, ask), SchoolId::COUNTY, "inspection.record_routine_visit");
    app.store.write(entry, Recording { by, record }).await
}

struct Recording {
    by: PersonRef,
    record: RecordRoutineVisit,
}

impl Work for Recording {
    type Refusal = AppError;

    async fn run(&self, tx: &Tx<'_>) -> Result<Vec<i64>, AppError> {
        let signed = Signature { by: self.by.clone(), at: tx.at() };
        let RecordRoutineVisit { visit, note } = self.record.clone();
        let filed = Filed { about: 0, paper: RoutineVisited { signed, visit, note } };
        let item = tx.book().last_item::<Filed<RoutineVisited>>(Owner::School).await?;
        tx.save(&[ItemVersion::of_school(item + 1, filed)]).await?;
        Ok(Vec::new())
    }
}

/// How the schools that the principal may inspect stand in a term, by code; a school without a term on the
/// day, or that was not open on it, is not among them.
///
/// # Errors
///
/// Forbidden when the principal may read none; [`RefusalCode::CampaignNoRules`] when no settings are in
/// force; failures of the books.
///
/// # Clauses
///
/// I13; R26.
#[boxed]
pub async fn routine_standings(
    app: &App,
    who: &Principal,
    query: &RoutineQuery,
) -> Result<Vec<SchoolStanding>, AppError> {
    let permission = Permission::ReadInspections;
    let extent = who.schools(permission);
    if extent.is_nothing() {
        return Err(Forbidden { permission }.into());
    }
    let rules = rectification_rules().in_force(query.term_on);
    let none = || Refusal::new(RefusalCode::CampaignNoRules).with("on", query.term_on);
    let rules: &RectificationRules = rules.ok_or_else(none)?;
    let visits = visits(app, query.known_at).await?;
    let mut terms: BTreeMap<SchoolId, Holding<Term>> = app.store.across(query.known_at).await?;
    let profiles: Profiles = app.store.across(None).await?;
    let today = app.clock.now().day();
    let of_county = terms.remove(&SchoolId::COUNTY).and_then(|held| holding(held, query.term_on));
    let mut standings = Vec::new();
    for school in every_school(app, query.known_at).await? {
        let id = app.school_id(&school.code).await?;
        let own = terms.remove(&id).and_then(|held| holding(held, query.term_on));
        let is_after = query.after.as_ref().is_none_or(|after| school.code > *after);
        let is_own = extent.of_school(&school.code, town_of(&profiles, id, today).as_ref());
        let is_full = standings.len() >= usize::try_from(query.most).unwrap_or(usize::MAX);
        let Some(term) = own.or_else(|| of_county.clone()) else { continue };
        let is_asked = is_after && is_own == Share::Whole && !is_full;
        if is_asked && school.profile(query.term_on).is_some() {
            let one = routine_standing(&[school.code], &visits, (&term.period, query.on), rules);
            let with = |standing| SchoolStanding { term: term.clone(), standing };
            standings.extend(one.into_iter().map(with));
        }
    }
    Ok(standings)
}

/// The term of some that holds a day.
fn holding(held: Holding<Term>, on: NaiveDate) -> Option<Term> {
    let terms = Terms::new(held.items.into_iter().map(|stored| stored.value).collect());
    terms.iter().find(|term| term.period.holds(on)).cloned()
}

async fn visits(app: &App, known_at: Option<Instant>) -> Result<Vec<RoutineVisit>, AppError> {
    let book = app.book(SchoolId::COUNTY, known_at).await?;
    let stored = book.of::<Filed<RoutineVisited>>(Owner::School).await?;
    Ok(stored.into_iter().map(|one| one.value.paper.visit).collect())
}
