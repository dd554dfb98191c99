//! Writes: one change each, answered once, and nobody in anybody's way.

use std::{
    panic::resume_unwind,
    sync::{
        Arc,
        atomic::{AtomicUsize, Ordering},
    },
};

use kehou_registry::{Guardian, PupilNo};
use kehou_store::{
    Bound, ChangeNo, Entry, ItemVersion, Outcome, SchoolId, Store, StoreError, Tx,
    testing::TestError,
};

use crate::harness::{Boxed, Checked, Server, contract, entry, noon, now, number_school, work};

contract!(
    every_write_makes_one_change,
    time_never_goes_back,
    a_repeated_request_gets_its_first_answer,
    a_request_id_stands_for_one_request,
    what_changes_nothing_is_no_change,
    what_changed_nothing_is_remembered_too,
    a_refusal_leaves_nothing,
    an_error_that_work_ignores_ends_the_write,
    a_panic_reaches_who_asked_and_nobody_else,
    those_who_write_together_do_not_disturb_each_other,
);

pub(crate) fn guardian(item: u32, name: &str) -> ItemVersion<Guardian> {
    let guardian = Guardian { name: name.to_owned(), phone: None };
    ItemVersion::of_pupil(PupilNo::new(1), item, guardian)
}

async fn write(store: &Store, entry: Entry, item: u32) -> Result<kehou_store::Written, StoreError> {
    let number = i64::from(item);
    let save = work(move |tx| {
        Box::pin(async move {
            tx.save(&[guardian(item, "one")]).await?;
            Ok(vec![number, -1, i64::MAX])
        })
    });
    store.write(entry, save).await
}

async fn items(store: &Store, ledger: SchoolId) -> Result<Vec<u32>, StoreError> {
    let all = now(store, ledger).await?.all::<Guardian>().await?;
    Ok(all.into_iter().map(|stored| stored.item).collect())
}

async fn changes(store: &Store, ledger: SchoolId) -> Result<Vec<i64>, StoreError> {
    let changes = now(store, ledger).await?.changes(ChangeNo::new(0), u32::MAX).await?;
    Ok(changes.into_iter().map(|change| change.change_no.number()).collect())
}

async fn every_write_makes_one_change(server: Server) -> Checked {
    let (_database, store) = server.store().await?;
    let school = number_school(&store).await?;
    for number in 1..=20 {
        let written = write(&store, entry(school, &format!("r{number}")), number).await?;
        assert_eq!(written.change_no.number(), i64::from(number));
        assert_eq!(written.outcome, Outcome::Recorded);
    }
    assert_eq!(changes(&store, school).await?, (1..=20).collect::<Vec<_>>());
    assert_eq!(items(&store, school).await?, (1..=20).collect::<Vec<_>>());
    Ok(())
}

async fn time_never_goes_back(server: Server) -> Checked {
    let (_database, store) = server.store().await?;
    let school = number_school(&store).await?;
    let mut recorded = Vec::new();
    for (number, seconds) in [(1, 50), (2, 40), (3, 60), (4, 1)] {
        let entry = Entry { at: noon(seconds), ..entry(school, &format!("r{number}")) };
        let written = write(&store, entry, number).await?;
        recorded.push(written.recorded_at);
    }
    assert_eq!(recorded, [noon(50), noon(50), noon(60), noon(60)]);
    let listed = now(&store, school).await?.changes(ChangeNo::new(0), 9).await?;
    assert_eq!(listed.iter().map(|change| change.recorded_at).collect::<Vec<_>>(), recorded);
    Ok(())
}

async fn a_repeated_request_gets_its_first_answer(server: Server) -> Checked {
    let (_database, store) = server.store().await?;
    let school = number_school(&store).await?;
    let first = write(&store, entry(school, "r1"), 7).await?;
    write(&store, entry(school, "r2"), 8).await?;
    // Nobody else is given it.
    let others = Entry { actor: "another".to_owned(), ..entry(school, "r1") };
    assert!(matches!(write(&store, others, 7).await, Err(StoreError::RequestIdUsed { .. })));
    let late = Entry { at: noon(900), ..entry(school, "r1") };
    let ran = Arc::new(AtomicUsize::new(0));
    let count = Arc::clone(&ran);
    let again = work(move |_| {
        count.fetch_add(1, Ordering::Relaxed);
        Box::pin(async { Ok(vec![99]) })
    });
    let again = store.write(late, again).await?;
    assert_eq!(again, kehou_store::Written { outcome: Outcome::Replayed, ..first });
    assert_eq!(again.numbers, [7, -1, i64::MAX]);
    assert_eq!(ran.load(Ordering::Relaxed), 0, "the work did not run again");
    assert_eq!(changes(&store, school).await?, [1, 2]);
    // The same id in another ledger is another request.
    let county = work(|tx: &Tx<'_>| -> Boxed<'_, _> {
        Box::pin(async move { Ok(vec![tx.change_no().number()]) })
    });
    let elsewhere = store.write(entry(SchoolId::COUNTY, "r1"), county).await?;
    assert_eq!(elsewhere.outcome, Outcome::Unchanged);
    Ok(())
}

