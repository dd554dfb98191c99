//! The results of a campaign of 200 schools, reckoned from the database; beside it a raw read of the same
//! rows: no JSON, no rule. (I14)

use std::{sync::Arc, time::Instant as Stopwatch};

use chrono::NaiveDate;
use kehou_app::{
    App, Ask, Clock, Grant, Principal, Role, Scope,
    inspection::{
        campaigns::{CampaignText, open_campaign},
        results::group_results,
    },
    registry::{PutSchool, put_school},
};
use kehou_inspection::{
    AnswerSheet, Checklist, Given, Group, ItemAnswer, SheetRole, Signature, SubmittedSheet,
};
use kehou_policy::FeePlace;
use kehou_registry::{Affiliation, Centrality, SchoolCode, SchoolProfile, SchoolStage};
use kehou_store::{
    Entry, Filed, ItemVersion, SchoolId, StoreError, Tx, Work,
    testing::{POSTGRES, TestDatabase},
};
use kehou_units::{Dated, Instant, Period};
use sqlx::Row;

type Tried<T> = Result<T, Box<dyn std::error::Error + Send + Sync>>;

const SCHOOLS: u32 = 200;
const TOWNS: u32 = 15;
/// Rounds of each, taken in turn, of which the median counts.
const ROUNDS: usize = 31;

/// Measures both databases.
pub(crate) async fn run() -> Tried<()> {
    measured("sqlite", &TestDatabase::sqlite()?).await?;
    match std::env::var(POSTGRES) {
        Ok(server) => measured("postgres", &TestDatabase::postgres(&server).await?).await,
        Err(_) => {
            println!("postgres: {POSTGRES} is not set");
            Ok(())
        }
    }
}

async fn measured(name: &str, database: &TestDatabase) -> Tried<()> {
    let store = database.open().await?;
    let clock = Clock::standing_at(at(6, 30)?);
    let app = Arc::new(App::new(store, clock, std::env::temp_dir()));
    let items = set_up(&app).await?;
    let auditor = office(Role::Auditor);
    let rows = Bare::of(&database.url)?;
    let (mut ours, mut bare) = (Vec::new(), Vec::new());
    for _ in 0..ROUNDS {
        let begun = Stopwatch::now();
        let view = group_results(&app, &auditor, 1, None).await?;
        ours.push(begun.elapsed().as_secs_f64() * 1e3);
        let (group, county) = view.groups.first().ok_or("no group")?;
        assert_eq!((group, county.schools), (&Group::County, SCHOOLS));
        assert_eq!(county.untrue, SCHOOLS, "every school said yes to one item too many");
        let begun = Stopwatch::now();
        let bytes = rows.bytes().await?;
        bare.push(begun.elapsed().as_secs_f64() * 1e3);
        assert!(bytes > 0);
    }
    ours.sort_by(f64::total_cmp);
    bare.sort_by(f64::total_cmp);
    let (ours, bare) = (ours[ROUNDS / 2], bare[ROUNDS / 2]);
    println!(
        "{name}: results of {SCHOOLS} schools × {items} items {ours:.1} ms, raw read of the rows \
         {bare:.1} ms, ratio {:.1}",
        ours / bare
    );
    Ok(())
}

fn at(month: u32, day: u32) -> Tried<Instant> {
    let day = NaiveDate::from_ymd_opt(2023, month, day).and_then(|day| day.and_hms_opt(9, 0, 0));
    Ok(Instant::of_county(day.ok_or("no such day")?))
}

fn office(role: Role) -> Principal {
    Principal { subject: "office".to_owned(), grants: vec![Grant { role, scope: Scope::County }] }
}

fn ask(id: &str) -> Ask {
    Ask::of(id, "", id.as_bytes())
}

