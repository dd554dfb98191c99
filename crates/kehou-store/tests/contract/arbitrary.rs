//! Strategies for every kind of fact.

mod campaigns;
mod dossiers;
mod visits;

use chrono::{Days, NaiveDate, NaiveTime, Weekday};
use kehou_inspection::{Act, Deadline, Deed, Evidence, Passage, Recorded, Signature};
use kehou_policy::{FeePlace, WaiverCategory};
use kehou_registry::{
    Affiliation, Application, Boarding, CalendarEntry, CalendarScope, Centrality, Charging,
    ClassRef, Closure, ClosureReason, DayKind, Decision, DivisionCode, FeeNotice, Grade, GradeSet,
    Guardian, Payee, PayeeKind, Placement, PlannedSlot, SchoolCode, SchoolProfile, SchoolStage,
    SlotKind, SlotNo, SlotSet, StudentNumber, Term, Waiver, WaiverTrack, WeekdaySet,
};
use kehou_store::{Filed, LockState, MonthLock, Person, PolicyVersion, PupilId, WorkingDay};
use kehou_units::{Fen, Instant, Period};
use proptest::{
    option, prop_compose, prop_oneof,
    sample::select,
    strategy::{Just, Strategy, ValueTree},
    test_runner::{Config, TestRunner},
};
use uuid::Uuid;

pub(crate) use self::{campaigns::*, dossiers::*, visits::*};

/// So many values of a strategy, always the same.
pub(crate) fn several<S: Strategy>(strategy: &S, count: usize) -> Vec<S::Value> {
    let mut runner = TestRunner::new_with_rng(
        Config::default(),
        proptest::test_runner::TestRng::deterministic_rng(
            proptest::test_runner::RngAlgorithm::ChaCha,
        ),
    );
    let value = |_| strategy.new_tree(&mut runner).expect("no value is filtered out").current();
    (0..count).map(value).collect()
}

/// Any text that a database takes: all but the character zero.
fn text() -> impl Strategy<Value = String> {
    "[^\\x00]{0,24}"
}

fn day() -> impl Strategy<Value = NaiveDate> {
    let first = NaiveDate::from_ymd_opt(1990, 1, 1).unwrap();
    (0..40_000u64).prop_map(move |days| first + Days::new(days))
}

prop_compose! {
    fn period()(first in day(), length in option::of(0..4_000u64)) -> Period {
        Period::new(first, length.map(|days| first + Days::new(days))).unwrap()
    }
}

fn grade() -> impl Strategy<Value = Grade> {
    select(Grade::ALL.to_vec())
}

fn grades() -> impl Strategy<Value = GradeSet> {
    (0..=GradeSet::ALL.bits() / 2).prop_map(|bits| GradeSet::from_bits(bits * 2).unwrap())
}

fn weekdays() -> impl Strategy<Value = WeekdaySet> {
    (0..128u8).prop_map(|bits| WeekdaySet::from_bits(bits).unwrap())
}

prop_compose! {
    fn class()(grade in grade(), number in 1..=u16::MAX) -> ClassRef {
        ClassRef { grade, number }
    }
}

fn time() -> impl Strategy<Value = NaiveTime> {
    (0..24u32, 0..60u32)
        .prop_map(|(hour, minute)| NaiveTime::from_hms_opt(hour, minute, 0).unwrap())
}

fn fen() -> impl Strategy<Value = Fen> {
    prop_oneof![0..1_000i64, 0..=i64::MAX].prop_map(|fen| Fen::new(fen).unwrap())
}

fn code() -> impl Strategy<Value = SchoolCode> {
    "[0-9]{10}".prop_map(|code| code.parse().unwrap())
}

fn town() -> impl Strategy<Value = DivisionCode> {
    "370829[0-9]{3}".prop_map(|code| code.parse().unwrap())
}

