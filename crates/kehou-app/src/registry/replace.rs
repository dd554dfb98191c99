//! Making a list of items be what somebody says it is.

use kehou_registry::PupilNo;
use kehou_store::{Book, ChangeNo, Fact, ItemVersion, Owner, StoreError, Stored, Tx};

/// Makes the items of an owner be exactly a list, see [`replacement`].
pub(crate) async fn replace<F: Fact + Clone + PartialEq>(
    tx: &Tx<'_>,
    pupil: Option<PupilNo>,
    wanted: &[F],
) -> Result<(), StoreError> {
    let owner = pupil.map_or(Owner::School, Owner::Pupil);
    let book = tx.book();
    let (stands, last) = (book.of(owner).await?, book.last_item::<F>(owner).await?);
    tx.save(&replacement(pupil, (stands, last), wanted)).await
}

/// The versions that make the items of an owner be exactly a list. What is there already stays and
/// keeps its number; of the rest, the first that is wanted takes the place of the first that is not,
/// and so on; what is left is added after the last number ever given, or removed.
pub(crate) fn replacement<F: Clone + PartialEq>(
    pupil: Option<PupilNo>,
    (mut stands, mut last): (Vec<Stored<F>>, u32),
    wanted: &[F],
) -> Vec<ItemVersion<F>> {
    let mut missing: Vec<&F> = Vec::new();
    for value in wanted {
        match stands.iter().position(|stored| stored.value == *value) {
            Some(same) => drop(stands.remove(same)),
            None => missing.push(value),
        }
    }
    let mut ending = stands.into_iter();
    let mut versions = Vec::with_capacity(missing.len());
    for value in missing {
        let item = ending.next().map_or_else(
            || {
                last += 1;
                last
            },
            |stored| stored.item,
        );
        versions.push(ItemVersion { pupil, item, value: value.clone(), removed: false });
    }
    versions.extend(ending.map(ItemVersion::ending));
    versions
}

/// The tag of a list: the last change of any of its items, ended ones included.
pub(crate) async fn tag<F: Fact>(
    book: &Book<'_>,
    pupil: Option<PupilNo>,
) -> Result<ChangeNo, StoreError> {
    book.stamp::<F>(pupil.map_or(Owner::School, Owner::Pupil)).await
}

#[cfg(test)]
mod tests {
    use super::*;

    fn stored(item: u32, value: &'static str) -> Stored<&'static str> {
        Stored { pupil: None, item, change_no: ChangeNo::new(1), value }
    }

    fn changes(
        stands: &[(u32, &'static str)],
        wanted: &[&'static str],
    ) -> Vec<(u32, &'static str, bool)> {
        let stands = stands.iter().map(|(item, value)| stored(*item, value)).collect();
        let versions = replacement(None, (stands, 7), wanted);
        versions.into_iter().map(|it| (it.item, it.value, it.removed)).collect()
    }

    #[test]
    fn what_is_there_already_stays_whatever_its_order() {
        assert_eq!(changes(&[(1, "a"), (2, "b")], &["b", "a"]), []);
        assert_eq!(changes(&[(1, "a"), (2, "a")], &["a", "a"]), []);
    }

    #[test]
    fn the_new_takes_the_place_of_the_old_and_the_rest_is_added_or_removed() {
        assert_eq!(changes(&[(1, "a"), (2, "b")], &["b", "c"]), [(1, "c", false)]);
        assert_eq!(changes(&[(2, "b")], &["b", "c", "d"]), [(8, "c", false), (9, "d", false)]);
        assert_eq!(changes(&[(1, "a"), (2, "b")], &["b"]), [(1, "a", true)]);
        assert_eq!(changes(&[(1, "a"), (2, "a")], &["a"]), [(2, "a", true)]);
    }
}
