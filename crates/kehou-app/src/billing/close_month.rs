//! Closing a month: from locked attendance to stored bills. (F1, F2, F9, R06, R08, R10)

use std::{
    collections::{BTreeMap, HashMap},
    sync::Arc,
};

use chrono::NaiveDate;
use kehou_attendance::SchoolRecord;
use kehou_fee::{
    Amounts, Knowledge, NotLocked, SchoolBills, SchoolFacts, Tariff, pack_lines, price,
};
use kehou_registry::{
    Defect, Finding, FindingCode, Payee, PupilNo, SchoolCode, Subject, WorkingDays,
};
use kehou_store::{
    BillRow, Book, ChangeNo, Persons, SchoolEntry, SchoolId, StatementRow, StoreError, StoredBill,
    StoredFinding, StoredStatement, Tx, Work, Written,
};
use kehou_units::{ClassHours, Fen, Month};
use tokio::sync::mpsc;

use crate::{
    App, AppError, Ask, Permission, Principal, Refusal, RefusalCode,
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

/// The pupils of a school whom another has on its roll too, each with the first such day.
type Doubles = BTreeMap<PupilNo, NaiveDate>;

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
/// [`RefusalCode::MonthReopened`], [`RefusalCode::PolicyNotAdopted`]; failures of the books.
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

/// What a school's month is reckoned by, beside its own books.
#[derive(Clone, Copy)]
struct Ground<'a> {
    tariff: &'a Tariff,
    knowledge: Knowledge,
    county: &'a CountyDays,
    doubles: &'a Doubles,
}

/// What a school's month comes to, and how that differs from what stands.
struct Reckoning {
    /// The change up to which facts counted.
    facts: ChangeNo,
    statement: StatementRow,
    bills: Vec<BillRow>,
    findings: Vec<StoredFinding>,
    /// Whether the statement is to be written.
    is_new: bool,
}

impl Reckoning {
    async fn of(
        book: &Book<'_>,
        code: &SchoolCode,
        Ground { tariff, knowledge, county, doubles }: Ground<'_>,
    ) -> Result<Self, AppError> {
        let month = tariff.month();
        let before = book.statement(month).await?;
        if let Some(before) = &before
            && book.publication(month).await?.is_some()
        {
            return Ok(Self::as_published(book.bound(), before));
        }
        if phase_of(book, month).await? == MonthPhase::Reopened {
            return Err(Refusal::new(RefusalCode::MonthReopened).with("month", month).into());
        }
        let record = county.record(book, (code, month), Persons::Nameless).await?;
        let priced = price(tariff, &facts_of(&record, &county.working), knowledge);
        let stands = match &before {
            Some(_) => book.bills(month, None, u32::MAX).await?,
            None => Vec::new(),
        };
        let known = before.as_ref().map(|before| before.row.revision);
        let findings_before = match known {
            Some(revision) => book.findings(month, revision).await?,
            None => Vec::new(),
        };
        let bills = changed_bills(&record, &priced, &stands, month);
        let doubles = doubles.iter().map(|(pupil, on)| double(code, *pupil, *on));
        let mut found: Vec<Finding> =
            priced.totals.findings.iter().cloned().chain(doubles).collect();
        found.sort();
        let findings: Vec<StoredFinding> = found.iter().map(stored_finding).collect();
        let payee_item = match &priced.totals.payee {
            Some(payee) => item_of_payee(book, payee).await?,
            None => None,
        };
        let mut statement = statement_of(&priced, billed(&record, &priced).count());
        statement.facts_change = book.bound();
        statement.payee_item = payee_item;
        let is_new = match &before {
            None => true,
            Some(before) => {
                let same = StatementRow {
                    revision: before.row.revision,
                    facts_change: before.row.facts_change,
                    ..statement.clone()
                };
                !bills.is_empty() || same != before.row || findings != findings_before
            }
        };
        statement.revision = known.map_or(0, |known| known + u32::from(is_new));
        Ok(Self { facts: book.bound(), statement, bills, findings, is_new })
    }

    /// A published month stays as it is; what changed since is reported as corrections due.
    fn as_published(facts: ChangeNo, before: &StoredStatement) -> Self {
        let (bills, findings) = (Vec::new(), Vec::new());
        Self { facts, statement: before.row.clone(), bills, findings, is_new: false }
    }

