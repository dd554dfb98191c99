//! Who is linked to a school and so does not verify its corrections. (I6, I9)

use std::collections::BTreeSet;

use chrono::NaiveDate;
use kehou_inspection::{InspectorNo, Link, LinkKind, PersonRef, WrittenPost, recusal_of};
use kehou_registry::SchoolCode;
use kehou_store::{Filed, Owner, SchoolId};

use super::ground::person;
use crate::{
    App, AppError, Principal,
    inspection::campaigns::{linked_persons, recusal_years},
};

/// The persons who are linked to a school on a day, as far as the books and the caller's own grants tell:
/// inspectors by the links that they declared, who is or was its principal, and the caller when they act for
/// the school, one of its classes or a child there.
///
/// # Errors
///
/// [`CampaignNoRules`](crate::RefusalCode::CampaignNoRules) when nothing says for how long a workplace
/// recuses; failures of the books.
///
/// # Clauses
///
/// I6, I9.
pub(super) async fn linked_to(
    app: &App,
    who: &Principal,
    (school, id, on): (&SchoolCode, SchoolId, NaiveDate),
) -> Result<BTreeSet<PersonRef>, AppError> {
    let mut linked = linked_persons(app, (school, on)).await?;
    let years = recusal_years(on)?;
    let posts = app.book(id, None).await?.of::<Filed<WrittenPost>>(Owner::School).await?;
    for post in posts.into_iter().map(|stored| stored.value.paper.post) {
        // Whom a post binds needs no number.
        let (inspector, kind) = (InspectorNo::new(0), LinkKind::Workplace(post.period));
        let link = Link { inspector, school: school.clone(), kind };
        if recusal_of(&link, on, years).is_some() {
            linked.insert(post.person);
        }
    }
    if who.grants.iter().any(|grant| grant.scope.lies_in(school)) {
        linked.insert(person(who)?);
    }
    Ok(linked)
}
