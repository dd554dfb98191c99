//! Who asks.

mod grant;
mod role;
mod scope;

pub use grant::{Grant, GrantError};
pub use role::{Role, UnknownCode};
pub use scope::{Scope, ScopeKind};

use crate::permission::{Extent, Permission};

/// Somebody who was recognised, with what they were granted.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Principal {
    /// The stable name of the person or machine in the record of changes.
    pub subject: String,
    /// What they may act as, and where.
    pub grants: Vec<Grant>,
}

impl Principal {
    /// How far this principal may do something, over all grants: what lists are filtered by.
    ///
    /// A list shows what lies in the extent and leaves out the rest; it refuses only when
    /// [`Extent::is_nothing`].
    ///
    /// # Examples
    ///
    /// ```
    /// use kehou_app::{Grant, Permission, Place, Principal, Role, Scope};
    ///
    /// let treasurer = Principal {
    ///     subject: "treasurer-0001".into(),
    ///     grants: vec![Grant { role: Role::Finance, scope: Scope::School("3708290001".parse()?) }],
    /// };
    /// let bills = treasurer.schools(Permission::ReadBills);
    /// let (own, other) = ("3708290001".parse()?, "3708290002".parse()?);
    /// assert!(bills.covers(Place::School { code: &own, town: None }));
    /// assert!(!bills.covers(Place::School { code: &other, town: None }));
    /// assert!(treasurer.schools(Permission::PublishStatement).is_nothing());
    /// # Ok::<(), kehou_registry::SchoolCodeError>(())
    /// ```
    #[must_use]
    pub fn schools(&self, permission: Permission) -> Extent<'_> {
        Extent::of(&self.grants, permission)
    }
}
