//! Storing an import, school by school; all of it shows at once.

use std::sync::Arc;

use kehou_registry::{SchoolCode, WorkingDays};
use kehou_store::{
    Entry, ImportId, ImportRow, ImportState, SchoolId, StoreError, Tx, Work, WorkingDay,
};
use tokio::{sync::mpsc, task::JoinSet};

use super::{
    AcceptedRemovals, ImportView, Preview, UploadedFile,
    apply::Storing,
    cancel::wrong_state,
    current::refuse_outdated,
    plan::Plan,
    preview,
    spool::{self, kept_folder},
};
use crate::{App, AppError, Ask, Principal, Refusal, RefusalCode, boxed, registry::replace_all};

/// How many schools are stored at a time.
const AT_ONCE: usize = 3;

/// News of an import that is being stored.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ConfirmProgress {
    /// A school is stored.
    School {
        /// The school.
        school: SchoolCode,
        /// Schools that are stored.
        done: u32,
        /// Schools to be stored in all.
        total: u32,
    },
    /// All of it shows.
    Complete(Box<ImportView>),
}

/// Stores a staged import. Broken off, or repeated, it goes on where it stood, without asking again which
/// removals are meant; repeated when it is complete, it says so at once.
///
/// # Errors
///
/// Forbidden as for [`stage`](super::stage); [`RefusalCode::ImportUnknown`],
/// [`RefusalCode::ImportState`], [`RefusalCode::ImportRemovals`], [`RefusalCode::ImportAllRefused`], [`RefusalCode::ImportOutdated`],
/// [`StoreError::ImportUnfinished`] while another import is being stored; failures of the books. What
/// fails later is told instead of the next news.
#[boxed]
pub async fn confirm(
    app: &Arc<App>,
    who: &Principal,
    (id, accepted): (ImportId, &AcceptedRemovals),
) -> Result<mpsc::Receiver<Result<ConfirmProgress, AppError>>, AppError> {
    let row = app.import_row(who, id).await?;
    let (told, news) = mpsc::channel(16);
    if row.state == ImportState::Complete {
        let view = preview::import(app, who, id).await?;
        told.send(Ok(ConfirmProgress::Complete(Box::new(view)))).await.ok();
        return Ok(news);
    }
    if row.state == ImportState::Cancelled {
        let refusal = Refusal::new(RefusalCode::ImportState).with("import", id.number());
        return Err(refusal.with("state", row.state.code()).into());
    }
    let preview = Preview::stored(&row)?;
    if row.state == ImportState::Staged {
        accepted.check(&preview)?;
    }
    let plan = Arc::new(app.plan_of(&row, &preview).await?);
    app.admit_import(who, &plan).await?;
    if row.state == ImportState::Staged {
        accepted.check(&preview.judged_by(&plan))?;
        refuse_nothing(id, &plan)?;
        app.start_storing(who, (id, preview), &plan).await?;
    }
    let (app, who) = (Arc::clone(app), who.clone());
    tokio::spawn(async move {
        // Whoever asked may have gone: what is begun is brought to its end all the same.
        let last = store(&app, &who, (row, &plan), &told).await;
        told.send(last).await.ok();
    });
    Ok(news)
}

/// The imports that were broken off while they were stored, to be gone on with.
///
/// # Errors
///
/// Failures of the books.
#[boxed]
pub async fn unfinished(app: &App) -> Result<Vec<ImportRow>, AppError> {
    Ok(app.store.imports_being_stored().await?)
}

/// Refuses to store files of which no row was taken: complete, they would look as if they were in the books.
fn refuse_nothing(id: ImportId, plan: &Plan) -> Result<(), Refusal> {
    if !plan.schools.is_empty() || plan.working_days.is_some() {
        return Ok(());
    }
    let refused = plan.problems_not_kept.saturating_add(plan.problems.len() as u64);
    let refusal = Refusal::new(RefusalCode::ImportAllRefused).with("import", id.number());
    Err(refusal.with("refused", refused))
}

async fn store(
    app: &Arc<App>,
    who: &Principal,
    (row, plan): (ImportRow, &Plan),
    told: &mpsc::Sender<Result<ConfirmProgress, AppError>>,
) -> Result<ConfirmProgress, AppError> {
    let persons = Arc::new(plan.persons.clone());
    let leavers = Arc::new(plan.comparison.leavers.clone());
    let total = u32::try_from(plan.schools.len()).unwrap_or(u32::MAX);
    let (mut running, mut done) = (JoinSet::new(), 0);
    let mut schools = plan.schools.iter().zip(&plan.comparison.schools);
    loop {
        while running.len() < AT_ONCE
            && let Some((school, comparison)) = schools.next()
        {
            let code = school.code.clone();
            let storing = Storing {
                filed: Arc::clone(&school.filed),
                stated: school.stated.clone(),
                comparison: comparison.clone(),
                bound: school.bound,
                month: plan.month,
                effective_on: plan.effective_on,
                persons: Arc::clone(&persons),
                leavers: Arc::clone(&leavers),
            };
            let entry = app.entry_of_import((who, &row), &code).await?;
            let app = Arc::clone(app);
            running.spawn(async move {
                if !storing.comparison.is_empty() {
                    app.store.write(entry, storing).await?;
                }
                Ok::<SchoolCode, AppError>(code)
            });
        }
        let Some(stored) = running.join_next().await else { break };
        let broken = |error| StoreError::bad_row("import", error);
        let school = stored.map_err(broken)??;
        done += 1;
        told.send(Ok(ConfirmProgress::School { school, done, total })).await.ok();
    }
    app.complete(who, row.id, plan.working_days.clone()).await?;
    spool::forget(app, &row.fingerprint, plan.reports.len());
    let view = preview::import(app, who, row.id).await?;
    Ok(ConfirmProgress::Complete(Box::new(view)))
}

