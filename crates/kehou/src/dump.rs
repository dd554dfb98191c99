//! `kehou dump`: what the books hold, as hashes.

use crate::{
    arguments,
    books::{Absent, Books},
    exit::Done,
    runtime,
    settings::Settings,
    tell::grouped,
};

pub(crate) fn run(arguments: &arguments::Dump, settings: &Settings) -> anyhow::Result<Done> {
    let books = Books::of(&arguments.books, settings)?;
    let dump = runtime::wait(async { Ok(books.open(Absent::Refused).await?.dump().await?) })?;
    for (table, rows, hash) in &dump.tables {
        let hash: String = hash.iter().map(|byte| format!("{byte:02x}")).collect();
        println!("{table:<16} {:>11}  {hash}", grouped(*rows as u64));
    }
    let rows: usize = dump.tables.iter().map(|(_, rows, _)| rows).sum();
    println!("{:<16} {:>11}  {}", "all", grouped(rows as u64), dump.hash());
    Ok(Done::Well)
}
