//! What waits besides findings: entries of safety registers, and routine visits.

use chrono::NaiveDate;
use kehou_registry::{SchoolCode, Term, Terms};
use kehou_units::Period;

use super::{Chore, Desk, Matter, Task, Today};
use crate::{
    campaign::{RoutineVisit, routine_standing},
    deadline::Deadline,
    safety::{SafetyGap, SafetyItem, SafetyLack, safety_gaps},
};

/// What a school's safety register lacks, and what of it expires within the days of warning.
///
/// What expires is due on its last day, so that it is yellow, due today, and red once it is over; what is
/// missing has no deadline. The drill is asked for of the last term that is over.
///
/// # Clauses
///
/// O6, R29.
#[must_use]
pub fn safety_tasks(
    school: &SchoolCode,
    items: &[SafetyItem],
    terms: &Terms,
    today: &Today<'_>,
) -> Vec<Task> {
    let on = today.on();
    let is_over = |period: &Period| period.last().is_some_and(|last| last < on);
    let over = terms.iter().map(|term| term.period).filter(is_over).max();
    let term = over.unwrap_or_else(|| Period::since(on));
    let mut gaps = safety_gaps(items, &term, on);
    // An entry is lacking on the day after its last.
    let soon = today.working.after(on, today.rules.warning_days).and_then(|day| day.succ_opt());
    let coming = soon.map_or_else(Vec::new, |soon| safety_gaps(items, &term, soon));
    let is_coming =
        |gap: &SafetyGap| matches!(gap.lack, SafetyLack::Expired { on: last } if last >= on);
    gaps.extend(coming.into_iter().filter(is_coming));
    let task = |gap: SafetyGap| {
        let due = match gap.lack {
            SafetyLack::Expired { on } => Some(Deadline::on(on)),
            SafetyLack::Missing => None,
        };
        let task = today.task(Desk::School, Chore::RenewSafety, school, due);
        Task { matter: Matter::Safety(gap.kind), ..task }
    };
    gaps.into_iter().map(task).collect()
}

/// The routine visits that a school still gets in the term of the day, due by its last day; between terms
/// those of the term that is over, which are red.
///
/// # Clauses
///
/// I13, R26.
#[must_use]
pub fn routine_task(
    school: &SchoolCode,
    visits: &[RoutineVisit],
    terms: &Terms,
    today: &Today<'_>,
) -> Option<Task> {
    let on = today.on();
    let term = term_of(terms, on)?;
    let schools = std::slice::from_ref(school);
    let standings = routine_standing(schools, visits, (&term.period, on), today.rules);
    let is_missing = standings.iter().any(|standing| standing.missing > 0);
    let due = term.period.last().map(Deadline::on);
    is_missing.then(|| today.task(Desk::Programme, Chore::RoutineVisit, school, due))
}

/// The term that holds a day, or else the last before it.
fn term_of(terms: &Terms, on: NaiveDate) -> Option<&Term> {
    let begun = terms.iter().filter(|term| term.period.first() <= on);
    begun.max_by_key(|term| term.period)
}

#[cfg(test)]
mod tests {
    use kehou_registry::WorkingDays;
    use kehou_units::Instant;

    use super::*;
    use crate::{
        deadline::Light, finding::Evidence, rectification::RectificationRules, safety::SafetyKind,
    };

    fn day(m: u32, d: u32) -> NaiveDate {
        NaiveDate::from_ymd_opt(2023, m, d).unwrap()
    }

    fn terms() -> Terms {
        let term = |name: &str, first, last| Term {
            name: name.to_owned(),
            period: Period::new(first, Some(last)).unwrap(),
        };
        Terms::new(vec![term("2", day(2, 13), day(7, 7)), term("1", day(9, 1), day(12, 29))])
    }

    fn looking<T>(on: NaiveDate, look: impl Fn(&SchoolCode, &Today<'_>) -> T) -> T {
        let settings = RectificationRules::shipped().unwrap();
        let working = WorkingDays::default();
        let at = Instant::of_county(on.and_hms_opt(12, 0, 0).unwrap());
        let rules = settings.in_force(on).unwrap();
        look(&"3708290001".parse().unwrap(), &Today { at, working: &working, rules })
    }

    #[test]
    fn what_expires_is_yellow_due_and_red_and_what_is_missing_has_no_deadline() {
        let evidence = vec![Evidence { sha256: [1; 32], name: "a.jpg".parse().unwrap() }];
        let item = |kind| {
            // A Monday.
            let expires_on = (kind == SafetyKind::Alarm).then_some(day(4, 10));
            SafetyItem { kind, evidence_on: day(3, 1), expires_on, evidence: evidence.clone() }
        };
        let all = SafetyKind::ALL.map(item);
        let lights = |items: &[SafetyItem], on| {
            let tasks = looking(on, |school, today| safety_tasks(school, items, &terms(), today));
            tasks.iter().map(|task| (task.matter, task.light)).collect::<Vec<_>>()
        };
        let alarm = Matter::Safety(SafetyKind::Alarm);
        assert_eq!(lights(&all, day(4, 6)), []);
        assert_eq!(lights(&all, day(4, 7)), [(alarm, Light::Yellow)]);
        assert_eq!(lights(&all, day(4, 10)), [(alarm, Light::Today)]);
        assert_eq!(lights(&all, day(4, 11)), [(alarm, Light::Red)]);
        let missing = lights(&all[..7], day(4, 6));
        assert_eq!(missing, [(alarm, Light::Green)], "the drill is asked for after the term");
        assert_eq!(lights(&all[..8], day(7, 10)).len(), 2, "the drill and the alarm");
    }

    #[test]
    fn routine_visits_are_due_by_the_end_of_their_term_and_red_until_the_next() {
        let school: SchoolCode = "3708290001".parse().unwrap();
        let visit = |on| RoutineVisit { school: school.clone(), on };
        let one = vec![visit(day(3, 1))];
        let seen = |visits: &[RoutineVisit], on| {
            let task = looking(on, |school, today| routine_task(school, visits, &terms(), today));
            task.map(|task| (task.desk, task.due.unwrap().day(), task.light))
        };
        use Light::{Green, Red};
        let (end, desk) = (day(7, 7), Desk::Programme);
        assert_eq!(seen(&one, day(2, 12)), None, "no term yet");
        assert_eq!(seen(&one, day(4, 3)), Some((desk, end, Green)));
        assert_eq!(seen(&one, end), Some((desk, end, Light::Today)));
        assert_eq!(seen(&one, day(8, 1)), Some((desk, end, Red)));
        assert_eq!(seen(&one, day(9, 1)), Some((desk, day(12, 29), Green)));
        let two = [one, vec![visit(day(5, 1))]].concat();
        assert_eq!(seen(&two, day(8, 1)), None);
    }
}
