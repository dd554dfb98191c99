//! A month as a file: bills, their lines, or marks. (F8, F12)

use std::io::{self, Write};

use kehou_attendance::{Admission, Sheets, settle};
use kehou_fee::{Outcome, Purpose, unpack_lines};
use kehou_policy::FeePlace;
use kehou_registry::{Payee, Pupil, School, SchoolCode};
use kehou_sheets::{BillExport, BillIssue, ExportFormat, LineExport, MarkExport};
use kehou_store::{Book, Bound, Persons, SchoolEntry, StoreError, StoredBill};
use kehou_units::{Fault, Instant, Month};

use super::{readable::schools_read, unbilled::refuse_unbilled};
use crate::{App, AppError, Permission, Principal, boxed, policy::division_of};

/// What a file holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum ExportContent {
    /// Bills, one row a pupil.
    Bills,
    /// Lines of bills, one row a pupil, day and slot.
    Lines,
    /// Marks of rolls, one row a pupil, day and slot.
    Marks,
}

impl ExportContent {
    const fn permission(self) -> Permission {
        match self {
            Self::Bills | Self::Lines => Permission::ReadBills,
            Self::Marks => Permission::ReadRolls,
        }
    }
}

/// A file that is asked for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ExportMonth {
    /// The month.
    pub month: Month,
    /// The schools; none for all of which the principal may read it.
    pub schools: Option<Vec<SchoolCode>>,
    /// What it holds.
    pub content: ExportContent,
    /// How it is written.
    pub format: ExportFormat,
    /// As known at an instant.
    pub known_at: Option<Instant>,
}

/// Why a file was not written to its end.
#[derive(Debug, thiserror::Error)]
pub enum ExportError {
    /// The use case refuses, or the books failed.
    #[error(transparent)]
    App(#[from] AppError),
    /// The file can't be written.
    #[error("the file can't be written: {0}")]
    Out(#[from] io::Error),
}

impl ExportError {
    /// The stable code.
    #[must_use]
    pub const fn code(&self) -> &'static str {
        match self {
            Self::App(error) => error.code(),
            Self::Out(_) => "EXPORT_OUT",
        }
    }

    /// The kind of failure.
    #[must_use]
    pub const fn fault(&self) -> Fault {
        match self {
            Self::App(error) => error.fault(),
            Self::Out(_) => Fault::Busy,
        }
    }
}

/// Writes a month of several schools, school by school, and gives the number of rows. Bills are the
/// newest revisions; marks are what counts of the sheets known today, every correction admitted.
/// `describe` names an outcome of a line as people read it.
///
/// # Errors
///
/// Forbidden unless the principal may read it at each of the named schools: bills and lines are
/// finance's, the aid officer's and nobody else's (F12);
/// [`NotBilled`](crate::RefusalCode::NotBilled) and
/// [`NotAllBilled`](crate::RefusalCode::NotAllBilled), before a byte is written, when a school without
/// a statement has bills or lines to tell of; failures of the books and of `out`.
///
/// # Clauses
///
/// F8, F9, F12.
#[boxed]
pub async fn export_month<W: Write + Send>(
    app: &App,
    who: &Principal,
    export: &ExportMonth,
    (out, describe): (W, &(dyn Fn(Outcome) -> String + Sync)),
) -> Result<u64, ExportError> {
    let schools = schools_of(app, who, export).await?;
    if export.content != ExportContent::Marks {
        let month = (export.month, export.known_at);
        refuse_unbilled(app, (&schools, export.schools.is_some()), month).await?;
    }
    let mut table = ExportTable::begin(export, out, describe)?;
    for SchoolEntry { id, code } in schools {
        let bound = export.known_at.map_or(Bound::Now, Bound::At);
        let book = app.store().book(id, bound).await.map_err(AppError::from)?;
        match &mut table {
            ExportTable::Marks(table) => marks((app, who), &book, &code, (export, table)).await?,
            bills => bills.school(&book, &code, export.month).await?,
        }
    }
    Ok(table.finish()?)
}

async fn schools_of(
    app: &App,
    who: &Principal,
    export: &ExportMonth,
) -> Result<Vec<SchoolEntry>, AppError> {
    let permission = export.content.permission();
    let Some(codes) = &export.schools else {
        return schools_read(app, (who, permission), None).await;
    };
    let mut schools = Vec::with_capacity(codes.len());
    for code in codes {
        let id = app.admit(who, permission, code).await?;
        schools.push(SchoolEntry { id, code: code.clone() });
    }
    Ok(schools)
}

async fn marks<W: Write>(
    (app, who): (&App, &Principal),
    book: &Book<'_>,
    code: &SchoolCode,
    (export, table): (&ExportMonth, &mut MarkExport<W>),
) -> Result<(), ExportError> {
    let month = export.month;
    let county = app.county_days(export.known_at).await?;
    let mut record = county.record(book, (code, month), Persons::Named).await?;
    if app.admit(who, Permission::ReadContacts, code).await.is_err() {
        // Numbers are told to those only who may read contacts; pupils have a name and a class.
        for pupil in &mut record.pupils {
            (pupil.student_number, pupil.local_id) = (None, None);
        }
    }
    let standing = app.standing(division_of(code)).await?;
    let tariff = standing.tariff(month).map_err(AppError::from)?;
    let sheets = Sheets {
        rolls: &record.rolls,
        calendar: &record.calendar,
        locks: tariff.locks(),
        billable: tariff.day(0, FeePlace::Elsewhere).billable,
        known_on: export.known_at.unwrap_or_else(|| app.clock().now()).day(),
        admission: Admission::Everything,
    };
    table.school(&record, &settle(&sheets, month.first_day(), month.last_day()))?;
    Ok(())
}

enum ExportTable<W: Write> {
    Bills(BillExport<W>),
    Lines(LineExport<W>),
    Marks(MarkExport<W>),
}

impl<W: Write> ExportTable<W> {
    fn begin(
        export: &ExportMonth,
        out: W,
        describe: &dyn Fn(Outcome) -> String,
    ) -> io::Result<Self> {
        Ok(match export.content {
            ExportContent::Bills => Self::Bills(BillExport::new(export.format, out)?),
            ExportContent::Lines => Self::Lines(LineExport::new(export.format, out, describe)?),
            ExportContent::Marks => Self::Marks(MarkExport::new(export.format, out)?),
        })
    }

