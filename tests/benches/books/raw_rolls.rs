//! The same statements as a submitted roll, in the same batches, by the bare driver: on SQLite one writer and
//! up to 64 rolls a commit, on PostgreSQL 16 connections and a transaction a roll.

use std::{error::Error, sync::Arc, time::Instant as Stopwatch};

use chrono::NaiveDate;
use kehou_attendance::{Mark, Roster, pack_marks};
use kehou_registry::PupilNo;
use kehou_store::SchoolId;
use sqlx::{
    AssertSqlSafe, PgConnection, SqliteConnection,
    postgres::PgPoolOptions,
    sqlite::{SqliteConnectOptions, SqlitePoolOptions},
};
use tokio::{sync::Mutex, task::JoinSet};

use crate::rolls::{CLIENTS, PUPILS};

type Tried<T> = Result<T, Box<dyn Error + Send + Sync>>;

/// The statements of one roll: what stands, what is known, what is written.
const HEAD: &str = "SELECT h.change_no, h.recorded_at, h.import_id, \
    i.state IS NOT NULL AND i.state <> 'complete', i.completed_at, \
    c.change_no, c.recorded_at, c.fingerprint, c.answer \
    FROM school_head h LEFT JOIN import i ON i.import_id = h.import_id \
    LEFT JOIN change c ON c.school_id = h.school_id AND c.request_id = $2 WHERE h.school_id = $1";
const NEWEST: &str = "SELECT r.service_date, r.slot, r.group_no, r.revision, r.sheet, r.roster_hash, \
    r.marks, r.entered_at, r.late_reason, r.change_no, o.pupil_nos FROM roll r \
    JOIN roster o ON o.school_id = r.school_id AND o.hash = r.roster_hash \
    WHERE r.school_id = $1 AND r.service_date = $2 AND r.slot = $3 AND r.group_no = $4 \
    AND r.change_no <= $5 ORDER BY r.revision DESC, r.sheet";
const HAS_ROSTER: &str = "SELECT 1 FROM roster WHERE school_id = $1 AND hash = $2";
const INSERT_ROLL: &str = "INSERT INTO roll (school_id, service_date, slot, group_no, revision, sheet, \
    roster_hash, marks, entered_at, late_reason, change_no) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)";
const INSERT_CHANGE: &str = "INSERT INTO change (school_id, change_no, recorded_at, actor, action, reason, \
    request_id, fingerprint, answer, import_id) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)";
const MOVE_HEAD: &str =
    "UPDATE school_head SET change_no = $2, recorded_at = $3, import_id = $4 WHERE school_id = $1";
const LOCK: &str = "SELECT change_no FROM school_head WHERE school_id = $1 FOR UPDATE";

struct Roll {
    school: i64,
    group: i64,
    request_id: String,
    roster: Arc<Vec<u8>>,
    marks: Arc<Vec<u8>>,
    on: NaiveDate,
}

macro_rules! statements {
    ($name:ident, $connection:ty) => {
        async fn $name(connection: &mut $connection, roll: &Roll) -> Tried<()> {
            use sqlx::Row;
            let head = sqlx::query(HEAD)
                .bind(roll.school)
                .bind(&roll.request_id)
                .fetch_one(&mut *connection)
                .await?;
            let (change, at): (i64, i64) = (head.try_get(0)?, head.try_get(1)?);
            let newest = sqlx::query(NEWEST)
                .bind(roll.school)
                .bind(roll.on)
                .bind(1_i64)
                .bind(roll.group)
                .bind(change)
                .fetch_all(&mut *connection)
                .await?;
            assert!(newest.is_empty(), "each roll is new");
            let known = sqlx::query(HAS_ROSTER)
                .bind(roll.school)
                .bind(roll.roster.as_slice())
                .fetch_optional(&mut *connection)
                .await?;
            assert!(known.is_some(), "the roster is stored");
            sqlx::query(INSERT_ROLL)
                .bind(roll.school)
                .bind(roll.on)
                .bind(1_i64)
                .bind(roll.group)
                .bind(0_i64)
                .bind(0_i64)
                .bind(roll.roster.as_slice())
                .bind(roll.marks.as_slice())
                .bind(at)
                .bind(None::<String>)
                .bind(change + 1)
                .execute(&mut *connection)
                .await?;
            sqlx::query(INSERT_CHANGE)
                .bind(roll.school)
                .bind(change + 1)
                .bind(at)
                .bind("bench")
                .bind("attendance.submit_roll")
                .bind("")
                .bind(&roll.request_id)
                .bind(&[7_u8; 32][..])
                .bind("0,0")
                .bind(None::<i64>)
                .execute(&mut *connection)
                .await?;
            sqlx::query(MOVE_HEAD)
                .bind(roll.school)
                .bind(change + 1)
                .bind(at)
                .bind(None::<i64>)
                .execute(&mut *connection)
                .await?;
            Ok(())
        }
    };
}

