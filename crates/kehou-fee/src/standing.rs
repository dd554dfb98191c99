//! What is true of each pupil on each day of a month, one bit a day.

use std::ops::Range;

use chrono::{Datelike, NaiveDate, Weekday};
use kehou_policy::FeePlace;
use kehou_registry::{
    Affiliation, Boarding, ClassRef, Pupil, SlotNo, SlotSet, WaiverStanding, WeekdaySet,
};

use crate::{Knowledge, SchoolFacts, Standing, Tariff};

/// The standings of all pupils of a school in one month; bit 0 of a word is the first day.
pub(crate) struct Standings {
    on_roll: Vec<u32>,
    chargeable: Vec<u32>,
    waived: Vec<u32>,
    provisional: Vec<u32>,
    /// By slot, then pupil.
    applied: [Vec<u32>; SlotNo::COUNT],
    /// The class of each pupil on the day looked at last.
    classes: Vec<u16>,
    moves: Vec<Move>,
    /// How many of the moves were made.
    moved: usize,
    /// Runs of neighbouring pupils who are in one class.
    runs: Vec<ClassRun>,
    /// Since when each pupil's earliest undecided list match has waited, by place.
    pub(crate) undecided: Vec<(usize, NaiveDate)>,
    /// All classes that anybody is in during the month.
    pub(crate) cohorts: Vec<ClassRef>,
}

/// Neighbouring pupils who are in one class.
#[derive(Clone)]
pub(crate) struct ClassRun {
    pub(crate) pupils: Range<usize>,
    /// The class, as a place in `cohorts`; beyond them for pupils who were in none yet.
    pub(crate) class: usize,
}

/// A pupil is in a class from a day on.
struct Move {
    day: u32,
    pupil: usize,
    cohort: u16,
}

/// What a school is on each day of the month.
pub(crate) struct SchoolDays {
    pub(crate) open: u32,
    private: u32,
    rural: u32,
}

impl SchoolDays {
    pub(crate) fn of(facts: &SchoolFacts<'_>, tariff: &Tariff) -> Self {
        let mut days = Self { open: 0, private: 0, rural: 0 };
        for (index, on) in tariff.month().days().enumerate() {
            if let Some(profile) = facts.school.profile(on) {
                let bit = 1u32 << index;
                days.open |= bit;
                days.private |= if profile.affiliation == Affiliation::Private { bit } else { 0 };
                days.rural |= if profile.fee_place == FeePlace::Rural { bit } else { 0 };
            }
        }
        days
    }

    pub(crate) const fn place(&self, day: usize) -> FeePlace {
        if self.rural & (1 << day) == 0 { FeePlace::Elsewhere } else { FeePlace::Rural }
    }

    const fn is_private(&self, day: usize) -> bool {
        self.private & (1 << day) != 0
    }
}

impl Standings {
    pub(crate) fn of(
        facts: &SchoolFacts<'_>,
        tariff: &Tariff,
        knowledge: Knowledge,
        (school, slots): (&SchoolDays, SlotSet),
    ) -> Self {
        let count = facts.pupils.len();
        let zero = || vec![0u32; count];
        let mut standings = Self {
            on_roll: zero(),
            chargeable: zero(),
            waived: zero(),
            provisional: zero(),
            applied: std::array::from_fn(|_| zero()),
            classes: vec![u16::MAX; count],
            moves: Vec::new(),
            moved: 0,
            runs: Vec::new(),
            undecided: Vec::new(),
            cohorts: Vec::new(),
        };
        let days = Days::of(facts, tariff);
        // One pass for each kind of fact: the facts lie apart in memory, and short passes fetch
        // those of several pupils at once.
        let pupils = || facts.pupils.iter().enumerate();
        pupils().for_each(|(at, pupil)| standings.place(at, pupil, &days, (tariff, school)));
        pupils().for_each(|(at, pupil)| standings.apply(at, pupil, &days, slots));
        pupils().for_each(|(at, pupil)| standings.waive(at, pupil, &days, (facts, knowledge)));
        standings.moves.sort_by_key(|moved| (moved.day, moved.pupil));
        standings
    }

    /// Where a pupil is placed; a boarder or a pupil of a private school is not chargeable unless
    /// the county says so. [F18]
    fn place(
        &mut self,
        at: usize,
        pupil: &Pupil,
        days: &Days,
        (tariff, school): (&Tariff, &SchoolDays),
    ) {
        for (period, placement) in pupil.placements.iter() {
            let held = days.within(period.first(), period.last()) & school.open;
            if held == 0 {
                continue;
            }
            let cohort = self.cohort(placement.class);
            match held.trailing_zeros() {
                0 => self.classes[at] = cohort,
                day => self.moves.push(Move { day, pupil: at, cohort }),
            }
            self.on_roll[at] |= held;
            let exempt = |day: usize| {
                let terms = tariff.day(day, school.place(day));
                let boarder = placement.boarding == Boarding::Boarder;
                (boarder && !terms.charges_boarders(placement.class.grade))
                    || (school.is_private(day) && !terms.charges_private())
            };
            let ordinary = placement.boarding == Boarding::Day && school.private == 0;
            self.chargeable[at] |= if ordinary { held } else { held & !days.where_true(exempt) };
        }
    }

