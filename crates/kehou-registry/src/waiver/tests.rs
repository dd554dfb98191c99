use super::*;
use crate::Term;

fn day(m: u32, d: u32) -> NaiveDate {
    NaiveDate::from_ymd_opt(2023, m, d).unwrap()
}

fn spring() -> Terms {
    let period = Period::new(day(2, 13), Some(day(7, 7))).unwrap();
    Terms::new(vec![Term { name: "2022-2023-2".into(), period }])
}

fn waiver(track: WaiverTrack, lost_on: Option<NaiveDate>) -> Waiver {
    let policy = kehou_policy::Policy::shipped().unwrap();
    let category = policy.waiver_category("dibao", day(3, 1)).unwrap().category().clone();
    Waiver { category, track, lost_on }
}

#[test]
fn an_approval_reaches_back_to_the_start_of_its_term() {
    let waiver = waiver(WaiverTrack::Application { approved_on: day(3, 22) }, None);
    let standing = |on, known| waiver.standing(on, &spring(), known);
    assert_eq!(standing(day(2, 13), day(3, 22)), Some(WaiverStanding::Confirmed));
    assert_eq!(standing(day(2, 10), day(3, 22)), None, "before the term");
    assert_eq!(standing(day(2, 13), day(3, 21)), None, "not known yet");
}

#[test]
fn a_list_match_waives_at_once_and_a_rejection_charges_nothing_backwards() {
    let rejected = Decision::Rejected { on: day(3, 10), reason: "another child".into() };
    let track = WaiverTrack::ListMatch { listed_on: day(3, 3), decision: rejected };
    let waiver = waiver(track, None);
    let standing = |d| waiver.standing(day(3, d), &spring(), day(4, 30));
    assert_eq!(standing(2), None);
    assert_eq!(standing(3), Some(WaiverStanding::Provisional));
    assert_eq!(standing(10), Some(WaiverStanding::Provisional));
    assert_eq!(standing(11), None);
    let before = waiver.standing(day(3, 11), &spring(), day(3, 9));
    assert_eq!(before, Some(WaiverStanding::Provisional), "the rejection is not known yet");
    assert_eq!(waiver.pending_since(day(3, 9)), Some(day(3, 3)));
    assert_eq!(waiver.pending_since(day(3, 10)), None);
}

#[test]
fn a_lost_status_ends_with_its_term() {
    let waiver = waiver(WaiverTrack::Application { approved_on: day(2, 20) }, Some(day(4, 1)));
    assert!(waiver.standing(day(7, 7), &spring(), day(12, 31)).is_some());
    assert!(waiver.standing(day(9, 1), &spring(), day(12, 31)).is_none());
    assert!(waiver.standing(day(9, 1), &spring(), day(3, 31)).is_some(), "the loss is not known");
}

#[test]
fn a_list_that_is_not_published_yet_waives_nothing_and_awaits_nothing() {
    let track = WaiverTrack::ListMatch { listed_on: day(3, 20), decision: Decision::Pending };
    let waiver = waiver(track, None);
    assert_eq!(waiver.standing(day(3, 21), &spring(), day(3, 19)), None);
    assert_eq!(waiver.pending_since(day(3, 19)), None);
    assert!(waiver.standing(day(3, 21), &spring(), day(3, 20)).is_some());
    assert_eq!(waiver.pending_since(day(3, 20)), Some(day(3, 20)));
}
