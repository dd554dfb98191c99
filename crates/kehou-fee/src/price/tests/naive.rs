//! The rules read again, word by word and without regard to speed. What these functions share with
//! the real ones are the facts' own questions: is a waiver in force, does an application cover.

use chrono::{Datelike, NaiveDate};
use kehou_attendance::{Admission, GroupNo, Mark, MarkSet, Roll};
use kehou_policy::FeePlace;
use kehou_registry::{
    Affiliation, Boarding, Charging, ClassRef, PlannedSlot, Pupil, PupilNo, SlotNo,
};
use kehou_units::{ClassHours, Fen};

use crate::{Amounts, DayTariff, Knowledge, SchoolFacts, Tariff};

/// What a mark comes to.
enum Comes {
    Nothing,
    NotRecorded,
    Due(Fen),
    Waived(Fen),
    /// Held for a reason of this pupil, day or slot.
    Held(Fen),
    /// Held because the school may not charge at all; it uses up the day like a charge.
    SchoolHeld(Fen),
}

struct Asked<'a> {
    tariff: &'a Tariff,
    facts: &'a SchoolFacts<'a>,
    knowledge: Knowledge,
    pupil: &'a Pupil,
}

/// The amounts of a pupil, and how many marks are missing.
pub(super) fn amounts(
    tariff: &Tariff,
    facts: &SchoolFacts<'_>,
    knowledge: Knowledge,
    pupil: &Pupil,
) -> (Amounts, u32) {
    let asked = Asked { tariff, facts, knowledge, pupil };
    let (mut due, mut waived, mut held, mut hours, mut missing) = (0, 0, 0, 0, 0);
    for on in tariff.month().days() {
        let mut used = 0;
        for slot in SlotNo::ALL {
            match asked.comes(on, slot, used) {
                Comes::Nothing => {}
                Comes::NotRecorded => missing += 1,
                Comes::Due(rate) => {
                    (due, hours, used) = (due + rate.as_fen(), hours + 1, used + 1);
                }
                Comes::Waived(rate) => {
                    (due, hours, used) = (due + rate.as_fen(), hours + 1, used + 1);
                    waived += rate.as_fen();
                }
                Comes::Held(rate) => held += rate.as_fen(),
                Comes::SchoolHeld(rate) => (held, used) = (held + rate.as_fen(), used + 1),
            }
        }
    }
    let fen = |fen| Fen::new(fen).unwrap();
    let amounts = Amounts {
        due: fen(due),
        waived: fen(waived),
        payable: fen(due - waived),
        held: fen(held),
        class_hours: ClassHours::new(hours),
    };
    (amounts, missing)
}

