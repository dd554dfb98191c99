//! `kehou sample`: the files of a sample county.

use std::{fs::File, io::BufWriter, path::Path};

use anyhow::Context as _;
use kehou_sample::{Sample, Seed, Table};
use kehou_sheets::CsvTable;

use crate::{
    arguments,
    exit::Done,
    policy, progress,
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
        write_table(table, &path)
            .with_context(|| format!("{} can't be written", path.display()))?;
        files += 1;
        bar.inc(1);
    }
    policy::write_shipped(&folder.join("policy"))?;
    bar.finish_and_clear();
    Ok(files)
}

fn write_table(table: Table<'_>, path: &Path) -> anyhow::Result<()> {
    if let Some(folder) = path.parent() {
        std::fs::create_dir_all(folder)?;
    }
    let mut out = CsvTable::new(BufWriter::new(File::create(path)?), &table.headings)?;
    for row in table.rows {
        out.row(&row)?;
    }
    out.finish()?;
    Ok(())
}
