//! One sheet a school, corrected by many through both services, each correction sent through both at
//! once.

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
    policy::Period,
};
use libtest_mimic::Failed;
use tokio::task::JoinSet;

use super::{ADDED, ATTEMPTS, Taken, Two, WRITERS, Writer, run, taken_or_stale};
use crate::{
    database::Server,
    kehou::same,
    rolls::{Office, SCHOOLS, roll},
    tokens::bearing,
};

/// What is known of one sheet: the answer to its last correction, and every correction so far with the
/// etag that it went by.
#[derive(Default)]
struct Sheet {
    etag: i64,
    corrections: Vec<(i64, SubmitRollResponse, SubmitRollRequest)>,
}

pub(super) fn corrected(server: &Server) -> Result<(), Failed> {
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
