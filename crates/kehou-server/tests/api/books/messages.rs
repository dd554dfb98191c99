//! Requests that are right, about a school by its number.

use kehou_wire::pb::{
    Date,
    attendance::{RollMark, SubmitRollRequest, submit_roll_request::Group},
    fee::{Application, Boarding, ClassRef, FeePlace, MarkStatus, Placement, SchoolStage},
    policy::AdoptPolicyRequest,
    registry::{
        ApplicationList, Centrality, Guardian, GuardianList, PupilEntry, PutCalendarRequest,
        PutNoticesRequest, PutPayeesRequest, PutPlanRequest, PutPupilsRequest, PutSchoolRequest,
        PutWaiversRequest, SchoolProfile, WaiverEntry, waiver_entry::Track,
    },
};

use super::people::{TOWNS, code};
use crate::{
    fees::shipped_files,
    march::{self, date, days, spring, weekdays},
};

pub(crate) fn adopt_policy(id: &str) -> AdoptPolicyRequest {
    AdoptPolicyRequest {
        request_id: id.into(),
        reason: "the notice".into(),
        division: "370829".into(),
        files: shipped_files(),
        ..Default::default()
    }
}

pub(crate) fn put_school(number: usize, id: &str) -> PutSchoolRequest {
    let profile = SchoolProfile {
        days: days(date(1, 1), None),
        name: format!("学校{number}"),
        affiliation: kehou_wire::pb::fee::Affiliation::Town.into(),
        town: TOWNS[number - 1].into(),
        stage: SchoolStage::Primary.into(),
        centrality: Centrality::Ordinary.into(),
        fee_place: FeePlace::Rural.into(),
        counts_with: String::new(),
    };
    PutSchoolRequest {
        request_id: id.into(),
        school_code: code(number).to_string(),
        profiles: vec![profile],
        ..Default::default()
    }
}

pub(crate) fn put_calendar(number: usize, id: &str) -> PutCalendarRequest {
    PutCalendarRequest {
        request_id: id.into(),
        school_code: code(number).to_string(),
        terms: march::school().terms,
        ..Default::default()
    }
}

pub(crate) fn put_plan(number: usize, id: &str) -> PutPlanRequest {
    PutPlanRequest {
        request_id: id.into(),
        school_code: code(number).to_string(),
        slots: march::school().plan,
        ..Default::default()
    }
}

pub(crate) fn put_notices(number: usize, id: &str) -> PutNoticesRequest {
    PutNoticesRequest {
        request_id: id.into(),
        school_code: code(number).to_string(),
        notices: march::school().fee_notices,
        ..Default::default()
    }
}

pub(crate) fn put_payees(number: usize, id: &str) -> PutPayeesRequest {
    PutPayeesRequest {
        request_id: id.into(),
        school_code: code(number).to_string(),
        payees: march::school().payees,
        ..Default::default()
    }
}

pub(crate) const fn class(grade: i32) -> ClassRef {
    ClassRef { grade, number: 1 }
}

pub(crate) fn application(on: Option<Date>) -> Application {
    Application { applied_on: on, withdrawn_on: None, slots: vec![1, 2], weekdays: weekdays() }
}

/// A pupil known by a local id, with a guardian and an application since before the term.
pub(crate) fn entry(name: &str, grade: i32) -> PupilEntry {
    let guardian = Guardian { name: format!("{name}家长"), phone: "13900000000".into() };
    PupilEntry {
        name: name.into(),
        local_id: format!("L-{name}"),
        guardians: Some(GuardianList { guardians: vec![guardian] }),
        placements: vec![Placement {
            days: spring(),
            class: Some(class(grade)),
            boarding: Boarding::Day.into(),
        }],
        applications: Some(ApplicationList { applications: vec![application(date(2, 10))] }),
        ..Default::default()
    }
}

pub(crate) fn put_pupils(number: usize, id: &str, pupils: Vec<PupilEntry>) -> PutPupilsRequest {
    PutPupilsRequest {
        request_id: id.into(),
        school_code: code(number).to_string(),
        pupils,
        ..Default::default()
    }
}

/// The roll of class 3-1 in the first slot of a day of March.
pub(crate) fn roll(id: &str, day: i32, marks: &[(u32, MarkStatus)]) -> SubmitRollRequest {
    let mark = |(pupil_no, status): &(u32, MarkStatus)| RollMark {
        pupil_no: *pupil_no,
        status: (*status).into(),
    };
    SubmitRollRequest {
        request_id: id.into(),
        school_code: code(1).to_string(),
        date: date(3, day),
        slot: 1,
        group: Some(Group::Class(class(3))),
        marks: marks.iter().map(mark).collect(),
        ..Default::default()
    }
}

/// A waiver by the match with a list of 20 February.
pub(crate) fn put_waivers(number: usize, pupil_no: u32, id: &str) -> PutWaiversRequest {
    let track = Some(Track::ListedOn(date(2, 20).unwrap()));
    PutWaiversRequest {
        request_id: id.into(),
        reason: "the list of February".into(),
        school_code: code(number).to_string(),
        pupil_no,
        waivers: vec![WaiverEntry { category: "dibao".into(), track, lost_on: None }],
        ..Default::default()
    }
}
