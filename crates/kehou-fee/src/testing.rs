//! A ready-made school, and strategies that fill it with pupils and sheets.

use chrono::{Days, NaiveDate, NaiveTime};
use kehou_attendance::{GroupNo, Mark, Roll, Roster, SchoolRolls};
use kehou_policy::FeePlace;
use kehou_registry::{
    Affiliation, Application, Boarding, Calendar, CalendarEntry, CalendarScope, Centrality,
    Charging, ClassRef, ClosureReason, DayKind, FeeNotice, Grade, GradeSet, Payee, PayeeKind,
    Placement, PlannedSlot, Pupil, PupilNo, School, SchoolProfile, SchoolStage, ServicePlan,
    SlotKind, SlotNo, SlotSet, Term, Terms, Waiver, WaiverTrack, WeekdaySet, WorkingDays,
};
use kehou_units::{Dated, Fen, Month, Period};
use proptest::prelude::*;

use crate::SchoolFacts;

/// A day of the first half of 2023.
///
/// # Panics
///
/// When there is no such day.
#[must_use]
#[expect(clippy::expect_used, reason = "a test that names a day that does not exist is wrong")]
pub fn day(month: u32, day: u32) -> NaiveDate {
    NaiveDate::from_ymd_opt(2023, month, day).expect("the day exists")
}

/// The facts of one school, owned.
#[derive(Clone, Debug)]
pub struct OneSchool {
    /// The school.
    pub school: School,
    /// Its calendar.
    pub calendar: Calendar,
    /// Its plan.
    pub plan: ServicePlan,
    /// Its fee notices.
    pub notices: Vec<FeeNotice>,
    /// Its payees.
    pub payees: Vec<Payee>,
    /// Its pupils.
    pub pupils: Vec<Pupil>,
    /// Its sheets.
    pub rolls: SchoolRolls,
    /// The county's working days.
    pub working_days: WorkingDays,
}

/// The spring term of 2023.
#[must_use]
pub fn spring() -> Period {
    Period::new(day(2, 13), Some(day(7, 7))).unwrap_or(Period::since(day(2, 13)))
}

/// March 2023.
#[must_use]
pub fn march() -> Month {
    Month::of(day(3, 1)).unwrap_or_else(|_| unreachable!())
}

/// A slot of 40 minutes on every weekday for every grade, at the county's rate.
#[must_use]
pub fn slot(number: usize) -> PlannedSlot {
    let at = |minutes: u32| NaiveTime::MIN + chrono::TimeDelta::minutes(i64::from(minutes));
    let starts = 16 * 60 + 30 + 50 * u32::try_from(number - 1).unwrap_or(0);
    PlannedSlot {
        slot: SlotNo::ALL[number - 1],
        kind: SlotKind::Regular,
        period: spring(),
        weekdays: WeekdaySet::MONDAY_TO_FRIDAY,
        grades: GradeSet::ALL,
        starts: at(starts),
        ends: at(starts + 40),
        charging: Charging::CountyRate,
        cancelled: [].into(),
    }
}

/// A fee notice of the spring term at 2 yuan.
#[must_use]
pub fn notice() -> FeeNotice {
    let text = |text: &str| text.to_owned();
    FeeNotice {
        published_on: day(2, 10),
        covers: spring(),
        rate: Fen::new(200).unwrap_or_default(),
        item: text("课后服务费"),
        basis_issuer: text("县教育和体育局"),
        basis_document: text("嘉教体字〔2023〕4号"),
        unit: text("元/生·课时"),
        scope: text("自愿参加的学生"),
        waiver_policy: text("家庭经济困难学生免收"),
        complaint_phone: text("0537-0000000"),
    }
}

/// A pupil of class 3-1 who applied before the term and has no waiver.
#[must_use]
pub fn pupil(number: u32) -> Pupil {
    Pupil {
        no: PupilNo::new(number),
        name: format!("学生{number}"),
        student_number: None,
        local_id: Some(number.to_string()),
        guardians: Vec::new(),
        placements: Dated::single(spring(), Placement { class: class(3), boarding: Boarding::Day }),
        applications: vec![application()],
        waivers: Vec::new(),
    }
}

/// An application made before the spring term, for every slot and weekday.
#[must_use]
pub fn application() -> Application {
    let applied_on = day(2, 10);
    Application { applied_on, withdrawn_on: None, slots: SlotSet::ALL, weekdays: WeekdaySet::ALL }
}

/// The first class of a grade.
#[must_use]
pub fn class(grade: usize) -> ClassRef {
    ClassRef { grade: Grade::ALL[grade - 1], number: 1 }
}

/// A sheet of roster 0, entered in time.
#[must_use]
pub fn sheet(on: NaiveDate, slot: usize, marks: &[Mark]) -> Roll {
    Roll {
        on,
        slot: SlotNo::ALL[slot - 1],
        group: GroupNo::new(1),
        revision: 0,
        recorded_at: None,
        roster: 0,
        marks: marks.into(),
    }
}

impl OneSchool {
    /// A rural primary school with two slots a day, a notice, a payee, and these pupils and sheets;
    /// every sheet is about all pupils in their order.
    ///
    /// # Panics
    ///
    /// When a sheet does not have one mark a pupil.
    #[must_use]
    #[expect(clippy::expect_used, reason = "a test with sheets that do not fit is wrong")]
    pub fn new(pupils: Vec<Pupil>, sheets: Vec<Roll>) -> Self {
        let roster = Roster::new(pupils.iter().map(|pupil| pupil.no).collect()).expect("each once");
        let terms = Terms::new(vec![Term { name: "2022-2023-2".into(), period: spring() }]);
        Self {
            school: school(),
            calendar: Calendar::new(terms, Vec::new()).expect("nothing contradicts"),
            plan: ServicePlan::new(vec![slot(1), slot(2)]).expect("slots differ"),
            notices: vec![notice()],
            payees: vec![payee(PayeeKind::UnitAccount)],
            pupils,
            rolls: SchoolRolls::new(vec![roster], sheets).expect("a mark a pupil"),
            working_days: WorkingDays::default(),
        }
    }

