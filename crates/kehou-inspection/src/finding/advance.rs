//! Judging the next act: is it possible, in time, and by somebody who may?

use std::collections::BTreeSet;

use chrono::{NaiveDate, NaiveTime};
use kehou_registry::WorkingDays;
use kehou_units::{Dated, Instant};

use super::{
    Act, Deed, DeedKind, Finding, Need, Opening, Order, Recorded, Refusal, Rung, Stage, Tie,
    step::step,
};
use crate::{
    deadline::Deadline,
    rectification::{Gravity, RectificationRules},
    written::PersonRef,
};

/// What an act is judged by.
#[derive(Clone, Copy, Debug)]
pub struct Ground<'a> {
    /// How long each step may take, by day.
    pub rules: &'a Dated<RectificationRules>,
    /// The working-day calendar.
    pub working: &'a WorkingDays,
    /// Persons linked to the school: workplace now or in the last 3 years, or family. (I6)
    pub linked: &'a BTreeSet<PersonRef>,
}

/// An act that was allowed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Advanced {
    /// The finding after it.
    pub finding: Finding,
    /// What is stored.
    pub recorded: Recorded,
}

impl Finding {
    /// Opens a finding; an urgent one needs measures by the end of the same day.
    ///
    /// # Errors
    ///
    /// [`Refusal::Illegal`] when the act does not open; [`Refusal::TooEarly`] before the day of the
    /// fact.
    pub fn open(act: Act) -> Result<Advanced, Refusal> {
        if let Deed::Open { opening } = &act.deed
            && opening.observed_on > act.signed.at.day()
        {
            let until = Instant::of_county(opening.observed_on.and_time(NaiveTime::MIN));
            return Err(Refusal::TooEarly { attempted: DeedKind::Open, until });
        }
        let urgent = |opening: &Opening| opening.gravity.is_urgent();
        let due = match &act.deed {
            Deed::Open { opening } if urgent(opening) => Some(Deadline::on(act.signed.at.day())),
            _ => None,
        };
        let recorded = Recorded { act, due };
        Ok(Advanced { finding: step(None, &recorded)?, recorded })
    }

    /// Does the next act.
    ///
    /// # Errors
    ///
    /// - [`Refusal::Illegal`] when the deed is not possible at this stage; it names both.
    /// - [`Refusal::TooEarly`] before the last act, before a deadline that must have passed, or
    ///   before the next rung is due.
    /// - [`Refusal::TooLate`] for a statement or an extension after its deadline.
    /// - [`Refusal::Days`] for a deadline outside what the settings allow.
    /// - [`Refusal::NotIndependent`] for a verifier who handed in evidence or is linked to the
    ///   school.
    /// - [`Refusal::Incomplete`] without evidence, and for closing an urgent finding without
    ///   measures.
    /// - [`Refusal::OutOfTurn`] for a second announcement or extension, and for a rung that is not
    ///   next.
    /// - [`Refusal::NoRules`] when no deadline can be told.
    ///
    /// # Clauses
    ///
    /// I9, I6; R25, R36.
    pub fn advance(self, act: Act, ground: &Ground<'_>) -> Result<Advanced, Refusal> {
        let attempted = act.deed.kind();
        let due = self.judge(&act, ground);
        let unjudged = Recorded { act, due: due.as_ref().ok().copied().flatten() };
        match (due, step(Some(self), &unjudged)) {
            // What is not possible at all is said before what is wrong with its particulars.
            (_, Err(Refusal::Illegal { from, .. })) => Err(Refusal::Illegal { from, attempted }),
            (Err(refusal), _) | (Ok(_), Err(refusal)) => Err(refusal),
            (Ok(_), Ok(finding)) => Ok(Advanced { finding, recorded: unjudged }),
        }
    }

