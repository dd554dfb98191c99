//! Rolls (点名册): one sheet of one slot of one day.

use chrono::{NaiveDate, NaiveDateTime};
use kehou_registry::SlotNo;
use kehou_units::Fault;

use crate::{Mark, Roster};

/// The number of a group within a school: whoever shares a sheet.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct GroupNo(u32);

impl GroupNo {
    /// Makes a number.
    #[must_use]
    pub const fn new(number: u32) -> Self {
        Self(number)
    }

    /// The number.
    #[must_use]
    pub const fn number(self) -> u32 {
        self.0
    }
}

/// One sheet: the marks of a roster in one slot of one day.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Roll {
    /// The day of service.
    pub on: NaiveDate,
    /// The slot.
    pub slot: SlotNo,
    /// The group.
    pub group: GroupNo,
    /// 0 for the first sheet; a correction is the next revision.
    pub revision: u32,
    /// When it was entered, in county time; none means in time.
    pub recorded_at: Option<NaiveDateTime>,
    /// The place of its roster in [`SchoolRolls`].
    pub roster: usize,
    /// One mark a roster position.
    pub marks: Box<[Mark]>,
}

/// All sheets of one school, with the rosters they share.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct SchoolRolls {
    rosters: Vec<Roster>,
    rolls: Vec<Roll>,
}

/// A roll does not fit its roster.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum RollError {
    /// The roster it names does not exist.
    #[error("a roll names roster {roster}; there are {count}")]
    NoRoster {
        /// The roster it names, from 0.
        roster: usize,
        /// How many there are.
        count: usize,
    },
    /// It has more or fewer marks than its roster has pupils.
    #[error("a roll of {pupils} pupils has {marks} marks")]
    Length {
        /// How many pupils the roster has.
        pupils: usize,
        /// How many marks the roll has.
        marks: usize,
    },
}

impl RollError {
    /// The stable code of this error.
    #[must_use]
    pub const fn code(&self) -> &'static str {
        match self {
            Self::NoRoster { .. } => "ROLL_NO_ROSTER",
            Self::Length { .. } => "ROLL_LENGTH",
        }
    }

    /// The kind of failure.
    #[must_use]
    pub const fn fault(&self) -> Fault {
        Fault::Invalid
    }
}

impl SchoolRolls {
    /// Puts sheets and rosters together.
    ///
    /// # Errors
    ///
    /// - [`RollError::NoRoster`] when a roll names a roster that is not there.
    /// - [`RollError::Length`] when a roll does not have one mark a pupil.
    pub fn new(rosters: Vec<Roster>, rolls: Vec<Roll>) -> Result<Self, RollError> {
        for roll in &rolls {
            let no_roster = RollError::NoRoster { roster: roll.roster, count: rosters.len() };
            let pupils = rosters.get(roll.roster).ok_or(no_roster)?.pupils().len();
            if pupils != roll.marks.len() {
                return Err(RollError::Length { pupils, marks: roll.marks.len() });
            }
        }
        Ok(Self { rosters, rolls })
    }

    /// The rosters.
    #[must_use]
    pub fn rosters(&self) -> &[Roster] {
        &self.rosters
    }

    /// The sheets, in the order they were given.
    #[must_use]
    pub fn rolls(&self) -> &[Roll] {
        &self.rolls
    }
}
