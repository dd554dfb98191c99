//! What is wrong with a request is told field by field.

use kehou_server::{DETAILS_LIMIT, ServerConfig};
use kehou_wire::pb::{
    Date,
    fee::{
        AssessFeesRequest, CalendarEntry, ClassRef, DayKind, GradeScope, ListDecision, ListMatch,
        MarkStatus, PupilFacts, SchoolFacts, Waiver, calendar_entry::Scope, waiver::Track,
    },
};
use tonic::Code;

use crate::{
    harness::{TestServer, asking, details, metadata, reason},
    march::{approved, bill_of, closed, date, days, marks, pupil, slot},
};

type Mistake = fn(&mut AssessFeesRequest);

fn school(request: &mut AssessFeesRequest) -> &mut SchoolFacts {
    request.school.as_mut().unwrap()
}

fn last(request: &mut AssessFeesRequest) -> &mut PupilFacts {
    request.pupils.last_mut().unwrap()
}

/// One mistake, and the path and code it is answered with.
const MISTAKES: &[(Mistake, &str, &str)] = &[
    (|it| it.month = "2023-3".into(), "month", "FIELD_NOT_A_MONTH"),
    (|it| it.month.clear(), "month", "FIELD_REQUIRED"),
    (|it| it.purpose = 0, "purpose", "FIELD_UNSPECIFIED"),
    (|it| it.purpose = 9, "purpose", "FIELD_UNKNOWN_VALUE"),
    (|it| it.on = date(4, 31), "on", "FIELD_NOT_A_DATE"),
    (|it| it.on = None, "on", "FIELD_REQUIRED"),
    (|it| it.detail = 0, "detail", "FIELD_UNSPECIFIED"),
    (|it| it.school = None, "school", "FIELD_REQUIRED"),
    (
        |it| school(it).school_code = "37082900".into(),
        "school.school_code",
        "FIELD_NOT_A_SCHOOL_CODE",
    ),
    (|it| school(it).affiliation = 0, "school.affiliation", "FIELD_UNSPECIFIED"),
    (|it| school(it).stage = 0, "school.stage", "FIELD_UNSPECIFIED"),
    (|it| school(it).fee_place = 0, "school.fee_place", "FIELD_UNSPECIFIED"),
    (|it| school(it).terms.clear(), "school.terms", "FIELD_REQUIRED"),
    (
        |it| school(it).terms[0].days = days(date(2, 13), None),
        "school.terms[0].days.last",
        "FIELD_REQUIRED",
    ),
    (
        |it| school(it).terms[0].days = days(date(2, 13), date(2, 1)),
        "school.terms[0].days",
        "FIELD_REVERSED",
    ),
    (|it| school(it).terms[0].name = "\n".into(), "school.terms[0].name", "FIELD_REQUIRED"),
    (
        |it| school(it).calendar.push(entry(DayKind::MakeUp, 0, 0)),
        "school.calendar[0].follows",
        "FIELD_UNSPECIFIED",
    ),
    (
        |it| school(it).calendar.push(entry(DayKind::Holiday, 1, 0)),
        "school.calendar[0].follows",
        "FIELD_UNEXPECTED",
    ),
    (
        |it| school(it).calendar.push(entry(DayKind::Closed, 0, 0)),
        "school.calendar[0].closure_reason",
        "FIELD_UNSPECIFIED",
    ),
    (
        |it| school(it).calendar.push(entry(DayKind::Teaching, 0, 1)),
        "school.calendar[0].closure_reason",
        "FIELD_UNEXPECTED",
    ),
    (
        |it| school(it).calendar.push(no_grades()),
        "school.calendar[0].grades.grades",
        "FIELD_REQUIRED",
    ),
    (
        |it| school(it).calendar.push(no_class()),
        "school.calendar[0].class.number",
        "FIELD_OUT_OF_RANGE",
    ),
    (
        |it| school(it).calendar.extend([closed(7), entry(DayKind::Holiday, 0, 0)]),
        "school.calendar",
        "FIELD_CONTRADICTION",
    ),
    (|it| school(it).plan[1].slot = 9, "school.plan[1].slot", "FIELD_OUT_OF_RANGE"),
    (|it| school(it).plan[1].kind = 0, "school.plan[1].kind", "FIELD_UNSPECIFIED"),
    (|it| school(it).plan[1].start = "4pm".into(), "school.plan[1].start", "FIELD_NOT_A_TIME"),
    (|it| school(it).plan[1].end = "17:20".into(), "school.plan[1].end", "FIELD_REVERSED"),
    (|it| school(it).plan[1].weekdays.push(0), "school.plan[1].weekdays[5]", "FIELD_UNSPECIFIED"),
    (|it| school(it).plan[1].grades[0] = 10, "school.plan[1].grades[0]", "FIELD_OUT_OF_RANGE"),
    (|it| school(it).plan[1].charging = 3, "school.plan[1].price_fen", "FIELD_REQUIRED"),
    (|it| school(it).plan[1].price_fen = Some(1), "school.plan[1].price_fen", "FIELD_UNEXPECTED"),
    (|it| school(it).plan.push(slot(1, "07:00", "07:40")), "school.plan[2]", "FIELD_DUPLICATE"),
    (
        |it| school(it).fee_notices[0].rate_fen = -1,
        "school.fee_notices[0].rate_fen",
        "FIELD_OUT_OF_RANGE",
    ),
    (
        |it| school(it).fee_notices[0].item = "课".repeat(134),
        "school.fee_notices[0].item",
        "FIELD_TOO_LONG",
    ),
    (|it| school(it).payees[0].name = "a\u{1b}".into(), "school.payees[0].name", "FIELD_UNCLEAN"),
    (|it| school(it).payees[0].kind = 0, "school.payees[0].kind", "FIELD_UNSPECIFIED"),
    (|it| it.pupils.clear(), "pupils", "FIELD_REQUIRED"),
    (|it| last(it).pupil_ref = "a".into(), "pupils[3].pupil_ref", "FIELD_DUPLICATE"),
    (|it| last(it).pupil_ref = " ".into(), "pupils[3].pupil_ref", "FIELD_REQUIRED"),
    (|it| last(it).placements.clear(), "pupils[3].placements", "FIELD_REQUIRED"),
    (
        |it| last(it).placements[0].boarding = 0,
        "pupils[3].placements[0].boarding",
        "FIELD_UNSPECIFIED",
    ),
    (|it| last(it).placements[0].class = None, "pupils[3].placements[0].class", "FIELD_REQUIRED"),
    (
        |it| {
            let twice = last(it).placements[0];
            last(it).placements.push(twice);
        },
        "pupils[3].placements",
        "FIELD_CONTRADICTION",
    ),
    (
        |it| last(it).applications[0].slots.clear(),
        "pupils[3].applications[0].slots",
        "FIELD_REQUIRED",
    ),
    (
        |it| last(it).applications[0].withdrawn_on = date(1, 1),
        "pupils[3].applications[0].withdrawn_on",
        "FIELD_REVERSED",
    ),
    (
        |it| last(it).waivers.push(Waiver { category: "rich".into(), ..approved(1) }),
        "pupils[3].waivers[0].category",
        "FIELD_UNKNOWN_CODE",
    ),
    (
        |it| last(it).waivers.push(Waiver { track: None, ..approved(1) }),
        "pupils[3].waivers[0].track",
        "FIELD_REQUIRED",
    ),
    (
        |it| last(it).waivers.push(matched(ListDecision::Confirmed, None, "")),
        "pupils[3].waivers[0].list_match.decided_on",
        "FIELD_REQUIRED",
    ),
    (
        |it| last(it).waivers.push(matched(ListDecision::Pending, date(3, 1), "")),
        "pupils[3].waivers[0].list_match.decided_on",
        "FIELD_UNEXPECTED",
    ),
    (
        |it| last(it).waivers.push(matched(ListDecision::Rejected, date(3, 1), "")),
        "pupils[3].waivers[0].list_match.rejection_reason",
        "FIELD_REQUIRED",
    ),
    (
        |it| last(it).waivers.push(matched(ListDecision::Pending, None, "x")),
        "pupils[3].waivers[0].list_match.rejection_reason",
        "FIELD_UNEXPECTED",
    ),
    (|it| last(it).days[0].date = date(4, 3), "pupils[3].days[0].date", "FIELD_OUTSIDE_MONTH"),
    (
        |it| last(it).days[0].date = Some(Date { year: 2023, month: 3, day: 0 }),
        "pupils[3].days[0].date",
        "FIELD_NOT_A_DATE",
    ),
    (|it| last(it).days[0].marks.clear(), "pupils[3].days[0].marks", "FIELD_REQUIRED"),
    (
        |it| last(it).days[0].marks[1].status = 0,
        "pupils[3].days[0].marks[1].status",
        "FIELD_UNSPECIFIED",
    ),
    (
        |it| last(it).days[0].marks[1].slot = 0,
        "pupils[3].days[0].marks[1].slot",
        "FIELD_OUT_OF_RANGE",
    ),
    (|it| last(it).days[0].revision = -1, "pupils[3].days[0].revision", "FIELD_OUT_OF_RANGE"),
    (
        |it| last(it).days[0].recorded_at = Some(prost_types::Timestamp::default()),
        "pupils[3].days[0].recorded_at",
        "FIELD_NOT_AN_INSTANT",
    ),
    (
        |it| {
            last(it).proposed_charge =
                Some(kehou_wire::pb::fee::ProposedCharge { payable_fen: -1, payee: 0 });
        },
        "pupils[3].proposed_charge.payable_fen",
        "FIELD_OUT_OF_RANGE",
    ),
];

