//! An invented county and strategies for property tests.

use chrono::NaiveDate;
use kehou_units::{ClassHours, Minutes, Period};
use proptest::prelude::*;

use crate::{
    facts::{
        Ethics, FactParts, FindingStanding, Opportunity, PersonFinding, RecordId, RecordOrigin,
        Records, Rolls, Satisfaction, StaffFacts, Training,
    },
    kind::{ActivityKind, ActivitySet, DutyKind, StaffGroup},
};

/// Numbers that look drawn and are the same for the same seed (splitmix64).
#[derive(Clone, Copy, Debug)]
pub struct Numbers(u64);

impl Numbers {
    /// Numbers from a seed.
    #[must_use]
    pub const fn new(seed: u64) -> Self {
        Self(seed)
    }

    /// The next number below a bound; 0 when the bound is 0.
    pub fn below(&mut self, bound: u32) -> u32 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut mixed = self.0;
        mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        mixed ^= mixed >> 31;
        u32::try_from((u128::from(mixed) * u128::from(bound)) >> 64).unwrap_or(0)
    }

    /// Whether one of so many even chances falls.
    pub fn one_in(&mut self, chances: u32) -> bool {
        self.below(chances) == 0
    }
}

fn day(m: u32, d: u32) -> NaiveDate {
    NaiveDate::from_ymd_opt(2023, m, d).unwrap_or_default()
}

/// The spring term of 2023.
#[must_use]
pub fn term() -> Period {
    Period::new(day(2, 13), Some(day(7, 7))).unwrap_or_else(|_| Period::since(day(2, 13)))
}

fn record(origin: RecordOrigin, number: u64) -> RecordId {
    RecordId { origin, ledger: 1, number }
}

/// A teacher who did half of what could be assigned in every way, and all else well.
#[must_use]
pub fn teacher() -> FactParts {
    let mut class_hours = [ClassHours::ZERO; ActivityKind::COUNT];
    let mut duty = [Minutes::default(); DutyKind::COUNT];
    let mut open = duty;
    let mut records = Records::default();
    for kind in [ActivityKind::Homework, ActivityKind::Arts] {
        class_hours[kind.index()] = ClassHours::new(50);
        let ids = (0..50).map(|at| record(RecordOrigin::Roll, at));
        records.class_hours[kind.index()] = ids.collect();
    }
    let late = DutyKind::LateCare.index();
    (duty[late], open[late]) = (Minutes::new(1_200), Minutes::new(2_400));
    records.duty[late] = vec![record(RecordOrigin::Roll, 101)];
    records.rolls = vec![record(RecordOrigin::Roll, 0)];
    records.satisfaction = vec![record(RecordOrigin::Survey, 1)];
    records.training = vec![record(RecordOrigin::Training, 1)];
    records.ethics = vec![record(RecordOrigin::Training, 2)];
    records.research = vec![record(RecordOrigin::Research, 1)];
    let activities =
        [ActivityKind::Homework, ActivityKind::Reading, ActivityKind::Arts, ActivityKind::Sports];
    FactParts {
        staff: "t-1".parse().unwrap_or_else(|_| unreachable!("the id is plain")),
        school: "3708290001".parse().unwrap_or_else(|_| unreachable!("the code has ten digits")),
        group: StaffGroup::Teacher,
        term: term(),
        opportunity: Opportunity {
            days: 100,
            class_hours: ClassHours::new(200),
            duty: open,
            activities: ActivitySet::of(activities),
        },
        class_hours,
        duty,
        rolls: Rolls { due: 100, in_time: 97 },
        satisfaction: Satisfaction { answers: 60, satisfied: 54 },
        training: Training { offered: 20, attended: 16 },
        ethics: Ethics::Recorded(day(3, 1)),
        findings: Vec::new(),
        records,
    }
}

/// Facts drawn from a seed: all kinds of opportunities, none included.
#[must_use]
pub fn drawn(seed: u64) -> FactParts {
    let mut numbers = Numbers::new(seed);
    let n = &mut numbers;
    let mut parts = teacher();
    let days = if n.one_in(20) { 0 } else { n.below(101) };
    let hours = if n.one_in(20) { 0 } else { days * (1 + n.below(2)) };
    parts.opportunity.days = days;
    parts.opportunity.class_hours = ClassHours::new(hours);
    parts.opportunity.activities = ActivitySet::from_bits(u8::try_from(n.below(256)).unwrap_or(0));
    for kind in ActivityKind::ALL {
        let at = kind.index();
        let done = if n.one_in(3) { n.below(hours / 3 + 2) } else { 0 };
        parts.class_hours[at] = ClassHours::new(done);
        parts.records.class_hours[at] = vec![record(RecordOrigin::Roll, seed)];
    }
    for kind in DutyKind::ALL {
        let at = kind.index();
        let open = if n.one_in(2) { days * n.below(61) } else { 0 };
        parts.opportunity.duty[at] = Minutes::new(open);
        parts.duty[at] = Minutes::new(n.below(open + 1));
        parts.records.duty[at] = vec![record(RecordOrigin::Roll, seed)];
    }
    let due = if n.one_in(10) { 0 } else { n.below(201) };
    parts.rolls = Rolls { due, in_time: due - n.below(due / 3 + 1) };
    let answers = n.below(80);
    parts.satisfaction = Satisfaction { answers, satisfied: answers - n.below(answers / 2 + 1) };
    let offered = n.below(30);
    parts.training = Training { offered, attended: n.below(offered + 1) };
    parts.ethics = match n.below(4) {
        0 => Ethics::NotOffered,
        1 => Ethics::Missing,
        _ => Ethics::Recorded(day(3, 1)),
    };
    let research = u64::from(n.below(4));
    parts.records.research = (0..research).map(|at| record(RecordOrigin::Research, at)).collect();
    let standing = |n: &mut Numbers| match n.below(3) {
        0 => FindingStanding::Open,
        1 => FindingStanding::Withdrawn,
        _ => FindingStanding::Confirmed,
    };
    let findings = if n.one_in(4) { 1 + n.below(3) } else { 0 };
    parts.findings = (0..findings)
        .map(|at| PersonFinding {
            record: record(RecordOrigin::Finding, u64::from(at)),
            standing: standing(n),
        })
        .collect();
    parts
}

/// Facts about the staff of an invented county: so many persons, 45 to a school.
#[must_use]
pub fn county(staff: u32, seed: u64) -> Vec<StaffFacts> {
    let person = |at: u32| {
        let mut parts = drawn(seed.wrapping_mul(1_000_003).wrapping_add(u64::from(at)));
        parts.staff = format!("t-{at:05}").parse().ok()?;
        parts.school = format!("37082{:05}", 90_001 + at / 45).parse().ok()?;
        parts.group = match at % 45 {
            0 | 1 => StaffGroup::Management,
            2..=14 => StaffGroup::ClassTeacher,
            40.. => StaffGroup::Support,
            _ => StaffGroup::Teacher,
        };
        StaffFacts::new(parts).ok()
    };
    (0..staff).filter_map(person).collect()
}

/// Facts of any kind that can be.
pub fn arb_facts() -> impl Strategy<Value = StaffFacts> {
    any::<u64>().prop_filter_map("the facts can be", |seed| StaffFacts::new(drawn(seed)).ok())
}
