//! Submitting rolls over gRPC, 64 clients at a time, each answered when it is durable; beside it a bare
//! program that sends the same statements in the same batches, and how often the machine can sync.

use std::{error::Error, path::PathBuf, sync::Arc, time::Instant as Stopwatch};

use chrono::NaiveDate;
use kehou_app::{App, Clock, Grant, Principal, Role, SchoolId, Scope};
use kehou_policy::Policy;
use kehou_sample::{Sample, Seed, Size};
use kehou_server::{Access, Offer, Policies, ServerConfig, Tokens, serve};
use kehou_store::{
    Bound,
    testing::{POSTGRES, TestDatabase},
};
use kehou_units::Instant;
use kehou_wire::pb::{
    attendance::{
        RollMark, SubmitRollRequest, attendance_service_client::AttendanceServiceClient,
        submit_roll_request::Group,
    },
    fee::MarkStatus,
};
use tokio::{net::TcpListener, sync::Mutex, task::JoinSet};
use tonic::{Request, metadata::MetadataValue, transport::Channel};

use crate::{county, fsync, raw_rolls};

type Tried<T> = Result<T, Box<dyn Error + Send + Sync>>;

/// Clients at a time.
pub(crate) const CLIENTS: usize = 64;
/// Rolls submitted in one round.
const ROLLS: usize = 6_000;
/// Rounds, of which the median counts.
const ROUNDS: usize = 3;
/// Pupils on a roll.
pub(crate) const PUPILS: u32 = 45;
const TOKEN: &str = "a-token-of-the-benchmark-and-nothing-else";

/// Measures both databases.
pub(crate) async fn run() -> Tried<()> {
    println!("fsync: {:.0}/s", fsync::per_second()?);
    let sqlite = TestDatabase::sqlite()?;
    measured("sqlite", &sqlite).await?;
    if let Ok(server) = std::env::var(POSTGRES) {
        measured("postgres", &TestDatabase::postgres(&server).await?).await?;
    } else {
        println!("postgres: {POSTGRES} is not set");
    }
    println!("fsync: {:.0}/s", fsync::per_second()?);
    Ok(())
}

/// The day of the rolls, which is also the day of the clock.
fn day() -> Option<NaiveDate> {
    NaiveDate::from_ymd_opt(2023, 3, 15)
}

async fn measured(name: &str, database: &TestDatabase) -> Tried<()> {
    let store = database.open().await?;
    let spool = tempfile::tempdir()?;
    let evening = day().and_then(|day| day.and_hms_opt(17, 30, 0)).ok_or("no such day")?;
    let clock = Clock::standing_at(Instant::of_county(evening));
    let app = Arc::new(App::new(store, clock, PathBuf::from(spool.path())));
    let sample = Sample::new(Seed(1), Size::Custom { schools: 60, pupils: 18_000 });
    county::set_up(&app, &sample).await?;
    let schools = large_schools(&app).await?;
    let address = start(&app).await?;
    let channel = Channel::from_shared(format!("http://{address}"))?.connect().await?;
    let (mut ours, mut bare) = (Vec::new(), Vec::new());
    for round in 0..ROUNDS {
        ours.push(submit_all(&channel, &schools, round).await?);
        bare.push(raw_rolls::rate(&database.url, &schools, (round, ROLLS)).await?);
    }
    let stored = raw_rolls::count(&database.url).await?;
    let sent = i64::try_from(ROLLS * ROUNDS * 2)?;
    assert_eq!(stored, (sent, sent), "no roll is lost, none is doubled, each has its change");
    ours.sort_by(f64::total_cmp);
    bare.sort_by(f64::total_cmp);
    let (ours, bare) = (ours[ROUNDS / 2], bare[ROUNDS / 2]);
    println!(
        "{name}: rolls over gRPC {ours:.0}/s, bare statements {bare:.0}/s, ratio {:.2}",
        ours / bare
    );
    Ok(())
}

/// The schools with at least a hundred pupils.
pub(crate) async fn large_schools(app: &App) -> Tried<Vec<(SchoolId, String)>> {
    let mut schools = Vec::new();
    for entry in app.store().schools().await? {
        if app.store().book(entry.id, Bound::Now).await?.last_pupil().await? >= 100 {
            schools.push((entry.id, entry.code.to_string()));
        }
    }
    Ok(schools)
}

/// Serves the books on a port of the loopback until the process ends.
pub(crate) async fn start(app: &Arc<App>) -> Tried<std::net::SocketAddr> {
    let listener = TcpListener::bind("127.0.0.1:0").await?;
    let address = listener.local_addr()?;
    let grants = [Role::Machine, Role::Finance].map(|role| Grant { role, scope: Scope::County });
    let principal = Principal { subject: "bench".to_owned(), grants: grants.into() };
    let today = day().ok_or("no such day")?;
    let tokens = Tokens::new(move || today).with(TOKEN, principal);
    let offer = Offer {
        books: Some(Arc::clone(app)),
        access: Access::default().with_tokens(tokens),
        ..Offer::from(Policies::new(Policy::shipped()?))
    };
    tokio::spawn(serve(ServerConfig::default(), listener, offer, std::future::pending()));
    Ok(address)
}

/// A request of the benchmark's caller.
pub(crate) fn of_caller<T>(message: T) -> Tried<Request<T>> {
    let mut request = Request::new(message);
    let token: MetadataValue<_> = format!("Bearer {TOKEN}").parse()?;
    request.metadata_mut().insert("authorization", token);
    Ok(request)
}

/// The roll of a number: every one of its own school, slot and group.
fn roll(round: usize, number: usize, schools: &[(SchoolId, String)]) -> SubmitRollRequest {
    let (_, code) = &schools[number % schools.len()];
    let group = 10_000 + u32::try_from(round * ROLLS + number).unwrap_or(u32::MAX);
    let marks =
        (1..=PUPILS).map(|pupil| RollMark { pupil_no: pupil, status: MarkStatus::Present.into() });
    SubmitRollRequest {
        request_id: format!("bench-{round}-{number:06}"),
        school_code: code.clone(),
        date: Some(kehou_wire::pb::Date { year: 2023, month: 3, day: 15 }),
        slot: 1,
        group: Some(Group::GroupNo(group)),
        marks: marks.collect(),
        ..SubmitRollRequest::default()
    }
}

async fn submit_all(channel: &Channel, schools: &[(SchoolId, String)], round: usize) -> Tried<f64> {
    let rolls: Vec<_> = (0..ROLLS).map(|number| roll(round, number, schools)).collect();
    let waiting = Arc::new(Mutex::new(rolls.into_iter()));
    let begun = Stopwatch::now();
    let mut clients = JoinSet::new();
    for _ in 0..CLIENTS {
        let mut client = AttendanceServiceClient::new(channel.clone());
        let waiting = Arc::clone(&waiting);
        clients.spawn(async move {
            loop {
                let Some(roll) = waiting.lock().await.next() else { return Tried::Ok(()) };
                let answer = client.submit_roll(of_caller(roll)?).await?.into_inner();
                let receipt = answer.receipt.ok_or("no receipt")?;
                assert!(!receipt.replayed && !receipt.unchanged, "each is new");
            }
        });
    }
    while let Some(ended) = clients.join_next().await {
        ended??;
    }
    Ok(f64::from(u32::try_from(ROLLS)?) / begun.elapsed().as_secs_f64())
}
