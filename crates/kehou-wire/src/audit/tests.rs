use kehou_units::Instant;

use super::*;
use crate::{
    pb::audit::ListChangesRequest,
    told::{NO_INSTANT, assert_told, school},
};

#[test]
fn everything_wrong_with_a_query_of_changes_is_told() {
    let wrong = ListChangesRequest {
        school_code: "1".into(),
        after_change_no: -1,
        actor: "a\nb".into(),
        since: NO_INSTANT,
        until: NO_INSTANT,
        page_size: 1_001,
        page_token: "?".into(),
    };
    assert_told(
        ListChangesQuestion::read(wrong),
        &[
            ("page_size", "OUT_OF_RANGE"),
            ("page_token", "NOT_A_PAGE_TOKEN"),
            ("school_code", "NOT_A_SCHOOL_CODE"),
            ("after_change_no", "OUT_OF_RANGE"),
            ("actor", "UNCLEAN"),
            ("since", "NOT_AN_INSTANT"),
            ("until", "NOT_AN_INSTANT"),
        ],
    );
}

#[test]
fn a_span_of_changes_does_not_run_backwards() {
    let at = |seconds| Some(prost_types::Timestamp { seconds, nanos: 0 });
    let asked = |since, until| {
        let school_code = school();
        ListChangesQuestion::read(ListChangesRequest {
            school_code,
            since,
            until,
            ..Default::default()
        })
    };
    let read = asked(at(1_700_000_000), at(1_700_000_001)).unwrap();
    assert_eq!(read.since, Some(Instant::from_micros(1_700_000_000_000_000)));
    assert_eq!((read.actor, read.after_change_no), (None, 0));
    assert_told(asked(at(1_700_000_000), at(1_700_000_000)), &[("until", "REVERSED")]);
}

#[test]
fn changes_and_receipts_are_answered_as_they_are() {
    let recorded_at = Instant::from_micros(1_700_000_000_000_007);
    let change = ChangeView {
        change_no: 41,
        recorded_at,
        actor: "coordinator-1",
        action: "PUT_PUPILS",
        reason: "new term",
        request_id: "request-0001",
        imported: false,
    };
    let sent = change.message();
    let stamp = prost_types::Timestamp { seconds: 1_700_000_000, nanos: 7_000 };
    assert_eq!((sent.change_no, sent.recorded_at), (41, Some(stamp)));
    assert_eq!((sent.actor.as_str(), sent.reason.as_str()), ("coordinator-1", "new term"));
    assert_eq!((sent.action.as_str(), sent.request_id.as_str()), ("PUT_PUPILS", "request-0001"));
    let receipt = ReceiptView { etag: 41, recorded_at, replayed: true, unchanged: false }.message();
    assert_eq!((receipt.etag, receipt.recorded_at), (41, Some(stamp)));
    assert!(receipt.replayed && !receipt.unchanged);
}
