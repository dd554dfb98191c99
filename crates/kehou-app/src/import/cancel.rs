//! Giving up an import.

use kehou_store::{ImportId, ImportState, SchoolId, StoreError, Tx, Work};

use super::{ImportView, preview, spool};
use crate::{App, AppError, Ask, Principal, Refusal, RefusalCode, boxed};

/// Gives up a staged import and forgets its files. Repeated, it answers the same.
///
/// # Errors
///
/// Forbidden to others than who staged it, unless they may write everything that it holds in the whole
/// county; [`RefusalCode::ImportUnknown`],
/// [`RefusalCode::ImportState`] once it is being stored; failures of the books.
#[boxed]
pub async fn cancel(app: &App, who: &Principal, id: ImportId) -> Result<ImportView, AppError> {
    let row = app.import_row(who, id).await?;
    if row.state != ImportState::Cancelled {
        App::admit_cancel(who, &row)?;
        let ask = Ask::of(&format!("import:{}:cancel", id.number()), "", &[]);
        let entry = app.entry((who, ask), SchoolId::COUNTY, "import.cancel");
        app.store.write(entry, Cancelling { id, by: who.subject.clone() }).await?;
        let view = preview::import(app, who, id).await?;
        spool::forget(app, &view.row.fingerprint, view.preview.files.len());
        return Ok(view);
    }
    preview::import(app, who, id).await
}

struct Cancelling {
    id: ImportId,
    by: String,
}

impl Work for Cancelling {
    type Refusal = AppError;

    async fn run(&self, tx: &Tx<'_>) -> Result<Vec<i64>, AppError> {
        let step = (ImportState::Staged, ImportState::Cancelled);
        if tx.move_import(self.id, step, &self.by).await? {
            return Ok(Vec::new());
        }
        Err(wrong_state(tx, self.id).await?.into())
    }
}

/// The refusal of a step that an import can't take from where it stands.
pub(super) async fn wrong_state(tx: &Tx<'_>, id: ImportId) -> Result<Refusal, StoreError> {
    let state = tx.import_state(id).await?.map_or("", ImportState::code);
    let refusal = Refusal::new(RefusalCode::ImportState).with("import", id.number());
    Ok(refusal.with("state", state))
}
