//! Who is waived stays with finance, the aid officer and the guardian: everybody else is answered the
//! same bytes, whoever it is. (F12)

use std::fs;

use kehou_app::testing::TestDatabase;
use kehou_server::ServerConfig;
use kehou_wire::pb::{
    fee::{CloseMonthRequest, MarkStatus, PublishStatementRequest},
    registry::{ListWaiversRequest, PutPayeesRequest},
};
use tonic::Code;

use super::{
    calls::{CALLS, Effect},
    county::{County, by, day},
    messages::*,
    people::{code, everybody},
    raw::call,
};

/// Those who may see who is waived.
const SEEING: [&str; 4] = ["finance", "treasurer", "aid", "school-aid"];

/// Whether families have somewhere to pay, without which charges are held.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Payee {
    Designated,
    Missing,
}

/// A school whose pupils 1, 2 and 4 of one class were there alike.
async fn alike(payee: Payee) -> TestDatabase {
    let county = County::new().await;
    let put = put_pupils(1, "pupils-02", vec![entry("己", 3)]);
    county.pupils().put_pupils(by("machine", put)).await.unwrap();
    if payee == Payee::Missing {
        let none = PutPayeesRequest { payees: Vec::new(), ..put_payees(1, "payees-02") };
        county.schools().put_payees(by("finance", none)).await.unwrap();
    }
    for on in [1, 2] {
        county.at(day(3, on));
        let marks = [1, 2, 4].map(|pupil| (pupil, MarkStatus::Present));
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

/// A county where one pupil is waived, billed and published.
async fn with_waived(database: TestDatabase, pupil: u32) -> County {
    let county = County::over(database, ServerConfig::default()).await;
    county.at(day(3, 2));
    let put = put_waivers(1, pupil, "waivers-01");
    county.pupils().put_waivers(by("school-aid", put)).await.unwrap();
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

async fn compare(payee: Payee) {
    let original = alike(payee).await;
    let copy = copy_of(&original);
    let (one, other) = (with_waived(original, 2).await, with_waived(copy, 4).await);
    for who in everybody() {
        let who = who.subject.as_str();
        let same = answers(&one, who).await;
        let is_same = same == answers(&other, who).await;
        assert_eq!(is_same, !SEEING.contains(&who), "{who}, payee {payee:?}");
        let answered = same.iter().filter(|(_, answer)| answer.is_ok()).count();
        assert!(who == "nobody" || answered > 2, "{who} is answered {answered} calls");
    }
    let school_code = code(1).to_string();
    let list = ListWaiversRequest { school_code, ..Default::default() };
    let seen = one.pupils().list_waivers(by("aid", list)).await.unwrap().into_inner();
    assert_eq!(seen.waivers[0].pupil_no, 2);
    one.stop().await;
    other.stop().await;
}

#[tokio::test]
async fn who_is_waived_is_seen_by_nobody_else() {
    compare(Payee::Designated).await;
}

#[tokio::test]
async fn who_is_waived_is_seen_by_nobody_else_where_charges_are_held() {
    compare(Payee::Missing).await;
}
