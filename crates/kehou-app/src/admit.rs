//! Admission: who may do this here, before anything is read or told.

use kehou_registry::{ClassRef, DivisionCode, Placement, PupilNo, SchoolCode, SchoolProfile};
use kehou_store::{Owner, SchoolId};
use kehou_units::Period;

use crate::{App, AppError, Forbidden, Permission, Place, Principal, Scope, Share};

impl App {
    /// Admits an act on a whole school, and gives the school's number.
    ///
    /// # Errors
    ///
    /// [`Forbidden`] unless it is permitted there; whether the school exists is told only to those
    /// who may do it in the whole county.
    pub(crate) async fn admit(
        &self,
        who: &Principal,
        permission: Permission,
        code: &SchoolCode,
    ) -> Result<SchoolId, AppError> {
        match self.share(who, permission, code).await? {
            (id, Share::Whole) => Ok(id),
            _ => Err(Forbidden { permission }.into()),
        }
    }

    /// Admits an act on one pupil of a school, by the class the pupil is in today.
    ///
    /// # Errors
    ///
    /// As [`App::admit`].
    pub(crate) async fn admit_pupil(
        &self,
        (who, permission): (&Principal, Permission),
        code: &SchoolCode,
        pupil: PupilNo,
    ) -> Result<SchoolId, AppError> {
        let (id, share) = self.share(who, permission, code).await?;
        let own = match &share {
            Share::Whole => true,
            Share::Part { pupils, .. } if pupils.contains(&pupil) => true,
            Share::Part { classes, .. } if !classes.is_empty() => {
                share.holds(pupil, self.class_of(id, pupil).await?)
            }
            Share::Part { .. } | Share::Nothing => false,
        };
        if own { Ok(id) } else { Err(Forbidden { permission }.into()) }
    }

    /// How much of a school a principal may do something with, and the school's number.
    ///
    /// # Errors
    ///
    /// [`Forbidden`] when nothing of it; [`SchoolUnknown`](crate::RefusalCode::SchoolUnknown) for a
    /// school that does not exist, to those who may do it in the whole county.
    pub(crate) async fn share(
        &self,
        who: &Principal,
        permission: Permission,
        code: &SchoolCode,
    ) -> Result<(SchoolId, Share), AppError> {
        let extent = who.schools(permission);
        let forbidden = || AppError::from(Forbidden { permission });
        if extent.is_nothing() {
            return Err(forbidden());
        }
        let id = match self.school_id(code).await {
            Ok(id) => id,
            Err(AppError::Refused(_)) if !extent.is_county() => return Err(forbidden()),
            Err(error) => return Err(error),
        };
        let town = self.town_for(who, id).await?;
        match extent.of_school(code, town.as_ref()) {
            Share::Nothing => Err(forbidden()),
            share => Ok((id, share)),
        }
    }

    /// Admits an act on the county as a whole.
    ///
    /// # Errors
    ///
    /// [`Forbidden`] unless it is permitted.
    pub(crate) fn admit_county(
        who: &Principal,
        permission: Permission,
    ) -> Result<SchoolId, Forbidden> {
        crate::authorise(who, permission, Place::County)?;
        Ok(SchoolId::COUNTY)
    }

    /// The town whose office runs a school today, read only for principals whom it concerns.
    async fn town_for(
        &self,
        who: &Principal,
        id: SchoolId,
    ) -> Result<Option<DivisionCode>, AppError> {
        if !who.grants.iter().any(|grant| matches!(grant.scope, Scope::Town(_))) {
            return Ok(None);
        }
        let profiles = self.book(id, None).await?.all::<(Period, SchoolProfile)>().await?;
        let today = self.clock.now().day();
        let mut in_force = profiles.into_iter().filter(|stored| stored.value.0.holds(today));
        Ok(in_force.next().and_then(|stored| stored.value.1.town))
    }

    async fn class_of(&self, id: SchoolId, pupil: PupilNo) -> Result<Option<ClassRef>, AppError> {
        let book = self.book(id, None).await?;
        let placements = book.of::<(Period, Placement)>(Owner::Pupil(pupil)).await?;
        let today = self.clock.now().day();
        let now = placements.iter().find(|stored| stored.value.0.holds(today));
        Ok(now.map(|stored| stored.value.1.class))
    }
}
