//! Rolls, and where months stand.

use kehou_wire::pb::{
    attendance::{
        GetMonthStateRequest, ListRollsRequest, LockMonthRequest, MonthPhase, ReopenMonthRequest,
        SubmitRollRequest,
    },
    fee::MarkStatus::{Absent, Present},
};
use tonic::Code;

use super::{
    county::{County, by, day},
    messages::*,
    people::code,
};
use crate::{
    harness::reason,
    march::{date, days},
};

fn march() -> ListRollsRequest {
    ListRollsRequest {
        school_code: code(1).to_string(),
        days: days(date(3, 1), date(3, 31)),
        ..Default::default()
    }
}

#[tokio::test]
async fn a_roll_is_taken_corrected_and_read_back() {
    let county = County::new().await;
    let mut attendance = county.attendance();
    let first = roll("roll-0001", 1, &[(1, Present), (2, Present)]);
    let first = attendance.submit_roll(by("teacher", first)).await.unwrap().into_inner();
    assert_eq!((first.revision, first.late), (0, false));
    let same = roll("roll-0002", 1, &[(1, Present), (2, Present)]);
    let same = attendance.submit_roll(by("teacher", same)).await.unwrap().into_inner();
    assert!(same.receipt.unwrap().unchanged);
    let etag = first.receipt.unwrap().etag;
    let correction =
        |id: &str, etag| SubmitRollRequest { etag, ..roll(id, 1, &[(1, Present), (2, Absent)]) };
    let stale = attendance.submit_roll(by("teacher", correction("roll-0003", etag - 1))).await;
    assert_eq!(stale.unwrap_err().code(), Code::Aborted);
    let corrected = attendance.submit_roll(by("teacher", correction("roll-0003", etag))).await;
    assert_eq!(corrected.unwrap().into_inner().revision, 1);
    let read = attendance.list_rolls(by("head", march())).await.unwrap().into_inner();
    let said: Vec<_> = read
        .entries
        .iter()
        .map(|entry| {
            let marks = entry.marks.as_ref().unwrap();
            (entry.pupil_no, marks.revision, marks.marks[0].status())
        })
        .collect();
    assert_eq!(said, [(1, 1, Present), (2, 1, Absent)]);
    let all = ListRollsRequest { all_revisions: true, ..march() };
    let all = attendance.list_rolls(by("head", all)).await.unwrap().into_inner();
    assert_eq!(all.entries.len(), 4, "both revisions");
    let own = attendance.list_rolls(by("guardian", march())).await.unwrap().into_inner();
    assert!(own.entries.iter().all(|entry| entry.pupil_no == 1) && own.entries.len() == 1);
    // What was read may be corrected with its etag, once.
    let again = |id: &str, mark| SubmitRollRequest {
        etag: read.etag,
        ..roll(id, 1, &[(1, mark), (2, Absent)])
    };
    let other = roll("roll-0009", 1, &[(1, Present), (2, Present)]);
    let other = SubmitRollRequest { slot: 2, ..other };
    attendance.submit_roll(by("teacher", other)).await.unwrap();
    attendance.submit_roll(by("teacher", again("roll-0010", Absent))).await.unwrap();
    let outdated = attendance.submit_roll(by("teacher", again("roll-0011", Present))).await;
    assert_eq!(reason(&outdated.unwrap_err()), "ITEM_STALE");
    county.stop().await;
}

#[tokio::test]
async fn a_roll_that_can_not_be_is_refused() {
    let county = County::new().await;
    let mut attendance = county.attendance();
    let tomorrow = roll("roll-0001", 2, &[(1, Present)]);
    let refused = attendance.submit_roll(by("teacher", tomorrow)).await.unwrap_err();
    assert_eq!(
        (refused.code(), reason(&refused).as_str()),
        (Code::FailedPrecondition, "ROLL_FUTURE")
    );
    let stranger = roll("roll-0002", 1, &[(99, Present)]);
    let refused = attendance.submit_roll(by("head", stranger)).await.unwrap_err();
    assert_eq!(reason(&refused), "ROLL_PUPILS");
    county.at(day(3, 20));
    let late = roll("roll-0003", 1, &[(1, Absent)]);
    let refused = attendance.submit_roll(by("teacher", late.clone())).await.unwrap_err();
    assert_eq!(reason(&refused), "ROLL_LATE");
    let explained = SubmitRollRequest { reason: "it was left lying".into(), ..late };
    let taken = attendance.submit_roll(by("teacher", explained)).await.unwrap().into_inner();
    assert!(taken.late);
    county.stop().await;
}

#[tokio::test]
async fn a_month_is_locked_reopened_and_locked_by_another_person() {
    let county = County::attended().await;
    let mut attendance = county.attendance();
    let state = || {
        let (school_code, month) = (code(1).to_string(), "2023-03".to_owned());
        GetMonthStateRequest { school_code, month, known_at: None }
    };
    let lock = |id: &str, told| LockMonthRequest {
        request_id: id.into(),
        school_code: code(1).to_string(),
        month: "2023-03".into(),
        families_told_on: told,
        ..Default::default()
    };
    let reopen = ReopenMonthRequest {
        request_id: "reopen-01".into(),
        reason: "a class was forgotten".into(),
        school_code: code(1).to_string(),
        month: "2023-03".into(),
        ..Default::default()
    };
    let now = attendance.get_month_state(by("head", state())).await.unwrap().into_inner();
    let now = now.state.unwrap();
    assert_eq!((now.phase(), now.etag), (MonthPhase::Locked, 0), "by itself");
    assert_eq!(now.locks_on, date(4, 5));
    attendance.reopen_month(by("head", reopen.clone())).await.unwrap();
    let again = ReopenMonthRequest { request_id: "reopen-02".into(), ..reopen };
    let refused = attendance.reopen_month(by("head", again)).await.unwrap_err();
    assert_eq!(reason(&refused), "MONTH_STATE");
    let rising = roll("roll-0010", 3, &[(1, Present), (2, Present)]);
    attendance.submit_roll(by("teacher", rising)).await.unwrap();
    let same_person = attendance.lock_month(by("head", lock("lock-0001", None))).await.unwrap_err();
    assert_eq!(reason(&same_person), "SECOND_PERSON");
    let untold = lock("lock-0002", None);
    let untold = attendance.lock_month(by("coordinator", untold)).await.unwrap_err();
    assert_eq!(untold.code(), Code::FailedPrecondition);
    assert_eq!(reason(&untold), "FAMILIES_NOT_TOLD");
    let told = lock("lock-0003", date(4, 6));
    attendance.lock_month(by("coordinator", told)).await.unwrap();
    let now = attendance.get_month_state(by("auditor", state())).await;
    let refused = now.map(|now| now.into_inner().state.unwrap()).unwrap();
    assert_eq!((refused.phase(), refused.changed_by.as_str()), (MonthPhase::Locked, "coordinator"));
    assert_eq!(refused.families_told_on, date(4, 6));
    county.stop().await;
}
