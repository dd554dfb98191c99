//! One pass over the sheets of a school's month.

use chrono::NaiveDate;
use kehou_attendance::{Mark, SettledRoll, SettledRolls, Sheets, settle};
use kehou_registry::{ClassRef, SlotNo, SlotSet};
use kehou_units::{ClassHours, Fen};

use crate::{
    Amounts, DayTariff, Disposition, Hold, Knowledge, Line, Outcome, SchoolFacts, SchoolTotals,
    SlotTerms, Standing, Tariff,
    charging::Charging,
    find::Found,
    judge::{Outcomes, Verdicts},
    standing::{SchoolDays, Standings},
    terms::{AskedSlot, slot_terms},
};

/// Everything that one pass needs, laid out by pupil.
pub(crate) struct Run<'a> {
    tariff: &'a Tariff,
    facts: &'a SchoolFacts<'a>,
    knowledge: Knowledge,
    school: SchoolDays,
    charging: Charging<'a>,
    standings: Standings,
    /// The slots that are planned or recorded on any day.
    slots: SlotSet,
    sheets: SettledRolls<'a>,
    pupils: PupilPlaces,
    sums: Vec<Sums>,
    found: Found,
}

/// One pupil's sums, in fen.
#[derive(Clone, Copy, Default)]
struct Sums {
    due: i64,
    waived: i64,
    held: i64,
    hours: u32,
}

/// A day of the month, and a slot of it.
#[derive(Clone, Copy)]
struct Moment<'t> {
    day: usize,
    on: NaiveDate,
    slot: SlotNo,
    tariff: &'t DayTariff,
}

impl<'a> Run<'a> {
    pub(crate) fn prepare(
        tariff: &'a Tariff,
        facts: &'a SchoolFacts<'a>,
        knowledge: Knowledge,
    ) -> Self {
        let school = SchoolDays::of(facts, tariff);
        let month = tariff.month();
        let last = month.days().count() - 1;
        let sheets = Sheets {
            rolls: facts.rolls,
            calendar: facts.calendar,
            locks: tariff.locks(),
            billable: tariff.day(0, school.place(0)).billable,
            known_on: knowledge.known_on(),
            admission: knowledge.admission(),
        };
        let sheets = settle(&sheets, month.first_day(), month.last_day());
        let planned = facts.plan.slots().iter().map(|planned| planned.slot);
        let slots = SlotSet::of(planned.chain(sheets.iter().map(|sheet| sheet.slot)));
        Self {
            tariff,
            facts,
            knowledge,
            charging: Charging::of(facts, tariff.day(last, school.place(last)), knowledge),
            standings: Standings::of(facts, tariff, knowledge, (&school, slots)),
            school,
            slots,
            sheets,
            pupils: PupilPlaces::of(facts),
            sums: vec![Sums::default(); facts.pupils.len()],
            found: Found::new(facts, tariff, knowledge),
        }
    }

    /// How many lines a pupil can have at the most.
    pub(crate) fn most_lines(&self) -> usize {
        self.slots.iter().count() * self.tariff.month().days().count()
    }

    /// Where each pupil stands in order of number.
    pub(crate) fn places_by_number(&self) -> Vec<u32> {
        let mut places = vec![0; self.pupils.by_number.len()];
        for (place, (_, at)) in (0u32..).zip(&self.pupils.by_number) {
            places[*at as usize] = place;
        }
        places
    }

