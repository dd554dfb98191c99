//! March 2023 at a rural primary school: 23 teaching days of two slots at 2.00 yuan.

use kehou_wire::pb::{
    Date,
    fee::{
        Affiliation, Application, ApprovedApplication, AssessFeesRequest, BillDetail, Boarding,
        CalendarEntry, Charging, ClassRef, ClosureReason, DayKind, DayMarks, FeeNotice, FeePlace,
        Mark, MarkStatus, PayeeChannel, PayeeKind, Placement, PlannedSlot, PupilFacts, Purpose,
        SchoolFacts, SchoolStage, SlotKind, Term, Waiver, Weekday, waiver::Track,
    },
    policy::Period,
};

pub(crate) const TEACHING_DAYS: i64 = 23;
pub(crate) const DAY_FEN: i64 = 400;

pub(crate) fn date(month: i32, day: i32) -> Option<Date> {
    Some(Date { year: 2023, month, day })
}

pub(crate) fn days(first: Option<Date>, last: Option<Date>) -> Option<Period> {
    Some(Period { first, last })
}

pub(crate) fn spring() -> Option<Period> {
    days(date(2, 13), date(7, 7))
}

/// Monday to Friday.
pub(crate) fn weekdays() -> Vec<i32> {
    (Weekday::Monday as i32..=Weekday::Friday as i32).collect()
}

pub(crate) fn teaching_days() -> impl Iterator<Item = i32> {
    // 4 March 2023 was a Saturday.
    (1..=31).filter(|day| !matches!(day % 7, 4 | 5))
}

pub(crate) fn slot(number: i32, start: &str, end: &str) -> PlannedSlot {
    PlannedSlot {
        slot: number,
        kind: SlotKind::Regular.into(),
        days: spring(),
        weekdays: weekdays(),
        grades: (1..=6).collect(),
        start: start.into(),
        end: end.into(),
        charging: Charging::CountyRate.into(),
        price_fen: None,
        cancelled_on: Vec::new(),
    }
}

pub(crate) fn school() -> SchoolFacts {
    SchoolFacts {
        school_code: "3708290001".into(),
        affiliation: Affiliation::Town.into(),
        stage: SchoolStage::Primary.into(),
        fee_place: FeePlace::Rural.into(),
        terms: vec![Term { name: "2022-2023-2".into(), days: spring() }],
        calendar: Vec::new(),
        public_calendar: None,
        plan: vec![slot(1, "16:30", "17:10"), slot(2, "17:20", "18:00")],
        fee_notices: vec![FeeNotice {
            published_on: date(2, 10),
            covers: spring(),
            rate_fen: 200,
            item: "课后服务费".into(),
            basis_issuer: "县教育和体育局".into(),
            basis_document: "嘉教体字〔2023〕4号".into(),
            unit: "元/生·课时".into(),
            scope: "自愿参加的学生".into(),
            waiver_policy: "家庭经济困难学生免收".into(),
            complaint_phone: "0537-0000000".into(),
        }],
        payees: vec![PayeeChannel {
            kind: PayeeKind::UnitAccount.into(),
            name: "云溪镇教育办公室".into(),
            account: "0001".into(),
            days: days(date(1, 1), None),
        }],
    }
}

pub(crate) fn closed(day: i32) -> CalendarEntry {
    CalendarEntry {
        days: days(date(3, day), date(3, day)),
        scope: None,
        kind: DayKind::Closed.into(),
        follows: 0,
        closure_reason: ClosureReason::Weather.into(),
    }
}

pub(crate) fn marks(day: i32, statuses: &[MarkStatus]) -> DayMarks {
    let mark = |(slot, status): (i32, &MarkStatus)| Mark { slot, status: (*status).into() };
    DayMarks {
        date: date(3, day),
        marks: (1..).zip(statuses).map(mark).collect(),
        revision: 0,
        recorded_at: None,
    }
}

/// A pupil of class 3-2 who was there every day.
pub(crate) fn pupil(pupil_ref: &str) -> PupilFacts {
    PupilFacts {
        pupil_ref: pupil_ref.into(),
        placements: vec![Placement {
            days: spring(),
            class: Some(ClassRef { grade: 3, number: 2 }),
            boarding: Boarding::Day.into(),
        }],
        applications: vec![Application {
            applied_on: date(2, 10),
            withdrawn_on: None,
            slots: vec![1, 2],
            weekdays: weekdays(),
        }],
        waivers: Vec::new(),
        days: teaching_days().map(|day| marks(day, &[MarkStatus::Present; 2])).collect(),
        proposed_charge: None,
    }
}

/// A waiver on a pupil's application, approved on a day of March.
pub(crate) fn approved(day: i32) -> Waiver {
    let approved_on = date(3, day);
    Waiver {
        category: "dibao".into(),
        track: Some(Track::ApprovedApplication(ApprovedApplication { approved_on })),
        lost_on: None,
    }
}

/// A bill of March for some pupils, asked for on 20 April.
pub(crate) fn bill_of(pupils: Vec<PupilFacts>) -> AssessFeesRequest {
    AssessFeesRequest {
        policy: None,
        month: "2023-03".into(),
        purpose: Purpose::Bill.into(),
        on: date(4, 20),
        school: Some(school()),
        pupils,
        detail: BillDetail::Lines.into(),
    }
}
