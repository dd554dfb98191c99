//! What is true of each pupil on each day of a month, one bit a day.

use chrono::NaiveDate;
use kehou_registry::{Application, Boarding, Placement, Pupil, SlotNo, SlotSet, WaiverStanding};
use kehou_units::Period;

use crate::{
    Knowledge, SchoolFacts, Standing, Tariff,
    classes::Classes,
    month_days::{Days, SchoolDays},
};

/// The standings of all pupils of a school in one month; bit 0 of a word is the first day.
pub(crate) struct Standings {
    on_roll: Vec<u32>,
    chargeable: Vec<u32>,
    waived: Vec<u32>,
    provisional: Vec<u32>,
    /// By slot, then pupil.
    applied: [Vec<u32>; SlotNo::COUNT],
    /// The days on which what is true of anybody differs from the day before, by slot.
    changes: [u32; SlotNo::COUNT],
    pub(crate) classes: Classes,
    /// Since when each pupil's earliest undecided list match has waited, by place.
    pub(crate) undecided: Vec<(usize, NaiveDate)>,
}

impl Standings {
    pub(crate) fn of<'f>(
        facts: &SchoolFacts<'f>,
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
            changes: [0; SlotNo::COUNT],
            classes: Classes::new(count),
            undecided: Vec::new(),
        };
        let mut days = Days::of(facts, tariff);
        // The facts of pupils lie apart in memory: short passes that only gather them keep many
        // reads going at once.
        let pupils = || facts.pupils.iter().enumerate();
        let placements =
            |(at, pupil): (usize, &'f Pupil)| pupil.placements.iter().map(move |entry| (at, entry));
        let placements: Vec<_> = pupils().flat_map(placements).collect();
        let applications =
            |(at, pupil): (usize, &'f Pupil)| pupil.applications.iter().map(move |one| (at, *one));
        let applications: Vec<_> = pupils().flat_map(applications).collect();
        for (at, (period, placement)) in placements {
            standings.place(at, (period, placement), &days, (tariff, school));
        }
        days.tell_apart(standings.classes.all(), facts.calendar);
        for (at, application) in applications {
            standings.apply((at, &facts.pupils[at]), &application, &days, slots);
        }
        for (at, pupil) in pupils().filter(|(_, pupil)| !pupil.waivers.is_empty()) {
            standings.waive(at, pupil, &days, (facts, knowledge));
        }
        standings.classes.placed();
        standings.find_changes(slots);
        standings
    }

    fn find_changes(&mut self, slots: SlotSet) {
        let changes = |words: &[u32]| words.iter().fold(0, |all, word| all | (word ^ (word << 1)));
        let general = [&self.on_roll, &self.chargeable, &self.waived, &self.provisional];
        let general = general.into_iter().fold(0, |all, words| all | changes(words));
        for slot in slots.iter() {
            self.changes[slot.index()] = general | changes(&self.applied[slot.index()]);
        }
    }

    /// Where a pupil is placed; a boarder or a pupil of a private school is not chargeable unless
    /// the county says so. (F18)
    fn place(
        &mut self,
        at: usize,
        (period, placement): (Period, &Placement),
        days: &Days,
        (tariff, school): (&Tariff, &SchoolDays),
    ) {
        let held = days.within(period.first(), period.last()) & school.open;
        if held == 0 {
            return;
        }
        self.classes.place(at, placement.class, held.trailing_zeros());
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

    /// Which slots of which days applications cover. (F14)
    fn apply(
        &mut self,
        (at, pupil): (usize, &Pupil),
        application: &Application,
        days: &Days,
        slots: SlotSet,
    ) {
        let Some(first) = application.applied_on.succ_opt() else { return };
        let covered = days.within(first, application.withdrawn_on)
            & days.on(application.weekdays, &pupil.placements);
        for slot in application.slots.intersection(slots).iter() {
            self.applied[slot.index()][at] |= covered;
        }
    }

    /// Which days are waived, and how firmly. (F2, F11)
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

    /// Writes what is true of each pupil on a day, as far as a slot is concerned, unless `written`
    /// says that it was written for an earlier day and nothing has changed since.
    pub(crate) fn write(
        &self,
        day: usize,
        slot: SlotNo,
        out: &mut [u8],
        written: &mut Option<usize>,
    ) {
        let changed = self.changes[slot.index()];
        let unchanged = |since: usize| changed & days_after(since, day) == 0;
        if written.replace(day).is_some_and(unchanged) {
            return;
        }
        let bit =
            |word: u32, standing: Standing| if word >> day & 1 == 0 { 0 } else { standing.bits() };
        let applied = &self.applied[slot.index()];
        for (at, out) in out.iter_mut().enumerate() {
            *out = bit(applied[at], Standing::APPLIED)
                | bit(self.on_roll[at], Standing::ON_ROLL)
                | bit(self.chargeable[at], Standing::CHARGEABLE)
                | bit(self.waived[at], Standing::WAIVED)
                | bit(self.provisional[at], Standing::PROVISIONAL);
        }
    }
}

/// The days after `since` up to `day`.
const fn days_after(since: usize, day: usize) -> u32 {
    (u32::MAX >> (31 - day)) & !(u32::MAX >> (31 - since))
}
