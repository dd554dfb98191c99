//! Reading over all ledgers at once, and over all pupils of one.

use std::collections::BTreeMap;

use kehou_registry::{Guardian, PupilNo, StudentNumber};
use kehou_store::{
    Bound, ChangeNo, Entry, ImportState, ItemVersion, Person, SchoolId, Store, StoreError,
};
use kehou_units::Instant;

use crate::{
    arbitrary::{several, student_number},
    harness::{Checked, Server, contract, entry, noon, now, number_schools, save},
    imports::{FINISH, START, move_on, stage},
};

contract!(
    every_ledger_is_read_as_its_own_book_is,
    what_an_import_stores_is_in_no_ledger_before_it_is_complete,
    pupils_are_found_by_number,
    stamps_and_numbers_are_those_of_each_pupil,
);

fn guardian(pupil: u32, item: u32, name: &str) -> ItemVersion<Guardian> {
    let guardian = Guardian { name: name.to_owned(), phone: None };
    ItemVersion::of_pupil(PupilNo::new(pupil), item, guardian)
}

fn ended(version: ItemVersion<Guardian>) -> ItemVersion<Guardian> {
    ItemVersion { removed: true, ..version }
}

/// The names in every ledger, with the last change of each.
async fn across(
    store: &Store,
    at: Option<Instant>,
) -> Result<BTreeMap<i64, (Vec<String>, i64)>, StoreError> {
    let ledgers = store.across::<Guardian>(at).await?.into_iter();
    let names = ledgers.map(|(ledger, holding)| {
        let names = holding.items.into_iter().map(|stored| stored.value.name).collect();
        (ledger.number(), (names, holding.stamp.number()))
    });
    Ok(names.collect())
}

fn holding(names: &[&str], stamp: i64) -> (Vec<String>, i64) {
    (names.iter().map(|name| (*name).to_owned()).collect(), stamp)
}

async fn every_ledger_is_read_as_its_own_book_is(server: Server) -> Checked {
    let (_database, store) = server.store().await?;
    let schools = number_schools(&store, 3).await?;
    let first = vec![guardian(2, 1, "b"), guardian(1, 1, "a")];
    save(&store, Entry { at: noon(1), ..entry(schools[0], "r1") }, first).await?;
    let other = vec![guardian(1, 1, "elsewhere")];
    save(&store, Entry { at: noon(2), ..entry(schools[1], "r1") }, other).await?;
    let later = vec![guardian(1, 1, "A"), ended(guardian(2, 1, "b"))];
    save(&store, Entry { at: noon(3), ..entry(schools[0], "r2") }, later).await?;
    let end = vec![ended(guardian(1, 1, "elsewhere"))];
    save(&store, Entry { at: noon(4), ..entry(schools[1], "r2") }, end).await?;
    let expected = [(1, holding(&["A"], 2)), (2, holding(&[], 2))];
    assert_eq!(across(&store, None).await?, BTreeMap::from(expected));
    let expected = [(1, holding(&["a", "b"], 1)), (2, holding(&["elsewhere"], 1))];
    assert_eq!(across(&store, Some(noon(2))).await?, BTreeMap::from(expected));
    assert_eq!(across(&store, Some(noon(0))).await?, BTreeMap::new());
    for (ledger, holding) in store.across::<Guardian>(None).await? {
        assert_eq!(now(&store, ledger).await?.all::<Guardian>().await?, holding.items);
    }
    Ok(())
}

async fn what_an_import_stores_is_in_no_ledger_before_it_is_complete(server: Server) -> Checked {
    let (_database, store) = server.store().await?;
    let school = number_schools(&store, 1).await?[0];
    save(&store, entry(school, "before"), vec![guardian(1, 1, "before")]).await?;
    let id = stage(&store, "it").await?;
    move_on(&store, (id, "start", 10), START).await?;
    let import = Entry { import: Some(id), at: noon(11), ..entry(school, "import") };
    save(&store, import, vec![guardian(1, 1, "imported")]).await?;
    assert_eq!(across(&store, None).await?[&1], holding(&["before"], 1));
    move_on(&store, (id, "finish", 20), FINISH).await?;
    assert_eq!(store.import(id).await?.map(|import| import.state), Some(ImportState::Complete));
    assert_eq!(across(&store, None).await?[&1], holding(&["imported"], 2));
    assert_eq!(across(&store, Some(noon(19))).await?[&1], holding(&["before"], 1));
    assert_eq!(across(&store, Some(noon(20))).await?[&1], holding(&["imported"], 2));
    Ok(())
}

async fn pupils_are_found_by_number(server: Server) -> Checked {
    let (_database, store) = server.store().await?;
    let schools = number_schools(&store, 2).await?;
    // More than one statement asks for.
    let mut numbers: Vec<StudentNumber> = several(&student_number(), 1_300);
    numbers.sort_by(|a, b| a.as_str().cmp(b.as_str()));
    numbers.dedup();
    let (sought, unknown) = numbers.split_at(numbers.len() / 2);
    let person = |(pupil, number): (u32, &StudentNumber)| {
        let (name, student_number) = (String::new(), Some(number.clone()));
        let person = Person { name, student_number, local_id: None };
        ItemVersion::of_pupil(PupilNo::new(pupil), 1, person)
    };
    let persons: Vec<_> = (1..).zip(sought).map(person).collect();
    save(&store, entry(schools[0], "persons"), persons.clone()).await?;
    let again = ItemVersion { pupil: Some(PupilNo::new(9)), ..persons[0].clone() };
    save(&store, entry(schools[1], "persons"), vec![again]).await?;
    let first = [(schools[0], PupilNo::new(1)), (schools[1], PupilNo::new(9))];
    assert_eq!(store.pupils_with_numbers(&sought[..1]).await?, first);
    assert_eq!(store.pupils_with_numbers(&numbers).await?.len(), sought.len() + 1);
    assert_eq!(store.pupils_with_numbers(unknown).await?, []);
    assert_eq!(store.pupils_with_numbers(&[]).await?, []);
    Ok(())
}

async fn stamps_and_numbers_are_those_of_each_pupil(server: Server) -> Checked {
    let (_database, store) = server.store().await?;
    let schools: Vec<SchoolId> = number_schools(&store, 2).await?;
    let first = vec![guardian(1, 1, "a"), guardian(1, 4, "d"), guardian(2, 2, "b")];
    save(&store, entry(schools[0], "r1"), first).await?;
    save(&store, entry(schools[0], "r2"), vec![ended(guardian(1, 4, "d"))]).await?;
    save(&store, entry(schools[1], "r1"), vec![guardian(3, 9, "elsewhere")]).await?;
    let book = now(&store, schools[0]).await?;
    let mut stamps: Vec<_> = book.stamps::<Guardian>().await?.into_iter().collect();
    stamps.sort();
    let [one, two] = [1, 2].map(PupilNo::new);
    assert_eq!(stamps, [(one, ChangeNo::new(2)), (two, ChangeNo::new(1))]);
    let mut items: Vec<_> = book.last_items::<Guardian>().await?.into_iter().collect();
    items.sort_unstable();
    assert_eq!(items, [(one, 4), (two, 2)]);
    let before = store.book(schools[0], Bound::Change(ChangeNo::new(1))).await?;
    assert_eq!(before.stamps::<Guardian>().await?[&one], ChangeNo::new(1));
    Ok(())
}