async fn a_request_id_stands_for_one_request(server: Server) -> Checked {
    let (_database, store) = server.store().await?;
    let school = number_school(&store).await?;
    write(&store, entry(school, "r1"), 1).await?;
    let other = Entry { fingerprint: [9; 32], ..entry(school, "r1") };
    match write(&store, other, 2).await {
        Err(StoreError::RequestIdUsed { request_id, recorded_at }) => {
            assert_eq!((request_id.as_str(), recorded_at), ("r1", noon(0)));
        }
        other => return Err(format!("{other:?}").into()),
    }
    assert_eq!(items(&store, school).await?, [1]);
    Ok(())
}

async fn what_changes_nothing_is_no_change(server: Server) -> Checked {
    let (_database, store) = server.store().await?;
    let school = number_school(&store).await?;
    let nothing = || {
        work(|tx| {
            Box::pin(async move {
                tx.save::<Guardian>(&[]).await?;
                tx.save_rolls(&[]).await?;
                Ok(vec![5])
            })
        })
    };
    let written = store.write(entry(school, "r1"), nothing()).await?;
    assert_eq!((written.outcome, written.change_no.number()), (Outcome::Unchanged, 0));
    write(&store, entry(school, "r2"), 1).await?;
    let late = Entry { at: noon(50), ..entry(school, "r3") };
    let written = store.write(late, nothing()).await?;
    assert_eq!((written.outcome, written.change_no.number()), (Outcome::Unchanged, 1));
    assert_eq!((written.recorded_at, written.numbers), (noon(0), vec![5]));
    assert_eq!(changes(&store, school).await?, [1]);
    Ok(())
}

/// A lost answer is asked for again, late: somebody's correction in between stays.
async fn what_changed_nothing_is_remembered_too(server: Server) -> Checked {
    let (_database, store) = server.store().await?;
    let school = number_school(&store).await?;
    write(&store, entry(school, "r1"), 1).await?;
    let be_one = || {
        work(|tx| {
            Box::pin(async move {
                let stands = tx.book().all::<Guardian>().await?;
                let is_one = stands.last().is_some_and(|stored| stored.value.name == "one");
                if !is_one {
                    tx.save(&[guardian(1, "one")]).await?;
                }
                Ok(vec![11, -2])
            })
        })
    };
    let asked = Entry { at: noon(5), ..entry(school, "r2") };
    let first = store.write(asked, be_one()).await?;
    assert_eq!((first.outcome, first.change_no.number()), (Outcome::Unchanged, 1));
    let corrected = [guardian(1, "another")];
    crate::harness::save(&store, entry(school, "r3"), corrected.to_vec()).await?;
    let late = Entry { at: noon(90), ..entry(school, "r2") };
    let again = store.write(late, be_one()).await?;
    let outcome = Outcome::ReplayedUnchanged;
    assert_eq!(again, kehou_store::Written { outcome, ..first.clone() });
    assert!(again.outcome.is_replayed() && again.outcome.is_unchanged());
    let stands = now(&store, school).await?.all::<Guardian>().await?;
    assert_eq!(stands[0].value.name, "another", "the correction stands");
    assert_eq!(changes(&store, school).await?, [1, 2]);
    // The id stands for that request of that person alone, and in that ledger alone.
    let others = Entry { actor: "another".to_owned(), ..entry(school, "r2") };
    let other = Entry { fingerprint: [9; 32], ..entry(school, "r2") };
    for entry in [others, other] {
        match write(&store, entry, 2).await {
            Err(StoreError::RequestIdUsed { recorded_at, .. }) => assert_eq!(recorded_at, noon(5)),
            done => return Err(format!("{done:?}").into()),
        }
    }
    assert_eq!(write(&store, entry(SchoolId::COUNTY, "r2"), 2).await?.outcome, Outcome::Recorded);
    Ok(())
}

fn refusal() -> StoreError {
    StoreError::bad_row("guardian", "refused")
}

/// What a trial of many does.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Way {
    Write,
    RefuseFirst,
    RefuseLate,
    PanicFirst,
    PanicLate,
}

const WAYS: [Way; 5] =
    [Way::Write, Way::RefuseFirst, Way::RefuseLate, Way::PanicFirst, Way::PanicLate];

