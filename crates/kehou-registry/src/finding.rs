//! What rules find about facts.

use chrono::NaiveDate;
use kehou_policy::{CheckId, Severity};

use crate::{ClassRef, PupilNo, SchoolCode, SlotNo};

/// A defect of the data that a school reported: nothing is charged for it, and the school mends it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Defect {
    /// A class hour that a pupil had applied for was not recorded by the lock. (F8)
    NotRecorded,
    /// A roll was entered after its lock; what it would add needs two persons. (F9)
    RecordedLate,
    /// Two sheets say different things about one pupil and slot. (F8)
    Contradicted,
    /// A pupil stands on two rolls of one slot; the slot counts once.
    OnTwoRolls,
    /// Attendance was recorded for a slot that the plan does not know. (F6)
    NotScheduled,
    /// Attendance was recorded for a pupil who was not on the school's roll that day.
    NotOnRoll,
    /// A provisional waiver was not decided within the term set for finance. (F11)
    WaiverUndecided,
    /// Another school of the county has the child on its roll on the same day. (C5)
    AtTwoSchools,
}

impl Defect {
    /// All defects.
    pub const ALL: [Self; 8] = [
        Self::NotRecorded,
        Self::RecordedLate,
        Self::Contradicted,
        Self::OnTwoRolls,
        Self::NotScheduled,
        Self::NotOnRoll,
        Self::WaiverUndecided,
        Self::AtTwoSchools,
    ];

    /// The stable code of this defect.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::NotRecorded => "DEFECT_NOT_RECORDED",
            Self::RecordedLate => "DEFECT_RECORDED_LATE",
            Self::Contradicted => "DEFECT_CONTRADICTED",
            Self::OnTwoRolls => "DEFECT_ON_TWO_ROLLS",
            Self::NotScheduled => "DEFECT_NOT_SCHEDULED",
            Self::NotOnRoll => "DEFECT_NOT_ON_ROLL",
            Self::WaiverUndecided => "DEFECT_WAIVER_UNDECIDED",
            Self::AtTwoSchools => "DEFECT_AT_TWO_SCHOOLS",
        }
    }
}

/// What was found: a check of the register, or a defect of the data.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum FindingCode {
    /// A check of the register.
    Check(CheckId),
    /// A defect of the data.
    Defect(Defect),
}

impl FindingCode {
    /// How serious it is; a defect of the data is a warning to the school.
    #[must_use]
    pub fn severity(self) -> Severity {
        match self {
            Self::Check(check) => check.severity(),
            Self::Defect(_) => Severity::Warning,
        }
    }
}

impl std::fmt::Display for FindingCode {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::Check(check) => f.pad(&check.to_string()),
            Self::Defect(defect) => f.pad(defect.code()),
        }
    }
}

/// Whom or what a finding is about, within its school.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Subject {
    /// The school as a whole.
    School,
    /// One class.
    Class(ClassRef),
    /// One pupil.
    Pupil(PupilNo),
}

/// Something a rule found.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Finding {
    /// The school.
    pub school: SchoolCode,
    /// What was found.
    pub code: FindingCode,
    /// About whom.
    pub subject: Subject,
    /// The day, or the first of several days.
    pub on: Option<NaiveDate>,
    /// The slot, when it is about one.
    pub slot: Option<SlotNo>,
    /// How many marks of pupils it touches.
    pub marks: u32,
}
