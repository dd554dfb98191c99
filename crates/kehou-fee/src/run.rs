//! One pass over the sheets of a school's month.

use chrono::NaiveDate;
use kehou_attendance::SettledRolls;
use kehou_registry::{ClassRef, DayKind, PupilNo, SlotNo, SlotSet};
use kehou_units::Fen;

use crate::{
    DayTariff, Disposition, Hold, Knowledge, Line, Outcome, Purpose, SchoolFacts, SchoolTotals,
    SlotTerms, Tariff,
    board::{Board, ClassBoard, PupilPlaces},
    charging::Charging,
    classes::ClassRun,
    find::Found,
    month_days::SchoolDays,
    month_sheets::settle_month,
    standing::Standings,
    tally::Tally,
    terms::{AskedSlot, slot_terms},
    verdicts::{Outcomes, Verdicts},
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
    tallies: Vec<Tally>,
    held: Vec<Fen>,
    found: Found<'a>,
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
        let last = tariff.month().days().count() - 1;
        let sheets = settle_month(tariff, facts, knowledge, &school);
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
            tallies: vec![Tally::default(); facts.pupils.len()],
            held: vec![Fen::ZERO; facts.pupils.len()],
            found: Found::new(facts),
        }
    }

    /// How many lines a pupil can have at the most.
    pub(crate) fn most_lines(&self) -> usize {
        self.slots.iter().count() * self.tariff.month().days().count()
    }

    /// Where each pupil stands in order of number.
    pub(crate) fn places_by_number(&self) -> Vec<usize> {
        let mut places = vec![0; self.facts.pupils.len()];
        self.pupils.by_number().enumerate().for_each(|(place, (_, at))| places[at] = place);
        places
    }

    /// Goes through the days and slots of the month in order and gives every line, with the place
    /// of its pupil among the facts.
    pub(crate) fn walk(mut self, mut give: impl FnMut(usize, Line)) -> SchoolTotals {
        let sheets = std::mem::take(&mut self.sheets);
        let mut rest = sheets.as_slice();
        let mut board = Board::new(self.facts.pupils.len());
        for (day, on) in self.tariff.month().days().enumerate() {
            let runs = self.standings.classes.enter(day).to_vec();
            let (today, later) = rest.split_at(rest.partition_point(|sheet| sheet.on <= on));
            rest = later;
            let kinds = |class: &ClassRef| self.facts.calendar.day(*class, on);
            let kinds: Vec<_> = self.standings.classes.all().iter().map(kinds).collect();
            if today.is_empty() && kinds.iter().all(|kind| kind.timetable(on).is_none()) {
                continue;
            }
            board.begin_day();
            for slot in self.slots.iter() {
                let tariff = self.tariff.day(day, self.school.place(day));
                let moment = Moment { day, on, slot, tariff };
                let recorded = board.lay_out(today, slot, &self.pupils, &mut self.found);
                let terms = self.terms(moment, &kinds);
                if recorded
                    || terms.iter().any(|terms| terms.disposition == Disposition::Chargeable)
                {
                    self.judge_slot(moment, (&runs, &terms), &mut board, &mut give);
                }
            }
        }
        self.finish()
    }

    /// The terms of a slot for each class.
    fn terms(&self, moment: Moment<'_>, kinds: &[DayKind]) -> Vec<SlotTerms> {
        let Moment { on, slot, tariff, .. } = moment;
        let hold = |rate| self.charging.hold(rate, on, tariff);
        let classes = self.standings.classes.all().iter().zip(kinds);
        let mut terms: Vec<SlotTerms> = Vec::with_capacity(kinds.len());
        let mut before = None;
        for (class, kind) in classes {
            let asked = AskedSlot { on, kind: *kind, slot, grade: class.grade };
            // Classes of one grade come side by side, as a rule, and have the same terms.
            let same = terms.last().filter(|_| before == Some(asked)).copied();
            terms.push(same.unwrap_or_else(|| slot_terms(tariff, self.facts.plan, &asked, hold)));
            before = Some(asked);
        }
        terms
    }

    fn judge_slot(
        &mut self,
        moment: Moment<'_>,
        (runs, terms): (&[ClassRun], &[SlotTerms]),
        board: &mut Board,
        give: &mut impl FnMut(usize, Line),
    ) {
        let Moment { day, on, slot, tariff } = moment;
        let Some(verdicts) = self.tariff.verdicts(tariff.billable) else { return };
        board.stand(&self.standings, day, slot);
        let cap = u8::try_from(tariff.cap.count()).unwrap_or(u8::MAX);
        for ClassRun { class, pupils } in runs.iter().cloned() {
            // Who was never in a class is judged as unplanned, and is not on the roll anyway.
            let terms = terms.get(class).copied().unwrap_or_default();
            let of_class = ClassTerms::of(&terms, verdicts);
            if of_class
                .decide(board.class(pupils.clone(), slot, cap), &mut self.tallies[pupils.clone()])
            {
                let cohort = self.standings.classes.all().get(class);
                for at in pupils.clone() {
                    if board.decided[at] == Outcome::NotRecorded && !self.records_are_due(on) {
                        board.decided[at] = Outcome::Nothing;
                    }
                    let outcome = board.decided[at];
                    let held = outcome.held(terms.rate);
                    self.held[at] = self.held[at].plus(held).unwrap_or(self.held[at]);
                    self.found.outcome(outcome, at, (on, slot), cohort);
                }
            }
            if terms.hold != Hold::None
                && board.decided[pupils.clone()].iter().any(|outcome| outcome.is_waived())
            {
                self.found.lacking(terms.hold);
            }
            for at in pupils {
                let (mark, outcome, rate) = (board.marks[at], board.decided[at], terms.rate);
                if outcome != Outcome::Nothing {
                    give(at, Line { on, slot, mark, outcome, rate });
                }
            }
        }
    }

    /// Whether the sheets of a day must be there: a look ahead waits until they have locked. (F9)
    fn records_are_due(&self, on: NaiveDate) -> bool {
        let locks_at = || self.tariff.locks().roll_locks_at(on, self.facts.calendar);
        match self.knowledge.purpose() {
            Purpose::Bill | Purpose::Correction => true,
            Purpose::Preview => {
                locks_at().is_some_and(|lock| lock.date() < self.knowledge.known_on())
            }
        }
    }

    /// List matches that finance left undecided for longer than it may. (F11)
    fn report_undecided(&mut self) {
        let (known_on, allowed) = (self.knowledge.known_on(), self.tariff.waiver_decision_days());
        for (pupil, since) in &self.standings.undecided {
            if self.facts.working_days.after(*since, allowed).is_some_and(|due| due < known_on) {
                self.found.undecided(*pupil, *since);
            }
        }
    }

    fn finish(mut self) -> SchoolTotals {
        self.report_undecided();
        if self.charging.has_unlawful_payee {
            self.found.unlawful_payee(self.knowledge.known_on());
        }
        let amounts =
            |(pupil, at): (PupilNo, usize)| (pupil, self.tallies[at].amounts(self.held[at]));
        SchoolTotals {
            school: self.facts.school.code.clone(),
            month: self.tariff.month(),
            policy_id: self.tariff.policy_id().clone(),
            purpose: self.knowledge.purpose(),
            billed_on: self.knowledge.known_on(),
            payee: self.charging.payee().cloned(),
            pupils: self.pupils.by_number().map(amounts).collect(),
            findings: self.found.finish(),
        }
    }
}