    /// Goes through the days and slots of the month in order and gives every line, with the place
    /// of its pupil among the facts.
    pub(crate) fn walk(mut self, mut give: impl FnMut(usize, Line)) -> SchoolTotals {
        let sheets = std::mem::take(&mut self.sheets);
        let mut rest = sheets.as_slice();
        let mut board = Board::new(self.facts.pupils.len());
        let mut next_move = 0;
        for (day, on) in self.tariff.month().days().enumerate() {
            self.standings.enter(day, &mut next_move);
            let (today, later) = rest.split_at(rest.partition_point(|sheet| sheet.on <= on));
            rest = later;
            let kinds = |class: &ClassRef| self.facts.calendar.day(*class, on);
            let kinds: Vec<_> = self.standings.cohorts.iter().map(kinds).collect();
            if today.is_empty() && kinds.iter().all(|kind| kind.timetable(on).is_none()) {
                continue;
            }
            board.begin_day(&self.standings, day);
            for slot in self.slots.iter() {
                let tariff = self.tariff.day(day, self.school.place(day));
                let moment = Moment { day, on, slot, tariff };
                let recorded = self.lay_out(today, slot, &mut board.marks);
                let classes = self.standings.cohorts.iter().zip(&kinds);
                let terms = |(class, kind): (&ClassRef, &_)| {
                    let asked = AskedSlot { on, kind: *kind, slot, grade: class.grade };
                    let hold = |rate| self.charging.hold(rate, on, tariff);
                    slot_terms(tariff, self.facts.plan, &asked, hold)
                };
                let terms: Vec<SlotTerms> = classes.map(terms).collect();
                if recorded
                    || terms.iter().any(|terms| terms.disposition == Disposition::Chargeable)
                {
                    self.judge_slot(moment, &terms, &mut board, &mut give);
                }
            }
        }
        self.finish()
    }

    /// Lays the marks of a slot out by pupil. Gives whether there were any sheets.
    fn lay_out(&mut self, today: &[SettledRoll<'a>], slot: SlotNo, marks: &mut [Mark]) -> bool {
        marks.fill(Mark::None);
        let mut any = false;
        for sheet in today.iter().filter(|sheet| sheet.slot == slot) {
            any = true;
            self.found.sheet(sheet);
            match sheet.roster {
                Some(roster) => {
                    let places = self.pupils.of_rosters[roster].iter().zip(sheet.marks.iter());
                    places.for_each(|(place, mark)| {
                        lay_one(&mut self.found, marks, (*place, *mark), sheet)
                    });
                }
                None => {
                    for (pupil, mark) in sheet.pupils.iter().zip(sheet.marks.iter()) {
                        let place = self.pupils.place(pupil.number());
                        lay_one(&mut self.found, marks, (place, *mark), sheet);
                    }
                }
            }
        }
        any
    }

    fn judge_slot(
        &mut self,
        moment: Moment<'_>,
        terms: &[SlotTerms],
        board: &mut Board,
        give: &mut impl FnMut(usize, Line),
    ) {
        let Moment { day, on, slot, tariff } = moment;
        let Some(verdicts) = self.tariff.verdicts(tariff.billable) else {
            return;
        };
        let class = |terms: &SlotTerms| (verdicts.under(terms.disposition, terms.hold), terms.rate);
        // A pupil who was never in a class is judged as unplanned, and is not on the roll anyway.
        let unplaced = (verdicts.under(Disposition::NotScheduled, Hold::None), Fen::ZERO);
        let classes: Vec<(&Outcomes, Fen)> = terms.iter().map(class).collect();
        let cap = u8::try_from(tariff.cap.count()).unwrap_or(u8::MAX);
        let pupils =
            self.sums.iter_mut().zip(&board.marks).zip(&board.standing).zip(&mut board.taken);
        let pupils =
            pupils.zip(self.standings.classes()).zip(self.standings.applied(slot)).enumerate();
        for (at, (((((sums, mark), standing), taken), class), applied)) in pupils {
            let (outcomes, rate) = classes.get(*class as usize).copied().unwrap_or(unplaced);
            let applied = Standing::APPLIED.bits() * u8::from(applied >> day & 1 != 0);
            let outcome = outcomes[Verdicts::place(standing | applied, *mark)];
            let weight = outcome.weight();
            let takes = weight.takes_class_hour & u8::from(*taken < cap);
            *taken += takes;
            sums.due += rate.as_fen() * i64::from(weight.due & takes);
            sums.waived += rate.as_fen() * i64::from(weight.waived & takes);
            sums.hours += u32::from(weight.due & takes);
            let over_cap = weight.takes_class_hour > takes;
            let outcome = if over_cap { Outcome::OverCap } else { outcome };
            if weight.reports != 0 || over_cap {
                sums.held =
                    sums.held.saturating_add(if outcome.is_held() { rate.as_fen() } else { 0 });
                self.found.outcome(
                    outcome,
                    at,
                    (on, slot),
                    self.standings.cohorts.get(*class as usize),
                );
            }
            if outcome != Outcome::Nothing {
                give(at, Line { on, slot, mark: *mark, outcome, rate });
            }
        }
    }

    fn finish(self) -> SchoolTotals {
        let amounts = |(_, at): &(u32, u32)| {
            (self.facts.pupils[*at as usize].no, self.sums[*at as usize].amounts())
        };
        SchoolTotals {
            school: self.facts.school.code.clone(),
            month: self.tariff.month(),
            policy_id: self.tariff.policy_id().clone(),
            purpose: self.knowledge.purpose(),
            billed_on: self.knowledge.known_on(),
            payee: self.charging.payee().cloned(),
            pupils: self.pupils.by_number.iter().map(amounts).collect(),
            findings: self.found.finish(),
        }
    }
}

impl Sums {
    fn amounts(self) -> Amounts {
        // Sums of non-negative rates are non-negative.
        let fen = |amount| Fen::new(amount).unwrap_or_default();
        Amounts {
            due: fen(self.due),
            waived: fen(self.waived),
            payable: fen(self.due - self.waived),
            held: fen(self.held),
            class_hours: ClassHours::new(self.hours),
        }
    }
}

/// What stands about each pupil on one day and in one slot.
struct Board {
    marks: Vec<Mark>,
    standing: Vec<u8>,
    taken: Vec<u8>,
}

impl Board {
    fn new(pupils: usize) -> Self {
        Self { marks: vec![Mark::None; pupils], standing: vec![0; pupils], taken: vec![0; pupils] }
    }

