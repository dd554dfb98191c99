//! Imports: nothing of one shows before all of it is complete.

use kehou_registry::{Guardian, PupilNo};
use kehou_store::{
    Bound, ChangeNo, Entry, ImportId, ImportRow, ImportState, ItemVersion, Outcome, SchoolId,
    Store, StoreError, Written,
};
use kehou_units::Month;

use crate::harness::{Checked, Server, contract, entry, noon, now, number_schools, save, work};

contract!(
    an_import_comes_back_as_it_was_added,
    a_state_is_left_once,
    what_an_import_stores_shows_at_once_when_it_is_complete,
    others_wait_until_it_is_complete,
    as_known_before_it_was_complete_it_does_not_show,
    several_changes_of_one_import_show_together,
);

fn row(request_id: &str) -> ImportRow {
    ImportRow {
        id: ImportId::new(0),
        request_id: request_id.to_owned(),
        fingerprint: vec![1, 2, 3],
        month: Month::new(2023, 3).unwrap(),
        state: ImportState::Staged,
        staged_by: "coordinator".to_owned(),
        staged_at: noon(1),
        reason: "新学期".to_owned(),
        files: "a 1 pupils.csv".to_owned(),
        preview: "added 3".to_owned(),
        needs_confirmation: true,
        confirmed_by: None,
        completed_at: None,
    }
}

pub(crate) async fn stage(store: &Store, request_id: &str) -> Result<ImportId, StoreError> {
    let import = row(request_id);
    let add = work(move |tx| {
        let import = import.clone();
        Box::pin(async move { Ok(vec![tx.add_import(&import).await?.number()]) })
    });
    let written = store.write(entry(SchoolId::COUNTY, request_id), add).await?;
    Ok(ImportId::new(written.numbers[0]))
}

pub(crate) async fn move_on(
    store: &Store,
    (id, request_id, seconds): (ImportId, &str, i64),
    states: (ImportState, ImportState),
) -> Result<Written, StoreError> {
    let step = work(move |tx| {
        Box::pin(async move { Ok(vec![i64::from(tx.move_import(id, states, "finance").await?)]) })
    });
    let entry = Entry { at: noon(seconds), ..entry(SchoolId::COUNTY, request_id) };
    store.write(entry, step).await
}

pub(crate) const START: (ImportState, ImportState) = (ImportState::Staged, ImportState::Storing);
pub(crate) const FINISH: (ImportState, ImportState) = (ImportState::Storing, ImportState::Complete);

async fn put(store: &Store, entry: Entry, name: &str) -> Result<Written, StoreError> {
    let guardian = Guardian { name: name.to_owned(), phone: None };
    save(store, entry, vec![ItemVersion::of_pupil(PupilNo::new(1), 1, guardian)]).await
}

async fn names(store: &Store, school: SchoolId, bound: Bound) -> Result<Vec<String>, StoreError> {
    let all = store.book(school, bound).await?.all::<Guardian>().await?;
    Ok(all.into_iter().map(|stored| stored.value.name).collect())
}

async fn an_import_comes_back_as_it_was_added(server: Server) -> Checked {
    let (_database, store) = server.store().await?;
    let first = stage(&store, "first").await?;
    let second = stage(&store, "second").await?;
    assert_eq!((first.number(), second.number()), (1, 2));
    let expected = ImportRow { id: first, ..row("first") };
    assert_eq!(store.import(first).await?.as_ref(), Some(&expected));
    assert_eq!(store.import_of("first").await?.as_ref(), Some(&expected));
    assert_eq!(store.import_of("third").await?, None);
    assert_eq!(store.import(ImportId::new(3)).await?, None);
    let ids = async |before, most| -> Result<Vec<i64>, StoreError> {
        Ok(store.imports(before, most).await?.iter().map(|import| import.id.number()).collect())
    };
    assert_eq!(ids(None, 9).await?, [2, 1]);
    assert_eq!(ids(None, 1).await?, [2]);
    assert_eq!(ids(Some(second), 9).await?, [1]);
    Ok(())
}

async fn a_state_is_left_once(server: Server) -> Checked {
    let (_database, store) = server.store().await?;
    let id = stage(&store, "it").await?;
    assert_eq!(move_on(&store, (id, "start", 2), START).await?.numbers, [1]);
    let again = move_on(&store, (id, "again", 3), START).await?;
    assert_eq!((again.numbers, again.outcome), (vec![0], Outcome::Unchanged));
    move_on(&store, (id, "finish", 4), FINISH).await?;
    let import = store.import(id).await?.unwrap();
    assert_eq!((import.state, import.completed_at), (ImportState::Complete, Some(noon(4))));
    assert_eq!(import.confirmed_by.as_deref(), Some("finance"));
    Ok(())
}

