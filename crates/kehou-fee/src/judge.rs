//! The one rule that decides about a mark.

use kehou_attendance::{Mark, MarkSet};

use crate::{Disposition, Hold, Outcome};

/// What is true of a pupil on a day, as far as one slot is concerned.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub struct Standing {
    bits: u8,
}

impl Standing {
    /// An application covers the slot. (F14)
    pub const APPLIED: Self = Self { bits: 1 };
    /// The pupil is on the school's roll.
    pub const ON_ROLL: Self = Self { bits: 2 };
    /// The pupil is chargeable: no boarder and at no private school, unless the county says so. (F18)
    pub const CHARGEABLE: Self = Self { bits: 4 };
    /// A waiver covers the day. (F2)
    pub const WAIVED: Self = Self { bits: 8 };
    /// The waiver is a list match that is not decided. (F11)
    pub const PROVISIONAL: Self = Self { bits: 16 };
    /// How many standings there are.
    pub(crate) const COUNT: usize = 32;

    /// Both together.
    #[must_use]
    pub const fn and(self, other: Self) -> Self {
        Self { bits: self.bits | other.bits }
    }

    /// Whether all of `other` is true.
    #[must_use]
    pub const fn is(self, other: Self) -> bool {
        self.bits & other.bits == other.bits
    }

    /// The standing at a place of a table.
    pub(crate) const fn at(index: u8) -> Self {
        Self { bits: index }
    }

    /// Its bits.
    pub(crate) const fn bits(self) -> u8 {
        self.bits
    }
}

/// Decides what becomes of a mark.
///
/// The order is fixed: what the school cancelled or never planned comes first, then the mark, then
/// whether the slot is free, then whether this pupil may be charged, then the price, then the
/// day's cap (`cap_reached`), then the waiver, and last whether the school may charge at all. A
/// waived pupil is never held, since nothing is charged.
///
/// # Clauses
///
/// F1, F2, F6, F7, F8, F10, F11, F14, F15, F17, F18, F19.
///
/// # Examples
///
/// ```
/// use kehou_attendance::{Mark, MarkSet};
/// use kehou_fee::{Disposition, Hold, Outcome, Standing, judge};
///
/// let billable = MarkSet::of([Mark::Present, Mark::Late, Mark::LeftEarly]);
/// let paying = Standing::APPLIED.and(Standing::ON_ROLL).and(Standing::CHARGEABLE);
/// let decide = |mark| judge((Disposition::Chargeable, Hold::None), (mark, billable), paying, false);
/// assert_eq!(decide(Mark::Present), Outcome::Charged);
/// assert_eq!(decide(Mark::Sick), Outcome::NotAttended);
/// ```
#[must_use]
pub fn judge(
    (disposition, hold): (Disposition, Hold),
    (mark, billable): (Mark, MarkSet),
    standing: Standing,
    cap_reached: bool,
) -> Outcome {
    if mark == Mark::None {
        return unrecorded(disposition, standing);
    }
    if disposition == Disposition::Cancelled || mark == Mark::Cancelled {
        return if mark.attended() { Outcome::CancelledButAttended } else { Outcome::Cancelled };
    }
    if !standing.is(Standing::ON_ROLL) {
        return Outcome::NotOnRoll;
    }
    if disposition == Disposition::NotScheduled {
        return Outcome::NotScheduled;
    }
    if mark == Mark::Contradicted {
        return Outcome::Contradicted;
    }
    if !billable.holds(mark) {
        return Outcome::NotAttended;
    }
    charge(disposition, hold, standing, cap_reached)
}

/// A blank is a defect where a class hour was to be recorded, and nothing elsewhere. (F8)
fn unrecorded(disposition: Disposition, standing: Standing) -> Outcome {
    let expected = Standing::APPLIED.and(Standing::ON_ROLL).and(Standing::CHARGEABLE);
    if disposition == Disposition::Chargeable && standing.is(expected) {
        Outcome::NotRecorded
    } else {
        Outcome::Nothing
    }
}

fn charge(disposition: Disposition, hold: Hold, standing: Standing, cap_reached: bool) -> Outcome {
    match disposition {
        Disposition::Free => return Outcome::Free,
        _ if !standing.is(Standing::CHARGEABLE) => return Outcome::NotChargeable,
        Disposition::NoTeaching => return Outcome::HeldNoTeaching,
        Disposition::FreeKind => return Outcome::HeldFreeKind,
        _ if !standing.is(Standing::APPLIED) => return Outcome::HeldNoApplication,
        Disposition::TooShort => return Outcome::HeldShort,
        Disposition::AbovePrice => return Outcome::HeldPrice,
        Disposition::Chargeable => {}
        Disposition::NotScheduled => return Outcome::NotScheduled,
        Disposition::Cancelled => return Outcome::Cancelled,
    }
    if cap_reached {
        return Outcome::OverCap;
    }
    match hold {
        _ if standing.is(Standing::WAIVED.and(Standing::PROVISIONAL)) => {
            Outcome::WaivedProvisionally
        }
        _ if standing.is(Standing::WAIVED) => Outcome::Waived,
        Hold::Payee => Outcome::HeldPayee,
        Hold::Notice => Outcome::HeldNotice,
        Hold::None => Outcome::Charged,
    }
}

#[cfg(test)]
mod tests;
