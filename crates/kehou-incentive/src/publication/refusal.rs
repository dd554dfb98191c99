//! Why an act on a list is refused.

use chrono::NaiveDate;
use kehou_units::{Fault, Instant};

use super::{ListDeedKind, ListStageKind};
use crate::written::StaffRef;

/// Why an act on a list is refused.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum ListRefusal {
    /// The deed is not possible at this stage.
    #[error("{} is not possible at {}", attempted.code(), from.code())]
    Illegal {
        /// Where the list stands.
        from: ListStageKind,
        /// What was attempted.
        attempted: ListDeedKind,
    },
    /// It is too early.
    #[error("{} is not possible before {until}", attempted.code())]
    TooEarly {
        /// What was attempted.
        attempted: ListDeedKind,
        /// From when it is possible.
        until: Instant,
    },
    /// It is too late.
    #[error("{} was possible until the end of {last_day}", attempted.code())]
    TooLate {
        /// What was attempted.
        attempted: ListDeedKind,
        /// The last day on which it was.
        last_day: NaiveDate,
    },
    /// So many working days are not allowed, or the calendar ends before them.
    #[error("{asked} working days are not allowed; write {least} to {most}")]
    Days {
        /// How many were asked.
        asked: u32,
        /// The fewest allowed.
        least: u32,
        /// The most allowed.
        most: u32,
    },
    /// Nobody judges what is their own.
    #[error("`{who}` may not do this: it is about themselves, or they raised it")]
    OwnCause {
        /// Who.
        who: StaffRef,
    },
    /// There is no such complaint, or it is answered.
    #[error("complaint {complaint} does not exist or is answered")]
    NoComplaint {
        /// Its number, from 0.
        complaint: u32,
    },
    /// The list does not rank or propose the person.
    #[error("`{staff}` is not among those of whom this version says so")]
    NotListed {
        /// Who.
        staff: StaffRef,
    },
    /// A record without the last day that it set; this program writes none such.
    #[error("the record of {} lacks its last day", attempted.code())]
    NoLastDay {
        /// What it records.
        attempted: ListDeedKind,
    },
    /// Complaints wait for an answer.
    #[error("{open} complaints wait for an answer; answer them first")]
    Open {
        /// How many.
        open: u32,
    },
}

impl ListRefusal {
    /// The stable code of this error.
    #[must_use]
    pub const fn code(&self) -> &'static str {
        match self {
            Self::Illegal { .. } => "SCORE_LIST_ILLEGAL",
            Self::TooEarly { .. } => "SCORE_LIST_TOO_EARLY",
            Self::TooLate { .. } => "SCORE_LIST_TOO_LATE",
            Self::Days { .. } => "SCORE_LIST_DAYS",
            Self::OwnCause { .. } => "SCORE_LIST_OWN_CAUSE",
            Self::NoComplaint { .. } => "SCORE_LIST_NO_COMPLAINT",
            Self::NotListed { .. } => "SCORE_LIST_NOT_LISTED",
            Self::NoLastDay { .. } => "SCORE_LIST_NO_LAST_DAY",
            Self::Open { .. } => "SCORE_LIST_OPEN",
        }
    }

    /// The kind of failure.
    #[must_use]
    pub const fn fault(&self) -> Fault {
        match self {
            Self::Days { .. } | Self::NoLastDay { .. } => Fault::Invalid,
            Self::NoComplaint { .. } | Self::NotListed { .. } => Fault::NotFound,
            _ => Fault::RuleViolated,
        }
    }

    /// The arguments of its text, by name; stages and deeds by their codes.
    #[must_use]
    pub fn args(&self) -> Vec<(&'static str, String)> {
        let attempted = |deed: &ListDeedKind| ("attempted", deed.code().to_owned());
        match self {
            Self::Illegal { from, attempted: deed } => {
                vec![("from", from.code().to_owned()), attempted(deed)]
            }
            Self::TooEarly { attempted: deed, until } => {
                vec![attempted(deed), ("until", until.to_string())]
            }
            Self::TooLate { attempted: deed, last_day } => {
                vec![attempted(deed), ("last_day", last_day.to_string())]
            }
            Self::Days { asked, least, most } => vec![
                ("asked", asked.to_string()),
                ("least", least.to_string()),
                ("most", most.to_string()),
            ],
            Self::OwnCause { who } => vec![("who", who.to_string())],
            Self::NoComplaint { complaint } => vec![("complaint", complaint.to_string())],
            Self::NotListed { staff } => vec![("staff", staff.to_string())],
            Self::NoLastDay { attempted: deed } => vec![attempted(deed)],
            Self::Open { open } => vec![("open", open.to_string())],
        }
    }
}
