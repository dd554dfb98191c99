//! Listing the pupils of a school. (C5, F12)

use chrono::NaiveDate;
use kehou_registry::{ClassRef, Pupil, PupilNo, SchoolCode};
use kehou_store::Owner;
use kehou_units::Instant;

use super::pupil::{Contacts, PupilView, views};
use crate::{App, AppError, Permission, Principal, Share, boxed};

/// Which pupils are asked for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ListPupils {
    /// The school.
    pub school: SchoolCode,
    /// Only those of this class, on the day or ever.
    pub class: Option<ClassRef>,
    /// Only those on the roll on this day.
    pub on: Option<NaiveDate>,
    /// Whether numbers and guardians are asked for.
    pub contacts: Contacts,
    /// As known at an instant.
    pub known_at: Option<Instant>,
    /// Only those with a greater number.
    pub after: Option<PupilNo>,
    /// At most so many.
    pub most: u32,
}

/// The pupils of a school that a principal may read, by number: a class teacher those who are in the
/// own class today, a guardian the own children. With contacts, those whose contacts the principal may
/// read too.
///
/// # Errors
///
/// Forbidden when the principal may read none; failures of the books.
///
/// # Clauses
///
/// C5, F12.
#[boxed]
pub async fn pupils(
    app: &App,
    who: &Principal,
    query: &ListPupils,
) -> Result<Vec<PupilView>, AppError> {
    let (id, share) = app.share(who, Permission::ReadPupils, &query.school).await?;
    let shares = match query.contacts {
        Contacts::Hidden => vec![share],
        Contacts::Shown => {
            let (_, contacts) = app.share(who, Permission::ReadContacts, &query.school).await?;
            vec![share, contacts]
        }
    };
    let book = app.book(id, query.known_at).await?;
    let current = app.classes_today(id, &shares).await?;
    let is_own = |no: PupilNo| {
        let class = current.get(&no).copied();
        shares.iter().all(|share: &Share| share.holds(no, class))
    };
    let mut shown = views(&book, Owner::All, query.contacts).await?;
    shown.retain(|view| {
        let no = view.pupil.no;
        query.after.is_none_or(|after| no > after) && is_own(no) && is_asked(&view.pupil, query)
    });
    shown.truncate(usize::try_from(query.most).unwrap_or(usize::MAX));
    Ok(shown)
}

fn is_asked(pupil: &Pupil, query: &ListPupils) -> bool {
    let fits = |class: ClassRef| query.class.is_none_or(|asked| asked == class);
    match query.on {
        Some(on) => pupil.placements.in_force(on).is_some_and(|placed| fits(placed.class)),
        None => query.class.is_none() || pupil.placements.iter().any(|(_, it)| fits(it.class)),
    }
}
