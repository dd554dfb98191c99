//! What happens to overdue corrections.

use super::*;

fn climb(rung: Rung) -> Deed {
    Deed::Escalate { rung, number: line("嘉教督〔2023〕3号") }
}

#[test]
fn a_correction_is_overdue_from_midnight_of_its_last_day() {
    let court = Court::new();
    let ordered = finding_at(StageKind::Ordered, Gravity::Ordinary); // due on 25 April
    assert_eq!(ordered.overdue(noon(day(4, 25))), None);
    assert_eq!(ordered.overdue(noon(day(4, 26))), Some(Overdue::Missing));
    assert_eq!(Overdue::Missing.check(), CheckId::R25);
    let in_time = court.after(ordered.clone(), "school", day(4, 25), deed(DeedKind::Submit));
    assert_eq!(in_time.overdue(noon(day(5, 30))), None, "the verifier is slow, not the school");
    let late = court.after(ordered, "school", day(4, 26), deed(DeedKind::Submit));
    assert_eq!(late.overdue(noon(day(4, 26))), Some(Overdue::Late));
    let reject = Deed::Verify { verdict: Verdict::Rejected, why: line("证据不足") };
    let rejected = court.after(in_time, "verifier", day(5, 30), reject);
    assert_eq!(rejected.overdue(noon(day(5, 30))), Some(Overdue::Rejected));
}

#[test]
fn the_ladder_is_climbed_rung_by_rung() {
    let court = Court::new();
    let ordered = finding_at(StageKind::Ordered, Gravity::Ordinary); // due on 25 April
    let early = court.refused(&ordered, "bureau", day(4, 25), climb(Rung::Announcement));
    assert_eq!(early.code(), "FINDING_TOO_EARLY");
    let skipped = court.refused(&ordered, "bureau", day(4, 26), climb(Rung::Interview));
    assert_eq!(skipped, Refusal::OutOfTurn { attempted: DeedKind::Escalate });
    let first = court.after(ordered, "bureau", day(4, 26), climb(Rung::Announcement));
    let hasty = court.refused(&first, "bureau", day(5, 1), climb(Rung::Interview));
    assert_eq!(hasty.code(), "FINDING_TOO_EARLY", "three working days lie between");
    let second = court.after(first, "bureau", day(5, 2), climb(Rung::Interview));
    let third = court.after(second, "bureau", day(5, 8), climb(Rung::ToDiscipline));
    let both = court.after(third, "bureau", day(5, 8), climb(Rung::ToPersonnel));
    assert_eq!(both.order().unwrap().rungs.len(), 4);
    let again = court.refused(&both, "bureau", day(5, 20), climb(Rung::ToPersonnel));
    assert_eq!(again, Refusal::OutOfTurn { attempted: DeedKind::Escalate });
}

#[test]
fn a_repeated_problem_begins_at_the_interview() {
    let court = Court::new();
    let repeats = Opening { repeats: Some(FindingNo::new(1)), ..opening(Gravity::Ordinary) };
    let open = Deed::Open { opening: Box::new(repeats) };
    let draft = Finding::open(act("inspector", day(4, 3), open)).unwrap().finding;
    let path = [DeedKind::Notify, DeedKind::Respond, DeedKind::Confirm, DeedKind::Order];
    let ordered =
        path.iter().fold(draft, |f, kind| court.after(f, "bureau", day(4, 4), deed(*kind)));
    assert_eq!(ordered.order().unwrap().next_rungs(true), [Rung::Interview]);
    assert_eq!(ordered.order().unwrap().next_rungs(false), [Rung::Announcement]);
    let called = court.after(ordered, "bureau", day(4, 26), climb(Rung::Interview));
    assert_eq!(called.order().unwrap().rungs.len(), 1);
}

#[test]
fn a_finding_taken_up_again_needs_a_new_order() {
    let court = Court::new();
    let closed = finding_at(StageKind::Closed, Gravity::Ordinary);
    let reopened = court.after(closed, "bureau", day(5, 4), deed(DeedKind::Reopen));
    assert_eq!(reopened.stage().kind(), StageKind::Confirmed);
    assert_eq!(reopened.stage().confirmation().unwrap().reopened.len(), 1);
    assert!(reopened.order().is_none());
}