    fn begin_day(&mut self, standings: &Standings, day: usize) {
        standings.write_day(day, &mut self.standing);
        self.taken.fill(0);
    }
}

/// Where pupils stand among the facts.
struct PupilPlaces {
    /// Numbers and places, by number.
    by_number: Vec<(u32, u32)>,
    /// The places of the pupils of each roster, by position.
    of_rosters: Vec<Vec<u32>>,
}

impl PupilPlaces {
    /// The place of somebody who is not among the school's pupils: beyond all of them.
    const NONE: u32 = u32::MAX;

    fn of(facts: &SchoolFacts<'_>) -> Self {
        let numbers = facts.pupils.iter().map(|pupil| pupil.no.number());
        let mut by_number: Vec<(u32, u32)> = numbers.zip(0..).collect();
        by_number.sort_unstable();
        let mut places = Self { by_number, of_rosters: Vec::new() };
        let rosters = facts.rolls.rosters().iter();
        let of_roster = |pupils: &[kehou_registry::PupilNo]| {
            pupils.iter().map(|pupil| places.place(pupil.number())).collect()
        };
        places.of_rosters = rosters.map(|roster| of_roster(roster.pupils())).collect();
        places
    }

    fn place(&self, number: u32) -> u32 {
        let found = self.by_number.binary_search_by_key(&number, |(known, _)| *known);
        found.map_or(Self::NONE, |at| self.by_number[at].1)
    }
}

/// Lays one mark; a second one for the same slot counts once where they agree. [F8]
fn lay_one(
    found: &mut Found,
    marks: &mut [Mark],
    (place, mark): (u32, Mark),
    sheet: &SettledRoll<'_>,
) {
    match marks.get_mut(place as usize) {
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
