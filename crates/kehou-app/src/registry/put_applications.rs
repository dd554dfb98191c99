//! Writing the applications of one pupil. (F14, C10)

use chrono::NaiveDate;
use kehou_registry::{Application, PupilNo, SchoolCode};
use kehou_store::{ChangeNo, Owner, Tx, Work, Written};

use super::{
    pupil::{pupil_tag, refuse_unknown},
    replace::replace,
};
use crate::{
    App, AppError, Ask, Permission, Principal, Refusal, RefusalCode, Share, ask::check_etag, boxed,
};

/// The applications of one pupil, as they are to be from now on.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PutApplications {
    /// The school.
    pub school: SchoolCode,
    /// The pupil.
    pub pupil: PupilNo,
    /// The applications; the whole list.
    pub applications: Vec<Application>,
    /// The tag of the pupil that the caller read.
    pub etag: Option<ChangeNo>,
}

/// Makes the applications of one pupil be exactly a list. Staff enter what was written on paper with
/// the day that stands on it; a guardian applies and withdraws from today on, and leaves what was as it
/// was.
///
/// # Errors
///
/// Forbidden unless the principal may write the pupil's applications; [`RefusalCode::PupilUnknown`],
/// [`RefusalCode::Stale`], [`RefusalCode::ApplicationDay`]; failures of the books.
///
/// # Clauses
///
/// F14, C10.
#[boxed]
pub async fn put_applications(
    app: &App,
    (who, ask): (&Principal, Ask),
    put: PutApplications,
) -> Result<Written, AppError> {
    let permission = Permission::WriteApplications;
    let id = app.admit_pupil((who, permission), &put.school, put.pupil).await?;
    let (_, share) = app.share(who, permission, &put.school).await?;
    let current = app.classes_today(id, std::slice::from_ref(&share)).await?;
    let by_guardian = match share {
        Share::Part { classes, .. } => {
            !current.get(&put.pupil).is_some_and(|class| classes.contains(class))
        }
        Share::Whole | Share::Nothing => false,
    };
    let guardian_on = by_guardian.then(|| app.clock.now().day());
    let entry = app.entry((who, ask), id, "registry.put_applications");
    app.store.write(entry, Applications { put, guardian_on }).await
}

struct Applications {
    put: PutApplications,
    /// The day on which a guardian writes; none when staff do.
    guardian_on: Option<NaiveDate>,
}

impl Work for Applications {
    type Refusal = AppError;

    async fn run(&self, tx: &Tx<'_>) -> Result<Vec<i64>, AppError> {
        let PutApplications { school, pupil, applications, etag } = &self.put;
        let book = tx.book();
        refuse_unknown(&book, (school, *pupil)).await?;
        check_etag(&book, *etag, pupil_tag(&book, *pupil).await?)?;
        if let Some(today) = self.guardian_on {
            let stands = book.of::<Application>(Owner::Pupil(*pupil)).await?;
            let stands: Vec<Application> = stands.into_iter().map(|stored| stored.value).collect();
            refuse_rewriting(&stands, applications, today)?;
        }
        replace(tx, Some(*pupil), applications).await?;
        Ok(Vec::new())
    }
}

/// Refuses a guardian's list that changes what was in effect before today. (F14)
fn refuse_rewriting(
    stands: &[Application],
    wanted: &[Application],
    today: NaiveDate,
) -> Result<(), Refusal> {
    let refuse = |on: NaiveDate| {
        let refusal = Refusal::new(RefusalCode::ApplicationDay);
        Err(refusal.with("on", on).with("today", today))
    };
    let before = |it: &Application| it.applied_on < today;
    // Both take effect on the next day, so what is withdrawn today or later may still be changed.
    let same_past = |a: &Application, b: &Application| {
        let over = |it: &Application| it.withdrawn_on.filter(|last| *last < today);
        (a.applied_on, a.slots, a.weekdays, over(a)) == (b.applied_on, b.slots, b.weekdays, over(b))
    };
    let mut kept: Vec<&Application> = stands.iter().filter(|it| before(it)).collect();
    for application in wanted.iter().filter(|it| before(it)) {
        match kept.iter().position(|known| same_past(known, application)) {
            Some(at) => drop(kept.remove(at)),
            None => return refuse(application.withdrawn_on.unwrap_or(application.applied_on)),
        }
    }
    kept.first().map_or(Ok(()), |gone| refuse(gone.applied_on))
}
