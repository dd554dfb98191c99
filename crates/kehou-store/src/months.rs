//! Closed months of many schools at once, page by page: one statement a page, whatever the number of
//! schools. (F2, F12)

use std::fmt::Write as _;

use kehou_fee::Amounts;
use kehou_registry::SchoolCode;
use kehou_units::{ClassHours, Instant, Month};
use sea_orm::{QueryResult, Value};

use crate::{
    SchoolId, Store, StoreError, StoredFinding, StoredStatement,
    bills::{FINDING, STATEMENT, amounts},
    book::{HEADS, HEADS_AT},
    row::{Take, number_of},
    seal::Place,
};

/// Which schools are meant.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Among {
    /// All of the county.
    All,
    /// Some; none when the list is empty.
    These(Vec<SchoolId>),
}

impl Among {
    /// Whether a school is one of them.
    #[must_use]
    pub fn has(&self, school: SchoolId) -> bool {
        match self {
            Self::All => true,
            Self::These(schools) => schools.contains(&school),
        }
    }

    /// The condition that a school is one of them. Numbers of schools are the store's own.
    fn holds(&self, column: &str) -> String {
        match self {
            Self::All => "1 = 1".to_owned(),
            Self::These(schools) if schools.is_empty() => "1 = 0".to_owned(),
            Self::These(schools) => {
                let numbers: Vec<String> = schools.iter().map(|id| id.0.to_string()).collect();
                format!("{column} IN ({})", numbers.join(", "))
            }
        }
    }
}

/// Which revisions of statements are meant.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Revisions {
    /// The one that stands.
    Standing,
    /// Those that were replaced since, too.
    All,
}

/// Which statements are asked for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct StatementQuery<'a> {
    /// Only of this month.
    pub month: Option<Month>,
    /// Of these schools.
    pub among: Among,
    /// Which revisions.
    pub revisions: Revisions,
    /// Codes of findings whose marks are class hours of which the charge is held.
    pub held_by: &'a [String],
    /// As known at an instant.
    pub known_at: Option<Instant>,
}

/// The place of a statement in a list.
pub type StatementPlace = (SchoolCode, Month, u32);

/// A statement in a list of many schools.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ListedStatement {
    /// The number of the school.
    pub id: SchoolId,
    /// The school.
    pub school: SchoolCode,
    /// The statement.
    pub statement: StoredStatement,
    /// The day the month was published, if it was.
    pub published_on: Option<chrono::NaiveDate>,
    /// When the statement was made.
    pub made_at: Instant,
    /// The class hours that its findings of the given codes count.
    pub held_hours: ClassHours,
}

impl ListedStatement {
    /// Its place in the list.
    #[must_use]
    pub fn place(&self) -> StatementPlace {
        (self.school.clone(), self.statement.row.month, self.statement.row.revision)
    }
}

/// The sums of several statements that stand.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct StatementSums {
    /// How many statements.
    pub statements: u32,
    /// How many pupils have a bill.
    pub pupils: u32,
    /// The sums of all of them.
    pub amounts: Amounts,
    /// The class hours that their findings of the given codes count.
    pub held_hours: ClassHours,
}

/// What of findings is told of a school.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FindingTold<'a> {
    /// Of these schools everything.
    pub whole: Among,
    /// Of the others never these codes,
    pub never: &'a [String],
    /// and the first of each of these alone.
    pub once: &'a [String],
}

/// Which findings are asked for: those of the statements that stand.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FindingQuery<'a> {
    /// The month.
    pub month: Month,
    /// Of these schools.
    pub among: Among,
    /// What is told of which school.
    pub told: FindingTold<'a>,
    /// Only of these codes.
    pub codes: Option<&'a [String]>,
    /// As known at an instant.
    pub known_at: Option<Instant>,
}

/// A finding in a list of many schools.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ListedFinding {
    /// The number of the school.
    pub id: SchoolId,
    /// The school.
    pub school: SchoolCode,
    /// The revision of the statement it belongs to.
    pub revision: u32,
    /// Its place among the findings of the statement that are told of the school, from 0.
    pub place: u32,
    /// The finding.
    pub finding: StoredFinding,
}

