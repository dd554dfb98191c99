//! Reading a pupil over gRPC, 64 calls at a time; beside it the same server doing the bare statements of the
//! call: no caller, no admission, no conversion.

use std::{error::Error, path::PathBuf, sync::Arc, time::Instant as Stopwatch};

use chrono::NaiveDate;
use kehou_app::{App, Clock};
use kehou_sample::{Sample, Seed, Size};
use kehou_store::testing::{POSTGRES, TestDatabase};
use kehou_units::Instant;
use kehou_wire::pb::registry::{
    DecideWaiverRequest, DecideWaiverResponse, GetPupilRequest, GetPupilResponse,
    ListPupilsRequest, ListPupilsResponse, ListWaiversRequest, ListWaiversResponse,
    MovePupilRequest, MovePupilResponse, Pupil, PutApplicationsRequest, PutApplicationsResponse,
    PutPupilsRequest, PutPupilsResponse, PutWaiversRequest, PutWaiversResponse,
    TransferPupilRequest, TransferPupilResponse,
    pupil_service_client::PupilServiceClient,
    pupil_service_server::{PupilService, PupilServiceServer},
};
use sqlx::{
    Row,
    postgres::PgPoolOptions,
    sqlite::{SqliteConnectOptions, SqlitePoolOptions},
};
use tokio::{net::TcpListener, task::JoinSet};
use tonic::{
    Request, Response, Status,
    transport::{Channel, Server, server::TcpIncoming},
};

use crate::{county, rolls};

type Tried<T> = Result<T, Box<dyn Error + Send + Sync>>;

/// Calls at a time.
const AT_ONCE: usize = 64;
/// Calls of one round.
const CALLS: usize = 12_000;
/// Rounds of each, taken in turn, of which the median counts.
const ROUNDS: usize = 5;

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
    let spool = tempfile::tempdir()?;
    let noon = NaiveDate::from_ymd_opt(2023, 3, 15).and_then(|day| day.and_hms_opt(12, 0, 0));
    let clock = Clock::standing_at(Instant::of_county(noon.ok_or("no such day")?));
    let app = Arc::new(App::new(store, clock, PathBuf::from(spool.path())));
    let sample = Sample::new(Seed(1), Size::Custom { schools: 60, pupils: 18_000 });
    county::set_up(&app, &sample).await?;
    let schools = rolls::large_schools(&app).await?;
    let schools: Vec<(i64, String)> =
        schools.into_iter().map(|(id, code)| (id.number(), code)).collect();
    let ours = connect(rolls::start(&app).await?).await?;
    let bare = connect(start_bare(&database.url, &schools).await?).await?;
    let (mut our_rates, mut bare_rates) = (Vec::new(), Vec::new());
    for round in 0..=ROUNDS {
        let (one, other) = (read_all(&ours, &schools).await?, read_all(&bare, &schools).await?);
        // The first round warms up.
        if round > 0 {
            our_rates.push(one);
            bare_rates.push(other);
        }
    }
    our_rates.sort_by(f64::total_cmp);
    bare_rates.sort_by(f64::total_cmp);
    let (ours, bare) = (our_rates[ROUNDS / 2], bare_rates[ROUNDS / 2]);
    println!("{name}: GetPupil {ours:.0}/s, bare statements {bare:.0}/s, ratio {:.2}", ours / bare);
    Ok(())
}

async fn connect(address: std::net::SocketAddr) -> Tried<Channel> {
    Ok(Channel::from_shared(format!("http://{address}"))?.connect().await?)
}

async fn read_all(channel: &Channel, schools: &[(i64, String)]) -> Tried<f64> {
    let begun = Stopwatch::now();
    let mut callers = JoinSet::new();
    for caller in 0..AT_ONCE {
        let mut client = PupilServiceClient::new(channel.clone());
        let codes: Vec<String> = schools.iter().map(|(_, code)| code.clone()).collect();
        callers.spawn(async move {
            for call in (caller..CALLS).step_by(AT_ONCE) {
                let school_code = codes[call % codes.len()].clone();
                let pupil_no = u32::try_from(call / codes.len() % 100)? + 1;
                let asked = GetPupilRequest { school_code, pupil_no, ..Default::default() };
                let answer = client.get_pupil(rolls::of_caller(asked)?).await?.into_inner();
                assert_eq!(answer.pupil.map(|pupil| pupil.pupil_no), Some(pupil_no));
            }
            Tried::Ok(())
        });
    }
    while let Some(ended) = callers.join_next().await {
        ended??;
    }
    Ok(f64::from(u32::try_from(CALLS)?) / begun.elapsed().as_secs_f64())
}

/// The statements of one call.
const HEAD: &str = "SELECT CASE WHEN i.state IS NULL OR i.state = 'complete' \
    THEN h.change_no ELSE h.change_no - 1 END \
    FROM school_head h LEFT JOIN import i ON i.import_id = h.import_id WHERE h.school_id = $1";
