//! One write on one transaction.

use std::sync::atomic::{AtomicBool, Ordering};

use kehou_units::Instant;
use sea_orm::DbErr;

use super::{Entry, Outcome, Work, Written};
use crate::{
    ChangeNo, StoreError, Tx,
    conn::Conn,
    row::Take,
    seal::{Place, Seal},
};

/// The head of a ledger, and what the request was answered before, if it was: with the change that
/// it made, or that nothing changed.
const HEAD: &str = "SELECT h.change_no, h.recorded_at, h.import_id, \
    i.state IS NOT NULL AND i.state <> 'complete', i.completed_at, \
    coalesce(c.change_no, u.change_no), coalesce(c.recorded_at, u.recorded_at), \
    coalesce(c.fingerprint, u.fingerprint), coalesce(c.answer, u.answer), \
    coalesce(c.actor, u.actor), u.asked_at \
    FROM school_head h LEFT JOIN import i ON i.import_id = h.import_id \
    LEFT JOIN change c ON c.school_id = h.school_id AND c.request_id = $2 \
    LEFT JOIN unchanged_request u ON u.school_id = h.school_id AND u.request_id = $2 \
    WHERE h.school_id = $1";

const INSERT_UNCHANGED: &str = "INSERT INTO unchanged_request (school_id, request_id, asked_at, \
    actor, fingerprint, change_no, recorded_at, answer) VALUES ($1, $2, $3, $4, $5, $6, $7, $8)";

const INSERT_CHANGE: &str = "INSERT INTO change (school_id, change_no, recorded_at, actor, action, \
    reason, request_id, fingerprint, answer, import_id) \
    VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)";

const MOVE_HEAD: &str =
    "UPDATE school_head SET change_no = $2, recorded_at = $3, import_id = $4 WHERE school_id = $1";

struct Head {
    change_no: ChangeNo,
    recorded_at: Instant,
    /// When the last change showed: when it was recorded, or when its import was complete.
    shown_at: Instant,
    /// The import whose change is the last one and does not show yet.
    unfinished: Option<i64>,
    before: Option<Before>,
}

struct Before {
    change_no: ChangeNo,
    recorded_at: Instant,
    fingerprint: Vec<u8>,
    answer: String,
    actor: String,
    /// When it was asked, if it changed nothing.
    unchanged_at: Option<Instant>,
}

