//! The use cases of the county's books.
//!
//! Each use case authorises, loads, asks a pure rule and saves, in one transaction.

mod coded;
mod permission;
mod principal;

pub use permission::{
    Extent, Forbidden, Permission, Place, Reach, Share, authorise, reach_of, scopes_of,
};
pub use principal::{Grant, GrantError, Principal, Role, Scope, ScopeKind, UnknownCode};