impl Store {
    /// Statements of many schools, by code of the school, month and revision, after a place and at most
    /// so many. Each school is read up to its own last complete change.
    ///
    /// # Errors
    ///
    /// [`StoreError`] when the database fails or a row can't be read.
    pub async fn statements_among(
        &self,
        query: &StatementQuery<'_>,
        (after, most): (Option<&StatementPlace>, u32),
    ) -> Result<Vec<ListedStatement>, StoreError> {
        let mut sql = Select::known(query.known_at);
        let (columns, held) = (prefixed("f", STATEMENT), sql.held_hours(query.held_by));
        sql.put(&format!(
            " SELECT s.school_id, s.code, p.published_on, c.recorded_at, {held}, {columns} \
             {STATEMENTS} \
             CROSS JOIN change c LEFT JOIN publication p \
             ON p.school_id = f.school_id AND p.month = f.month AND p.change_no <= b.last"
        ));
        sql.statements(query);
        sql.put(" AND c.school_id = f.school_id AND c.change_no = f.change_no");
        if let Some((school, month, revision)) = after {
            let (school, month) = (sql.bind(school.as_str()), sql.bind(number_of(*month)));
            let revision = sql.bind(i64::from(*revision));
            sql.put(&format!(
                " AND s.code >= {school} AND (s.code > {school} OR f.month > {month} \
                 OR (f.month = {month} AND f.revision > {revision}))"
            ));
        }
        let most = sql.bind(i64::from(most));
        sql.put(&format!(" ORDER BY s.code, f.month, f.revision LIMIT {most}"));
        let rows = self.conn().rows(&sql.text, sql.values).await?;
        rows.iter().map(|row| self.listed_statement(row)).collect()
    }

    /// The sums of the statements that a query asks for and that stand: first of the schools of which
    /// everything is told, then of the others.
    ///
    /// # Errors
    ///
    /// As [`Store::statements_among`].
    pub async fn sums_among(
        &self,
        query: &StatementQuery<'_>,
        whole: &Among,
    ) -> Result<[StatementSums; 2], StoreError> {
        let mut sql = Select::known(query.known_at);
        let sum = |column: &str| format!("CAST(coalesce(sum({column}), 0) AS BIGINT)");
        let columns = ["due_fen", "waived_fen", "payable_fen", "held_fen", "class_hours"];
        let held = sql.held_hours(query.held_by);
        let sums: Vec<String> = columns.iter().map(|column| sum(&format!("f.{column}"))).collect();
        sql.put(&format!(
            " SELECT CAST(CASE WHEN {} THEN 0 ELSE 1 END AS BIGINT) AS told, count(*), \
             {}, {}, {} {STATEMENTS}",
            whole.holds("s.school_id"),
            sum("f.pupils"),
            sums.join(", "),
            sum(&held),
        ));
        sql.statements(&StatementQuery { revisions: Revisions::Standing, ..query.clone() });
        sql.put(" GROUP BY 1");
        let mut both = [StatementSums::default(); 2];
        for row in &self.conn().rows(&sql.text, sql.values).await? {
            let mut row = self.taken(row, "statement");
            let told: i64 = row.cell()?;
            let sums = StatementSums {
                statements: row.whole()?,
                pupils: row.whole()?,
                amounts: amounts(&mut row)?,
                held_hours: ClassHours::new(row.whole()?),
            };
            both[usize::from(told == 1)] = sums;
        }
        Ok(both)
    }

    /// Findings of many schools, by code of the school and place, after a place and at most so many.
    ///
    /// # Errors
    ///
    /// As [`Store::statements_among`].
    pub async fn findings_among(
        &self,
        query: &FindingQuery<'_>,
        (after, most): (Option<&(SchoolCode, u32)>, u32),
    ) -> Result<Vec<ListedFinding>, StoreError> {
        let mut sql = Select::known(query.known_at);
        sql.put(&format!(
            " SELECT * FROM (SELECT s.school_id, s.code AS school_code, n.revision, \
             row_number() OVER (PARTITION BY s.code ORDER BY n.finding_no) - 1 AS place, {} \
             {STATEMENTS} CROSS JOIN finding n",
            prefixed("n", FINDING),
        ));
        sql.statements(&StatementQuery {
            month: Some(query.month),
            among: query.among.clone(),
            revisions: Revisions::Standing,
            held_by: &[],
            known_at: query.known_at,
        });
        sql.put(
            " AND n.school_id = f.school_id AND n.month = f.month AND n.revision = f.revision \
             AND n.change_no <= b.last",
        );
        if let Some((school, _)) = after {
            let school = sql.bind(school.as_str());
            sql.put(&format!(" AND s.code >= {school}"));
        }
        sql.told(&query.told);
        sql.put(") told WHERE 1 = 1");
        if let Some((school, place)) = after {
            let (school, place) = (sql.bind(school.as_str()), sql.bind(i64::from(*place)));
            sql.put(&format!(
                " AND (school_code > {school} OR (school_code = {school} AND place > {place}))"
            ));
        }
        if let Some(codes) = query.codes {
            let codes = sql.list(codes);
            sql.put(&format!(" AND code IN ({codes})"));
        }
        let most = sql.bind(i64::from(most));
        sql.put(&format!(" ORDER BY school_code, place LIMIT {most}"));
        let rows = self.conn().rows(&sql.text, sql.values).await?;
        rows.iter().map(|row| self.listed_finding(row)).collect()
    }

