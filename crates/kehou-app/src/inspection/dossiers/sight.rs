//! Who sees which entries of principals' files.

use kehou_inspection::{EntryGround, FileEntry, PersonRef};

use crate::{Forbidden, Permission, Place, Principal, authorise};

/// What a principal sees of the files.
///
/// # Clauses
///
/// I10, O1, O2, O8.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Sight {
    /// Every entry: the leading group and personnel.
    all: bool,
    /// Those on violations: discipline, which verifies them.
    violations: bool,
    /// Their own: whoever is, or was, a principal.
    own: Option<PersonRef>,
}

impl Sight {
    /// What a principal sees.
    ///
    /// # Errors
    ///
    /// [`Forbidden`] when they see nothing at all.
    pub(super) fn of(who: &Principal) -> Result<Self, Forbidden> {
        let all = may(who, Permission::ReadFiles);
        let violations = may(who, Permission::KeepCases);
        let is_principal = !who.schools(Permission::AnswerEntries).is_nothing();
        let own = if is_principal { who.subject.parse().ok() } else { None };
        if all || violations || own.is_some() {
            return Ok(Self { all, violations, own });
        }
        Err(Forbidden { permission: Permission::ReadFiles })
    }

    /// Whether an entry is seen.
    pub(super) fn holds(&self, entry: &FileEntry) -> bool {
        let is_violation = matches!(entry.ground(), EntryGround::Violation(_));
        self.all || (self.violations && is_violation) || self.own.as_ref() == Some(entry.person())
    }

    /// Whether anything of a person's file may be seen.
    pub(super) fn reaches(&self, person: &PersonRef) -> bool {
        self.all || self.violations || self.own.as_ref() == Some(person)
    }
}

/// Whether a principal may do something in the county.
pub(super) fn may(who: &Principal, permission: Permission) -> bool {
    authorise(who, permission, Place::County).is_ok()
}
