use kehou_registry::{Boarding, Pupil};

use crate::{
    pb::{
        fee::{Application, Boarding as SentBoarding, Placement},
        registry::{
            ApplicationList, GetPupilRequest, Guardian, GuardianList, ListPupilsRequest,
            MovePupilRequest, PupilEntry as Sent, PutApplicationsRequest, PutPupilsRequest,
            TransferPupilRequest,
        },
    },
    registry::*,
    told::{NO_DAY, NO_INSTANT, assert_told, class, day, days, id, school},
};

fn placement() -> Placement {
    Placement {
        days: days(day(2, 13), None),
        class: class(3, 2),
        boarding: SentBoarding::Day.into(),
    }
}

fn entry() -> Sent {
    Sent {
        name: "李小明".into(),
        student_number: "g11010519491231002x".into(),
        placements: vec![placement()],
        ..Default::default()
    }
}

fn put(pupils: Vec<Sent>) -> PutPupilsRequest {
    PutPupilsRequest { request_id: id(), school_code: school(), pupils, ..Default::default() }
}

#[test]
fn what_is_left_out_of_a_pupil_stays_as_it_is() {
    let read = PutPupilsQuestion::read(put(vec![entry()])).unwrap();
    let pupil = &read.pupils[0];
    assert_eq!((pupil.no, &pupil.local_id), (None, &None));
    assert_eq!(pupil.student_number.as_ref().unwrap().as_str(), "G11010519491231002X");
    assert_eq!((&pupil.guardians, &pupil.applications), (&None, &None));
    let emptied = Sent {
        guardians: Some(GuardianList::default()),
        applications: Some(ApplicationList::default()),
        ..entry()
    };
    let read = PutPupilsQuestion::read(put(vec![emptied])).unwrap();
    assert_eq!(read.pupils[0].guardians, Some(vec![]), "an empty list is a list");
    assert_eq!(read.pupils[0].applications, Some(vec![]));
}

#[test]
fn everything_wrong_with_a_pupil_is_told() {
    let guardian = |name: &str, phone: &str| Guardian { name: name.into(), phone: phone.into() };
    let guardians = vec![guardian("", &"1".repeat(41)), guardian("李", "")];
    let wrong = Sent {
        pupil_no: 0,
        name: String::new(),
        student_number: "G110105194912310021".into(),
        local_id: "x".repeat(65),
        guardians: Some(GuardianList { guardians }),
        placements: vec![Placement { boarding: 9, ..placement() }],
        applications: Some(ApplicationList { applications: vec![Application::default()] }),
    };
    assert_told(
        PutPupilsQuestion::read(put(vec![entry(), wrong])),
        &[
            ("pupils[1].name", "REQUIRED"),
            ("pupils[1].student_number", "NOT_A_STUDENT_NUMBER"),
            ("pupils[1].local_id", "TOO_LONG"),
            ("pupils[1].guardians.guardians[0].name", "REQUIRED"),
            ("pupils[1].guardians.guardians[0].phone", "TOO_LONG"),
            ("pupils[1].placements[0].boarding", "UNKNOWN_VALUE"),
            ("pupils[1].applications.applications[0].applied_on", "REQUIRED"),
            ("pupils[1].applications.applications[0].slots", "REQUIRED"),
            ("pupils[1].applications.applications[0].weekdays", "REQUIRED"),
        ],
    );
    let nobody = Sent { student_number: String::new(), placements: vec![], ..entry() };
    assert_told(
        PutPupilsQuestion::read(put(vec![nobody])),
        &[("pupils[0].local_id", "REQUIRED"), ("pupils[0].placements", "REQUIRED")],
    );
    assert_told(PutPupilsQuestion::read(put(vec![])), &[("pupils", "REQUIRED")]);
}

#[test]
fn two_pupils_of_a_request_are_two_children() {
    let pupil = |pupil_no, local_id: &str| Sent { pupil_no, local_id: local_id.into(), ..entry() };
    let twice =
        [pupil(4, "a"), Sent { student_number: String::new(), ..pupil(4, "a") }, pupil(5, "b")];
    assert_told(
        PutPupilsQuestion::read(put(twice.to_vec())),
        &[
            ("pupils[1].pupil_no", "DUPLICATE"),
            ("pupils[1].local_id", "DUPLICATE"),
            ("pupils[2].student_number", "DUPLICATE"),
        ],
    );
    let several = PutPupilsRequest {
        etag: 5,
        ..put(vec![pupil(4, "a"), Sent { student_number: String::new(), ..pupil(5, "b") }])
    };
    assert_told(PutPupilsQuestion::read(several), &[("etag", "UNEXPECTED")]);
}

#[test]
fn a_student_number_is_never_named_back_whole() {
    let wrong = [
        put(vec![Sent { student_number: "G110105194912310021".into(), ..entry() }]),
        put(vec![entry(), entry()]),
    ];
    for request in wrong {
        let told = PutPupilsQuestion::read(request).unwrap_err();
        for violation in told.listed() {
            let args = format!("{:?}", violation.flaw.args());
            assert!(args.contains('…') && !args.contains("1949"), "{args}");
        }
        assert_eq!(told.count(), 1);
    }
}

