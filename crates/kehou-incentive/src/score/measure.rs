//! What a component sees of a person: what was done of what was possible.

use crate::{
    card::{Basis, NeutralReason},
    facts::{Ethics, FactParts, MinutesByDuty, StaffFacts},
    kind::{ActivityKind, ActivitySet},
    pack::{Component, DutyRates, ScorePack, Source},
    quantity::{Load, MILLION, Value},
};

/// Units of load in a class hour, for each thousandth of a lesson that it counts.
const CLASS_HOUR: u64 = Load::LESSON / 1_000;

/// What a component sees of a person.
///
/// # Clauses
///
/// S5: what was done is divided by what could have been assigned under the person's limits.
pub(super) fn measure(pack: &ScorePack, component: &Component, facts: &StaffFacts) -> Basis {
    let parts = facts.parts();
    let open = &parts.opportunity;
    match &component.source {
        Source::ClassHours { activities } => {
            let possible = u64::from(open.class_hours.count());
            share(class_hours(parts, *activities), possible, NeutralReason::NothingAssignable)
        }
        Source::DutyMinutes { rates } => share(
            duty_load(&parts.duty, rates),
            duty_load(&open.duty, rates),
            NeutralReason::NothingAssignable,
        ),
        Source::Load { class_hour, rates } => {
            let hour = u64::from(*class_hour) * CLASS_HOUR;
            let hours = class_hours(parts, ActivitySet::ALL);
            let done = hours * hour + duty_load(&parts.duty, rates);
            let assignable = u64::from(open.class_hours.count());
            let possible = assignable * hour + duty_load(&open.duty, rates);
            share(done, possible, NeutralReason::NothingAssignable)
        }
        Source::Activities => activities(pack, parts),
        Source::Rolls => {
            let (in_time, due) = (u64::from(parts.rolls.in_time), u64::from(parts.rolls.due));
            share(in_time, due, NeutralReason::NothingDue)
        }
        Source::Satisfaction => satisfaction(pack, parts),
        Source::Training => {
            let (attended, offered) = (parts.training.attended, parts.training.offered);
            share(u64::from(attended), u64::from(offered), NeutralReason::NothingOffered)
        }
        Source::Ethics => match parts.ethics {
            Ethics::NotOffered => Basis::Neutral(NeutralReason::NothingOffered),
            Ethics::Missing => share(0, 1, NeutralReason::NothingOffered),
            Ethics::Recorded(_) => share(1, 1, NeutralReason::NothingOffered),
        },
        Source::Research => research(parts),
        Source::Findings => {
            let done = u64::from(facts.confirmed_findings());
            let value = Value::from_millionths(done.saturating_mul(MILLION));
            Basis::Measured { done, possible: 0, value }
        }
    }
}

fn share(done: u64, possible: u64, otherwise: NeutralReason) -> Basis {
    match Value::share(done, possible) {
        Some(value) => Basis::Measured { done, possible, value },
        None => Basis::Neutral(otherwise),
    }
}

fn class_hours(parts: &FactParts, activities: ActivitySet) -> u64 {
    activities.iter().map(|kind| u64::from(parts.class_hours[kind.index()].count())).sum()
}

/// Duty in units of load: a thousandth of a lesson an hour is one unit a minute.
fn duty_load(minutes: &MinutesByDuty, rates: &DutyRates) -> u64 {
    let each = minutes.iter().zip(rates);
    each.map(|(minutes, rate)| u64::from(minutes.count()) * u64::from(*rate)).sum()
}

/// Kinds of activities led, each from a share of the assignable class hours, so that somebody with
/// half the days needs half the hours; of the kinds open to the person.
fn activities(pack: &ScorePack, parts: &FactParts) -> Basis {
    let assignable = u64::from(parts.opportunity.class_hours.count());
    let possible = u64::from(parts.opportunity.activities.count());
    if assignable == 0 {
        return Basis::Neutral(NeutralReason::NothingAssignable);
    }
    let least = u64::from(pack.settings().activity_from) * assignable;
    let is_led = |kind: &ActivityKind| {
        let hours = u64::from(parts.class_hours[kind.index()].count());
        hours > 0 && hours * 10_000 >= least
    };
    let led = ActivityKind::ALL.iter().filter(|kind| is_led(kind)).count();
    share(led as u64, possible, NeutralReason::NothingAssignable)
}

/// Satisfaction, from so many answers on. (I11)
fn satisfaction(pack: &ScorePack, parts: &FactParts) -> Basis {
    let (given, least) = (parts.satisfaction, pack.settings().least_answers);
    if given.answers < least {
        let answers = given.answers;
        return Basis::Neutral(NeutralReason::TooFewAnswers { answers, least });
    }
    let (satisfied, answers) = (u64::from(given.satisfied), u64::from(given.answers));
    share(satisfied, answers, NeutralReason::NothingDue)
}

/// Research records for each hundred available days. (O7)
fn research(parts: &FactParts) -> Basis {
    let (done, days) = (parts.records.research.len() as u64, u64::from(parts.opportunity.days));
    match Value::share(done.saturating_mul(100), days) {
        Some(value) => Basis::Measured { done, possible: days, value },
        None => Basis::Neutral(NeutralReason::NothingAssignable),
    }
}
