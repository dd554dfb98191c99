//! The sheets of one day, laid out by pupil.

use std::ops::Range;

use kehou_attendance::{Mark, SettledMarks, SettledRoll};
use kehou_registry::{PupilNo, SlotNo};

use crate::{Outcome, SchoolFacts, find::Found, standing::Standings};

/// What stands about each pupil on one day and in one slot.
pub(crate) struct Board {
    /// The marks of the slot.
    pub(crate) marks: Vec<Mark>,
    /// The pupils' standings, by slot.
    standings: [SlotStandings; SlotNo::COUNT],
    /// The class hours taken so far that day.
    taken: Vec<u8>,
    /// What was decided about the marks of the slot.
    pub(crate) decided: Vec<Outcome>,
}

/// The pupils' standings as far as one slot is concerned.
#[derive(Default)]
struct SlotStandings {
    bits: Vec<u8>,
    /// The day they were written for.
    written: Option<usize>,
}

/// The part of a board that belongs to one class.
pub(crate) struct ClassBoard<'b> {
    pub(crate) standings: &'b [u8],
    pub(crate) marks: &'b [Mark],
    pub(crate) taken: &'b mut [u8],
    pub(crate) decided: &'b mut [Outcome],
    /// How many class hours of the day may be taken. (F7)
    pub(crate) cap: u8,
}

impl Board {
    pub(crate) fn new(pupils: usize) -> Self {
        Self {
            marks: vec![Mark::None; pupils],
            standings: Default::default(),
            taken: vec![0; pupils],
            decided: vec![Outcome::Nothing; pupils],
        }
    }

    pub(crate) fn begin_day(&mut self) {
        self.taken.fill(0);
    }

    /// Takes up what is true of each pupil on a day, as far as a slot is concerned.
    pub(crate) fn stand(&mut self, standings: &Standings, day: usize, slot: SlotNo) {
        let here = &mut self.standings[slot.index()];
        here.bits.resize(self.marks.len(), 0);
        standings.write(day, slot, &mut here.bits, &mut here.written);
    }

    /// The part of some pupils.
    pub(crate) fn class(&mut self, pupils: Range<usize>, slot: SlotNo, cap: u8) -> ClassBoard<'_> {
        ClassBoard {
            standings: &self.standings[slot.index()].bits[pupils.clone()],
            marks: &self.marks[pupils.clone()],
            taken: &mut self.taken[pupils.clone()],
            decided: &mut self.decided[pupils],
            cap,
        }
    }

    /// Lays the marks of a slot out by pupil. Gives whether there were any sheets.
    pub(crate) fn lay_out(
        &mut self,
        today: &[SettledRoll<'_>],
        slot: SlotNo,
        pupils: &PupilPlaces,
        found: &mut Found<'_>,
    ) -> bool {
        self.marks.fill(Mark::None);
        let mut any = false;
        for sheet in today.iter().filter(|sheet| sheet.slot == slot) {
            any = true;
            found.sheet(sheet);
            match &sheet.marks {
                SettledMarks::AsEntered(roll) => match &pupils.of_rosters[roll.roster] {
                    RosterPlaces::Run { first } if self.copy(*first, &roll.marks) => {}
                    RosterPlaces::Run { first } => {
                        let marks = (*first..).zip(roll.marks.iter());
                        marks.for_each(|(place, mark)| self.lay(place, *mark, sheet, found));
                    }
                    RosterPlaces::Scattered(places) => {
                        let marks = places.iter().zip(roll.marks.iter());
                        marks.for_each(|(place, mark)| self.lay(*place, *mark, sheet, found));
                    }
                },
                SettledMarks::Merged(marks) => {
                    marks.iter().for_each(|(pupil, mark)| {
                        self.lay(pupils.place(*pupil), *mark, sheet, found);
                    });
                }
            }
        }
        any
    }

    /// Copies the marks of pupils who stand side by side, if nothing lies there yet.
    fn copy(&mut self, first: u32, marks: &[Mark]) -> bool {
        let here = self.marks.get_mut(first as usize..first as usize + marks.len());
        match here {
            Some(here) if here.iter().all(|mark| *mark == Mark::None) => {
                here.copy_from_slice(marks);
                true
            }
            _ => false,
        }
    }

    /// Lays one mark; a second one for the same slot counts once where they agree. (F8)
    fn lay(&mut self, place: u32, mark: Mark, sheet: &SettledRoll<'_>, found: &mut Found<'_>) {
        match self.marks.get_mut(place as usize) {
            Some(here) if *here == Mark::None => *here = mark,
            Some(_) if mark == Mark::None => {}
            Some(here) => {
                found.on_two_rolls(place, sheet);
                *here = if *here == mark { mark } else { Mark::Contradicted };
            }
            None if mark == Mark::None => {}
            None => found.stranger(sheet),
        }
    }
}

/// Where pupils stand among the facts.
pub(crate) struct PupilPlaces {
    /// Numbers and places, by number.
    by_number: Vec<(PupilNo, u32)>,
    of_rosters: Vec<RosterPlaces>,
}

/// Where the pupils of a roster stand.
enum RosterPlaces {
    /// Side by side, as a class does when pupils are listed by class.
    Run {
        /// The place of the first.
        first: u32,
    },
    /// Anywhere, by position on the roster.
    Scattered(Vec<u32>),
}

impl PupilPlaces {
    /// The place of somebody who is not among the school's pupils: beyond all of them.
    const NONE: u32 = u32::MAX;

    pub(crate) fn of(facts: &SchoolFacts<'_>) -> Self {
        let mut by_number: Vec<(PupilNo, u32)> =
            facts.pupils.iter().map(|pupil| pupil.no).zip(0..).collect();
        by_number.sort_unstable();
        let mut places = Self { by_number, of_rosters: Vec::new() };
        let rosters = facts.rolls.rosters().iter();
        places.of_rosters = rosters.map(|roster| places.of_roster(roster.pupils())).collect();
        places
    }

    fn of_roster(&self, pupils: &[PupilNo]) -> RosterPlaces {
        // As a rule a roster lists pupils in the order of their numbers.
        let mut next = 0;
        let place = |pupil: &PupilNo| {
            let found = match self.by_number.get(next) {
                Some((known, _)) if known == pupil => Ok(next),
                _ => self.by_number.binary_search_by_key(pupil, |(known, _)| *known),
            };
            next = found.unwrap_or(next) + 1;
            found.map_or(Self::NONE, |at| self.by_number[at].1)
        };
        let places: Vec<u32> = pupils.iter().map(place).collect();
        match places.first() {
            None | Some(&Self::NONE) => RosterPlaces::Scattered(places),
            Some(first) if places.iter().zip(*first..).all(|(place, next)| *place == next) => {
                RosterPlaces::Run { first: *first }
            }
            Some(_) => RosterPlaces::Scattered(places),
        }
    }

    fn place(&self, pupil: PupilNo) -> u32 {
        let found = self.by_number.binary_search_by_key(&pupil, |(known, _)| *known);
        found.map_or(Self::NONE, |at| self.by_number[at].1)
    }

    /// The places of all pupils among the facts, by number.
    pub(crate) fn by_number(&self) -> impl ExactSizeIterator<Item = (PupilNo, usize)> {
        self.by_number.iter().map(|(pupil, place)| (*pupil, *place as usize))
    }
}
