//! Who is waived stays with finance, the aid officer and the guardian: everybody else is answered the
//! same bytes, whoever it is. (F12)

use std::fs;

use kehou_app::testing::TestDatabase;
use kehou_server::ServerConfig;
use kehou_wire::pb::{
    fee::{CloseMonthRequest, MarkStatus, PublishStatementRequest},
    registry::{ListWaiversRequest, PutPayeesRequest, waiver_entry::Track},
};
use tonic::Code;

use super::{
    calls::{CALLS, Effect},
    county::{County, by, day},
    messages::*,
    people::{code, everybody},
    raw::call,
};
use crate::march::date;

/// Those who may see who is waived.
const SEEING: [&str; 4] = ["finance", "treasurer", "aid", "school-aid"];

/// Whether families have somewhere to pay, without which charges are held.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Payee {
    Designated,
    Missing,
}

/// A school whose pupils 1, 2, 4 and 5 of one class were there alike.
async fn alike(payee: Payee) -> TestDatabase {
    let county = County::new().await;
    let put = put_pupils(1, "pupils-02", vec![entry("己", 3), entry("庚", 3)]);
    county.pupils().put_pupils(by("machine", put)).await.unwrap();
    if payee == Payee::Missing {
        let none = PutPayeesRequest { payees: Vec::new(), ..put_payees(1, "payees-02") };
        county.schools().put_payees(by("finance", none)).await.unwrap();
    }
    for on in [1, 2] {
        county.at(day(3, on));
        let marks = [1, 2, 4, 5].map(|pupil| (pupil, MarkStatus::Present));
        let roll = roll(&format!("roll-000{on}"), i32::try_from(on).unwrap(), &marks);
        county.attendance().submit_roll(by("teacher", roll)).await.unwrap();
    }
    county.stop().await
}

/// The same books again.
fn copy_of(original: &TestDatabase) -> TestDatabase {
    let mut copy = TestDatabase::sqlite().unwrap();
    for ending in ["", "-wal"] {
        let from = format!("{}{ending}", original.url);
        if fs::exists(&from).unwrap() {
            fs::copy(from, format!("{}{ending}", copy.url)).unwrap();
        }
    }
    copy.keys = original.keys.clone();
    copy
}

/// A county whose month is billed and published, where some pupils are waived: by a match with a list of
/// February, the others with one of April, which is as many changes and too late for March.
async fn with_waived(database: TestDatabase, (waived, later): (&[u32], &[u32])) -> County {
    let county = County::over(database, ServerConfig::default()).await;
    county.at(day(3, 2));
    let mut listed: Vec<(u32, (i32, i32))> = Vec::new();
    listed.extend(waived.iter().map(|pupil| (*pupil, (2, 20))));
    listed.extend(later.iter().map(|pupil| (*pupil, (4, 5))));
    // Pupil by pupil, so that whose list it is shows in no number of a change.
    listed.sort_unstable();
    for (pupil, (month, on)) in listed {
        // Whoever asks may name a request after the child.
        let mut put = put_waivers(1, pupil, &format!("waivers-{pupil}-{month}-{on}"));
        put.waivers[0].track = Some(Track::ListedOn(date(month, on).unwrap()));
        county.pupils().put_waivers(by("school-aid", put)).await.unwrap();
    }
    county.at(day(4, 10));
    let close = CloseMonthRequest {
        request_id: "close-0001".into(),
        month: "2023-03".into(),
        school_code: code(1).to_string(),
        ..Default::default()
    };
    let news = county.billing().close_month(by("treasurer", close)).await.unwrap();
    let mut news = news.into_inner();
    while news.message().await.unwrap().is_some() {}
    let publish = PublishStatementRequest {
        request_id: "publish-01".into(),
        month: "2023-03".into(),
        ..Default::default()
    };
    county.billing().publish_statement(by("finance", publish)).await.unwrap();
    county
}

/// Everything that somebody is answered to every call that reads.
async fn answers(
    county: &County,
    who: &str,
) -> Vec<(&'static str, Result<Vec<Vec<u8>>, (Code, String)>)> {
    let mut answers = Vec::new();
    for one in CALLS.iter().filter(|call| call.effect == Effect::Reads) {
        let messages = (one.messages)(1, String::new());
        let answer = call(county.channel.clone(), Some(who), one.path, messages).await;
        let told = |status: tonic::Status| (status.code(), status.message().to_owned());
        answers.push((one.path, answer.map_err(told)));
    }
    answers
}

/// Who is waived in March, and who only later, in two counties.
type Waived<'a> = [(&'a [u32], &'a [u32]); 2];

async fn compare(payee: Payee, [one, other]: Waived<'_>) {
    let original = alike(payee).await;
    let copy = copy_of(&original);
    let first = one.0[0];
    let (one, other) = (with_waived(original, one).await, with_waived(copy, other).await);
    for who in everybody() {
        let who = who.subject.as_str();
        let same = answers(&one, who).await;
        let other = answers(&other, who).await;
        let differing: Vec<&str> =
            same.iter().zip(&other).filter(|(a, b)| a != b).map(|((path, _), _)| *path).collect();
        assert_eq!(differing.is_empty(), !SEEING.contains(&who), "{who}, {payee:?}: {differing:?}");
        let answered = same.iter().filter(|(_, answer)| answer.is_ok()).count();
        assert!(who == "nobody" || answered > 2, "{who} is answered {answered} calls");
    }
    let school_code = code(1).to_string();
    let list = ListWaiversRequest { school_code, ..Default::default() };
    let seen = one.pupils().list_waivers(by("aid", list)).await.unwrap().into_inner();
    assert_eq!(seen.waivers[0].pupil_no, first);
    one.stop().await;
    other.stop().await;
}

const WHO: Waived<'static> = [(&[2], &[]), (&[4], &[])];
const HOW_MANY: Waived<'static> = [(&[2], &[4, 5]), (&[2, 4, 5], &[])];
/// Pupil 1, whose guardian asks too, is waived in both.
const ALL_OR_ONE: Waived<'static> = [(&[1, 2, 4, 5], &[]), (&[1], &[2, 4, 5])];

#[tokio::test]
async fn who_is_waived_is_seen_by_nobody_else() {
    compare(Payee::Designated, WHO).await;
}

#[tokio::test]
async fn who_is_waived_is_seen_by_nobody_else_where_charges_are_held() {
    compare(Payee::Missing, WHO).await;
    compare(Payee::Missing, HOW_MANY).await;
}

#[tokio::test]
async fn how_many_are_waived_is_seen_by_nobody_else() {
    compare(Payee::Designated, HOW_MANY).await;
    compare(Payee::Designated, ALL_OR_ONE).await;
}

#[tokio::test]
async fn that_everybody_is_waived_is_seen_by_nobody_else_where_charges_are_held() {
    compare(Payee::Missing, ALL_OR_ONE).await;
}
