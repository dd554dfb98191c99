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
    let most = usize::try_from(query.most).unwrap_or(usize::MAX);
    let mut shown = Vec::new();
    for (first, last) in reaches(query, book.last_pupil().await?) {
        let mut read = views(&book, Owner::Pupils(first, last), query.contacts).await?;
        read.retain(|view| is_own(view.pupil.no) && is_asked(&view.pupil, query));
        shown.append(&mut read);
        if shown.len() >= most {
            break;
        }
    }
    shown.truncate(most);
    Ok(shown)
}

/// The numbers of pupils to look at, reach after reach: as many as are asked for, then always twice as
/// many as before, since few of a school may be meant.
fn reaches(query: &ListPupils, last: u32) -> impl Iterator<Item = (PupilNo, PupilNo)> {
    let first = query.after.map_or(0, PupilNo::number).saturating_add(1);
    let begin = move |(first, reach): &(u32, u32)| {
        Some((first.saturating_add(*reach), reach.saturating_mul(2)))
    };
    std::iter::successors(Some((first, query.most.max(1))), begin)
        .take_while(move |(first, _)| *first <= last)
        .map(|(first, reach)| (PupilNo::new(first), PupilNo::new(first.saturating_add(reach - 1))))
}

fn is_asked(pupil: &Pupil, query: &ListPupils) -> bool {
    let fits = |class: ClassRef| query.class.is_none_or(|asked| asked == class);
    match query.on {
        Some(on) => pupil.placements.in_force(on).is_some_and(|placed| fits(placed.class)),
        None => query.class.is_none() || pupil.placements.iter().any(|(_, it)| fits(it.class)),
    }
}
