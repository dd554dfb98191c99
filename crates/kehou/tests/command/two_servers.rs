//! Two services on one PostgreSQL, many writers of the same few things through both: no update is
//! lost, none is made twice, and changes are numbered without gaps.

mod sheets;

use std::collections::BTreeMap;

use kehou_wire::pb::{
    Date,
    audit::WriteReceipt,
    fee::{Application, PublicCalendar, Weekday},
    registry::{
        GetPupilRequest, GetWorkingDaysRequest, PutApplicationsRequest, PutWorkingDaysRequest,
        pupil_service_client::PupilServiceClient, school_service_client::SchoolServiceClient,
    },
};
use libtest_mimic::{Failed, Trial};
use tokio::task::JoinSet;
use tonic::{
    Code, Response, Status,
    transport::{Channel, Endpoint},
};

use crate::{
    database::{Server, on_postgres},
    kehou::same,
    rolls::{Office, SCHOOLS, changes, run},
    serve::Serving,
    tokens::bearing,
};

/// How many write at a time, and how many things each adds to each list.
const WRITERS: u32 = 10;
const ADDED: u32 = 3;
/// How often a writer reads again and tries again, before a test that hangs is told from one that works.
const ATTEMPTS: u32 = 10_000;
/// The day before those on which writers date what they add.
const OFFSET: u32 = 1;

pub(crate) fn trials() -> Vec<Trial> {
    vec![
        on_postgres("two_servers::lists_lose_nothing_and_double_nothing", lists),
        on_postgres("two_servers::a_sheet_is_corrected_by_one_at_a_time", sheets::corrected),
    ]
}

/// Two services on the same books.
struct Two {
    office: Office,
    _serving: [Serving; 2],
    channels: [Channel; 2],
}

impl Two {
    async fn new(office: Office) -> Result<Self, Failed> {
        let serving = [office.serve()?, office.serve()?];
        let connect = async |serving: &Serving| -> Result<Channel, Failed> {
            let endpoint = Endpoint::from_shared(format!("http://{}", serving.address))?;
            Ok(endpoint.connect().await?)
        };
        let channels = [connect(&serving[0]).await?, connect(&serving[1]).await?];
        Ok(Self { office, _serving: serving, channels })
    }

    /// Somebody who reads from one service and writes through the other.
    fn writer(&self, number: u32) -> Writer {
        let [one, other] = self.channels.clone();
        let (reads, writes) = if number.is_multiple_of(2) { (one, other) } else { (other, one) };
        Writer { number, reads, writes, token: self.office.token().to_owned() }
    }

    /// Holds that the log, the same through both, has one change with the number that was answered
    /// for each write that was taken.
    async fn logged(&self, ledger: &str, taken: &[Taken]) -> Result<(), Failed> {
        let token = self.office.token();
        let [one, other] = &self.channels;
        let logged = changes(one, (token, ledger)).await?;
        same("the log of the other", &changes(other, (token, ledger)).await?, &logged)?;
        let ours = logged.iter().filter(|change| change.request_id.starts_with("writer-"));
        let logged: BTreeMap<&str, i64> =
            ours.map(|change| (change.request_id.as_str(), change.change_no)).collect();
        let taken = taken.iter().filter(|taken| taken.ledger == ledger);
        let taken = taken.map(|taken| (taken.request_id.as_str(), taken.receipt.etag)).collect();
        same(&format!("changes of `{ledger}` by request"), &logged, &taken)
    }
}

/// A write that was acknowledged.
struct Taken {
    ledger: &'static str,
    request_id: String,
    receipt: WriteReceipt,
}

/// Somebody who writes.
struct Writer {
    number: u32,
    reads: Channel,
    writes: Channel,
    token: String,
}

/// What a write came to, when it was either taken or refused since another was first.
fn taken_or_stale<T>(answer: Result<Response<T>, Status>) -> Result<Option<T>, Failed> {
    match answer {
        Ok(answer) => Ok(Some(answer.into_inner())),
        Err(status) if status.code() == Code::Aborted => Ok(None),
        Err(status) => Err(status.into()),
    }
}

fn receipt(receipt: Option<WriteReceipt>) -> Result<WriteReceipt, Failed> {
    let receipt = receipt.ok_or("no receipt")?;
    same("a write that came through", &(receipt.replayed, receipt.unchanged), &(false, false))?;
    Ok(receipt)
}

/// The day of the thing that a writer adds: another for each.
fn day_of(writer: u32, added: u32) -> Date {
    let number = writer * ADDED + added + OFFSET;
    let day = |number: u32| i32::try_from(number).unwrap_or_default();
    Date { year: 2022, month: 3 + day(number / 28), day: 1 + day(number % 28) }
}

fn days() -> Vec<Date> {
    let each = (0..WRITERS).flat_map(|writer| (0..ADDED).map(move |added| (writer, added)));
    each.map(|(writer, added)| day_of(writer, added)).collect()
}

