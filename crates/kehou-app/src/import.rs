//! Imports: files that become facts, as a whole.
//!
//! Files are kept, checked and compared with the books ([`stage`]); then, when somebody confirms,
//! stored school by school, and all of it shows at once ([`confirm`]). Broken off, it goes on where it
//! stood.

mod access;
mod apply;
mod background;
mod cancel;
pub mod comparison;
mod confirm;
mod current;
mod known;
mod plan;
mod preview;
mod reading;
mod removals;
mod row_errors;
mod row_errors_csv;
mod spool;
mod stage;

pub use access::may_import;
pub use cancel::cancel;
pub use confirm::{ConfirmProgress, confirm, unfinished};
pub use kehou_sheets::Kind;
pub use kehou_store::ImportState;
pub(crate) use plan::KeptPlan;
pub use preview::{FilePreview, ImportView, NotePreview, Preview, SchoolPreview, import};
pub use removals::AcceptedRemovals;
pub use row_errors::{ImportError, row_errors};
pub use row_errors_csv::row_errors_csv;
pub use spool::{Upload, UploadedFile, clear_abandoned};
pub use stage::{Stage, stage};
