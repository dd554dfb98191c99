//! What a component may look at: a closed set.

use crate::kind::{ActivitySet, DutyKind};

/// Which source it is, without its particulars.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum SourceKind {
    /// Verified class hours of assignable ones.
    ClassHours,
    /// Verified minutes of duty of assignable ones.
    DutyMinutes,
    /// Class hours and minutes of duty together, in standard lessons, of assignable ones.
    Load,
    /// Kinds of activities led, of those open to the person.
    Activities,
    /// Rolls called in time, of those due.
    Rolls,
    /// Satisfied answers, of all answers.
    Satisfaction,
    /// Hours of training attended, of those offered to the person.
    Training,
    /// The ethics training of the school year, if it was offered. (O5, R30)
    Ethics,
    /// Research records for each hundred available days. (O7)
    Research,
    /// Confirmed findings about the person. (S6)
    Findings,
}

struct Entry {
    word: &'static str,
    code: &'static str,
    per: &'static str,
    unit: &'static str,
}

impl SourceKind {
    /// All of them.
    pub const ALL: [Self; 10] = [
        Self::ClassHours,
        Self::DutyMinutes,
        Self::Load,
        Self::Activities,
        Self::Rolls,
        Self::Satisfaction,
        Self::Training,
        Self::Ethics,
        Self::Research,
        Self::Findings,
    ];

    const fn entry(self) -> Entry {
        let (word, code, per, unit) = match self {
            Self::ClassHours => ("class_hours", "SOURCE_CLASS_HOURS", "assignable", "percent"),
            Self::DutyMinutes => ("duty_minutes", "SOURCE_DUTY_MINUTES", "assignable", "percent"),
            Self::Load => ("load", "SOURCE_LOAD", "assignable", "percent"),
            Self::Activities => ("activities", "SOURCE_ACTIVITIES", "assignable", "percent"),
            Self::Rolls => ("rolls_in_time", "SOURCE_ROLLS", "due", "percent"),
            Self::Satisfaction => ("satisfaction", "SOURCE_SATISFACTION", "answers", "percent"),
            Self::Training => ("training", "SOURCE_TRAINING", "offered", "percent"),
            Self::Ethics => ("ethics_training", "SOURCE_ETHICS", "offered", "percent"),
            Self::Research => {
                ("research_records", "SOURCE_RESEARCH", "available_days", "per_hundred_days")
            }
            Self::Findings => ("confirmed_findings", "SOURCE_FINDINGS", "nothing", "count"),
        };
        Entry { word, code, per, unit }
    }

    /// The word used in packs.
    #[must_use]
    pub const fn word(self) -> &'static str {
        self.entry().word
    }

    /// The stable code.
    #[must_use]
    pub const fn code(self) -> &'static str {
        self.entry().code
    }

    /// What it is divided by. (S5)
    #[must_use]
    pub const fn per(self) -> &'static str {
        self.entry().per
    }

    /// The unit of the values of its transform.
    #[must_use]
    pub const fn unit(self) -> &'static str {
        self.entry().unit
    }

    /// Whether its value rises with verified class hours, so that its transform must too. (S8)
    #[must_use]
    pub const fn rises_with_class_hours(self) -> bool {
        matches!(self, Self::ClassHours | Self::Load | Self::Activities)
    }

    /// The source that a word means.
    #[must_use]
    pub fn of_word(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|kind| kind.word() == word)
    }
}

/// Thousandths of a standard lesson for each kind of duty, an hour of it; zero leaves it out.
pub type DutyRates = [u32; DutyKind::COUNT];

/// What a component looks at. There is no care factor, no pupils' participation, and nothing about
/// other persons among it, so no pack can read them.
///
/// # Clauses
///
/// S4, S5, S6, S8.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Source {
    /// See [`SourceKind::ClassHours`].
    ClassHours {
        /// The activities that count.
        activities: ActivitySet,
    },
    /// See [`SourceKind::DutyMinutes`].
    DutyMinutes {
        /// How much an hour of each kind counts.
        rates: DutyRates,
    },
    /// See [`SourceKind::Load`].
    Load {
        /// How much a class hour counts, in thousandths of a standard lesson.
        class_hour: u32,
        /// How much an hour of each duty counts.
        rates: DutyRates,
    },
    /// See [`SourceKind::Activities`].
    Activities,
    /// See [`SourceKind::Rolls`].
    Rolls,
    /// See [`SourceKind::Satisfaction`].
    Satisfaction,
    /// See [`SourceKind::Training`].
    Training,
    /// See [`SourceKind::Ethics`].
    Ethics,
    /// See [`SourceKind::Research`].
    Research,
    /// See [`SourceKind::Findings`].
    Findings,
}

impl Source {
    /// Which source it is.
    #[must_use]
    pub const fn kind(&self) -> SourceKind {
        match self {
            Self::ClassHours { .. } => SourceKind::ClassHours,
            Self::DutyMinutes { .. } => SourceKind::DutyMinutes,
            Self::Load { .. } => SourceKind::Load,
            Self::Activities => SourceKind::Activities,
            Self::Rolls => SourceKind::Rolls,
            Self::Satisfaction => SourceKind::Satisfaction,
            Self::Training => SourceKind::Training,
            Self::Ethics => SourceKind::Ethics,
            Self::Research => SourceKind::Research,
            Self::Findings => SourceKind::Findings,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::pack::BarredInput;

    #[test]
    fn no_source_bears_a_barred_name() {
        for kind in SourceKind::ALL {
            assert_eq!(BarredInput::of_word(kind.word()), None, "{}", kind.word());
            assert_eq!(SourceKind::of_word(kind.word()), Some(kind));
        }
    }
}
