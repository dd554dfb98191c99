use crate::{
    pb::{
        fee::{
            Affiliation, CalendarEntry, DayKind, FeeNotice, FeePlace, GradeScope, PayeeChannel,
            PlannedSlot, PublicCalendar, SchoolStage, Term, calendar_entry::Scope,
        },
        registry::{
            Centrality, CloseSchoolRequest, GetSchoolBookRequest, GetSchoolRequest,
            GetWorkingDaysRequest, ListSchoolsRequest, PutCalendarRequest, PutNoticesRequest,
            PutPayeesRequest, PutPlanRequest, PutSchoolRequest, PutWorkingDaysRequest,
            SchoolProfile,
        },
    },
    registry::*,
    told::{NO_DAY, NO_INSTANT, assert_told, class, day, days, id, school},
};

fn profile() -> SchoolProfile {
    SchoolProfile {
        days: days(day(1, 1), None),
        name: "云溪镇中心小学".into(),
        affiliation: Affiliation::Town.into(),
        town: "370829102".into(),
        stage: SchoolStage::Primary.into(),
        centrality: Centrality::Central.into(),
        fee_place: FeePlace::Rural.into(),
        counts_with: String::new(),
    }
}

fn put(profiles: Vec<SchoolProfile>) -> PutSchoolRequest {
    PutSchoolRequest { request_id: id(), school_code: school(), profiles, ..Default::default() }
}

#[test]
fn everything_wrong_with_a_school_is_told() {
    let wrong = SchoolProfile {
        days: days(day(3, 2), day(3, 1)),
        name: " ".into(),
        affiliation: 0,
        town: "x".into(),
        stage: 7,
        centrality: 0,
        fee_place: 3,
        counts_with: "37".into(),
    };
    let request = PutSchoolRequest { school_code: "37".into(), etag: -1, ..put(vec![wrong]) };
    assert_told(
        PutSchoolQuestion::read(request),
        &[
            ("etag", "OUT_OF_RANGE"),
            ("school_code", "NOT_A_SCHOOL_CODE"),
            ("profiles[0].days", "REVERSED"),
            ("profiles[0].name", "REQUIRED"),
            ("profiles[0].affiliation", "UNSPECIFIED"),
            ("profiles[0].stage", "UNKNOWN_VALUE"),
            ("profiles[0].centrality", "UNSPECIFIED"),
            ("profiles[0].fee_place", "UNKNOWN_VALUE"),
            ("profiles[0].counts_with", "NOT_A_SCHOOL_CODE"),
        ],
    );
    assert_told(PutSchoolQuestion::read(put(vec![])), &[("profiles", "REQUIRED")]);
    let twice = vec![profile(), profile()];
    assert_told(PutSchoolQuestion::read(put(twice)), &[("profiles", "CONTRADICTION")]);
}

#[test]
fn a_town_school_names_its_town_and_a_county_school_none() {
    let told = |affiliation: Affiliation, town: &str| {
        let affiliation = affiliation.into();
        let request = put(vec![SchoolProfile { affiliation, town: town.into(), ..profile() }]);
        PutSchoolQuestion::read(request)
    };
    assert_told(told(Affiliation::Town, ""), &[("profiles[0].town", "REQUIRED")]);
    assert_told(told(Affiliation::Town, "370829"), &[("profiles[0].town", "NOT_A_DIVISION")]);
    let county = told(Affiliation::CountyDirect, "370829102");
    assert_told(county, &[("profiles[0].town", "UNEXPECTED")]);
    for (affiliation, town) in [
        (Affiliation::CountyDirect, ""),
        (Affiliation::Private, ""),
        (Affiliation::Private, "370829102"),
    ] {
        assert!(told(affiliation, town).is_ok(), "{affiliation:?} `{town}`");
    }
}

#[test]
fn everything_wrong_with_a_query_of_schools_is_told() {
    let one = GetSchoolRequest { school_code: String::new(), known_at: NO_INSTANT };
    let told = [("school_code", "REQUIRED"), ("known_at", "NOT_AN_INSTANT")];
    assert_told(GetSchoolQuestion::read(&one), &told);
    let many = ListSchoolsRequest {
        on: NO_DAY,
        town: "370829".into(),
        affiliation: 4,
        known_at: NO_INSTANT,
        page_size: 1_001,
        page_token: "*".into(),
    };
    assert_told(
        ListSchoolsQuestion::read(many),
        &[
            ("page_size", "OUT_OF_RANGE"),
            ("page_token", "NOT_A_PAGE_TOKEN"),
            ("on", "NOT_A_DATE"),
            ("town", "NOT_A_DIVISION"),
            ("affiliation", "UNKNOWN_VALUE"),
            ("known_at", "NOT_AN_INSTANT"),
        ],
    );
    let all = ListSchoolsQuestion::read(ListSchoolsRequest::default()).unwrap();
    assert_eq!((all.on, all.town, all.affiliation, all.known_at), (None, None, None, None));
}

#[test]
fn everything_wrong_with_a_closure_is_told() {
    let wrong = CloseSchoolRequest {
        request_id: id(),
        school_code: school(),
        successor: school(),
        ..Default::default()
    };
    assert_told(
        CloseSchoolQuestion::read(wrong),
        &[("reason", "REQUIRED"), ("last_day", "REQUIRED"), ("successor", "DUPLICATE")],
    );
}

fn entry(kind: DayKind) -> CalendarEntry {
    CalendarEntry { days: days(day(3, 1), day(3, 2)), kind: kind.into(), ..Default::default() }
}