    /// Adds the bills of a school, if it has any.
    async fn school(
        &mut self,
        book: &Book<'_>,
        code: &SchoolCode,
        month: Month,
    ) -> Result<(), ExportError> {
        let read = Billed::read(book, code, month).await?;
        let Some(billed) = read else { return Ok(()) };
        let issue = BillIssue {
            month,
            purpose: Purpose::Bill,
            payee: billed.payee.as_deref(),
            policy_id: &billed.policy_id,
        };
        for bill in &billed.bills {
            let at = billed.pupils.binary_search_by_key(&bill.row.pupil, |pupil| pupil.no);
            let Some(pupil) = at.ok().and_then(|at| billed.pupils.get(at)) else { continue };
            match self {
                Self::Bills(table) => {
                    table.bill(&billed.school, &issue, (pupil, &bill.row.amounts))?;
                }
                Self::Lines(table) => {
                    let lines = unpack_lines(&bill.row.lines, month);
                    let lines = lines.map_err(|error| StoreError::bad_row("bill", error));
                    table.lines(&billed.school, pupil, &lines.map_err(AppError::from)?)?;
                }
                Self::Marks(_) => {}
            }
        }
        Ok(())
    }

    fn finish(self) -> io::Result<u64> {
        match self {
            Self::Bills(table) => {
                let rows = table.rows();
                table.finish().map(|()| rows)
            }
            Self::Lines(table) => {
                let rows = table.rows();
                table.finish().map(|()| rows)
            }
            Self::Marks(table) => {
                let rows = table.rows();
                table.finish().map(|()| rows)
            }
        }
    }
}

/// The newest bills of a school's month, with what stands on all of them.
struct Billed {
    school: School,
    pupils: Vec<Pupil>,
    payee: Option<String>,
    policy_id: String,
    bills: Vec<StoredBill>,
}

impl Billed {
    async fn read(
        book: &Book<'_>,
        code: &SchoolCode,
        month: Month,
    ) -> Result<Option<Self>, AppError> {
        let Some(statement) = book.statement(month).await? else { return Ok(None) };
        let payees = book.all::<Payee>().await?;
        let payee = payees.into_iter().find(|one| Some(one.item) == statement.row.payee_item);
        Ok(Some(Self {
            school: book.school(code.clone()).await?,
            pupils: book.pupils(Persons::Named).await?,
            payee: payee.map(|stored| stored.value.name),
            policy_id: statement.row.policy_id,
            bills: book.bills(month, None, u32::MAX).await?,
        }))
    }
}
