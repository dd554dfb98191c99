//! Closing a month: from locked attendance to stored bills. (F1, F2, F9, R06, R08, R10)

mod reckoning;

use std::{collections::BTreeMap, sync::Arc};

use kehou_fee::{Amounts, Knowledge, NotLocked, Tariff};
use kehou_registry::SchoolCode;
use kehou_store::{SchoolEntry, SchoolId, StoreError, Tx, Work, Written};
use kehou_units::{ClassHours, Fen, Month};
use tokio::sync::mpsc;

pub(super) use self::reckoning::facts_of;
use self::reckoning::{Doubles, Ground, Reckoning};
use crate::{
    App, AppError, Ask, Permission, Principal,
    attendance::{MonthPhase, phase_of},
    billing::closable::schools_of,
    boxed, import,
    policy::division_of,
    registry::CountyDays,
};

/// What is to be closed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CloseMonth {
    /// The month.
    pub month: Month,
    /// The schools; none for all that the principal may close.
    pub schools: Option<Vec<SchoolCode>>,
    /// Whether to reckon and compare only.
    pub dry: bool,
}

/// What closing a school's month came to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Closed {
    /// What was recorded; none when it was only reckoned.
    pub written: Option<Written>,
    /// The revision that stands.
    pub revision: u32,
    /// How many pupils have a bill.
    pub pupils: u32,
    /// How many bills are new, or other than before.
    pub changed: u32,
    /// The sums.
    pub amounts: Amounts,
    /// How many things were found.
    pub findings: u32,
}

/// How many schools are reckoned ahead of the one that is written.
const AHEAD: usize = 2;

/// Closes a month of several schools, one transaction each, and tells of each as it is done. What one
/// school is refused for does not stop the others.
///
/// # Errors
///
/// Forbidden unless the principal may close each of the named schools; while an import is being stored
/// [`StoreError::ImportUnfinished`], since schools that it has not reached yet would be billed without
/// it; failures of the books. What a school is refused for is told with the school.
#[boxed]
pub async fn close_month(
    app: &Arc<App>,
    (who, ask): (&Principal, Ask),
    close: &CloseMonth,
) -> Result<mpsc::Receiver<(SchoolCode, Result<Closed, AppError>)>, AppError> {
    let schools = schools_of(app, who, close).await?;
    let closing = Closing::of(app, close.month, close.dry).await?;
    let (told, progress) = mpsc::channel(AHEAD);
    let (app, who) = (Arc::clone(app), who.clone());
    tokio::spawn(async move {
        let (ready, mut prepared) = mpsc::channel(AHEAD);
        let reckoning = {
            let (app, closing) = (Arc::clone(&app), closing.clone());
            tokio::spawn(async move {
                for school in schools {
                    let result = closing.reckon(&app, &school).await;
                    if ready.send((school, result)).await.is_err() {
                        return;
                    }
                }
            })
        };
        while let Some((school, reckoned)) = prepared.recv().await {
            let closed = match reckoned {
                Ok(reckoned) => closing.store(&app, (&who, ask.clone()), reckoned).await,
                Err(error) => Err(error),
            };
            if told.send((school.code, closed)).await.is_err() {
                // Nobody listens any more; what was closed stays, calling again goes on.
                reckoning.abort();
                return;
            }
        }
    });
    Ok(progress)
}

/// Closes a month of one school.
///
/// # Errors
///
/// Forbidden unless permitted; [`NotLocked`](kehou_fee::NotLocked) before the month locks (R06);
/// [`MonthReopened`](crate::RefusalCode::MonthReopened),
/// [`PolicyNotAdopted`](crate::RefusalCode::PolicyNotAdopted); failures of the books.
#[boxed]
pub async fn close_school(
    app: &App,
    (who, ask): (&Principal, Ask),
    (code, month): (SchoolCode, Month),
) -> Result<Closed, AppError> {
    let id = app.admit(who, Permission::CloseMonth, &code).await?;
    let closing = Closing::of(app, month, false).await?;
    let reckoned = closing.reckon(app, &SchoolEntry { id, code }).await?;
    closing.store(app, (who, ask), reckoned).await
}