async fn what_an_import_stores_shows_at_once_when_it_is_complete(server: Server) -> Checked {
    let (_database, store) = server.store().await?;
    let schools = number_schools(&store, 2).await?;
    put(&store, entry(schools[0], "before"), "before").await?;
    let id = stage(&store, "it").await?;
    move_on(&store, (id, "start", 2), START).await?;
    for school in &schools {
        let import = Entry { import: Some(id), ..entry(*school, "import") };
        assert_eq!(put(&store, import, "imported").await?.outcome, Outcome::Recorded);
    }
    assert_eq!(names(&store, schools[0], Bound::Now).await?, ["before"]);
    assert_eq!(names(&store, schools[1], Bound::Now).await?, [""; 0]);
    let ahead = Bound::Change(ChangeNo::new(2));
    assert_eq!(names(&store, schools[0], ahead).await?, ["before"], "no bound reaches it");
    let history = now(&store, schools[0]).await?.changes(ChangeNo::new(0), 9).await?;
    assert_eq!(history.len(), 1, "its change is not listed either");
    move_on(&store, (id, "finish", 3), FINISH).await?;
    for school in &schools {
        assert_eq!(names(&store, *school, Bound::Now).await?, ["imported"]);
    }
    let book = now(&store, schools[0]).await?;
    assert_eq!(book.imported().await?, [ChangeNo::new(2)]);
    assert!(book.changes(ChangeNo::new(1), 9).await?[0].imported);
    Ok(())
}

async fn others_wait_until_it_is_complete(server: Server) -> Checked {
    let (_database, store) = server.store().await?;
    let schools = number_schools(&store, 2).await?;
    let id = stage(&store, "it").await?;
    move_on(&store, (id, "start", 2), START).await?;
    let import = Entry { import: Some(id), ..entry(schools[0], "import") };
    put(&store, import.clone(), "imported").await?;
    let other = put(&store, entry(schools[0], "other"), "other").await;
    assert!(matches!(other, Err(StoreError::ImportUnfinished { import: 1 })), "{other:?}");
    let foreign = Entry { import: Some(ImportId::new(9)), ..entry(schools[0], "foreign") };
    let foreign = put(&store, foreign, "other").await;
    assert!(matches!(foreign, Err(StoreError::ImportUnfinished { import: 1 })), "{foreign:?}");
    // Whoever stores it again is told what was stored, and other schools go on.
    assert_eq!(put(&store, import, "imported").await?.outcome, Outcome::Replayed);
    put(&store, entry(schools[1], "beside"), "beside").await?;
    move_on(&store, (id, "finish", 3), FINISH).await?;
    put(&store, entry(schools[0], "other"), "other").await?;
    assert_eq!(names(&store, schools[0], Bound::Now).await?, ["other"]);
    Ok(())
}

/// Not even through the changes of a server whose clock is behind.
async fn as_known_before_it_was_complete_it_does_not_show(server: Server) -> Checked {
    let (_database, store) = server.store().await?;
    let school = number_schools(&store, 1).await?[0];
    put(&store, entry(school, "before"), "before").await?;
    let id = stage(&store, "it").await?;
    move_on(&store, (id, "start", 10), START).await?;
    let import = Entry { import: Some(id), at: noon(11), ..entry(school, "import") };
    put(&store, import, "imported").await?;
    move_on(&store, (id, "finish", 30), FINISH).await?;
    let behind = Entry { at: noon(12), ..entry(school, "after") };
    let after = put(&store, behind, "after").await?;
    assert_eq!(after.recorded_at, noon(30), "nothing after it is recorded before it showed");
    for (seconds, expected) in [(10, "before"), (11, "before"), (29, "before"), (30, "after")] {
        let known = names(&store, school, Bound::At(noon(seconds))).await?;
        assert_eq!(known, [expected], "{seconds} seconds after noon");
    }
    assert_eq!(names(&store, school, Bound::Change(ChangeNo::new(2))).await?, ["imported"]);
    Ok(())
}

async fn several_changes_of_one_import_show_together(server: Server) -> Checked {
    let (_database, store) = server.store().await?;
    let school = number_schools(&store, 1).await?[0];
    put(&store, entry(school, "before"), "before").await?;
    let id = stage(&store, "it").await?;
    move_on(&store, (id, "start", 2), START).await?;
    for part in ["one", "two", "three"] {
        put(&store, Entry { import: Some(id), ..entry(school, part) }, part).await?;
    }
    assert_eq!(names(&store, school, Bound::Now).await?, ["before"]);
    move_on(&store, (id, "finish", 3), FINISH).await?;
    assert_eq!(names(&store, school, Bound::Now).await?, ["three"]);
    Ok(())
}