fn entry(kind: DayKind, follows: i32, closure_reason: i32) -> CalendarEntry {
    CalendarEntry { kind: kind.into(), follows, closure_reason, ..closed(7) }
}

fn no_grades() -> CalendarEntry {
    CalendarEntry { scope: Some(Scope::Grades(GradeScope::default())), ..closed(7) }
}

fn no_class() -> CalendarEntry {
    CalendarEntry { scope: Some(Scope::Class(ClassRef { grade: 1, number: 0 })), ..closed(7) }
}

fn matched(decision: ListDecision, decided_on: Option<Date>, reason: &str) -> Waiver {
    let track = ListMatch {
        listed_on: date(3, 1),
        decision: decision.into(),
        decided_on,
        rejection_reason: reason.into(),
    };
    Waiver { track: Some(Track::ListMatch(track)), ..approved(1) }
}

fn four_pupils() -> AssessFeesRequest {
    bill_of(["a", "b", "c", "d"].map(pupil).into())
}

#[tokio::test]
async fn each_mistake_is_told_with_its_path() {
    let server = TestServer::start(ServerConfig::default()).await;
    let mut fees = server.fees().await;
    fees.assess_fees(four_pupils()).await.expect("without a mistake it is answered");
    for (mistake, path, code) in MISTAKES {
        let mut request = four_pupils();
        mistake(&mut request);
        let status = fees.assess_fees(request).await.expect_err(path);
        assert_eq!(
            (status.code(), reason(&status).as_str()),
            (Code::InvalidArgument, "REQUEST_INVALID"),
            "{path}"
        );
        let details = details(&status);
        let fields = &details.bad_request().expect("fields are named").field_violations;
        let told: Vec<(&str, &str)> =
            fields.iter().map(|it| (it.field.as_str(), it.reason.as_str())).collect();
        assert_eq!(told, [(*path, *code)]);
        assert!(!fields[0].description.is_ascii(), "{}", fields[0].description);
    }
    server.stop().await;
}

