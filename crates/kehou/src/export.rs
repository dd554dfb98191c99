//! `kehou export`: a month as a file.

mod findings;

use std::{
    fs::{self, File, OpenOptions},
    io::BufWriter,
    path::{Path, PathBuf},
};

use anyhow::Context as _;
use kehou_app::{
    App, Principal,
    billing::{ExportContent, ExportMonth, export_month},
};
use kehou_fee::Outcome;
use kehou_words::Lang;

use crate::{
    arguments::{self, What},
    books::{Absent, Books},
    exit::Done,
    folder, operator, runtime,
    settings::Settings,
    tell::{grouped, say, tell},
};

pub(crate) fn run(arguments: &arguments::Export, settings: &Settings) -> anyhow::Result<Done> {
    let (lang, books) = (settings.lang, Books::of(&arguments.books, settings)?);
    let who = operator::principal(&arguments.books)?;
    let draft = Draft::beside(&arguments.out)?;
    let rows = runtime::wait(async {
        let app = books.app(Absent::Refused).await?;
        let out = BufWriter::with_capacity(1 << 16, draft.create()?);
        write(&app, &who, (arguments, out), lang).await
    })?;
    draft.put(&arguments.out)?;
    tell!(lang, "EXPORT_DONE", file = arguments.out.display(), rows = grouped(rows));
    Ok(Done::Well)
}

async fn write(
    app: &App,
    who: &Principal,
    (arguments, out): (&arguments::Export, BufWriter<File>),
    lang: Lang,
) -> anyhow::Result<u64> {
    let schools = (!arguments.school.is_empty()).then(|| arguments.school.clone());
    let content = match arguments.what {
        What::Bills => ExportContent::Bills,
        What::Lines => ExportContent::Lines,
        What::Marks => ExportContent::Marks,
        What::Findings => {
            return findings::write(app, who, (arguments, schools.as_deref()), (out, lang)).await;
        }
    };
    let (month, format) = (arguments.month, arguments.format.into());
    let export = ExportMonth { month, schools, content, format, known_at: None };
    let describe = |outcome: Outcome| say(outcome.code(), lang, &[]);
    Ok(export_month(app, who, &export, (out, &describe)).await?)
}

/// A file that is not finished; it is gone unless it is put in its place.
struct Draft(PathBuf);

impl Draft {
    fn beside(path: &Path) -> anyhow::Result<Self> {
        let name = path.file_name().context("--out names no file")?;
        let mut name = name.to_owned();
        name.push(format!(".draft-{}", std::process::id()));
        Ok(Self(path.with_file_name(name)))
    }

    /// Makes it, for its owner alone: bills tell who is waived. (F12)
    fn create(&self) -> anyhow::Result<File> {
        let mut options = OpenOptions::new();
        options.write(true).create(true).truncate(true);
        #[cfg(unix)]
        std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
        options.open(&self.0).with_context(|| format!("{} can't be written", self.0.display()))
    }

    fn put(self, to: &Path) -> anyhow::Result<()> {
        let failed = || format!("{} can't be written", to.display());
        File::open(&self.0).and_then(|draft| draft.sync_all()).with_context(failed)?;
        fs::rename(&self.0, to).with_context(failed)?;
        File::open(folder::of(to)).and_then(|folder| folder.sync_all()).with_context(failed)
    }
}

impl Drop for Draft {
    fn drop(&mut self) {
        fs::remove_file(&self.0).ok();
    }
}
