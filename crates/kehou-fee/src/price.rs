//! Pricing a school's month.

use std::collections::BTreeMap;

use kehou_attendance::{Mark, SchoolRolls, SettledRolls, Sheets, settle};
use kehou_registry::{Calendar, FeeNotice, Payee, Pupil, School, ServicePlan, SlotNo, WorkingDays};
use kehou_units::{ClassHours, Fen};

use crate::{
    Amounts, Disposition, Hold, Knowledge, Line, Outcome, SchoolBills, SchoolTotals, SlotTerms,
    Standing, Tariff,
    find::Found,
    judge,
    standing::{SchoolDays, Standings},
    tariff::NoticePrecedes,
    terms::{AskedSlot, slot_terms},
};

/// The facts of one school that decide what its families owe.
#[derive(Clone, Copy, Debug)]
pub struct SchoolFacts<'a> {
    /// The school.
    pub school: &'a School,
    /// Its calendar.
    pub calendar: &'a Calendar,
    /// Its service plan.
    pub plan: &'a ServicePlan,
    /// Its fee notices.
    pub notices: &'a [FeeNotice],
    /// Its payees.
    pub payees: &'a [Payee],
    /// Its pupils, in any order; each number once.
    pub pupils: &'a [Pupil],
    /// Its sheets.
    pub rolls: &'a SchoolRolls,
    /// The county's working days.
    pub working_days: &'a WorkingDays,
}

/// Prices a school's month: a bill for every pupil, a line for every mark, and what was found.
///
/// Each class hour is priced by its own day. The order of pupils and sheets does not matter.
///
/// # Clauses
///
/// F1, F2, F4–F11, F14–F19.
///
/// # Examples
///
/// See the crate's first page.
#[must_use]
pub fn price(tariff: &Tariff, facts: &SchoolFacts<'_>, knowledge: Knowledge) -> SchoolBills {
    let mut run = Run::prepare(tariff, facts, knowledge);
    let stride = run.slots_with_sheets();
    let count = facts.pupils.len();
    let mut lines = vec![NO_LINE; stride * count];
    let mut used = vec![0u32; count];
    let order = run.order.clone();
    run.walk(|at, line: Line| {
        let place = order[at] as usize;
        lines[place * stride + used[place] as usize] = line;
        used[place] += 1;
    });
    SchoolBills {
        totals: run.finish(),
        lines,
        stride,
        used,
    }
}

/// Sums up a school's month by the same rules as [`price`], without keeping lines.
#[must_use]
pub fn total(tariff: &Tariff, facts: &SchoolFacts<'_>, knowledge: Knowledge) -> SchoolTotals {
    let mut run = Run::prepare(tariff, facts, knowledge);
    run.walk(|_, _| {});
    run.finish()
}

const NO_LINE: Line = Line {
    on: chrono::NaiveDate::MIN,
    slot: SlotNo::ALL[0],
    mark: Mark::None,
    outcome: Outcome::Nothing,
    rate: Fen::ZERO,
};

/// What [`judge`] says for every mark and standing under some terms, before the cap.
type Verdicts = [[Outcome; Mark::ALL.len()]; Standing::COUNT];

/// One pupil's sums, in fen.
#[derive(Clone, Copy, Default)]
struct Sums {
    due: i64,
    waived: i64,
    held: i64,
    hours: u32,
}

struct Run<'a> {
    tariff: &'a Tariff,
    facts: &'a SchoolFacts<'a>,
    knowledge: Knowledge,
    school: SchoolDays,
    standings: Standings,
    sheets: SettledRolls<'a>,
    /// The pupils' places by number, sorted by number.
    by_number: Vec<(u32, u32)>,
    /// Where each pupil stands in order of number.
    order: Vec<u32>,
    /// The places of the pupils of each shared roster, by position.
    roster_places: Vec<Vec<u32>>,
    sums: Vec<Sums>,
    found: Found,
}

impl<'a> Run<'a> {
    fn prepare(tariff: &'a Tariff, facts: &'a SchoolFacts<'a>, knowledge: Knowledge) -> Self {
        let school = SchoolDays::of(facts, tariff);
        let standings = Standings::of(facts, tariff, knowledge, &school);
        let month = tariff.month();
        let sheets = Sheets {
            rolls: facts.rolls,
            calendar: facts.calendar,
            locks: tariff.locks(),
            billable: tariff.day(0, school.place(0)).billable,
            known_on: knowledge.known_on(),
            admission: knowledge.admission(),
        };
        let sheets = settle(&sheets, month.first_day(), month.last_day());
        let places = (0u32..)
            .zip(facts.pupils)
            .map(|(at, pupil)| (pupil.no.number(), at));
        let mut by_number: Vec<(u32, u32)> = places.collect();
        by_number.sort_unstable();
        let mut order = vec![0; by_number.len()];
        (0u32..)
            .zip(&by_number)
            .for_each(|(place, (_, at))| order[*at as usize] = place);
        let rosters = facts.rolls.rosters().iter();
        let place = |number: u32| find_place(&by_number, number);
        let roster_places = rosters
            .map(|roster| {
                roster
                    .pupils()
                    .iter()
                    .map(|pupil| place(pupil.number()))
                    .collect()
            })
            .collect();
        let sums = vec![Sums::default(); facts.pupils.len()];
        let found = Found::new(facts, tariff, knowledge);
        Self {
            tariff,
            facts,
            knowledge,
            school,
            standings,
            sheets,
            by_number,
            order,
            roster_places,
            sums,
            found,
        }
    }

