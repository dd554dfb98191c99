//! The county's books: where they are, with which keys, and opening them.

mod keys;
mod place;

use std::{path::PathBuf, sync::Arc};

use anyhow::Context as _;
use kehou_app::{App, Clock, DEFAULT_REMOVAL_LIMIT, import::clear_abandoned};
use kehou_store::{Keys, Store};
use kehou_units::Ratio;

pub(crate) use keys::{make as make_keys, read as read_keys};
pub(crate) use place::Place;

use crate::{
    arguments, folder, runtime,
    settings::{BooksFiles, Settings},
};

/// Whether an embedded database that does not exist is made.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Absent {
    /// It is, and its keys with it.
    Made,
    /// It is not: there is nothing to read in it.
    Refused,
}

/// Where the books are.
pub(crate) struct Books {
    /// The database.
    pub(crate) place: Place,
    keys: Option<PathBuf>,
    spool: Option<PathBuf>,
    removal_limit: Ratio,
}

impl Books {
    /// The books that the command line names, else the settings file, else the default.
    pub(crate) fn of(arguments: &arguments::Books, settings: &Settings) -> anyhow::Result<Self> {
        let BooksFiles { database, keys, spool, removal_limit } = settings.books.clone();
        let percent = arguments.removal_limit.or(removal_limit);
        let database = arguments.database.clone().or(database);
        Ok(Self {
            place: Place::parse(database.as_deref().unwrap_or(place::DEFAULT))?,
            keys: arguments.keys.clone().or(keys),
            spool: arguments.spool.clone().or(spool),
            removal_limit: percent
                .and_then(|percent| Ratio::new(percent.into(), 100))
                .unwrap_or(DEFAULT_REMOVAL_LIMIT),
        })
    }

    /// The books that are named, or are there under the default name; else none.
    pub(crate) fn if_any(
        arguments: &arguments::Books,
        settings: &Settings,
    ) -> anyhow::Result<Option<Self>> {
        let is_named = arguments.database.is_some() || settings.books.database.is_some();
        let books = Self::of(arguments, settings)?;
        Ok((is_named || books.place.exists()).then_some(books))
    }

    /// The books in an embedded database at a path, with keys and uploads beside it.
    pub(crate) fn at(path: PathBuf) -> Self {
        let removal_limit = DEFAULT_REMOVAL_LIMIT;
        Self { place: Place::Embedded(path), keys: None, spool: None, removal_limit }
    }

    /// The key file, whether it exists or not.
    pub(crate) fn key_file(&self) -> anyhow::Result<PathBuf> {
        match (&self.keys, self.place.beside(keys::FILE)) {
            (Some(named), _) => Ok(named.clone()),
            (None, Some(beside)) => Ok(beside),
            (None, None) => anyhow::bail!(
                "a database on a server needs a key file: name it with --keys or KEHOU_KEYS; `kehou keys new FILE` makes one"
            ),
        }
    }

    /// The keys. Where an embedded database is yet to be made its keys are made first; those of a
    /// database that exists are never made anew, since they would open nothing.
    pub(crate) fn keys(&self) -> anyhow::Result<Keys> {
        let file = self.key_file()?;
        if file.exists() {
            return read_keys(&file);
        }
        anyhow::ensure!(
            self.place.is_embedded() && !self.place.exists(),
            "key file {} is missing; what database {} seals can be opened with its own keys only: put back their copy, or name them with --keys",
            file.display(),
            self.place
        );
        // Of two that make the same database at once one is first.
        if let Err(error) = make_keys(&file)
            && !file.exists()
        {
            return Err(error);
        }
        read_keys(&file)
    }

    /// Holds that the database is there or may be made, and makes room for it.
    pub(crate) fn prepare(&self, absent: Absent) -> anyhow::Result<()> {
        let Place::Embedded(path) = &self.place else { return Ok(()) };
        if self.place.exists() {
            return Ok(());
        }
        anyhow::ensure!(
            absent == Absent::Made,
            "there is no database {}; `kehou migrate` makes one, --database names another",
            self.place
        );
        let folder = folder::of(path);
        anyhow::ensure!(
            folder.is_dir(),
            "there is no folder {} for the database; make it, or name another with --database",
            folder.display()
        );
        place::make_private(path)
    }

    /// Opens the books, until the work in hand ends.
    pub(crate) async fn open(&self, absent: Absent) -> anyhow::Result<Store> {
        self.prepare(absent)?;
        let keys = self.keys()?;
        let url = self.place.url()?;
        let opened = Store::open(&url, &keys).await;
        let store = opened.with_context(|| format!("database {}", self.place))?;
        runtime::opened(&store);
        Ok(store)
    }

    /// Opens the books for use cases that keep no files.
    pub(crate) async fn app(&self, absent: Absent) -> anyhow::Result<Arc<App>> {
        let store = self.open(absent).await?;
        Ok(Arc::new(App::new(store, Clock::System, self.spool().unwrap_or_default())))
    }

    /// Opens the books for use cases that keep files of imports, at the time of a clock.
    pub(crate) async fn app_with_spool(
        &self,
        absent: Absent,
        clock: Clock,
    ) -> anyhow::Result<Arc<App>> {
        let spool = self.spool()?;
        let store = self.open(absent).await?;
        place::make_private_folder(&spool)?;
        let app = App::new(store, clock, spool).with_removal_limit(self.removal_limit);
        clear_abandoned(&app);
        Ok(Arc::new(app))
    }

    /// Where files of imports are kept: named, beside an embedded database, or in the state folder
    /// that the system gives.
    fn spool(&self) -> anyhow::Result<PathBuf> {
        if let Some(named) = &self.spool {
            return Ok(named.clone());
        }
        if let Place::Embedded(path) = &self.place {
            let mut name = path.file_name().map(ToOwned::to_owned).unwrap_or_default();
            name.push(".spool");
            return Ok(path.with_file_name(name));
        }
        let folder = |name: &str| std::env::var_os(name).filter(|value| !value.is_empty());
        let state = folder("STATE_DIRECTORY").map(PathBuf::from);
        let own = folder("XDG_STATE_HOME").map(|state| PathBuf::from(state).join("kehou"));
        let home = || folder("HOME").map(|home| PathBuf::from(home).join(".local/state/kehou"));
        let found = state.or(own).or_else(home).map(|folder| folder.join("spool"));
        found.context(
            "files of imports need a folder until they are stored: name it with --spool or KEHOU_SPOOL",
        )
    }
}
