//! Prices a month of a school with one pupil, and explains the bill.

use chrono::{NaiveDate, NaiveTime};
use kehou_attendance::{GroupNo, Mark, Roll, Roster, SchoolRolls};
use kehou_fee::{Knowledge, SchoolFacts, Tariff, explain, price};
use kehou_policy::{FeePlace, Policy};
use kehou_registry::{
    Affiliation, Application, Boarding, Calendar, Centrality, Charging, ClassRef, FeeNotice, Grade,
    GradeSet, Payee, PayeeKind, Placement, PlannedSlot, Pupil, PupilNo, School, SchoolProfile,
    SchoolStage, ServicePlan, SlotKind, SlotNo, SlotSet, Term, Terms, WeekdaySet, WorkingDays,
};
use kehou_units::{Dated, Fen, Month, Period};

type Result<T> = std::result::Result<T, Box<dyn std::error::Error>>;

fn main() -> Result<()> {
    let (school, pupil) = (school()?, pupil()?);
    let term = Term { name: "2022-2023-2".into(), period: spring()? };
    let calendar = Calendar::new(Terms::new(vec![term]), Vec::new())?;
    let rolls = SchoolRolls::new(
        vec![Roster::new(vec![pupil.no])?],
        vec![sheet(day(3, 1)?, Mark::Present), sheet(day(3, 2)?, Mark::Sick)],
    )?;
    let working_days = WorkingDays::default();
    let facts = SchoolFacts {
        school: &school,
        calendar: &calendar,
        plan: &ServicePlan::new(vec![first_slot()?])?,
        notices: &[notice()?],
        payees: &[payee()?],
        pupils: &[pupil],
        rolls: &rolls,
        working_days: &working_days,
    };

    let tariff = Tariff::resolve(&Policy::shipped()?, Month::new(2023, 3)?)?;
    let knowledge = Knowledge::at_lock(&tariff, &working_days, day(4, 30)?)?;
    let bills = price(&tariff, &facts, knowledge);
    let bill = bills.of(PupilNo::new(1)).ok_or("no bill")?;
    assert_eq!(bill.amounts.payable, Fen::from_yuan_text("2.00")?);

    let reason = explain(&bill, bills.totals.month, bills.totals.purpose);
    assert_eq!(reason.parts[0].statement.code(), "EXPLAIN_RATE");
    Ok(())
}

fn day(month: u32, day: u32) -> Result<NaiveDate> {
    Ok(NaiveDate::from_ymd_opt(2023, month, day).ok_or("no such day")?)
}

fn spring() -> Result<Period> {
    Ok(Period::new(day(2, 13)?, Some(day(7, 7)?))?)
}

fn school() -> Result<School> {
    let profile = SchoolProfile {
        name: "云溪镇中心小学".into(),
        affiliation: Affiliation::Town,
        town: Some("370829101".parse()?),
        stage: SchoolStage::Primary,
        centrality: Centrality::Central,
        fee_place: FeePlace::Rural,
        counts_with: None,
    };
    let profiles = Dated::single(Period::since(day(1, 1)?), profile);
    Ok(School { code: "3708290001".parse()?, profiles, closure: None })
}

fn first_slot() -> Result<PlannedSlot> {
    Ok(PlannedSlot {
        slot: SlotNo::new(1)?,
        kind: SlotKind::Regular,
        period: spring()?,
        weekdays: WeekdaySet::MONDAY_TO_FRIDAY,
        grades: GradeSet::ALL,
        starts: NaiveTime::from_hms_opt(16, 30, 0).ok_or("no such time")?,
        ends: NaiveTime::from_hms_opt(17, 10, 0).ok_or("no such time")?,
        charging: Charging::CountyRate,
        cancelled: [].into(),
    })
}

fn notice() -> Result<FeeNotice> {
    Ok(FeeNotice {
        published_on: day(2, 10)?,
        covers: spring()?,
        rate: Fen::from_yuan_text("2.00")?,
        item: "课后服务费".into(),
        basis_issuer: "县教育和体育局".into(),
        basis_document: "嘉教体字〔2023〕4号".into(),
        unit: "元/生·课时".into(),
        scope: "自愿参加的学生".into(),
        waiver_policy: "家庭经济困难学生免收".into(),
        complaint_phone: "0537-0000000".into(),
    })
}

fn payee() -> Result<Payee> {
    Ok(Payee {
        kind: PayeeKind::UnitAccount,
        name: "云溪镇教办".into(),
        account: "0001".into(),
        period: Period::since(day(1, 1)?),
    })
}

fn pupil() -> Result<Pupil> {
    let class = ClassRef { grade: Grade::new(3)?, number: 2 };
    Ok(Pupil {
        no: PupilNo::new(1),
        name: "林小满".into(),
        student_number: None,
        local_id: Some("a1".into()),
        guardians: Vec::new(),
        placements: Dated::single(spring()?, Placement { class, boarding: Boarding::Day }),
        applications: vec![Application {
            applied_on: day(2, 10)?,
            withdrawn_on: None,
            slots: SlotSet::ALL,
            weekdays: WeekdaySet::ALL,
        }],
        waivers: Vec::new(),
    })
}

fn sheet(on: NaiveDate, mark: Mark) -> Roll {
    Roll {
        on,
        slot: SlotNo::ALL[0],
        group: GroupNo::new(1),
        revision: 0,
        recorded_at: None,
        roster: 0,
        marks: [mark].into(),
    }
}
