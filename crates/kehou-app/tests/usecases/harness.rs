//! Trials on both databases.

use std::pin::Pin;

use kehou_store::testing::{POSTGRES, TestDatabase, TestError};
use libtest_mimic::{Failed, Trial};

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
        match self {
            Self::Sqlite => TestDatabase::sqlite(),
            Self::Postgres(server) => TestDatabase::postgres(server).await,
        }
    }
}

/// A trial on its way; it stays on its thread.
type Running = Pin<Box<dyn Future<Output = Checked>>>;
pub(crate) type Run = fn(Server) -> Running;

/// The trials of a module: functions of a [`Server`], each on both databases.
macro_rules! on_both {
    ($($name:ident),* $(,)?) => {
        pub(crate) fn trials() -> Vec<libtest_mimic::Trial> {
            let each: Vec<(&'static str, $crate::harness::Run)> =
                vec![$((stringify!($name), |server| Box::pin($name(server)))),*];
            $crate::harness::trials(module_path!(), each)
        }
    };
}
pub(crate) use on_both;

pub(crate) fn trials(module: &str, each: Vec<(&'static str, Run)>) -> Vec<Trial> {
    let module = module.rsplit("::").next().unwrap_or(module);
    let server = std::env::var(POSTGRES).ok();
    let mut trials = Vec::new();
    for (name, run) in each {
        let name = format!("{module}::{name}");
        trials.push(Trial::test(format!("{name}::sqlite"), move || block_on(run(Server::Sqlite))));
        trials.push(match server.clone() {
            Some(server) => Trial::test(format!("{name}::postgres"), move || {
                block_on(run(Server::Postgres(server)))
            }),
            None => {
                let absent = format!("{name}::postgres ({POSTGRES} names no server)");
                Trial::test(absent, || Err("there is no PostgreSQL to try it on".into()))
                    .with_ignored_flag(true)
            }
        });
    }
    trials
}

fn block_on(trial: Running) -> Result<(), Failed> {
    let runtime =
        tokio::runtime::Builder::new_multi_thread().worker_threads(2).enable_all().build()?;
    runtime.block_on(trial).map_err(|error| Failed::from(format!("{error}")))
}
