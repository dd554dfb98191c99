use chrono::NaiveDate;
use kehou_registry::{PupilNo, SchoolCode};
use kehou_units::Instant;

use crate::{
    audit::ChangeView,
    pb::registry::{FactKind as Sent, ListVersionsRequest, WorkingDayKind, version::Value},
    registry::*,
    told::{NO_INSTANT, assert_told, day, school},
};

fn asked(kind: Sent, school_code: &str, pupil_no: u32) -> ListVersionsRequest {
    let (kind, school_code) = (kind.into(), school_code.to_owned());
    ListVersionsRequest { kind, school_code, pupil_no, ..Default::default() }
}

#[test]
fn each_kind_of_fact_has_its_owner() {
    let code = school();
    let kinds = (1..).map_while(|number| Sent::try_from(number).ok());
    let mut seen = Vec::new();
    for sent in kinds {
        let owners = [("", 0), (code.as_str(), 0), (code.as_str(), 7), ("", 7)];
        let owners = owners.map(|(school, pupil)| {
            ListVersionsQuestion::read(asked(sent, school, pupil)).ok().map(|it| {
                seen.push(it.kind);
                it.owner
            })
        });
        let named: SchoolCode = code.parse().unwrap();
        let expected = match sent {
            Sent::WorkingDay => [Some(FactOwner::County), None, None, None],
            Sent::Term | Sent::CalendarEntry => {
                [Some(FactOwner::County), Some(FactOwner::School(named)), None, None]
            }
            Sent::Person | Sent::Guardian | Sent::Placement | Sent::Application | Sent::Waiver => {
                [None, None, Some(FactOwner::Pupil(named, PupilNo::new(7))), None]
            }
            _ => [None, Some(FactOwner::School(named)), None, None],
        };
        assert_eq!(owners, expected, "{sent:?}");
    }
    seen.dedup();
    assert_eq!(seen, FactKind::ALL);
}

#[test]
fn everything_wrong_with_a_query_of_versions_is_told() {
    let wrong = ListVersionsRequest {
        kind: 0,
        school_code: "x".into(),
        pupil_no: 7,
        known_at: NO_INSTANT,
        page_size: -1,
        page_token: "*".into(),
    };
    assert_told(
        ListVersionsQuestion::read(wrong),
        &[
            ("page_size", "OUT_OF_RANGE"),
            ("page_token", "NOT_A_PAGE_TOKEN"),
            ("kind", "UNSPECIFIED"),
            ("school_code", "NOT_A_SCHOOL_CODE"),
            ("known_at", "NOT_AN_INSTANT"),
        ],
    );
    let code = school();
    let told = |kind, school, pupil| ListVersionsQuestion::read(asked(kind, school, pupil));
    assert_told(told(Sent::Waiver, &code, 0), &[("pupil_no", "REQUIRED")]);
    assert_told(told(Sent::Waiver, "", 7), &[("school_code", "REQUIRED")]);
    assert_told(told(Sent::Payee, &code, 7), &[("pupil_no", "UNEXPECTED")]);
    assert_told(told(Sent::WorkingDay, &code, 0), &[("school_code", "UNEXPECTED")]);
}

#[test]
fn a_version_says_who_wrote_what() {
    let change = ChangeView {
        change_no: 8,
        recorded_at: Instant::from_micros(1_680_000_000_000_000),
        actor: "programme-1",
        action: "PUT_WORKING_DAYS",
        reason: "State Council notice",
        request_id: "request-0001",
        imported: false,
    };
    let on = NaiveDate::from_ymd_opt(2023, 4, 5).unwrap();
    let view = VersionView { item: 3, removed: true, value: FactValue::Holiday(on), change };
    let sent = view.message();
    assert_eq!((sent.item_no, sent.change_no, sent.removed), (3, 8, true));
    assert_eq!(
        (sent.actor.as_str(), sent.reason.as_str()),
        ("programme-1", "State Council notice")
    );
    let Some(Value::WorkingDay(holiday)) = sent.value else { panic!("a working day") };
    assert_eq!((holiday.date, holiday.kind()), (day(4, 5), WorkingDayKind::Holiday));
    let person =
        FactValue::Person { name: "李小明", student_number: None, local_id: Some("a1") };
    let Some(Value::Person(person)) = VersionView { value: person, ..view }.message().value else {
        panic!("a person")
    };
    assert_eq!((person.student_number.as_str(), person.local_id.as_str()), ("", "a1"));
}
