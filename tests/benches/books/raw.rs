//! The floor of a close: the same rows read and the same rows inserted by the bare driver, in the same
//! batches and transactions, with nothing in between.

use std::{error::Error, time::Instant as Stopwatch};

use chrono::NaiveDate;
use sqlx::{Row, postgres::PgPoolOptions, sqlite::SqliteConnectOptions, sqlite::SqlitePoolOptions};

type Tried<T> = Result<T, Box<dyn Error + Send + Sync>>;

/// How long reading and inserting took.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Floor {
    /// Reading what a close reads, in seconds.
    pub(crate) read: f64,
    /// Inserting what a close inserts, in seconds.
    pub(crate) insert: f64,
}

const READS: &[(&str, &str)] = &[
    (
        "placement",
        "pupil_no, item_no, change_no, removed, valid_from, valid_to, grade, class_no, boarding",
    ),
    (
        "application",
        "pupil_no, item_no, change_no, removed, applied_on, withdrawn_on, slots, weekdays",
    ),
    (
        "waiver",
        "pupil_no, item_no, change_no, removed, category, track, since, decision, decided_on, decision_reason, lost_on",
    ),
    ("roster", "hash, pupil_nos"),
    (
        "roll",
        "service_date, slot, group_no, revision, sheet, roster_hash, marks, entered_at, late_reason, change_no",
    ),
];

const BILL: &str = "school_id, month, pupil_no, revision, due_fen, waived_fen, payable_fen, held_fen, class_hours, lines, change_no";

/// The number of placeholders of a bill.
const WIDTH: usize = 11;

/// One bill as it is stored.
struct BillCells {
    numbers: [i64; 9],
    lines: Vec<u8>,
    change_no: i64,
}

fn insert_sql(place: fn(usize) -> String, rows: usize) -> String {
    let row = |at: usize| {
        let cells: Vec<String> = (1..=WIDTH).map(|cell| place(at * WIDTH + cell)).collect();
        format!("({})", cells.join(","))
    };
    let rows: Vec<String> = (0..rows).map(row).collect();
    format!("INSERT INTO bill_raw ({BILL}) VALUES {}", rows.join(","))
}

