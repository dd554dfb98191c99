//! Pupils, applications, waivers.

use kehou_wire::pb::{
    fee::{Boarding, ListDecision},
    registry::{
        DecideWaiverRequest, GetPupilRequest, ListPupilsRequest, ListWaiversRequest,
        MovePupilRequest, PutApplicationsRequest, PutPupilsRequest, TransferPupilRequest,
    },
};
use tonic::Code;

use super::{
    county::{County, by, day},
    messages::*,
    people::code,
};
use crate::{harness::reason, march::date};

fn named(number: usize, pupil_no: u32) -> GetPupilRequest {
    GetPupilRequest { school_code: code(number).to_string(), pupil_no, ..Default::default() }
}

#[tokio::test]
async fn pupils_are_numbered_read_and_listed() {
    let county = County::new().await;
    let mut pupils = county.pupils();
    let put = put_pupils(1, "pupils-02", vec![entry("戊", 3), entry("甲", 3)]);
    let put = pupils.put_pupils(by("coordinator", put)).await.unwrap().into_inner();
    assert_eq!(put.pupil_nos, [4, 1], "the old one is found by its local id");
    let with = GetPupilRequest { include_contacts: true, ..named(1, 1) };
    let shown = pupils.get_pupil(by("teacher", with.clone())).await.unwrap().into_inner();
    let contacts = shown.pupil.unwrap().contacts.unwrap();
    assert_eq!((contacts.local_id.as_str(), contacts.guardians.len()), ("L-甲", 1));
    let hidden = pupils.get_pupil(by("programme", named(1, 1))).await.unwrap().into_inner();
    assert_eq!(hidden.pupil.unwrap().contacts, None);
    let refused = pupils.get_pupil(by("programme", with)).await.unwrap_err();
    assert_eq!(refused.code(), Code::PermissionDenied);
    let list = |who| {
        let school_code = code(1).to_string();
        by(who, ListPupilsRequest { school_code, ..Default::default() })
    };
    for (who, seen) in
        [("head", vec![1, 2, 3, 4]), ("teacher", vec![1, 2, 4]), ("guardian", vec![1])]
    {
        let listed = pupils.list_pupils(list(who)).await.unwrap().into_inner();
        let numbers: Vec<u32> = listed.pupils.iter().map(|pupil| pupil.pupil_no).collect();
        assert_eq!(numbers, seen, "{who}");
    }
    let unknown = pupils.get_pupil(by("head", named(1, 99))).await.unwrap_err();
    assert_eq!(unknown.code(), Code::NotFound);
    let twice = put_pupils(1, "pupils-03", vec![entry("己", 3), entry("己", 3)]);
    let wrong = pupils.put_pupils(by("coordinator", twice)).await.unwrap_err();
    assert_eq!((wrong.code(), reason(&wrong).as_str()), (Code::InvalidArgument, "REQUEST_INVALID"));
    county.stop().await;
}

#[tokio::test]
async fn a_pupil_is_moved_and_transferred() {
    let county = County::new().await;
    let mut pupils = county.pupils();
    let moving = MovePupilRequest {
        request_id: "move-00001".into(),
        school_code: code(1).to_string(),
        pupil_no: 1,
        from: date(3, 6),
        class: Some(class(4)),
        ..Default::default()
    };
    pupils.move_pupil(by("coordinator", moving.clone())).await.unwrap();
    let moved = pupils.get_pupil(by("head", named(1, 1))).await.unwrap().into_inner();
    assert_eq!(moved.pupil.unwrap().placements.len(), 2);
    let nowhere = MovePupilRequest { request_id: "move-00002".into(), from: date(9, 1), ..moving };
    let refused = pupils.move_pupil(by("coordinator", nowhere)).await.unwrap_err();
    assert_eq!(refused.code(), Code::FailedPrecondition);
    assert_eq!(reason(&refused), "PUPIL_NOT_PLACED");
    let transfer = TransferPupilRequest {
        request_id: "transfer-1".into(),
        reason: "moved house".into(),
        etag: 0,
        from_school_code: code(1).to_string(),
        pupil_no: 2,
        last_day: date(3, 10),
        to_school_code: code(2).to_string(),
        first_day: date(3, 13),
        class: Some(class(3)),
        boarding: Boarding::Day.into(),
    };
    let done = pupils.transfer_pupil(by("programme", transfer.clone())).await.unwrap().into_inner();
    assert_eq!(done.pupil_no, 2, "the second pupil there");
    let again =
        pupils.transfer_pupil(by("programme", transfer.clone())).await.unwrap().into_inner();
    assert!(again.left.unwrap().replayed && again.joined.unwrap().replayed);
    assert_eq!(again.transfer_id, done.transfer_id);
    let person = |found: kehou_wire::pb::registry::GetPupilResponse| found.pupil.unwrap().person_id;
    let left = person(pupils.get_pupil(by("programme", named(1, 2))).await.unwrap().into_inner());
    let joined = person(pupils.get_pupil(by("programme", named(2, 2))).await.unwrap().into_inner());
    assert_eq!(left, joined, "one child has one id");
    let own_only = pupils.transfer_pupil(by("coordinator", transfer)).await.unwrap_err();
    assert_eq!(own_only.code(), Code::PermissionDenied, "the other school is not theirs");
    county.stop().await;
}