#[test]
fn everything_wrong_with_a_query_of_pupils_is_told() {
    let one = GetPupilRequest { known_at: NO_INSTANT, ..Default::default() };
    assert_told(
        GetPupilQuestion::read(&one),
        &[("school_code", "REQUIRED"), ("pupil_no", "REQUIRED"), ("known_at", "NOT_AN_INSTANT")],
    );
    let many = ListPupilsRequest {
        class: class(0, 0),
        on: NO_DAY,
        known_at: NO_INSTANT,
        page_size: -1,
        page_token: "*".into(),
        ..Default::default()
    };
    assert_told(
        ListPupilsQuestion::read(many),
        &[
            ("page_size", "OUT_OF_RANGE"),
            ("page_token", "NOT_A_PAGE_TOKEN"),
            ("school_code", "REQUIRED"),
            ("class.grade", "OUT_OF_RANGE"),
            ("class.number", "OUT_OF_RANGE"),
            ("on", "NOT_A_DATE"),
            ("known_at", "NOT_AN_INSTANT"),
        ],
    );
}

#[test]
fn everything_wrong_with_a_move_is_told() {
    let wrong = MovePupilRequest { boarding: 9, from: NO_DAY, ..Default::default() };
    assert_told(
        MovePupilQuestion::read(wrong),
        &[
            ("request_id", "REQUIRED"),
            ("school_code", "REQUIRED"),
            ("pupil_no", "REQUIRED"),
            ("from", "NOT_A_DATE"),
            ("class", "REQUIRED"),
            ("boarding", "UNKNOWN_VALUE"),
        ],
    );
    let right = MovePupilRequest {
        request_id: id(),
        school_code: school(),
        pupil_no: 7,
        from: day(3, 1),
        class: class(3, 1),
        ..Default::default()
    };
    assert_eq!(MovePupilQuestion::read(right).unwrap().boarding, None, "as before");
}

#[test]
fn everything_wrong_with_a_transfer_is_told() {
    assert_told(
        TransferPupilQuestion::read(TransferPupilRequest::default()),
        &[
            ("request_id", "REQUIRED"),
            ("reason", "REQUIRED"),
            ("from_school_code", "REQUIRED"),
            ("pupil_no", "REQUIRED"),
            ("last_day", "REQUIRED"),
            ("to_school_code", "REQUIRED"),
            ("first_day", "REQUIRED"),
            ("class", "REQUIRED"),
            ("boarding", "UNSPECIFIED"),
        ],
    );
    let circular = TransferPupilRequest {
        request_id: id(),
        reason: "moved house".into(),
        from_school_code: school(),
        pupil_no: 7,
        last_day: day(3, 10),
        to_school_code: school(),
        first_day: day(3, 10),
        class: class(3, 1),
        boarding: SentBoarding::Boarder.into(),
        ..Default::default()
    };
    assert_told(
        TransferPupilQuestion::read(circular.clone()),
        &[("to_school_code", "DUPLICATE"), ("first_day", "REVERSED")],
    );
    let to_school_code = "3708290002".to_owned();
    let right = TransferPupilRequest { to_school_code, first_day: day(3, 11), ..circular };
    let read = TransferPupilQuestion::read(right).unwrap();
    assert_eq!((read.to.as_str(), read.placement.boarding), ("3708290002", Boarding::Boarder));
}

#[test]
fn everything_wrong_with_applications_is_told() {
    let reversed = Application {
        applied_on: day(3, 2),
        withdrawn_on: day(3, 1),
        slots: vec![9],
        weekdays: vec![8],
    };
    let wrong = PutApplicationsRequest { applications: vec![reversed], ..Default::default() };
    assert_told(
        PutApplicationsQuestion::read(wrong),
        &[
            ("request_id", "REQUIRED"),
            ("school_code", "REQUIRED"),
            ("pupil_no", "REQUIRED"),
            ("applications[0].slots[0]", "OUT_OF_RANGE"),
            ("applications[0].weekdays[0]", "UNKNOWN_VALUE"),
            ("applications[0].withdrawn_on", "REVERSED"),
        ],
    );
}

#[test]
fn numbers_and_guardians_are_only_answered_when_shown() {
    let guardian = kehou_registry::Guardian { name: "李强".into(), phone: Some("0537-1".into()) };
    let read = PutPupilsQuestion::read(put(vec![entry()])).unwrap();
    let read = read.pupils.into_iter().next().unwrap();
    let pupil = Pupil {
        no: kehou_registry::PupilNo::new(7),
        name: read.name,
        student_number: read.student_number,
        local_id: None,
        guardians: vec![guardian],
        placements: read.placements,
        applications: vec![],
        waivers: vec![],
    };
    let code = school().parse().unwrap();
    let (person_id, etag) = ("018b0000-0000-7000-8000-000000000001", 9);
    let hidden =
        PupilView { school: &code, pupil: &pupil, person_id, etag, contacts: ContactsView::Hidden };
    let sent = hidden.message();
    assert_eq!((sent.pupil_no, sent.etag, &sent.contacts), (7, 9, &None));
    assert_eq!(sent.placements, [placement()]);
    let shown = PupilView { contacts: ContactsView::Shown, ..hidden }.message().contacts.unwrap();
    assert_eq!(shown.student_number, "G11010519491231002X");
    assert_eq!((shown.local_id.as_str(), shown.guardians[0].phone.as_str()), ("", "0537-1"));
}
