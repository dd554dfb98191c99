//! Grants: one role within one scope.

use kehou_units::Fault;

use super::{Role, Scope, ScopeKind};
use crate::permission::scopes_of;

/// One role within one scope.
///
/// A grant whose role may not have its scope permits nothing, see [`Grant::check`].
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Grant {
    /// The role.
    pub role: Role,
    /// Where it holds.
    pub scope: Scope,
}

/// A grant that permits nothing, because its role may not have its scope.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum GrantError {
    /// The role does not exist at this width.
    #[error("the role {role} can't have the scope {scope}; it may have {allowed}")]
    Scope {
        /// The role.
        role: Role,
        /// The kind of scope it was given.
        scope: ScopeKind,
        /// The kinds it may have, joined by commas.
        allowed: String,
    },
    /// The division is wider than a town.
    #[error("`{division}` is no town; write its 9 digits")]
    NotATown {
        /// The division given.
        division: String,
    },
    /// A guardian without children.
    #[error("the list of children is empty")]
    NoChildren,
}

impl GrantError {
    /// The stable code of this error.
    #[must_use]
    pub const fn code(&self) -> &'static str {
        match self {
            Self::Scope { .. } => "GRANT_SCOPE",
            Self::NotATown { .. } => "GRANT_NOT_A_TOWN",
            Self::NoChildren => "GRANT_NO_CHILDREN",
        }
    }

    /// The kind of failure.
    #[must_use]
    pub const fn fault(&self) -> Fault {
        Fault::Invalid
    }
}

/// How many digits the code of a town has. (C1)
const TOWN_DIGITS: usize = 9;

impl Grant {
    /// Whether the role may have this scope.
    ///
    /// # Errors
    ///
    /// - [`GrantError::Scope`] when the role does not exist at this width.
    /// - [`GrantError::NotATown`] when the division of a town scope is a county or wider.
    /// - [`GrantError::NoChildren`] when a list of children is empty.
    pub fn check(&self) -> Result<(), GrantError> {
        let (kind, allowed) = (self.scope.kind(), scopes_of(self.role));
        if !allowed.contains(&kind) {
            let allowed: Vec<&str> = allowed.iter().map(|kind| kind.code()).collect();
            let allowed = allowed.join(", ");
            return Err(GrantError::Scope { role: self.role, scope: kind, allowed });
        }
        match &self.scope {
            Scope::Town(town) if town.as_str().len() != TOWN_DIGITS => {
                Err(GrantError::NotATown { division: town.to_string() })
            }
            Scope::Children(children) if children.is_empty() => Err(GrantError::NoChildren),
            _ => Ok(()),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_town_is_no_wider_than_a_town() {
        let grant = |division: &str| Grant {
            role: Role::TownOffice,
            scope: Scope::Town(division.parse().unwrap()),
        };
        assert_eq!(grant("370829101").check(), Ok(()));
        for wider in ["37", "3708", "370829"] {
            let refused = grant(wider).check().unwrap_err();
            assert_eq!(refused.code(), "GRANT_NOT_A_TOWN", "{wider}");
        }
    }

    #[test]
    fn a_refused_scope_is_told_with_those_that_are_allowed() {
        let grant = Grant { role: Role::Finance, scope: Scope::Children(Vec::new()) };
        assert_eq!(
            grant.check().unwrap_err().to_string(),
            "the role finance can't have the scope children; it may have county, school"
        );
        let grant = Grant { role: Role::Guardian, scope: Scope::Children(Vec::new()) };
        assert_eq!(grant.check(), Err(GrantError::NoChildren));
    }
}
