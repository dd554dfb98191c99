//! The next act on a case. (O8)

use kehou_inspection::{CaseAct, CaseDeed, PersonRef, Signature};
use kehou_store::{Filed, ItemVersion, Owner, Tx, Work, Written};

use super::{cases::named, known::cases_in};
use crate::{App, AppError, Ask, ChangeNo, Permission, Principal, ask::check_etag, boxed};

/// What is done to which case.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AdvanceCase {
    /// The number of the case.
    pub number: u32,
    /// What is done.
    pub deed: CaseDeed,
    /// The tag of the case that the caller read.
    pub etag: Option<ChangeNo>,
}

/// Does the next act on a case.
///
/// # Errors
///
/// Forbidden outside the discipline office; [`CaseUnknown`](crate::RefusalCode::CaseUnknown),
/// [`Stale`](crate::RefusalCode::Stale); what
/// [`DisciplineCase::advance`](kehou_inspection::DisciplineCase::advance) refuses; failures of the books.
///
/// # Clauses
///
/// O8.
#[boxed]
pub async fn advance_case(
    app: &App,
    (who, ask): (&Principal, Ask),
    advance: AdvanceCase,
) -> Result<Written, AppError> {
    let county = App::admit_county(who, Permission::KeepCases)?;
    let by = who.subject.parse()?;
    let entry = app.entry((who, ask), county, "inspection.advance_case");
    app.store.write(entry, Advances { advance, by }).await
}

struct Advances {
    advance: AdvanceCase,
    by: PersonRef,
}

impl Work for Advances {
    type Refusal = AppError;

    async fn run(&self, tx: &Tx<'_>) -> Result<Vec<i64>, AppError> {
        let book = tx.book();
        let AdvanceCase { number, deed, etag } = &self.advance;
        let known = named(cases_in(&book).await?, *number)?;
        check_etag(&book, *etag, known.etag)?;
        let signed = Signature { by: self.by.clone(), at: tx.at() };
        let act = CaseAct { signed, deed: deed.clone() };
        known.case.advance(&act)?;
        let item = book.last_item::<Filed<CaseAct>>(Owner::School).await? + 1;
        tx.save(&[ItemVersion::of_school(item, Filed { about: *number, paper: act })]).await?;
        Ok(Vec::new())
    }
}