    /// How many lines a pupil can have at the most.
    fn slots_with_sheets(&self) -> usize {
        let mut days: BTreeMap<_, u8> = BTreeMap::new();
        for sheet in &self.sheets {
            *days.entry(sheet.on).or_default() |= 1 << sheet.slot.index();
        }
        let teaching_days = self.tariff.month().days().count();
        let planned = self
            .facts
            .plan
            .slots()
            .iter()
            .fold(0u8, |set, slot| set | 1 << slot.slot.index());
        let sheets: u8 = days.values().fold(0, |set, slots| set | slots);
        (planned | sheets).count_ones() as usize * teaching_days
    }

    fn walk(&mut self, mut give: impl FnMut(usize, Line)) {
        let days: Vec<_> = self.tariff.month().days().collect();
        let sheets = std::mem::take(&mut self.sheets);
        let mut rest = sheets.as_slice();
        let mut board = Board::new(self.facts.pupils.len());
        let mut next_move = 0;
        for (day, on) in days.into_iter().enumerate() {
            self.standings.enter(day, &mut next_move);
            self.standings.write_day(day, &mut board.standing);
            board.taken.fill(0);
            let here = rest.partition_point(|sheet| sheet.on <= on);
            let (today, later) = rest.split_at(here);
            rest = later;
            for slot in SlotNo::ALL {
                let sheets = today.iter().filter(|sheet| sheet.slot == slot);
                let recorded = self.lay_out(sheets, &mut board.marks);
                let terms = self.terms(day, on, slot);
                let asked = terms
                    .iter()
                    .any(|terms| terms.disposition == Disposition::Chargeable);
                if recorded || asked {
                    self.judge_slot((day, on, slot), &terms, &mut board, &mut give);
                }
            }
        }
    }