impl App {
    /// What is written down about a school of an import.
    async fn entry_of_import(
        &self,
        (who, row): (&Principal, &ImportRow),
        school: &SchoolCode,
    ) -> Result<Entry, AppError> {
        // Callers' ids have no colon, so none of theirs is in the way.
        let id = format!("import:{}", row.id.number());
        let ask = Ask::of(&id, &row.reason, &row.fingerprint);
        let mut entry = self.entry((who, ask), self.school_id(school).await?, "import.store");
        entry.import = Some(row.id);
        Ok(entry)
    }

    /// The plan of an import: the one that was kept when it was staged, else read again.
    async fn plan_of(&self, row: &ImportRow, preview: &Preview) -> Result<Plan, AppError> {
        if let Some(plan) = self.take_plan(row.id) {
            return Ok(plan);
        }
        let folder = kept_folder(self, &row.fingerprint);
        if !spool::is_whole(&folder, preview.files.len()) {
            let refusal = Refusal::new(RefusalCode::ImportFilesAbsent);
            return Err(refusal.with("import", row.id.number()).into());
        }
        let file = |file: &super::FilePreview| UploadedFile {
            name: file.name.clone(),
            sha256: [0; 32],
            bytes: file.bytes,
        };
        let files: Vec<UploadedFile> = preview.files.iter().map(file).collect();
        Plan::read(self, (&folder, &files), (row.month, row.staged_at.day())).await
    }

    async fn start_storing(
        &self,
        who: &Principal,
        (id, preview): (ImportId, Preview),
        plan: &Arc<Plan>,
    ) -> Result<(), AppError> {
        let ask = Ask::of(&format!("import:{}:store", id.number()), "", &[]);
        let entry = self.entry((who, ask), SchoolId::COUNTY, "import.confirm");
        let (by, plan) = (who.subject.clone(), Arc::clone(plan));
        self.store.write(entry, Starting { id, by, preview, plan }).await?;
        Ok(())
    }

    async fn complete(
        &self,
        who: &Principal,
        id: ImportId,
        working_days: Option<WorkingDays>,
    ) -> Result<(), AppError> {
        let ask = Ask::of(&format!("import:{}:complete", id.number()), "", &[]);
        let entry = self.entry((who, ask), SchoolId::COUNTY, "import.complete");
        let completing = Completing { id, by: who.subject.clone(), working_days };
        self.store.write(entry, completing).await?;
        Ok(())
    }
}

struct Starting {
    id: ImportId,
    by: String,
    preview: Preview,
    plan: Arc<Plan>,
}

impl Work for Starting {
    type Refusal = AppError;

    async fn run(&self, tx: &Tx<'_>) -> Result<Vec<i64>, AppError> {
        let places = tx.hold_places().await?;
        refuse_outdated(&places, (self.id, &self.preview), &self.plan).await?;
        if !tx.move_import(self.id, (ImportState::Staged, ImportState::Storing), &self.by).await? {
            return Err(wrong_state(tx, self.id).await?.into());
        }
        let codes: Vec<SchoolCode> =
            self.plan.schools.iter().map(|school| school.code.clone()).collect();
        tx.number_schools(&codes).await?;
        Ok(Vec::new())
    }
}

struct Completing {
    id: ImportId,
    by: String,
    working_days: Option<WorkingDays>,
}

impl Work for Completing {
    type Refusal = AppError;

    async fn run(&self, tx: &Tx<'_>) -> Result<Vec<i64>, AppError> {
        let step = (ImportState::Storing, ImportState::Complete);
        if !tx.move_import(self.id, step, &self.by).await? {
            // Somebody else brought it to its end.
            return Ok(Vec::new());
        }
        if let Some(days) = &self.working_days {
            let holidays = days.holidays().iter().copied().map(WorkingDay::Holiday);
            let make_up = days.make_up().iter().copied().map(WorkingDay::MakeUp);
            let days: Vec<WorkingDay> = holidays.chain(make_up).collect();
            replace_all(tx, None, &days).await?;
        }
        Ok(Vec::new())
    }
}
