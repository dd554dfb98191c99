//! Safety registers of schools. (O6, R29)

use chrono::NaiveDate;
use kehou_inspection::{Evidence, PersonRef, SafetyEntry, SafetyGap, SafetyItem, Signature};
use kehou_registry::SchoolCode;
use kehou_store::{ChangeNo, Filed, ItemVersion, Owner, Stored, Tx, Work, Written};
use kehou_units::Instant;

use super::{attached::attached, outcomes::gaps, prefill::day_of};
use crate::{
    App, AppError, Ask, Permission, Principal, Refusal, RefusalCode, ask::check_etag, boxed,
    registry::replacement,
};

/// The safety register of a school, as it is to be from now on.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PutSafetyRegister {
    /// The school.
    pub school: SchoolCode,
    /// The entries; the whole list.
    pub items: Vec<SafetyItem>,
    /// The tag of the register that the caller read.
    pub etag: Option<ChangeNo>,
}

/// The safety register of a school.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SafetyView {
    /// The entries, by number, each with who wrote it and when.
    pub entries: Vec<SafetyEntry>,
    /// The day that the gaps are told for.
    pub on: NaiveDate,
    /// What is lacking. (R29)
    pub gaps: Vec<SafetyGap>,
    /// The last change of any entry, ended ones included.
    pub etag: ChangeNo,
}

/// Makes the safety register of a school be exactly a list; an entry that is there already keeps who
/// wrote it and when.
///
/// # Errors
///
/// Forbidden unless the principal may write it; [`RefusalCode::SafetyDay`] for an entry dated after today
/// or that expires before its date; [`RefusalCode::EvidenceNotAttached`]; [`RefusalCode::Stale`]; failures
/// of the books.
///
/// # Clauses
///
/// O6; R29.
#[boxed]
pub async fn put_safety_register(
    app: &App,
    (who, ask): (&Principal, Ask),
    put: PutSafetyRegister,
) -> Result<Written, AppError> {
    let id = app.admit(who, Permission::WriteSafety, &put.school).await?;
    refuse_days(&put.items, app.clock.now().day())?;
    let by = who.subject.parse::<PersonRef>()?;
    let entry = app.entry((who, ask), id, "inspection.put_safety_register");
    app.store.write(entry, Putting { put, by }).await
}

/// What was seen lies behind, and holds at least on its day.
fn refuse_days(items: &[SafetyItem], today: NaiveDate) -> Result<(), Refusal> {
    let is_wrong = |item: &&SafetyItem| {
        item.evidence_on > today || item.expires_on.is_some_and(|last| last < item.evidence_on)
    };
    match items.iter().find(is_wrong) {
        None => Ok(()),
        Some(item) => {
            let refusal = Refusal::new(RefusalCode::SafetyDay).with("on", item.evidence_on);
            Err(refusal.with("kind", item.kind.code()).with("today", today))
        }
    }
}

struct Putting {
    put: PutSafetyRegister,
    by: PersonRef,
}

impl Work for Putting {
    type Refusal = AppError;

    async fn run(&self, tx: &Tx<'_>) -> Result<Vec<i64>, AppError> {
        let book = tx.book();
        let stamp = book.stamp::<Filed<SafetyEntry>>(Owner::School).await?;
        check_etag(&book, self.put.etag, stamp)?;
        let items = &self.put.items;
        let evidence: Vec<Evidence> =
            items.iter().flat_map(|item| &item.evidence).cloned().collect();
        attached(&book, &evidence).await?;
        let stands = book.of::<Filed<SafetyEntry>>(Owner::School).await?;
        let last = book.last_item::<Filed<SafetyEntry>>(Owner::School).await?;
        let bare: Vec<Stored<SafetyItem>> = stands.into_iter().map(unsigned).collect();
        let signed = Signature { by: self.by.clone(), at: tx.at() };
        let versions = replacement(None, (bare, last), items).into_iter().map(|version| {
            let paper = SafetyEntry { item: version.value, signed: signed.clone() };
            let value = Filed { about: 0, paper };
            ItemVersion { pupil: None, item: version.item, value, removed: version.removed }
        });
        tx.save(&versions.collect::<Vec<_>>()).await?;
        Ok(Vec::new())
    }
}

/// An entry without who wrote it: what two lists are compared by.
fn unsigned(stored: Stored<Filed<SafetyEntry>>) -> Stored<SafetyItem> {
    let Stored { pupil, item, change_no, value } = stored;
    Stored { pupil, item, change_no, value: value.paper.item }
}

/// The safety register of a school, with what it lacks on a day; today, or as of `known_at`, when none.
///
/// # Errors
///
/// Forbidden unless the principal may read inspections of the school; failures of the books.
///
/// # Clauses
///
/// O6; R29.
#[boxed]
pub async fn safety_register(
    app: &App,
    who: &Principal,
    (school, on): (&SchoolCode, Option<NaiveDate>),
    known_at: Option<Instant>,
) -> Result<SafetyView, AppError> {
    let id = app.admit(who, Permission::ReadInspections, school).await?;
    let book = app.book(id, known_at).await?;
    let stored = book.of::<Filed<SafetyEntry>>(Owner::School).await?;
    let entries: Vec<SafetyEntry> = stored.into_iter().map(|it| it.value.paper).collect();
    let items: Vec<SafetyItem> = entries.iter().map(|entry| entry.item.clone()).collect();
    let calendar = app.county_days(known_at).await?.calendar_of(&book).await?;
    let on = on.unwrap_or_else(|| day_of(app, known_at));
    let gaps = gaps(&items, calendar.terms(), on);
    let etag = book.stamp::<Filed<SafetyEntry>>(Owner::School).await?;
    Ok(SafetyView { entries, on, gaps, etag })
}