const READS: [&str; 4] = [
    "SELECT pupil_no, item_no, change_no, removed, person_id FROM pupil \
     WHERE school_id = $1 AND change_no <= $2 AND pupil_no = $3 ORDER BY pupil_no, item_no, change_no",
    "SELECT pupil_no, item_no, change_no, removed, valid_from, valid_to, grade, class_no, boarding \
     FROM placement WHERE school_id = $1 AND change_no <= $2 AND pupil_no = $3 \
     ORDER BY pupil_no, item_no, change_no",
    "SELECT pupil_no, item_no, change_no, removed, applied_on, withdrawn_on, slots, weekdays \
     FROM application WHERE school_id = $1 AND change_no <= $2 AND pupil_no = $3 \
     ORDER BY pupil_no, item_no, change_no",
    "SELECT pupil_no, item_no, change_no, removed, name, student_number, student_number_hash, local_id \
     FROM person WHERE school_id = $1 AND change_no <= $2 AND pupil_no = $3 \
     ORDER BY pupil_no, item_no, change_no",
];
const STAMP: &str = "SELECT coalesce(max(change_no), 0) FROM guardian \
    WHERE school_id = $1 AND change_no <= $2 AND pupil_no = $3";

/// A server that does the statements of the call and nothing else.
struct Bare<D: sqlx::Database> {
    pool: sqlx::Pool<D>,
    schools: Arc<Vec<(i64, String)>>,
}

macro_rules! bare {
    ($database:ty; $($method:ident($request:ty) -> $response:ty;)+) => {
        #[tonic::async_trait]
        impl PupilService for Bare<$database> {
            async fn get_pupil(
                &self,
                request: Request<GetPupilRequest>,
            ) -> Result<Response<GetPupilResponse>, Status> {
                let failed = |error: sqlx::Error| Status::internal(error.to_string());
                let GetPupilRequest { school_code, pupil_no, .. } = request.into_inner();
                let school = self.schools.iter().find(|(_, code)| *code == school_code);
                let school = school.map(|(id, _)| *id).unwrap_or_default();
                let head = sqlx::query(HEAD).bind(school).fetch_one(&self.pool).await;
                let bound: i64 = head.and_then(|row| row.try_get(0)).map_err(failed)?;
                let mut name = String::new();
                for sql in READS {
                    let rows = sqlx::query(sql)
                        .bind(school)
                        .bind(bound)
                        .bind(i64::from(pupil_no))
                        .fetch_all(&self.pool)
                        .await
                        .map_err(failed)?;
                    if let Some(row) = rows.first()
                        && sql.contains("FROM person")
                    {
                        name = row.try_get(4).map_err(failed)?;
                    }
                }
                let stamp = sqlx::query(STAMP)
                    .bind(school)
                    .bind(bound)
                    .bind(i64::from(pupil_no))
                    .fetch_one(&self.pool)
                    .await;
                let etag = stamp.and_then(|row| row.try_get(0)).map_err(failed)?;
                let pupil = Pupil { school_code, pupil_no, name, etag, ..Pupil::default() };
                Ok(Response::new(GetPupilResponse { pupil: Some(pupil) }))
            }

            $(
                async fn $method(
                    &self,
                    _: Request<$request>,
                ) -> Result<Response<$response>, Status> {
                    Err(Status::unimplemented("the benchmark reads pupils"))
                }
            )+
        }
    };
}

macro_rules! both {
    ($($others:tt)+) => {
        bare! { sqlx::Sqlite; $($others)+ }
        bare! { sqlx::Postgres; $($others)+ }
    };
}

both! {
    put_pupils(PutPupilsRequest) -> PutPupilsResponse;
    list_pupils(ListPupilsRequest) -> ListPupilsResponse;
    move_pupil(MovePupilRequest) -> MovePupilResponse;
    transfer_pupil(TransferPupilRequest) -> TransferPupilResponse;
    put_applications(PutApplicationsRequest) -> PutApplicationsResponse;
    put_waivers(PutWaiversRequest) -> PutWaiversResponse;
    decide_waiver(DecideWaiverRequest) -> DecideWaiverResponse;
    list_waivers(ListWaiversRequest) -> ListWaiversResponse;
}

async fn start_bare(url: &str, schools: &[(i64, String)]) -> Tried<std::net::SocketAddr> {
    let listener = TcpListener::bind("127.0.0.1:0").await?;
    let address = listener.local_addr()?;
    let (incoming, schools) = (TcpIncoming::from(listener), Arc::new(schools.to_vec()));
    if url.starts_with("postgres") {
        let pool = PgPoolOptions::new()
            .test_before_acquire(false)
            .max_connections(16)
            .connect(url)
            .await?;
        let service = PupilServiceServer::new(Bare { pool, schools });
        tokio::spawn(Server::builder().add_service(service).serve_with_incoming(incoming));
    } else {
        let options = SqliteConnectOptions::new().filename(url).pragma("query_only", "on");
        let pool = SqlitePoolOptions::new()
            .test_before_acquire(false)
            .max_connections(16)
            .connect_with(options)
            .await?;
        let service = PupilServiceServer::new(Bare { pool, schools });
        tokio::spawn(Server::builder().add_service(service).serve_with_incoming(incoming));
    }
    Ok(address)
}
