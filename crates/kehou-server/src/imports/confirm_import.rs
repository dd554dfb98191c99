//! Stores a staged import, and tells of each school as it is stored.

use kehou_app::{
    ImportId,
    import::{AcceptedRemovals, ConfirmProgress, confirm},
};
use kehou_wire::{
    admin::{ConfirmImportQuestion, RemovalWord, import_complete, import_progress},
    pb::admin::{ConfirmImportRequest, ConfirmImportResponse},
};
use kehou_words::Lang;

use super::view::Shown;
use crate::{
    books::{Call, News, news_of},
    refusal::Refusal,
};

pub(crate) async fn confirm_import(
    call: Call,
    request: ConfirmImportRequest,
) -> Result<News<ConfirmImportResponse>, Refusal> {
    let ConfirmImportQuestion { import_id, removals } = ConfirmImportQuestion::read(request)?;
    let accepted = match removals {
        RemovalWord::Of(schools) => AcceptedRemovals::Of(schools.into_iter().collect()),
        RemovalWord::All => AcceptedRemovals::All,
    };
    // The files may have to be read again.
    let bench = call.bench().await;
    let news = confirm(&call.app, &call.who, (ImportId::new(import_id), &accepted)).await?;
    drop(bench);
    let lang = call.lang;
    Ok(news_of(news, move |mut news| async move {
        let told = news.recv().await?.map(|progress| told(&progress, lang));
        Some((told.map_err(|error| Refusal::from(error).into_status(lang)), news))
    }))
}

fn told(progress: &ConfirmProgress, lang: Lang) -> ConfirmImportResponse {
    match progress {
        ConfirmProgress::School { school, done, total } => {
            import_progress(Some(school), *done, *total)
        }
        ConfirmProgress::Complete(import) => import_complete(&Shown::of(import, lang).view()),
    }
}