#[derive(Clone)]
struct Closing {
    county: Arc<CountyDays>,
    /// Who is on the rolls of two schools on one day of the month. (C5)
    doubles: Arc<BTreeMap<SchoolId, Doubles>>,
    month: Month,
    dry: bool,
}

/// A month that was reckoned from the books as they stood at a change.
struct Reckoned {
    school: SchoolEntry,
    tariff: Arc<Tariff>,
    knowledge: Knowledge,
    county: Arc<CountyDays>,
    doubles: Doubles,
    result: Reckoning,
}

impl Closing {
    async fn of(app: &App, month: Month, dry: bool) -> Result<Self, AppError> {
        if let Some(import) = import::unfinished(app).await?.first() {
            return Err(StoreError::ImportUnfinished { import: import.id.number() }.into());
        }
        let county = Arc::new(app.county_days(None).await?);
        let doubles = Arc::new(app.store.at_two_schools(month).await?);
        Ok(Self { county, doubles, month, dry })
    }

    async fn reckon(&self, app: &App, school: &SchoolEntry) -> Result<Reckoned, AppError> {
        let standing = app.standing(division_of(&school.code)).await?;
        let tariff = standing.tariff(self.month)?;
        let today = app.clock.now().day();
        let knowledge = Knowledge::at_lock(&tariff, &self.county.working, today)?;
        let county = Arc::clone(&self.county);
        let book = app.book(school.id, None).await?;
        // The day locks the month when it ends; before that only the school does.
        let locks_on = knowledge.known_on();
        if today == locks_on && phase_of(&book, self.month).await? == MonthPhase::Open {
            return Err(NotLocked::Yet { month: self.month, locks_on, on: today }.into());
        }
        let doubles = self.doubles.get(&school.id).cloned().unwrap_or_default();
        let by = Ground { tariff: &tariff, knowledge, county: &county, doubles: &doubles };
        let result = Reckoning::of(&book, &school.code, by).await?;
        Ok(Reckoned { school: school.clone(), tariff, knowledge, county, doubles, result })
    }

    async fn store(
        &self,
        app: &App,
        (who, ask): (&Principal, Ask),
        reckoned: Reckoned,
    ) -> Result<Closed, AppError> {
        if self.dry {
            let numbers = reckoned.result.numbers();
            return Closed::of(None, &numbers);
        }
        let entry = app.entry((who, ask), reckoned.school.id, "billing.close_month");
        let written = app.store.write(entry, reckoned).await?;
        let numbers = written.numbers.clone();
        Closed::of(Some(written), &numbers)
    }
}

impl Closed {
    fn of(written: Option<Written>, numbers: &[i64]) -> Result<Self, AppError> {
        let bad = || kehou_store::StoreError::bad_row("change", "the answer to a close");
        let [revision, pupils, changed, findings, hours, due, waived, payable, held] = numbers[..]
        else {
            return Err(bad().into());
        };
        let count = |number: i64| u32::try_from(number).unwrap_or_default();
        let fen = |number: i64| Fen::new(number).unwrap_or_default();
        let amounts = Amounts {
            due: fen(due),
            waived: fen(waived),
            payable: fen(payable),
            held: fen(held),
            class_hours: ClassHours::new(count(hours)),
        };
        let (revision, pupils) = (count(revision), count(pupils));
        let (changed, findings) = (count(changed), count(findings));
        Ok(Self { written, revision, pupils, changed, amounts, findings })
    }
}

impl Work for Reckoned {
    type Refusal = AppError;

    async fn run(&self, tx: &Tx<'_>) -> Result<Vec<i64>, AppError> {
        let book = tx.book();
        if book.bound() == self.result.facts {
            return self.result.save(tx).await;
        }
        // Somebody wrote in between: reckon again, now that nobody else can.
        let Self { tariff, knowledge, county, doubles, .. } = self;
        let by = Ground { tariff, knowledge: *knowledge, county, doubles };
        Reckoning::of(&book, &self.school.code, by).await?.save(tx).await
    }
}