impl Asked<'_> {
    fn comes(&self, on: NaiveDate, slot: SlotNo, used: u32) -> Comes {
        let Some(profile) = self.facts.school.profile(on) else { return Comes::Nothing };
        let Some(placement) = self.pupil.placements.in_force(on) else { return Comes::Nothing };
        let terms = self.tariff.day(on.day0() as usize, profile.fee_place);
        let grade = placement.class.grade;
        let is_private = profile.affiliation == Affiliation::Private;
        if placement.boarding == Boarding::Boarder && !terms.charges_boarders(grade)
            || is_private && !terms.charges_private()
        {
            return Comes::Nothing;
        }
        let mark = self.mark(on, slot, terms.billable);
        let attended = terms.billable.holds(mark);
        let Some(weekday) = self.facts.calendar.day(placement.class, on).timetable(on) else {
            let other_days = self.facts.plan.slots().iter().find(|planned| {
                planned.slot == slot && planned.grades.holds(grade) && planned.period.holds(on)
            });
            return match other_days {
                Some(planned) if attended && planned.charging != Charging::Free => {
                    Comes::Held(price(planned, terms))
                }
                _ => Comes::Nothing,
            };
        };
        match self.facts.plan.planned(slot, grade, on, weekday) {
            Some(planned)
                if planned.charging != Charging::Free && !planned.cancelled.contains(&on) =>
            {
                self.runs(on, (planned, placement.class), (mark, attended), (terms, used))
            }
            _ => Comes::Nothing,
        }
    }

    /// What a mark comes to in a slot that runs that day and is meant to be charged.
    fn runs(
        &self,
        on: NaiveDate,
        (planned, class): (&PlannedSlot, ClassRef),
        (mark, attended): (Mark, bool),
        (terms, used): (&DayTariff, u32),
    ) -> Comes {
        let rate = price(planned, terms);
        let lawful = !terms.is_free_kind(planned.kind)
            && planned.length() >= terms.shortest_slot(class.grade)
            && rate <= terms.rate;
        let follows = self.facts.calendar.day(class, on).timetable(on).unwrap_or(on.weekday());
        let covers = |application: &kehou_registry::Application| {
            application.covers(on, follows, planned.slot)
        };
        let applied = self.pupil.applications.iter().any(covers);
        match (mark, attended) {
            (Mark::None, _) if lawful && applied && self.must_be_recorded(on) => Comes::NotRecorded,
            (_, false) => Comes::Nothing,
            (_, true) if !lawful || !applied => Comes::Held(rate),
            (_, true) if used >= terms.cap.count() => Comes::Nothing,
            (_, true) if self.is_waived(on) => Comes::Waived(rate),
            (_, true) if !self.may_charge(rate, on) => Comes::SchoolHeld(rate),
            (_, true) => Comes::Due(rate),
        }
    }

    /// A look ahead asks for no sheet before it has locked.
    fn must_be_recorded(&self, on: NaiveDate) -> bool {
        let next = self.facts.calendar.next_teaching_day(on);
        let is_preview = self.knowledge.purpose() == crate::Purpose::Preview;
        !is_preview || next.is_some_and(|next| next < self.knowledge.known_on())
    }

    fn is_waived(&self, on: NaiveDate) -> bool {
        let (terms, known_on) = (self.facts.calendar.terms(), self.knowledge.known_on());
        self.pupil.waivers.iter().any(|waiver| waiver.standing(on, terms, known_on).is_some())
    }

    fn may_charge(&self, rate: Fen, on: NaiveDate) -> bool {
        let billed_on = self.knowledge.known_on();
        let last_day = self.tariff.day(30, FeePlace::Rural);
        let mut payees = self.facts.payees.iter();
        payees.any(|payee| payee.in_force(billed_on) && last_day.permits_payee(payee.kind))
            && self.facts.notices.iter().any(|notice| {
                notice.published_on <= billed_on
                    && notice.covers.holds(on)
                    && rate <= notice.rate
                    && notice.missing().is_empty()
            })
    }

    /// The mark of a slot that counts: groups that agree, or are silent.
    fn mark(&self, on: NaiveDate, slot: SlotNo, billable: MarkSet) -> Mark {
        let known = |roll: &&Roll| {
            let known_on = self.knowledge.known_on();
            (roll.on, roll.slot) == (on, slot)
                && roll.recorded_at.is_none_or(|at| at.date() <= known_on)
                && (self.knowledge.purpose() != crate::Purpose::Preview || roll.on <= known_on)
        };
        let rolls: Vec<&Roll> = self.facts.rolls.rolls().iter().filter(known).collect();
        let mut groups: Vec<GroupNo> = rolls.iter().map(|roll| roll.group).collect();
        groups.sort();
        groups.dedup();
        let of_group = |group: GroupNo| {
            let same: Vec<&Roll> = rolls.iter().copied().filter(|r| r.group == group).collect();
            self.mark_of_group(on, &same, billable)
        };
        together(groups.into_iter().map(of_group))
    }

    fn mark_of_group(&self, on: NaiveDate, rolls: &[&Roll], billable: MarkSet) -> Mark {
        let next = self.facts.calendar.next_teaching_day(on);
        let lock = next.and_then(|next| next.and_hms_opt(18, 0, 0));
        let is_late = |roll: &&&Roll| {
            roll.recorded_at.zip(lock).is_some_and(|(recorded, lock)| recorded > lock)
        };
        // The highest revision that says anything about the pupil.
        let said = |rolls: Vec<&&Roll>| {
            let says = |roll: &&&Roll| self.mark_on(roll, self.pupil.no) != Mark::None;
            let rolls: Vec<&&Roll> = rolls.into_iter().filter(says).collect();
            let highest = rolls.iter().map(|roll| roll.revision).max();
            let latest = rolls.into_iter().filter(|roll| Some(roll.revision) == highest);
            (highest, together(latest.map(|roll| self.mark_on(roll, self.pupil.no))))
        };
        let (last_in_time, in_time) = said(rolls.iter().filter(|roll| !is_late(roll)).collect());
        let (last_late, late) = said(rolls.iter().filter(is_late).collect());
        // What came in time with a higher revision is the last word.
        if last_in_time > last_late {
            return in_time;
        }
        let raises = billable.holds(late) && !billable.holds(in_time);
        let refused = raises && self.knowledge.admission() == Admission::LoweringOnly;
        if late == Mark::None || refused { in_time } else { late }
    }

    fn mark_on(&self, roll: &Roll, pupil: PupilNo) -> Mark {
        let roster = self.facts.rolls.rosters()[roll.roster].pupils();
        let position = roster.iter().position(|listed| *listed == pupil);
        position.map_or(Mark::None, |position| roll.marks[position])
    }
}

fn together(marks: impl Iterator<Item = Mark>) -> Mark {
    let mut said: Vec<Mark> = marks.filter(|mark| *mark != Mark::None).collect();
    said.dedup();
    match said[..] {
        [] => Mark::None,
        [one] => one,
        _ => Mark::Contradicted,
    }
}

fn price(planned: &PlannedSlot, terms: &DayTariff) -> Fen {
    match planned.charging {
        Charging::Free => Fen::ZERO,
        Charging::CountyRate => terms.rate,
        Charging::Priced(price) => price,
    }
}
