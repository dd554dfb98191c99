//! The next act on an entry of a principal's file. (I10)

use kehou_inspection::{EntryAct, EntryDeed, Key, PersonRef, Signature};
use kehou_store::{Filed, ItemVersion, Owner, SchoolId, Tx, Work, Written};

use super::{entries::named, known::entries_in, sight::Sight};
use crate::{
    App, AppError, Ask, ChangeNo, Forbidden, Permission, Principal, ask::check_etag, boxed,
};

/// What is done to which entry.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AdvanceEntry {
    /// The number of the entry.
    pub number: u32,
    /// What is done.
    pub deed: EntryDeed,
    /// The tag of the entry that the caller read.
    pub etag: Option<ChangeNo>,
}

/// The permission that a deed on an entry needs; each key has its own.
///
/// # Clauses
///
/// I10, O1, O2, O8.
#[must_use]
pub const fn permission_for_entry(deed: &EntryDeed) -> Permission {
    match deed {
        EntryDeed::State(_) => Permission::AnswerEntries,
        EntryDeed::Turn { key: Key::LeadingGroup, .. } => Permission::TurnLeadingGroupKey,
        EntryDeed::Turn { key: Key::Discipline, .. } => Permission::TurnDisciplineKey,
        EntryDeed::Turn { key: Key::Personnel, .. } => Permission::TurnPersonnelKey,
        EntryDeed::Propose { .. }
        | EntryDeed::Lapse
        | EntryDeed::Decline(_)
        | EntryDeed::Revoke { .. } => Permission::ProposeEntries,
    }
}

/// What the log of changes says was done: the person's own statement is told apart, since who made it
/// tells whom the entry is about.
const fn action(deed: &EntryDeed) -> &'static str {
    match deed {
        EntryDeed::State(_) => "inspection.answer_entry",
        _ => "inspection.advance_entry",
    }
}

/// Does the next act on an entry that the principal sees.
///
/// # Errors
///
/// Forbidden to those who may not do the deed;
/// [`EntryUnknown`](crate::RefusalCode::EntryUnknown), also for an entry that the principal does not
/// see; [`Stale`](crate::RefusalCode::Stale); what
/// [`FileEntry::advance`](kehou_inspection::FileEntry::advance) refuses; failures of the books.
///
/// # Clauses
///
/// I10.
#[boxed]
pub async fn advance_entry(
    app: &App,
    (who, ask): (&Principal, Ask),
    advance: AdvanceEntry,
) -> Result<Written, AppError> {
    let permission = permission_for_entry(&advance.deed);
    if permission == Permission::AnswerEntries {
        // The person answers wherever they are principal now; that it is them is checked below.
        if who.schools(permission).is_nothing() {
            return Err(Forbidden { permission }.into());
        }
    } else {
        App::admit_county(who, permission)?;
    }
    let (sight, by) = (Sight::of(who)?, who.subject.parse()?);
    let entry = app.entry((who, ask), SchoolId::COUNTY, action(&advance.deed));
    app.store.write(entry, Advances { advance, sight, by }).await
}

struct Advances {
    advance: AdvanceEntry,
    sight: Sight,
    by: PersonRef,
}

impl Work for Advances {
    type Refusal = AppError;

    async fn run(&self, tx: &Tx<'_>) -> Result<Vec<i64>, AppError> {
        let book = tx.book();
        let AdvanceEntry { number, deed, etag } = &self.advance;
        let known = named(entries_in(&book).await?, *number, &self.sight)?;
        check_etag(&book, *etag, known.etag)?;
        let signed = Signature { by: self.by.clone(), at: tx.at() };
        let act = EntryAct { signed, deed: deed.clone() };
        known.entry.advance(&act)?;
        let item = book.last_item::<Filed<EntryAct>>(Owner::School).await? + 1;
        tx.save(&[ItemVersion::of_school(item, Filed { about: *number, paper: act })]).await?;
        Ok(Vec::new())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_key_is_turned_by_its_own_office() {
        let permission = |key| {
            let number = "甲1号".parse().unwrap();
            permission_for_entry(&EntryDeed::Turn { key, number })
        };
        let permissions = Key::ALL.map(permission);
        use Permission::*;
        assert_eq!(permissions, [TurnLeadingGroupKey, TurnDisciplineKey, TurnPersonnelKey]);
        assert_eq!(permission_for_entry(&EntryDeed::State("x".parse().unwrap())), AnswerEntries);
        assert_eq!(permission_for_entry(&EntryDeed::Lapse), ProposeEntries);
    }
}
