//! The first half of a transfer: the child leaves a school.

use kehou_registry::{Application, Placement};
use kehou_store::{ItemVersion, Owner, SchoolId, Stored, Tx, Work};
use kehou_units::Period;
use uuid::Uuid;

use super::{Child, TransferPupil, numbers_of, refuse_obstacle};
use crate::{
    AppError,
    ask::check_etag,
    registry::{move_pupil::not_placed, pupil::pupil_tag},
};

pub(super) struct Leaving {
    pub(super) transfer: TransferPupil,
    pub(super) id: Uuid,
    pub(super) to: SchoolId,
}

impl Work for Leaving {
    type Refusal = AppError;

    async fn run(&self, tx: &Tx<'_>) -> Result<Vec<i64>, AppError> {
        let TransferPupil { pupil, last_day, etag, .. } = &self.transfer;
        let (book, owner) = (tx.book(), Owner::Pupil(*pupil));
        let places = tx.hold_places().await?;
        let child = Child::read(&book, &self.transfer).await?;
        let written = (book.ledger(), &places.book(self.to).await?);
        refuse_obstacle(&places, written, &self.transfer, child.id.person).await?;
        check_etag(&book, *etag, pupil_tag(&book, *pupil).await?)?;
        let placements = book.of::<(Period, Placement)>(owner).await?;
        if !placements.iter().any(|stored| stored.value.0.holds(*last_day)) {
            return Err(not_placed(*pupil, *last_day).into());
        }
        let placements: Vec<_> =
            placements.into_iter().filter_map(|stored| self.ended(stored)).collect();
        let applications = book.of::<Application>(owner).await?;
        let applications: Vec<_> =
            applications.into_iter().filter_map(|stored| self.withdrawn(stored)).collect();
        tx.save(&placements).await?;
        tx.save(&applications).await?;
        Ok(numbers_of(self.id).to_vec())
    }
}

impl Leaving {
    /// A placement that does not go beyond the last day.
    fn ended(
        &self,
        stored: Stored<(Period, Placement)>,
    ) -> Option<ItemVersion<(Period, Placement)>> {
        let last_day = self.transfer.last_day;
        let (days, placement) = stored.value;
        match Period::new(days.first(), Some(last_day)) {
            Err(_) => Some(ItemVersion::ending(stored)),
            Ok(until) if days.last().is_none_or(|last| last > last_day) => {
                let (pupil, item) = (stored.pupil, stored.item);
                Some(ItemVersion { pupil, item, value: (until, placement), removed: false })
            }
            Ok(_) => None,
        }
    }

    /// An application that is in effect up to the last day and no longer. (F14)
    fn withdrawn(&self, stored: Stored<Application>) -> Option<ItemVersion<Application>> {
        let last_day = self.transfer.last_day;
        if stored.value.applied_on >= last_day {
            // It would have taken effect after the last day.
            return Some(ItemVersion::ending(stored));
        }
        if stored.value.withdrawn_on.is_some_and(|on| on <= last_day) {
            return None;
        }
        let value = Application { withdrawn_on: Some(last_day), ..stored.value };
        Some(ItemVersion { pupil: stored.pupil, item: stored.item, value, removed: false })
    }
}
