//! Who has to act, and what has to be done.

use crate::rectification::Gravity;

/// Who has to act.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Desk {
    /// The school itself. (O9)
    School,
    /// The programme office: content, time, form. (O4)
    Programme,
    /// Finance and audit: charging. (O3)
    Finance,
    /// Law and safety. (O6)
    Safety,
    /// Discipline: proposals of the ladder. (O8)
    Discipline,
    /// Personnel: proposals of the ladder. (O2)
    Personnel,
    /// The leading group: decisions on serious cases. (O1)
    LeadingGroup,
}

impl Desk {
    /// All desks.
    pub const ALL: [Self; 7] = [
        Self::School,
        Self::Programme,
        Self::Finance,
        Self::Safety,
        Self::Discipline,
        Self::Personnel,
        Self::LeadingGroup,
    ];

    /// The office that looks after findings of a gravity.
    #[must_use]
    pub const fn of(gravity: Gravity) -> Self {
        match gravity {
            Gravity::Ordinary => Self::Programme,
            Gravity::Safety => Self::Safety,
            Gravity::IllegalCharging => Self::Finance,
        }
    }

    /// The stable code.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::School => "DESK_SCHOOL",
            Self::Programme => "DESK_PROGRAMME",
            Self::Finance => "DESK_FINANCE",
            Self::Safety => "DESK_SAFETY",
            Self::Discipline => "DESK_DISCIPLINE",
            Self::Personnel => "DESK_PERSONNEL",
            Self::LeadingGroup => "DESK_LEADING_GROUP",
        }
    }
}

/// What has to be done.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Chore {
    /// Take measures at once.
    Measure,
    /// Put the draft to the school.
    Notify,
    /// State its view.
    Respond,
    /// Record that no statement came.
    Lapse,
    /// Confirm or withdraw.
    Confirm,
    /// Order the correction.
    Order,
    /// Correct it and hand in evidence.
    Correct,
    /// Verify the evidence.
    Verify,
    /// Close it.
    Close,
    /// Take the next rung against an overdue correction.
    Escalate,
    /// Heed a proposal of the ladder.
    HeedProposal,
    /// Turn a key of a principal's file.
    TurnKey,
    /// Renew an entry of the safety register.
    RenewSafety,
    /// Make a routine visit.
    RoutineVisit,
}

impl Chore {
    /// The stable code.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::Measure => "CHORE_MEASURE",
            Self::Notify => "CHORE_NOTIFY",
            Self::Respond => "CHORE_RESPOND",
            Self::Lapse => "CHORE_LAPSE",
            Self::Confirm => "CHORE_CONFIRM",
            Self::Order => "CHORE_ORDER",
            Self::Correct => "CHORE_CORRECT",
            Self::Verify => "CHORE_VERIFY",
            Self::Close => "CHORE_CLOSE",
            Self::Escalate => "CHORE_ESCALATE",
            Self::HeedProposal => "CHORE_HEED_PROPOSAL",
            Self::TurnKey => "CHORE_TURN_KEY",
            Self::RenewSafety => "CHORE_RENEW_SAFETY",
            Self::RoutineVisit => "CHORE_ROUTINE_VISIT",
        }
    }
}
