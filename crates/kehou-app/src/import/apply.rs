//! Storing one school of an import.

use std::{collections::HashMap, sync::Arc};

use kehou_attendance::SchoolRecord;
use kehou_registry::StudentNumber;
use kehou_sheets::Stated;
use kehou_store::{ChangeNo, Fact, ItemVersion, NewRoll, Person, PupilId, StoreError, Tx, Work};
use kehou_units::{Instant, Month};
use uuid::Uuid;

use super::{
    comparison::{
        Change, Changes, FiledRoll, Identity, Leavers, SchoolComparison, SheetRank, compare,
    },
    known::Known,
};
use crate::{AppError, ids};

/// The item of a pupil's identity; a pupil has one.
pub(super) const IDENTITY: u32 = 1;

/// One school of an import on its way into the books.
pub(super) struct Storing {
    pub(super) filed: Arc<SchoolRecord>,
    pub(super) stated: Stated,
    pub(super) comparison: SchoolComparison,
    /// Where the books stood when they were compared.
    pub(super) bound: ChangeNo,
    pub(super) month: Month,
    pub(super) effective_on: chrono::NaiveDate,
    pub(super) persons: Arc<HashMap<StudentNumber, Uuid>>,
    /// Who leaves a school by the same files.
    pub(super) leavers: Arc<Leavers>,
}

impl Work for Storing {
    type Refusal = AppError;

    async fn run(&self, tx: &Tx<'_>) -> Result<Vec<i64>, AppError> {
        if tx.book().bound() == self.bound {
            self.save(tx, &self.comparison).await?;
            return Ok(Vec::new());
        }
        // Somebody wrote since: compare again, now that nobody else can.
        let known = Known::read(&tx.book(), self.month).await?;
        let mut again = compare(&known.stored, &self.filed, &self.stated, self.effective_on);
        self.leavers.arrive(&mut again, self.effective_on);
        self.save(tx, &again).await?;
        Ok(Vec::new())
    }
}

impl Storing {
    async fn save(&self, tx: &Tx<'_>, comparison: &SchoolComparison) -> Result<(), StoreError> {
        put(tx, &comparison.profiles).await?;
        put(tx, &comparison.closure).await?;
        put(tx, &comparison.terms).await?;
        put(tx, &comparison.calendar).await?;
        put(tx, &comparison.plan).await?;
        put(tx, &comparison.notices).await?;
        put(tx, &comparison.payees).await?;
        self.save_persons(tx, comparison).await?;
        put(tx, &comparison.guardians).await?;
        put(tx, &comparison.placements).await?;
        put(tx, &comparison.applications).await?;
        put(tx, &comparison.waivers).await?;
        let at = tx.at();
        let rolls: Vec<NewRoll> =
            comparison.rolls.new.iter().map(|filed| new_roll(filed, at)).collect();
        tx.save_rosters(rolls.iter().map(|roll| &roll.roster)).await?;
        tx.save_rolls(&rolls).await
    }

    async fn save_persons(
        &self,
        tx: &Tx<'_>,
        comparison: &SchoolComparison,
    ) -> Result<(), StoreError> {
        let (mut pupils, mut persons) = (Vec::new(), Vec::new());
        for item in &comparison.identities.items {
            let (Some(pupil), Change::Put(identity)) = (item.pupil, &item.change) else { continue };
            let Identity { name, student_number, local_id } = identity.clone();
            if comparison.pupils.added.contains(&pupil) {
                let known = student_number.as_ref().and_then(|number| self.persons.get(number));
                let person = known.copied().unwrap_or_else(ids::fresh);
                pupils.push(ItemVersion::of_pupil(pupil, IDENTITY, PupilId { person }));
            }
            let person = Person { name, student_number, local_id };
            persons.push(ItemVersion::of_pupil(pupil, item.item, person));
        }
        tx.save(&pupils).await?;
        tx.save(&persons).await
    }
}

async fn put<F: Fact + Clone>(tx: &Tx<'_>, changes: &Changes<F>) -> Result<(), StoreError> {
    let version = |item: &super::comparison::ItemChange<F>| {
        let (value, removed) = match &item.change {
            Change::Put(value) => (value.clone(), false),
            Change::Remove(value) => (value.clone(), true),
        };
        ItemVersion { pupil: item.pupil, item: item.item, value, removed }
    };
    let versions: Vec<ItemVersion<F>> = changes.items.iter().map(version).collect();
    tx.save(&versions).await
}

fn new_roll(filed: &FiledRoll, at: Instant) -> NewRoll {
    let entered_at = match (filed.recorded_at, filed.rank) {
        (Some(recorded), _) => Some(Instant::of_county(recorded)),
        (None, SheetRank::First) => None,
        (None, SheetRank::Correction) => Some(at),
    };
    NewRoll {
        on: filed.on,
        slot: filed.slot,
        group: filed.group,
        revision: filed.revision,
        sheet: filed.sheet,
        roster: filed.roster.clone(),
        marks: filed.marks.clone(),
        entered_at,
        late_reason: None,
    }
}
