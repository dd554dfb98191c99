//! What is wrong with questions about campaigns, and what messages carry.

use kehou_inspection::{FrameSettings, InspectionFrame, LinkKind, QuotaSettings, Spread, allocate};

use super::*;
use crate::{
    pb::inspection as pb,
    told::{NO_DAY, NO_INSTANT, assert_told, day, days, id, school},
};

fn settings() -> pb::FrameSettings {
    pb::FrameSettings {
        without_private_schools: true,
        development_zones: vec!["370829101".into()],
        listed: vec![pb::FrameListing {
            school_code: school(),
            class: pb::FrameClass::MustVisit.into(),
            document: "〔2023〕1号".into(),
        }],
        reading: pb::QuotaReading::OthersOnly.into(),
        spread: pb::QuotaSpread::PerTown.into(),
        floor_percent: 60,
    }
}

fn fixing() -> pb::FixFrameRequest {
    pb::FixFrameRequest {
        request_id: id(),
        campaign_no: 1,
        on: day(4, 3),
        settings: Some(settings()),
        ..Default::default()
    }
}

#[test]
fn the_settings_of_a_frame_come_back() {
    let FixFrameQuestion { choice, on, .. } = FixFrameQuestion::read(fixing()).unwrap();
    let FrameChoice { settings: read, reading, spread, floor } = choice;
    let quota = QuotaSettings { floor: floor.unwrap(), reading, spread };
    assert_eq!(spread, Spread::PerTown);
    let unlisted = FrameSettings { listed: Default::default(), ..read };
    let frame = InspectionFrame::of(&[], on, &unlisted).unwrap();
    let told = frame_out(&frame, &allocate(&frame, &quota), true);
    let expected = pb::FrameSettings { listed: Vec::new(), ..settings() };
    assert_eq!((told.settings, told.on), (Some(expected), day(4, 3)));
    assert_eq!(told.readings.len(), 3);
}

#[test]
fn everything_that_is_wrong_with_a_frame_is_told() {
    let line = |class: pb::FrameClass| pb::FrameListing {
        school_code: school(),
        class: class.into(),
        document: " ".into(),
    };
    let wrong = pb::FixFrameRequest {
        on: NO_DAY,
        campaign_no: 0,
        settings: Some(pb::FrameSettings {
            development_zones: vec!["370829".into(), String::new()],
            listed: vec![line(pb::FrameClass::Unspecified)],
            reading: 9,
            spread: 0,
            floor_percent: 101,
            ..settings()
        }),
        ..fixing()
    };
    assert_told(
        FixFrameQuestion::read(wrong),
        &[
            ("campaign_no", "REQUIRED"),
            ("on", "NOT_A_DATE"),
            ("settings.development_zones[0]", "NOT_A_DIVISION"),
            ("settings.development_zones[1]", "REQUIRED"),
            ("settings.listed[0].class", "UNSPECIFIED"),
            ("settings.listed[0].document", "REQUIRED"),
            ("settings.reading", "UNKNOWN_VALUE"),
            ("settings.spread", "UNSPECIFIED"),
            ("settings.floor_percent", "OUT_OF_RANGE"),
        ],
    );
    let mut twice = settings();
    twice.listed.push(twice.listed[0].clone());
    let twice = pb::FixFrameRequest { settings: Some(twice), ..fixing() };
    let place = "settings.listed[1].school_code";
    assert_told(FixFrameQuestion::read(twice), &[(place, "DUPLICATE")]);
    let none = pb::FixFrameRequest { settings: None, campaign_no: -1, ..fixing() };
    let expected = [("campaign_no", "OUT_OF_RANGE"), ("settings", "REQUIRED")];
    assert_told(FixFrameQuestion::read(none), &expected);
}

