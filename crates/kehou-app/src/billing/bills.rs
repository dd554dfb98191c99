//! Reading bills. (F2, F12)

use kehou_fee::{Line, unpack_lines};
use kehou_registry::{PupilNo, SchoolCode};
use kehou_store::{ChangeNo, StoreError, StoredBill};
use kehou_units::{Instant, Month};

use crate::{App, AppError, Permission, Principal, Refusal, RefusalCode, Share, boxed};

/// A bill with its lines.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct BillView {
    /// The pupil.
    pub pupil: PupilNo,
    /// The month.
    pub month: Month,
    /// The revision: 0 for the first.
    pub revision: u32,
    /// The amounts.
    pub amounts: kehou_fee::Amounts,
    /// A line for each mark, by day and slot.
    pub lines: Vec<Line>,
    /// The change that made it.
    pub change_no: ChangeNo,
}

impl BillView {
    pub(super) fn of(stored: StoredBill) -> Result<Self, AppError> {
        let StoredBill { month, row, change_no } = stored;
        let lines = unpack_lines(&row.lines, month).map_err(|e| StoreError::bad_row("bill", e))?;
        let (pupil, revision, amounts) = (row.pupil, row.revision, row.amounts);
        Ok(Self { pupil, month, revision, amounts, lines, change_no })
    }
}

/// A pupil's bill for a month: the newest, or a revision.
///
/// # Errors
///
/// Forbidden outside finance, the aid officer and the pupil's guardian (F12);
/// [`RefusalCode::BillUnknown`]; failures of the books.
#[boxed]
pub async fn bill(
    app: &App,
    who: &Principal,
    (school, pupil, month): (&SchoolCode, PupilNo, Month),
    revision: Option<u32>,
) -> Result<BillView, AppError> {
    let id = app.admit_pupil((who, Permission::ReadBills), school, pupil).await?;
    let book = app.book(id, None).await?;
    let revisions = book.bill(month, pupil).await?;
    let wanted = |stored: &StoredBill| revision.is_none_or(|wanted| stored.row.revision == wanted);
    let found = revisions.into_iter().find(wanted);
    let unknown =
        || Refusal::new(RefusalCode::BillUnknown).with("pupil", pupil).with("month", month);
    BillView::of(found.ok_or_else(unknown)?)
}

/// The newest bills of a school's month, by pupil, after a pupil and at most so many; to a guardian
/// those of the own children.
///
/// # Errors
///
/// Forbidden as for [`bill`]; failures of the books.
#[boxed]
pub async fn bills(
    app: &App,
    who: &Principal,
    (school, month): (&SchoolCode, Month),
    (after, most, known_at): (Option<PupilNo>, u32, Option<Instant>),
) -> Result<Vec<BillView>, AppError> {
    let (id, share) = app.share(who, Permission::ReadBills, school).await?;
    let book = app.book(id, known_at).await?;
    match share {
        Share::Whole => {
            book.bills(month, after, most).await?.into_iter().map(BillView::of).collect()
        }
        Share::Part { mut pupils, .. } => {
            pupils.sort_unstable();
            let mut shown = Vec::new();
            for pupil in pupils.into_iter().filter(|pupil| after.is_none_or(|after| *pupil > after))
            {
                let newest = book.bill(month, pupil).await?.into_iter().next();
                shown.extend(newest.map(BillView::of).transpose()?);
            }
            shown.truncate(usize::try_from(most).unwrap_or(usize::MAX));
            Ok(shown)
        }
        Share::Nothing => Ok(Vec::new()),
    }
}