#[tokio::test]
async fn all_mistakes_are_told_at_once_in_the_language_asked_for() {
    let server = TestServer::start(ServerConfig::default()).await;
    let mut request = four_pupils();
    school(&mut request).stage = 0;
    last(&mut request).days[2] = marks(6, &[MarkStatus::Unspecified; 2]);
    request.detail = 7;
    let status = server.fees().await.assess_fees(asking(request, "en-US")).await.unwrap_err();
    server.stop().await;
    let details = details(&status);
    let fields = &details.bad_request().unwrap().field_violations;
    let paths: Vec<&str> = fields.iter().map(|it| it.field.as_str()).collect();
    assert_eq!(
        paths,
        [
            "school.stage",
            "pupils[3].days[2].marks[0].status",
            "pupils[3].days[2].marks[1].status",
            "detail"
        ]
    );
    assert_eq!(
        fields[3].description,
        "the number 7 is no value of this enum in this version of the interface"
    );
    assert_eq!(metadata(&status, "count"), "4");
    assert_eq!(details.localized_message().unwrap().locale, "en");
}

#[tokio::test]
async fn a_flood_of_mistakes_is_counted_and_cut_to_size() {
    let server = TestServer::start(ServerConfig::default()).await;
    let mut request = bill_of((0..900).map(|number| pupil(&format!("p{number}"))).collect());
    for pupil in &mut request.pupils {
        pupil.days.iter_mut().flat_map(|day| &mut day.marks).for_each(|mark| mark.status = 99);
    }
    let mut fees = server.fees().await;
    for language in ["zh-CN", "en"] {
        let status = fees.assess_fees(asking(request.clone(), language)).await.unwrap_err();
        assert_eq!(metadata(&status, "count"), (900 * 46).to_string());
        let listed = details(&status).bad_request().unwrap().field_violations.len();
        assert!((10..=20).contains(&listed), "{listed}");
        assert!(status.details().len() <= DETAILS_LIMIT, "{}", status.details().len());
    }
    server.stop().await;
}
