//! `kehou import`: files that become facts, as a whole.

mod files;
mod preview;
mod row_errors;

use std::sync::Arc;

use anyhow::Context as _;
use kehou_app::{
    App, Ask, ImportId, Principal,
    import::{
        AcceptedRemovals, ConfirmProgress, ImportView, SchoolPreview, Stage, confirm, stage,
        unfinished,
    },
};
use kehou_store::{ImportRow, ImportState};
use kehou_units::Month;
use kehou_words::Lang;

use crate::{
    arguments,
    books::{Absent, Books},
    exit::Done,
    operator, progress, runtime,
    settings::Settings,
    tell::{say, tell},
};

pub(crate) use files::{SourceFile, gather};

pub(crate) fn run(arguments: &arguments::Import, settings: &Settings) -> anyhow::Result<Done> {
    let (lang, books) = (settings.lang, Books::of(&arguments.books, settings)?);
    let who = operator::principal(&arguments.books)?;
    runtime::wait(async {
        let app = books.app_with_spool(Absent::Refused, kehou_app::Clock::System).await?;
        if arguments.resume {
            return resume_all(&app, lang).await;
        }
        let wanted = Wanted {
            files: gather(&arguments.paths)?,
            month: arguments.month.context("the month is missing; name it with --month")?,
            reason: arguments.reason.clone().unwrap_or_default(),
            check: arguments.check,
            accepted: arguments.accept_removals.clone().unwrap_or(AcceptedRemovals::none()),
            request_id: arguments.request_id.clone(),
        };
        let brought = bring(&app, &who, &wanted, lang).await?;
        let errors = row_errors::write(&wanted.files, arguments.errors.as_deref(), &brought, lang)?;
        preview::print_refused(&brought, &errors, lang);
        Ok(match brought.state {
            Brought::Waiting => Done::Waits,
            _ if brought.view.preview.refused > 0 => Done::WithRowErrors,
            _ => Done::Well,
        })
    })
}

/// What is to be imported.
pub(crate) struct Wanted {
    pub(crate) files: Vec<SourceFile>,
    pub(crate) month: Month,
    pub(crate) reason: String,
    pub(crate) check: bool,
    pub(crate) accepted: AcceptedRemovals,
    pub(crate) request_id: Option<String>,
}

/// Where an import ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Brought {
    Checked,
    Waiting,
    Stored,
}

/// An import with what was refused of it.
struct Import {
    view: ImportView,
    refused: Vec<kehou_app::import::ImportError>,
    state: Brought,
}

/// Checks the files, says what would change, and stores them unless that is not wanted or not clear.
async fn bring(
    app: &Arc<App>,
    who: &Principal,
    wanted: &Wanted,
    lang: Lang,
) -> anyhow::Result<Import> {
    let view = staged(app, who, wanted, lang).await?;
    let id = view.row.id;
    if wanted.check {
        preview::print(&view, lang);
        tell!(lang, "IMPORT_CHECKED");
        let refused = view.refused.clone();
        return Ok(Import { view, refused, state: Brought::Checked });
    }
    if view.row.state == ImportState::Complete {
        preview::print_stored_before(&view, lang);
        // What was refused is kept beside uploads, which somebody may have cleared away.
        let refused = kehou_app::import::row_errors(app, who, id).await.unwrap_or_default();
        return Ok(Import { view, refused, state: Brought::Stored });
    }
    preview::print(&view, lang);
    let refused = kehou_app::import::row_errors(app, who, id).await?;
    let lacking: Vec<&SchoolPreview> = wanted.accepted.lacking(&view.preview).collect();
    if view.row.state == ImportState::Staged && !lacking.is_empty() {
        preview::print_waiting(&lacking, lang);
        return Ok(Import { view, refused, state: Brought::Waiting });
    }
    let view = store(app, who, (id, &wanted.accepted), lang).await?;
    tell!(lang, "IMPORT_STORED", import = id.number());
    Ok(Import { view, refused, state: Brought::Stored })
}

