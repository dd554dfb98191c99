use super::*;
use crate::Violations;

/// Reads one field named `x` and gives the value with the codes of what was wrong.
fn read<T>(read: impl FnOnce(Place<'_>) -> Option<T>) -> (Option<T>, Vec<&'static str>) {
    let mut found = Violations::default();
    let value = read(Place::request(&mut found).field("x"));
    (value, found.listed().iter().map(|it| it.flaw.code()).collect())
}

#[test]
fn a_date_needs_all_its_parts_and_a_sensible_year() {
    let given = |year, month, day| Some(pb::Date { year, month, day });
    let day = NaiveDate::from_ymd_opt(2024, 2, 29);
    assert_eq!(read(|at| date(at, given(2024, 2, 29))), (day, vec![]));
    for bad in [
        given(2023, 2, 29),
        given(2023, 0, 1),
        given(2023, 3, 0),
        given(0, 3, 1),
        given(1999, 12, 31),
        given(2200, 1, 1),
        given(2023, -1, 1),
        given(i32::MAX, i32::MAX, i32::MAX),
    ] {
        assert_eq!(read(|at| date(at, bad)), (None, vec!["FIELD_NOT_A_DATE"]), "{bad:?}");
        assert_eq!(read(|at| date_if_any(at, bad)).1, ["FIELD_NOT_A_DATE"], "{bad:?}");
    }
    assert_eq!(read(|at| date(at, None)), (None, vec!["FIELD_REQUIRED"]));
    assert_eq!(read(|at| date_if_any(at, None)), (Some(None), vec![]));
    assert_eq!(day.map(date_out), given(2024, 2, 29));
}

#[test]
fn a_period_may_be_open_but_not_reversed() {
    let day = |day| Some(pb::Date { year: 2023, month: 3, day });
    let given = |first, last| pb::policy::Period { first, last };
    let open = read(|at| period(at, Some(&given(day(5), None)))).0.unwrap();
    assert_eq!(
        (open.to_string().as_str(), period_out(open)),
        ("2023-03-05..", given(day(5), None))
    );
    let reversed = given(day(5), day(4));
    assert_eq!(read(|at| period(at, Some(&reversed))), (None, vec!["FIELD_REVERSED"]));
    assert_eq!(read(|at| period(at, None)), (None, vec!["FIELD_REQUIRED"]));
}

#[test]
fn times_and_instants_are_county_time() {
    let noon = NaiveTime::from_hms_opt(12, 0, 0);
    assert_eq!(read(|at| time(at, "12:00")), (noon, vec![]));
    for bad in ["24:00", "1:00", "12:60", "12:00:00", "12", "+1:00", "１２:00"] {
        assert_eq!(read(|at| time(at, bad)), (None, vec!["FIELD_NOT_A_TIME"]), "{bad}");
    }
    let given = |seconds, nanos| prost_types::Timestamp { seconds, nanos };
    let (local, _) = read(|at| instant(at, Some(&given(1_678_867_200, 0))));
    assert_eq!(local.unwrap().unwrap().to_string(), "2023-03-15 16:00:00");
    for bad in [given(i64::MAX, 0), given(0, 0), given(1_678_867_200, -1)] {
        assert_eq!(read(|at| instant(at, Some(&bad))), (None, vec!["FIELD_NOT_AN_INSTANT"]));
    }
    assert_eq!(read(|at| instant(at, None)), (Some(None), vec![]));
}

#[test]
fn texts_and_numbers_keep_their_bounds() {
    assert_eq!(read(|at| name(at, " ".into(), 9)), (None, vec!["FIELD_REQUIRED"]));
    assert_eq!(read(|at| text(at, "课后".into(), 5)), (None, vec!["FIELD_TOO_LONG"]));
    assert_eq!(read(|at| text(at, "a\u{7}".into(), 5)), (None, vec!["FIELD_UNCLEAN"]));
    assert_eq!(read(|at| number(at, 9, 1..=8u8)), (None, vec!["FIELD_OUT_OF_RANGE"]));
    assert_eq!(read(|at| number(at, -1, 1..=8u8)), (None, vec!["FIELD_OUT_OF_RANGE"]));
    assert_eq!(read(|at| number(at, 8, 1..=8u8)), (Some(8), vec![]));
    assert_eq!(read(|at| fen(at, -1)), (None, vec!["FIELD_OUT_OF_RANGE"]));
    assert_eq!(read(|at| month(at, "2023-13")), (None, vec!["FIELD_NOT_A_MONTH"]));
    assert_eq!(named_back(&"课".repeat(41)).chars().count(), 41);
}

#[test]
fn zero_and_unknown_enum_values_are_told_apart() {
    type Weekday = pb::fee::Weekday;
    assert_eq!(read(|at| choice::<Weekday>(at, 0)), (None, vec!["FIELD_UNSPECIFIED"]));
    assert_eq!(read(|at| choice::<Weekday>(at, 8)), (None, vec!["FIELD_UNKNOWN_VALUE"]));
    assert_eq!(read(|at| choice::<Weekday>(at, -1)), (None, vec!["FIELD_UNKNOWN_VALUE"]));
    assert_eq!(read(|at| choice(at, 7)), (Some(Weekday::Sunday), vec![]));
}

#[test]
fn every_item_of_a_list_is_read() {
    let (value, codes) = read(|mut at| list(&mut at, &[0, 3, 12], 1..=3, |at, it| grade(at, *it)));
    assert_eq!((value, codes.len()), (None, 2));
    assert_eq!(read(|at| grades(at, &[])), (None, vec!["FIELD_REQUIRED"]));
    assert_eq!(read(|at| slots(at, &[1; 9])), (None, vec!["FIELD_TOO_MANY"]));
}
