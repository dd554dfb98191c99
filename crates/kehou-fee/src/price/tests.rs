//! Properties of pricing: what must hold for any school, whatever its sheets say.

mod any_school;
mod naive;

use std::sync::LazyLock;

use kehou_policy::{Policy, testing::policy_with_rates};
use kehou_registry::Defect;
use kehou_registry::{FindingCode, PayeeKind};
use proptest::prelude::*;

use self::any_school::{arb_any_school, arb_order};
use super::*;
use crate::{
    Amounts, Correction, Purpose, Reason, Statement, corrections_due, explain,
    testing::{OneSchool, arb_pupil, arb_school, arb_waiver, day, march, payee, sheet, slot},
};
use crate::{ProposedCharge, review};

/// March 2023 at two yuan, and at 2.50 from the 16th on.
static TARIFFS: LazyLock<[Tariff; 2]> = LazyLock::new(|| {
    let fen = |fen| Fen::new(fen).unwrap();
    let rises = policy_with_rates(&[(day(1, 1), fen(200)), (day(3, 16), fen(250))]).unwrap();
    [Policy::shipped().unwrap(), rises].map(|policy| Tariff::resolve(&policy, march()).unwrap())
});

fn tariff() -> &'static Tariff {
    &TARIFFS[0]
}

fn at_lock() -> Knowledge {
    Knowledge::at_lock(tariff(), &Default::default(), day(4, 30)).unwrap()
}

fn priced(school: &OneSchool) -> SchoolBills {
    price(tariff(), &school.facts(), at_lock())
}

fn amounts(school: &OneSchool) -> Vec<Amounts> {
    priced(school).bills().map(|bill| bill.amounts).collect()
}

/// The same school with some of its sheets.
fn with_sheets(school: &OneSchool, keep: impl Fn(&kehou_attendance::Roll) -> bool) -> OneSchool {
    let mut other = school.clone();
    let kept = school.rolls.rolls().iter().filter(|roll| keep(roll)).cloned().collect();
    other.rolls = SchoolRolls::new(school.rolls.rosters().to_vec(), kept).unwrap();
    other
}

