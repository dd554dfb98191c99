//! Opening and closing: many at once, and nothing left behind.

use std::{
    path::PathBuf,
    sync::{Arc, Barrier},
};

use kehou_store::{StoreError, testing::TestDatabase};

use crate::{
    harness::{Checked, Server, contract, entry, now, number_school, save},
    introspection::tables,
    writes::guardian,
};

contract!(
    those_who_open_first_at_once_all_succeed,
    those_who_open_while_others_close_all_succeed,
    closing_leaves_no_log,
    what_waits_is_written_before_the_books_close,
);

/// The database, and the files of its log.
fn files(database: &TestDatabase) -> Vec<PathBuf> {
    ["", "-wal", "-shm"].map(|end| PathBuf::from(format!("{}{end}", database.url))).to_vec()
}

fn present(database: &TestDatabase) -> Vec<bool> {
    files(database).iter().map(|file| file.exists()).collect()
}

async fn those_who_open_first_at_once_all_succeed(server: Server) -> Checked {
    // They meet while the log of an embedded database is turned on, which takes but a moment.
    let rounds = if server.is_sqlite() { 60 } else { 3 };
    let whole = server.database().await?;
    let whole = tables(&whole.as_owner().await?).await?;
    for round in 0..rounds {
        let database = match server.is_sqlite() {
            true => server.bare().await?,
            false => server.database().await?,
        };
        let begin = Arc::new(Barrier::new(8));
        let opening = (0..8).map(|_| {
            let (url, keys) = (database.url.clone(), database.keys.clone());
            let begin = Arc::clone(&begin);
            // A runtime of its own each, as a process has.
            std::thread::spawn(move || {
                let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build()?;
                begin.wait();
                runtime.block_on(async {
                    let store = kehou_store::Store::open(&url, &keys).await?;
                    store.schools().await?;
                    Ok::<_, kehou_store::testing::TestError>(store.close().await?)
                })
            })
        });
        for opened in opening.collect::<Vec<_>>() {
            opened.join().unwrap().map_err(|error| format!("round {round}: {error}"))?;
        }
        let migrated = kehou_store::migrate(&database.url).await?;
        assert!(migrated.applied.is_empty(), "all of the schema is there: {migrated:?}");
        let made = tables(&database.as_owner().await?).await?;
        assert_eq!(made, whole);
        number_school(&database.open().await?).await?;
    }
    Ok(())
}

async fn those_who_open_while_others_close_all_succeed(server: Server) -> Checked {
    let database = server.database().await?;
    let school = number_school(&database.open().await?).await?;
    let mut turns = Vec::new();
    for turn in 0..6u32 {
        let (url, keys) = (database.url.clone(), database.keys.clone());
        turns.push(tokio::spawn(async move {
            for round in 0..8 {
                let store = kehou_store::Store::open(&url, &keys).await?;
                let item = turn * 100 + round;
                save(&store, entry(school, &format!("r{item}")), vec![guardian(item, "one")])
                    .await?;
                store.close().await?;
            }
            Ok::<_, kehou_store::testing::TestError>(())
        }));
    }
    for turn in turns {
        turn.await??;
    }
    let all = now(&database.open().await?, school).await?.all::<kehou_registry::Guardian>().await?;
    assert_eq!(all.len(), 48);
    Ok(())
}

async fn closing_leaves_no_log(server: Server) -> Checked {
    let (database, store) = server.store().await?;
    let school = number_school(&store).await?;
    save(&store, entry(school, "r1"), vec![guardian(1, "one")]).await?;
    let other = database.open().await?;
    other.schools().await?;
    if server.is_sqlite() {
        assert_eq!(present(&database), [true, true, true]);
    }
    let held = store.clone();
    store.close().await?;
    if server.is_sqlite() {
        assert_eq!(present(&database), [true, true, true], "somebody else has it open");
    }
    other.close().await?;
    if server.is_sqlite() {
        assert_eq!(present(&database), [true, false, false]);
    }
    held.close().await?;
    let written = save(&held, entry(school, "r2"), vec![guardian(2, "two")]).await;
    assert!(matches!(written, Err(StoreError::Busy(_))), "{written:?}");
    let read = held.schools().await;
    assert!(matches!(read, Err(StoreError::Busy(_))), "{:?}", read.map(drop));
    let again = database.open().await?;
    let all = now(&again, school).await?.all::<kehou_registry::Guardian>().await?;
    assert_eq!(all.len(), 1, "what was written stays");
    Ok(())
}

async fn what_waits_is_written_before_the_books_close(server: Server) -> Checked {
    let (database, store) = server.store().await?;
    let school = number_school(&store).await?;
    let mut waiting = Vec::new();
    for item in 1..=40 {
        let (store, entry) = (store.clone(), entry(school, &format!("r{item}")));
        waiting.push(tokio::spawn(async move {
            save(&store, entry, vec![guardian(item, "one")]).await
        }));
    }
    tokio::task::yield_now().await;
    store.close().await?;
    let mut written = 0;
    for write in waiting {
        match write.await? {
            Ok(_) => written += 1,
            Err(StoreError::Busy(_)) => {}
            Err(error) => return Err(error.into()),
        }
    }
    let again = database.open().await?;
    let all = now(&again, school).await?.all::<kehou_registry::Guardian>().await?;
    assert_eq!(all.len(), written, "each was told what became of it");
    Ok(())
}