    fn cohort(&mut self, class: ClassRef) -> u16 {
        let known = self.cohorts.iter().rposition(|known| *known == class);
        let place = known.unwrap_or_else(|| {
            self.cohorts.push(class);
            self.cohorts.len() - 1
        });
        // A school has far fewer classes than a `u16` can count.
        u16::try_from(place).unwrap_or(u16::MAX)
    }

    /// Which slots of which days applications cover. [F14]
    fn apply(&mut self, at: usize, pupil: &Pupil, days: &Days, slots: SlotSet) {
        for application in &pupil.applications {
            let Some(first) = application.applied_on.succ_opt() else {
                continue;
            };
            let covered =
                days.within(first, application.withdrawn_on) & days.on(application.weekdays);
            for slot in application.slots.intersection(slots).iter() {
                self.applied[slot.index()][at] |= covered;
            }
        }
    }

    /// Which days are waived, and how firmly. [F2, F11]
    fn waive(
        &mut self,
        at: usize,
        pupil: &Pupil,
        days: &Days,
        (facts, knowledge): (&SchoolFacts<'_>, Knowledge),
    ) {
        let pending =
            pupil.waivers.iter().filter_map(|waiver| waiver.pending_since(knowledge.known_on()));
        self.undecided.extend(pending.min().map(|since| (at, since)));
        let spans = pupil.waivers.iter().filter_map(|waiver| {
            let (period, standing) = waiver.span(facts.calendar.terms(), knowledge.known_on())?;
            Some((days.within(period.first(), period.last()), standing))
        });
        let (mut confirmed, mut provisional) = (0, 0);
        for (bits, standing) in spans {
            match standing {
                WaiverStanding::Confirmed => confirmed |= bits,
                WaiverStanding::Provisional => provisional |= bits,
            }
        }
        self.waived[at] = confirmed | provisional;
        self.provisional[at] = provisional & !confirmed;
    }

    /// Moves the classes on to a day; days are asked for in order. Gives the runs of pupils who are
    /// in one class that day.
    pub(crate) fn enter(&mut self, day: usize) -> &[ClassRun] {
        let before = self.moved;
        while let Some(next) = self.moves.get(self.moved).filter(|next| next.day as usize <= day) {
            self.classes[next.pupil] = next.cohort;
            self.moved += 1;
        }
        if self.runs.is_empty() || self.moved > before {
            let mut first = 0;
            let runs = self.classes.chunk_by(|one, next| one == next).map(|run| {
                let pupils = first..first + run.len();
                first = pupils.end;
                ClassRun { pupils, class: run[0] as usize }
            });
            self.runs = runs.collect();
        }
        &self.runs
    }

    /// Writes what is true of each pupil on a day, without applications.
    pub(crate) fn write_day(&self, day: usize, out: &mut [u8]) {
        let bit = |word: u32, standing: Standing| {
            if word >> day & 1 == 0 { 0 } else { standing.bits() }
        };
        for (at, out) in out.iter_mut().enumerate() {
            *out = bit(self.on_roll[at], Standing::ON_ROLL)
                | bit(self.chargeable[at], Standing::CHARGEABLE)
                | bit(self.waived[at], Standing::WAIVED)
                | bit(self.provisional[at], Standing::PROVISIONAL);
        }
    }

    /// The days on which applications cover a slot, by pupil.
    pub(crate) fn applied(&self, slot: SlotNo) -> &[u32] {
        &self.applied[slot.index()]
    }
}

/// The days of a month as bits.
struct Days {
    first: NaiveDate,
    last: NaiveDate,
    /// The days that follow the timetable of each weekday, from Monday.
    weekdays: [u32; 7],
}

impl Days {
    fn of(facts: &SchoolFacts<'_>, tariff: &Tariff) -> Self {
        let month = tariff.month();
        let mut weekdays = [0; 7];
        for (index, on) in month.days().enumerate() {
            let follows =
                facts.calendar.school_day(on).timetable(on).unwrap_or_else(|| on.weekday());
            weekdays[follows.num_days_from_monday() as usize] |= 1 << index;
        }
        Self { first: month.first_day(), last: month.last_day(), weekdays }
    }

    /// The days from `first` to `last`, both included.
    fn within(&self, first: NaiveDate, last: Option<NaiveDate>) -> u32 {
        let last = last.map_or(self.last, |last| last.min(self.last));
        if first > last || last < self.first {
            return 0;
        }
        let begin = first.max(self.first).day0();
        (u32::MAX >> (31 - last.day0())) & (u32::MAX << begin)
    }

    /// The days that follow the timetable of one of some weekdays.
    fn on(&self, weekdays: WeekdaySet) -> u32 {
        if weekdays == WeekdaySet::ALL {
            return u32::MAX;
        }
        let held = Weekday::Mon.num_days_from_monday()..7;
        let days = held.zip(self.weekdays).map(|(day, bits)| {
            let weekday = u8::try_from(day).ok().and_then(|day| Weekday::try_from(day).ok());
            if weekday.is_some_and(|weekday| weekdays.holds(weekday)) { bits } else { 0 }
        });
        days.fold(0, |all, bits| all | bits)
    }

    fn where_true(&self, is: impl Fn(usize) -> bool) -> u32 {
        let days = 0..=self.last.day0() as usize;
        days.filter(|day| is(*day)).fold(0, |bits, day| bits | 1 << day)
    }
}
