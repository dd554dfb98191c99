//! A county's month in memory: 80,000 pupils, 3.5 million marks, waivers, a rate that changes on
//! the 16th. Prints the medians of `total`, of `price` with every line, and of a hand-written loop
//! over the same sheets that knows only billable marks, the daily cap and one rate.
//!
//! Run it with `cargo bench -p kehou-fee --bench county_month`. Each result is checked before it
//! is timed.

#![allow(clippy::unwrap_used, clippy::cast_possible_truncation, clippy::disallowed_methods)]

use std::{hint::black_box, time::Instant};

use kehou_attendance::{GroupNo, Mark, Roll, Roster, SchoolRolls};
use kehou_fee::{
    Amounts, Knowledge, Tariff, price,
    testing::{OneSchool, class, day, march, notice, pupil, sheet},
    total,
};
use kehou_policy::testing::policy_with_rates;
use kehou_registry::{ClassRef, Placement, PupilNo, Waiver, WaiverTrack};
use kehou_units::{Dated, Fen};
use sha2::{Digest, Sha256};

const SCHOOLS: u32 = 160;
const CLASSES: u32 = 12;
const CLASS_SIZE: u32 = 42;
const ROUNDS: usize = 31;
/// SHA-256 over pupil numbers and amounts of all schools in order.
const EXPECTED: &str = "669022e494bf00fede26711ff68a2f1bfdc616c25d8229c9e73dc6513e0071fe";

/// A small generator of marks: 94 % present, the rest spread over the other marks.
struct Marks(u64);

impl Marks {
    fn next(&mut self) -> Mark {
        self.0 =
            self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        match (self.0 >> 33) % 100 {
            0 => Mark::Late,
            1 => Mark::LeftEarly,
            2 => Mark::Excused,
            3 => Mark::Sick,
            4 => Mark::Absent,
            5 if self.0 >> 60 == 0 => Mark::None,
            _ => Mark::Present,
        }
    }
}

fn school(number: u32) -> OneSchool {
    let mut marks = Marks(u64::from(number) + 1);
    let policy = kehou_policy::Policy::shipped().unwrap();
    let dibao = policy.waiver_category("dibao", day(3, 1)).unwrap().category().clone();
    let count = CLASSES * CLASS_SIZE - if number.is_multiple_of(2) { 8 } else { 0 };
    let pupils: Vec<_> = (0..count)
        .map(|at| {
            let mut pupil = pupil(at + 1);
            let class = ClassRef {
                number: 1 + (at / CLASS_SIZE % 2) as u16,
                ..class(1 + (at / CLASS_SIZE / 2) as usize)
            };
            let before = pupil.placements.latest().unwrap().0;
            let boarding = kehou_registry::Boarding::Day;
            pupil.placements = Dated::single(before, Placement { class, boarding });
            if at % 12 == 5 {
                let track = WaiverTrack::Application { approved_on: day(2, 20) };
                pupil.waivers = vec![Waiver { category: dibao.clone(), track, lost_on: None }];
            }
            pupil
        })
        .collect();
    let numbers: Vec<PupilNo> = pupils.iter().map(|pupil| pupil.no).collect();
    let rosters: Vec<Roster> = numbers
        .chunks(CLASS_SIZE as usize)
        .map(|class| Roster::new(class.to_vec()).unwrap())
        .collect();
    let weekdays = march().days().filter(|on| {
        !matches!(chrono::Datelike::weekday(on), chrono::Weekday::Sat | chrono::Weekday::Sun)
    });
    let mut rolls = Vec::new();
    for on in weekdays.take(22) {
        for slot in 1..=2 {
            for (at, roster) in rosters.iter().enumerate() {
                let marks: Vec<Mark> = roster.pupils().iter().map(|_| marks.next()).collect();
                let group = GroupNo::new(at as u32);
                rolls.push(Roll { roster: at, group, ..sheet(on, slot, &marks) });
            }
        }
    }
    let mut school = OneSchool::new(Vec::new(), Vec::new());
    school.school.code = format!("370829{number:04}").parse().unwrap();
    school.notices[0] = kehou_registry::FeeNotice { rate: Fen::new(250).unwrap(), ..notice() };
    school.pupils = pupils;
    school = school.closed_on(day(3, 31));
    school.rolls = SchoolRolls::new(rosters, rolls).unwrap();
    school
}

