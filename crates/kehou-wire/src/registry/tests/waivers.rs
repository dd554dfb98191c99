use kehou_registry::{Decision, WaiverTrack};

use crate::{
    pb::{
        fee::ListDecision,
        registry::{
            DecideWaiverRequest, ListWaiversRequest, PutWaiversRequest, WaiverEntry as Sent,
            waiver_entry::Track,
        },
    },
    registry::*,
    told::{NO_DAY, NO_INSTANT, assert_told, day, id, school},
};

fn listed(category: &str) -> Sent {
    let track = Some(Track::ListedOn(day(3, 1).unwrap()));
    Sent { category: category.into(), track, lost_on: None }
}

fn put(waivers: Vec<Sent>) -> PutWaiversRequest {
    PutWaiversRequest {
        request_id: id(),
        reason: "list of March".into(),
        school_code: school(),
        pupil_no: 7,
        waivers,
        ..Default::default()
    }
}

#[test]
fn a_match_with_a_list_starts_as_provisional() {
    let approved = Sent { track: Some(Track::ApprovedOn(day(3, 2).unwrap())), ..listed("dibao") };
    let read = PutWaiversQuestion::read(put(vec![listed("dibao"), approved])).unwrap();
    assert!(matches!(
        read.waivers[0].track,
        WaiverTrack::ListMatch { decision: Decision::Pending, .. }
    ));
    assert!(matches!(read.waivers[1].track, WaiverTrack::Application { .. }));
}

#[test]
fn everything_wrong_with_waivers_is_told() {
    let bare = Sent { category: String::new(), track: None, lost_on: NO_DAY };
    let no_day = Sent { track: Some(Track::ListedOn(NO_DAY.unwrap())), ..listed("dibao") };
    let never = Sent { track: Some(Track::ApprovedOn(NO_DAY.unwrap())), ..listed("dibao") };
    let wrong = PutWaiversRequest { waivers: vec![bare, no_day, never], ..Default::default() };
    assert_told(
        PutWaiversQuestion::read(wrong),
        &[
            ("request_id", "REQUIRED"),
            ("reason", "REQUIRED"),
            ("school_code", "REQUIRED"),
            ("pupil_no", "REQUIRED"),
            ("waivers[0].category", "REQUIRED"),
            ("waivers[0].track", "REQUIRED"),
            ("waivers[0].lost_on", "NOT_A_DATE"),
            ("waivers[1].listed_on", "NOT_A_DATE"),
            ("waivers[2].approved_on", "NOT_A_DATE"),
        ],
    );
    let twice = vec![listed("dibao"), listed("tekun"), listed("dibao")];
    assert_told(PutWaiversQuestion::read(put(twice)), &[("waivers[2]", "DUPLICATE")]);
}

#[test]
fn everything_wrong_with_a_decision_is_told() {
    let wrong = DecideWaiverRequest { decided_on: NO_DAY, ..Default::default() };
    assert_told(
        DecideWaiverQuestion::read(wrong),
        &[
            ("request_id", "REQUIRED"),
            ("school_code", "REQUIRED"),
            ("pupil_no", "REQUIRED"),
            ("waiver_no", "REQUIRED"),
            ("decision", "UNSPECIFIED"),
            ("decided_on", "NOT_A_DATE"),
        ],
    );
    let decided = |decision: ListDecision, reason: &str| {
        DecideWaiverQuestion::read(DecideWaiverRequest {
            request_id: id(),
            reason: reason.into(),
            school_code: school(),
            pupil_no: 7,
            waiver_no: 1,
            decision: decision.into(),
            ..Default::default()
        })
    };
    assert_told(decided(ListDecision::Pending, ""), &[("decision", "UNEXPECTED")]);
    assert_told(decided(ListDecision::Rejected, " "), &[("reason", "REQUIRED")]);
    assert_eq!(decided(ListDecision::Rejected, "other child").unwrap().verdict, Verdict::Rejected);
    assert_eq!(decided(ListDecision::Confirmed, "").unwrap().verdict, Verdict::Confirmed);
}

#[test]
fn everything_wrong_with_a_query_of_waivers_is_told() {
    let wrong = ListWaiversRequest {
        known_at: NO_INSTANT,
        page_size: -1,
        page_token: "*".into(),
        ..Default::default()
    };
    assert_told(
        ListWaiversQuestion::read(wrong),
        &[
            ("page_size", "OUT_OF_RANGE"),
            ("page_token", "NOT_A_PAGE_TOKEN"),
            ("school_code", "REQUIRED"),
            ("known_at", "NOT_AN_INSTANT"),
        ],
    );
}