    /// The deadline that an act sets, if any, or what is wrong with its particulars.
    fn judge(&self, act: &Act, ground: &Ground<'_>) -> Result<Option<Deadline>, Refusal> {
        let attempted = act.deed.kind();
        let at = act.signed.at;
        if at < self.last.at {
            return Err(Refusal::TooEarly { attempted, until: self.last.at });
        }
        match (&self.stage, &act.deed) {
            (Stage::Draft, Deed::Notify) => {
                let days = ground.rules(at.day())?.statement_days;
                ground.deadline(at.day(), days).map(Some)
            }
            (Stage::AwaitingStatement { due }, Deed::Respond { .. }) if due.has_passed(at) => {
                Err(Refusal::TooLate { attempted, due: *due })
            }
            (Stage::AwaitingStatement { due }, Deed::Lapse) if !due.has_passed(at) => {
                Err(Refusal::TooEarly { attempted, until: due.ends_at() })
            }
            (Stage::Confirmed { .. }, Deed::Order { days, .. }) => {
                let most = ground.rules(at.day())?.days_of(self.opening.gravity);
                let asked = days.unwrap_or(most);
                within(asked, 1, most)?;
                ground.deadline(at.day(), asked).map(Some)
            }
            (Stage::Ordered { order, .. }, Deed::Extend { days, .. }) => {
                self.extended(order, *days, act, ground).map(Some)
            }
            (_, Deed::Verify { .. }) if ground.linked.contains(&act.signed.by) => {
                Err(Refusal::NotIndependent { who: act.signed.by.clone(), tie: Tie::School })
            }
            (_, Deed::Close) if self.opening.gravity.is_urgent() && self.measures.is_empty() => {
                Err(Refusal::Incomplete { attempted, needs: Need::Measures })
            }
            (_, Deed::Escalate { rung, .. }) => self.may_climb(*rung, act, ground).map(|()| None),
            _ => Ok(None),
        }
    }

    fn extended(
        &self,
        order: &Order,
        days: u32,
        act: &Act,
        ground: &Ground<'_>,
    ) -> Result<Deadline, Refusal> {
        let attempted = DeedKind::Extend;
        if order.extension.is_some() {
            return Err(Refusal::OutOfTurn { attempted });
        }
        if order.due().has_passed(act.signed.at) {
            return Err(Refusal::TooLate { attempted, due: order.due() });
        }
        let ordered = order.signed.at.day();
        let most = ground.rules(act.signed.at.day())?.longest_days;
        within(days, 1, most)?;
        let due = ground.deadline(ordered, days)?;
        if due > order.due() {
            return Ok(due);
        }
        let least = (days..=most).find(|days| {
            Deadline::after(ordered, *days, ground.working).is_some_and(|later| later > order.due())
        });
        Err(Refusal::Days { asked: days, least: least.unwrap_or(most), most })
    }

    /// Whether a rung may be taken: the correction is overdue, the rung is next, and the one
    /// before it is some working days old.
    fn may_climb(&self, rung: Rung, act: &Act, ground: &Ground<'_>) -> Result<(), Refusal> {
        let attempted = DeedKind::Escalate;
        let at = act.signed.at;
        let Some(order) = self.order() else {
            return Ok(());
        };
        if self.overdue(at).is_none() {
            return Err(Refusal::TooEarly { attempted, until: order.due().ends_at() });
        }
        if !order.next_rungs(self.opening.repeats.is_some()).contains(&rung) {
            return Err(Refusal::OutOfTurn { attempted });
        }
        // Both offices may be told on one day.
        let lower = order.rungs.iter().rev().find(|taken| !is_proposal(taken.rung));
        let Some(lower) = lower else {
            return Ok(());
        };
        let days = ground.rules(at.day())?.rung_days;
        let patience = ground.deadline(lower.signed.at.day(), days)?;
        if patience.has_passed(at) {
            Ok(())
        } else {
            Err(Refusal::TooEarly { attempted, until: patience.ends_at() })
        }
    }
}

const fn is_proposal(rung: Rung) -> bool {
    matches!(rung, Rung::ToDiscipline | Rung::ToPersonnel)
}

const fn within(asked: u32, least: u32, most: u32) -> Result<(), Refusal> {
    if asked < least || asked > most { Err(Refusal::Days { asked, least, most }) } else { Ok(()) }
}

impl Ground<'_> {
    /// How long each step may take from a day on.
    fn rules(&self, on: NaiveDate) -> Result<&RectificationRules, Refusal> {
        self.rules.in_force(on).ok_or(Refusal::NoRules { on })
    }

    fn deadline(&self, from: NaiveDate, days: u32) -> Result<Deadline, Refusal> {
        Deadline::after(from, days, self.working).ok_or(Refusal::NoRules { on: from })
    }

    /// The longest that the correction of a finding may take from a day on, in working days.
    #[must_use]
    pub fn longest(&self, on: NaiveDate, gravity: Gravity) -> Option<u32> {
        self.rules.in_force(on).map(|rules| rules.days_of(gravity))
    }
}
