//! `kehou sample`: the files of a sample county.

use std::path::Path;

use kehou_sample::{Sample, Seed, Table};
use kehou_sheets::CsvTable;

use crate::{
    arguments,
    exit::Done,
    place, policy, progress,
    settings::Settings,
    tell::{grouped, say, tell},
};

pub(crate) fn run(sample: &arguments::Sample, settings: &Settings) -> anyhow::Result<Done> {
    let made = make(&sample.sampled);
    let files = write(&made, &sample.folder, settings)?;
    tell!(
        settings.lang,
        "SAMPLE_WRITTEN",
        folder = sample.folder.display(),
        files = files,
        schools = grouped(made.schools() as u64),
        pupils = grouped(made.pupils() as u64),
    );
    Ok(Done::Well)
}

/// The sample county that the arguments describe.
pub(crate) fn make(sampled: &arguments::Sampled) -> Sample {
    Sample::new(Seed(sampled.seed), sampled.size)
}

/// Writes all files of a county and its policy. Gives how many there are.
pub(crate) fn write(sample: &Sample, folder: &Path, settings: &Settings) -> anyhow::Result<usize> {
    let tables = sample.tables();
    let bar = progress::bar(sample.schools() as u64, say("PROGRESS_WRITING", settings.lang, &[]));
    let mut files = 0;
    for table in tables {
        let path = folder.join(&table.path);
        place::put(&path, &bytes_of(table)?)?;
        files += 1;
        bar.inc(1);
    }
    policy::write_shipped(&folder.join("policy"))?;
    bar.finish_and_clear();
    Ok(files)
}

/// Gives the bytes of a table as it is written.
fn bytes_of(table: Table<'_>) -> std::io::Result<Vec<u8>> {
    let mut bytes = Vec::new();
    let mut out = CsvTable::new(&mut bytes, &table.headings)?;
    for row in table.rows {
        out.row(&row)?;
    }
    out.finish()?;
    Ok(bytes)
}
