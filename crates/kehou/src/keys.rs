//! `kehou keys`: making the keys of a database.

use crate::{arguments::Keys, books, exit::Done, settings::Settings, tell::tell};

pub(crate) fn run(arguments: &Keys, settings: &Settings) -> anyhow::Result<Done> {
    let Keys::New { file } = arguments;
    books::make_keys(file)?;
    tell!(settings.lang, "KEYS_NEW", file = file.display());
    Ok(Done::Well)
}
