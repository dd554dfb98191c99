//! Every stage against every deed.

use super::*;

/// `x` = possible. Rows are stages, columns deeds, in their order.
const MATRIX: &str = "
                  O N M R L C W O A E S V C R E
Unopened          x . . . . . . . . . . . . . .
Draft             . x x . . . x . . . . . . . .
AwaitingStatement . . x x x . x . . . . . . . .
Answered          . . x . . x x . . . . . . . .
Withdrawn         . . . . . . . . . . . . . . .
Confirmed         . . x . . . . x x . . . . . .
Ordered           . . x . . . . . x x x . . . x
Submitted         . . x . . . . . x . . x . . x
Verified          . . x . . . . . x . . . x x .
Closed            . . . . . . . . x . . . . x .
";

fn is_possible(stage: StageKind, deed: DeedKind) -> bool {
    let row = MATRIX.lines().find(|row| row.starts_with(&format!("{stage:?} "))).unwrap();
    let column = DeedKind::ALL.iter().position(|kind| *kind == deed).unwrap();
    row.split_whitespace().nth(column + 1).unwrap() == "x"
}

#[test]
fn every_illegal_deed_is_refused_with_from_and_attempted() {
    let court = Court::new();
    let mut seen = 0;
    for from in StageKind::ALL {
        for &attempted in DeedKind::ALL {
            // A day on which statement and correction are over, where the deed needs that.
            let on = match attempted {
                DeedKind::Lapse | DeedKind::Escalate => day(6, 1),
                _ => day(4, 5),
            };
            let done = match from {
                StageKind::Unopened => Finding::open(act("verifier", on, deed(attempted))),
                _ => overdue_at(from, attempted)
                    .advance(act("verifier", on, deed(attempted)), &court.ground()),
            };
            let illegal = Err(Refusal::Illegal { from, attempted });
            match is_possible(from, attempted) {
                true => assert!(done.is_ok(), "{from:?} {attempted:?}: {done:?}"),
                false => assert_eq!(done, illegal, "{from:?} {attempted:?}"),
            }
            seen += 1;
        }
    }
    assert_eq!(seen, 150);
}

/// The finding at a stage; what is submitted came late where the ladder is to be climbed.
fn overdue_at(stage: StageKind, attempted: DeedKind) -> Finding {
    if (stage, attempted) == (StageKind::Submitted, DeedKind::Escalate) {
        let ordered = finding_at(StageKind::Ordered, Gravity::Ordinary);
        return Court::new().after(ordered, "school", day(5, 31), deed(DeedKind::Submit));
    }
    finding_at(stage, Gravity::Ordinary)
}

#[test]
fn what_is_wrong_with_the_stage_is_said_before_what_is_wrong_with_the_particulars() {
    let court = Court::new();
    let draft = finding_at(StageKind::Draft, Gravity::Ordinary);
    let refused = court.refused(&draft, "tied", day(4, 5), deed(DeedKind::Verify));
    let illegal = Refusal::Illegal { from: StageKind::Draft, attempted: DeedKind::Verify };
    assert_eq!(refused, illegal);
    assert_eq!(refused.to_string(), "DEED_VERIFY is not possible at STAGE_DRAFT");
}