fn lists(server: &Server) -> Result<(), Failed> {
    let office = Office::new(server)?;
    run(async {
        let two = Two::new(office).await?;
        let mut at_work = JoinSet::new();
        for number in 0..WRITERS {
            let writer = two.writer(number);
            at_work.spawn(async move { writer.add_to_all().await });
        }
        let (mut taken, mut refused) = (Vec::new(), 0);
        while let Some(done) = at_work.join_next().await {
            let (of_writer, stale) = done??;
            taken.extend(of_writer);
            refused += stale;
        }
        // Without contention nothing would be tried.
        same("writes that came second", &(refused > 0), &true)?;
        let reader = two.writer(0);
        for (school, _) in SCHOOLS {
            let (mut applications, _) = reader.applications(school).await?;
            let mut made: Vec<Date> =
                applications.drain(..).filter_map(|it| it.applied_on).collect();
            made.retain(|day| day.year == 2022);
            same_days(&format!("applications at {school}"), made)?;
            two.logged(school, &taken).await?;
        }
        let (calendar, _) = reader.working_days().await?;
        same_days(
            "holidays",
            calendar.holidays.into_iter().filter(|it| it.year == 2022).collect(),
        )?;
        two.logged("", &taken).await
    })
}

/// Holds that every day that was added is there once.
fn same_days(what: &str, mut found: Vec<Date>) -> Result<(), Failed> {
    let mut wanted = days();
    for days in [&mut found, &mut wanted] {
        days.sort_by_key(|day| (day.month, day.day));
    }
    same(what, &found, &wanted)
}

impl Writer {
    /// Adds to the applications of the first pupil of each school, and to the county's holidays.
    async fn add_to_all(&self) -> Result<(Vec<Taken>, u32), Failed> {
        let (mut taken, mut refused) = (Vec::new(), 0);
        for added in 0..ADDED {
            for (school, _) in SCHOOLS {
                let request_id = format!("writer-{}-{school}-{added}", self.number);
                let receipt = loop {
                    match self.add_application(&request_id, school, added).await? {
                        Some(receipt) => break receipt,
                        None => refused += 1,
                    }
                    same("attempts without end", &(refused > ATTEMPTS), &false)?;
                };
                taken.push(Taken { ledger: school, request_id, receipt });
            }
            let request_id = format!("writer-{}-county-{added}", self.number);
            let receipt = loop {
                match self.add_holiday(&request_id, added).await? {
                    Some(receipt) => break receipt,
                    None => refused += 1,
                }
                same("attempts without end", &(refused > ATTEMPTS), &false)?;
            };
            taken.push(Taken { ledger: "", request_id, receipt });
        }
        Ok((taken, refused))
    }

    async fn applications(&self, school: &str) -> Result<(Vec<Application>, i64), Failed> {
        let ask = GetPupilRequest { school_code: school.into(), pupil_no: 1, ..<_>::default() };
        let mut pupils = PupilServiceClient::new(self.reads.clone());
        let pupil = pupils.get_pupil(bearing(&self.token, ask)?).await?.into_inner().pupil;
        let pupil = pupil.ok_or("no pupil")?;
        Ok((pupil.applications, pupil.etag))
    }

    async fn add_application(
        &self,
        request_id: &str,
        school: &str,
        added: u32,
    ) -> Result<Option<WriteReceipt>, Failed> {
        let (mut applications, etag) = self.applications(school).await?;
        applications.push(Application {
            applied_on: Some(day_of(self.number, added)),
            slots: vec![1],
            weekdays: vec![Weekday::Monday.into()],
            ..Application::default()
        });
        let put = PutApplicationsRequest {
            request_id: request_id.into(),
            etag,
            school_code: school.into(),
            pupil_no: 1,
            applications,
            ..PutApplicationsRequest::default()
        };
        let mut pupils = PupilServiceClient::new(self.writes.clone());
        let put = pupils.put_applications(bearing(&self.token, put)?).await;
        taken_or_stale(put)?.map(|answer| receipt(answer.receipt)).transpose()
    }

    async fn working_days(&self) -> Result<(PublicCalendar, i64), Failed> {
        let mut schools = SchoolServiceClient::new(self.reads.clone());
        let ask = bearing(&self.token, GetWorkingDaysRequest::default())?;
        let days = schools.get_working_days(ask).await?.into_inner();
        Ok((days.calendar.unwrap_or_default(), days.etag))
    }

    async fn add_holiday(
        &self,
        request_id: &str,
        added: u32,
    ) -> Result<Option<WriteReceipt>, Failed> {
        let (mut calendar, etag) = self.working_days().await?;
        calendar.holidays.push(day_of(self.number, added));
        let (request_id, calendar) = (request_id.to_owned(), Some(calendar));
        let put = PutWorkingDaysRequest { request_id, etag, calendar, ..<_>::default() };
        let mut schools = SchoolServiceClient::new(self.writes.clone());
        let put = schools.put_working_days(bearing(&self.token, put)?).await;
        taken_or_stale(put)?.map(|answer| receipt(answer.receipt)).transpose()
    }
}
