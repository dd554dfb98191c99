//! Writing a school: a new one, or what is true of a known one when. (C2, C3, C4)

use kehou_registry::{SchoolCode, SchoolProfile};
use kehou_store::{ChangeNo, SchoolId, Tx, Work, Written};
use kehou_units::{Dated, Period};

use super::{replace::replace, school::school_tag};
use crate::{
    App, AppError, Ask, Permission, Principal, Refusal, RefusalCode, ask::check_etag, boxed,
};

/// A school, as it is to be from now on.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PutSchool {
    /// The school.
    pub school: SchoolCode,
    /// What is true of it when; the whole list.
    pub profiles: Dated<SchoolProfile>,
    /// The tag of the school that the caller read.
    pub etag: Option<ChangeNo>,
}

/// Writes what is true of a school when. A new code is given its number in the county's ledger first;
/// if that was all that came about, calling again does the rest.
///
/// # Errors
///
/// Forbidden outside the county's programme office; [`RefusalCode::CountsWithWrong`],
/// [`RefusalCode::SchoolClosed`], [`RefusalCode::Stale`]; failures of the books.
///
/// # Clauses
///
/// C2, C3, C4.
#[boxed]
pub async fn put_school(
    app: &App,
    (who, ask): (&Principal, Ask),
    put: PutSchool,
) -> Result<Written, AppError> {
    App::admit_county(who, Permission::WriteSchools)?;
    for (_, profile) in put.profiles.iter() {
        if let Some(centre) = &profile.counts_with {
            refuse_wrong_centre(app, &put.school, centre).await?;
        }
    }
    let id = number(app, (who, &ask), &put.school).await?;
    let entry = app.entry((who, ask), id, "registry.put_school");
    app.store.write(entry, put).await
}

/// A teaching point counts with another school that is known. (C4)
async fn refuse_wrong_centre(
    app: &App,
    school: &SchoolCode,
    centre: &SchoolCode,
) -> Result<(), AppError> {
    let is_known = match app.school_id(centre).await {
        Ok(id) => !app.book(id, None).await?.school(centre.clone()).await?.profiles.is_empty(),
        Err(AppError::Refused(_)) => false,
        Err(error) => return Err(error),
    };
    if is_known && centre != school {
        return Ok(());
    }
    let refusal = Refusal::new(RefusalCode::CountsWithWrong);
    Err(refusal.with("school", school).with("centre", centre).into())
}

/// The number of a school, given now if it has none.
async fn number(
    app: &App,
    (who, ask): (&Principal, &Ask),
    code: &SchoolCode,
) -> Result<SchoolId, AppError> {
    match app.school_id(code).await {
        Err(AppError::Refused(_)) => {
            let entry = app.entry((who, ask.clone()), SchoolId::COUNTY, "registry.number_school");
            app.store.write(entry, Numbering { code: code.clone() }).await?;
            app.school_id(code).await
        }
        known => known,
    }
}

struct Numbering {
    code: SchoolCode,
}

impl Work for Numbering {
    type Refusal = AppError;

    async fn run(&self, tx: &Tx<'_>) -> Result<Vec<i64>, AppError> {
        tx.number_schools(std::slice::from_ref(&self.code)).await?;
        Ok(Vec::new())
    }
}

impl Work for PutSchool {
    type Refusal = AppError;

    async fn run(&self, tx: &Tx<'_>) -> Result<Vec<i64>, AppError> {
        let book = tx.book();
        check_etag(&book, self.etag, school_tag(&book).await?)?;
        if let Some(closure) = book.school(self.school.clone()).await?.closure {
            let refusal = Refusal::new(RefusalCode::SchoolClosed).with("school", &self.school);
            return Err(refusal.with("last_day", closure.last_day).into());
        }
        let profiles: Vec<(Period, SchoolProfile)> =
            self.profiles.iter().map(|(days, profile)| (days, profile.clone())).collect();
        replace(tx, None, &profiles).await?;
        Ok(Vec::new())
    }
}
