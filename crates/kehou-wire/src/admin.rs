//! The messages of `kehou.admin.v1`: files that are taken into the books.

mod import;
mod import_question;
mod row_error;
mod upload;

pub use import::{
    ImportCount, ImportFile, ImportKind, ImportNote, ImportState, ImportView, PupilRemoval,
    import_complete, import_progress,
};
pub use import_question::{
    ConfirmImportQuestion, ListRowErrorsQuestion, RemovalWord, RowErrorFormat, import_id,
};
pub use row_error::RowErrorView;
pub use upload::{CHUNK_LIMIT, FILE_LIMIT, ImportHead, ImportPart, ImportPieces};

#[cfg(test)]
mod tests;
