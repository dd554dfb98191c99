//! Deadlines, statements, orders and verifiers.

use super::*;
use crate::deadline::Deadline;

#[test]
fn the_school_has_five_working_days_for_its_statement() {
    let court = Court::new();
    let notified = court.after(opened(Gravity::Ordinary), "bureau", day(4, 3), Deed::Notify);
    assert_eq!(notified.due(), Some(Deadline::on(day(4, 10))));
    let respond = || deed(DeedKind::Respond);
    assert!(
        notified.clone().advance(act("school", day(4, 10), respond()), &court.ground()).is_ok()
    );
    let late = court.refused(&notified, "school", day(4, 11), respond());
    assert_eq!(late.code(), "FINDING_TOO_LATE");
    let early = court.refused(&notified, "bureau", day(4, 10), Deed::Lapse);
    assert_eq!(early.code(), "FINDING_TOO_EARLY");
    let lapsed = court.after(notified, "bureau", day(4, 11), Deed::Lapse);
    assert!(matches!(lapsed.stage(), Stage::Answered { answer: Answer::Lapsed { .. } }));
}

#[test]
fn the_deadline_follows_the_gravity() {
    let court = Court::new();
    for (gravity, last) in [
        (Gravity::Ordinary, day(4, 25)),
        (Gravity::Safety, day(4, 11)),
        (Gravity::IllegalCharging, day(4, 7)),
    ] {
        let ordered = finding_at(StageKind::Ordered, gravity); // on Tuesday, 4 April
        assert_eq!(ordered.due(), Some(Deadline::on(last)), "{gravity:?}");
        let confirmed = finding_at(StageKind::Confirmed, gravity);
        let order = |days| match deed(DeedKind::Order) {
            Deed::Order { number, demands, .. } => {
                Deed::Order { number, demands, days: Some(days) }
            }
            other => other,
        };
        let most = court.ground().longest(day(4, 4), gravity).unwrap();
        let refused = court.refused(&confirmed, "bureau", day(4, 4), order(most + 1));
        assert_eq!(refused, Refusal::Days { asked: most + 1, least: 1, most });
        assert!(court.refused(&confirmed, "bureau", day(4, 4), order(0)).code() == "FINDING_DAYS");
        let shorter = court.after(confirmed, "bureau", day(4, 4), order(1));
        assert_eq!(shorter.due(), Some(Deadline::on(day(4, 5))));
    }
}

#[test]
fn one_extension_up_to_thirty_working_days_before_the_deadline() {
    let court = Court::new();
    let ordered = finding_at(StageKind::Ordered, Gravity::Ordinary); // due on 25 April
    let extend = |days| Deed::Extend { days, why: line("材料待检") };
    let refused = court.refused(&ordered, "bureau", day(4, 10), extend(31));
    assert_eq!(refused.code(), "FINDING_DAYS");
    let same = court.refused(&ordered, "bureau", day(4, 10), extend(15));
    assert_eq!(same, Refusal::Days { asked: 15, least: 16, most: 30 });
    let late = court.refused(&ordered, "bureau", day(4, 26), extend(20));
    assert_eq!(late.code(), "FINDING_TOO_LATE");
    let extended = court.after(ordered, "bureau", day(4, 25), extend(30));
    assert_eq!(extended.due(), Some(Deadline::on(day(5, 16))));
    let again = court.refused(&extended, "bureau", day(4, 26), extend(30));
    assert_eq!(again, Refusal::OutOfTurn { attempted: DeedKind::Extend });
}

