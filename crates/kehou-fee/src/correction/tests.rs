use kehou_attendance::Mark;

use super::*;
use crate::{Amounts, Outcome};

fn month() -> Month {
    Month::new(2023, 3).unwrap()
}

fn fen(fen: i64) -> Fen {
    Fen::new(fen).unwrap()
}

fn line(day: u32, slot: u8, outcome: Outcome) -> Line {
    Line {
        on: NaiveDate::from_ymd_opt(2023, 3, day).unwrap(),
        slot: SlotNo::new(slot).unwrap(),
        mark: Mark::Present,
        outcome,
        rate: fen(200),
    }
}

fn bill(pupil: u32, lines: &[Line]) -> Bill<'_> {
    Bill { pupil: PupilNo::new(pupil), amounts: Amounts::default(), lines }
}

fn due(before: &[Line], after: &[Line]) -> Option<(i64, i64)> {
    let due = corrections_due(month(), [bill(1, before)], [bill(1, after)]);
    assert!(due.len() < 2, "one of a pupil");
    due.first().map(|it| (it.lowered.as_fen(), it.raised.as_fen()))
}

use Outcome::{Charged, NotAttended, Waived};

#[test]
fn only_what_raises_a_charge_needs_two_persons() {
    let correction = |lowered, raised| {
        let (lowered, raised) = (fen(lowered), fen(raised));
        Correction { pupil: PupilNo::new(1), month: month(), lowered, raised }
    };
    assert!(correction(0, 1).needs_two_persons());
    assert!(correction(900, 1).needs_two_persons(), "whatever goes back beside it");
    assert!(!correction(1, 0).needs_two_persons());
    assert_eq!(correction(150, 400).difference(), SignedFen::new(250));
    assert_eq!(correction(400, 150).difference(), SignedFen::new(-250));
}

#[test]
fn a_lowering_hides_no_raise() {
    let before = [line(1, 1, Charged), line(2, 1, NotAttended)];
    let after = [line(1, 1, NotAttended), line(2, 1, Charged)];
    assert_eq!(due(&before, &after), Some((200, 200)), "the sums are the same");
    let same_day = ([line(1, 1, Charged)], [line(1, 2, Charged)]);
    assert_eq!(due(&same_day.0, &same_day.1), Some((200, 200)), "each class hour by itself");
}

#[test]
fn what_costs_nothing_more_or_less_is_left_out() {
    let charged = [line(1, 1, Charged)];
    assert_eq!(due(&charged, &charged), None);
    assert_eq!(due(&[line(1, 1, Waived)], &[line(1, 1, NotAttended)]), None);
    assert_eq!(due(&charged, &[line(1, 1, Waived)]), Some((200, 0)));
    assert_eq!(due(&charged, &[]), Some((200, 0)));
    // Charged for one sheet of the slot or for the other is the same class hour.
    let (first, second) = (line(1, 1, Charged), line(1, 1, NotAttended));
    assert_eq!(due(&[first, second], &[second, first]), None);
}

#[test]
fn pupils_meet_by_number() {
    let charged = [line(1, 1, Charged)];
    let due = corrections_due(
        month(),
        [bill(1, &charged), bill(3, &charged), bill(7, &charged)],
        [bill(2, &charged), bill(3, &charged), bill(9, &[])],
    );
    let told: Vec<_> =
        due.iter().map(|it| (it.pupil.number(), it.lowered.as_fen(), it.raised.as_fen())).collect();
    assert_eq!(told, [(1, 200, 0), (2, 0, 200), (7, 200, 0)]);
}
