//! Nominations of good practice, as the books hold them. (I16)

use std::collections::BTreeMap;

use kehou_inspection::{GoodPractice, PracticeAct, PracticeStageKind};
use kehou_registry::SchoolCode;
use kehou_store::{Book, ChangeNo, Fact, Filed, Holding, Owner, SchoolId, StoreError, Stored};
use kehou_units::Instant;

use crate::{
    App, AppError, Permission, Principal, Refusal, RefusalCode, boxed,
    inspection::{dossiers::acts_by_number, findings::readable},
};

/// A nomination that stands in the books.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct KnownPractice {
    /// Its number within the school.
    pub number: u32,
    /// What its acts add up to.
    pub practice: GoodPractice,
    /// The change that its last act is.
    pub etag: ChangeNo,
}

/// Which nominations are asked for.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ListPractices {
    /// Only of this school.
    pub school: Option<SchoolCode>,
    /// Only those at one of these stages; empty for any.
    pub stages: Vec<PracticeStageKind>,
    /// As known at an instant.
    pub known_at: Option<Instant>,
    /// Only those after this one.
    pub after: Option<(SchoolCode, u32)>,
    /// At most so many.
    pub most: u32,
}

/// The nominations at schools whose inspections a principal may read, by code and number.
///
/// # Errors
///
/// Forbidden when there can be none, or not those of the school named; failures of the books.
///
/// # Clauses
///
/// I16.
#[boxed]
pub async fn practices(
    app: &App,
    who: &Principal,
    query: &ListPractices,
) -> Result<Vec<KnownPractice>, AppError> {
    let schools = match &query.school {
        Some(code) => {
            vec![(code.clone(), app.admit(who, Permission::ReadInspections, code).await?)]
        }
        None => readable(app, who).await?,
    };
    let mut acts = acts_at(app, &schools, query.known_at).await?;
    let most = usize::try_from(query.most).unwrap_or(usize::MAX);
    let mut found = Vec::new();
    for (code, id) in schools {
        let is_after = |number: u32| {
            let after = query.after.as_ref();
            after.is_none_or(|(school, last)| (&code, number) > (school, *last))
        };
        let known = assembled(acts.remove(&id).unwrap_or_default().items)?.into_iter();
        let asked = known.filter(|it| is_after(it.number)).filter(|it| {
            query.stages.is_empty() || query.stages.contains(&it.practice.stage.kind())
        });
        found.extend(asked.take(most.saturating_sub(found.len())));
    }
    Ok(found)
}

/// The acts at some schools: of one from its own books, of more with one query.
async fn acts_at(
    app: &App,
    schools: &[(SchoolCode, SchoolId)],
    known_at: Option<Instant>,
) -> Result<BTreeMap<SchoolId, Holding<Filed<PracticeAct>>>, AppError> {
    let [(_, id)] = schools else { return Ok(app.store.across(known_at).await?) };
    let items = app.book(*id, known_at).await?.of(Owner::School).await?;
    Ok(BTreeMap::from([(*id, Holding { items, stamp: ChangeNo::default() })]))
}

/// The nominations of a school, by number.
pub(super) async fn practices_in(book: &Book<'_>) -> Result<Vec<KnownPractice>, StoreError> {
    assembled(book.of(Owner::School).await?)
}

/// Nominations from their acts.
pub(super) fn assembled(
    acts: Vec<Stored<Filed<PracticeAct>>>,
) -> Result<Vec<KnownPractice>, StoreError> {
    let known = |(number, (acts, etag)): (u32, (Vec<PracticeAct>, ChangeNo))| {
        let practice = GoodPractice::replay(&acts);
        let practice = practice.map_err(|e| StoreError::bad_row(Filed::<PracticeAct>::TABLE, e))?;
        Ok(KnownPractice { number, practice, etag })
    };
    acts_by_number(acts).into_iter().map(known).collect()
}

/// The nomination of a number.
///
/// # Errors
///
/// [`RefusalCode::PracticeUnknown`].
pub(super) fn named(
    known: Vec<KnownPractice>,
    (school, number): (&SchoolCode, u32),
) -> Result<KnownPractice, Refusal> {
    known.into_iter().find(|it| it.number == number).ok_or_else(|| {
        let refusal = Refusal::new(RefusalCode::PracticeUnknown);
        refusal.with("school", school).with("practice", number)
    })
}
