//! Who was principal of a school when. (I10, O2)

use kehou_inspection::{PersonRef, Post, Signature, WrittenPost};
use kehou_registry::SchoolCode;
use kehou_store::{Book, Filed, Owner, StoreError, Tx, Work, Written};
use kehou_units::{Instant, Period};

use crate::{
    App, AppError, Ask, ChangeNo, Permission, Principal, Refusal, RefusalCode, ask::check_etag,
    boxed, registry::replacement,
};

/// The posts of a school as they are to be from now on.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PutPosts {
    /// The school.
    pub school: SchoolCode,
    /// Who was principal when; the whole list.
    pub posts: Vec<(PersonRef, Period)>,
    /// The tag of the list that the caller read.
    pub etag: Option<ChangeNo>,
}

/// Makes the posts of a school be what is given; what is so already stays as it was written.
///
/// # Errors
///
/// Forbidden outside personnel; [`RefusalCode::PostsOverlap`] when two persons would be principal on one
/// day, so that the one of a fact could not be named; [`RefusalCode::Stale`]; failures of the books.
///
/// # Clauses
///
/// I10, O2.
#[boxed]
pub async fn put_posts(
    app: &App,
    (who, ask): (&Principal, Ask),
    put: PutPosts,
) -> Result<Written, AppError> {
    let id = app.admit(who, Permission::WritePosts, &put.school).await?;
    refuse_overlap(&put.posts)?;
    let by = who.subject.parse()?;
    let entry = app.entry((who, ask), id, "inspection.put_posts");
    app.store.write(entry, Puts { put, by }).await
}

fn refuse_overlap(posts: &[(PersonRef, Period)]) -> Result<(), Refusal> {
    for (at, (person, period)) in posts.iter().enumerate() {
        let earlier = posts.iter().take(at);
        if let Some((other, _)) = earlier.into_iter().find(|(_, other)| other.overlaps(period)) {
            let refusal = Refusal::new(RefusalCode::PostsOverlap);
            return Err(refusal.with("first", other).with("second", person));
        }
    }
    Ok(())
}

/// The posts of a school in the order of their days, and the tag of the list.
///
/// # Errors
///
/// Forbidden unless the principal may read inspections of the school; failures of the books.
///
/// # Clauses
///
/// I10.
#[boxed]
pub async fn posts(
    app: &App,
    who: &Principal,
    school: &SchoolCode,
    known_at: Option<Instant>,
) -> Result<(Vec<WrittenPost>, ChangeNo), AppError> {
    let id = app.admit(who, Permission::ReadInspections, school).await?;
    let book = app.book(id, known_at).await?;
    let etag = book.stamp::<Filed<WrittenPost>>(Owner::School).await?;
    Ok((posts_in(&book).await?, etag))
}

/// The posts that the books of a school hold, in the order of their days.
pub(crate) async fn posts_in(school: &Book<'_>) -> Result<Vec<WrittenPost>, StoreError> {
    let stored = school.of::<Filed<WrittenPost>>(Owner::School).await?;
    let mut posts: Vec<WrittenPost> = stored.into_iter().map(|it| it.value.paper).collect();
    posts.sort_by_key(|written| written.post.period.first());
    Ok(posts)
}

struct Puts {
    put: PutPosts,
    by: PersonRef,
}

impl Work for Puts {
    type Refusal = AppError;

    async fn run(&self, tx: &Tx<'_>) -> Result<Vec<i64>, AppError> {
        type F = Filed<WrittenPost>;
        let book = tx.book();
        check_etag(&book, self.put.etag, book.stamp::<F>(Owner::School).await?)?;
        let stands = book.of::<F>(Owner::School).await?;
        let written = |(person, period): &(PersonRef, Period)| {
            let post =
                Post { person: person.clone(), school: self.put.school.clone(), period: *period };
            // Who wrote a post that stays is kept.
            let same = stands.iter().find(|stored| stored.value.paper.post == post);
            same.map_or_else(
                || {
                    let signed = Signature { by: self.by.clone(), at: tx.at() };
                    Filed { about: 0, paper: WrittenPost { post: post.clone(), signed } }
                },
                |stored| stored.value.clone(),
            )
        };
        let wanted: Vec<F> = self.put.posts.iter().map(written).collect();
        let last = book.last_item::<F>(Owner::School).await?;
        tx.save(&replacement(None, (stands.clone(), last), &wanted)).await?;
        Ok(Vec::new())
    }
}

#[cfg(test)]
mod tests {
    use chrono::NaiveDate;

    use super::*;

    #[test]
    fn two_principals_on_one_day_are_none() {
        let day = |day| NaiveDate::from_ymd_opt(2023, 5, day).unwrap();
        let post = |person: &str, from, until: Option<u32>| {
            let period = Period::new(day(from), until.map(day)).unwrap();
            (person.parse::<PersonRef>().unwrap(), period)
        };
        assert!(refuse_overlap(&[post("a", 1, Some(9)), post("b", 10, None)]).is_ok());
        let refused = refuse_overlap(&[post("a", 10, None), post("b", 1, Some(10))]).unwrap_err();
        assert_eq!(refused.code(), RefusalCode::PostsOverlap);
    }
}
