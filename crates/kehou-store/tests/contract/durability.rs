//! What was acknowledged survives the sudden death of the process that wrote it.

use std::{
    io::{BufRead, BufReader, Write},
    path::Path,
    process::{Child, Command, ExitCode, Stdio},
    time::Duration,
};

use kehou_registry::{Guardian, PupilNo};
use kehou_store::{ChangeNo, Keys, Outcome, SchoolId, Store, StoreError, testing::TestError};

use crate::harness::{Checked, Server, contract, entry, now, number_school};

contract!(what_was_acknowledged_is_there_after_a_kill);

/// The argument by which this binary writes instead of trying.
pub(crate) const WRITER: &str = "write-until-killed";
/// How many write at the same time, so that commits are shared.
const CLIENTS: usize = 6;
/// How often the writer is killed.
const KILLS: u64 = 10;

/// The process that is killed: writes without end, and prints each request that was acknowledged.
pub(crate) fn write_until_killed(mut arguments: impl Iterator<Item = String>) -> ExitCode {
    let (Some(url), Some(keys), Some(round)) =
        (arguments.next(), arguments.next(), arguments.next())
    else {
        return ExitCode::FAILURE;
    };
    let run = async {
        let keys = Keys::from_text(&std::fs::read_to_string(keys)?)?;
        let store = Store::open(&url, &keys).await?;
        let school = store.schools().await?.first().ok_or("no school")?.id;
        let clients = (0..CLIENTS).map(|client| {
            let (store, name) = (store.clone(), format!("{round}-{client}"));
            tokio::spawn(async move { write_on(&store, school, &name).await })
        });
        for client in clients.collect::<Vec<_>>() {
            client.await??;
        }
        Ok::<(), TestError>(())
    };
    let runtime = tokio::runtime::Builder::new_multi_thread().enable_all().build();
    let Err(error) = runtime.map_err(TestError::from).and_then(|runtime| runtime.block_on(run))
    else {
        return ExitCode::SUCCESS;
    };
    eprintln!("{error}");
    ExitCode::FAILURE
}

async fn write_on(store: &Store, school: SchoolId, name: &str) -> Result<(), TestError> {
    for number in 0u64.. {
        let request = format!("{name}-{number}");
        let written = one_write(store, school, &request).await?;
        // One call, so that a line is whole or absent.
        let line = format!("{request} {}\n", written.change_no);
        std::io::stdout().write_all(line.as_bytes())?;
    }
    Ok(())
}

/// Several rows, so that a part of a write could be there.
async fn one_write(
    store: &Store,
    school: SchoolId,
    request: &str,
) -> Result<kehou_store::Written, StoreError> {
    let work = crate::harness::work({
        let request = request.to_owned();
        move |tx| {
            let request = request.clone();
            Box::pin(async move {
                let first = tx.book().last_item::<Guardian>(kehou_store::Owner::All).await? + 1;
                let versions: Vec<_> = (first..first + 3)
                    .map(|item| {
                        let guardian = Guardian { name: request.clone(), phone: None };
                        kehou_store::ItemVersion::of_pupil(PupilNo::new(1), item, guardian)
                    })
                    .collect();
                tx.save(&versions).await?;
                Ok(vec![i64::from(first)])
            })
        }
    });
    store.write(entry(school, request), work).await
}

fn start(url: &str, keys: &Path, round: u64) -> Result<Child, TestError> {
    Ok(Command::new(std::env::current_exe()?)
        .arg(WRITER)
        .arg(url)
        .arg(keys)
        .arg(round.to_string())
        .stdout(Stdio::piped())
        .stderr(Stdio::inherit())
        .spawn()?)
}

/// Kills the writer after some acknowledgements and some time, and gives all that were printed.
fn kill_at_some_moment(mut child: Child, round: u64) -> Result<Vec<(String, i64)>, TestError> {
    let mut lines = BufReader::new(child.stdout.take().ok_or("no output")?).lines();
    let mut acknowledged = Vec::new();
    let mut take = |line: Result<String, std::io::Error>| -> Result<(), TestError> {
        let line = line?;
        let (request, change) = line.split_once(' ').ok_or("half a line")?;
        acknowledged.push((request.to_owned(), change.parse()?));
        Ok(())
    };
    for line in lines.by_ref().take(1 + usize::try_from(round * 7 % 40)?) {
        take(line)?;
    }
    // Some microseconds more, other ones each round, so that it dies in the midst of anything.
    std::thread::sleep(Duration::from_micros(round * 1_237 % 9_000));
    child.kill()?;
    for line in lines {
        take(line)?;
    }
    let status = child.wait()?;
    assert!(!status.success() && status.code().is_none(), "it was killed: {status}");
    Ok(acknowledged)
}

async fn what_was_acknowledged_is_there_after_a_kill(server: Server) -> Checked {
    let database = server.database().await?;
    let store = database.open().await?;
    let school = number_school(&store).await?;
    // A school shows once something of it stands.
    one_write(&store, school, "first").await?;
    drop(store);
    let folder = tempfile::tempdir()?;
    let keys = folder.path().join("keys");
    std::fs::write(&keys, database.keys.to_text())?;
    let mut acknowledged = Vec::new();
    for round in 0..KILLS {
        let child = start(&database.url, &keys, round)?;
        acknowledged.extend(kill_at_some_moment(child, round)?);
        // It opens, and what it holds is whole.
        let store = database.open().await?;
        check(&store, school, &acknowledged).await?;
        // Whoever asks again for the last is told what was done.
        if let Some((request, change)) = acknowledged.last() {
            let again = one_write(&store, school, request).await?;
            assert_eq!((again.outcome, again.change_no.number()), (Outcome::Replayed, *change));
        }
    }
    assert!(acknowledged.len() >= usize::try_from(KILLS)?);
    Ok(())
}

/// Every acknowledged change is there exactly once, and every change with all of its rows.
async fn check(store: &Store, school: SchoolId, acknowledged: &[(String, i64)]) -> Checked {
    let book = now(store, school).await?;
    let changes = book.changes(ChangeNo::new(0), u32::MAX).await?;
    for (at, change) in changes.iter().enumerate() {
        assert_eq!(change.change_no.number(), i64::try_from(at)? + 1, "without gaps");
    }
    for (request, number) in acknowledged {
        let same: Vec<i64> = changes
            .iter()
            .filter(|change| change.request_id == *request)
            .map(|change| change.change_no.number())
            .collect();
        assert_eq!(same, [*number], "{request}");
    }
    let guardians = book.all::<Guardian>().await?;
    assert_eq!(guardians.len(), changes.len() * 3, "no part of a write");
    for (guardian, item) in guardians.iter().zip(1..) {
        let change = &changes[usize::try_from(guardian.change_no.number())? - 1];
        assert_eq!((guardian.item, &guardian.value.name), (item, &change.request_id));
    }
    Ok(())
}
