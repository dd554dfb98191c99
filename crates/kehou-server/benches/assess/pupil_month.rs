//! A pupil-month of 44 marks: 22 days of two slots, in March 2023.

use kehou_wire::pb::{
    Date,
    fee::{
        Affiliation, Application, AssessFeesRequest, BillDetail, Boarding, Charging, ClassRef,
        DayMarks, FeeNotice, FeePlace, Mark, MarkStatus, PayeeChannel, PayeeKind, Placement,
        PlannedSlot, PupilFacts, Purpose, SchoolFacts, SchoolStage, SlotKind, Term, Weekday,
    },
    policy::Period,
};

fn date(month: i32, day: i32) -> Option<Date> {
    Some(Date { year: 2023, month, day })
}

fn spring() -> Option<Period> {
    Some(Period { first: date(2, 13), last: date(7, 7) })
}

fn weekdays() -> Vec<i32> {
    (Weekday::Monday as i32..=Weekday::Friday as i32).collect()
}

/// The request that is measured.
pub(crate) fn request() -> AssessFeesRequest {
    AssessFeesRequest {
        policy: None,
        month: "2023-03".into(),
        purpose: Purpose::Bill.into(),
        on: date(4, 20),
        school: Some(school()),
        pupils: vec![pupil()],
        detail: BillDetail::Lines.into(),
    }
}

fn pupil() -> PupilFacts {
    // 4 March 2023 was a Saturday; the last teaching day is left out to make it 44 marks.
    let days = (1..=30).filter(|day| !matches!(day % 7, 4 | 5));
    let status = |day, slot| match (day, slot) {
        (8, _) => MarkStatus::Sick,
        (15, 2) => MarkStatus::LeftEarly,
        _ => MarkStatus::Present,
    };
    let mark = |day, slot| Mark { slot, status: status(day, slot).into() };
    let entry = |day| DayMarks {
        date: date(3, day),
        marks: vec![mark(day, 1), mark(day, 2)],
        revision: 0,
        recorded_at: None,
    };
    PupilFacts {
        pupil_ref: "3708290001-0417".into(),
        placements: vec![Placement {
            days: spring(),
            class: Some(ClassRef { grade: 3, number: 2 }),
            boarding: Boarding::Day.into(),
        }],
        applications: vec![Application {
            applied_on: date(2, 10),
            withdrawn_on: date(3, 30),
            slots: vec![1, 2],
            weekdays: weekdays(),
        }],
        waivers: Vec::new(),
        days: days.map(entry).collect(),
        proposed_charge: None,
    }
}

fn slot(number: i32, start: &str, end: &str) -> PlannedSlot {
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

fn school() -> SchoolFacts {
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
            days: Some(Period { first: date(1, 1), last: None }),
        }],
    }
}
