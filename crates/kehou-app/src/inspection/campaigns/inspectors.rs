//! Who may be drawn as an inspector, and to which schools they are linked. (I6)

use std::collections::{BTreeMap, BTreeSet};

use chrono::NaiveDate;
use kehou_inspection::{Inspector, InspectorNo, Line, LinkKind, PersonRef, Signature, recusal_of};
use kehou_registry::SchoolCode;
use kehou_store::{Book, ChangeNo, Filed, ItemVersion, Owner, StoreError, Tx, Work, Written};
use kehou_units::Instant;

use super::rules::rules_on;
use crate::{
    App, AppError, Ask, Permission, Principal, Refusal, RefusalCode, ask::check_etag, boxed,
    registry::every_school,
};

/// An inspector as they are to be from now on.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct InspectorEntry {
    /// The person, as the subject of their token names them.
    pub person: PersonRef,
    /// Their name.
    pub name: Line,
    /// The schools they are linked to.
    pub links: Vec<(SchoolCode, LinkKind)>,
}

/// The inspectors of the county, the whole list.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PutInspectors {
    /// All of them.
    pub inspectors: Vec<InspectorEntry>,
    /// The tag of the list that the caller read.
    pub etag: Option<ChangeNo>,
}

/// An inspector who stands in the books.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct InspectorView {
    /// Their number, kept as long as the person is one and never given to another.
    pub number: InspectorNo,
    /// What is known of them.
    pub inspector: Inspector,
}

/// Makes the inspectors of the county be what is given. A person keeps the number that they have or had, so
/// that nobody changes the order of tickets by writing the list anew.
///
/// # Errors
///
/// Forbidden outside the county's programme office; [`RefusalCode::InspectorTwice`],
/// [`RefusalCode::SchoolUnknown`] for a link to a school that is not known, [`RefusalCode::Stale`]; failures
/// of the books.
///
/// # Clauses
///
/// I6.
#[boxed]
pub async fn put_inspectors(
    app: &App,
    (who, ask): (&Principal, Ask),
    put: PutInspectors,
) -> Result<Written, AppError> {
    let county = App::admit_county(who, Permission::RunCampaigns)?;
    let by = who.subject.parse()?;
    refuse_twice(&put.inspectors)?;
    refuse_unknown(app, &put.inspectors).await?;
    let entry = app.entry((who, ask), county, "inspection.put_inspectors");
    app.store.write(entry, Listing { by, put }).await
}

/// The inspectors of the county by number, as they stand or stood, with the tag of the list.
///
/// # Errors
///
/// Forbidden outside the county's programme office: links are private; failures of the books.
///
/// # Clauses
///
/// I6.
#[boxed]
pub async fn inspectors(
    app: &App,
    who: &Principal,
    known_at: Option<Instant>,
) -> Result<(Vec<InspectorView>, ChangeNo), AppError> {
    let county = App::admit_county(who, Permission::RunCampaigns)?;
    let book = app.book(county, known_at).await?;
    let known = inspectors_in(&book).await?.into_iter();
    let views = known.map(|(number, inspector)| InspectorView { number, inspector });
    Ok((views.collect(), book.stamp::<Filed<Inspector>>(Owner::School).await?))
}

/// The inspectors by number.
pub(super) async fn inspectors_in(
    book: &Book<'_>,
) -> Result<Vec<(InspectorNo, Inspector)>, StoreError> {
    let stored = book.of::<Filed<Inspector>>(Owner::School).await?.into_iter();
    Ok(stored.map(|one| (InspectorNo::new(one.item), one.value.paper)).collect())
}

/// The inspectors who are linked to a school on a day, and so neither visit it nor verify its corrections.
///
/// # Errors
///
/// Failures of the books.
///
/// # Clauses
///
/// I6.
pub(crate) async fn linked_persons(
    app: &App,
    (school, on): (&SchoolCode, NaiveDate),
) -> Result<BTreeSet<PersonRef>, AppError> {
    let book = app.book(kehou_store::SchoolId::COUNTY, None).await?;
    let years = rules_on(on)?.recusal_years;
    let linked = |(number, inspector): &(InspectorNo, Inspector)| {
        let mut links = inspector.links_of(*number).filter(|link| link.school == *school);
        links.any(|link| recusal_of(&link, on, years).is_some())
    };
    let known = inspectors_in(&book).await?.into_iter();
    Ok(known.filter(linked).map(|(_, inspector)| inspector.person).collect())
}

fn refuse_twice(entries: &[InspectorEntry]) -> Result<(), Refusal> {
    let mut seen = BTreeSet::new();
    match entries.iter().find(|entry| !seen.insert(&entry.person)) {
        Some(twice) => Err(Refusal::new(RefusalCode::InspectorTwice).with("person", &twice.person)),
        None => Ok(()),
    }
}

async fn refuse_unknown(app: &App, entries: &[InspectorEntry]) -> Result<(), AppError> {
    let known: BTreeSet<SchoolCode> =
        every_school(app, None).await?.into_iter().map(|school| school.code).collect();
    let mut links = entries.iter().flat_map(|entry| &entry.links);
    match links.find(|(school, _)| !known.contains(school)) {
        Some((school, _)) => {
            Err(Refusal::new(RefusalCode::SchoolUnknown).with("school", school).into())
        }
        None => Ok(()),
    }
}

struct Listing {
    by: PersonRef,
    put: PutInspectors,
}

impl Work for Listing {
    type Refusal = AppError;

    async fn run(&self, tx: &Tx<'_>) -> Result<Vec<i64>, AppError> {
        let book = tx.book();
        check_etag(&book, self.put.etag, book.stamp::<Filed<Inspector>>(Owner::School).await?)?;
        // Those who left keep their number for the day they come back.
        let mut before = BTreeMap::new();
        for (stored, ended) in book.last::<Filed<Inspector>>(Owner::School).await? {
            before.insert(stored.value.paper.person.clone(), (stored, ended));
        }
        let mut last = book.last_item::<Filed<Inspector>>(Owner::School).await?;
        let mut versions = Vec::new();
        for entry in &self.put.inspectors {
            let known = before.remove(&entry.person);
            let same = known.as_ref().is_some_and(|(stored, ended)| {
                let paper = &stored.value.paper;
                !ended && paper.name == entry.name && paper.links == entry.links
            });
            if same {
                continue;
            }
            let item = known.map_or_else(
                || {
                    last += 1;
                    last
                },
                |(stored, _)| stored.item,
            );
            let paper = self.written(entry, tx);
            versions.push(ItemVersion::of_school(item, Filed { about: 0, paper }));
        }
        let gone = before.into_values().filter(|(_, ended)| !ended);
        versions.extend(gone.map(|(stored, _)| ItemVersion::ending(stored)));
        tx.save(&versions).await?;
        Ok(Vec::new())
    }
}

impl Listing {
    fn written(&self, entry: &InspectorEntry, tx: &Tx<'_>) -> Inspector {
        let InspectorEntry { person, name, links } = entry.clone();
        let signed = Signature { by: self.by.clone(), at: tx.at() };
        Inspector { signed, person, name, links }
    }
}