#[tokio::test]
async fn a_guardian_applies_from_today_on() {
    let county = County::new().await;
    let mut pupils = county.pupils();
    let apply = |id: &str, on| PutApplicationsRequest {
        request_id: id.into(),
        school_code: code(1).to_string(),
        pupil_no: 1,
        applications: vec![application(date(2, 10)), application(on)],
        ..Default::default()
    };
    pupils.put_applications(by("guardian", apply("apply-0001", date(3, 1)))).await.unwrap();
    let back = apply("apply-0002", date(2, 1));
    let refused = pupils.put_applications(by("guardian", back)).await.unwrap_err();
    assert_eq!(reason(&refused), "APPLICATION_DAY");
    let mut other = apply("apply-0003", date(3, 1));
    other.pupil_no = 2;
    let refused = pupils.put_applications(by("guardian", other)).await.unwrap_err();
    assert_eq!(refused.code(), Code::PermissionDenied);
    county.stop().await;
}

#[tokio::test]
async fn a_waiver_starts_provisional_and_is_decided_once() {
    let county = County::new().await;
    let mut pupils = county.pupils();
    let put = pupils.put_waivers(by("school-aid", put_waivers(1, 1, "waivers-01"))).await.unwrap();
    assert_eq!(put.into_inner().waiver_nos, [1]);
    let mut unknown = put_waivers(1, 2, "waivers-02");
    unknown.waivers[0].category = "luck".into();
    let refused = pupils.put_waivers(by("school-aid", unknown)).await.unwrap_err();
    assert_eq!(reason(&refused), "WAIVER_CATEGORY_UNKNOWN");
    let school_code = code(1).to_string();
    let list = ListWaiversRequest { school_code, pending_only: true, ..Default::default() };
    let pending = pupils.list_waivers(by("treasurer", list.clone())).await.unwrap().into_inner();
    let etag = pending.waivers[0].etag;
    let decide = |id: &str, decision: ListDecision, etag| DecideWaiverRequest {
        request_id: id.into(),
        reason: "checked".into(),
        etag,
        school_code: code(1).to_string(),
        pupil_no: 1,
        waiver_no: 1,
        decision: decision.into(),
        decided_on: None,
    };
    let stale = decide("decide-0001", ListDecision::Confirmed, etag - 1);
    let stale = pupils.decide_waiver(by("treasurer", stale)).await.unwrap_err();
    assert_eq!((stale.code(), reason(&stale).as_str()), (Code::Aborted, "ITEM_STALE"));
    let confirm = decide("decide-0001", ListDecision::Confirmed, etag);
    pupils.decide_waiver(by("treasurer", confirm)).await.unwrap();
    let reject = decide("decide-0002", ListDecision::Rejected, 0);
    let refused = pupils.decide_waiver(by("treasurer", reject)).await.unwrap_err();
    assert_eq!(reason(&refused), "WAIVER_NOT_DECIDABLE");
    let none = pupils.list_waivers(by("guardian", list)).await.unwrap().into_inner();
    assert_eq!(none.waivers, [], "nothing is pending any more");
    county.at(day(3, 2));
    county.stop().await;
}

#[tokio::test]
async fn only_one_pupil_is_written_by_its_etag() {
    let county = County::new().await;
    let mut pupils = county.pupils();
    let shown = pupils.get_pupil(by("head", named(1, 1))).await.unwrap().into_inner();
    let etag = shown.pupil.unwrap().etag;
    let put =
        |id: &str, etag| PutPupilsRequest { etag, ..put_pupils(1, id, vec![entry("甲", 4)]) };
    let stale = pupils.put_pupils(by("head", put("pupils-02", etag - 1))).await;
    // Applications are not the head's to write.
    assert_eq!(stale.unwrap_err().code(), Code::PermissionDenied);
    let stale = pupils.put_pupils(by("machine", put("pupils-02", etag - 1))).await.unwrap_err();
    assert_eq!((stale.code(), reason(&stale).as_str()), (Code::Aborted, "ITEM_STALE"));
    let never = pupils.put_pupils(by("machine", put("pupils-02", etag + 99))).await.unwrap_err();
    assert_eq!((never.code(), reason(&never).as_str()), (Code::InvalidArgument, "ETAG_UNKNOWN"));
    pupils.put_pupils(by("machine", put("pupils-02", etag))).await.unwrap();
    county.stop().await;
}
