//! Schools and what they plan and publish.

use kehou_wire::pb::{
    fee::{PayeeKind, PublicCalendar},
    registry::{
        CloseSchoolRequest, FactKind, GetSchoolBookRequest, GetSchoolRequest,
        GetWorkingDaysRequest, ListSchoolsRequest, ListVersionsRequest, PutWorkingDaysRequest,
        version::Value,
    },
};
use tonic::Code;

use super::{
    county::{County, by, day},
    messages::*,
    people::code,
};
use crate::{harness::reason, march::date};

#[tokio::test]
async fn a_school_is_written_read_listed_and_closed() {
    let county = County::new().await;
    let mut schools = county.schools();
    let named = |number| GetSchoolRequest { school_code: code(number).to_string(), known_at: None };
    let found = schools.get_school(by("teacher", named(1))).await.unwrap().into_inner();
    let school = found.school.unwrap();
    assert_eq!((school.profiles[0].name.as_str(), school.etag), ("学校1", 1));
    let close = CloseSchoolRequest {
        request_id: "close-0001".into(),
        reason: "merged".into(),
        etag: school.etag,
        school_code: code(1).to_string(),
        last_day: date(7, 7),
        successor: code(2).to_string(),
    };
    let never = CloseSchoolRequest { etag: 99, ..close.clone() };
    let never = schools.close_school(by("programme", never)).await.unwrap_err();
    assert_eq!((never.code(), reason(&never).as_str()), (Code::InvalidArgument, "ETAG_UNKNOWN"));
    schools.close_school(by("programme", close)).await.unwrap();
    let written = schools.put_school(by("programme", put_school(1, "school-11"))).await;
    let refused = written.unwrap_err();
    assert_eq!(refused.code(), Code::FailedPrecondition);
    assert_eq!(reason(&refused), "SCHOOL_CLOSED");
    let all = ListSchoolsRequest { on: date(8, 1), ..Default::default() };
    let listed = schools.list_schools(by("auditor", all.clone())).await.unwrap().into_inner();
    let codes: Vec<_> = listed.schools.iter().map(|school| school.school_code.clone()).collect();
    assert_eq!(codes, [code(2).to_string(), code(3).to_string()]);
    let of_town = ListSchoolsRequest { on: date(3, 1), ..all };
    let listed = schools.list_schools(by("town", of_town)).await.unwrap().into_inner();
    assert_eq!(listed.schools.len(), 2, "schools of the own town");
    county.stop().await;
}

#[tokio::test]
async fn a_school_that_is_not_there_is_told_to_the_county_alone() {
    let county = County::new().await;
    let mut schools = county.schools();
    let nowhere = GetSchoolRequest { school_code: "3708290009".into(), known_at: None };
    let unknown = schools.get_school(by("programme", nowhere.clone())).await.unwrap_err();
    assert_eq!(unknown.code(), Code::NotFound);
    let forbidden = schools.get_school(by("treasurer", nowhere)).await.unwrap_err();
    assert_eq!(
        (forbidden.code(), reason(&forbidden).as_str()),
        (Code::PermissionDenied, "FORBIDDEN")
    );
    county.stop().await;
}

#[tokio::test]
async fn papers_are_read_as_they_stood() {
    let county = County::new().await;
    let mut schools = county.schools();
    let asked = GetSchoolBookRequest { school_code: code(1).to_string(), ..Default::default() };
    let book = schools.get_school_book(by("guardian", asked.clone())).await.unwrap().into_inner();
    let (calendar, plan) = (book.calendar.unwrap(), book.plan.unwrap());
    let (notices, payees) = (book.notices.unwrap(), book.payees.unwrap());
    assert_eq!((calendar.terms.len(), plan.slots.len()), (1, 2));
    assert_eq!((notices.notices.len(), payees.payees.len()), (1, 1));
    county.at(day(3, 20));
    let none = kehou_wire::pb::registry::PutNoticesRequest {
        notices: Vec::new(),
        etag: notices.etag,
        ..put_notices(1, "notices-02")
    };
    schools.put_notices(by("head", none)).await.unwrap();
    let now = schools.get_school_book(by("head", asked.clone())).await.unwrap().into_inner();
    assert_eq!(now.notices.unwrap().notices.len(), 0);
    let before = prost_types::Timestamp { seconds: 1_677_900_000, nanos: 0 };
    let then = GetSchoolBookRequest { known_at: Some(before), ..asked };
    let then = schools.get_school_book(by("head", then)).await.unwrap().into_inner();
    assert_eq!(then.notices.unwrap().notices.len(), 1, "as known on 4 March");
    let mut unlawful = put_payees(1, "payees-02");
    unlawful.payees[0].kind = PayeeKind::ParentsCommittee.into();
    let refused = schools.put_payees(by("finance", unlawful)).await.unwrap_err();
    assert_eq!(refused.code(), Code::FailedPrecondition);
    assert_eq!(reason(&refused), "PAYEE_UNLAWFUL");
    county.stop().await;
}

#[tokio::test]
async fn the_county_has_a_calendar_and_working_days_of_its_own() {
    let county = County::new().await;
    let mut schools = county.schools();
    let mut own = put_calendar(1, "calendar-02");
    own.school_code.clear();
    schools.put_calendar(by("programme", own.clone())).await.unwrap();
    own.request_id = "calendar-03".into();
    let refused = schools.put_calendar(by("head", own)).await.unwrap_err();
    assert_eq!(refused.code(), Code::PermissionDenied);
    let holidays = vec![date(4, 5).unwrap()];
    let calendar = Some(PublicCalendar { holidays, make_up_days: Vec::new() });
    let (request_id, reason) = ("working-01".to_owned(), String::new());
    let put = PutWorkingDaysRequest { request_id, reason, etag: 0, calendar: calendar.clone() };
    let put = schools.put_working_days(by("programme", put)).await.unwrap().into_inner();
    let read = GetWorkingDaysRequest { known_at: None };
    let read = schools.get_working_days(by("guardian", read)).await.unwrap().into_inner();
    assert_eq!((read.calendar, read.etag), (calendar, put.receipt.unwrap().etag));
    county.stop().await;
}

#[tokio::test]
async fn every_version_says_who_and_when() {
    let county = County::new().await;
    let mut schools = county.schools();
    let mut renamed = put_school(1, "school-11");
    renamed.profiles[0].name = "新名".into();
    renamed.reason = "renamed".into();
    schools.put_school(by("programme", renamed)).await.unwrap();
    let asked = ListVersionsRequest {
        kind: FactKind::SchoolProfile.into(),
        school_code: code(1).to_string(),
        ..Default::default()
    };
    let found = schools.list_versions(by("auditor", asked)).await.unwrap().into_inner();
    let said: Vec<_> = found
        .versions
        .iter()
        .map(|version| match version.value.as_ref().unwrap() {
            Value::SchoolProfile(profile) => (profile.name.as_str(), version.reason.as_str()),
            other => panic!("{other:?}"),
        })
        .collect();
    assert_eq!(said, [("学校1", ""), ("新名", "renamed")]);
    assert!(found.versions.iter().all(|version| version.actor == "programme"));
    let waivers = ListVersionsRequest {
        kind: FactKind::Waiver.into(),
        school_code: code(1).to_string(),
        pupil_no: 1,
        ..Default::default()
    };
    let refused = schools.list_versions(by("head", waivers)).await.unwrap_err();
    assert_eq!(refused.code(), Code::PermissionDenied);
    county.stop().await;
}
