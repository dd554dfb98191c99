//! Reading files handed in as evidence. (I7, I9)

use kehou_inspection::Attachment;
use kehou_registry::SchoolCode;
use kehou_store::{
    AttachmentPiece, Book, Bound, ChangeNo, Fact, Filed, Owner, SchoolId, StoreError,
};
use kehou_units::Instant;
use sha2::{Digest, Sha256};

use super::attached::hex;
use crate::{App, AppError, Permission, Principal, Refusal, RefusalCode, boxed};

/// Which files are asked for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ListAttachments {
    /// The school.
    pub school: SchoolCode,
    /// As known at an instant.
    pub known_at: Option<Instant>,
    /// Only those after this number.
    pub after: Option<u32>,
    /// At most so many.
    pub most: u32,
}

/// A file of a school.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AttachmentView {
    /// Its number among the school's.
    pub number: u32,
    /// The file, without its bytes.
    pub file: Attachment,
}

/// The files of a school, in the order in which they came.
///
/// # Errors
///
/// Forbidden unless the principal may read inspections of the school; failures of the books.
#[boxed]
pub async fn attachments(
    app: &App,
    who: &Principal,
    query: &ListAttachments,
) -> Result<Vec<AttachmentView>, AppError> {
    let id = app.admit(who, Permission::ReadInspections, &query.school).await?;
    let mut files = files(&app.book(id, query.known_at).await?).await?;
    files.retain(|view| query.after.is_none_or(|after| view.number > after));
    files.truncate(usize::try_from(query.most).unwrap_or(usize::MAX));
    Ok(files)
}

async fn files(book: &Book<'_>) -> Result<Vec<AttachmentView>, StoreError> {
    let stored = book.of::<Filed<Attachment>>(Owner::School).await?;
    let view = |it: kehou_store::Stored<Filed<Attachment>>| AttachmentView {
        number: it.item,
        file: it.value.paper,
    };
    Ok(stored.into_iter().map(view).collect())
}

/// A file that is read piece by piece; its hash is checked on the way.
#[derive(Debug)]
pub struct AttachmentReader {
    view: AttachmentView,
    school: SchoolId,
    bound: ChangeNo,
    next: u32,
    hash: Sha256,
}

/// Opens a file of a school by the hash of its content.
///
/// # Errors
///
/// Forbidden unless the principal may read inspections of the school;
/// [`RefusalCode::AttachmentUnknown`]; failures of the books.
#[boxed]
pub async fn open_attachment(
    app: &App,
    who: &Principal,
    (school, sha256): (&SchoolCode, [u8; 32]),
) -> Result<AttachmentReader, AppError> {
    let id = app.admit(who, Permission::ReadInspections, school).await?;
    let book = app.book(id, None).await?;
    let found = files(&book).await?.into_iter().find(|view| view.file.sha256 == sha256);
    let unknown = || {
        let refusal = Refusal::new(RefusalCode::AttachmentUnknown);
        refusal.with("school", school).with("sha256", hex(&sha256))
    };
    let view = found.ok_or_else(unknown)?;
    let (bound, hash) = (book.bound(), Sha256::new());
    Ok(AttachmentReader { view, school: id, bound, next: 0, hash })
}

impl AttachmentReader {
    /// The file.
    #[must_use]
    pub const fn file(&self) -> &Attachment {
        &self.view.file
    }

    /// The next bytes; none after the last.
    ///
    /// # Errors
    ///
    /// [`StoreError::BadRow`] when a piece is gone or the bytes are not what was handed in; failures of
    /// the books.
    #[boxed]
    pub async fn next(&mut self, app: &App) -> Result<Option<Vec<u8>>, AppError> {
        let wrong = |what: &str| StoreError::bad_row(AttachmentPiece::TABLE, what);
        if self.next >= self.view.file.pieces() {
            let found: [u8; 32] = self.hash.clone().finalize().into();
            let is_whole = found == self.view.file.sha256;
            return if is_whole { Ok(None) } else { Err(wrong("a file has other bytes").into()) };
        }
        let book = app.store.book(self.school, Bound::Change(self.bound)).await?;
        let piece = book.attachment_piece(self.view.number, self.next).await?;
        let piece = piece.ok_or_else(|| wrong("a piece of a file is gone"))?;
        self.next += 1;
        self.hash.update(&piece);
        Ok(Some(piece))
    }
}