#[test]
fn a_change_of_the_plan_needs_a_school_and_a_reason() {
    let right = || pb::AddVisitRequest {
        request_id: id(),
        reason: "群众反映".into(),
        campaign_no: 1,
        school_code: school(),
        ..Default::default()
    };
    let read = PlanQuestion::adding(right()).unwrap();
    assert_eq!((read.why.as_str(), read.campaign.get()), ("群众反映", 1));
    let wrong = pb::AddVisitRequest { reason: " ".into(), school_code: "1".into(), ..right() };
    let expected = [("reason", "REQUIRED"), ("school_code", "NOT_A_SCHOOL_CODE")];
    assert_told(PlanQuestion::adding(wrong), &expected);
    let hidden = pb::AddVisitRequest { reason: "a\u{202e}b".into(), ..right() };
    assert_told(PlanQuestion::adding(hidden), &[("reason", "UNCLEAN")]);
    assert!(PlanQuestion::cancelling(pb::CancelVisitRequest::default()).is_err());
    assert!(PlanQuestion::substituting(pb::SubstituteVisitRequest::default()).is_err());
}

#[test]
fn links_are_a_workplace_or_family() {
    let link =
        |workplace, is_family| pb::SchoolLink { school_code: school(), workplace, is_family };
    let read = |links: Vec<pb::SchoolLink>| {
        let one = pb::Inspector { inspector: 0, person: "p-1".into(), name: "甲".into(), links };
        PutInspectorsQuestion::read(pb::PutInspectorsRequest {
            request_id: id(),
            inspectors: vec![one],
            ..Default::default()
        })
    };
    let both = [link(None, true), link(days(day(1, 1), None), false)];
    let kinds = read(both.to_vec()).unwrap().inspectors.remove(0).links;
    assert_eq!(kinds[0].1, LinkKind::Family);
    assert!(matches!(kinds[1].1, LinkKind::Workplace(_)));
    let place = |index: usize| format!("inspectors[0].links[{index}].workplace");
    let wrong = vec![link(None, false), link(days(day(1, 1), None), true)];
    let expected = [(&*place(0), "REQUIRED"), (&*place(1), "UNEXPECTED")];
    assert_told(read(wrong), &expected);
    let one = pb::Inspector { inspector: 3, person: "a b".into(), ..Default::default() };
    let wrong =
        pb::PutInspectorsRequest { request_id: id(), inspectors: vec![one], ..Default::default() };
    assert_told(
        PutInspectorsQuestion::read(wrong),
        &[
            ("inspectors[0].inspector", "UNEXPECTED"),
            ("inspectors[0].person", "UNCLEAN"),
            ("inspectors[0].name", "REQUIRED"),
        ],
    );
}

#[test]
fn groups_visits_and_terms_are_asked_for_rightly() {
    let wrong = pb::AssignInspectorsRequest {
        request_id: id(),
        campaign_no: 1,
        group_size: 21,
        visits: vec![pb::RoundVisit { school_code: String::new(), round: -1 }],
        ..Default::default()
    };
    assert_told(
        AssignInspectorsQuestion::read(wrong),
        &[
            ("on", "REQUIRED"),
            ("group_size", "OUT_OF_RANGE"),
            ("visits[0].school_code", "REQUIRED"),
            ("visits[0].round", "OUT_OF_RANGE"),
        ],
    );
    let wrong = pb::RecordRoutineVisitRequest { request_id: id(), ..Default::default() };
    let expected = [("school_code", "REQUIRED"), ("visited_on", "REQUIRED")];
    assert_told(RecordRoutineVisitQuestion::read(wrong), &expected);
    let wrong = pb::ListRoutineStandingRequest {
        on: NO_DAY,
        known_at: NO_INSTANT,
        page_size: -1,
        ..Default::default()
    };
    assert_told(
        ListRoutineStandingQuestion::read(wrong),
        &[
            ("page_size", "OUT_OF_RANGE"),
            ("term_on", "REQUIRED"),
            ("on", "NOT_A_DATE"),
            ("known_at", "NOT_AN_INSTANT"),
        ],
    );
    let wrong = pb::GetDrawProofRequest { campaign_no: 1, stage: 9 };
    assert_told(GetDrawProofQuestion::read(wrong), &[("stage", "UNKNOWN_VALUE")]);
    let long = pb::OpenCampaignRequest {
        request_id: id(),
        text: "x".repeat((1 << 20) + 1),
        ..Default::default()
    };
    assert_told(OpenCampaignQuestion::read(long), &[("text", "TOO_LONG")]);
}