/// Performs a write; the flag says whether anything was written when it ended, well or not.
pub(super) async fn perform<W: Work>(
    (conn, seal): (Conn<'_>, &Seal),
    lock: Option<&str>,
    (entry, work): (&Entry, &W),
    wrote: &AtomicBool,
) -> Result<Written, W::Refusal> {
    if let Some(lock) = lock {
        conn.row(lock, vec![entry.ledger.0.into()]).await?;
    }
    let head = head(conn, seal, entry).await?;
    if let Some(before) = head.before {
        return Ok(replayed(before, entry)?);
    }
    if let Some(import) = head.unfinished
        && entry.import.map(crate::ImportId::number) != Some(import)
    {
        return Err(StoreError::ImportUnfinished { import }.into());
    }
    let at = entry.at.max(head.shown_at);
    let (ledger, before) = (entry.ledger, head.change_no);
    let tx = Tx { conn, seal, ledger, before, at, wrote: AtomicBool::new(false) };
    let done = work.run(&tx).await;
    let has_written = tx.wrote.load(Ordering::Relaxed);
    wrote.store(has_written, Ordering::Relaxed);
    let numbers = done?;
    if conn.has_failed() {
        let what = "a statement failed, and the work went on as if it had not";
        return Err(StoreError::Database(DbErr::Custom(what.to_owned())).into());
    }
    if !has_written {
        let (change_no, recorded_at) = (head.change_no, head.recorded_at);
        let written = Written { change_no, recorded_at, outcome: Outcome::Unchanged, numbers };
        remember(conn, (entry, at), &written).await?;
        return Ok(written);
    }
    let written =
        Written { change_no: tx.change_no(), recorded_at: at, outcome: Outcome::Recorded, numbers };
    record(conn, entry, &written).await?;
    Ok(written)
}

async fn head(conn: Conn<'_>, seal: &Seal, entry: &Entry) -> Result<Head, StoreError> {
    let values = vec![entry.ledger.0.into(), entry.request_id.as_str().into()];
    let row = conn.row(HEAD, values).await?;
    let row = row.ok_or(StoreError::NoLedger { number: entry.ledger.0 })?;
    let place = Place { table: "school_head", school: entry.ledger.0, pupil: 0, item: 0 };
    let mut row = Take::new(&row, place, seal);
    let (change_no, recorded_at) = (ChangeNo(row.cell()?), Instant::from_micros(row.cell()?));
    let (import, is_hidden) = (row.cell::<Option<i64>>()?, row.cell::<bool>()?);
    let completed_at = row.cell::<Option<i64>>()?.map_or(recorded_at, Instant::from_micros);
    let before = match row.cell::<Option<i64>>()? {
        Some(change_no) => Some(Before {
            change_no: ChangeNo(change_no),
            recorded_at: Instant::from_micros(row.cell()?),
            fingerprint: row.cell()?,
            answer: row.text()?,
            actor: row.text()?,
            unchanged_at: row.cell::<Option<i64>>()?.map(Instant::from_micros),
        }),
        None => None,
    };
    let (unfinished, shown_at) = (import.filter(|_| is_hidden), recorded_at.max(completed_at));
    Ok(Head { change_no, recorded_at, shown_at, unfinished, before })
}

fn replayed(before: Before, entry: &Entry) -> Result<Written, StoreError> {
    let Before { change_no, recorded_at, fingerprint, answer, actor, unchanged_at } = before;
    // Somebody else's answer is nobody's but theirs; an import may be brought to its end by another.
    let is_other = actor != entry.actor && entry.import.is_none();
    if fingerprint != entry.fingerprint || is_other {
        let request_id = entry.request_id.clone();
        let recorded_at = unchanged_at.unwrap_or(recorded_at);
        return Err(StoreError::RequestIdUsed { request_id, recorded_at });
    }
    let numbers = answer.split(',').filter(|number| !number.is_empty()).map(str::parse);
    let numbers = numbers
        .collect::<Result<_, _>>()
        .map_err(|_| StoreError::bad_row("change", format!("answer `{answer}`")))?;
    let outcome = match unchanged_at {
        Some(_) => Outcome::ReplayedUnchanged,
        None => Outcome::Replayed,
    };
    Ok(Written { change_no, recorded_at, outcome, numbers })
}

/// Remembers what a request was answered that changed nothing. Its late retry would else be done
/// anew, and undo what somebody did in between.
async fn remember(
    conn: Conn<'_>,
    (entry, at): (&Entry, Instant),
    written: &Written,
) -> Result<(), StoreError> {
    let values = vec![
        entry.ledger.0.into(),
        entry.request_id.as_str().into(),
        at.as_micros().into(),
        entry.actor.as_str().into(),
        entry.fingerprint.to_vec().into(),
        written.change_no.0.into(),
        written.recorded_at.as_micros().into(),
        answer_of(written).into(),
    ];
    conn.execute(INSERT_UNCHANGED, values).await?;
    Ok(())
}

fn answer_of(written: &Written) -> String {
    let numbers: Vec<String> = written.numbers.iter().map(ToString::to_string).collect();
    numbers.join(",")
}

async fn record(conn: Conn<'_>, entry: &Entry, written: &Written) -> Result<(), StoreError> {
    let (ledger, change) = (entry.ledger.0, written.change_no.0);
    let at = written.recorded_at.as_micros();
    let import = entry.import.map(crate::ImportId::number);
    let values = vec![
        ledger.into(),
        change.into(),
        at.into(),
        entry.actor.as_str().into(),
        entry.action.into(),
        entry.reason.as_str().into(),
        entry.request_id.as_str().into(),
        entry.fingerprint.to_vec().into(),
        answer_of(written).into(),
        import.into(),
    ];
    conn.execute(INSERT_CHANGE, values).await?;
    let values = vec![ledger.into(), change.into(), at.into(), import.into()];
    conn.execute(MOVE_HEAD, values).await?;
    Ok(())
}
