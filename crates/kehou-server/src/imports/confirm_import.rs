//! Stores a staged import, and tells of each school as it is stored.

use kehou_app::{
    ImportId,
    import::{ConfirmProgress, confirm},
};
use kehou_wire::{
    admin::{ConfirmImportQuestion, import_complete, import_progress},
    pb::admin::{ConfirmImportRequest, ConfirmImportResponse},
};

use super::view::Shown;
use crate::{
    books::{Call, News, news_of},
    refusal::Refusal,
};

pub(crate) async fn confirm_import(
    call: Call,
    request: ConfirmImportRequest,
) -> Result<News<ConfirmImportResponse>, Refusal> {
    let ConfirmImportQuestion { import_id, accept_removals } =
        ConfirmImportQuestion::read(request)?;
    let named = (ImportId::new(import_id), accept_removals);
    let news = confirm(&call.app, &call.who, named).await?;
    Ok(news_of(news, move |mut news| async move {
        let told = news.recv().await?.map(|progress| told(&progress));
        Some((told.map_err(|error| Refusal::from(error).into_status(call.lang)), news))
    }))
}

fn told(progress: &ConfirmProgress) -> ConfirmImportResponse {
    match progress {
        ConfirmProgress::School { school, done, total } => {
            import_progress(Some(school), *done, *total)
        }
        ConfirmProgress::Complete(import) => import_complete(&Shown::of(import).view()),
    }
}