/// The terms of a slot for one class, ready to be looked up.
struct ClassTerms<'t> {
    outcomes: &'t Outcomes,
    tallies: [Tally; Outcome::COUNT],
}

impl<'t> ClassTerms<'t> {
    fn of(terms: &SlotTerms, verdicts: &'t Verdicts) -> Self {
        Self {
            outcomes: verdicts.under(terms.disposition, terms.hold),
            tallies: Tally::of(terms.rate),
        }
    }

    /// Decides about the marks of the class and adds them up. Gives whether anything is to be
    /// reported.
    fn decide(&self, class: ClassBoard<'_>, tallies: &mut [Tally]) -> bool {
        let pupils = class.standings.iter().zip(class.marks).zip(class.taken);
        let pupils = pupils.zip(class.decided.iter_mut()).zip(tallies);
        for ((((standing, mark), taken), decided), tally) in pupils {
            let (outcome, wants) = self.outcomes.at(*standing, *mark);
            let takes = wants & u8::from(*taken < class.cap);
            // It stays at or below the cap.
            *taken = taken.wrapping_add(takes);
            *decided = if wants > takes { Outcome::OverCap } else { outcome };
            tally.add(self.tallies[*decided as usize]);
        }
        class.decided.iter().fold(false, |any, decided| any | decided.reports())
    }
}
