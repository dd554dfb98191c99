//! Which class each pupil is in today: what a class teacher's scope is measured by.

use std::collections::HashMap;

use kehou_registry::{ClassRef, Placement, PupilNo};
use kehou_store::SchoolId;
use kehou_units::Period;

use crate::{App, AppError, Share};

impl App {
    /// The classes that pupils are in today, by what is known now; read only when some share is made
    /// of classes.
    pub(super) async fn classes_today(
        &self,
        school: SchoolId,
        shares: &[Share],
    ) -> Result<HashMap<PupilNo, ClassRef>, AppError> {
        let by_class =
            |share: &Share| matches!(share, Share::Part { classes, .. } if !classes.is_empty());
        if !shares.iter().any(by_class) {
            return Ok(HashMap::new());
        }
        let today = self.clock.now().day();
        let placements = self.book(school, None).await?.all::<(Period, Placement)>().await?;
        let current = placements.into_iter().filter(|stored| stored.value.0.holds(today));
        Ok(current.filter_map(|it| Some((it.pupil?, it.value.1.class))).collect())
    }
}
