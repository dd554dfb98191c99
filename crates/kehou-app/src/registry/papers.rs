//! What schools publish, put as a whole: calendar, plan, fee notices, payees. (C8, P2, F15, F17)

use kehou_registry::{
    Calendar, CalendarEntry, FeeNotice, Payee, PayeeKind, PlannedSlot, SchoolCode, ServicePlan,
    Term,
};
use kehou_store::{ChangeNo, Tx, Work, Written};

use super::replace::{replace, tag};
use crate::{
    App, AppError, Ask, Permission, Principal, Refusal, RefusalCode, ask::check_etag, boxed,
};

/// What a school publishes, as it is to be from now on.
#[derive(Clone, Debug)]
pub enum PutPapers {
    /// Terms and calendar. (C8)
    Calendar(Calendar),
    /// The service plan. (F6, P2)
    Plan(ServicePlan),
    /// The fee notices. (F15)
    Notices(Vec<FeeNotice>),
    /// The payees. (F17)
    Payees(Vec<Payee>),
}

impl PutPapers {
    const fn permission(&self) -> Permission {
        match self {
            Self::Calendar(_) | Self::Plan(_) => Permission::WriteTimetable,
            Self::Notices(_) => Permission::WriteNotices,
            Self::Payees(_) => Permission::WritePayees,
        }
    }

    const fn action(&self) -> &'static str {
        match self {
            Self::Calendar(_) => "registry.put_calendar",
            Self::Plan(_) => "registry.put_plan",
            Self::Notices(_) => "registry.put_notices",
            Self::Payees(_) => "registry.put_payees",
        }
    }
}

/// Makes what a school publishes be what is given; what is so already stays as it is.
///
/// # Errors
///
/// Forbidden unless permitted; [`RefusalCode::PayeeUnlawful`] for a payee of a kind that is never
/// lawful (F17, R08); [`RefusalCode::Stale`] when somebody changed it since the caller read it; failures
/// of the books.
///
/// # Clauses
///
/// C8, P2, F6, F15, F17, F19.
#[boxed]
pub async fn put_papers(
    app: &App,
    (who, ask): (&Principal, Ask),
    school: &SchoolCode,
    (papers, etag): (PutPapers, Option<ChangeNo>),
) -> Result<Written, AppError> {
    let id = app.admit(who, papers.permission(), school).await?;
    if let PutPapers::Payees(payees) = &papers {
        refuse_unlawful(payees)?;
    }
    let entry = app.entry((who, ask), id, papers.action());
    app.store.write(entry, Papers { papers, etag }).await
}

/// Makes the county's own calendar be what is given. It is every school's, as far as the school's own
/// calendar does not say otherwise.
///
/// # Errors
///
/// Forbidden outside the county's programme office; [`RefusalCode::Stale`]; failures of the books.
///
/// # Clauses
///
/// C8.
#[boxed]
pub async fn put_county_calendar(
    app: &App,
    (who, ask): (&Principal, Ask),
    (calendar, etag): (Calendar, Option<ChangeNo>),
) -> Result<Written, AppError> {
    let county = App::admit_county(who, Permission::WriteTimetable)?;
    let papers = PutPapers::Calendar(calendar);
    let entry = app.entry((who, ask), county, papers.action());
    app.store.write(entry, Papers { papers, etag }).await
}

/// Families never pay a parents' committee, an agency or a person. (F17)
fn refuse_unlawful(payees: &[Payee]) -> Result<(), Refusal> {
    use PayeeKind::{Agency, ParentsCommittee, Person};
    match payees.iter().find(|payee| matches!(payee.kind, Agency | ParentsCommittee | Person)) {
        Some(payee) => {
            let refusal = Refusal::new(RefusalCode::PayeeUnlawful);
            Err(refusal.with("payee", &payee.name).with("kind", payee.kind.code()))
        }
        None => Ok(()),
    }
}

struct Papers {
    papers: PutPapers,
    etag: Option<ChangeNo>,
}

impl Work for Papers {
    type Refusal = AppError;

    async fn run(&self, tx: &Tx<'_>) -> Result<Vec<i64>, AppError> {
        let book = tx.book();
        match &self.papers {
            PutPapers::Calendar(calendar) => {
                let stands = tag::<Term>(&book, None).await?;
                check_etag(&book, self.etag, stands.max(tag::<CalendarEntry>(&book, None).await?))?;
                let terms: Vec<Term> = calendar.terms().iter().cloned().collect();
                replace(tx, None, &terms).await?;
                replace(tx, None, calendar.entries()).await?;
            }
            PutPapers::Plan(plan) => {
                check_etag(&book, self.etag, tag::<PlannedSlot>(&book, None).await?)?;
                replace(tx, None, plan.slots()).await?;
            }
            PutPapers::Notices(notices) => {
                check_etag(&book, self.etag, tag::<FeeNotice>(&book, None).await?)?;
                replace(tx, None, notices).await?;
            }
            PutPapers::Payees(payees) => {
                check_etag(&book, self.etag, tag::<Payee>(&book, None).await?)?;
                replace(tx, None, payees).await?;
            }
        }
        Ok(Vec::new())
    }
}
