//! The messages of `kehou.audit.v1`: receipts of writes, and the log of changes.

mod change;
mod receipt;

pub use change::{ChangeView, ListChangesQuestion};
pub use receipt::ReceiptView;

#[cfg(test)]
mod tests;
