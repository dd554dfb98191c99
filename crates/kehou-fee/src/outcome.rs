//! What becomes of a mark.

use kehou_policy::{CheckId, RuleId};
use kehou_registry::{Defect, FindingCode};
use kehou_units::Fen;

/// What becomes of one pupil's mark in one slot. Those that report nothing come first.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[repr(u8)]
pub enum Outcome {
    /// Nothing was recorded and nothing was to be recorded: no line. (F8)
    #[default]
    Nothing = 0,
    /// A class hour is charged. (F1)
    Charged,
    /// A class hour is due and waived in full. (F2)
    Waived,
    /// A class hour is due and waived provisionally, by a list match not yet decided. (F11)
    WaivedProvisionally,
    /// The pupil was excused, sick or absent: no class hour. (F8)
    NotAttended,
    /// The school cancelled the slot: no class hour, whatever the sheet says. (F8)
    Cancelled,
    /// The slot is free. (F6, F10)
    Free,
    /// The pupil is not chargeable: a boarder, or at a private school. (F18)
    NotChargeable,
    /// Attendance was recorded in a slot that the school cancelled. (F8, R06)
    CancelledButAttended,
    /// Nothing was recorded by the lock though the pupil had applied: no class hour. (F8)
    NotRecorded,
    /// Two sheets contradict each other: no class hour until it is decided. (F8)
    Contradicted,
    /// The day's chargeable class hours are used up: the further slot is free. (F7)
    OverCap,
    /// The plan knows no such slot: no class hour. (F6)
    NotScheduled,
    /// The pupil was not on the school's roll that day: no class hour.
    NotOnRoll,
    /// Held: the school's price exceeds the county's rate. (F19, R01)
    HeldPrice,
    /// Held: no application of the guardian covers the slot. (F14, R02)
    HeldNoApplication,
    /// Held: the plan charges early arrival, noon, evening or late care. (F10, R04)
    HeldFreeKind,
    /// Held: the day is no teaching day. (F10, R04)
    HeldNoTeaching,
    /// Held: no designated payee is in force. (F17, R08)
    HeldPayee,
    /// Held: no complete fee notice covers the charge. (F15, R10)
    HeldNotice,
    /// Held: the slot is too short to be chargeable. (F6, R33)
    HeldShort,
}

/// Makes a rule id in a constant.
macro_rules! rules {
    ($($id:ident),*) => {{
        const RULES: &[RuleId] = &[$(RuleId::$id),*];
        RULES
    }};
}

impl Outcome {
    /// How many outcomes there are.
    pub const COUNT: usize = 21;

    /// All outcomes, in the order of their numbers.
    pub const ALL: [Self; Self::COUNT] = [
        Self::Nothing,
        Self::Charged,
        Self::Waived,
        Self::WaivedProvisionally,
        Self::NotAttended,
        Self::Cancelled,
        Self::Free,
        Self::NotChargeable,
        Self::CancelledButAttended,
        Self::NotRecorded,
        Self::Contradicted,
        Self::OverCap,
        Self::NotScheduled,
        Self::NotOnRoll,
        Self::HeldPrice,
        Self::HeldNoApplication,
        Self::HeldFreeKind,
        Self::HeldNoTeaching,
        Self::HeldPayee,
        Self::HeldNotice,
        Self::HeldShort,
    ];

