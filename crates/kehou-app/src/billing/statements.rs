//! Reading statements. (F12)

use chrono::NaiveDate;
use kehou_fee::Amounts;
use kehou_registry::SchoolCode;
use kehou_store::{
    Among, ChangeNo, ListedStatement, Revisions, StatementQuery, StatementSums, StoredStatement,
};
use kehou_units::{ClassHours, Fen, Instant, Month};

use super::{
    findings::that_hold,
    readable::{among, among_or_none},
};
use crate::{App, AppError, Permission, Principal, boxed};

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
        /// The class hours, held ones included, whatever holds them.
        class_hours: ClassHours,
        /// What they cost, waived and held ones included.
        due: Fen,
    },
}

impl Sums {
    /// What may be told of sums to everybody. A waived class hour is due although the payee or the notice
    /// is missing, and any other is held then; both together tell nothing about waivers. (F12)
    fn of_service(amounts: &Amounts, held_hours: ClassHours) -> Self {
        let due = Fen::new(amounts.due.as_fen() + amounts.held.as_fen()).unwrap_or_default();
        Self::Service { class_hours: amounts.class_hours.plus(held_hours), due }
    }

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

    /// The same of statements that were added up in two parts: those that are told whole, and the
    /// others.
    pub(super) fn together(whole: &StatementSums, others: &StatementSums) -> Self {
        if others.statements == 0 {
            return Self::All(whole.amounts);
        }
        // The sums of a county stay far inside the range.
        let fen = |amounts: [Fen; 3]| {
            Fen::new(amounts.iter().map(|fen| fen.as_fen()).sum()).unwrap_or_default()
        };
        let due = fen([whole.amounts.due, others.amounts.due, others.amounts.held]);
        let others = others.amounts.class_hours.plus(others.held_hours);
        let class_hours = whole.amounts.class_hours.plus(others);
        Self::Service { class_hours, due }
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

/// The newest statements of one month or of each, by school; those that the principal may see.
///
/// # Errors
///
/// Forbidden when the principal may see none anywhere, or not that of a named school; failures of the
/// books.
#[boxed]
pub async fn statements(
    app: &App,
    who: &Principal,
    (school, month): (Option<&SchoolCode>, Option<Month>),
    known_at: Option<Instant>,
) -> Result<Vec<StatementView>, AppError> {
    let among = among(app, (who, Permission::ReadStatements), school).await?;
    let whole = among_or_none(app, (who, Permission::ReadBills), school).await?;
    let (revisions, held_by) = (Revisions::Standing, &that_hold());
    let asked = StatementQuery { month, among, revisions, held_by, known_at };
    let found = app.store.statements_among(&asked, (None, u32::MAX)).await?;
    Ok(found.into_iter().map(|listed| StatementView::of(listed, &whole)).collect())
}

impl StatementView {
    /// A statement as it is told to somebody who is told the statements of some schools whole.
    pub(super) fn of(listed: ListedStatement, whole: &Among) -> Self {
        let ListedStatement { id, school, statement, published_on, made_at, held_hours } = listed;
        let StoredStatement { row, change_no } = statement;
        let sums = match whole.has(id) {
            true => Sums::All(row.amounts),
            false => Sums::of_service(&row.amounts, held_hours),
        };
        Self {
            school,
            month: row.month,
            revision: row.revision,
            pupils: row.pupils,
            sums,
            billed_on: row.billed_on,
            policy_id: row.policy_id,
            published_on,
            made_at,
            facts_change: row.facts_change,
            change_no,
        }
    }
}
