use super::*;
use crate::testing::{arb_frame, frame, label, unit};
use proptest::prelude::*;

#[test]
fn the_canonical_text_is_as_documented_to_the_byte() {
    let sorted = frame(vec![unit("B-2", "镇二", 0), unit("A-1", "镇一", 0), unit("a", "镇一", 0)]);
    let text = "kehou-frame/1\ntitle|督导 2023\nas_of|2023-04-03\nunits|3\n\
                unit|A-1|镇一|-\nunit|B-2|镇二|-\nunit|a|镇一|-\n";
    assert_eq!(sorted.canonical_text(), text);
    // printf '…' | sha256sum
    assert_eq!(
        sorted.hash().to_string(),
        "3f42701892284448f9742d77e4cad15c81f5ebeed211193976b7e0b472b8d3b3"
    );
    let weighted = frame(vec![unit("A-1", "镇一", 3)]);
    assert!(weighted.canonical_text().ends_with("units|1\nunit|A-1|镇一|3\n"));
}

#[test]
fn what_is_no_frame_is_refused() {
    let of = |units| Frame::new(label("x"), NaiveDate::default(), units).unwrap_err();
    assert_eq!(of(Vec::new()), FrameError::Empty);
    let (a, b) = (unit("A", "1", 0), unit("B", "1", 2));
    let same = unit("A", "2", 0);
    assert_eq!(of(vec![a.clone(), same]), FrameError::Duplicate { code: a.code.clone() });
    assert_eq!(of(vec![a.clone(), b.clone()]), FrameError::NoWeight { code: a.code });
    let heavy = of(vec![b, unit("C", "1", 9_999_999)]);
    assert_eq!(heavy, FrameError::TooHeavy { limit: Frame::MOST_TICKETS, given: 10_000_001 });
    assert_eq!(heavy.fault(), Fault::Limit);
}

proptest! {
    /// The order in which units are given does not matter (I5).
    #[test]
    fn order_does_not_matter((frame, units) in arb_frame().prop_flat_map(|frame| {
        let units = frame.units().to_vec();
        (Just(frame), Just(units).prop_shuffle())
    })) {
        let other = Frame::new(frame.title().clone(), frame.as_of(), units).unwrap();
        prop_assert_eq!(other.hash(), frame.hash());
    }

    /// Two frames have the same text only if they are the same.
    #[test]
    fn texts_tell_frames_apart(one in arb_frame(), other in arb_frame()) {
        prop_assert_eq!(one == other, one.canonical_text() == other.canonical_text());
    }
}
