//! The county's books on SQLite and PostgreSQL.
//!
//! Every fact is a version: a row that says what held from which change on. Rows never change, so
//! what was known at any change is a bound on the change number, and several reads under one bound
//! agree without a transaction. Each write adds one row to `change`: who, when, why, under which
//! request, with which answer; that row makes retries, history, tags and feeds.
//!
//! Ledger 0 ([`SchoolId::COUNTY`]) is the county itself.
//!
//! # Examples
//!
//! ```
//! use kehou_registry::Term;
//! use kehou_store::{Bound, Keys, OpenError, SchoolId, Store, StoreError};
//!
//! async fn terms(store: &Store, school: SchoolId) -> Result<Vec<Term>, StoreError> {
//!     let book = store.book(school, Bound::Now).await?;
//!     Ok(book.all::<Term>().await?.into_iter().map(|stored| stored.value).collect())
//! }
//!
//! async fn open(keys: &Keys) -> Result<Store, OpenError> {
//!     Store::open("kehou.db", keys).await
//! }
//! ```

mod across;
mod attachments;
mod backup;
mod bills;
mod book;
mod change;
mod conn;
mod connect;
mod doubles;
mod dump;
mod error;
mod fact;
mod facts;
mod ids;
mod imports;
mod insert;
mod key_check;
mod migrate;
mod months;
mod places;
mod record;
mod rolls;
mod row;
mod schools;
mod seal;
#[cfg(feature = "testing")]
pub mod testing;
mod tx;
mod write;

pub use across::Holding;
pub use attachments::AttachmentPiece;
pub use backup::{BackupError, Existing, back_up, restore};
pub use bills::{BillRow, Publication, StatementRow, StoredBill, StoredFinding, StoredStatement};
pub use book::{Book, Bound, Owner};
pub use change::{Change, Version};
pub use connect::{OpenError, Store};
pub use dump::Dump;
pub use error::StoreError;
pub use fact::{Fact, ItemVersion, Stored};
pub use facts::{Filed, LockState, MonthLock, Paper, Person, PolicyVersion, PupilId, WorkingDay};
pub use ids::{ChangeNo, ImportId, SchoolId};
pub use imports::{ImportRow, ImportState};
pub use migrate::{Migrated, migrate};
pub use months::{
    Among, FindingQuery, FindingTold, ListedFinding, ListedStatement, Revisions, StatementPlace,
    StatementQuery, StatementSums,
};
pub use places::Places;
pub use record::Persons;
pub use rolls::{NewRoll, StoredRoll};
pub use schools::SchoolEntry;
pub use seal::{KeyError, Keys};
pub use tx::Tx;
pub use write::{Entry, Outcome, Work, Written};
