//! `kehou results`: what a campaign of inspection came to, as a file. (I14, I16)

use std::{fs, path::Path};

use anyhow::Context as _;
use kehou_app::inspection::results::{SummaryFormat, TableFormat, assessment, public_summary};

use crate::{
    arguments::{self, ResultsFormat, ResultsWhat},
    books::{Absent, Books},
    exit::Done,
    operator, runtime,
    settings::Settings,
    tell::tell,
};

pub(crate) fn run(arguments: &arguments::Results, settings: &Settings) -> anyhow::Result<Done> {
    let (lang, books) = (settings.lang, Books::of(&arguments.books, settings)?);
    let who = operator::principal(&arguments.books)?;
    let campaign = arguments.campaign;
    let file = runtime::wait(async {
        let app = books.app(Absent::Refused).await?;
        match (arguments.what, arguments.format) {
            (ResultsWhat::Assessment, ResultsFormat::Csv) => {
                Ok(assessment(&app, &who, (campaign, TableFormat::Csv), None).await?)
            }
            (ResultsWhat::Assessment, ResultsFormat::Xlsx) => {
                Ok(assessment(&app, &who, (campaign, TableFormat::Xlsx), None).await?)
            }
            (ResultsWhat::Summary, ResultsFormat::Xlsx) => {
                Ok(public_summary(&app, &who, (campaign, SummaryFormat::Xlsx), None).await?)
            }
            (ResultsWhat::Summary, ResultsFormat::Html) => {
                Ok(public_summary(&app, &who, (campaign, SummaryFormat::Html), None).await?)
            }
            (ResultsWhat::Assessment, ResultsFormat::Html)
            | (ResultsWhat::Summary, ResultsFormat::Csv) => {
                anyhow::bail!(crate::tell::sentence!(lang, "RESULTS_FORMAT"))
            }
        }
    })?;
    write(&arguments.out, &file.content)?;
    let (out, bytes) = (arguments.out.display(), file.content.len());
    tell!(lang, "RESULTS_DONE", file = out, bytes = bytes);
    Ok(Done::Well)
}

/// Writes a file beside its place, and puts it there when it is whole.
fn write(path: &Path, content: &[u8]) -> anyhow::Result<()> {
    let name = path.file_name().context("--out names no file")?;
    let mut draft = name.to_owned();
    draft.push(format!(".draft-{}", std::process::id()));
    let draft = path.with_file_name(draft);
    let failed = || format!("{} can't be written", path.display());
    fs::write(&draft, content).with_context(failed)?;
    fs::rename(&draft, path).with_context(failed)
}
