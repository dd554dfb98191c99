//! Where children are, over all schools: one write at a time decides. (C5)

use std::collections::BTreeMap;

use kehou_registry::PupilNo;
use kehou_store::{ChangeNo, ItemVersion, Outcome, PupilId, SchoolId, Store, StoreError, Work};
use uuid::Uuid;

use crate::{
    harness::{Checked, Server, contract, entry, number_schools, save, school_code, work},
    imports::{FINISH, START, move_on, stage},
};

contract!(
    whoever_holds_the_places_sees_all_who_held_them_before,
    nobody_holds_the_places_while_an_import_is_stored,
    what_changed_at_other_schools_is_seen,
);

const CHILD: Uuid = Uuid::from_u128(7);

/// Takes the child in, and answers how many schools had it before.
fn taking_in() -> impl Work<Refusal = StoreError> {
    work(|tx| {
        Box::pin(async move {
            let before = tx.hold_places().await?.pupils_of_person(CHILD).await?;
            let version = ItemVersion::of_pupil(PupilNo::new(1), 1, PupilId { person: CHILD });
            tx.save(&[version]).await?;
            Ok(vec![i64::try_from(before.len()).unwrap_or(i64::MAX)])
        })
    })
}

async fn whoever_holds_the_places_sees_all_who_held_them_before(server: Server) -> Checked {
    const SCHOOLS: usize = 24;
    let (database, one) = server.store().await?;
    let two = database.open().await?;
    let mut running = Vec::new();
    for (at, school) in number_schools(&one, SCHOOLS).await?.into_iter().enumerate() {
        let store = if at % 2 == 0 { one.clone() } else { two.clone() };
        running.push(tokio::spawn(async move {
            store.write(entry(school, "take-in"), taking_in()).await
        }));
    }
    let mut before = Vec::new();
    for done in running {
        before.extend(done.await??.numbers);
    }
    before.sort_unstable();
    assert_eq!(before, (0..i64::try_from(SCHOOLS)?).collect::<Vec<_>>());
    Ok(())
}

async fn nobody_holds_the_places_while_an_import_is_stored(server: Server) -> Checked {
    let (_database, store) = server.store().await?;
    let school = number_schools(&store, 1).await?[0];
    let id = stage(&store, "it").await?;
    assert_eq!(take_in(&store, school, "r1").await?, Outcome::Recorded, "it is only staged");
    move_on(&store, (id, "start", 10), START).await?;
    let refused = take_in(&store, school, "r2").await;
    assert!(
        matches!(refused, Err(StoreError::ImportUnfinished { import }) if import == id.number())
    );
    move_on(&store, (id, "finish", 20), FINISH).await?;
    assert_eq!(take_in(&store, school, "r2").await?, Outcome::Recorded);
    Ok(())
}

async fn take_in(store: &Store, school: SchoolId, id: &str) -> Result<Outcome, StoreError> {
    Ok(store.write(entry(school, id), taking_in()).await?.outcome)
}

async fn what_changed_at_other_schools_is_seen(server: Server) -> Checked {
    let (_database, store) = server.store().await?;
    let schools = number_schools(&store, 2).await?;
    for (id, pupil) in [("r1", 1), ("r2", 2), ("r3", 3)] {
        let version = ItemVersion::of_pupil(PupilNo::new(pupil), 1, PupilId { person: CHILD });
        save(&store, entry(schools[1], id), vec![version]).await?;
    }
    let other = schools[1];
    let looking = work(move |tx| {
        Box::pin(async move {
            let places = tx.hold_places().await?;
            let touched = places.touched_after(other, ChangeNo::new(1)).await?;
            let bound = places.book(other).await?.bound();
            let of_child = places.pupils_of_person(CHILD).await?;
            assert_eq!(of_child, [1, 2, 3].map(|pupil| (other, PupilNo::new(pupil))));
            assert_eq!(places.pupils_of_person(Uuid::from_u128(8)).await?, []);
            let pupils = touched.into_iter().map(|pupil| i64::from(pupil.number()));
            Ok(pupils.chain([bound.number()]).collect())
        })
    });
    let seen = store.write(entry(schools[0], "look"), looking).await?;
    assert_eq!(seen.numbers, [2, 3, 3]);
    let bounds = store.school_bounds().await?;
    let expected = [(1, (schools[0], ChangeNo::default())), (2, (schools[1], ChangeNo::new(3)))];
    assert_eq!(
        bounds,
        BTreeMap::from(expected.map(|(number, bound)| (school_code(number), bound)))
    );
    Ok(())
}
