//! The use cases of the county's books.
//!
//! Each use case authorises, loads, asks a pure rule and saves, in one transaction.

mod admit;
mod app;
mod ask;
pub mod attendance;
pub mod audit;
pub mod billing;
mod clock;
mod coded;
mod error;
mod ids;
pub mod import;
pub mod inspection;
mod permission;
pub mod policy;
mod principal;
mod refusal;
pub mod registry;

/// Boxes the future of a use case, so that it is compiled here, once, and not again in each crate that
/// awaits it.
use async_recursion::async_recursion as boxed;

pub use app::{App, DEFAULT_REMOVAL_LIMIT};
pub use ask::Ask;
pub use clock::Clock;
pub use error::AppError;
/// The store itself, for tests that leave books as a killed server does.
#[cfg(feature = "testing")]
pub use kehou_store as store;
#[cfg(feature = "testing")]
pub use kehou_store::testing;
pub use kehou_store::{
    Change, ChangeNo, ImportId, Outcome, SchoolId, StoreError, Stored, Version, Written,
};

pub use permission::{
    Extent, Forbidden, Permission, Place, Reach, Share, authorise, reach_of, scopes_of,
};
pub use principal::{Grant, GrantError, Principal, Role, Scope, ScopeKind, UnknownCode};
pub use refusal::{Refusal, RefusalCode};