pub(crate) fn profile() -> impl Strategy<Value = (Period, SchoolProfile)> {
    let stages = vec![
        SchoolStage::Primary,
        SchoolStage::Junior,
        SchoolStage::NineYear,
        SchoolStage::CompleteMiddle,
        SchoolStage::TwelveYear,
        SchoolStage::Special,
    ];
    let affiliations = vec![Affiliation::CountyDirect, Affiliation::Town, Affiliation::Private];
    let parts = (
        text(),
        select(affiliations),
        option::of(town()),
        select(stages),
        select(vec![Centrality::Central, Centrality::Ordinary]),
        select(vec![FeePlace::Rural, FeePlace::Elsewhere]),
        option::of(code()),
    );
    let whole = |(name, affiliation, town, stage, centrality, fee_place, counts_with)| {
        SchoolProfile { name, affiliation, town, stage, centrality, fee_place, counts_with }
    };
    (period(), parts.prop_map(whole))
}

prop_compose! {
    pub(crate) fn closure()(last_day in day(), successor in option::of(code())) -> Closure {
        Closure { last_day, successor }
    }
}

prop_compose! {
    pub(crate) fn term()(period in period(), name in text()) -> Term {
        Term { period, name }
    }
}

pub(crate) fn calendar_entry() -> impl Strategy<Value = CalendarEntry> {
    let scope = prop_oneof![
        Just(CalendarScope::County),
        Just(CalendarScope::School),
        grades().prop_map(CalendarScope::Grades),
        class().prop_map(CalendarScope::Class),
    ];
    let reasons = vec![
        ClosureReason::Weather,
        ClosureReason::Illness,
        ClosureReason::ExamSite,
        ClosureReason::AfterEntranceExam,
        ClosureReason::BoardersDeparture,
        ClosureReason::Other,
    ];
    let weekday = (0..7u8).prop_map(|day| Weekday::try_from(day).unwrap());
    let kind = prop_oneof![
        Just(DayKind::Teaching),
        weekday.prop_map(|follows| DayKind::MakeUp { follows }),
        Just(DayKind::Holiday),
        select(reasons).prop_map(DayKind::Closed),
    ];
    (period(), scope, kind).prop_map(|(period, scope, kind)| CalendarEntry { period, scope, kind })
}

pub(crate) fn planned_slot() -> impl Strategy<Value = PlannedSlot> {
    let charging = prop_oneof![
        Just(Charging::Free),
        Just(Charging::CountyRate),
        fen().prop_map(Charging::Priced),
    ];
    let cancelled = proptest::collection::btree_set(day(), 0..4);
    let what = (select(SlotNo::ALL.to_vec()), select(SlotKind::ALL.to_vec()), period());
    let when = (weekdays(), grades(), time(), time());
    (what, when, charging, cancelled).prop_map(|(what, when, charging, cancelled)| {
        let ((slot, kind, period), (weekdays, grades, starts, ends)) = (what, when);
        PlannedSlot { slot, kind, period, weekdays, grades, starts, ends, charging, cancelled }
    })
}

pub(crate) fn fee_notice() -> impl Strategy<Value = FeeNotice> {
    let texts = [text(), text(), text(), text(), text(), text(), text()];
    (period(), day(), fen(), texts).prop_map(|(covers, published_on, rate, texts)| {
        let [item, basis_issuer, basis_document, unit, scope, waiver_policy, complaint_phone] =
            texts;
        FeeNotice {
            covers,
            published_on,
            rate,
            item,
            basis_issuer,
            basis_document,
            unit,
            scope,
            waiver_policy,
            complaint_phone,
        }
    })
}

pub(crate) fn payee() -> impl Strategy<Value = Payee> {
    (period(), select(PayeeKind::ALL.to_vec()), text(), text())
        .prop_map(|(period, kind, name, account)| Payee { period, kind, name, account })
}

pub(crate) fn working_day() -> impl Strategy<Value = WorkingDay> {
    prop_oneof![day().prop_map(WorkingDay::Holiday), day().prop_map(WorkingDay::MakeUp)]
}

pub(crate) fn pupil_id() -> impl Strategy<Value = PupilId> {
    proptest::num::u128::ANY.prop_map(|number| PupilId { person: Uuid::from_u128(number) })
}

