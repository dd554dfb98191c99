//! Moving a pupil to another class of the same school. (C5, F18)

use chrono::NaiveDate;
use kehou_registry::{Boarding, ClassRef, Placement, PupilNo, SchoolCode};
use kehou_store::{ChangeNo, ItemVersion, Owner, Tx, Work, Written};
use kehou_units::Period;

use super::pupil::{pupil_tag, refuse_unknown};
use crate::{
    App, AppError, Ask, Permission, Principal, Refusal, RefusalCode, ask::check_etag, boxed,
};

/// A pupil who comes to another class, or begins or ends to board.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct MovePupil {
    /// The school.
    pub school: SchoolCode,
    /// The pupil.
    pub pupil: PupilNo,
    /// The first day in the class.
    pub from: NaiveDate,
    /// The class.
    pub class: ClassRef,
    /// Whether the pupil boards from then on; none for as before.
    pub boarding: Option<Boarding>,
    /// The tag of the pupil that the caller read.
    pub etag: Option<ChangeNo>,
}

/// Moves a pupil from a day on. The placement that holds that day ends the day before, and the new one
/// lasts as long as it did; moving the pupil to where it is already changes nothing.
///
/// # Errors
///
/// Forbidden unless the principal may write pupils of the school; [`RefusalCode::PupilUnknown`],
/// [`RefusalCode::NotPlaced`], [`RefusalCode::Stale`]; failures of the books.
///
/// # Clauses
///
/// C5, F18.
#[boxed]
pub async fn move_pupil(
    app: &App,
    (who, ask): (&Principal, Ask),
    moving: MovePupil,
) -> Result<Written, AppError> {
    let permitted = (who, Permission::WritePupils);
    let id = app.admit_pupil(permitted, &moving.school, moving.pupil).await?;
    let entry = app.entry((who, ask), id, "registry.move_pupil");
    app.store.write(entry, moving).await
}

impl Work for MovePupil {
    type Refusal = AppError;

    async fn run(&self, tx: &Tx<'_>) -> Result<Vec<i64>, AppError> {
        let Self { school, pupil, from, class, boarding, etag } = self;
        let (book, owner) = (tx.book(), Owner::Pupil(*pupil));
        refuse_unknown(&book, (school, *pupil)).await?;
        // It stays at the school on the same days; but an import that is being stored has decided.
        tx.hold_places().await?;
        check_etag(&book, *etag, pupil_tag(&book, *pupil).await?)?;
        let placements = book.of::<(Period, Placement)>(owner).await?;
        let not_placed = || not_placed(*pupil, *from);
        let stands = placements.into_iter().find(|stored| stored.value.0.holds(*from));
        let stands = stands.ok_or_else(not_placed)?;
        let (days, before) = stands.value;
        let placement = Placement { class: *class, boarding: boarding.unwrap_or(before.boarding) };
        if placement == before {
            return Ok(Vec::new());
        }
        let after = Period::new(*from, days.last()).map_err(|_| not_placed())?;
        let until = from.pred_opt().and_then(|last| Period::new(days.first(), Some(last)).ok());
        let versions = match until {
            // Not a day is left of the placement that stood.
            None => vec![ItemVersion::of_pupil(*pupil, stands.item, (after, placement))],
            Some(until) => {
                let next = book.last_item::<(Period, Placement)>(owner).await? + 1;
                vec![
                    ItemVersion::of_pupil(*pupil, stands.item, (until, before)),
                    ItemVersion::of_pupil(*pupil, next, (after, placement)),
                ]
            }
        };
        tx.save(&versions).await?;
        Ok(Vec::new())
    }
}

/// The refusal of a pupil who is not at the school on a day.
pub(super) fn not_placed(pupil: PupilNo, on: NaiveDate) -> Refusal {
    Refusal::new(RefusalCode::NotPlaced).with("pupil", pupil).with("on", on)
}