macro_rules! floor {
    ($name:ident, $database:ty, $place:expr) => {
        async fn $name(pool: &sqlx::Pool<$database>, create: &'static str) -> Tried<Floor> {
            sqlx::query("DROP TABLE IF EXISTS bill_raw").execute(pool).await?;
            sqlx::query(create).execute(pool).await?;
            let schools: Vec<i64> = sqlx::query_scalar("SELECT school_id FROM school ORDER BY 1")
                .fetch_all(pool)
                .await?;
            let bills = {
                let sql = format!("SELECT {BILL} FROM bill WHERE school_id = $1 ORDER BY pupil_no");
                let mut bills = Vec::new();
                for school in &schools {
                    let rows = sqlx::query(sqlx::AssertSqlSafe(sql.clone()))
                        .bind(school)
                        .fetch_all(pool)
                        .await?;
                    let mut of_school = Vec::with_capacity(rows.len());
                    for row in rows {
                        let mut numbers = [0; 9];
                        for (at, number) in numbers.iter_mut().enumerate() {
                            *number = row.try_get(at)?;
                        }
                        of_school.push(BillCells {
                            numbers,
                            lines: row.try_get(9)?,
                            change_no: row.try_get(10)?,
                        });
                    }
                    bills.push(of_school);
                }
                bills
            };
            let begun = Stopwatch::now();
            let mut checked = 0_i64;
            for school in &schools {
                for (table, columns) in READS {
                    let sql = format!(
                        "SELECT {columns} FROM {table} WHERE school_id = $1 ORDER BY 1, 2, 3"
                    );
                    let sql = if *table == "roster" { sql.replace(", 3", "") } else { sql };
                    let rows =
                        sqlx::query(sqlx::AssertSqlSafe(sql)).bind(school).fetch_all(pool).await?;
                    for row in &rows {
                        checked += match *table {
                            "placement" => {
                                let from: NaiveDate = row.try_get(4)?;
                                let grade: i64 = row.try_get(6)?;
                                let boarding: &str = row.try_get(8)?;
                                i64::from(from > NaiveDate::MIN) + grade + boarding.len() as i64
                            }
                            "application" => {
                                let on: NaiveDate = row.try_get(4)?;
                                i64::from(on > NaiveDate::MIN)
                                    + row.try_get::<i64, _>(6)?
                                    + row.try_get::<i64, _>(7)?
                            }
                            "waiver" => row.try_get::<&str, _>(4)?.len() as i64,
                            "roster" => row.try_get::<&[u8], _>(1)?.len() as i64,
                            _ => {
                                let on: NaiveDate = row.try_get(0)?;
                                let marks: &[u8] = row.try_get(6)?;
                                i64::from(on > NaiveDate::MIN)
                                    + row.try_get::<i64, _>(2)?
                                    + marks.len() as i64
                            }
                        };
                    }
                }
            }
            assert!(checked > 0, "something was read");
            let read = begun.elapsed().as_secs_f64();
            let begun = Stopwatch::now();
            let (hundred, ten, one) =
                (insert_sql($place, 100), insert_sql($place, 10), insert_sql($place, 1));
            for of_school in &bills {
                let mut tx = pool.begin().await?;
                let mut rest = &of_school[..];
                while !rest.is_empty() {
                    let (size, sql) = match rest.len() {
                        100.. => (100, &hundred),
                        10.. => (10, &ten),
                        _ => (1, &one),
                    };
                    let mut insert = sqlx::query(sqlx::AssertSqlSafe(sql.clone()));
                    for bill in &rest[..size] {
                        for number in bill.numbers {
                            insert = insert.bind(number);
                        }
                        insert = insert.bind(bill.lines.as_slice()).bind(bill.change_no);
                    }
                    insert.execute(&mut *tx).await?;
                    rest = &rest[size..];
                }
                tx.commit().await?;
            }
            let insert = begun.elapsed().as_secs_f64();
            sqlx::query("DROP TABLE bill_raw").execute(pool).await?;
            Ok(Floor { read, insert })
        }
    };
}

floor!(sqlite, sqlx::Sqlite, |_| "?".to_owned());
floor!(postgres, sqlx::Postgres, |at| format!("${at}"));

/// Measures the floor on a database whose month was closed.
pub(crate) async fn floor(url: &str) -> Tried<Floor> {
    const LIKE_BILL: &str = "CREATE TABLE bill_raw (school_id BIGINT NOT NULL, month BIGINT NOT NULL, \
        pupil_no BIGINT NOT NULL, revision BIGINT NOT NULL, due_fen BIGINT NOT NULL, waived_fen BIGINT NOT NULL, \
        payable_fen BIGINT NOT NULL, held_fen BIGINT NOT NULL, class_hours BIGINT NOT NULL, lines BLOB NOT NULL, \
        change_no BIGINT NOT NULL, PRIMARY KEY (school_id, month, pupil_no, revision), \
        CHECK (due_fen = waived_fen + payable_fen)) WITHOUT ROWID";
    if url.starts_with("postgres") {
        let pool = PgPoolOptions::new().max_connections(1).connect(url).await?;
        return postgres(&pool, "CREATE TABLE bill_raw (LIKE bill INCLUDING ALL)").await;
    }
    let options = SqliteConnectOptions::new()
        .filename(url)
        .journal_mode(sqlx::sqlite::SqliteJournalMode::Wal)
        .synchronous(sqlx::sqlite::SqliteSynchronous::Full)
        .row_buffer_size(1_000)
        .pragma("cache_size", "-32768")
        .pragma("wal_autocheckpoint", "4000");
    let pool = SqlitePoolOptions::new().max_connections(1).connect_with(options).await?;
    sqlite(&pool, LIKE_BILL).await
}