#[test]
fn urgent_findings_need_measures_the_same_day_and_are_not_closed_without() {
    let court = Court::new();
    assert_eq!(opened(Gravity::Ordinary).measures_due(), None);
    for gravity in [Gravity::Safety, Gravity::IllegalCharging] {
        let draft = opened(gravity);
        assert_eq!(draft.measures_due(), Some(Deadline::on(day(4, 3))));
        let verified = finding_at(StageKind::Verified, gravity);
        let refused = court.refused(&verified, "bureau", day(4, 5), Deed::Close);
        assert_eq!(refused.code(), "FINDING_INCOMPLETE");
        let measured = court.after(verified, "school", day(4, 5), deed(DeedKind::Measure));
        assert!(measured.advance(act("bureau", day(4, 5), Deed::Close), &court.ground()).is_ok());
    }
}

#[test]
fn nobody_who_submitted_or_is_tied_verifies() {
    let court = Court::new();
    let submitted = finding_at(StageKind::Submitted, Gravity::Ordinary);
    for (who, tie) in [("school", Tie::Submitter), ("tied", Tie::School)] {
        let refused = court.refused(&submitted, who, day(4, 5), deed(DeedKind::Verify));
        assert_eq!(refused, Refusal::NotIndependent { who: person(who), tie });
    }
    // Who submitted what was rejected can't verify what another submits.
    let reject = Deed::Verify { verdict: Verdict::Rejected, why: line("照片不清") };
    let back = court.after(submitted, "verifier", day(4, 5), reject);
    let second = court.after(back, "school.2", day(4, 6), deed(DeedKind::Submit));
    let refused = court.refused(&second, "school", day(4, 7), deed(DeedKind::Verify));
    assert_eq!(refused.code(), "FINDING_NOT_INDEPENDENT");
}

#[test]
fn an_empty_submission_a_second_announcement_and_an_act_before_the_last_are_refused() {
    let court = Court::new();
    let ordered = finding_at(StageKind::Ordered, Gravity::Ordinary);
    let empty = court.refused(&ordered, "school", day(4, 5), Deed::Submit { evidence: vec![] });
    assert_eq!(empty.code(), "FINDING_INCOMPLETE");
    let announced = court.after(ordered.clone(), "bureau", day(4, 5), deed(DeedKind::Announce));
    let again = court.refused(&announced, "bureau", day(4, 6), deed(DeedKind::Announce));
    assert_eq!(again, Refusal::OutOfTurn { attempted: DeedKind::Announce });
    let back = court.refused(&ordered, "school", day(4, 3), deed(DeedKind::Submit));
    assert_eq!(back.code(), "FINDING_TOO_EARLY");
}

#[test]
fn a_day_without_settings_sets_no_deadline() {
    let court = Court { rules: Dated::default(), ..Court::new() };
    let refused = court.refused(&opened(Gravity::Ordinary), "bureau", day(4, 3), Deed::Notify);
    assert_eq!(refused, Refusal::NoRules { on: day(4, 3) });
}

#[test]
fn the_same_problem_within_a_year_is_a_repeat() {
    let rules = Court::new().rules.in_force(day(4, 3)).unwrap().clone();
    let known = |number, school: &str, item: &str, on| KnownProblem {
        number: FindingNo::new(number),
        school: school.parse().unwrap(),
        problem: Problem::Item(line(item)),
        observed_on: on,
    };
    let old = [known(1, "3708290001", "6.2", day(4, 3)), known(2, "3708290001", "6.3", day(4, 4))];
    let year = |d| NaiveDate::from_ymd_opt(2024, 4, d).unwrap();
    let number = |new: &KnownProblem| repeat_of(new, &old, &rules).map(|found| found.number.get());
    assert_eq!(number(&known(9, "3708290001", "6.2", year(3))), Some(1), "a year to the day");
    assert_eq!(number(&known(9, "3708290001", "6.2", year(4))), None);
    assert_eq!(number(&known(9, "3708290002", "6.2", day(5, 4))), None, "another school");
    assert_eq!(number(&known(9, "3708290001", "6.4", day(5, 4))), None, "another problem");
    assert_eq!(number(&old[0]), None, "itself");
    assert_eq!(number(&known(9, "3708290001", "6.2", day(4, 2))), None, "the earlier one");
}