#[test]
fn everything_wrong_with_a_calendar_is_told() {
    let wrong = PutCalendarRequest {
        request_id: id(),
        school_code: school(),
        terms: vec![Term { name: String::new(), days: days(day(2, 1), None) }],
        entries: vec![entry(DayKind::MakeUp), entry(DayKind::Unspecified)],
        ..Default::default()
    };
    assert_told(
        PutCalendarQuestion::read(wrong.clone()),
        &[
            ("terms[0].name", "REQUIRED"),
            ("entries[0].follows", "UNSPECIFIED"),
            ("entries[1].kind", "UNSPECIFIED"),
        ],
    );
    let entries = vec![entry(DayKind::Holiday), entry(DayKind::Teaching)];
    let contradiction = PutCalendarRequest { terms: vec![], entries, ..wrong };
    assert_told(PutCalendarQuestion::read(contradiction), &[("entries", "CONTRADICTION")]);
}

#[test]
fn the_calendar_of_the_county_is_about_every_school() {
    let narrow =
        [Scope::Grades(GradeScope { grades: vec![9] }), Scope::Class(class(3, 2).unwrap())];
    let narrow =
        narrow.map(|scope| CalendarEntry { scope: Some(scope), ..entry(DayKind::Holiday) });
    let of_county = |entries: &[CalendarEntry]| {
        let entries = entries.to_vec();
        PutCalendarQuestion::read(PutCalendarRequest {
            request_id: id(),
            entries,
            ..Default::default()
        })
    };
    assert_told(
        of_county(&narrow),
        &[("entries[0].grades", "UNEXPECTED"), ("entries[1].class", "UNEXPECTED")],
    );
    let read = of_county(&[entry(DayKind::Holiday)]).unwrap();
    assert_eq!(read.school, None);
    let scopes: Vec<_> = read.calendar.entries().iter().map(|entry| entry.scope).collect();
    assert_eq!(scopes, [kehou_registry::CalendarScope::County]);
}

#[test]
fn everything_wrong_with_plans_notices_and_payees_is_told() {
    let plan = PutPlanRequest {
        request_id: id(),
        school_code: school(),
        slots: vec![PlannedSlot { cancelled_on: vec![NO_DAY.unwrap()], ..Default::default() }],
        ..Default::default()
    };
    assert_told(
        PutPlanQuestion::read(plan),
        &[
            ("slots[0].slot", "OUT_OF_RANGE"),
            ("slots[0].kind", "UNSPECIFIED"),
            ("slots[0].days", "REQUIRED"),
            ("slots[0].weekdays", "REQUIRED"),
            ("slots[0].grades", "REQUIRED"),
            ("slots[0].start", "REQUIRED"),
            ("slots[0].end", "REQUIRED"),
            ("slots[0].charging", "UNSPECIFIED"),
            ("slots[0].cancelled_on[0]", "NOT_A_DATE"),
        ],
    );
    let notice = FeeNotice { rate_fen: -1, item: "a\tb".into(), ..Default::default() };
    let notices = PutNoticesRequest { notices: vec![notice], ..Default::default() };
    assert_told(
        PutNoticesQuestion::read(notices),
        &[
            ("request_id", "REQUIRED"),
            ("school_code", "REQUIRED"),
            ("notices[0].item", "UNCLEAN"),
            ("notices[0].published_on", "REQUIRED"),
            ("notices[0].covers", "REQUIRED"),
            ("notices[0].rate_fen", "OUT_OF_RANGE"),
        ],
    );
    let payees = PutPayeesRequest {
        request_id: id(),
        school_code: school(),
        payees: vec![PayeeChannel { account: "1".repeat(81), ..Default::default() }],
        ..Default::default()
    };
    assert_told(
        PutPayeesQuestion::read(payees),
        &[
            ("payees[0].kind", "UNSPECIFIED"),
            ("payees[0].name", "REQUIRED"),
            ("payees[0].account", "TOO_LONG"),
            ("payees[0].days", "REQUIRED"),
        ],
    );
}

#[test]
fn everything_wrong_with_working_days_is_told() {
    let put = |calendar| {
        PutWorkingDaysQuestion::read(PutWorkingDaysRequest {
            request_id: id(),
            calendar,
            ..Default::default()
        })
    };
    assert_told(put(None), &[("calendar", "REQUIRED")]);
    let [fifth, sixth] = [day(4, 5).unwrap(), day(4, 6).unwrap()];
    let both = PublicCalendar { holidays: vec![fifth, sixth], make_up_days: vec![sixth] };
    assert_told(put(Some(both)), &[("calendar.make_up_days[0]", "DUPLICATE")]);
    let none = PublicCalendar { holidays: vec![NO_DAY.unwrap()], make_up_days: vec![] };
    assert_told(put(Some(none)), &[("calendar.holidays[0]", "NOT_A_DATE")]);
    let asked = GetWorkingDaysRequest { known_at: NO_INSTANT };
    assert_told(GetWorkingDaysQuestion::read(asked), &[("known_at", "NOT_AN_INSTANT")]);
    let book = GetSchoolBookRequest { school_code: "x".into(), on: NO_DAY, known_at: NO_INSTANT };
    assert_told(
        GetSchoolBookQuestion::read(&book),
        &[
            ("school_code", "NOT_A_SCHOOL_CODE"),
            ("on", "NOT_A_DATE"),
            ("known_at", "NOT_AN_INSTANT"),
        ],
    );
}
