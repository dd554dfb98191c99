//! Whether what an act names as evidence is there. (I7, I9)

use std::collections::BTreeSet;

use kehou_inspection::{Attachment, Evidence};
use kehou_store::{Book, Filed, Owner};

use crate::{AppError, Refusal, RefusalCode};

/// Refuses evidence whose file was not attached at the school of the book before.
///
/// # Errors
///
/// [`RefusalCode::EvidenceNotAttached`] with the first that is not there; failures of the books.
///
/// # Clauses
///
/// I7, I9.
pub(crate) async fn attached(book: &Book<'_>, evidence: &[Evidence]) -> Result<(), AppError> {
    if evidence.is_empty() {
        return Ok(());
    }
    let files = book.of::<Filed<Attachment>>(Owner::School).await?;
    let known: BTreeSet<[u8; 32]> = files.iter().map(|file| file.value.paper.sha256).collect();
    match evidence.iter().find(|one| !known.contains(&one.sha256)) {
        None => Ok(()),
        Some(absent) => {
            let refusal = Refusal::new(RefusalCode::EvidenceNotAttached);
            Err(refusal.with("sha256", hex(&absent.sha256)).with("name", &absent.name).into())
        }
    }
}

/// A hash as it is shown.
pub(super) fn hex(hash: &[u8; 32]) -> String {
    hash.iter().map(|byte| format!("{byte:02x}")).collect()
}
