//! Writes on SQLite: one writer, and one commit for all that wait at the same time.

use std::{
    any::Any,
    panic::{AssertUnwindSafe, resume_unwind},
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
use tokio::{
    sync::{Mutex, Notify, mpsc, oneshot},
    task::JoinHandle,
};

use super::{Entry, Work, Written, perform::perform};
use crate::{
    StoreError,
    conn::{Conn, Trouble},
    connect::{Access, OpenError, sqlite},
    seal::Seal,
};

/// How many writes share a commit at most.
const GROUP: usize = 64;
/// How many writes may wait.
const WAITING: usize = 1_024;

type Boxed<'a, T> = Pin<Box<dyn Future<Output = T> + Send + 'a>>;

/// The one writer of a database file.
pub(crate) struct Writer {
    jobs: mpsc::Sender<Box<dyn Job>>,
    closing: Arc<Notify>,
    running: Mutex<Option<JoinHandle<Result<(), DbErr>>>>,
}

/// A write on its way.
trait Job: Send {
    /// Performs it; true when the transaction must go, since it holds half a write or a statement
    /// of it failed, after which SQLite may have ended it.
    fn run<'a>(&'a mut self, conn: Conn<'a>, seal: &'a Seal) -> Boxed<'a, bool>;
    /// Answers it: its own result, or why the transaction failed.
    fn answer(self: Box<Self>, failed: Option<DbErr>);
    /// Whether it was refused, or panicked.
    fn is_refused(&self) -> bool;
}

/// What came of a write, or the panic of its work.
type Answer<W> = Result<Result<Written, <W as Work>::Refusal>, Box<dyn Any + Send>>;

struct Asked<W: Work> {
    entry: Entry,
    work: W,
    answer: Option<Answer<W>>,
    reply: oneshot::Sender<Answer<W>>,
}

impl<W: Work> Job for Asked<W> {
    fn run<'a>(&'a mut self, conn: Conn<'a>, seal: &'a Seal) -> Boxed<'a, bool> {
        Box::pin(async move {
            let wrote = AtomicBool::new(false);
            let work = perform((conn, seal), None, (&self.entry, &self.work), &wrote);
            let answer = AssertUnwindSafe(work).catch_unwind().await;
            let is_spoiled = match &answer {
                Ok(Ok(_)) => false,
                Ok(Err(_)) => wrote.load(Ordering::Relaxed) || conn.has_failed(),
                // How far it came nobody knows.
                Err(_) => true,
            };
            self.answer = Some(answer);
            is_spoiled
        })
    }

    fn answer(self: Box<Self>, failed: Option<DbErr>) {
        let answer = match (failed, self.answer) {
            (Some(error), _) => Ok(Err(StoreError::from(error).into())),
            (None, Some(answer)) => answer,
            (None, None) => return,
        };
        // Whoever asked may have gone; what was written stays, and a retry is told so.
        self.reply.send(answer).ok();
    }

    fn is_refused(&self) -> bool {
        !matches!(self.answer, Some(Ok(Ok(_))))
    }
}

impl Writer {
    /// Starts the writer of a file on its connection; it ends when it is closed, or the store dropped.
    pub(crate) fn start(path: String, connection: DatabaseConnection, seal: Arc<Seal>) -> Self {
        let (jobs, waiting) = mpsc::channel(WAITING);
        let closing = Arc::new(Notify::new());
        let running = tokio::spawn(work((path, connection, seal), waiting, Arc::clone(&closing)));
        Self { jobs, closing, running: Mutex::new(Some(running)) }
    }

    /// Ends the writer once what waits is written, and closes its connection.
    pub(crate) async fn close(&self) -> Result<(), DbErr> {
        self.closing.notify_one();
        match self.running.lock().await.take() {
            Some(running) => running.await.unwrap_or_else(|error| Err(stopped(&error))),
            None => Ok(()),
        }
    }

    pub(super) async fn write<W: Work>(
        &self,
        entry: Entry,
        work: W,
    ) -> Result<Written, W::Refusal> {
        let (reply, answer) = oneshot::channel();
        let stopped = || StoreError::Busy(stopped(&"its store is closed"));
        let job = Box::new(Asked { entry, work, answer: None, reply });
        self.jobs.send(job).await.map_err(|_| stopped())?;
        answer.await.map_err(|_| stopped())?.unwrap_or_else(|panic| resume_unwind(panic))
    }
}

/// Writes what waits, group by group, until nobody can ask any more.
async fn work(
    (path, mut connection, seal): (String, DatabaseConnection, Arc<Seal>),
    mut waiting: mpsc::Receiver<Box<dyn Job>>,
    closing: Arc<Notify>,
) -> Result<(), DbErr> {
    let mut group = Vec::with_capacity(GROUP);
    loop {
        let taken = tokio::select! {
            biased;
            () = closing.notified() => {
                waiting.close();
                continue;
            }
            taken = waiting.recv_many(&mut group, GROUP) => taken,
        };
        if taken == 0 {
            return connection.close().await;
        }
        if let Err(error) = commit_together(&connection, &seal, &mut group).await {
            // SQLite ends a transaction by itself when the disk is full or fails, of which
            // the driver knows nothing: only a new connection is sure to have none open.
            tracing::error!(%error, "a group of writes failed; the writer opens anew");
            match reopen(&path, connection.clone()).await {
                Ok(new) => connection = new,
                Err(error) => tracing::error!(%error, "the writer can't open anew"),
            }
        }
    }
}

fn stopped(why: &dyn std::fmt::Display) -> DbErr {
    DbErr::Conn(sea_orm::RuntimeErr::Internal(format!("the writer stopped: {why}")))
}

async fn reopen(
    path: &str,
    connection: DatabaseConnection,
) -> Result<DatabaseConnection, OpenError> {
    connection.close().await.map_err(OpenError::Database)?;
    sqlite(path, 1, Access::Write).await
}

async fn begin(connection: &DatabaseConnection) -> Result<sea_orm::DatabaseTransaction, DbErr> {
    let options = TransactionOptions {
        sqlite_transaction_mode: Some(SqliteTransactionMode::Immediate),
        ..TransactionOptions::default()
    };
    connection.begin_with_options(options).await
}

/// Runs a group in one transaction, and answers each. When one of them fails half-way, the
/// transaction goes, and each runs again in one of its own.
///
/// The error is the last that a transaction as a whole met; those it concerned are told.
async fn commit_together(
    connection: &DatabaseConnection,
    seal: &Seal,
    group: &mut Vec<Box<dyn Job>>,
) -> Result<(), DbErr> {
    match run_together(connection, seal, group).await {
        Ok(Together::Committed) => group.drain(..).for_each(|job| job.answer(None)),
        Ok(Together::Spoiled) => {
            let mut last = Ok(());
            for mut job in group.drain(..) {
                let done = run_alone(connection, seal, &mut job).await;
                job.answer(done.clone().err());
                last = done.and(last);
            }
            return last;
        }
        Err(error) => {
            group.drain(..).for_each(|job| job.answer(Some(error.clone())));
            return Err(error);
        }
    }
    Ok(())
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
    let trouble = Trouble::default();
    for job in group.iter_mut() {
        if job.run(Conn::Transaction(&tx, &trouble), seal).await {
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
    let trouble = Trouble::default();
    job.run(Conn::Transaction(&tx, &trouble), seal).await;
    if job.is_refused() { tx.rollback().await } else { tx.commit().await }
}

#[cfg(test)]
mod tests;