/// Schools, a campaign, and two sheets a school; how many items the checklist has.
async fn set_up(app: &App) -> Tried<usize> {
    let programme = office(Role::Programme);
    open_campaign(app, (&programme, ask("campaign-1")), CampaignText::Shipped2023).await?;
    let checklist = Checklist::shipped()?;
    let first = NaiveDate::from_ymd_opt(2022, 9, 1).ok_or("no such day")?;
    for number in 0..SCHOOLS {
        let school: SchoolCode = format!("37082{number:05}").parse()?;
        let profile = SchoolProfile {
            name: format!("学校{number}"),
            affiliation: Affiliation::Town,
            town: Some(format!("370829{:03}", 101 + number % TOWNS).parse()?),
            stage: SchoolStage::Primary,
            centrality: Centrality::Ordinary,
            fee_place: FeePlace::Rural,
            counts_with: None,
        };
        let profiles = Dated::single(Period::since(first), profile);
        let put = PutSchool { school: school.clone(), profiles, etag: None };
        put_school(app, (&programme, ask(&format!("school-{number}"))), put).await?;
        let id = app.store().school_id(&school).await?.ok_or("the school has no number")?;
        let said = sheet(&checklist, &school, (at(3, 20)?, None), SheetRole::SelfCheck)?;
        let on = NaiveDate::from_ymd_opt(2023, 4, 12).ok_or("no such day")?;
        let role = SheetRole::Visit { on, without_self_check: None };
        let seen = sheet(&checklist, &school, (at(4, 12)?, Some("4.2")), role)?;
        app.store().write(entry(id)?, Sheets(vec![said, seen])).await?;
    }
    Ok(checklist.items().count())
}

fn sheet(
    checklist: &Checklist,
    school: &SchoolCode,
    (at, no): (Instant, Option<&str>),
    role: SheetRole,
) -> Tried<SubmittedSheet> {
    let answer = |item: &kehou_inspection::Item| {
        let given = if no == Some(item.id.as_str()) { Given::No } else { Given::Yes };
        ItemAnswer { item: item.id.clone(), given, corrected: None, evidence: Vec::new() }
    };
    let signed = Signature { by: "somebody".parse()?, at };
    let answers = checklist.items().map(answer).collect();
    Ok(SubmittedSheet { sheet: AnswerSheet::of(checklist, school.clone(), signed, answers)?, role })
}

fn entry(ledger: SchoolId) -> Tried<Entry> {
    Ok(Entry {
        ledger,
        actor: "benchmark".to_owned(),
        at: at(4, 13)?,
        action: "benchmark.sheets",
        reason: String::new(),
        request_id: "sheets-0001".to_owned(),
        fingerprint: [0; 32],
        import: None,
    })
}

struct Sheets(Vec<SubmittedSheet>);

impl Work for Sheets {
    type Refusal = StoreError;

    async fn run(&self, tx: &Tx<'_>) -> Result<Vec<i64>, StoreError> {
        let version = |(item, paper): (u32, &SubmittedSheet)| {
            ItemVersion::of_school(item, Filed { about: 1, paper: paper.clone() })
        };
        tx.save(&(1..).zip(&self.0).map(version).collect::<Vec<_>>()).await?;
        Ok(Vec::new())
    }
}

const ROWS: &str = "SELECT school_id, done_by, done_at, body FROM answer_sheet \
    WHERE about_no = 1 ORDER BY school_id, item_no, change_no";

/// Connections that read rows, and nothing else.
enum Bare {
    Sqlite(sqlx::SqlitePool),
    Postgres(sqlx::PgPool),
}

impl Bare {
    fn of(url: &str) -> Tried<Self> {
        if url.starts_with("postgres") {
            return Ok(Self::Postgres(sqlx::PgPool::connect_lazy(url)?));
        }
        let options = sqlx::sqlite::SqliteConnectOptions::new().filename(url);
        Ok(Self::Sqlite(sqlx::SqlitePool::connect_lazy_with(options)))
    }

    /// How many bytes the bodies of the sheets have.
    async fn bytes(&self) -> Tried<usize> {
        let bodies: Vec<String> = match self {
            Self::Sqlite(pool) => {
                let rows = sqlx::query(ROWS).fetch_all(pool).await?;
                rows.iter().map(|row| row.try_get(3)).collect::<Result<_, _>>()?
            }
            Self::Postgres(pool) => {
                let rows = sqlx::query(ROWS).fetch_all(pool).await?;
                rows.iter().map(|row| row.try_get(3)).collect::<Result<_, _>>()?
            }
        };
        Ok(bodies.iter().map(String::len).sum())
    }
}