/// What the rules come to without any of them but three: the floor to compare with.
fn floor(schools: &[OneSchool], due: &mut [Vec<i64>]) {
    let billable = [0u8, 1, 1, 1, 0, 0, 0, 0, 0];
    for (school, due) in schools.iter().zip(due) {
        due.fill(0);
        let mut taken = vec![0u8; due.len()];
        let mut today = None;
        for roll in school.rolls.rolls() {
            if today != Some(roll.on) {
                today = Some(roll.on);
                taken.fill(0);
            }
            let pupils = school.rolls.rosters()[roll.roster].pupils();
            for (pupil, mark) in pupils.iter().zip(&roll.marks) {
                let at = pupil.number() as usize - 1;
                let hour = billable[mark.byte() as usize] & u8::from(taken[at] < 2);
                taken[at] += hour;
                due[at] += i64::from(hour) * 200;
            }
        }
    }
}

fn hash(pupils: impl Iterator<Item = (PupilNo, Amounts)>) -> Sha256 {
    pupils.fold(Sha256::new(), |hash, (pupil, amounts)| {
        let fen = [amounts.due, amounts.waived, amounts.payable, amounts.held]
            .map(|fen| fen.as_fen().to_le_bytes());
        hash.chain_update(pupil.number().to_le_bytes()).chain_update(fen.concat())
    })
}

fn time(work: impl FnOnce()) -> u128 {
    let start = Instant::now();
    work();
    start.elapsed().as_micros()
}

/// Times two works in turn, after one round that warms up.
fn in_turn(mut one: impl FnMut(), mut other: impl FnMut()) -> (Vec<u128>, Vec<u128>) {
    (0..=ROUNDS).map(|_| (time(&mut one), time(&mut other))).skip(1).unzip()
}

/// The smallest and the middle of some numbers.
fn least_and_median(mut numbers: Vec<u128>) -> (u128, u128) {
    numbers.sort_unstable();
    (numbers[0], numbers[numbers.len() / 2])
}

/// Prints times and, round by round, how they compare with the floor of the same round.
fn report(name: &str, floors: &[u128], times: &[u128]) {
    let ratios = times.iter().zip(floors).map(|(time, floor)| time * 100 / floor).collect();
    let ((least, median), (_, ratio)) =
        (least_and_median(times.to_vec()), least_and_median(ratios));
    println!(
        "{name:<28} median {median:>7} µs, least {least:>7} µs, {}.{:02} × floor",
        ratio / 100,
        ratio % 100
    );
}

fn main() {
    if std::env::args().any(|argument| argument == "--test") {
        return;
    }
    let schools: Vec<OneSchool> = (0..SCHOOLS).map(school).collect();
    let rates = [(day(1, 1), Fen::new(200).unwrap()), (day(3, 16), Fen::new(250).unwrap())];
    let policy = policy_with_rates(&rates).unwrap();
    let tariff = Tariff::resolve(&policy, march()).unwrap();
    let knowledge = Knowledge::at_lock(&tariff, &schools[0].working_days, day(4, 30)).unwrap();
    let pupils: usize = schools.iter().map(|school| school.pupils.len()).sum();
    let marks: usize =
        schools.iter().flat_map(|s| s.rolls.rolls()).map(|roll| roll.marks.len()).sum();

    let totals: Vec<_> =
        schools.iter().map(|school| total(&tariff, &school.facts(), knowledge)).collect();
    let bills: Vec<_> =
        schools.iter().map(|school| price(&tariff, &school.facts(), knowledge)).collect();
    assert!(
        totals.iter().zip(&bills).all(|(totals, bills)| *totals == bills.totals),
        "totals agree with bills"
    );
    let all = totals.iter().flat_map(|totals| totals.pupils.iter().copied());
    let digest: String = hash(all).finalize().iter().map(|byte| format!("{byte:02x}")).collect();
    assert!(digest == EXPECTED, "amounts hash to {digest}");
    let lines: usize = bills
        .iter()
        .flat_map(|bills| bills.bills().map(|bill| bill.lines.len()).collect::<Vec<_>>())
        .sum();
    drop(bills);

    let mut due: Vec<Vec<i64>> =
        schools.iter().map(|school| vec![0; school.pupils.len()]).collect();
    let totals_of_all = || {
        schools
            .iter()
            .for_each(|school| drop(black_box(total(&tariff, &school.facts(), knowledge))));
    };
    let (floors, total_times) = in_turn(|| floor(&schools, &mut due), totals_of_all);
    let bills_of_all = || {
        let bill = |school: &OneSchool| price(&tariff, &school.facts(), knowledge);
        drop(black_box(schools.iter().map(bill).collect::<Vec<_>>()));
    };
    let (price_floors, price_times) = in_turn(|| floor(&schools, &mut due), bills_of_all);
    println!("{pupils} pupils, {marks} marks, {lines} lines, amounts sha256 {digest}");
    report("floor (hand-written loop)", &floors, &floors);
    report("total (one thread)", &floors, &total_times);
    report("price with every line", &price_floors, &price_times);
}
