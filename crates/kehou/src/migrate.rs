//! `kehou migrate`: bringing a database to this version.

use anyhow::Context as _;

use crate::{
    arguments,
    books::{Absent, Books},
    exit::Done,
    runtime,
    settings::Settings,
    tell::{sentence, tell},
};

pub(crate) fn run(arguments: &arguments::Migrate, settings: &Settings) -> anyhow::Result<Done> {
    let (lang, books) = (settings.lang, Books::of(&arguments.books, settings)?);
    let is_new = books.place.is_embedded() && !books.place.exists();
    books.prepare(Absent::Made)?;
    if is_new {
        books.keys()?;
    }
    let url = books.place.url()?;
    let failed = || sentence!(lang, "MIGRATE_FAILED", database = books.place);
    let migrated = runtime::wait(async { kehou_store::migrate(&url).await.with_context(failed) })?;
    if is_new {
        let keys = books.key_file()?;
        tell!(lang, "MIGRATE_NEW", database = books.place, keys = keys.display());
    }
    if migrated.applied.is_empty() {
        tell!(lang, "MIGRATE_NOTHING", database = books.place, count = migrated.before);
        return Ok(Done::Well);
    }
    tell!(lang, "MIGRATE_DONE", database = books.place, count = migrated.applied.len());
    migrated.applied.iter().for_each(|name| println!("  {name}"));
    Ok(Done::Well)
}
