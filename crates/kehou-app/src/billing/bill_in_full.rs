//! Reading one bill with what it rests on. (F2, F12)

use kehou_registry::{Finding, Payee, PupilNo, SchoolCode};
use kehou_store::{Book, StoredFinding, StoredStatement};
use kehou_units::{Instant, Month};

use super::{BillView, list_findings::finding_of};
use crate::{App, AppError, Permission, Principal, Refusal, RefusalCode, boxed};

/// A bill with what it rests on.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct BillInFull {
    /// The bill.
    pub bill: BillView,
    /// The policy that priced it.
    pub policy_id: String,
    /// Whom the family pays, if a payee was designated. (F17)
    pub payee: Option<Payee>,
    /// What was found about the pupil.
    pub findings: Vec<Finding>,
}

/// Which bill is asked for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AskedBill {
    /// The school.
    pub school: SchoolCode,
    /// The pupil.
    pub pupil: PupilNo,
    /// The month.
    pub month: Month,
    /// The revision; none for the newest.
    pub revision: Option<u32>,
    /// As known at an instant.
    pub known_at: Option<Instant>,
}

/// A pupil's bill for a month, with the statement that it belongs to: the one that stands for the
/// newest bill, else the one that was made with it.
///
/// # Errors
///
/// Forbidden outside finance, the aid officer and the pupil's guardian (F12);
/// [`RefusalCode::BillUnknown`]; failures of the books.
///
/// # Clauses
///
/// F2, F12.
#[boxed]
pub async fn bill_in_full(
    app: &App,
    who: &Principal,
    asked: &AskedBill,
) -> Result<BillInFull, AppError> {
    let AskedBill { school, pupil, month, revision, known_at } = asked;
    let id = app.admit_pupil((who, Permission::ReadBills), school, *pupil).await?;
    let book = app.book(id, *known_at).await?;
    let unknown =
        || Refusal::new(RefusalCode::BillUnknown).with("pupil", pupil).with("month", month);
    let bills = book.bill(*month, *pupil).await?;
    let newest = bills.first().map(|stored| stored.row.revision);
    let wanted = revision.or(newest);
    let stored = bills.into_iter().find(|stored| Some(stored.row.revision) == wanted);
    let stored = stored.ok_or_else(unknown)?;
    let statement = match newest == wanted {
        true => book.statement(*month).await?,
        false => made_with(&book, stored.change_no).await?,
    };
    let StoredStatement { row, .. } = statement.ok_or_else(unknown)?;
    let payees = book.all::<Payee>().await?;
    let payee = payees.into_iter().find(|payee| Some(payee.item) == row.payee_item);
    let findings = book.findings(*month, row.revision).await?;
    let about = |finding: &StoredFinding| finding.pupil == Some(*pupil);
    let findings = findings.into_iter().filter(about).map(|it| finding_of(school, it));
    Ok(BillInFull {
        bill: BillView::of(stored)?,
        policy_id: row.policy_id,
        payee: payee.map(|stored| stored.value),
        findings: findings.collect::<Result<_, _>>()?,
    })
}

async fn made_with(
    book: &Book<'_>,
    change: kehou_store::ChangeNo,
) -> Result<Option<StoredStatement>, AppError> {
    let statements = book.statements().await?;
    Ok(statements.into_iter().find(|statement| statement.change_no == change))
}
