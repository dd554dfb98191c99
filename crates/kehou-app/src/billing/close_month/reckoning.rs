//! What a school's month comes to, reckoned from its books, and how that differs from what stands.

use std::collections::{BTreeMap, HashMap};

use chrono::NaiveDate;
use kehou_attendance::SchoolRecord;
use kehou_fee::{Knowledge, SchoolBills, SchoolFacts, Tariff, pack_lines, price};
use kehou_registry::{
    Defect, Finding, FindingCode, Payee, PupilNo, SchoolCode, Subject, WorkingDays,
};
use kehou_store::{
    BillRow, Book, ChangeNo, Persons, StatementRow, StoredBill, StoredFinding, StoredStatement, Tx,
};
use kehou_units::Month;

use crate::{
    AppError, Refusal, RefusalCode,
    attendance::{MonthPhase, phase_of},
    registry::CountyDays,
};

/// The pupils of a school whom another has on its roll too, each with the first such day.
pub(super) type Doubles = BTreeMap<PupilNo, NaiveDate>;

/// What a school's month is reckoned by, beside its own books.
#[derive(Clone, Copy)]
pub(super) struct Ground<'a> {
    pub(super) tariff: &'a Tariff,
    pub(super) knowledge: Knowledge,
    pub(super) county: &'a CountyDays,
    pub(super) doubles: &'a Doubles,
}

/// What a school's month comes to, and how that differs from what stands.
pub(super) struct Reckoning {
    /// The change up to which facts counted.
    pub(super) facts: ChangeNo,
    statement: StatementRow,
    bills: Vec<BillRow>,
    findings: Vec<StoredFinding>,
    /// Whether the statement is to be written.
    is_new: bool,
}

impl Reckoning {
    pub(super) async fn of(
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

    pub(super) fn numbers(&self) -> Vec<i64> {
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

    pub(super) async fn save(&self, tx: &Tx<'_>) -> Result<Vec<i64>, AppError> {
        if self.is_new {
            tx.save_month(&self.statement, &self.bills, &self.findings).await?;
        }
        Ok(self.numbers())
    }
}

/// The facts of a record, as rules read them.
pub(in crate::billing) fn facts_of<'a>(
    record: &'a SchoolRecord,
    working: &'a WorkingDays,
) -> SchoolFacts<'a> {
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