fn sum(fen: impl Iterator<Item = Fen>) -> Fen {
    Fen::sum(fen).unwrap()
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 40, ..ProptestConfig::default() })]

    /// Reading the rules word by word, mark by mark, comes to the same. [F1, F2, F5 to F11, F14 to F19]
    #[test]
    fn priced_as_read_word_by_word(school in arb_any_school(), rises in any::<bool>()) {
        let tariff = &TARIFFS[usize::from(rises)];
        for knowledge in [at_lock(), Knowledge::preview(day(3, 20)), Knowledge::corrected(day(4, 28))] {
            let totals = total(tariff, &school.facts(), knowledge);
            let mut missing = 0;
            for pupil in &school.pupils {
                let (amounts, not_recorded) = naive::amounts(tariff, &school.facts(), knowledge, pupil);
                prop_assert_eq!(totals.of(pupil.no), Some(amounts));
                missing += not_recorded;
            }
            let of_code = |code| totals.findings.iter().filter(move |f| f.code == FindingCode::Defect(code));
            prop_assert_eq!(of_code(Defect::NotRecorded).map(|f| f.marks).sum::<u32>(), missing);
        }
    }

    /// Lines and totals are two ways to the same amounts and findings.
    #[test]
    fn totals_are_the_totals_of_the_lines(school in arb_any_school()) {
        let bills = priced(&school);
        prop_assert_eq!(&total(tariff(), &school.facts(), at_lock()), &bills.totals);
        for bill in bills.bills() {
            prop_assert_eq!(bill.amounts.due, sum(bill.lines.iter().map(Line::due)));
            prop_assert_eq!(bill.amounts.waived, sum(bill.lines.iter().map(Line::waived)));
            prop_assert_eq!(bill.amounts.payable, sum(bill.lines.iter().map(Line::payable)));
            prop_assert_eq!(bill.amounts.held, sum(bill.lines.iter().map(Line::held)));
            let hours = bill.lines.iter().filter(|line| line.outcome.is_due()).count();
            prop_assert_eq!(bill.amounts.class_hours.count() as usize, hours);
            prop_assert_eq!(bill.amounts.due, bill.amounts.waived.plus(bill.amounts.payable).unwrap());
            prop_assert!(bill.lines.is_sorted_by_key(|line| (line.on, line.slot)));
        }
    }

    /// A pupil alone is billed as in the school.
    #[test]
    fn single_equals_batch(school in arb_any_school()) {
        let batch = priced(&school);
        for pupil in &school.pupils {
            let alone = OneSchool { pupils: vec![pupil.clone()], ..school.clone() };
            let alone = priced(&alone);
            prop_assert_eq!(alone.of(pupil.no), batch.of(pupil.no));
        }
    }

    /// Two halves of the month's sheets come to the month: every class hour belongs to one day. [F7]
    #[test]
    fn two_halves_equal_once(school in arb_any_school(), first_day in 1u32..=31) {
        let halves = [true, false].map(|early| {
            amounts(&with_sheets(&school, |roll| (roll.on < day(3, first_day)) == early))
        });
        for (at, whole) in amounts(&school).into_iter().enumerate() {
            let added = |pick: fn(&Amounts) -> Fen| sum(halves.iter().map(|half| pick(&half[at])));
            prop_assert_eq!(added(|a| a.due), whole.due);
            prop_assert_eq!(added(|a| a.waived), whole.waived);
            prop_assert_eq!(added(|a| a.held), whole.held);
        }
    }

    /// Pupils and sheets in any other order: the same bills, line by line, and the same findings.
    #[test]
    fn order_does_not_matter((school, other) in arb_order()) {
        prop_assert_eq!(priced(&school), priced(&other));
    }

    /// A waiver changes who pays, not what is due. [F2]
    #[test]
    fn a_waiver_never_raises(school in arb_school(), waiver in arb_waiver()) {
        let mut waived = school.clone();
        waived.pupils.iter_mut().for_each(|pupil| pupil.waivers.push(waiver.clone()));
        for (before, after) in amounts(&school).into_iter().zip(amounts(&waived)) {
            prop_assert_eq!(before.due, after.due);
            prop_assert!(after.payable <= before.payable);
        }
    }

    /// One class hour more never costs less, where every class hour has one price. [F5, F7]
    #[test]
    fn one_more_class_hour_never_lowers(school in arb_school(), offset in 0u64..31, number in 1usize..=3) {
        let on = day(3, 1) + chrono::Days::new(offset);
        let mut marks = vec![Mark::None; school.pupils.len()];
        marks[0] = Mark::Present;
        let more = sheet(on, number, &marks);
        let before = with_sheets(&school, |roll| (roll.on, roll.slot) != (on, more.slot));
        let sheets = before.rolls.rolls().iter().cloned().chain([more]).collect();
        let rolls = SchoolRolls::new(school.rolls.rosters().to_vec(), sheets).unwrap();
        let after = OneSchool { rolls, ..before.clone() };
        for (before, after) in amounts(&before).into_iter().zip(amounts(&after)) {
            prop_assert!(before.due <= after.due);
        }
    }

    /// Without an application nobody owes anything, whatever was attended. [F14]
    #[test]
    fn nothing_without_application(mut school in arb_any_school()) {
        school.pupils.iter_mut().for_each(|pupil| pupil.applications.clear());
        prop_assert_eq!(priced(&school).totals.sum().due, Fen::ZERO);
    }

    /// What is held is not due: without a payee or a notice all that was payable is held. [F15, F17]
    #[test]
    fn what_is_held_is_not_due(school in arb_school(), without_payee in any::<bool>()) {
        let mut held = school.clone();
        if without_payee {
            held.payees = vec![payee(PayeeKind::Person)];
        } else {
            held.notices.clear();
        }
        for (before, after) in amounts(&school).into_iter().zip(amounts(&held)) {
            prop_assert_eq!(after.payable, Fen::ZERO);
            prop_assert_eq!(after.waived, before.waived);
            prop_assert_eq!(after.held, before.held.plus(before.payable).unwrap());
        }
    }

    /// The bill and its corrections come to what is payable with all that became known. [F5, F9]
    #[test]
    fn bill_and_corrections_come_to_the_corrected_state(school in arb_any_school()) {
        let billed = priced(&school);
        let known = price(tariff(), &school.facts(), Knowledge::corrected(day(4, 28)));
        let corrections = corrections_due(march(), billed.bills(), known.bills());
        for pupil in &school.pupils {
            let due = corrections.iter().filter(|correction| correction.pupil == pupil.no);
            let due = due.map(|correction| correction.difference().as_fen()).sum::<i64>();
            let payable = |bills: &SchoolBills| bills.totals.of(pupil.no).unwrap().payable.as_fen();
            prop_assert_eq!(payable(&billed) + due, payable(&known));
            // A raise shows whatever is lowered beside it: any class hour that costs more.
            let hour = |bills: &SchoolBills, line: &Line| {
                let of_pupil = bills.of(pupil.no).unwrap();
                let same = of_pupil.lines.iter().filter(|it| (it.on, it.slot) == (line.on, line.slot));
                same.map(|it| it.payable().as_fen()).sum::<i64>()
            };
            let after = known.of(pupil.no).unwrap();
            let raises = after.lines.iter().any(|line| hour(&known, line) > hour(&billed, line));
            let told = corrections.iter().find(|correction| correction.pupil == pupil.no);
            prop_assert_eq!(told.is_some_and(Correction::needs_two_persons), raises);
        }
        prop_assert!(corrections.iter().all(|c| c.lowered.as_fen() + c.raised.as_fen() > 0));
    }

    /// The leaves of an explanation are the lines; every part is made up of its own parts.
    #[test]
    fn explanations_add_up(school in arb_any_school()) {
        let bills = priced(&school);
        for bill in bills.bills() {
            let reason = explain(&bill, march(), Purpose::Bill);
            let mut leaves = Vec::new();
            check_parts(&reason, &mut leaves)?;
            leaves.sort_by_key(|line| (line.on, line.slot));
            prop_assert_eq!(leaves, bill.lines);
        }
    }

    /// No amount at or below the bill is refused; above it the refusals come to the excess. [R01]
    #[test]
    fn refusals_come_to_the_excess(school in arb_any_school(), proposed in 0i64..20_000) {
        let bills = priced(&school);
        let proposed = ProposedCharge { payable: Fen::new(proposed).unwrap(), payee: None };
        for bill in bills.bills() {
            let place = school.school.profile(day(3, 1)).unwrap().fee_place;
            let refusals = review(&proposed, &bill, &bills, tariff().day(30, place));
            let excess = proposed.payable.minus(bill.amounts.payable).unwrap_or_default();
            prop_assert_eq!(sum(refusals.iter().map(|refusal| refusal.excess)), excess);
            prop_assert_eq!(refusals.is_empty(), excess == Fen::ZERO);
            prop_assert!(refusals.is_sorted_by_key(|refusal| refusal.check));
        }
    }

    /// Whoever was never placed in a class owes nothing; a mark of theirs is a defect. [C5]
    #[test]
    fn a_pupil_who_is_not_placed_owes_nothing(pupil in arb_pupil(1), marked in any::<bool>()) {
        let mut pupil = pupil;
        pupil.placements = kehou_units::Dated::default();
        let mark = if marked { Mark::Present } else { Mark::None };
        let school = OneSchool::new(vec![pupil], vec![sheet(day(3, 15), 1, &[mark])]);
        let bills = priced(&school);
        prop_assert_eq!(bills.totals.sum(), Amounts::default());
        prop_assert_eq!(bills.totals.findings.len(), usize::from(marked));
    }
}

