//! Two services on one PostgreSQL, many writers of the same few things through both: no update is
//! lost, none is made twice, and changes are numbered without gaps.

use std::{
    collections::BTreeMap,
    sync::{Arc, Mutex},
};

use kehou_wire::pb::{
    Date,
    attendance::{
        ListRollsRequest, SubmitRollRequest, SubmitRollResponse,
        attendance_service_client::AttendanceServiceClient,
    },
    audit::WriteReceipt,
    fee::{Application, PublicCalendar, Weekday},
    policy::Period,
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
    rolls::{Office, SCHOOLS, changes, roll},
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
        on_postgres("two_servers::a_sheet_is_corrected_by_one_at_a_time", sheets),
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

fn run<T>(work: impl Future<Output = Result<T, Failed>>) -> Result<T, Failed> {
    tokio::runtime::Builder::new_multi_thread()
        .worker_threads(2)
        .enable_all()
        .build()?
        .block_on(work)
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

/// What is known of one sheet: the answer to its last correction, and every correction so far with the
/// etag that it went by.
#[derive(Default)]
struct Sheet {
    etag: i64,
    corrections: Vec<(i64, SubmitRollResponse, SubmitRollRequest)>,
}

fn sheets(server: &Server) -> Result<(), Failed> {
    let office = Office::new(server)?;
    run(async {
        let two = Two::new(office).await?;
        let sheets: Arc<[Mutex<Sheet>; 3]> = Arc::default();
        two.writer(WRITERS).begin_all(&sheets).await?;
        let mut at_work = JoinSet::new();
        for number in 0..WRITERS {
            let (writer, sheets) = (two.writer(number), Arc::clone(&sheets));
            at_work.spawn(async move { writer.correct_all(&sheets).await });
        }
        let mut refused = 0;
        while let Some(done) = at_work.join_next().await {
            refused += done??;
        }
        same("corrections that came second", &(refused > 0), &true)?;
        let mut taken = Vec::new();
        for ((school, _), sheet) in SCHOOLS.into_iter().zip(&*sheets) {
            let mut corrections =
                std::mem::take(&mut sheet.lock().map_err(|_| "a writer panicked")?.corrections);
            corrections.sort_by_key(|(_, answer, _)| answer.revision);
            let mut stood = 0;
            for (revision, (by, answer, request)) in (0..).zip(&corrections) {
                same("revision", &answer.revision, &revision)?;
                same("what the correction went by", by, &stood)?;
                let receipt = answer.receipt.ok_or("no receipt")?;
                stood = receipt.etag;
                let request_id = request.request_id.clone();
                taken.push(Taken { ledger: school, request_id, receipt });
            }
            let wanted: Vec<Said> = corrections.iter().map(|(_, _, asked)| said(asked)).collect();
            same("corrections", &wanted.len(), &((WRITERS * ADDED + 1) as usize))?;
            same("sheets as they are read", &two.writer(0).revisions(school).await?, &wanted)?;
        }
        for (school, _) in SCHOOLS {
            two.logged(school, &taken).await?;
        }
        Ok(())
    })
}

/// What a sheet says: pupils with their marks, by number.
type Said = BTreeMap<u32, i32>;

fn said(roll: &SubmitRollRequest) -> Said {
    roll.marks.iter().map(|mark| (mark.pupil_no, mark.status)).collect()
}

impl Writer {
    /// Submits what is corrected then; an etag of 0 would not be checked.
    async fn begin_all(&self, sheets: &[Mutex<Sheet>; 3]) -> Result<(), Failed> {
        for (school, sheet) in SCHOOLS.into_iter().zip(sheets) {
            let request = roll(format!("writer-first-{}", school.0), school, (10_000, 3, 1), 0);
            let answer = self.submit_twice(&request).await?.ok_or("nothing to be second to")?;
            let mut sheet = sheet.lock().map_err(|_| "a writer panicked")?;
            sheet.etag = answer.receipt.ok_or("no receipt")?.etag;
            sheet.corrections.push((0, answer, request));
        }
        Ok(())
    }

    /// Corrects the one sheet of each school, each correction sent through both services at once; gives
    /// how often another was first.
    async fn correct_all(&self, sheets: &[Mutex<Sheet>; 3]) -> Result<u32, Failed> {
        let mut refused = 0;
        for added in 0..ADDED {
            for (school, sheet) in SCHOOLS.into_iter().zip(sheets) {
                let id = format!("writer-{}-{}-{added}", self.number, school.0);
                let says = self.number * ADDED + added + 1;
                let mut request = roll(id, school, (10_000, 3, 1), says);
                loop {
                    let etag = sheet.lock().map_err(|_| "a writer panicked")?.etag;
                    request.etag = etag;
                    if let Some(answer) = self.submit_twice(&request).await? {
                        let mut sheet = sheet.lock().map_err(|_| "a writer panicked")?;
                        let stands = answer.receipt.as_ref().ok_or("no receipt")?.etag;
                        sheet.etag = sheet.etag.max(stands);
                        sheet.corrections.push((etag, answer, request));
                        break;
                    }
                    refused += 1;
                    same("attempts without end", &(refused > ATTEMPTS), &false)?;
                    // The one who was first has the answer in a moment.
                    tokio::task::yield_now().await;
                }
            }
        }
        Ok(refused)
    }

    /// Submits a roll through both services at the same time. Either one took it and the other gives
    /// its answer again, or it came second at both.
    async fn submit_twice(
        &self,
        request: &SubmitRollRequest,
    ) -> Result<Option<SubmitRollResponse>, Failed> {
        let (mut one, mut other) = (
            AttendanceServiceClient::new(self.reads.clone()),
            AttendanceServiceClient::new(self.writes.clone()),
        );
        let (first, second) = tokio::join!(
            one.submit_roll(bearing(&self.token, request.clone())?),
            other.submit_roll(bearing(&self.token, request.clone())?),
        );
        let answers = (taken_or_stale(first)?, taken_or_stale(second)?);
        let (first, second) = match answers {
            (None, None) => return Ok(None),
            (Some(first), Some(second)) => (first, second),
            (one, other) => {
                let id = &request.request_id;
                return Err(format!("{id}: one took it, the other not: {one:?}, {other:?}").into());
            }
        };
        let mut answers = [first, second];
        answers.sort_by_key(|it| it.receipt.as_ref().is_some_and(|receipt| receipt.replayed));
        let [new, mut again] = answers;
        if let Some(receipt) = &mut again.receipt {
            same("a repetition", &receipt.replayed, &true)?;
            receipt.replayed = false;
        }
        same("the answer to a repetition", &again, &new)?;
        Ok(Some(new))
    }

    /// What every revision of the one sheet of a school says.
    async fn revisions(&self, school: &str) -> Result<Vec<Said>, Failed> {
        let day = Date { year: 2023, month: 4, day: 3 };
        let ask = ListRollsRequest {
            school_code: school.into(),
            days: Some(Period { first: Some(day), last: Some(day) }),
            all_revisions: true,
            page_size: 1_000,
            ..ListRollsRequest::default()
        };
        let mut attendance = AttendanceServiceClient::new(self.reads.clone());
        let entries = attendance.list_rolls(bearing(&self.token, ask)?).await?.into_inner().entries;
        let mut revisions: BTreeMap<i32, Said> = BTreeMap::new();
        for entry in entries {
            let day = entry.marks.ok_or("no marks")?;
            let [mark] = &day.marks[..] else { return Err("not one mark".into()) };
            revisions.entry(day.revision).or_default().insert(entry.pupil_no, mark.status);
        }
        let numbers: Vec<i32> = revisions.keys().copied().collect();
        let wanted: Vec<i32> = (0..).take(numbers.len()).collect();
        same("revisions that are read", &numbers, &wanted)?;
        Ok(revisions.into_values().collect())
    }
}
