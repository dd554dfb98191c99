//! Service plans, fee notices and payees of the schools.

use chrono::{Days, NaiveDate};
use kehou_registry::{Affiliation, PayeeKind, SchoolStage, SlotKind};

use crate::county::{School, place};
use crate::spring::{SUMMER_FIRST, TERM_FIRST, TERM_LAST, autumn_first, day};

/// A row of a service plan; every slot runs on Monday to Friday.
#[derive(Clone, Copy, Debug)]
pub(crate) struct PlanFact {
    /// The slot's number within the day.
    pub(crate) slot: u8,
    /// Its kind.
    pub(crate) kind: SlotKind,
    /// The first and the last day.
    pub(crate) days: (NaiveDate, NaiveDate),
    /// The first and the last grade.
    pub(crate) grades: (u8, u8),
    /// When it starts and ends.
    pub(crate) times: (&'static str, &'static str),
    /// Whether and at what price it is charged.
    pub(crate) price: Price,
    /// A day on which the school cancelled it.
    pub(crate) cancelled: Option<NaiveDate>,
}

/// How a slot is charged.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Price {
    /// Not at all.
    Free,
    /// At the county's rate.
    County,
    /// At the school's own price in yuan. [F19]
    Own(&'static str),
}

/// A slot that runs for a class on a day.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Running {
    /// Its number.
    pub(crate) slot: u8,
    /// Whether the school cancelled it that day.
    pub(crate) is_cancelled: bool,
}

/// Start and end in winter, then in summer.
type Times = [(&'static str, &'static str); 2];

const PRIMARY: [Times; 2] =
    [[("16:00", "16:40"), ("16:30", "17:10")], [("16:50", "17:30"), ("17:20", "18:00")]];
const JUNIOR: [Times; 2] =
    [[("16:00", "16:45"), ("16:30", "17:15")], [("16:55", "17:40"), ("17:25", "18:10")]];
/// Half an hour: too short to be charged. [F6, R33]
const SHORT: Times = [("16:50", "17:20"), ("17:20", "17:50")];
const THIRD: Times = [("17:40", "18:20"), ("18:10", "18:50")];
const NOON: Times = [("12:10", "12:50"), ("12:10", "12:50")];
const EVENING: Times = [("18:40", "20:10"), ("18:40", "20:10")];

/// The two seasons of a slot.
fn seasons(slot: u8, grades: (u8, u8), times: Times) -> [PlanFact; 2] {
    let winter = (TERM_FIRST, SUMMER_FIRST - Days::new(1));
    let fact = |days, times| PlanFact {
        slot,
        kind: SlotKind::Regular,
        days,
        grades,
        times,
        price: Price::County,
        cancelled: None,
    };
    [fact(winter, times[0]), fact((SUMMER_FIRST, TERM_LAST), times[1])]
}

fn regular(grades: (u8, u8), times: [Times; 2]) -> Vec<PlanFact> {
    [seasons(1, grades, times[0]), seasons(2, grades, times[1])].concat()
}

fn of_kind(facts: [PlanFact; 2], kind: SlotKind, price: Price) -> [PlanFact; 2] {
    facts.map(|fact| PlanFact { kind, price, ..fact })
}

/// The service plan of a school.
pub(crate) fn plan(index: usize, school: &School) -> Vec<PlanFact> {
    match index {
        place::JUNIOR => {
            let evening = of_kind(seasons(3, (8, 9), EVENING), SlotKind::Evening, Price::Free);
            [regular((7, 9), JUNIOR), evening.into()].concat()
        }
        place::BAD_PLAN => bad_plan(),
        place::UNEVEN => uneven_plan(),
        _ => {
            let grades = school.classes.iter().map(|class| class.grade);
            let range = (grades.clone().min().unwrap_or(1), grades.max().unwrap_or(6));
            // A nine-year school rings one bell for all: 40 minutes, which F6 permits grade 9 too.
            let is_junior = school.stage == SchoolStage::Junior;
            regular(range, if is_junior { JUNIOR } else { PRIMARY })
        }
    }
}

/// Every second grade shows another way to charge what may not be charged.
fn bad_plan() -> Vec<PlanFact> {
    let above = of_kind(seasons(2, (3, 3), PRIMARY[1]), SlotKind::Regular, Price::Own("2.50"));
    let noon = of_kind(seasons(3, (5, 5), NOON), SlotKind::Noon, Price::County);
    [
        seasons(1, (1, 6), PRIMARY[0]).to_vec(),
        seasons(2, (1, 2), PRIMARY[1]).to_vec(),
        above.to_vec(),
        seasons(2, (4, 5), PRIMARY[1]).to_vec(),
        seasons(3, (4, 4), THIRD).to_vec(),
        noon.to_vec(),
        seasons(2, (6, 6), SHORT).to_vec(),
    ]
    .concat()
}

/// Grade 5 has a cheaper course from the summer timetable on, grade 6 a cancelled afternoon.
fn uneven_plan() -> Vec<PlanFact> {
    let [winter, summer] = seasons(2, (5, 5), PRIMARY[1]);
    let cheaper = PlanFact { price: Price::Own("1.50"), ..summer };
    let [early, late] = seasons(2, (6, 6), PRIMARY[1]);
    let cancelled = PlanFact { cancelled: Some(day(3, 8)), ..early };
    let mut plan = seasons(1, (1, 6), PRIMARY[0]).to_vec();
    plan.extend(seasons(2, (1, 4), PRIMARY[1]));
    plan.extend([winter, cheaper, cancelled, late]);
    plan
}

/// The slots that run for a grade on a teaching day, in order.
pub(crate) fn running(plan: &[PlanFact], grade: u8, on: NaiveDate) -> Vec<Running> {
    let runs = |fact: &&PlanFact| {
        (fact.grades.0..=fact.grades.1).contains(&grade)
            && (fact.days.0..=fact.days.1).contains(&on)
    };
    let mut running: Vec<Running> = plan
        .iter()
        .filter(runs)
        .map(|fact| Running { slot: fact.slot, is_cancelled: fact.cancelled == Some(on) })
        .collect();
    running.sort_by_key(|running| running.slot);
    running
}

/// The day a fee notice was published and the days it covers.
pub(crate) fn notice(index: usize) -> [NaiveDate; 3] {
    if index == place::NO_NOTICE {
        // It published in autumn and forgot the spring. [R10]
        [autumn_first(), autumn_first(), day(1, 13)]
    } else {
        [day(2, 6), TERM_FIRST, TERM_LAST]
    }
}

/// The kind of the payee of a school and the name that families see.
pub(crate) fn payee(index: usize, school: &School) -> (PayeeKind, String) {
    match (&school.town, school.affiliation) {
        _ if index == place::COMMITTEE => {
            (PayeeKind::ParentsCommittee, format!("{}家长委员会", school.name))
        }
        (Some((_, town)), Affiliation::Town) => {
            (PayeeKind::UnitAccount, format!("{town}教育办公室"))
        }
        (_, Affiliation::Private) => (PayeeKind::SchoolAccount, school.name.clone()),
        _ => (PayeeKind::Treasury, "县财政局课后服务费专户".to_owned()),
    }
}
