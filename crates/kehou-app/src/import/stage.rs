//! Staging an import: files are kept, checked and compared; the books say what they said.

use kehou_store::{ImportId, ImportRow, ImportState, SchoolId, StoreError, Tx, Work, Written};
use kehou_units::Month;
use sha2::{Digest, Sha256};

use super::{
    ImportView, Preview, Upload, UploadedFile, background::in_background, plan::Plan, preview,
    row_errors, spool::kept_folder,
};
use crate::{App, AppError, Ask, Principal, boxed};

/// What an import brings.
pub struct Stage {
    /// The month whose rolls it brings.
    pub month: Month,
    /// The files.
    pub upload: Upload,
    /// Whether to check and compare only.
    pub dry: bool,
}

/// Checks files and compares them with the books. The same request with the same files again is
/// answered with the import that there is.
///
/// # Errors
///
/// Forbidden unless the principal may write every kind of row at every school of the files;
/// [`ImportFile`](crate::RefusalCode::ImportFile); [`ImportNoTable`](crate::RefusalCode::ImportNoTable)
/// and [`ImportNoRows`](crate::RefusalCode::ImportNoRows) for files that say nothing; [`StoreError::RequestIdUsed`] when the request id
/// stands for other files; [`PolicyNotAdopted`](crate::RefusalCode::PolicyNotAdopted); failures of the
/// books and of the upload area.
#[boxed]
pub async fn stage(
    app: &App,
    (who, ask): (&Principal, Ask),
    stage: Stage,
) -> Result<ImportView, AppError> {
    App::admit_importer(who)?;
    let ask = if stage.dry { ask } else { ask.with_reason()? };
    let Stage { month, mut upload, dry } = stage;
    let upload = in_background(move || upload.finish().map(|()| upload)).await??;
    let files = upload.files().to_vec();
    let fingerprint = fingerprint(month, &files);
    if let Some(known) = app.store.import_of(&ask.request_id).await?
        && !dry
    {
        if known.fingerprint != fingerprint || known.staged_by != who.subject {
            let (request_id, recorded_at) = (ask.request_id, known.staged_at);
            return Err(StoreError::RequestIdUsed { request_id, recorded_at }.into());
        }
        if matches!(known.state, ImportState::Staged | ImportState::Storing) {
            // What was lost of the upload area since is put back.
            let kept = kept_folder(app, &fingerprint);
            in_background(move || upload.keep(&kept)).await??;
        }
        return preview::import(app, who, known.id).await;
    }
    let on = app.clock.now().day();
    let plan = Plan::read(app, (upload.folder(), &files), (month, on)).await?;
    app.admit_import(who, &plan).await?;
    let preview = Preview::of(&plan, &files);
    let entry = app.entry((who, ask), SchoolId::COUNTY, "import.stage");
    let row = ImportRow {
        id: ImportId::new(0),
        request_id: entry.request_id.clone(),
        fingerprint: fingerprint.to_vec(),
        month,
        state: ImportState::Staged,
        staged_by: who.subject.clone(),
        staged_at: entry.at,
        reason: entry.reason.clone(),
        files: preview.files_text(),
        preview: preview.to_text(),
        needs_confirmation: !plan.comparison.over_limit.is_empty(),
        confirmed_by: None,
        completed_at: None,
    };
    if dry {
        let refused = row_errors::of(&plan).collect();
        return Ok(ImportView { row, preview, schools_done: 0, refused });
    }
    row_errors::write(upload.folder(), &plan)?;
    let kept = kept_folder(app, &fingerprint);
    in_background(move || upload.keep(&kept)).await??;
    let written = app.store.write(entry, Staging { row }).await?;
    let id = id_of(&written)?;
    app.keep_plan(id, plan);
    preview::import(app, who, id).await
}

struct Staging {
    row: ImportRow,
}

impl Work for Staging {
    type Refusal = AppError;

    async fn run(&self, tx: &Tx<'_>) -> Result<Vec<i64>, AppError> {
        Ok(vec![tx.add_import(&self.row).await?.number()])
    }
}

fn id_of(written: &Written) -> Result<ImportId, StoreError> {
    let number = written.numbers.first().copied();
    number.map(ImportId::new).ok_or_else(|| StoreError::bad_row("change", "the answer to a stage"))
}

fn fingerprint(month: Month, files: &[UploadedFile]) -> [u8; 32] {
    let mut hash = Sha256::new();
    hash.update(month.to_string());
    for file in files {
        hash.update([0]);
        hash.update(&file.name);
        hash.update([0]);
        hash.update(file.sha256);
    }
    hash.finalize().into()
}
