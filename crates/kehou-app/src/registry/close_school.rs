//! Closing a school, or merging it into another. (C2)

use kehou_registry::{Closure, SchoolCode};
use kehou_store::{ChangeNo, ItemVersion, Tx, Work, Written};

use super::school::school_tag;
use crate::{
    App, AppError, Ask, Permission, Principal, Refusal, RefusalCode, ask::check_etag, boxed,
};

/// A school that comes to its end.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CloseSchool {
    /// The school.
    pub school: SchoolCode,
    /// Its last day, and the school it is merged into, if any.
    pub closure: Closure,
    /// The tag of the school that the caller read.
    pub etag: Option<ChangeNo>,
}

/// The item of a closure; a school has but one.
const ITEM: u32 = 1;

/// Closes a school; its history stays, and its pupils are transferred one by one. Closing it again in
/// the same way changes nothing.
///
/// # Errors
///
/// Forbidden outside the county's programme office; [`RefusalCode::ReasonMissing`],
/// [`RefusalCode::SchoolUnknown`], [`RefusalCode::SuccessorWrong`] unless the successor is another
/// school that is open on the next day, [`RefusalCode::SchoolClosed`] when it is closed otherwise,
/// [`RefusalCode::Stale`]; failures of the books.
///
/// # Clauses
///
/// C2.
#[boxed]
pub async fn close_school(
    app: &App,
    (who, ask): (&Principal, Ask),
    close: CloseSchool,
) -> Result<Written, AppError> {
    App::admit_county(who, Permission::WriteSchools)?;
    let ask = ask.with_reason()?;
    let id = app.school_id(&close.school).await?;
    if let Some(successor) = &close.closure.successor {
        refuse_wrong_successor(app, &close, successor).await?;
    }
    let entry = app.entry((who, ask), id, "registry.close_school");
    app.store.write(entry, close).await
}

async fn refuse_wrong_successor(
    app: &App,
    close: &CloseSchool,
    successor: &SchoolCode,
) -> Result<(), AppError> {
    let next_day = close.closure.last_day.succ_opt();
    let is_open = match app.school_id(successor).await {
        Ok(id) => {
            let school = app.book(id, None).await?.school(successor.clone()).await?;
            next_day.is_some_and(|day| school.profile(day).is_some())
        }
        Err(AppError::Refused(_)) => false,
        Err(error) => return Err(error),
    };
    if is_open && *successor != close.school {
        return Ok(());
    }
    Err(Refusal::new(RefusalCode::SuccessorWrong).with("successor", successor).into())
}

impl Work for CloseSchool {
    type Refusal = AppError;

    async fn run(&self, tx: &Tx<'_>) -> Result<Vec<i64>, AppError> {
        let book = tx.book();
        check_etag(&book, self.etag, school_tag(&book).await?)?;
        let school = book.school(self.school.clone()).await?;
        if school.profiles.is_empty() {
            return Err(Refusal::new(RefusalCode::SchoolUnknown)
                .with("school", &self.school)
                .into());
        }
        match school.closure {
            Some(closure) if closure == self.closure => {}
            Some(closure) => {
                let refusal = Refusal::new(RefusalCode::SchoolClosed).with("school", &self.school);
                return Err(refusal.with("last_day", closure.last_day).into());
            }
            None => tx.save(&[ItemVersion::of_school(ITEM, self.closure.clone())]).await?,
        }
        Ok(Vec::new())
    }
}