    fn taken<'r>(&'r self, row: &'r QueryResult, table: &'static str) -> Take<'r> {
        Take::new(row, Place { table, school: 0, pupil: 0, item: 0 }, &self.inner.seal)
    }

    fn listed_statement(&self, row: &QueryResult) -> Result<ListedStatement, StoreError> {
        let mut row = self.taken(row, "statement");
        Ok(ListedStatement {
            id: SchoolId(row.cell()?),
            school: row.parsed()?,
            published_on: row.cell()?,
            made_at: Instant::from_micros(row.cell()?),
            held_hours: ClassHours::new(row.whole()?),
            statement: StoredStatement::take(&mut row)?,
        })
    }

    fn listed_finding(&self, row: &QueryResult) -> Result<ListedFinding, StoreError> {
        let mut row = self.taken(row, "finding");
        Ok(ListedFinding {
            id: SchoolId(row.cell()?),
            school: row.parsed()?,
            revision: row.whole()?,
            place: row.whole()?,
            finding: StoredFinding::take(&mut row)?,
        })
    }
}

/// Statements `f` of schools `s`, and how far the books `b` of each show. Schools come first, by their
/// code, which SQLite takes from the order of cross joins: a page then reads the keys of its own rows.
const STATEMENTS: &str = "FROM school s CROSS JOIN bound b CROSS JOIN statement f";
const JOINED: &str =
    "b.school_id = s.school_id AND f.school_id = s.school_id AND f.change_no <= b.last";

fn prefixed(table: &str, columns: &str) -> String {
    columns.split(", ").map(|column| format!("{table}.{column}")).collect::<Vec<_>>().join(", ")
}

/// A statement that is put together, with its values.
struct Select {
    text: String,
    values: Vec<Value>,
}

impl Select {
    /// The bound of every ledger, as it stands or stood.
    fn known(at: Option<Instant>) -> Self {
        let (heads, values): (_, Vec<Value>) = match at {
            None => (HEADS, Vec::new()),
            Some(at) => (HEADS_AT, vec![at.as_micros().into()]),
        };
        Self { text: format!("WITH bound AS ({heads})"), values }
    }

    fn put(&mut self, text: &str) {
        self.text.push_str(text);
    }

    fn bind(&mut self, value: impl Into<Value>) -> String {
        self.values.push(value.into());
        format!("${}", self.values.len())
    }

    fn list(&mut self, values: &[String]) -> String {
        let places: Vec<String> = values.iter().map(|value| self.bind(value.as_str())).collect();
        // A list must hold something; no code is empty.
        if places.is_empty() { "''".to_owned() } else { places.join(", ") }
    }

    /// The class hours that findings of some codes count, of a statement.
    fn held_hours(&mut self, codes: &[String]) -> String {
        let codes = self.list(codes);
        format!(
            "(SELECT CAST(coalesce(sum(h.marks), 0) AS BIGINT) FROM finding h \
             WHERE h.school_id = f.school_id AND h.month = f.month AND h.revision = f.revision \
             AND h.code IN ({codes}))"
        )
    }

    /// The conditions on statements.
    fn statements(&mut self, query: &StatementQuery<'_>) {
        let _ = write!(self.text, " WHERE {JOINED} AND {}", query.among.holds("s.school_id"));
        if let Some(month) = query.month {
            let month = self.bind(number_of(month));
            self.put(&format!(" AND f.month = {month}"));
        }
        if query.revisions == Revisions::Standing {
            self.put(
                " AND NOT EXISTS (SELECT 1 FROM statement l WHERE l.school_id = f.school_id \
                 AND l.month = f.month AND l.revision > f.revision AND l.change_no <= b.last)",
            );
        }
    }

    /// The condition that a finding is told.
    fn told(&mut self, told: &FindingTold<'_>) {
        if told.whole == Among::All {
            return;
        }
        let whole = told.whole.holds("s.school_id");
        let (never, once) = (self.list(told.never), self.list(told.once));
        self.put(&format!(
            " AND ({whole} OR (n.code NOT IN ({never}) AND (n.code NOT IN ({once}) \
             OR NOT EXISTS (SELECT 1 FROM finding e WHERE e.school_id = n.school_id \
             AND e.month = n.month AND e.revision = n.revision AND e.code = n.code \
             AND e.finding_no < n.finding_no))))"
        ));
    }
}
