//! Reading statements. (F12)

use chrono::NaiveDate;
use kehou_fee::Amounts;
use kehou_registry::{Payee, SchoolCode};
use kehou_store::{Book, ChangeNo, StoreError, StoredStatement};
use kehou_units::{ClassHours, Fen, Instant, Month};

use crate::{App, AppError, Forbidden, Permission, Principal};

/// A school's month as a principal may see it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct StatementView {
    /// The school.
    pub school: SchoolCode,
    /// The month.
    pub month: Month,
    /// The revision: 0 for the first.
    pub revision: u32,
    /// How many pupils have a bill.
    pub pupils: u32,
    /// The sums.
    pub sums: Sums,
    /// The day of the bills.
    pub billed_on: NaiveDate,
    /// The policy that priced it.
    pub policy_id: String,
    /// Whom families pay, if a payee is designated. (F17)
    pub payee: Option<Payee>,
    /// The day it was published, if it was.
    pub published_on: Option<NaiveDate>,
    /// When it was made.
    pub made_at: Instant,
    /// The change up to which its facts were read.
    pub facts_change: ChangeNo,
    /// The change that made it.
    pub change_no: ChangeNo,
}

/// The sums of a statement: who may read bills sees all, others what gives no waiver away. (F12)
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Sums {
    /// Due, waived, payable, held.
    All(Amounts),
    /// Class hours and what they would cost everybody.
    Service {
        /// The class hours; 0 while checks hold charges, since only those that are waived would count.
        class_hours: ClassHours,
        /// What they cost, waived and held ones included.
        due: Fen,
    },
}

impl Sums {
    /// What may be told of sums to everybody. A waived class hour is due although the notice or the payee
    /// is missing, and any other is held then; both together tell nothing about waivers. (F12)
    fn of_service(amounts: &Amounts) -> Self {
        let due = Fen::new(amounts.due.as_fen() + amounts.held.as_fen()).unwrap_or_default();
        let is_held = amounts.held > Fen::ZERO;
        let class_hours = if is_held { ClassHours::ZERO } else { amounts.class_hours };
        Self::Service { class_hours, due }
    }
}

impl Sums {
    /// The sums of several statements together; all of them only when each is told whole. (F12)
    #[must_use]
    pub fn total(each: &[Self]) -> Self {
        let whole: Option<Vec<Amounts>> = each.iter().map(Self::amounts).collect();
        // The sums of a county stay far inside the range.
        let fen = |sum: i64| Fen::new(sum).unwrap_or_default();
        let due = fen(each.iter().map(|sums| sums.due().as_fen()).sum());
        let hours = each.iter().map(Self::class_hours);
        let class_hours = hours.fold(ClassHours::ZERO, ClassHours::plus);
        let Some(whole) = whole else { return Self::Service { class_hours, due } };
        let sum = |pick: fn(&Amounts) -> Fen| fen(whole.iter().map(|it| pick(it).as_fen()).sum());
        Self::All(Amounts {
            due,
            waived: sum(|amounts| amounts.waived),
            payable: sum(|amounts| amounts.payable),
            held: sum(|amounts| amounts.held),
            class_hours,
        })
    }

    /// All of them, when they are told.
    #[must_use]
    pub const fn amounts(&self) -> Option<Amounts> {
        match self {
            Self::All(amounts) => Some(*amounts),
            Self::Service { .. } => None,
        }
    }

    /// What the class hours cost.
    #[must_use]
    pub const fn due(&self) -> Fen {
        match self {
            Self::All(amounts) => amounts.due,
            Self::Service { due, .. } => *due,
        }
    }

    /// The class hours.
    #[must_use]
    pub const fn class_hours(&self) -> ClassHours {
        match self {
            Self::All(amounts) => amounts.class_hours,
            Self::Service { class_hours, .. } => *class_hours,
        }
    }
}

/// The newest statements of a month, by school; those that the principal may see.
///
/// # Errors
///
/// Forbidden when the principal may see none anywhere, or not that of a named school; failures of the
/// books.
pub async fn statements(
    app: &App,
    who: &Principal,
    (school, month): (Option<&SchoolCode>, Option<Month>),
    known_at: Option<Instant>,
) -> Result<Vec<StatementView>, AppError> {
    let permission = Permission::ReadStatements;
    if who.schools(permission).is_nothing() {
        return Err(Forbidden { permission }.into());
    }
    let mut views = Vec::new();
    let codes = match school {
        Some(code) => {
            app.admit(who, permission, code).await?;
            vec![code.clone()]
        }
        None => app.store.schools().await?.into_iter().map(|entry| entry.code).collect(),
    };
    for code in codes {
        let Ok(id) = app.admit(who, permission, &code).await else { continue };
        let all = app.admit(who, Permission::ReadBills, &code).await.is_ok();
        let book = app.book(id, known_at).await?;
        for statement in newest(&book, month).await? {
            views.push(view(&book, code.clone(), statement, all).await?);
        }
    }
    Ok(views)
}

/// The newest statement of one month, or of each.
async fn newest(book: &Book<'_>, month: Option<Month>) -> Result<Vec<StoredStatement>, AppError> {
    if let Some(month) = month {
        return Ok(book.statement(month).await?.into_iter().collect());
    }
    let mut newest: Vec<StoredStatement> = Vec::new();
    for statement in book.statements().await? {
        newest.pop_if(|last| last.row.month == statement.row.month);
        newest.push(statement);
    }
    Ok(newest)
}

pub(super) async fn view(
    book: &Book<'_>,
    school: SchoolCode,
    stored: StoredStatement,
    all: bool,
) -> Result<StatementView, AppError> {
    let StoredStatement { row, change_no } = stored;
    let published = book.publication(row.month).await?;
    let payee = match row.payee_item {
        Some(item) => {
            let payees = book.all::<Payee>().await?;
            payees.into_iter().find(|stored| stored.item == item).map(|stored| stored.value)
        }
        None => None,
    };
    let made = book.changes(ChangeNo::new(change_no.number() - 1), 1).await?;
    let made = made.first().filter(|change| change.change_no == change_no);
    let made =
        made.ok_or_else(|| StoreError::bad_row("statement", "a change that is not there"))?;
    let sums = if all { Sums::All(row.amounts) } else { Sums::of_service(&row.amounts) };
    Ok(StatementView {
        school,
        month: row.month,
        revision: row.revision,
        pupils: row.pupils,
        sums,
        billed_on: row.billed_on,
        policy_id: row.policy_id,
        payee,
        published_on: published.map(|published| published.published_on),
        made_at: made.recorded_at,
        facts_change: row.facts_change,
        change_no,
    })
}
