//! Versions: the latest wins, as known at a change or at an instant.

use kehou_registry::{Guardian, PupilNo};
use kehou_store::{
    Book, Bound, ChangeNo, ItemVersion, Owner, SchoolId, Store, StoreError, Stored, Written,
};

use crate::harness::{Checked, Server, contract, entry, noon, now, number_schools, save};

contract!(
    the_latest_version_wins,
    what_is_removed_disappears_and_may_come_back,
    a_book_as_known_at_an_instant_is_that_of_its_last_change,
    history_tells_who_when_and_why,
    pupils_items_and_schools_do_not_mix,
    numbers_once_given_are_remembered,
    changes_are_listed_in_order,
    a_ledger_that_is_not_there_is_said_so,
);

const ONE: PupilNo = PupilNo::new(1);
const TWO: PupilNo = PupilNo::new(2);

fn named(name: &str) -> Guardian {
    Guardian { name: name.to_owned(), phone: None }
}

fn guardian(pupil: PupilNo, item: u32, name: &str) -> ItemVersion<Guardian> {
    ItemVersion::of_pupil(pupil, item, named(name))
}

fn removed(pupil: PupilNo, item: u32, name: &str) -> ItemVersion<Guardian> {
    ItemVersion { removed: true, ..guardian(pupil, item, name) }
}

/// Writes one version as the next change, so many seconds after noon.
async fn then(
    store: &Store,
    (school, seconds): (SchoolId, i64),
    version: ItemVersion<Guardian>,
) -> Result<Written, StoreError> {
    let entry = entry(school, &format!("r{seconds}"));
    save(store, kehou_store::Entry { at: noon(seconds), ..entry }, vec![version]).await
}

async fn names(book: &Book<'_>) -> Result<Vec<String>, StoreError> {
    let all: Vec<Stored<Guardian>> = book.all().await?;
    Ok(all.into_iter().map(|stored| stored.value.name).collect())
}

async fn the_latest_version_wins(server: Server) -> Checked {
    let (_database, store) = server.store().await?;
    let school = number_schools(&store, 1).await?[0];
    then(&store, (school, 1), guardian(ONE, 1, "first")).await?;
    then(&store, (school, 2), guardian(ONE, 2, "beside")).await?;
    let third = then(&store, (school, 3), guardian(ONE, 1, "second")).await?;
    let all = now(&store, school).await?.all::<Guardian>().await?;
    assert_eq!(all.len(), 2);
    assert_eq!(
        all[0],
        Stored { pupil: Some(ONE), item: 1, change_no: third.change_no, value: named("second") }
    );
    for (change, expected) in [
        (0, vec![]),
        (1, vec!["first"]),
        (2, vec!["first", "beside"]),
        (3, vec!["second", "beside"]),
    ] {
        let book = store.book(school, Bound::Change(ChangeNo::new(change))).await?;
        assert_eq!(names(&book).await?, expected, "at change {change}");
        assert_eq!(book.bound(), ChangeNo::new(change));
    }
    let ahead = store.book(school, Bound::Change(ChangeNo::new(99))).await?;
    assert_eq!(ahead.bound(), third.change_no, "no book reaches past the last change");
    Ok(())
}

async fn what_is_removed_disappears_and_may_come_back(server: Server) -> Checked {
    let (_database, store) = server.store().await?;
    let school = number_schools(&store, 1).await?[0];
    then(&store, (school, 1), guardian(ONE, 1, "one")).await?;
    let stored = now(&store, school).await?.all::<Guardian>().await?.remove(0);
    then(&store, (school, 2), ItemVersion::ending(stored)).await?;
    assert_eq!(names(&now(&store, school).await?).await?, [""; 0]);
    then(&store, (school, 3), guardian(ONE, 1, "again")).await?;
    assert_eq!(names(&now(&store, school).await?).await?, ["again"]);
    let before = store.book(school, Bound::Change(ChangeNo::new(2))).await?;
    assert_eq!(names(&before).await?, [""; 0]);
    Ok(())
}

async fn a_book_as_known_at_an_instant_is_that_of_its_last_change(server: Server) -> Checked {
    let (_database, store) = server.store().await?;
    let school = number_schools(&store, 1).await?[0];
    then(&store, (school, 10), guardian(ONE, 1, "at ten")).await?;
    then(&store, (school, 20), guardian(ONE, 1, "at twenty")).await?;
    // The clock went back: the change is recorded at twenty too.
    then(&store, (school, 15), guardian(ONE, 1, "after twenty")).await?;
    for (seconds, expected) in [
        (9, vec![]),
        (10, vec!["at ten"]),
        (19, vec!["at ten"]),
        (20, vec!["after twenty"]),
        (99, vec!["after twenty"]),
    ] {
        let book = store.book(school, Bound::At(noon(seconds))).await?;
        assert_eq!(names(&book).await?, expected, "{seconds} seconds after noon");
    }
    Ok(())
}

async fn history_tells_who_when_and_why(server: Server) -> Checked {
    let (_database, store) = server.store().await?;
    let school = number_schools(&store, 1).await?[0];
    then(&store, (school, 1), guardian(ONE, 1, "first")).await?;
    then(&store, (school, 2), guardian(TWO, 1, "another pupil's")).await?;
    let mut last = entry(school, "the-end");
    last.at = noon(3);
    last.actor = "coordinator".to_owned();
    last.action = "erase";
    last.reason = "更正：'姓名' 写错".to_owned();
    save(&store, last, vec![removed(ONE, 1, "first")]).await?;
    let book = now(&store, school).await?;
    let versions = book.versions::<Guardian>(Owner::Pupil(ONE)).await?;
    assert_eq!(versions.len(), 2);
    assert_eq!(versions[0].item.value, named("first"));
    assert!(!versions[0].removed && versions[1].removed);
    let change = &versions[1].change;
    assert_eq!((change.change_no.number(), change.recorded_at), (3, noon(3)));
    assert_eq!((change.actor.as_str(), change.action.as_str()), ("coordinator", "erase"));
    assert_eq!(change.reason, "更正：'姓名' 写错");
    assert_eq!((change.request_id.as_str(), change.imported), ("the-end", false));
    assert_eq!(book.versions::<Guardian>(Owner::All).await?.len(), 3);
    let early = store.book(school, Bound::Change(ChangeNo::new(1))).await?;
    assert_eq!(early.versions::<Guardian>(Owner::All).await?.len(), 1);
    Ok(())
}