statements!(sqlite_roll, SqliteConnection);
statements!(postgres_roll, PgConnection);

fn rolls(schools: &[(SchoolId, String)], (round, count): (usize, usize)) -> Tried<Vec<Roll>> {
    let roster = Roster::new((1..=PUPILS).map(PupilNo::new).collect())?;
    let roster = Arc::new(roster.hash().as_bytes().to_vec());
    let marks = Arc::new(pack_marks(&vec![Mark::Present; usize::try_from(PUPILS)?]));
    let on = NaiveDate::from_ymd_opt(2023, 3, 15).ok_or("no such day")?;
    (0..count)
        .map(|number| {
            Ok(Roll {
                school: schools[number % schools.len()].0.number(),
                group: 1_000_000 + i64::try_from(round * count + number)?,
                request_id: format!("raw-{round}-{number:06}"),
                roster: Arc::clone(&roster),
                marks: Arc::clone(&marks),
                on,
            })
        })
        .collect()
}

/// Rolls a second.
pub(crate) async fn rate(
    url: &str,
    schools: &[(SchoolId, String)],
    round: (usize, usize),
) -> Tried<f64> {
    let rolls = rolls(schools, round)?;
    let count = f64::from(u32::try_from(rolls.len())?);
    let took = if url.starts_with("postgres") {
        on_postgres(url, rolls).await?
    } else {
        on_sqlite(url, &rolls).await?
    };
    Ok(count / took)
}

async fn on_sqlite(url: &str, rolls: &[Roll]) -> Tried<f64> {
    let options = SqliteConnectOptions::new()
        .filename(url)
        .journal_mode(sqlx::sqlite::SqliteJournalMode::Wal)
        .synchronous(sqlx::sqlite::SqliteSynchronous::Full)
        .pragma("recursive_triggers", "on")
        .pragma("cache_size", "-32768")
        .pragma("wal_autocheckpoint", "4000");
    let pool = SqlitePoolOptions::new()
        .test_before_acquire(false)
        .max_connections(1)
        .connect_with(options)
        .await?;
    let mut connection = pool.acquire().await?;
    let begun = Stopwatch::now();
    for batch in rolls.chunks(CLIENTS) {
        sqlx::query("BEGIN IMMEDIATE").execute(&mut *connection).await?;
        for roll in batch {
            sqlite_roll(&mut connection, roll).await?;
        }
        sqlx::query("COMMIT").execute(&mut *connection).await?;
    }
    Ok(begun.elapsed().as_secs_f64())
}

async fn on_postgres(url: &str, rolls: Vec<Roll>) -> Tried<f64> {
    let pool = PgPoolOptions::new()
        .test_before_acquire(false)
        .max_connections(16)
        .min_connections(16)
        .connect(url)
        .await?;
    let waiting = Arc::new(Mutex::new(rolls.into_iter()));
    let begun = Stopwatch::now();
    let mut writers = JoinSet::new();
    for _ in 0..16 {
        let (pool, waiting) = (pool.clone(), Arc::clone(&waiting));
        writers.spawn(async move {
            loop {
                let Some(roll) = waiting.lock().await.next() else { return Tried::Ok(()) };
                let mut tx = pool.begin().await?;
                sqlx::query(LOCK).bind(roll.school).fetch_one(&mut *tx).await?;
                postgres_roll(&mut tx, &roll).await?;
                tx.commit().await?;
            }
        });
    }
    while let Some(ended) = writers.join_next().await {
        ended??;
    }
    Ok(begun.elapsed().as_secs_f64())
}

/// How many rolls of the benchmark are stored, and how many changes that made one.
pub(crate) async fn count(url: &str) -> Tried<(i64, i64)> {
    let rolls = "SELECT count(*) FROM roll WHERE group_no >= 10000 AND revision = 0";
    let changes = "SELECT count(*) FROM change WHERE action = 'attendance.submit_roll'";
    if url.starts_with("postgres") {
        let pool =
            PgPoolOptions::new().test_before_acquire(false).max_connections(1).connect(url).await?;
        let rolls = sqlx::query_scalar(AssertSqlSafe(rolls)).fetch_one(&pool).await?;
        return Ok((rolls, sqlx::query_scalar(AssertSqlSafe(changes)).fetch_one(&pool).await?));
    }
    let options = SqliteConnectOptions::new().filename(url);
    let pool = SqlitePoolOptions::new()
        .test_before_acquire(false)
        .max_connections(1)
        .connect_with(options)
        .await?;
    let rolls = sqlx::query_scalar(AssertSqlSafe(rolls)).fetch_one(&pool).await?;
    Ok((rolls, sqlx::query_scalar(AssertSqlSafe(changes)).fetch_one(&pool).await?))
}
