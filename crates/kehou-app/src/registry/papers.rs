//! What schools publish, put as a whole: calendar, plan, fee notices, payees. (C8, P2, F15, F17)

use kehou_registry::{
    Calendar, CalendarEntry, FeeNotice, Payee, PlannedSlot, SchoolCode, ServicePlan, Term,
};
use kehou_store::{ChangeNo, Tx, Work, Written};

use super::replace::{replace, tag};
use crate::{App, AppError, Ask, Permission, Principal, ask::check_etag};

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
/// Forbidden unless permitted; [`Stale`](crate::RefusalCode::Stale) when somebody changed it since the
/// caller read it; failures of the books.
pub async fn put_papers(
    app: &App,
    (who, ask): (&Principal, Ask),
    school: &SchoolCode,
    (papers, etag): (PutPapers, Option<ChangeNo>),
) -> Result<Written, AppError> {
    let id = app.admit(who, papers.permission(), school).await?;
    let entry = app.entry((who, ask), id, papers.action());
    Ok(app.store.write(entry, Papers { papers, etag }).await?)
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
                check_etag(self.etag, stands.max(tag::<CalendarEntry>(&book, None).await?))?;
                let terms: Vec<Term> = calendar.terms().iter().cloned().collect();
                replace(tx, None, &terms).await?;
                replace(tx, None, calendar.entries()).await?;
            }
            PutPapers::Plan(plan) => {
                check_etag(self.etag, tag::<PlannedSlot>(&book, None).await?)?;
                replace(tx, None, plan.slots()).await?;
            }
            PutPapers::Notices(notices) => {
                check_etag(self.etag, tag::<FeeNotice>(&book, None).await?)?;
                replace(tx, None, notices).await?;
            }
            PutPapers::Payees(payees) => {
                check_etag(self.etag, tag::<Payee>(&book, None).await?)?;
                replace(tx, None, payees).await?;
            }
        }
        Ok(Vec::new())
    }
}
