//! Work that would hold others up.

use crate::{AppError, Refusal, RefusalCode};

/// Does heavy work where it holds up nobody.
pub(super) async fn in_background<T: Send + 'static>(
    work: impl FnOnce() -> T + Send + 'static,
) -> Result<T, AppError> {
    let failed = |error| Refusal::new(RefusalCode::SpoolFailed).with("what", error);
    Ok(tokio::task::spawn_blocking(work).await.map_err(failed)?)
}
