use sea_orm::ConnectionTrait;

use super::*;
use crate::{
    ItemVersion, Keys, Outcome, PolicyVersion, SchoolId, Store, Tx,
    testing::{TestDatabase, TestError},
    write::Work,
};

/// Writes a text of so many bytes.
struct Fill(usize);

impl Work for Fill {
    type Refusal = StoreError;

    async fn run(&self, tx: &Tx<'_>) -> Result<Vec<i64>, StoreError> {
        let item = tx.book().last_item::<PolicyVersion>(crate::Owner::School).await? + 1;
        let version = PolicyVersion {
            division: String::new(),
            policy_id: String::new(),
            adopted_at: 0,
            texts: "x".repeat(self.0),
        };
        tx.save(&[ItemVersion::of_school(item, version)]).await?;
        Ok(vec![i64::from(item)])
    }
}

fn entry(request_id: &str) -> Entry {
    Entry {
        ledger: SchoolId::COUNTY,
        actor: String::new(),
        at: kehou_units::Instant::from_micros(0),
        action: "trial",
        reason: String::new(),
        request_id: request_id.to_owned(),
        fingerprint: [0; 32],
        import: None,
    }
}

/// SQLite ends a transaction by itself when the disk is full; what is answered as failed is not
/// there, and the writer goes on when there is room again.
#[tokio::test(flavor = "multi_thread")]
async fn a_full_disk_loses_nothing_that_was_acknowledged() -> Result<(), TestError> {
    let database = TestDatabase::sqlite()?;
    let store = database.open().await?;
    let narrow = sqlite(&database.url, 1, Access::Write).await?;
    narrow.execute_unprepared("PRAGMA max_page_count = 120").await?;
    let seal = Arc::new(Seal::new(&Keys::random().ok_or("no randomness")?).ok_or("no seal")?);
    let writer = Arc::new(Writer::start(database.url.clone(), narrow, seal));
    let mut acknowledged = Vec::new();
    let mut failed = [0; 4];
    for (round, failed) in failed.iter_mut().enumerate() {
        let asked: Vec<_> = (0..16)
            .map(|number| {
                let (writer, entry) = (Arc::clone(&writer), entry(&format!("r{round}-{number}")));
                tokio::spawn(async move { writer.write(entry, Fill(60_000)).await })
            })
            .collect();
        for done in asked {
            match done.await? {
                Ok(written) => acknowledged.push((written.change_no.number(), written.numbers[0])),
                Err(StoreError::Database(_) | StoreError::Busy(_)) => *failed += 1,
                Err(other) => return Err(other.into()),
            }
        }
    }
    assert!(failed[0] > 0, "the disk was never full");
    // The connection that was opened anew has no bound, as a disk with room again.
    assert_eq!(failed[1..], [0; 3]);
    assert_eq!(writer.write(entry("last"), Fill(1)).await?.outcome, Outcome::Recorded);
    check(&store, acknowledged).await
}

async fn check(store: &Store, acknowledged: Vec<(i64, i64)>) -> Result<(), TestError> {
    let book = store.book(SchoolId::COUNTY, crate::Bound::Now).await?;
    let stored = book.all::<PolicyVersion>().await?;
    let changes = book.changes(crate::ChangeNo::new(0), u32::MAX).await?;
    assert_eq!(stored.len(), changes.len(), "no part of a write");
    assert_eq!(stored.len(), acknowledged.len() + 1, "what failed is not there");
    for (change, item) in acknowledged {
        let same = |stored: &&crate::Stored<PolicyVersion>| {
            (stored.change_no.number(), i64::from(stored.item)) == (change, item)
        };
        assert_eq!(stored.iter().filter(same).count(), 1);
    }
    Ok(())
}
