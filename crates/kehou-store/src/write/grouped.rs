//! Writes on SQLite: one writer, and one commit for all that wait at the same time.

use std::{
    panic::AssertUnwindSafe,
    pin::Pin,
    sync::{
        Arc,
        atomic::{AtomicBool, Ordering},
    },
};

use futures_util::FutureExt;
use sea_orm::{
    DatabaseConnection, DbErr, SqliteTransactionMode, TransactionOptions, TransactionTrait,
};
use tokio::sync::{mpsc, oneshot};

use super::{Entry, Work, Written, perform::perform};
use crate::{StoreError, conn::Conn, seal::Seal};

/// How many writes share a commit at most.
const GROUP: usize = 64;
/// How many writes may wait.
const WAITING: usize = 1_024;

type Boxed<'a, T> = Pin<Box<dyn Future<Output = T> + Send + 'a>>;

/// The one writer of a database file.
pub(crate) struct Writer {
    jobs: mpsc::Sender<Box<dyn Job>>,
}

/// A write on its way.
trait Job: Send {
    /// Performs it; true when it failed after it had written, so that the transaction must go.
    fn run<'a>(&'a mut self, conn: Conn<'a>, seal: &'a Seal) -> Boxed<'a, bool>;
    /// Answers it: its own result, or why the transaction failed.
    fn answer(self: Box<Self>, failed: Option<DbErr>);
    /// Whether its result is a refusal.
    fn is_refused(&self) -> bool;
}

struct Asked<W: Work> {
    entry: Entry,
    work: W,
    result: Option<Result<Written, W::Refusal>>,
    reply: oneshot::Sender<Result<Written, W::Refusal>>,
}

impl<W: Work> Job for Asked<W> {
    fn run<'a>(&'a mut self, conn: Conn<'a>, seal: &'a Seal) -> Boxed<'a, bool> {
        Box::pin(async move {
            let wrote = AtomicBool::new(false);
            let result = perform((conn, seal), "", (&self.entry, &self.work), &wrote).await;
            let spoiled = result.is_err() && wrote.load(Ordering::Relaxed);
            self.result = Some(result);
            spoiled
        })
    }

    fn answer(self: Box<Self>, failed: Option<DbErr>) {
        let result = match (failed, self.result) {
            (Some(error), _) => Err(StoreError::from(error).into()),
            (None, Some(result)) => result,
            (None, None) => return,
        };
        // Whoever asked may have gone; what was written stays, and a retry is told so.
        self.reply.send(result).ok();
    }

    fn is_refused(&self) -> bool {
        matches!(self.result, Some(Err(_)))
    }
}

impl Writer {
    /// Starts the writer; it ends when the store is dropped.
    pub(crate) fn start(connection: DatabaseConnection, seal: Arc<Seal>) -> Self {
        let (jobs, mut waiting) = mpsc::channel(WAITING);
        tokio::spawn(async move {
            let mut group = Vec::with_capacity(GROUP);
            while waiting.recv_many(&mut group, GROUP).await > 0 {
                let work = commit_together(&connection, &seal, &mut group);
                // A panic takes its group with it, which is told so; the next group goes on.
                if AssertUnwindSafe(work).catch_unwind().await.is_err() {
                    tracing::error!("a write panicked");
                    group.clear();
                }
            }
        });
        Self { jobs }
    }

    pub(super) async fn write<W: Work>(
        &self,
        entry: Entry,
        work: W,
    ) -> Result<Written, W::Refusal> {
        let (reply, answer) = oneshot::channel();
        let stopped = || {
            StoreError::Busy(DbErr::Conn(sea_orm::RuntimeErr::Internal(
                "the writer stopped".to_owned(),
            )))
        };
        let job = Box::new(Asked { entry, work, result: None, reply });
        self.jobs.send(job).await.map_err(|_| stopped())?;
        answer.await.map_err(|_| stopped())?
    }
}

async fn begin(connection: &DatabaseConnection) -> Result<sea_orm::DatabaseTransaction, DbErr> {
    let options = TransactionOptions {
        sqlite_transaction_mode: Some(SqliteTransactionMode::Immediate),
        ..TransactionOptions::default()
    };
    connection.begin_with_options(options).await
}

/// Runs a group in one transaction. When one of them fails half-way, the transaction goes, and each
/// runs again in one of its own.
async fn commit_together(
    connection: &DatabaseConnection,
    seal: &Seal,
    group: &mut Vec<Box<dyn Job>>,
) {
    let outcome = run_together(connection, seal, group).await;
    match outcome {
        Ok(Together::Committed) => group.drain(..).for_each(|job| job.answer(None)),
        Ok(Together::Spoiled) => {
            for mut job in group.drain(..) {
                let failed = run_alone(connection, seal, &mut job).await.err();
                job.answer(failed);
            }
        }
        Err(error) => group.drain(..).for_each(|job| job.answer(Some(error.clone()))),
    }
}

enum Together {
    Committed,
    Spoiled,
}

async fn run_together(
    connection: &DatabaseConnection,
    seal: &Seal,
    group: &mut [Box<dyn Job>],
) -> Result<Together, DbErr> {
    let tx = begin(connection).await?;
    let conflict = AtomicBool::new(false);
    for job in group.iter_mut() {
        if job.run(Conn::Transaction(&tx, &conflict), seal).await {
            tx.rollback().await?;
            return Ok(Together::Spoiled);
        }
    }
    tx.commit().await?;
    Ok(Together::Committed)
}

async fn run_alone(
    connection: &DatabaseConnection,
    seal: &Seal,
    job: &mut Box<dyn Job>,
) -> Result<(), DbErr> {
    let tx = begin(connection).await?;
    let conflict = AtomicBool::new(false);
    job.run(Conn::Transaction(&tx, &conflict), seal).await;
    if job.is_refused() { tx.rollback().await } else { tx.commit().await }
}