fn going(way: Way, item: u32) -> impl kehou_store::Work<Refusal = StoreError> {
    work(move |tx| {
        Box::pin(async move {
            match way {
                Way::RefuseFirst => return Err(refusal()),
                Way::PanicFirst => resume_unwind(Box::new("before anything is written")),
                Way::Write | Way::RefuseLate | Way::PanicLate => {}
            }
            // More than a statement, so that a part of it may stand.
            let others = (1..=12).map(|n| guardian(item + n, "one")).collect::<Vec<_>>();
            tx.save(&others).await?;
            match way {
                Way::RefuseLate => Err(refusal()),
                Way::PanicLate => resume_unwind(Box::new("after something is written")),
                Way::Write | Way::RefuseFirst | Way::PanicFirst => Ok(vec![i64::from(item)]),
            }
        })
    })
}

async fn a_refusal_leaves_nothing(server: Server) -> Checked {
    let (_database, store) = server.store().await?;
    let school = number_school(&store).await?;
    for way in [Way::RefuseFirst, Way::RefuseLate] {
        let refused = store.write(entry(school, "r1"), going(way, 0)).await;
        assert!(matches!(refused, Err(StoreError::BadRow { .. })), "{way:?}: {refused:?}");
        assert_eq!(items(&store, school).await?, [0; 0], "{way:?}");
        assert_eq!(changes(&store, school).await?, [0; 0], "{way:?}");
    }
    // The id of what was refused is free.
    assert_eq!(write(&store, entry(school, "r1"), 1).await?.outcome, Outcome::Recorded);
    Ok(())
}

async fn an_error_that_work_ignores_ends_the_write(server: Server) -> Checked {
    let (_database, store) = server.store().await?;
    let school = number_school(&store).await?;
    let careless = work(|tx| {
        Box::pin(async move {
            tx.save(&[guardian(1, "one")]).await?;
            let twice = tx.save(&[guardian(1, "the same again")]).await;
            assert!(twice.is_err(), "a version is written once");
            Ok(Vec::new())
        })
    });
    let written = store.write(entry(school, "r1"), careless).await;
    assert!(matches!(written, Err(StoreError::Database(_))), "{written:?}");
    assert_eq!(items(&store, school).await?, [0; 0]);
    assert_eq!(write(&store, entry(school, "r1"), 2).await?.outcome, Outcome::Recorded);
    Ok(())
}

async fn a_panic_reaches_who_asked_and_nobody_else(server: Server) -> Checked {
    let (_database, store) = server.store().await?;
    let school = number_school(&store).await?;
    for way in [Way::PanicFirst, Way::PanicLate] {
        let asked = store.clone();
        let entry = entry(school, "r1");
        let panicked = tokio::spawn(async move { asked.write(entry, going(way, 0)).await }).await;
        assert!(panicked.is_err_and(|error| error.is_panic()), "{way:?}");
        assert_eq!(items(&store, school).await?, [0; 0], "{way:?}");
    }
    assert_eq!(write(&store, entry(school, "r1"), 1).await?.change_no.number(), 1);
    Ok(())
}

/// On SQLite they share commits: what one of them does costs no other its write.
async fn those_who_write_together_do_not_disturb_each_other(server: Server) -> Checked {
    const EACH: u32 = 40;
    let (_database, store) = server.store().await?;
    let school = number_school(&store).await?;
    let mut asked = Vec::new();
    for number in 0..EACH * 5 {
        let way = WAYS[number as usize % WAYS.len()];
        let (store, entry) = (store.clone(), entry(school, &format!("r{number}")));
        let item = number * 100;
        asked.push((
            way,
            item,
            tokio::spawn(async move { store.write(entry, going(way, item)).await }),
        ));
    }
    let (mut expected, mut numbers) = (Vec::new(), Vec::new());
    for (way, item, done) in asked {
        match (way, done.await) {
            (Way::Write, Ok(Ok(written))) => {
                assert_eq!(
                    (written.outcome, written.numbers),
                    (Outcome::Recorded, vec![i64::from(item)])
                );
                numbers.push(written.change_no.number());
                expected.extend(item + 1..=item + 12);
            }
            (Way::RefuseFirst | Way::RefuseLate, Ok(Err(StoreError::BadRow { .. }))) => {}
            (Way::PanicFirst | Way::PanicLate, Err(error)) if error.is_panic() => {}
            (way, done) => return Err(TestError::from(format!("{way:?}: {done:?}"))),
        }
    }
    assert_eq!(items(&store, school).await?, expected, "all of the successes, nothing else");
    numbers.sort_unstable();
    let all = (1..=i64::from(EACH)).collect::<Vec<_>>();
    assert_eq!((&numbers, changes(&store, school).await?), (&all, all.clone()), "without gaps");
    let bound = store.book(school, Bound::Now).await?.bound();
    assert_eq!(bound.number(), i64::from(EACH));
    Ok(())
}
