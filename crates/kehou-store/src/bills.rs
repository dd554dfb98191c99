//! Months that were closed: statements, bills, findings, publications. (F1, F2, F9)

use chrono::NaiveDate;
use kehou_fee::Amounts;
use kehou_registry::{ClassRef, Grade, PupilNo, SlotNo};
use kehou_units::{ClassHours, Month};
use sea_orm::{QueryResult, Value};

use crate::{
    Book, ChangeNo, StoreError, Tx,
    insert::Rows,
    row::{Take, number_of},
    seal::Place,
};

/// The sums of a school's month, and what they were made from.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct StatementRow {
    /// The month.
    pub month: Month,
    /// 0 for the first; a month that is closed again with another result is the next revision.
    pub revision: u32,
    /// How many pupils have a bill.
    pub pupils: u32,
    /// The sums.
    pub amounts: Amounts,
    /// The day of the bills.
    pub billed_on: NaiveDate,
    /// The policy that priced it.
    pub policy_id: String,
    /// The change of the school up to which attendance and registry counted.
    pub facts_change: ChangeNo,
    /// The item of the payee that families pay to, if one is designated. (F17)
    pub payee_item: Option<u32>,
}

/// A statement as it was written.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct StoredStatement {
    /// The statement.
    pub row: StatementRow,
    /// The change that made it; its bills and findings have the same.
    pub change_no: ChangeNo,
}

/// One pupil's month.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct BillRow {
    /// The pupil.
    pub pupil: PupilNo,
    /// 0 for the first; a bill that came out otherwise later is the next revision.
    pub revision: u32,
    /// The amounts.
    pub amounts: Amounts,
    /// The lines, packed.
    pub lines: Vec<u8>,
}

/// A bill as it was written.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct StoredBill {
    /// The month.
    pub month: Month,
    /// The bill.
    pub row: BillRow,
    /// The change that made it.
    pub change_no: ChangeNo,
}

/// A finding as it was written.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct StoredFinding {
    /// The code of the check or defect.
    pub code: String,
    /// The class, when it is about one.
    pub class: Option<ClassRef>,
    /// The pupil, when it is about one.
    pub pupil: Option<PupilNo>,
    /// The day, or the first of several.
    pub on: Option<NaiveDate>,
    /// The slot, when it is about one.
    pub slot: Option<SlotNo>,
    /// How many marks it touches.
    pub marks: u32,
}

/// The publication of a statement.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Publication {
    /// The month.
    pub month: Month,
    /// The revision that was published.
    pub revision: u32,
    /// The day.
    pub published_on: NaiveDate,
    /// The change that recorded it.
    pub change_no: ChangeNo,
}

pub(crate) const STATEMENT: &str = "month, revision, pupils, due_fen, waived_fen, payable_fen, held_fen, \
    class_hours, billed_on, policy_id, attendance_change_no, payee_item, change_no";
const BILL: &str = "month, pupil_no, revision, due_fen, waived_fen, payable_fen, held_fen, \
    class_hours, lines, change_no";
pub(crate) const FINDING: &str = "code, grade, class_no, pupil_no, on_date, slot, marks";

fn take<'a>(row: &'a QueryResult, book: &Book<'a>, table: &'static str) -> Take<'a> {
    Take::new(row, Place { table, school: book.ledger.0, pupil: 0, item: 0 }, book.seal)
}

pub(crate) fn amounts(row: &mut Take<'_>) -> Result<Amounts, StoreError> {
    Ok(Amounts {
        due: row.fen()?,
        waived: row.fen()?,
        payable: row.fen()?,
        held: row.fen()?,
        class_hours: ClassHours::new(row.whole()?),
    })
}

fn cells_of(amounts: &Amounts) -> [Value; 5] {
    let Amounts { due, waived, payable, held, class_hours } = amounts;
    let [due, waived, payable, held] = [due, waived, payable, held].map(|fen| fen.as_fen().into());
    [due, waived, payable, held, i64::from(class_hours.count()).into()]
}

impl StoredStatement {
    pub(crate) fn take(row: &mut Take<'_>) -> Result<Self, StoreError> {
        let statement = StatementRow {
            month: row.month()?,
            revision: row.whole()?,
            pupils: row.whole()?,
            amounts: amounts(row)?,
            billed_on: row.cell()?,
            policy_id: row.text()?,
            facts_change: ChangeNo(row.cell()?),
            payee_item: row.whole_or_none()?,
        };
        Ok(Self { row: statement, change_no: ChangeNo(row.cell()?) })
    }
}

