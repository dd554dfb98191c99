//! A county's month through the books: import of the registry and of the rolls, close, close again; on
//! SQLite, and on PostgreSQL where `KEHOU_TEST_POSTGRES` names a server. Beside it the raw statements:
//! reading and inserting the same rows with nothing in between.
//!
//! `cargo bench -p kehou-tests --bench books -- county`; `SIZE=small` for a look.

use std::{error::Error, path::PathBuf, sync::Arc, time::Instant as Stopwatch};

use chrono::NaiveDate;
use kehou_app::{
    App, Ask, Clock, Grant, Principal, Role, Scope,
    billing::{CloseMonth, close_month},
    import::{AcceptedRemovals, ConfirmProgress, ImportView, Stage, Upload, confirm, stage},
    policy::{Adopt, adopt_policy},
};
use kehou_policy::Policy;
use kehou_sample::{Sample, Seed, Size};
use kehou_sheets::CsvTable;
use kehou_store::testing::{POSTGRES, TestDatabase};
use kehou_units::{Instant, Month};

use crate::raw::{Floor, floor};

type Tried<T> = Result<T, Box<dyn Error + Send + Sync>>;

/// How often the month is closed anew to find a median.
const ROUNDS: usize = 3;

/// Measures a county's month on both databases.
pub(crate) async fn run() -> Tried<()> {
    let size = match std::env::var("SIZE").as_deref() {
        Ok("small") => Size::Small,
        _ => Size::County,
    };
    let sample = Sample::new(Seed(1), size);
    let files = files_of(&sample)?;
    println!("sample: {} schools, {} pupils", sample.schools(), sample.pupils());
    let sqlite = TestDatabase::sqlite()?;
    let first = measured("sqlite", &sqlite, &files).await?;
    if let Ok(server) = std::env::var(POSTGRES) {
        let postgres = TestDatabase::postgres(&server).await?;
        let second = measured("postgres", &postgres, &files).await?;
        assert_eq!(first, second, "both databases hold the same");
    } else {
        println!("postgres: {POSTGRES} is not set");
    }
    Ok(())
}

type Files = Vec<(String, Vec<u8>)>;

fn files_of(sample: &Sample) -> Tried<Files> {
    let mut files = Vec::new();
    for table in sample.tables() {
        let mut bytes = Vec::new();
        let mut out = CsvTable::new(&mut bytes, &table.headings)?;
        for row in table.rows {
            out.row(&row)?;
        }
        out.finish()?;
        files.push((table.path.clone(), bytes));
    }
    Ok(files)
}

fn everybody() -> Principal {
    let grants = [Role::Programme, Role::Finance, Role::Machine]
        .map(|role| Grant { role, scope: Scope::County });
    Principal { subject: "bench".to_owned(), grants: grants.into() }
}

async fn measured(name: &str, database: &TestDatabase, files: &Files) -> Tried<String> {
    let store = database.open().await?;
    let spool = tempfile::tempdir()?;
    let noon = NaiveDate::from_ymd_opt(2023, 5, 10).and_then(|day| day.and_hms_opt(12, 0, 0));
    let clock = Clock::standing_at(Instant::of_county(noon.ok_or("no such day")?));
    let app = Arc::new(App::new(store, clock, PathBuf::from(spool.path())));
    let who = everybody();
    adopt_shipped(&app, &who).await?;
    let (rolls, registry): (Files, Files) =
        files.iter().cloned().partition(|(name, _)| is_roll(name));
    import(&app, &who, ("registry", name), &registry).await?;
    import(&app, &who, ("rolls", name), &rolls).await?;
    let again = import(&app, &who, ("rolls-again", name), &rolls).await?;
    let is_changed = |(_, counts): &(_, kehou_app::import::comparison::Counts)| {
        counts.added + counts.changed + counts.removed > 0
    };
    assert!(!again.preview.kinds.iter().any(is_changed), "the same file again changes nothing");

    let month = Month::new(2023, 3)?;
    let took = close(&app, &who, month, "close-the-month").await?;
    println!("{name}: close of {month}: {took:.3} s");
    for round in 0..ROUNDS {
        let took = close(&app, &who, month, &format!("close-again-{round}")).await?;
        println!("{name}: close again, no change: {took:.3} s");
    }
    let dump = app.store().dump().await?;
    for (table, rows, _) in &dump.tables {
        if *rows > 0 {
            println!("{name}: {table} {rows}");
        }
    }
    println!("{name}: dump {}", dump.hash());
    for _ in 0..ROUNDS {
        let Floor { read, insert } = floor(&database.url).await?;
        println!("{name}: raw read {read:.3} s, raw insert {insert:.3} s");
    }
    println!("{name}: resident {} MB", resident()?);
    Ok(dump.hash())
}

