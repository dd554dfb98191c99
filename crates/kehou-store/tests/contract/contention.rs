//! Two servers on one database: no update is lost, no change is made twice.

use kehou_store::{
    ChangeNo, ItemVersion, Outcome, Owner, PolicyVersion, SchoolId, Store, StoreError,
    testing::TestError,
};

use crate::harness::{Checked, Server, contract, entry, now, number_schools, work};

contract!(
    no_update_is_lost,
    the_same_request_at_once_is_recorded_once,
    ledgers_do_not_wait_for_each_other
);

/// A counter that is read and written back one higher.
fn count_on() -> impl kehou_store::Work<Refusal = StoreError> {
    work(|tx| {
        Box::pin(async move {
            let stored = tx.book().of::<PolicyVersion>(Owner::School).await?.pop();
            let next = stored.map_or(0, |stored| stored.value.adopted_at) + 1;
            let counter = PolicyVersion {
                division: String::new(),
                policy_id: String::new(),
                adopted_at: next,
                texts: String::new(),
            };
            tx.save(&[ItemVersion::of_school(1, counter)]).await?;
            Ok(vec![next])
        })
    })
}

async fn counter(store: &Store, ledger: SchoolId) -> Result<i64, StoreError> {
    let stored = now(store, ledger).await?.of::<PolicyVersion>(Owner::School).await?;
    Ok(stored.first().map_or(0, |stored| stored.value.adopted_at))
}

async fn no_update_is_lost(server: Server) -> Checked {
    const EACH: i64 = 25;
    let (database, one) = server.store().await?;
    let school = number_schools(&one, 1).await?[0];
    let two = database.open().await?;
    let mut clients = Vec::new();
    for client in 0..8 {
        let store = if client % 2 == 0 { one.clone() } else { two.clone() };
        clients.push(tokio::spawn(async move {
            let mut seen = Vec::new();
            for number in 0..EACH {
                let entry = entry(school, &format!("c{client}-{number}"));
                let written = store.write(entry, count_on()).await?;
                seen.push((written.change_no.number(), written.numbers));
            }
            Ok::<_, StoreError>(seen)
        }));
    }
    let mut seen = Vec::new();
    for client in clients {
        seen.extend(client.await??);
    }
    seen.sort();
    // Every success counted on by one, each with a change of its own.
    let expected: Vec<_> = (1..=8 * EACH).map(|number| (number, vec![number])).collect();
    assert_eq!(seen, expected);
    assert_eq!(counter(&two, school).await?, 8 * EACH);
    let changes = now(&one, school).await?.changes(ChangeNo::new(0), u32::MAX).await?;
    let numbers: Vec<i64> = changes.iter().map(|change| change.change_no.number()).collect();
    assert_eq!(numbers, (1..=8 * EACH).collect::<Vec<_>>());
    Ok(())
}

async fn the_same_request_at_once_is_recorded_once(server: Server) -> Checked {
    const ROUNDS: i64 = 20;
    let (database, one) = server.store().await?;
    let school = number_schools(&one, 1).await?[0];
    let two = database.open().await?;
    for round in 1..=ROUNDS {
        let mut asked = Vec::new();
        for client in 0..6 {
            let store = if client % 2 == 0 { one.clone() } else { two.clone() };
            let entry = entry(school, &format!("r{round}"));
            asked.push(tokio::spawn(async move { store.write(entry, count_on()).await }));
        }
        let mut recorded = 0;
        for done in asked {
            let written = done.await??;
            recorded += usize::from(written.outcome == Outcome::Recorded);
            assert_eq!((written.change_no.number(), written.numbers), (round, vec![round]));
        }
        assert_eq!(recorded, 1, "round {round}");
    }
    assert_eq!(counter(&one, school).await?, ROUNDS);
    Ok(())
}

/// On PostgreSQL a writer of one school waits for no other; on SQLite all take turns, and none fails.
async fn ledgers_do_not_wait_for_each_other(server: Server) -> Checked {
    let (_database, store) = server.store().await?;
    let schools = number_schools(&store, 2).await?;
    let (entered, first_is_in) = tokio::sync::oneshot::channel();
    let (let_go, goes_on) = tokio::sync::oneshot::channel::<()>();
    let gates = std::sync::Mutex::new(Some((entered, goes_on)));
    let is_sqlite = server.is_sqlite();
    let slow = work(move |tx| {
        let gates = gates.lock().unwrap().take();
        Box::pin(async move {
            let counted = kehou_store::Work::run(&count_on(), tx).await?;
            if let Some((entered, goes_on)) = gates {
                entered.send(()).ok();
                if !is_sqlite {
                    goes_on.await.ok();
                }
            }
            Ok(counted)
        })
    });
    let (holder, held) = (store.clone(), entry(schools[0], "slow"));
    let slow = tokio::spawn(async move { holder.write(held, slow).await });
    first_is_in.await?;
    let second = store.write(entry(schools[1], "quick"), count_on()).await?;
    assert_eq!(second.outcome, Outcome::Recorded);
    if !server.is_sqlite() {
        assert!(!slow.is_finished(), "it is still at it");
        let_go.send(()).map_err(|()| TestError::from("the slow one is gone"))?;
    }
    assert_eq!(slow.await??.outcome, Outcome::Recorded);
    Ok(())
}
