use super::*;

fn correction(fen: i64) -> Correction {
    let month = Month::new(2023, 3).unwrap();
    Correction { pupil: PupilNo::new(1), month, difference: SignedFen::new(fen) }
}

#[test]
fn only_what_raises_a_charge_needs_two_persons() {
    assert!(correction(1).needs_two_persons());
    assert!(!correction(0).needs_two_persons());
    assert!(!correction(-1).needs_two_persons());
}
