//! What every write carries besides its content.

use kehou_store::{Book, ChangeNo, Entry, SchoolId};
use sha2::{Digest, Sha256};

use crate::{App, AppError, Principal, Refusal, RefusalCode};

/// The id of a write, why it is asked for, and what it asks for in short.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Ask {
    /// The id, unique within a school; the same id and content again is given the first answer.
    pub request_id: String,
    /// Why; empty when nothing is said.
    pub reason: String,
    /// The SHA-256 of the content, without the id.
    pub fingerprint: [u8; 32],
}

impl Ask {
    /// A write of some content.
    #[must_use]
    pub fn of(request_id: &str, reason: &str, content: &[u8]) -> Self {
        let fingerprint = Sha256::digest(content).into();
        Self { request_id: request_id.to_owned(), reason: reason.to_owned(), fingerprint }
    }

    /// The same, when it says why.
    ///
    /// # Errors
    ///
    /// [`RefusalCode::ReasonMissing`] when it does not.
    pub(crate) fn with_reason(self) -> Result<Self, Refusal> {
        if self.reason.trim().is_empty() {
            return Err(Refusal::new(RefusalCode::ReasonMissing));
        }
        Ok(self)
    }
}

impl App {
    /// What is written down about a write.
    pub(crate) fn entry(
        &self,
        (who, ask): (&Principal, Ask),
        ledger: SchoolId,
        action: &'static str,
    ) -> Entry {
        Entry {
            ledger,
            actor: who.subject.clone(),
            at: self.clock.now(),
            action,
            reason: ask.reason,
            request_id: ask.request_id,
            fingerprint: ask.fingerprint,
            import: None,
        }
    }
}

/// Refuses a write to something that was changed since it was read.
///
/// A tag says up to which change the caller knows the ledger: reading gives the last change of the item,
/// writing the change that was made, or the last of all when nothing changed. So a tag is outdated when
/// the item changed after it, and by nothing else.
///
/// # Errors
///
/// [`RefusalCode::Stale`] when the item stands at a later change than the tag that was sent;
/// [`RefusalCode::EtagUnknown`] when the ledger has no such change yet.
pub(crate) fn check_etag(
    book: &Book<'_>,
    sent: Option<ChangeNo>,
    stands: ChangeNo,
) -> Result<(), AppError> {
    match sent {
        Some(sent) if sent > book.bound() => {
            Err(Refusal::new(RefusalCode::EtagUnknown).with("sent", sent).into())
        }
        Some(sent) if sent < stands => {
            let refusal = Refusal::new(RefusalCode::Stale);
            Err(refusal.with("sent", sent).with("stands", stands).into())
        }
        _ => Ok(()),
    }
}