/// Checks that a reason's amount is that of its parts, and collects the leaves.
fn check_parts(reason: &Reason, leaves: &mut Vec<Line>) -> Result<(), TestCaseError> {
    let before = leaves.len();
    for part in &reason.parts {
        check_parts(part, leaves)?;
    }
    let below = leaves[before..].to_vec();
    match reason.statement {
        Statement::Mark { on, slot, mark, outcome, rate } => {
            prop_assert!(reason.parts.is_empty());
            leaves.push(Line { on, slot, mark, outcome, rate });
        }
        Statement::Group { outcome, marks, amount } => {
            prop_assert_eq!(below.len(), marks as usize);
            prop_assert_eq!(sum(below.iter().map(|line| line.rate)), amount);
            prop_assert!(below.iter().all(|line| line.outcome == outcome));
        }
        Statement::Rate { rate, first, last, class_hours, due } => {
            prop_assert_eq!(below.len(), class_hours.count() as usize);
            prop_assert_eq!(sum(below.iter().map(Line::due)), due);
            prop_assert!(below.iter().all(|line| line.rate == rate && line.outcome.is_due()));
            prop_assert_eq!(below.iter().map(|line| line.on).min(), Some(first));
            prop_assert_eq!(below.iter().map(|line| line.on).max(), Some(last));
        }
        Statement::Month { due, waived, payable, held, .. } => {
            prop_assert_eq!(sum(below.iter().map(Line::due)), due);
            prop_assert_eq!(sum(below.iter().map(Line::waived)), waived);
            prop_assert_eq!(sum(below.iter().map(Line::payable)), payable);
            prop_assert_eq!(sum(below.iter().map(Line::held)), held);
        }
    }
    prop_assert!(!reason.rules.is_empty());
    Ok(())
}

#[test]
fn a_slot_of_its_own_price_uses_up_the_day_in_order() {
    let mut plan = vec![slot(1), slot(2), slot(3)];
    plan[0].charging = kehou_registry::Charging::Priced(Fen::new(50).unwrap());
    let marks = |number| sheet(day(3, 15), number, &[Mark::Present]);
    let school = OneSchool::new(vec![crate::testing::pupil(1)], (1..=3).map(marks).collect());
    let bills = priced(&school.with_plan(plan));
    assert_eq!(bills.totals.sum().due, Fen::new(250).unwrap(), "0.50 and 2.00; slot 3 is free");
}
