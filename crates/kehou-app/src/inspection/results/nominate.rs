//! Nominating good practice. (I16)

use kehou_inspection::{
    GoodPractice, Passage, PersonRef, PracticeAct, PracticeDeed, RoutineVisited, SheetRole,
    Signature, SubmittedSheet,
};
use kehou_registry::SchoolCode;
use kehou_store::{Filed, ItemVersion, Owner, SchoolId, Tx, Work, Written};

use super::practices::practices_in;
use crate::{App, AppError, Ask, Permission, Principal, Refusal, RefusalCode, boxed};

/// Good practice that is nominated.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NominatePractice {
    /// The school visited.
    pub school: SchoolCode,
    /// What is good.
    pub what: Passage,
}

/// A practice that was nominated.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NominatedPractice {
    /// The write.
    pub written: Written,
    /// Its number within the school.
    pub number: u32,
}

/// Nominates good practice from a visit to the school, of a campaign or a routine one.
///
/// # Errors
///
/// Forbidden outside the programme office and inspectors; [`RefusalCode::SchoolUnknown`];
/// [`RefusalCode::PracticeUnvisited`]; failures of the books.
///
/// # Clauses
///
/// I16 [嘉教体字〔2023〕4号 四(三)].
#[boxed]
pub async fn nominate_practice(
    app: &App,
    (who, ask): (&Principal, Ask),
    nominate: NominatePractice,
) -> Result<NominatedPractice, AppError> {
    let id = app.admit(who, Permission::NominatePractices, &nominate.school).await?;
    let routine = was_visited_routinely(app, &nominate.school).await?;
    let by = who.subject.parse()?;
    let entry = app.entry((who, ask), id, "inspection.nominate_practice");
    let written = app.store.write(entry, Nominates { nominate, by, routine }).await?;
    let number = written.numbers.first().and_then(|number| u32::try_from(*number).ok());
    Ok(NominatedPractice { written, number: number.unwrap_or_default() })
}

/// Routine visits stand in the county's books.
async fn was_visited_routinely(app: &App, school: &SchoolCode) -> Result<bool, AppError> {
    let county = app.book(SchoolId::COUNTY, None).await?;
    let visits = county.of::<Filed<RoutineVisited>>(Owner::School).await?;
    Ok(visits.iter().any(|stored| stored.value.paper.visit.school == *school))
}

struct Nominates {
    nominate: NominatePractice,
    by: PersonRef,
    routine: bool,
}

impl Work for Nominates {
    type Refusal = AppError;

    async fn run(&self, tx: &Tx<'_>) -> Result<Vec<i64>, AppError> {
        let book = tx.book();
        let NominatePractice { school, what } = &self.nominate;
        let sheets = book.of::<Filed<SubmittedSheet>>(Owner::School).await?;
        let is_visit = |role: &SheetRole| matches!(role, SheetRole::Visit { .. });
        let visited = sheets.iter().any(|stored| is_visit(&stored.value.paper.role));
        if !visited && !self.routine {
            return Err(Refusal::new(RefusalCode::PracticeUnvisited).with("school", school).into());
        }
        let number = practices_in(&book).await?.last().map_or(0, |last| last.number) + 1;
        let signed = Signature { by: self.by.clone(), at: tx.at() };
        let deed = PracticeDeed::Nominate { school: school.clone(), what: what.clone() };
        let act = PracticeAct { signed, deed };
        GoodPractice::replay(std::slice::from_ref(&act))?;
        let item = book.last_item::<Filed<PracticeAct>>(Owner::School).await? + 1;
        tx.save(&[ItemVersion::of_school(item, Filed { about: number, paper: act })]).await?;
        Ok(vec![number.into()])
    }
}