/// Imports files without a word, for whoever tells of it otherwise.
pub(crate) async fn bring_quietly(
    app: &Arc<App>,
    who: &Principal,
    wanted: &Wanted,
    lang: Lang,
) -> anyhow::Result<ImportView> {
    let view = staged(app, who, wanted, lang).await?;
    if view.row.state == ImportState::Complete {
        return Ok(view);
    }
    store(app, who, (view.row.id, &wanted.accepted), lang).await
}

/// The import of the files: the one that there is, or a new one. One that was staged before the
/// books went on, so that its preview holds no longer, is given up and made again.
async fn staged(
    app: &Arc<App>,
    who: &Principal,
    wanted: &Wanted,
    lang: Lang,
) -> anyhow::Result<ImportView> {
    let hashes = files::hashes(&wanted.files, lang)?;
    let content = files::content(wanted.month, &who.subject, &wanted.files, &hashes);
    let mut attempt = 1_u32;
    loop {
        let request_id = match &wanted.request_id {
            Some(given) => given.clone(),
            None => files::request_id(&content, attempt),
        };
        let known = app.store().import_of(&request_id).await?;
        let is_derived = wanted.request_id.is_none();
        if is_derived && known.is_some_and(|row| row.state == ImportState::Cancelled) {
            attempt += 1;
            continue;
        }
        let upload = files::upload(app, &wanted.files, &hashes, lang)?;
        let ask = Ask::of(&request_id, &wanted.reason, &content);
        let (month, dry) = (wanted.month, wanted.check);
        let view = stage(app, (who, ask), Stage { month, upload, dry }).await?;
        if is_derived && view.row.state == ImportState::Staged && is_outdated(app, &view).await? {
            kehou_app::import::cancel(app, who, view.row.id).await?;
            continue;
        }
        return Ok(view);
    }
}

/// Whether the books of a school went on since an import was compared with them.
async fn is_outdated(app: &App, view: &ImportView) -> anyhow::Result<bool> {
    for school in &view.preview.schools {
        let Some(id) = app.store().school_id(&school.school).await? else { continue };
        let book = app.store().book(id, kehou_store::Bound::Now).await?;
        if book.bound() != school.bound {
            return Ok(true);
        }
    }
    Ok(false)
}

/// Stores a staged import, or goes on with one that was broken off.
async fn store(
    app: &Arc<App>,
    who: &Principal,
    (id, accepted): (ImportId, &AcceptedRemovals),
    lang: Lang,
) -> anyhow::Result<ImportView> {
    let mut news = confirm(app, who, (id, accepted)).await?;
    let mut bar: Option<indicatif::ProgressBar> = None;
    while let Some(told) = news.recv().await {
        match told? {
            ConfirmProgress::School { done, total, .. } => {
                let make = || progress::bar(total.into(), say("PROGRESS_STORING", lang, &[]));
                bar.get_or_insert_with(make).set_position(done.into());
            }
            ConfirmProgress::Complete(view) => {
                if let Some(bar) = bar {
                    bar.finish_and_clear();
                }
                return Ok(*view);
            }
        }
    }
    anyhow::bail!("import {} was broken off; `kehou import --resume` goes on with it", id.number())
}

/// Brings every import to its end that was broken off while it was stored.
async fn resume_all(app: &Arc<App>, lang: Lang) -> anyhow::Result<Done> {
    let resumed = resume(app, lang).await?;
    if resumed.is_empty() {
        tell!(lang, "IMPORT_NOTHING_TO_RESUME");
    }
    for row in resumed {
        tell!(lang, "IMPORT_RESUMED", import = row.id.number(), by = confirmer(&row));
    }
    Ok(Done::Well)
}

/// Goes on with the imports that were broken off, in the name of who confirmed them: nobody else
/// decided anything since.
pub(crate) async fn resume(app: &Arc<App>, lang: Lang) -> anyhow::Result<Vec<ImportRow>> {
    let rows = unfinished(app).await?;
    for row in &rows {
        let who = operator::of(confirmer(row).to_owned());
        let stored = store(app, &who, (row.id, &AcceptedRemovals::none()), lang).await;
        stored.with_context(|| format!("import {} can't go on", row.id.number()))?;
    }
    Ok(rows)
}

fn confirmer(row: &ImportRow) -> &str {
    row.confirmed_by.as_deref().unwrap_or(&row.staged_by)
}