async fn pupils_items_and_schools_do_not_mix(server: Server) -> Checked {
    let (_database, store) = server.store().await?;
    let schools = number_schools(&store, 2).await?;
    let versions = vec![guardian(TWO, 1, "2.1"), guardian(ONE, 2, "1.2"), guardian(ONE, 1, "1.1")];
    save(&store, entry(schools[0], "many"), versions).await?;
    then(&store, (schools[1], 1), guardian(ONE, 1, "elsewhere")).await?;
    then(&store, (schools[0], 1), removed(ONE, 1, "1.1")).await?;
    let book = now(&store, schools[0]).await?;
    assert_eq!(names(&book).await?, ["1.2", "2.1"], "by pupil and item");
    let of = async |owner| -> Result<Vec<String>, StoreError> {
        let items = book.of::<Guardian>(owner).await?;
        Ok(items.into_iter().map(|stored| stored.value.name).collect())
    };
    assert_eq!(of(Owner::Pupil(ONE)).await?, ["1.2"]);
    assert_eq!(of(Owner::Pupil(TWO)).await?, ["2.1"]);
    assert_eq!(of(Owner::Pupil(PupilNo::new(3))).await?, [""; 0]);
    assert_eq!(of(Owner::Pupils(ONE, TWO)).await?, ["1.2", "2.1"], "both ends are among them");
    assert_eq!(of(Owner::Pupils(TWO, PupilNo::new(9))).await?, ["2.1"]);
    assert_eq!(of(Owner::Pupils(PupilNo::new(0), ONE)).await?, ["1.2"]);
    assert_eq!(of(Owner::Pupils(TWO, ONE)).await?, [""; 0]);
    assert_eq!(of(Owner::School).await?, [""; 0]);
    assert_eq!(names(&now(&store, schools[1]).await?).await?, ["elsewhere"]);
    assert_eq!(names(&now(&store, SchoolId::COUNTY).await?).await?, [""; 0]);
    Ok(())
}

async fn numbers_once_given_are_remembered(server: Server) -> Checked {
    let (_database, store) = server.store().await?;
    let school = number_schools(&store, 1).await?[0];
    assert_eq!(now(&store, school).await?.last_pupil().await?, 0);
    then(&store, (school, 1), guardian(ONE, 7, "seven")).await?;
    then(&store, (school, 2), removed(ONE, 7, "seven")).await?;
    let person = kehou_store::PupilId { person: uuid::Uuid::from_u128(9) };
    let pupil = ItemVersion::of_pupil(PupilNo::new(41), 1, person);
    save(&store, entry(school, "pupil"), vec![pupil]).await?;
    let book = now(&store, school).await?;
    assert_eq!(book.last_item::<Guardian>(Owner::Pupil(ONE)).await?, 7, "although it is removed");
    assert_eq!(book.last_item::<Guardian>(Owner::Pupil(TWO)).await?, 0);
    assert_eq!(book.last_item::<Guardian>(Owner::All).await?, 7);
    assert_eq!(book.last_item::<Guardian>(Owner::Pupils(ONE, TWO)).await?, 7);
    assert_eq!(book.last_item::<Guardian>(Owner::Pupils(TWO, TWO)).await?, 0);
    assert_eq!(book.last_pupil().await?, 41);
    Ok(())
}

async fn changes_are_listed_in_order(server: Server) -> Checked {
    let (_database, store) = server.store().await?;
    let school = number_schools(&store, 1).await?[0];
    for seconds in 1..=5 {
        then(&store, (school, seconds), guardian(ONE, 1, "one")).await?;
    }
    let book = now(&store, school).await?;
    let numbers = async |after, most| -> Result<Vec<i64>, StoreError> {
        let changes = book.changes(ChangeNo::new(after), most).await?;
        Ok(changes.into_iter().map(|change| change.change_no.number()).collect())
    };
    assert_eq!(numbers(0, 100).await?, [1, 2, 3, 4, 5]);
    assert_eq!(numbers(2, 2).await?, [3, 4]);
    assert_eq!(numbers(5, 2).await?, [0; 0]);
    let bounded = store.book(school, Bound::Change(ChangeNo::new(2))).await?;
    assert_eq!(bounded.changes(ChangeNo::new(0), 100).await?.len(), 2);
    Ok(())
}

async fn a_ledger_that_is_not_there_is_said_so(server: Server) -> Checked {
    let (_database, store) = server.store().await?;
    let school = number_schools(&store, 1).await?[0];
    let (elsewhere, other) = server.store().await?;
    for bound in [Bound::Now, Bound::Change(ChangeNo::new(1))] {
        let book = other.book(school, bound).await;
        assert!(matches!(book, Err(StoreError::NoLedger { number: 1 })), "{bound:?}");
    }
    let written = then(&other, (school, 1), guardian(ONE, 1, "one")).await;
    assert!(matches!(written, Err(StoreError::NoLedger { number: 1 })), "{written:?}");
    drop(elsewhere);
    Ok(())
}
