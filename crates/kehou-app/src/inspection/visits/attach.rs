//! Handing in files as evidence. (I7, I9)

use std::sync::Arc;

use kehou_inspection::{
    ATTACHMENT_BYTES, Attachment, AttachmentError, Line, MediaType, PIECE_BYTES, PersonRef,
    Signature, has_room, media_of,
};
use kehou_registry::SchoolCode;
use kehou_store::{AttachmentPiece, Filed, ItemVersion, Owner, SchoolId, Tx, Work, Written};
use sha2::{Digest, Sha256};
use tokio::sync::OwnedSemaphorePermit;

use super::attached::hex;
use crate::{App, AppError, Ask, Permission, Principal, Refusal, RefusalCode, app::UPLOADS, boxed};

/// What is said of a file before its bytes come.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct EvidenceHead {
    /// The school that it is about.
    pub school: SchoolCode,
    /// Its name: shown, and never opened as a path.
    pub name: Line,
    /// The SHA-256 that its bytes are to have.
    pub sha256: [u8; 32],
}

/// A file on its way in.
#[derive(Debug)]
pub struct EvidenceUpload {
    school: SchoolId,
    head: EvidenceHead,
    content: Vec<u8>,
    /// Its place among those that are held; given back when the upload ends, however it does.
    _place: OwnedSemaphorePermit,
}

/// A file that was taken.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct EvidenceTaken {
    /// What was recorded.
    pub written: Written,
    /// What it is.
    pub media: MediaType,
    /// How many bytes it has.
    pub bytes: u32,
}

impl EvidenceUpload {
    /// Begins to take a file.
    ///
    /// # Errors
    ///
    /// Forbidden unless the principal may attach evidence at the school;
    /// [`RefusalCode::UploadsBusy`] while as many files are on their way in as are held at once.
    #[boxed]
    pub async fn begin(app: &App, who: &Principal, head: EvidenceHead) -> Result<Self, AppError> {
        let school = app.admit(who, Permission::AttachEvidence, &head.school).await?;
        let busy = |_| Refusal::new(RefusalCode::UploadsBusy).with("limit", UPLOADS);
        let place = Arc::clone(&app.uploads).try_acquire_owned().map_err(busy)?;
        Ok(Self { school, head, content: Vec::new(), _place: place })
    }

    /// The SHA-256 that was announced, as it is shown.
    #[must_use]
    pub fn sha256(&self) -> String {
        hex(&self.head.sha256)
    }

    /// Takes the next bytes.
    ///
    /// # Errors
    ///
    /// `ATTACHMENT_TOO_LARGE` as soon as there are too many.
    pub fn bytes(&mut self, bytes: &[u8]) -> Result<(), AppError> {
        if self.content.len() + bytes.len() > ATTACHMENT_BYTES {
            return Err(AttachmentError::TooLarge { limit: ATTACHMENT_BYTES }.into());
        }
        self.content.extend_from_slice(bytes);
        Ok(())
    }

    /// Keeps the file, all of it or nothing; the same content is kept once a school, under the name
    /// that it came with first.
    ///
    /// # Errors
    ///
    /// `ATTACHMENT_EMPTY`, `ATTACHMENT_HASH` for bytes that are not those announced, `ATTACHMENT_MEDIA`
    /// for a file of no kind that is taken, `ATTACHMENT_SCHOOL_FULL` when the school has too many bytes;
    /// failures of the books.
    ///
    /// # Clauses
    ///
    /// I7, I9.
    #[boxed]
    pub async fn finish(
        self,
        app: &App,
        (who, ask): (&Principal, Ask),
    ) -> Result<EvidenceTaken, AppError> {
        let Self { school, head, content, _place } = self;
        let found: [u8; 32] = Sha256::digest(&content).into();
        let media = media_of(&head.name, &content)?;
        if found != head.sha256 {
            let (found, announced) = (hex(&found), hex(&head.sha256));
            return Err(AttachmentError::Hash { found, announced }.into());
        }
        // The limit lies far below 4 GiB.
        let bytes = u32::try_from(content.len()).unwrap_or(u32::MAX);
        let by = who.subject.parse::<PersonRef>()?;
        let entry = app.entry((who, ask), school, "inspection.attach_evidence");
        let work = Attaching { head, media, bytes, content: content.into(), by };
        let written = app.store.write(entry, work).await?;
        Ok(EvidenceTaken { written, media, bytes })
    }
}

struct Attaching {
    head: EvidenceHead,
    media: MediaType,
    bytes: u32,
    content: Arc<[u8]>,
    by: PersonRef,
}

impl Work for Attaching {
    type Refusal = AppError;

    async fn run(&self, tx: &Tx<'_>) -> Result<Vec<i64>, AppError> {
        let book = tx.book();
        let files = book.of::<Filed<Attachment>>(Owner::School).await?;
        if files.iter().any(|file| file.value.paper.sha256 == self.head.sha256) {
            return Ok(Vec::new());
        }
        let held = files.iter().map(|file| u64::from(file.value.paper.bytes)).sum();
        has_room(held, self.bytes)?;
        let number = book.last_item::<Filed<Attachment>>(Owner::School).await? + 1;
        let paper = Attachment {
            sha256: self.head.sha256,
            name: self.head.name.clone(),
            media: self.media,
            bytes: self.bytes,
            signed: Signature { by: self.by.clone(), at: tx.at() },
        };
        tx.save(&[ItemVersion::of_school(number, Filed { about: 0, paper })]).await?;
        let last = book.last_item::<AttachmentPiece>(Owner::School).await?;
        let pieces = self.content.chunks(PIECE_BYTES as usize);
        // One at a time, so that a file is never held twice.
        for (piece, content) in (0..).zip(pieces) {
            let content = content.to_vec();
            let row = AttachmentPiece { attachment: number, piece, content };
            tx.save(&[ItemVersion::of_school(last + 1 + piece, row)]).await?;
        }
        Ok(Vec::new())
    }
}