    fn numbers(&self) -> Vec<i64> {
        let StatementRow { revision, pupils, amounts, .. } = &self.statement;
        let count = |length: usize| i64::try_from(length).unwrap_or(i64::MAX);
        vec![
            i64::from(*revision),
            i64::from(*pupils),
            count(self.bills.len()),
            count(self.findings.len()),
            i64::from(amounts.class_hours.count()),
            amounts.due.as_fen(),
            amounts.waived.as_fen(),
            amounts.payable.as_fen(),
            amounts.held.as_fen(),
        ]
    }

    async fn save(&self, tx: &Tx<'_>) -> Result<Vec<i64>, AppError> {
        if self.is_new {
            tx.save_month(&self.statement, &self.bills, &self.findings).await?;
        }
        Ok(self.numbers())
    }
}

/// The facts of a record, as rules read them.
pub(super) fn facts_of<'a>(record: &'a SchoolRecord, working: &'a WorkingDays) -> SchoolFacts<'a> {
    SchoolFacts {
        school: &record.school,
        calendar: &record.calendar,
        plan: &record.plan,
        notices: &record.notices,
        payees: &record.payees,
        pupils: &record.pupils,
        rolls: &record.rolls,
        working_days: working,
    }
}

/// The places of the pupils who have a bill: all who were at the school on a day of the month, and all
/// whom a roll marks.
fn billed<'a>(
    record: &'a SchoolRecord,
    priced: &'a SchoolBills,
) -> impl Iterator<Item = kehou_fee::Bill<'a>> {
    let month = priced.totals.month;
    let here = move |no: PupilNo| {
        let at = record.pupils.binary_search_by_key(&no, |pupil| pupil.no);
        let pupil = at.ok().and_then(|at| record.pupils.get(at));
        pupil.is_some_and(|pupil| {
            let mut periods = pupil.placements.iter().map(|(period, _)| period);
            periods.any(|period| {
                period.first() <= month.last_day()
                    && period.last().is_none_or(|last| last >= month.first_day())
            })
        })
    };
    priced.bills().filter(move |bill| !bill.lines.is_empty() || here(bill.pupil))
}

/// The bills that are not there yet, or come out otherwise than those that stand.
fn changed_bills(
    record: &SchoolRecord,
    priced: &SchoolBills,
    stands: &[StoredBill],
    month: Month,
) -> Vec<BillRow> {
    debug_assert_eq!(priced.totals.month, month, "one month is reckoned");
    let stands: HashMap<PupilNo, &BillRow> =
        stands.iter().map(|stored| (stored.row.pupil, &stored.row)).collect();
    let mut changed: Vec<BillRow> = Vec::new();
    for bill in billed(record, priced) {
        let lines = pack_lines(bill.lines);
        let before = stands.get(&bill.pupil);
        if before.is_some_and(|row| row.amounts == bill.amounts && row.lines == lines) {
            continue;
        }
        let revision = before.map_or(0, |row| row.revision + 1);
        changed.push(BillRow { pupil: bill.pupil, revision, amounts: bill.amounts, lines });
    }
    changed
}

fn statement_of(priced: &SchoolBills, pupils: usize) -> StatementRow {
    let totals = &priced.totals;
    StatementRow {
        month: totals.month,
        revision: 0,
        pupils: u32::try_from(pupils).unwrap_or(u32::MAX),
        amounts: totals.sum(),
        billed_on: totals.billed_on,
        policy_id: totals.policy_id.to_string(),
        facts_change: ChangeNo::default(),
        payee_item: None,
    }
}

fn double(school: &SchoolCode, pupil: PupilNo, on: NaiveDate) -> Finding {
    Finding {
        school: school.clone(),
        code: FindingCode::Defect(Defect::AtTwoSchools),
        subject: Subject::Pupil(pupil),
        on: Some(on),
        slot: None,
        marks: 0,
    }
}

fn stored_finding(finding: &Finding) -> StoredFinding {
    let (class, pupil) = match finding.subject {
        Subject::School => (None, None),
        Subject::Class(class) => (Some(class), None),
        Subject::Pupil(pupil) => (None, Some(pupil)),
    };
    let Finding { code, on, slot, marks, .. } = finding;
    StoredFinding { code: code.to_string(), class, pupil, on: *on, slot: *slot, marks: *marks }
}

async fn item_of_payee(book: &Book<'_>, payee: &Payee) -> Result<Option<u32>, AppError> {
    let payees = book.all::<Payee>().await?;
    Ok(payees.iter().find(|stored| stored.value == *payee).map(|stored| stored.item))
}
