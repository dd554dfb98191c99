//! Making a list of items be what somebody says it is.

use kehou_registry::PupilNo;
use kehou_store::{ChangeNo, Fact, ItemVersion, Owner, StoreError, Stored, Tx};

/// What became of a list.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Replaced {
    /// The number of each item, in the order of the list.
    pub(crate) items: Vec<u32>,
}

/// Makes the items of an owner be exactly a list. What is there already stays and keeps its number; of
/// the rest, the first that is wanted takes the place of the first that is not, and so on; what is left
/// is added, or removed.
pub(crate) async fn replace<F: Fact + Clone + PartialEq>(
    tx: &Tx<'_>,
    pupil: Option<PupilNo>,
    wanted: &[F],
) -> Result<Replaced, StoreError> {
    let owner = pupil.map_or(Owner::School, Owner::Pupil);
    let book = tx.book();
    let mut stands: Vec<Stored<F>> = book.of(owner).await?;
    let mut items: Vec<Option<u32>> = Vec::with_capacity(wanted.len());
    for value in wanted {
        let same = stands.iter().position(|stored| stored.value == *value);
        items.push(same.map(|at| stands.remove(at).item));
    }
    let mut next = book.last_item::<F>(owner).await?;
    let mut versions = Vec::new();
    let mut ending = stands.into_iter();
    for (item, value) in items.iter_mut().zip(wanted) {
        if item.is_some() {
            continue;
        }
        let number = ending.next().map_or_else(
            || {
                next += 1;
                next
            },
            |stored| stored.item,
        );
        *item = Some(number);
        versions.push(ItemVersion { pupil, item: number, value: value.clone(), removed: false });
    }
    versions.extend(ending.map(ItemVersion::ending));
    tx.save(&versions).await?;
    Ok(Replaced { items: items.into_iter().flatten().collect() })
}

/// The tag of a list: the last change of any of its items, ended ones included.
pub(crate) async fn tag<F: Fact>(
    book: &kehou_store::Book<'_>,
    pupil: Option<PupilNo>,
) -> Result<ChangeNo, StoreError> {
    book.stamp::<F>(pupil.map_or(Owner::School, Owner::Pupil)).await
}
