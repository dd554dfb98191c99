//! Who may import what: the permission to write each kind of row, at every school that is touched.

use kehou_sheets::Kind;
use kehou_store::ImportRow;

use super::{Preview, plan::Plan};
use crate::{App, AppError, Extent, Forbidden, Permission, Principal};

/// The permission that writing a kind of row takes.
const fn permission_for(kind: Kind) -> Permission {
    match kind {
        Kind::Schools | Kind::WorkingDays => Permission::WriteSchools,
        Kind::Pupils => Permission::WritePupils,
        Kind::Applications => Permission::WriteApplications,
        Kind::Plans | Kind::Calendar => Permission::WriteTimetable,
        Kind::Notices => Permission::WriteNotices,
        Kind::Payees => Permission::WritePayees,
        Kind::Waivers => Permission::WriteWaivers,
        Kind::Rolls => Permission::SubmitRolls,
    }
}

/// Whether a principal has to do with imports at all, to be asked before files are taken in.
///
/// # Errors
///
/// [`Forbidden`] unless the principal may write some kind of row somewhere.
pub fn may_import(who: &Principal) -> Result<(), Forbidden> {
    App::admit_importer(who)
}

impl App {
    /// Admits an import.
    ///
    /// # Errors
    ///
    /// [`Forbidden`] with the first permission that is lacking at a school of the files.
    pub(super) async fn admit_import(&self, who: &Principal, plan: &Plan) -> Result<(), AppError> {
        if plan.working_days.is_some() {
            Self::admit_county(who, Permission::WriteSchools)?;
        }
        for (code, kinds) in plan.kinds() {
            for kind in kinds.iter() {
                let permission = permission_for(kind);
                let extent: Extent<'_> = who.schools(permission);
                if extent.is_county() {
                    continue;
                }
                match self.admit(who, permission, code).await {
                    Ok(_) => {}
                    Err(AppError::Refused(_)) => return Err(Forbidden { permission }.into()),
                    Err(error) => return Err(error),
                }
            }
        }
        Ok(())
    }

    /// Admits giving up an import: by who staged it, or by those who may write everything that it holds in
    /// the whole county.
    ///
    /// # Errors
    ///
    /// [`Forbidden`] to others.
    pub(super) fn admit_cancel(who: &Principal, row: &ImportRow) -> Result<(), AppError> {
        if row.staged_by == who.subject {
            return Ok(());
        }
        for kind in Preview::stored(row)?.holds {
            let permission = permission_for(kind);
            if !who.schools(permission).is_county() {
                return Err(Forbidden { permission }.into());
            }
        }
        Ok(())
    }

    /// Admits somebody who may make imports at all.
    ///
    /// # Errors
    ///
    /// [`Forbidden`] unless the principal may write some kind of row somewhere.
    pub(super) fn admit_importer(who: &Principal) -> Result<(), Forbidden> {
        let writes = |kind: &Kind| !who.schools(permission_for(*kind)).is_nothing();
        // Guardians write the applications of their own children, and import nothing.
        let kinds = Kind::ALL.iter().filter(|kind| **kind != Kind::Applications);
        if kinds.into_iter().any(writes) {
            return Ok(());
        }
        Err(Forbidden { permission: Permission::WritePupils })
    }
}