    /// The stable code of this outcome; its text is in `kehou-words`.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::Nothing => "OUTCOME_NOTHING",
            Self::Charged => "OUTCOME_CHARGED",
            Self::Waived => "OUTCOME_WAIVED",
            Self::WaivedProvisionally => "OUTCOME_WAIVED_PROVISIONALLY",
            Self::NotAttended => "OUTCOME_NOT_ATTENDED",
            Self::Cancelled => "OUTCOME_CANCELLED",
            Self::CancelledButAttended => "OUTCOME_CANCELLED_BUT_ATTENDED",
            Self::NotRecorded => "OUTCOME_NOT_RECORDED",
            Self::Contradicted => "OUTCOME_CONTRADICTED",
            Self::Free => "OUTCOME_FREE",
            Self::OverCap => "OUTCOME_OVER_CAP",
            Self::NotChargeable => "OUTCOME_NOT_CHARGEABLE",
            Self::NotScheduled => "OUTCOME_NOT_SCHEDULED",
            Self::NotOnRoll => "OUTCOME_NOT_ON_ROLL",
            Self::HeldPrice => "OUTCOME_HELD_PRICE",
            Self::HeldNoApplication => "OUTCOME_HELD_NO_APPLICATION",
            Self::HeldFreeKind => "OUTCOME_HELD_FREE_KIND",
            Self::HeldNoTeaching => "OUTCOME_HELD_NO_TEACHING",
            Self::HeldPayee => "OUTCOME_HELD_PAYEE",
            Self::HeldNotice => "OUTCOME_HELD_NOTICE",
            Self::HeldShort => "OUTCOME_HELD_SHORT",
        }
    }

    /// The rules that led here, in the order applied.
    #[must_use]
    pub const fn rules(self) -> &'static [RuleId] {
        match self {
            Self::Nothing | Self::NotAttended | Self::NotRecorded | Self::Contradicted => {
                rules![F8]
            }
            Self::Charged => rules![F8, F1],
            Self::Waived => rules![F8, F1, F2],
            Self::WaivedProvisionally => rules![F8, F1, F2, F11],
            Self::Cancelled | Self::CancelledButAttended => rules![F8],
            Self::Free => rules![F6, F10],
            Self::OverCap => rules![F7],
            Self::NotChargeable => rules![F18],
            Self::NotScheduled | Self::HeldShort => rules![F6],
            Self::NotOnRoll => rules![C5],
            Self::HeldPrice => rules![F19, F1],
            Self::HeldNoApplication => rules![F14],
            Self::HeldFreeKind | Self::HeldNoTeaching => rules![F10],
            Self::HeldPayee => rules![F17],
            Self::HeldNotice => rules![F15],
        }
    }

    /// What it reports, if it reports anything: a check that blocks the charge, or a defect.
    #[must_use]
    pub const fn finding(self) -> Option<FindingCode> {
        Some(match self {
            Self::Nothing
            | Self::Charged
            | Self::Waived
            | Self::WaivedProvisionally
            | Self::NotAttended
            | Self::Cancelled
            | Self::Free
            | Self::NotChargeable => return None,
            Self::CancelledButAttended => FindingCode::Check(CheckId::R06),
            Self::NotRecorded => FindingCode::Defect(Defect::NotRecorded),
            Self::Contradicted => FindingCode::Defect(Defect::Contradicted),
            Self::OverCap => FindingCode::Check(CheckId::R05),
            Self::NotScheduled => FindingCode::Defect(Defect::NotScheduled),
            Self::NotOnRoll => FindingCode::Defect(Defect::NotOnRoll),
            Self::HeldPrice => FindingCode::Check(CheckId::R01),
            Self::HeldNoApplication => FindingCode::Check(CheckId::R02),
            Self::HeldFreeKind | Self::HeldNoTeaching => FindingCode::Check(CheckId::R04),
            Self::HeldPayee => FindingCode::Check(CheckId::R08),
            Self::HeldNotice => FindingCode::Check(CheckId::R10),
            Self::HeldShort => FindingCode::Check(CheckId::R33),
        })
    }

    /// Whether a class hour is due for it.
    #[must_use]
    pub const fn is_due(self) -> bool {
        matches!(self, Self::Charged) || self.is_waived()
    }

    /// Whether the class hour is waived.
    #[must_use]
    pub const fn is_waived(self) -> bool {
        matches!(self, Self::Waived | Self::WaivedProvisionally)
    }

    /// Whether a check blocks the charge: nothing is due, and the amount at stake is reported.
    #[must_use]
    pub const fn is_held(self) -> bool {
        matches!(
            self,
            Self::HeldPrice
                | Self::HeldNoApplication
                | Self::HeldFreeKind
                | Self::HeldNoTeaching
                | Self::HeldPayee
                | Self::HeldNotice
                | Self::HeldShort
        )
    }

    /// Whether it uses up one of the day's chargeable class hours. (F7)
    #[must_use]
    pub const fn takes_class_hour(self) -> bool {
        self.is_due() || matches!(self, Self::HeldPayee | Self::HeldNotice)
    }

    /// What of `rate` is held.
    pub(crate) const fn held(self, rate: Fen) -> Fen {
        if self.is_held() { rate } else { Fen::ZERO }
    }

    /// Whether it reports something: [`Outcome::finding`] says what.
    pub(crate) const fn reports(self) -> bool {
        self as u8 >= Self::CancelledButAttended as u8
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn those_that_report_nothing_come_first() {
        for (place, outcome) in Outcome::ALL.into_iter().enumerate() {
            assert_eq!(outcome as usize, place);
            assert_eq!(outcome.reports(), outcome.finding().is_some(), "{outcome:?}");
        }
    }
}
