//! The service is killed again and again while rolls are submitted over several connections: whatever
//! was acknowledged stands once, and in the end the books are those of an undisturbed run, on either
//! database.

use std::{
    collections::BTreeMap,
    sync::{
        Arc, LazyLock,
        atomic::{AtomicBool, AtomicUsize, Ordering},
    },
};

use kehou_wire::pb::attendance::{
    SubmitRollRequest, SubmitRollResponse, attendance_service_client::AttendanceServiceClient,
};
use libtest_mimic::{Failed, Trial};
use tokio::{sync::Notify, task::JoinSet};
use tonic::{Code, transport::Endpoint};

use crate::{
    database::{Server, on_each},
    kehou::same,
    rolls::{Office, SCHOOLS, changes, roll, run},
    serve::Serving,
    tokens::bearing,
};

/// How many connections submit at a time, and for how many days each.
const HANDS: u32 = 6;
const DAYS: i32 = 14;
/// How often the service is killed.
const KILLS: usize = 12;

pub(crate) fn trials() -> Vec<Trial> {
    on_each("killed::every_roll_that_was_acknowledged_stands_once", killed).into()
}

/// What an undisturbed run leaves, as a hash; reckoned once.
static UNDISTURBED: LazyLock<Result<String, String>> = LazyLock::new(|| {
    let calm = || -> Result<String, Failed> {
        let office = Office::new(&Server::Sqlite)?;
        let mut hands = hands();
        run(async { submit_all(&office, office.serve()?, &mut hands, &Moment::never()).await })?;
        same("rolls without an answer", &unanswered(&hands), &0)?;
        office.books.dump()
    };
    calm().map_err(|failed| failed.message().unwrap_or("it failed").to_owned())
});

fn killed(server: &Server) -> Result<(), Failed> {
    let undisturbed = UNDISTURBED.clone()?;
    let office = Office::new(server)?;
    let mut hands = hands();
    let all = unanswered(&hands);
    let mut broken_off = 0;
    run(async {
        let mut random = Random(0x05EE_DB00C);
        for _ in 0..KILLS {
            // About as many more answers as bring all of them by the last time.
            let more = random.below(2 * all / KILLS) + 1;
            let moment = Moment::after(more, random.below(60));
            let left = submit_all(&office, office.serve()?, &mut hands, &moment).await?;
            broken_off += usize::from(left.is_none());
        }
        // The rest, and then everything once more: nothing but first answers.
        for _ in 0..2 {
            let left = submit_all(&office, office.serve()?, &mut hands, &Moment::never()).await?;
            same("rolls without an answer", &unanswered(&hands), &0)?;
            stand_once(&office, &left.ok_or("no service")?, &hands).await?;
        }
        Ok(())
    })?;
    same("times that the service was killed at work, at least", &(broken_off > KILLS / 2), &true)?;
    same("the books", &office.books.dump()?, &undisturbed)
}

/// A connection with the rolls it submits, one after the other, and what was answered first.
#[derive(Clone)]
struct Hand {
    rolls: Vec<SubmitRollRequest>,
    answers: Vec<Option<SubmitRollResponse>>,
}

/// Rolls with a correction on every other day, and on every third the last one once more.
fn hands() -> Vec<Hand> {
    let of = |hand: u32| {
        let school = SCHOOLS[hand as usize % SCHOOLS.len()];
        let mut rolls = Vec::new();
        for (day, number) in (3..3 + DAYS).zip(0_u32..) {
            let mut revisions = vec![hand + number];
            revisions.extend(number.is_multiple_of(2).then_some(hand + number + 7));
            revisions.extend(number.is_multiple_of(3).then(|| *revisions.last().unwrap_or(&0)));
            for (step, says) in revisions.into_iter().enumerate() {
                let id = format!("hand-{hand}-{day:02}-{step}");
                rolls.push(roll(id, school, (10_000 + hand, day, 1), says));
            }
        }
        Hand { answers: vec![None; rolls.len()], rolls }
    };
    (0..HANDS).map(of).collect()
}

fn unanswered(hands: &[Hand]) -> usize {
    hands.iter().flat_map(|hand| &hand.answers).filter(|answer| answer.is_none()).count()
}

/// When the service is killed: after so many new answers and a little more.
struct Moment {
    answers: AtomicUsize,
    yields: usize,
    is_near: Notify,
    came: AtomicBool,
}

impl Moment {
    fn never() -> Arc<Self> {
        Self::after(usize::MAX, 0)
    }

    fn after(answers: usize, yields: usize) -> Arc<Self> {
        let (is_near, came) = (Notify::new(), AtomicBool::new(false));
        Arc::new(Self { answers: answers.into(), yields, is_near, came })
    }

