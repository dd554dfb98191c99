//! `kehou backup` and `kehou restore`: copies of an embedded database.

use kehou_store::{Existing, back_up as write_copy, restore as put_copy};

use crate::{
    arguments,
    books::{Books, Place},
    exit::Done,
    runtime,
    settings::Settings,
    tell::{grouped, tell},
};

pub(crate) fn back_up(arguments: &arguments::Backup, settings: &Settings) -> anyhow::Result<Done> {
    let (lang, books) = (settings.lang, Books::of(&arguments.books, settings)?);
    let Some(database) = embedded(&books) else {
        tell!(lang, "BACKUP_SERVER");
        println!("  pg_dump --format=custom --file={} {}", arguments.file.display(), books.place);
        return Ok(Done::Refused);
    };
    books.prepare(crate::books::Absent::Refused)?;
    let existing = existing(arguments.force);
    let bytes =
        runtime::wait(async { Ok(write_copy(database, &arguments.file, existing).await?) })?;
    let (file, bytes) = (arguments.file.display(), grouped(bytes));
    tell!(lang, "BACKUP_DONE", database = books.place, file = file, bytes = bytes);
    tell!(lang, "BACKUP_KEYS", keys = books.key_file()?.display());
    Ok(Done::Well)
}

pub(crate) fn restore(arguments: &arguments::Restore, settings: &Settings) -> anyhow::Result<Done> {
    let (lang, books) = (settings.lang, Books::of(&arguments.books, settings)?);
    let Some(database) = embedded(&books) else {
        tell!(lang, "RESTORE_SERVER");
        println!("  pg_restore --clean --if-exists --dbname={} FILE", books.place);
        return Ok(Done::Refused);
    };
    let (file, existing) = (&arguments.file, existing(arguments.force));
    runtime::wait(async { Ok(put_copy(file, database, existing).await?) })?;
    tell!(lang, "RESTORE_DONE", database = books.place, file = file.display());
    let keys = books.key_file()?;
    if keys.exists() {
        // A copy that other keys sealed is told at once, not at the first look-up.
        runtime::wait(books.open(crate::books::Absent::Refused))?;
    } else {
        tell!(lang, "RESTORE_KEYS", keys = keys.display());
    }
    Ok(Done::Well)
}

fn embedded(books: &Books) -> Option<&std::path::Path> {
    match &books.place {
        Place::Embedded(path) => Some(path),
        Place::Server(_) => None,
    }
}

const fn existing(force: bool) -> Existing {
    if force { Existing::Replaced } else { Existing::Kept }
}
