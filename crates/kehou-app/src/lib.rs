//! The use cases of the county's books.
//!
//! Each use case authorises, loads, asks a pure rule and saves, in one transaction.

mod permission;
mod principal;

pub use permission::{Forbidden, Permission, Place, authorise};
pub use principal::{Grant, Principal, Role, Scope};