    fn answered(&self) {
        if self.answers.fetch_sub(1, Ordering::SeqCst) == 1 {
            self.is_near.notify_one();
        }
    }

    /// Gets ready when the moment comes.
    async fn comes(&self) {
        self.is_near.notified().await;
        for _ in 0..self.yields {
            tokio::task::yield_now().await;
        }
        self.came.store(true, Ordering::SeqCst);
    }
}

/// Submits every roll of every hand, those that were answered before included, until all are answered
/// or the service is killed; gives the service that is left.
async fn submit_all(
    office: &Office,
    serving: Serving,
    hands: &mut Vec<Hand>,
    moment: &Arc<Moment>,
) -> Result<Option<Serving>, Failed> {
    let endpoint = Endpoint::from_shared(format!("http://{}", serving.address))?;
    let mut at_work = JoinSet::new();
    for (number, hand) in hands.drain(..).enumerate() {
        let (endpoint, moment) = (endpoint.clone(), Arc::clone(moment));
        let token = office.token().to_owned();
        at_work.spawn(async move { (number, submit(hand, endpoint, &token, &moment).await) });
    }
    let submitted = async {
        let mut back = BTreeMap::new();
        while let Some(done) = at_work.join_next().await {
            let (number, hand) = done?;
            back.insert(number, hand?);
        }
        Ok::<_, Failed>(back)
    };
    tokio::pin!(submitted);
    let (back, left) = tokio::select! {
        back = &mut submitted => (back?, Some(serving)),
        () = moment.comes() => {
            // A service that goes out of scope is killed.
            drop(serving);
            (submitted.await?, None)
        }
    };
    hands.extend(back.into_values());
    Ok(left)
}

async fn submit(
    mut hand: Hand,
    endpoint: Endpoint,
    token: &str,
    moment: &Moment,
) -> Result<Hand, Failed> {
    let is_gone = || moment.came.load(Ordering::SeqCst);
    let torn = [Code::Unavailable, Code::Unknown, Code::Internal, Code::Cancelled];
    let channel = match endpoint.connect().await {
        Ok(channel) => channel,
        Err(_) if is_gone() => return Ok(hand),
        Err(error) => return Err(error.into()),
    };
    let mut attendance = AttendanceServiceClient::new(channel);
    for (roll, first) in hand.rolls.iter().zip(&mut hand.answers) {
        let answer = match attendance.submit_roll(bearing(token, roll.clone())?).await {
            Ok(answer) => answer.into_inner(),
            Err(status) if is_gone() && torn.contains(&status.code()) => break,
            Err(status) => return Err(status.into()),
        };
        match first {
            Some(first) => again(&roll.request_id, first, &answer)?,
            None => {
                *first = Some(answer);
                moment.answered();
            }
        }
    }
    Ok(hand)
}

/// Holds that a roll that was answered before gets the first answer.
fn again(id: &str, first: &SubmitRollResponse, answer: &SubmitRollResponse) -> Result<(), Failed> {
    let receipt = answer.receipt.as_ref().ok_or("no receipt")?;
    same(&format!("{id} is a repetition"), &receipt.replayed, &true)?;
    let said = |answer: &SubmitRollResponse| {
        let receipt = answer.receipt.unwrap_or_default();
        let recorded = (receipt.etag, receipt.recorded_at, receipt.unchanged);
        (recorded, answer.revision, answer.late)
    };
    same(id, &said(answer), &said(first))
}

/// Holds that the log has one change for each roll that was new, with the number that was answered.
async fn stand_once(office: &Office, serving: &Serving, hands: &[Hand]) -> Result<(), Failed> {
    let channel = Endpoint::from_shared(format!("http://{}", serving.address))?.connect().await?;
    let mut logged = BTreeMap::new();
    for (school, _) in SCHOOLS {
        let changes = changes(&channel, (office.token(), school)).await?;
        let rolls = changes.into_iter().filter(|change| change.request_id.starts_with("hand-"));
        logged.extend(rolls.map(|change| (change.request_id, change.change_no)));
    }
    let mut answered = BTreeMap::new();
    for (roll, answer) in hands.iter().flat_map(|hand| hand.rolls.iter().zip(&hand.answers)) {
        let receipt = answer.as_ref().and_then(|answer| answer.receipt.as_ref());
        let receipt = receipt.ok_or("a roll without a receipt")?;
        if !receipt.unchanged {
            answered.insert(roll.request_id.clone(), receipt.etag);
        }
    }
    same("changes by request", &logged, &answered)
}

/// Numbers from a fixed seed.
struct Random(u64);

impl Random {
    fn below(&mut self, limit: usize) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        usize::try_from(self.0 % 1_000_003).unwrap_or(0) % limit
    }
}
