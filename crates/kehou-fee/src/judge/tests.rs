use kehou_attendance::{Mark, MarkSet};

use super::*;

#[test]
fn standings_add_up_whether_they_overlap_or_not() {
    let paying = Standing::APPLIED.and(Standing::ON_ROLL).and(Standing::CHARGEABLE);
    assert_eq!(paying.and(Standing::APPLIED), paying);
    assert!(paying.is(Standing::ON_ROLL.and(Standing::APPLIED)));
    assert!(!paying.is(Standing::ON_ROLL.and(Standing::WAIVED)), "both must be true");
}

/// Every disposition, hold, mark and standing there is.
#[test]
fn a_class_hour_is_due_only_to_a_pupil_who_applied_is_on_the_roll_and_was_there() {
    let billable = MarkSet::of([Mark::Present, Mark::Late, Mark::LeftEarly]);
    let needed = Standing::APPLIED.and(Standing::ON_ROLL).and(Standing::CHARGEABLE);
    for disposition in Disposition::ALL {
        for hold in Hold::ALL {
            for bits in 0..32 {
                for mark in Mark::ALL {
                    let standing = Standing::at(bits);
                    let decide = |cap| judge((disposition, hold), (mark, billable), standing, cap);
                    let may_be_due = disposition == Disposition::Chargeable
                        && standing.is(needed)
                        && billable.holds(mark);
                    let outcome = decide(false);
                    let waived = standing.is(Standing::WAIVED);
                    assert_eq!(outcome.is_waived(), may_be_due && waived);
                    let charged = may_be_due && !waived && hold == Hold::None;
                    assert_eq!(outcome == Outcome::Charged, charged);
                    assert_eq!(outcome.takes_class_hour(), may_be_due);
                    let over = if may_be_due { Outcome::OverCap } else { outcome };
                    assert_eq!(decide(true), over, "the cap concerns class hours only");
                }
            }
        }
    }
}
