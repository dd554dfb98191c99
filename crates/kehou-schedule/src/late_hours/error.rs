//! Why a day can't be planned as it is handed in.

use kehou_units::Fault;

use super::Name;

/// Why the parts make no day.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum DayError {
    /// A list is longer than it may be, or has nothing in it.
    #[error("{given} {what} are none or too many; hand in 1 to {limit}")]
    Size {
        /// Of what.
        what: &'static str,
        /// How many were given.
        given: usize,
        /// How many there may be.
        limit: usize,
    },
    /// A name stands twice in a list.
    #[error("two {what} are called `{name}`; name each once")]
    Twice {
        /// In which list.
        what: &'static str,
        /// The name.
        name: Name,
    },
    /// A name is used that its list does not hold.
    #[error("there is no {what} `{name}`; hand it in or correct the name")]
    Unknown {
        /// In which list it was looked for.
        what: &'static str,
        /// The name.
        name: Name,
    },
    /// Bands leave a gap, have no length, or the standard end is no boundary of theirs.
    #[error("band {band} {problem}")]
    Band {
        /// The band, counted from 1.
        band: usize,
        /// What is wrong with it, and what to do.
        problem: &'static str,
    },
    /// More children of a group stay into a band than into the band before, or their number of
    /// bands differs from the day's.
    #[error(
        "group `{group}`: who stays must be said for each band and never grow; see band {band}"
    )]
    Staying {
        /// The group.
        group: Name,
        /// The band, counted from 1.
        band: usize,
    },
    /// A number lies outside its bounds.
    #[error("{what} is {value}; it lies between {least} and {most}")]
    Number {
        /// What.
        what: &'static str,
        /// The value given.
        value: u32,
        /// The least it may be.
        least: u32,
        /// The most it may be.
        most: u32,
    },
}

impl DayError {
    /// The stable code of this error.
    #[must_use]
    pub const fn code(&self) -> &'static str {
        match self {
            Self::Size { .. } => "SCHEDULE_DAY_SIZE",
            Self::Twice { .. } => "SCHEDULE_DAY_TWICE",
            Self::Unknown { .. } => "SCHEDULE_DAY_UNKNOWN",
            Self::Band { .. } => "SCHEDULE_DAY_BAND",
            Self::Staying { .. } => "SCHEDULE_DAY_STAYING",
            Self::Number { .. } => "SCHEDULE_DAY_NUMBER",
        }
    }

    /// The kind of failure.
    #[must_use]
    pub const fn fault(&self) -> Fault {
        match self {
            Self::Size { .. } => Fault::Limit,
            Self::Twice { .. }
            | Self::Unknown { .. }
            | Self::Band { .. }
            | Self::Staying { .. }
            | Self::Number { .. } => Fault::Invalid,
        }
    }

    /// The arguments of its text, by name.
    #[must_use]
    pub fn args(&self) -> Vec<(&'static str, String)> {
        match self {
            Self::Size { what, given, limit } => vec![
                ("what", (*what).to_owned()),
                ("given", given.to_string()),
                ("limit", limit.to_string()),
            ],
            Self::Twice { what, name } | Self::Unknown { what, name } => {
                vec![("what", (*what).to_owned()), ("name", name.to_string())]
            }
            Self::Band { band, problem } => {
                vec![("band", band.to_string()), ("problem", (*problem).to_owned())]
            }
            Self::Staying { group, band } => {
                vec![("group", group.to_string()), ("band", band.to_string())]
            }
            Self::Number { what, value, least, most } => vec![
                ("what", (*what).to_owned()),
                ("value", value.to_string()),
                ("least", least.to_string()),
                ("most", most.to_string()),
            ],
        }
    }
}