impl StoredBill {
    fn take(row: &mut Take<'_>) -> Result<Self, StoreError> {
        let month = row.month()?;
        let bill = BillRow {
            pupil: PupilNo::new(row.whole()?),
            revision: row.whole()?,
            amounts: amounts(row)?,
            lines: row.cell()?,
        };
        Ok(Self { month, row: bill, change_no: ChangeNo(row.cell()?) })
    }
}

impl StoredFinding {
    pub(crate) fn take(row: &mut Take<'_>) -> Result<Self, StoreError> {
        let code = row.text()?;
        let (grade, number) = (row.whole_or_none::<u8>()?, row.whole_or_none::<u16>()?);
        let grade = grade.map(Grade::new).transpose().map_err(|error| row.wrong(error))?;
        let class = grade.zip(number).map(|(grade, number)| ClassRef { grade, number });
        let pupil = row.whole_or_none()?.map(PupilNo::new);
        let on = row.cell()?;
        let slot = row.whole_or_none()?.map(SlotNo::new).transpose();
        let slot = slot.map_err(|error| row.wrong(error))?;
        Ok(Self { code, class, pupil, on, slot, marks: row.whole()? })
    }
}

impl<'a> Book<'a> {
    /// The statements of the school, by month and revision.
    ///
    /// # Errors
    ///
    /// [`StoreError`] when the database fails or a row can't be read.
    pub async fn statements(&self) -> Result<Vec<StoredStatement>, StoreError> {
        let sql = format!(
            "SELECT {STATEMENT} FROM statement WHERE school_id = $1 AND change_no <= $2 \
             ORDER BY month, revision"
        );
        let rows = self.conn.rows(&sql, vec![self.ledger.0.into(), self.bound.0.into()]).await?;
        rows.iter().map(|row| StoredStatement::take(&mut take(row, self, "statement"))).collect()
    }

    /// The newest statement of a month.
    ///
    /// # Errors
    ///
    /// As [`Book::statements`].
    pub async fn statement(&self, month: Month) -> Result<Option<StoredStatement>, StoreError> {
        let sql = format!(
            "SELECT {STATEMENT} FROM statement WHERE school_id = $1 AND month = $2 \
             AND change_no <= $3 ORDER BY revision DESC LIMIT 1"
        );
        let row = self.conn.row(&sql, self.of_month(month)).await?;
        row.map(|row| StoredStatement::take(&mut take(&row, self, "statement"))).transpose()
    }

    /// The newest bills of a month, by pupil, after a pupil number and at most so many.
    ///
    /// # Errors
    ///
    /// As [`Book::statements`].
    pub async fn bills(
        &self,
        month: Month,
        after: Option<PupilNo>,
        most: u32,
    ) -> Result<Vec<StoredBill>, StoreError> {
        let sql = format!(
            "SELECT {BILL} FROM bill b WHERE school_id = $1 AND month = $2 AND change_no <= $3 \
             AND pupil_no > $4 AND NOT EXISTS (SELECT 1 FROM bill n WHERE n.school_id = b.school_id \
             AND n.month = b.month AND n.pupil_no = b.pupil_no AND n.revision > b.revision \
             AND n.change_no <= $3) ORDER BY pupil_no LIMIT $5"
        );
        let mut values = self.of_month(month);
        let after = after.map_or(0, PupilNo::number);
        values.extend([Value::from(i64::from(after)), i64::from(most).into()]);
        let rows = self.conn.rows(&sql, values).await?;
        rows.iter().map(|row| StoredBill::take(&mut take(row, self, "bill"))).collect()
    }

    /// The revisions of a pupil's bill, the newest first.
    ///
    /// # Errors
    ///
    /// As [`Book::statements`].
    pub async fn bill(&self, month: Month, pupil: PupilNo) -> Result<Vec<StoredBill>, StoreError> {
        let sql = format!(
            "SELECT {BILL} FROM bill WHERE school_id = $1 AND month = $2 AND change_no <= $3 \
             AND pupil_no = $4 ORDER BY revision DESC"
        );
        let mut values = self.of_month(month);
        values.push(i64::from(pupil.number()).into());
        let rows = self.conn.rows(&sql, values).await?;
        rows.iter().map(|row| StoredBill::take(&mut take(row, self, "bill"))).collect()
    }

