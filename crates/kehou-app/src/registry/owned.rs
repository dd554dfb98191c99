//! The items of several pupils, read with few queries.

use std::collections::{BTreeSet, HashMap};

use kehou_registry::PupilNo;
use kehou_store::{Book, Fact, ItemVersion, Owner, StoreError, Stored};

use super::replace::replacement;

/// Up to how many pupils are read one by one; of more, the whole school is.
const FEW: usize = 4;

/// The items of a kind that several pupils have.
pub(super) struct Owned<F> {
    items: HashMap<PupilNo, Vec<Stored<F>>>,
    last: HashMap<PupilNo, u32>,
}

impl<F: Fact + Clone + PartialEq> Owned<F> {
    /// Reads the items of pupils.
    pub(super) async fn read(
        book: &Book<'_>,
        pupils: &BTreeSet<PupilNo>,
    ) -> Result<Self, StoreError> {
        let mut owned = Self { items: HashMap::new(), last: HashMap::new() };
        if pupils.len() > FEW {
            owned.last = book.last_items::<F>().await?;
            owned.keep(book.all().await?, pupils);
            return Ok(owned);
        }
        for pupil in pupils {
            let owner = Owner::Pupil(*pupil);
            owned.last.insert(*pupil, book.last_item::<F>(owner).await?);
            owned.keep(book.of(owner).await?, pupils);
        }
        Ok(owned)
    }

    fn keep(&mut self, items: Vec<Stored<F>>, pupils: &BTreeSet<PupilNo>) {
        for stored in items {
            if let Some(pupil) = stored.pupil.filter(|pupil| pupils.contains(pupil)) {
                self.items.entry(pupil).or_default().push(stored);
            }
        }
    }

    /// What a pupil has, by number of the item.
    pub(super) fn of(&self, pupil: PupilNo) -> &[Stored<F>] {
        self.items.get(&pupil).map_or(&[], Vec::as_slice)
    }

    /// The versions that make what a pupil has be exactly a list.
    pub(super) fn replacement(&self, pupil: PupilNo, wanted: &[F]) -> Vec<ItemVersion<F>> {
        let last = self.last.get(&pupil).copied().unwrap_or_default();
        replacement(Some(pupil), (self.of(pupil).to_vec(), last), wanted)
    }
}