pub(crate) fn student_number() -> impl Strategy<Value = StudentNumber> {
    let born = ((2_008..2_017i32), (1..13u32), (1..28u32));
    (select(vec!['G', 'L']), born, 0..1_000u32).prop_map(|(kind, (year, month, day), last)| {
        let digits = format!("370829{year:04}{month:02}{day:02}{last:03}");
        let check = StudentNumber::check_character(digits.as_bytes().try_into().unwrap());
        format!("{kind}{digits}{check}").parse().unwrap()
    })
}

pub(crate) fn person() -> impl Strategy<Value = Person> {
    (text(), option::of(student_number()), option::of(text()))
        .prop_map(|(name, student_number, local_id)| Person { name, student_number, local_id })
}

pub(crate) fn guardian() -> impl Strategy<Value = Guardian> {
    (text(), option::of("[0-9]{0,11}")).prop_map(|(name, phone)| Guardian { name, phone })
}

pub(crate) fn placement() -> impl Strategy<Value = (Period, Placement)> {
    let boarding = select(vec![Boarding::Day, Boarding::Boarder]);
    (period(), class(), boarding)
        .prop_map(|(period, class, boarding)| (period, Placement { class, boarding }))
}

pub(crate) fn application() -> impl Strategy<Value = Application> {
    let slots = proptest::num::u8::ANY.prop_map(SlotSet::from_bits);
    (day(), option::of(day()), slots, weekdays()).prop_map(
        |(applied_on, withdrawn_on, slots, weekdays)| Application {
            applied_on,
            withdrawn_on,
            slots,
            weekdays,
        },
    )
}

pub(crate) fn waiver() -> impl Strategy<Value = Waiver> {
    let decision = prop_oneof![
        Just(Decision::Pending),
        day().prop_map(|on| Decision::Confirmed { on }),
        (day(), text()).prop_map(|(on, reason)| Decision::Rejected { on, reason }),
    ];
    let track = prop_oneof![
        (day(), decision)
            .prop_map(|(listed_on, decision)| WaiverTrack::ListMatch { listed_on, decision }),
        day().prop_map(|approved_on| WaiverTrack::Application { approved_on }),
    ];
    let category = "[a-z_]{1,16}".prop_map(|code| WaiverCategory::recorded(&code));
    (category, track, option::of(day())).prop_map(|(category, track, lost_on)| Waiver {
        category,
        track,
        lost_on,
    })
}

pub(crate) fn month_lock() -> impl Strategy<Value = MonthLock> {
    (select(vec![LockState::Locked, LockState::Reopened]), option::of(day()))
        .prop_map(|(state, families_told_on)| MonthLock { state, families_told_on })
}

pub(crate) fn policy_version() -> impl Strategy<Value = PolicyVersion> {
    ("[0-9]{6}", "[0-9a-f]{64}", proptest::num::i64::ANY, text()).prop_map(
        |(division, policy_id, adopted_at, texts)| PolicyVersion {
            division,
            policy_id,
            adopted_at,
            texts,
        },
    )
}

/// Acts of a few findings: what people write, and what numbers and hashes say.
pub(crate) fn finding_act() -> impl Strategy<Value = Filed<Recorded>> {
    let passage = || "[^\\p{C}\\p{Z}]{1,24}".prop_map(|text| text.parse::<Passage>().unwrap());
    let evidence = proptest::array::uniform32(proptest::num::u8::ANY)
        .prop_map(|sha256| Evidence { sha256, name: "照片.jpg".parse().unwrap() });
    let deed = prop_oneof![
        Just(Deed::Notify),
        passage().prop_map(|text| Deed::Respond { text }),
        (passage(), option::of(1..30u32)).prop_map(|(demands, days)| Deed::Order {
            number: "改1号".parse().unwrap(),
            demands,
            days,
        }),
        proptest::collection::vec(evidence, 1..3).prop_map(|evidence| Deed::Submit { evidence }),
    ];
    let signed = ("[a-z0-9-]{1,16}", proptest::num::i64::ANY)
        .prop_map(|(by, at)| Signature { by: by.parse().unwrap(), at: Instant::from_micros(at) });
    (1..9u32, signed, deed, option::of(day())).prop_map(|(about, signed, deed, due)| {
        let (act, due) = (Act { signed, deed }, due.map(Deadline::on));
        Filed { about, paper: Recorded { act, due } }
    })
}
