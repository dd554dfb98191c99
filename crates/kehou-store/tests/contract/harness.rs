//! Trials on both databases, and the small change of writing.

use std::{pin::Pin, sync::Arc};

use kehou_registry::SchoolCode;
use kehou_store::{
    Book, Bound, Entry, Fact, ItemVersion, SchoolId, Store, StoreError, Tx, Work, Written,
    testing::{POSTGRES, TestDatabase, TestError},
};
use kehou_units::Instant;
use libtest_mimic::{Failed, Trial};

pub(crate) type Boxed<'a, T> = Pin<Box<dyn Future<Output = T> + Send + 'a>>;
pub(crate) type Checked = Result<(), TestError>;

/// Where databases are made.
#[derive(Clone)]
pub(crate) enum Server {
    Sqlite,
    Postgres(String),
}

impl Server {
    /// A database with all migrations.
    pub(crate) async fn database(&self) -> Result<TestDatabase, TestError> {
        let made = self.bare().await?;
        kehou_store::migrate(&made.url).await?;
        Ok(made)
    }

    /// A database without any migration.
    pub(crate) async fn bare(&self) -> Result<TestDatabase, TestError> {
        match self {
            Self::Sqlite => TestDatabase::sqlite(),
            Self::Postgres(server) => TestDatabase::bare_postgres(server).await,
        }
    }

    /// An open store on a database with all migrations.
    pub(crate) async fn store(&self) -> Result<(TestDatabase, Store), TestError> {
        let database = self.database().await?;
        let store = database.open().await?;
        Ok((database, store))
    }

    pub(crate) const fn is_sqlite(&self) -> bool {
        matches!(self, Self::Sqlite)
    }
}

/// A trial on its way; it stays on its thread.
type Running = Pin<Box<dyn Future<Output = Checked>>>;
pub(crate) type Run = fn(Server) -> Running;
pub(crate) type RunBoth = fn(Server, Server) -> Running;

/// The trials of a module: functions of a [`Server`], each on both; after `both`, functions of the
/// two servers, which compare them.
macro_rules! contract {
    ($($name:ident),* $(,)? $(; both $($both:ident),+ $(,)?)?) => {
        pub(crate) fn trials() -> Vec<libtest_mimic::Trial> {
            let each: Vec<(&str, $crate::harness::Run)> =
                vec![$((stringify!($name), |server| Box::pin($name(server)))),*];
            let both: Vec<(&str, $crate::harness::RunBoth)> =
                vec![$($((stringify!($both), |sqlite, postgres| Box::pin($both(sqlite, postgres)))),+)?];
            $crate::harness::trials(module_path!(), each, both)
        }
    };
}
pub(crate) use contract;

pub(crate) fn trials(
    module: &str,
    each: Vec<(&'static str, Run)>,
    both: Vec<(&'static str, RunBoth)>,
) -> Vec<Trial> {
    let module = module.rsplit("::").next().unwrap_or(module);
    let server = std::env::var(POSTGRES).ok();
    let mut trials = Vec::new();
    for (name, run) in each {
        trials.push(Trial::test(format!("{module}::{name}::sqlite"), move || {
            block_on(run(Server::Sqlite))
        }));
        trials.push(on_postgres(format!("{module}::{name}::postgres"), server.clone(), run));
    }
    for (name, run) in both {
        let name = format!("{module}::{name}::both");
        trials
            .push(on_postgres(name, server.clone(), move |postgres| run(Server::Sqlite, postgres)));
    }
    trials
}

fn on_postgres(
    name: String,
    server: Option<String>,
    run: impl Fn(Server) -> Running + Send + 'static,
) -> Trial {
    match server {
        Some(server) => Trial::test(name, move || block_on(run(Server::Postgres(server)))),
        None => {
            let absent = format!("{name} ({POSTGRES} names no server)");
            Trial::test(absent, || Err("there is no PostgreSQL to try it on".into()))
                .with_ignored_flag(true)
        }
    }
}

fn block_on(trial: Running) -> Result<(), Failed> {
    let runtime =
        tokio::runtime::Builder::new_multi_thread().worker_threads(2).enable_all().build()?;
    runtime.block_on(trial).map_err(|error| Failed::from(format!("{error}")))
}

/// A write of one ledger at noon of 2023-03-01; every id has its own fingerprint.
pub(crate) fn entry(ledger: SchoolId, request_id: &str) -> Entry {
    let mut fingerprint = [0; 32];
    for (at, byte) in request_id.bytes().enumerate() {
        fingerprint[at % 32] ^= byte;
    }
    Entry {
        ledger,
        actor: "principal".to_owned(),
        at: noon(0),
        action: "trial",
        reason: String::new(),
        request_id: request_id.to_owned(),
        fingerprint,
        import: None,
    }
}

/// Noon of 2023-03-01 in the county, and so many seconds.
pub(crate) fn noon(seconds: i64) -> Instant {
    Instant::from_micros((1_677_643_200 + seconds) * 1_000_000)
}

/// Work from a closure.
pub(crate) struct Do<F>(F);

pub(crate) fn work<F>(run: F) -> Do<F>
where
    F: for<'a> Fn(&'a Tx<'_>) -> Boxed<'a, Result<Vec<i64>, StoreError>> + Send + Sync + 'static,
{
    Do(run)
}

impl<F> Work for Do<F>
where
    F: for<'a> Fn(&'a Tx<'_>) -> Boxed<'a, Result<Vec<i64>, StoreError>> + Send + Sync + 'static,
{
    type Refusal = StoreError;

    fn run(&self, tx: &Tx<'_>) -> impl Future<Output = Result<Vec<i64>, StoreError>> + Send {
        (self.0)(tx)
    }
}

/// Writes versions of items.
pub(crate) async fn save<F: Fact>(
    store: &Store,
    entry: Entry,
    items: Vec<ItemVersion<F>>,
) -> Result<Written, StoreError> {
    let items = Arc::new(items);
    let save = work(move |tx| {
        let items = Arc::clone(&items);
        Box::pin(async move {
            tx.save(&items).await?;
            Ok(Vec::new())
        })
    });
    store.write(entry, save).await
}

/// Gives numbers to schools of the county, `3708290001` and on.
pub(crate) async fn number_schools(
    store: &Store,
    count: usize,
) -> Result<Vec<SchoolId>, TestError> {
    let codes: Vec<SchoolCode> = (1..=count).map(school_code).collect();
    let asked = codes.clone();
    let number = work(move |tx| {
        let codes = asked.clone();
        Box::pin(async move {
            let given = tx.number_schools(&codes).await?;
            Ok(vec![i64::try_from(given).unwrap_or(i64::MAX)])
        })
    });
    store.write(entry(SchoolId::COUNTY, &format!("number-{count}")), number).await?;
    let mut ids = Vec::with_capacity(count);
    for code in &codes {
        ids.push(store.school_id(code).await?.ok_or("a school has no number")?);
    }
    Ok(ids)
}

pub(crate) async fn number_school(store: &Store) -> Result<SchoolId, TestError> {
    Ok(number_schools(store, 1).await?[0])
}

pub(crate) fn school_code(number: usize) -> SchoolCode {
    format!("37082900{number:02}").parse().expect("a code of ten digits")
}

pub(crate) async fn now(store: &Store, ledger: SchoolId) -> Result<Book<'_>, StoreError> {
    store.book(ledger, Bound::Now).await
}
