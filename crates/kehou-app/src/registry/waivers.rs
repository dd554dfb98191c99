//! Listing waivers. (F11, F12)

use kehou_registry::{Decision, PupilNo, SchoolCode, Waiver, WaiverTrack};
use kehou_store::{Owner, Stored};
use kehou_units::Instant;

use crate::{App, AppError, Forbidden, Permission, Principal, Share, boxed};

/// Which waivers are asked for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ListWaivers {
    /// The school.
    pub school: SchoolCode,
    /// Only those of this pupil.
    pub pupil: Option<PupilNo>,
    /// Only list matches that finance has not decided about.
    pub pending_only: bool,
    /// As known at an instant.
    pub known_at: Option<Instant>,
    /// Only those after this pupil's waiver of this number.
    pub after: Option<(PupilNo, u32)>,
    /// At most so many.
    pub most: u32,
}

/// The waivers of a school that a principal may read, by pupil and number: to a guardian those of the
/// own children.
///
/// # Errors
///
/// Forbidden outside finance, the aid officer and the pupil's guardian (F12); failures of the books.
///
/// # Clauses
///
/// F11, F12.
#[boxed]
pub async fn waivers(
    app: &App,
    who: &Principal,
    query: &ListWaivers,
) -> Result<Vec<Stored<Waiver>>, AppError> {
    let permission = Permission::ReadWaivers;
    let (id, share) = app.share(who, permission, &query.school).await?;
    let owner = match query.pupil {
        // Waivers are nobody's who is measured by classes. (F12)
        Some(pupil) if !share.holds(pupil, None) => return Err(Forbidden { permission }.into()),
        Some(pupil) => Owner::Pupil(pupil),
        None => {
            let first = query.after.map_or(PupilNo::new(1), |(pupil, _)| pupil);
            Owner::Pupils(first, PupilNo::new(u32::MAX))
        }
    };
    let mut waivers = app.book(id, query.known_at).await?.of::<Waiver>(owner).await?;
    waivers.retain(|stored| is_asked(stored, query, &share));
    waivers.truncate(usize::try_from(query.most).unwrap_or(usize::MAX));
    Ok(waivers)
}

fn is_asked(stored: &Stored<Waiver>, query: &ListWaivers, share: &Share) -> bool {
    let Some(pupil) = stored.pupil else { return false };
    let is_pending =
        matches!(stored.value.track, WaiverTrack::ListMatch { decision: Decision::Pending, .. });
    share.holds(pupil, None)
        && query.after.is_none_or(|after| (pupil, stored.item) > after)
        && (is_pending || !query.pending_only)
}
