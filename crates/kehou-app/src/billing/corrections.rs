//! What later facts change about bills that are out. (F5, F9)

use kehou_fee::{Bill, Correction, Knowledge, Line, corrections_due, price, unpack_lines};
use kehou_registry::SchoolCode;
use kehou_store::{Persons, StoreError, StoredBill};
use kehou_units::Month;

use super::close_month::facts_of;
use crate::{
    App, AppError, Permission, Principal, Refusal, RefusalCode, boxed, policy::division_of,
};

/// The corrections due of a school's month.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SchoolCorrections {
    /// The school.
    pub school: SchoolCode,
    /// The revision of the bills that are compared.
    pub revision: u32,
    /// What changes, by pupil; reported, not posted.
    pub due: Vec<Correction>,
}

/// Compares a school's bills with what they would be by all that is known today, every correction
/// admitted, class hour by class hour: what goes back to a pupil hides nothing that is charged more.
/// The bills are priced again by the policy that stands now.
///
/// # Errors
///
/// Forbidden outside finance and the aid officer (F12); [`RefusalCode::NotBilled`]; failures of the
/// books.
///
/// # Clauses
///
/// F5, F9.
#[boxed]
pub async fn corrections(
    app: &App,
    who: &Principal,
    (school, month): (&SchoolCode, Month),
) -> Result<SchoolCorrections, AppError> {
    let id = app.admit(who, Permission::ReadBills, school).await?;
    let book = app.book(id, None).await?;
    let none = || Refusal::new(RefusalCode::NotBilled).with("month", month).with("school", school);
    let statement = book.statement(month).await?.ok_or_else(none)?;
    let bills = book.bills(month, None, u32::MAX).await?;
    let standing = app.standing(division_of(school)).await?;
    let tariff = standing.tariff(month)?;
    let county = app.county_days(None).await?;
    let record = county.record(&book, (school, month), Persons::Nameless).await?;
    let today = app.clock.now().day().max(statement.row.billed_on);
    let corrected =
        price(&tariff, &facts_of(&record, &county.working), Knowledge::corrected(today));
    let lines = |stored: &StoredBill| unpack_lines(&stored.row.lines, month);
    let lines: Vec<Vec<Line>> = bills
        .iter()
        .map(lines)
        .collect::<Result<_, _>>()
        .map_err(|error| StoreError::bad_row("bill", error))?;
    let billed = bills.iter().zip(&lines).map(|(StoredBill { row, .. }, lines)| Bill {
        pupil: row.pupil,
        amounts: row.amounts,
        lines,
    });
    let due = corrections_due(month, billed, corrected.bills());
    Ok(SchoolCorrections { school: school.clone(), revision: statement.row.revision, due })
}