    /// The findings of a statement, in order.
    ///
    /// # Errors
    ///
    /// As [`Book::statements`].
    pub async fn findings(
        &self,
        month: Month,
        revision: u32,
    ) -> Result<Vec<StoredFinding>, StoreError> {
        let sql = format!(
            "SELECT {FINDING} FROM finding WHERE school_id = $1 AND month = $2 \
             AND change_no <= $3 AND revision = $4 ORDER BY finding_no"
        );
        let mut values = self.of_month(month);
        values.push(i64::from(revision).into());
        let rows = self.conn.rows(&sql, values).await?;
        rows.iter().map(|row| StoredFinding::take(&mut take(row, self, "finding"))).collect()
    }

    /// The publication of a month's statement, if it was published.
    ///
    /// # Errors
    ///
    /// As [`Book::statements`].
    pub async fn publication(&self, month: Month) -> Result<Option<Publication>, StoreError> {
        let sql = "SELECT month, revision, published_on, change_no FROM publication \
                   WHERE school_id = $1 AND month = $2 AND change_no <= $3";
        let row = self.conn.row(sql, self.of_month(month)).await?;
        let publication = |row| {
            let mut row = take(&row, self, "publication");
            Ok(Publication {
                month: row.month()?,
                revision: row.whole()?,
                published_on: row.cell()?,
                change_no: ChangeNo(row.cell()?),
            })
        };
        row.map(publication).transpose()
    }

    fn of_month(&self, month: Month) -> Vec<Value> {
        vec![self.ledger.0.into(), number_of(month).into(), self.bound.0.into()]
    }
}

impl Tx<'_> {
    /// Writes a statement with the bills that are new or other than before, and its findings.
    ///
    /// # Errors
    ///
    /// [`StoreError`] when the database fails.
    pub async fn save_month(
        &self,
        statement: &StatementRow,
        bills: &[BillRow],
        findings: &[StoredFinding],
    ) -> Result<(), StoreError> {
        let (school, change) = (Value::from(self.ledger.0), Value::from(self.change_no().0));
        let month = Value::from(number_of(statement.month));
        let revision = Value::from(i64::from(statement.revision));
        let mut rows = Rows::of("statement", format!("school_id, {STATEMENT}"));
        let cells = rows.cells();
        cells.extend([school.clone(), month.clone(), revision.clone()]);
        cells.push(i64::from(statement.pupils).into());
        cells.extend(cells_of(&statement.amounts));
        cells.extend([statement.billed_on.into(), statement.policy_id.as_str().into()]);
        cells.extend([
            statement.facts_change.0.into(),
            statement.payee_item.map(i64::from).into(),
            change.clone(),
        ]);
        self.insert(rows, "").await?;
        let mut rows = Rows::of("bill", format!("school_id, {BILL}"));
        for bill in bills {
            let cells = rows.cells();
            cells.extend([school.clone(), month.clone()]);
            cells.extend([bill.pupil.number(), bill.revision].map(|n| Value::from(i64::from(n))));
            cells.extend(cells_of(&bill.amounts));
            cells.extend([bill.lines.clone().into(), change.clone()]);
        }
        self.insert(rows, "").await?;
        let columns = format!("school_id, month, revision, finding_no, {FINDING}, change_no");
        let mut rows = Rows::of("finding", columns);
        for (at, finding) in findings.iter().enumerate() {
            let number = i64::try_from(at).unwrap_or(i64::MAX);
            let cells = rows.cells();
            cells.extend([school.clone(), month.clone(), revision.clone(), number.into()]);
            cells.extend([
                finding.code.as_str().into(),
                finding.class.map(|class| i64::from(class.grade.number())).into(),
                finding.class.map(|class| i64::from(class.number)).into(),
                finding.pupil.map(|pupil| i64::from(pupil.number())).into(),
                finding.on.into(),
                finding.slot.map(|slot| i64::from(slot.number())).into(),
                i64::from(finding.marks).into(),
                change.clone(),
            ]);
        }
        self.insert(rows, "").await
    }

    /// Publishes a revision of a month's statement.
    ///
    /// # Errors
    ///
    /// [`StoreError`] when the database fails, such as when one was published.
    pub async fn publish(
        &self,
        month: Month,
        revision: u32,
        published_on: NaiveDate,
    ) -> Result<(), StoreError> {
        let columns = "school_id, month, revision, published_on, change_no".to_owned();
        let mut rows = Rows::of("publication", columns);
        rows.cells().extend([
            self.ledger.0.into(),
            number_of(month).into(),
            i64::from(revision).into(),
            published_on.into(),
            Value::from(self.change_no().0),
        ]);
        self.insert(rows, "").await
    }
}