    /// The same school with another plan.
    ///
    /// # Panics
    ///
    /// When two slots collide.
    #[must_use]
    #[expect(clippy::expect_used, reason = "a test whose plan collides is wrong")]
    pub fn with_plan(mut self, slots: Vec<PlannedSlot>) -> Self {
        self.plan = ServicePlan::new(slots).expect("slots differ");
        self
    }

    /// The same school closed on a day for weather.
    ///
    /// # Panics
    ///
    /// Never: one entry contradicts nothing.
    #[must_use]
    #[expect(clippy::expect_used, reason = "one entry contradicts nothing")]
    pub fn closed_on(mut self, on: NaiveDate) -> Self {
        let kind = DayKind::Closed(ClosureReason::Weather);
        let period = Period::new(on, Some(on)).expect("one day");
        let entry = CalendarEntry { period, scope: CalendarScope::School, kind };
        self.calendar =
            Calendar::new(self.calendar.terms().clone(), vec![entry]).expect("one entry");
        self
    }

    /// The facts, borrowed.
    #[must_use]
    pub const fn facts(&self) -> SchoolFacts<'_> {
        SchoolFacts {
            school: &self.school,
            calendar: &self.calendar,
            plan: &self.plan,
            notices: self.notices.as_slice(),
            payees: self.payees.as_slice(),
            pupils: self.pupils.as_slice(),
            rolls: &self.rolls,
            working_days: &self.working_days,
        }
    }
}

/// A payee of some kind, designated from the start of 2023.
#[must_use]
pub fn payee(kind: PayeeKind) -> Payee {
    Payee {
        kind,
        name: "收款单位".into(),
        account: "0001".into(),
        period: Period::since(day(1, 1)),
    }
}

#[expect(clippy::expect_used, reason = "the codes are well formed")]
fn school() -> School {
    let profile = SchoolProfile {
        name: "云溪镇中心小学".into(),
        affiliation: Affiliation::Town,
        town: Some("370829101".parse().expect("nine digits")),
        stage: SchoolStage::Primary,
        centrality: Centrality::Central,
        fee_place: FeePlace::Rural,
        counts_with: None,
    };
    School {
        code: "3708290001".parse().expect("ten digits"),
        profiles: Dated::single(Period::since(day(1, 1)), profile),
        closure: None,
    }
}

/// Any mark that can be entered.
pub fn arb_mark() -> impl Strategy<Value = Mark> {
    prop::sample::select(&Mark::ALL[..8])
}

/// A waiver of the category `dibao`, by application approved in the spring term.
pub fn arb_waiver() -> impl Strategy<Value = Waiver> {
    (0u64..60, prop::option::of(0u64..60)).prop_filter_map(
        "the category exists",
        |(approved, lost)| {
            let policy = kehou_policy::Policy::shipped().ok()?;
            let category = policy.waiver_category("dibao", day(3, 1))?.category().clone();
            let after = |days| day(2, 13) + Days::new(days);
            let track = WaiverTrack::Application { approved_on: after(approved) };
            Some(Waiver { category, track, lost_on: lost.map(after) })
        },
    )
}

/// A pupil who may join or leave in the term, board, or be waived.
pub fn arb_pupil(number: u32) -> impl Strategy<Value = Pupil> {
    let application = (0u64..50, prop::option::of(0u64..50), any::<bool>());
    (application, prop::option::weighted(0.2, arb_waiver()), prop::bool::weighted(0.1)).prop_map(
        move |((applied, stayed, second_slot), waiver, boards)| {
            let mut pupil = pupil(number);
            let applied_on = day(2, 10) + Days::new(applied);
            pupil.applications = vec![Application {
                applied_on,
                withdrawn_on: stayed.map(|days| applied_on + Days::new(days)),
                slots: if second_slot { SlotSet::ALL } else { SlotSet::of([SlotNo::ALL[0]]) },
                weekdays: WeekdaySet::ALL,
            }];
            pupil.waivers = waiver.into_iter().collect();
            if boards {
                let placement = Placement { class: class(3), boarding: Boarding::Boarder };
                pupil.placements = Dated::single(spring(), placement);
            }
            pupil
        },
    )
}

/// A school with a few pupils and up to three slots on each day of March, marked in any way.
pub fn arb_school() -> impl Strategy<Value = OneSchool> {
    (1usize..5).prop_flat_map(|count| {
        let numbers = (1..=u32::try_from(count).unwrap_or(1)).map(arb_pupil);
        let pupils: Vec<_> = numbers.collect();
        let sheets = prop::collection::vec(
            (0u64..31, 1usize..=3, prop::collection::vec(arb_mark(), count)),
            0..40,
        );
        (pupils, sheets).prop_map(|(pupils, sheets)| {
            let sheet = |(offset, slot, marks): (u64, usize, Vec<Mark>)| {
                sheet(day(3, 1) + Days::new(offset), slot, &marks)
            };
            let sheets = sheets.into_iter().map(sheet).collect();
            OneSchool::new(pupils, sheets).with_plan(vec![slot(1), slot(2), slot(3)])
        })
    })
}
