//! Reviewing and publishing good practice. (I16)

use kehou_inspection::{Line, PersonRef, PracticeAct, PracticeDeed, Signature, WrittenPost};
use kehou_registry::{SchoolCode, SchoolProfile};
use kehou_store::{Book, Filed, ItemVersion, Owner, Tx, Work, Written};
use kehou_units::Period;

use super::practices::{named, practices_in};
use crate::{App, AppError, Ask, ChangeNo, Permission, Principal, ask::check_etag, boxed};

/// What is done to which nomination.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AdvancePractice {
    /// The school.
    pub school: SchoolCode,
    /// The number of the nomination within it.
    pub number: u32,
    /// What is done.
    pub deed: PracticeDeed,
    /// The tag of the nomination that the caller read.
    pub etag: Option<ChangeNo>,
}

/// Reviews or publishes a nomination. What is published may hold neither the names that the school ever
/// had nor those of its principals, besides the names that the caller gives.
///
/// # Errors
///
/// Forbidden outside the programme office; [`SchoolUnknown`](crate::RefusalCode::SchoolUnknown),
/// [`PracticeUnknown`](crate::RefusalCode::PracticeUnknown), [`Stale`](crate::RefusalCode::Stale); what
/// [`GoodPractice::advance`](kehou_inspection::GoodPractice::advance) refuses; failures of the books.
///
/// # Clauses
///
/// I16 [嘉教体字〔2023〕4号 四(三)].
#[boxed]
pub async fn advance_practice(
    app: &App,
    (who, ask): (&Principal, Ask),
    advance: AdvancePractice,
) -> Result<Written, AppError> {
    let id = app.admit(who, Permission::ReviewPractices, &advance.school).await?;
    let by = who.subject.parse()?;
    let entry = app.entry((who, ask), id, "inspection.advance_practice");
    app.store.write(entry, Advances { advance, by }).await
}

struct Advances {
    advance: AdvancePractice,
    by: PersonRef,
}

impl Work for Advances {
    type Refusal = AppError;

    async fn run(&self, tx: &Tx<'_>) -> Result<Vec<i64>, AppError> {
        let book = tx.book();
        let AdvancePractice { school, number, deed, etag } = &self.advance;
        let known = named(practices_in(&book).await?, (school, *number))?;
        check_etag(&book, *etag, known.etag)?;
        let deed = match deed.clone() {
            PracticeDeed::Publish { title, text, mut names } => {
                names.extend(names_of(&book).await?);
                PracticeDeed::Publish { title, text, names }
            }
            other => other,
        };
        let act = PracticeAct { signed: Signature { by: self.by.clone(), at: tx.at() }, deed };
        known.practice.advance(&act)?;
        let item = book.last_item::<Filed<PracticeAct>>(Owner::School).await? + 1;
        tx.save(&[ItemVersion::of_school(item, Filed { about: *number, paper: act })]).await?;
        Ok(Vec::new())
    }
}

/// The names by which a school can be known: its own, and those of its principals as their tokens name
/// them.
async fn names_of(book: &Book<'_>) -> Result<Vec<Line>, AppError> {
    let profiles = book.of::<(Period, SchoolProfile)>(Owner::School).await?;
    let posts = book.of::<Filed<WrittenPost>>(Owner::School).await?;
    let names = profiles.iter().map(|stored| stored.value.1.name.as_str());
    let persons = posts.iter().map(|stored| stored.value.paper.post.person.as_str());
    // What is no line can't stand in a title or a text either.
    let mut lines: Vec<Line> = names.chain(persons).filter_map(|name| name.parse().ok()).collect();
    lines.sort();
    lines.dedup();
    Ok(lines)
}