fn is_roll(name: &str) -> bool {
    name.contains("考勤")
}

async fn adopt_shipped(app: &App, who: &Principal) -> Tried<()> {
    let texts = Policy::shipped_texts();
    let texts = texts.iter().map(|(name, text)| ((*name).to_owned(), (*text).to_owned())).collect();
    let adopt = Adopt { division: "370829".to_owned(), texts, retroactive: false };
    adopt_policy(app, (who, Ask::of("adopt-shipped", "bench", b"")), adopt, false).await?;
    Ok(())
}

/// Fills books with a sample county, without rolls.
pub(crate) async fn set_up(app: &Arc<App>, sample: &Sample) -> Tried<()> {
    let who = everybody();
    adopt_shipped(app, &who).await?;
    let mut files = files_of(sample)?;
    files.retain(|(name, _)| !is_roll(name));
    import(app, &who, ("registry", "set up"), &files).await?;
    Ok(())
}

async fn import(
    app: &Arc<App>,
    who: &Principal,
    (what, name): (&str, &str),
    files: &Files,
) -> Tried<ImportView> {
    let begun = Stopwatch::now();
    let mut upload = Upload::begin(app)?;
    for (file, bytes) in files {
        upload.file(file, None)?;
        upload.bytes(bytes)?;
    }
    let ask = Ask::of(&format!("import-{what}"), "bench", b"");
    let staging = Stage { month: Month::new(2023, 3)?, upload, dry: false };
    let staged = stage(app, (who, ask), staging).await?;
    let staged_in = begun.elapsed().as_secs_f64();
    let mut news = confirm(app, who, (staged.row.id, &AcceptedRemovals::All)).await?;
    let mut complete = None;
    while let Some(one) = news.recv().await {
        if let ConfirmProgress::Complete(view) = one? {
            complete = Some(*view);
        }
    }
    let took = begun.elapsed().as_secs_f64();
    let view = complete.ok_or("the import did not end")?;
    let refused = view.preview.refused;
    println!(
        "{name}: import of {what}: {took:.3} s ({staged_in:.3} s until staged), {refused} rows refused"
    );
    Ok(view)
}

async fn close(app: &Arc<App>, who: &Principal, month: Month, id: &str) -> Tried<f64> {
    let begun = Stopwatch::now();
    let closing = CloseMonth { month, schools: None, dry: false };
    let mut progress = close_month(app, (who, Ask::of(id, "", b"")), &closing).await?;
    let mut payable = 0;
    while let Some((school, closed)) = progress.recv().await {
        let closed = closed.map_err(|error| format!("{school}: {error}"))?;
        payable += closed.amounts.payable.as_fen();
    }
    assert!(payable > 0, "families pay something");
    Ok(begun.elapsed().as_secs_f64())
}

fn resident() -> Tried<u64> {
    let status = std::fs::read_to_string("/proc/self/status")?;
    let line = status.lines().find(|line| line.starts_with("VmHWM")).ok_or("no VmHWM")?;
    let kilobytes: u64 = line.split_whitespace().nth(1).ok_or("no number")?.parse()?;
    Ok(kilobytes / 1_024)
}