    /// Lays the marks of a slot out by pupil. Gives whether there were any sheets.
    fn lay_out<'s>(
        &mut self,
        sheets: impl Iterator<Item = &'s kehou_attendance::SettledRoll<'a>>,
        marks: &mut [Mark],
    ) -> bool
    where
        'a: 's,
    {
        let mut any = false;
        for sheet in sheets {
            if !any {
                marks.fill(Mark::None);
                any = true;
            }
            match sheet.roster {
                Some(roster) => {
                    for (place, mark) in self.roster_places[roster].iter().zip(sheet.marks.iter()) {
                        lay_one(&mut self.found, marks, *place, *mark, sheet);
                    }
                }
                None => {
                    for (pupil, mark) in sheet.pupils.iter().zip(sheet.marks.iter()) {
                        let place = find_place(&self.by_number, pupil.number());
                        lay_one(&mut self.found, marks, place, *mark, sheet);
                    }
                }
            }
            self.found.sheet(sheet);
        }
        if !any {
            marks.fill(Mark::None);
        }
        any
    }

    /// The terms of a slot for each class.
    fn terms(&self, day: usize, on: chrono::NaiveDate, slot: SlotNo) -> Vec<SlotTerms> {
        let tariff = self.tariff.day(day, self.school.place(day));
        let of_class = |class: &kehou_registry::ClassRef| {
            let kind = self.facts.calendar.day(*class, on);
            let asked = AskedSlot {
                on,
                kind,
                slot,
                grade: class.grade,
            };
            slot_terms(tariff, self.facts.plan, &asked, |rate| {
                self.hold(day, on, rate)
            })
        };
        self.standings.cohorts.iter().map(of_class).collect()
    }

    /// What keeps the school from charging a rate for a day. [F15, F17]
    fn hold(&self, day: usize, on: chrono::NaiveDate, rate: Fen) -> Hold {
        if self.payee().is_none() {
            return Hold::Payee;
        }
        let by = match self
            .tariff
            .day(day, self.school.place(day))
            .notice_precedes()
        {
            NoticePrecedes::Bill => self.knowledge.known_on(),
            NoticePrecedes::Service => on.min(self.knowledge.known_on()),
        };
        let noticed = self
            .facts
            .notices
            .iter()
            .any(|notice| notice.permits(rate, on, by));
        if noticed { Hold::None } else { Hold::Notice }
    }

    /// The payee in force on the day of the bill, the latest designated if there are several.
    /// [F17]
    fn payee(&self) -> Option<&'a Payee> {
        let on = self.knowledge.known_on();
        let last = self.tariff.month().days().count() - 1;
        let tariff = self.tariff.day(last, self.school.place(last));
        let lawful = |payee: &&Payee| payee.in_force(on) && tariff.permits_payee(payee.kind);
        self.facts
            .payees
            .iter()
            .filter(lawful)
            .max_by_key(|payee| payee.period.first())
    }

    fn judge_slot(
        &mut self,
        (day, on, slot): (usize, chrono::NaiveDate, SlotNo),
        terms: &[SlotTerms],
        board: &mut Board,
        give: &mut impl FnMut(usize, Line),
    ) {
        let tariff = self.tariff.day(day, self.school.place(day));
        let verdicts: Vec<(Verdicts, i64)> = terms
            .iter()
            .map(|terms| (verdicts(terms, tariff.billable), terms.rate.as_fen()))
            .collect();
        let Self {
            standings,
            sums,
            found,
            ..
        } = self;
        let applied = standings.applied(slot);
        let cap = u8::try_from(tariff.cap.count()).unwrap_or(u8::MAX);
        let each = standings.classes().iter().zip(applied).zip(sums.iter_mut());
        for (at, ((class, applied), sums)) in each.enumerate() {
            let Some((verdicts, rate)) = verdicts.get(*class as usize) else {
                continue;
            };
            let standing =
                board.standing[at] | ((applied >> day & 1) as u8 * Standing::APPLIED.bits());
            let mark = board.marks[at];
            let mut outcome = verdicts[standing as usize % Standing::COUNT][mark.byte() as usize];
            if outcome.takes_class_hour() {
                if board.taken[at] >= cap {
                    outcome = Outcome::OverCap;
                } else {
                    board.taken[at] += 1;
                    if outcome.is_due() {
                        sums.due += rate;
                        sums.hours += 1;
                        sums.waived += if outcome.is_waived() { *rate } else { 0 };
                    }
                }
            }
            if outcome.finding().is_some() {
                sums.held = if outcome.is_held() {
                    sums.held.saturating_add(*rate)
                } else {
                    sums.held
                };
                found.outcome(
                    outcome,
                    at,
                    (on, slot),
                    standings.cohorts.get(*class as usize),
                );
            }
            if outcome != Outcome::Nothing {
                give(
                    at,
                    Line {
                        on,
                        slot,
                        mark,
                        outcome,
                        rate: Fen::new(*rate).unwrap_or_default(),
                    },
                );
            }
        }
    }

    fn finish(self) -> SchoolTotals {
        let payee = self.payee().cloned();
        let amounts = |(_, at): &(u32, u32)| {
            let sums = self.sums[*at as usize];
            let fen = |amount| Fen::new(amount).unwrap_or_default();
            let amounts = Amounts {
                due: fen(sums.due),
                waived: fen(sums.waived),
                payable: fen(sums.due - sums.waived),
                held: fen(sums.held),
                class_hours: ClassHours::new(sums.hours),
            };
            (self.facts.pupils[*at as usize].no, amounts)
        };
        SchoolTotals {
            school: self.facts.school.code.clone(),
            month: self.tariff.month(),
            policy_id: self.tariff.policy_id().clone(),
            purpose: self.knowledge.purpose(),
            billed_on: self.knowledge.known_on(),
            payee,
            pupils: self.by_number.iter().map(amounts).collect(),
            findings: self.found.finish(),
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
        Self {
            marks: vec![Mark::None; pupils],
            standing: vec![0; pupils],
            taken: vec![0; pupils],
        }
    }
}

/// A pupil who is on a sheet but not among the school's pupils has no place.
const NO_PLACE: u32 = u32::MAX;

fn find_place(by_number: &[(u32, u32)], number: u32) -> u32 {
    by_number
        .binary_search_by_key(&number, |(known, _)| *known)
        .map_or(NO_PLACE, |at| by_number[at].1)
}

/// Lays one mark; a second one for the same slot counts once where they agree. [F8]
fn lay_one(
    found: &mut Found,
    marks: &mut [Mark],
    place: u32,
    mark: Mark,
    sheet: &kehou_attendance::SettledRoll<'_>,
) {
    let Some(here) = marks.get_mut(place as usize) else {
        if mark != Mark::None {
            found.stranger(sheet);
        }
        return;
    };
    *here = match (*here, mark) {
        (Mark::None, mark) => mark,
        (mark, Mark::None) => mark,
        (one, other) => {
            found.on_two_rolls(place, sheet);
            if one == other {
                one
            } else {
                Mark::Contradicted
            }
        }
    };
}

fn verdicts(terms: &SlotTerms, billable: kehou_attendance::MarkSet) -> Verdicts {
    let mut table = [[Outcome::Nothing; Mark::ALL.len()]; Standing::COUNT];
    for (bits, row) in (0u8..).zip(&mut table) {
        for (mark, outcome) in Mark::ALL.into_iter().zip(row) {
            let slot = (terms.disposition, terms.hold);
            *outcome = judge(slot, (mark, billable), Standing::at(bits), false);
        }
    }
    table
}
