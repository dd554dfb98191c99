//! Judging the next act: is it possible, in time, and by somebody who may?

use chrono::{Days, NaiveDate, NaiveTime};
use kehou_registry::WorkingDays;
use kehou_units::Instant;

use super::{
    ListAct, ListDeed, ListDeedKind, ListRecorded, ListRefusal, ListStage, ScoreList, is_after,
    step::step,
};
use crate::pack::ObjectionDays;

/// The most working days for which a list may be published.
const DAYS_MOST: u32 = 60;

/// What an act is judged by.
#[derive(Clone, Copy, Debug)]
pub struct ListGround<'a> {
    /// How long objections and appeals are possible, by the pack.
    pub days: ObjectionDays,
    /// The working-day calendar.
    pub working: &'a WorkingDays,
}

/// An act that was allowed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ListAdvanced {
    /// The list after it.
    pub list: ScoreList,
    /// What is stored.
    pub recorded: ListRecorded,
}

impl ScoreList {
    /// Makes a list.
    ///
    /// # Errors
    ///
    /// [`ListRefusal::Illegal`] when the act does not make one.
    pub fn make(act: ListAct) -> Result<ListAdvanced, ListRefusal> {
        let recorded = ListRecorded { act, last_day: None };
        Ok(ListAdvanced { list: step(None, &recorded)?, recorded })
    }

    /// Does the next act.
    ///
    /// # Errors
    ///
    /// - [`ListRefusal::Illegal`] when the deed is not possible at this stage; it names both.
    /// - [`ListRefusal::TooEarly`] before the last act, and for freezing before the last day for
    ///   objections is over.
    /// - [`ListRefusal::TooLate`] for an objection or appeal after its last day.
    /// - [`ListRefusal::Days`] for a publication shorter than the pack allows, or beyond the
    ///   calendar.
    /// - [`ListRefusal::OwnCause`] for an answer by whoever raised the complaint, and a decision
    ///   recorded by the person it is about.
    /// - [`ListRefusal::NoComplaint`] for one that does not exist, is answered, or is of the other
    ///   kind.
    /// - [`ListRefusal::NotListed`] for a decision about somebody not proposed, and an appeal of
    ///   somebody not ranked.
    /// - [`ListRefusal::Open`] for freezing and revising while complaints wait.
    ///
    /// # Clauses
    ///
    /// S7.
    pub fn advance(
        self,
        act: ListAct,
        ground: &ListGround<'_>,
    ) -> Result<ListAdvanced, ListRefusal> {
        let attempted = act.deed.kind();
        let last_day = self.judge(&act, ground);
        let recorded = ListRecorded { act, last_day: last_day.as_ref().ok().copied().flatten() };
        match (last_day, step(Some(self), &recorded)) {
            // What is not possible at all is said before what is wrong with its particulars.
            (_, Err(ListRefusal::Illegal { from, .. })) => {
                Err(ListRefusal::Illegal { from, attempted })
            }
            (Err(refusal), _) | (Ok(_), Err(refusal)) => Err(refusal),
            (Ok(_), Ok(list)) => Ok(ListAdvanced { list, recorded }),
        }
    }

    /// The last day that an act sets, if any, or what is wrong with its time.
    fn judge(
        &self,
        act: &ListAct,
        ground: &ListGround<'_>,
    ) -> Result<Option<NaiveDate>, ListRefusal> {
        let attempted = act.deed.kind();
        let at = act.signed.at;
        if at < self.last.at {
            return Err(ListRefusal::TooEarly { attempted, until: self.last.at });
        }
        match (&self.stage, &act.deed) {
            (ListStage::Made, ListDeed::Publish { days, .. }) => {
                let least = ground.days.objections;
                let asked = days.unwrap_or(least);
                last_day(at.day(), asked, least, ground).map(Some)
            }
            (ListStage::Published { until, .. }, ListDeed::Object { .. })
                if is_after(at, *until) =>
            {
                Err(ListRefusal::TooLate { attempted, last_day: *until })
            }
            (ListStage::Published { until, .. }, ListDeed::Freeze) => {
                if !is_after(at, *until) {
                    return Err(too_early(ListDeedKind::Freeze, *until));
                }
                let appeals = ground.days.appeals;
                last_day(at.day(), appeals, appeals, ground).map(Some)
            }
            (ListStage::Frozen { appeals_until, .. }, ListDeed::Appeal { .. })
                if is_after(at, *appeals_until) =>
            {
                Err(ListRefusal::TooLate { attempted, last_day: *appeals_until })
            }
            _ => Ok(None),
        }
    }
}

/// It is possible from the midnight that ends a day.
fn too_early(attempted: ListDeedKind, last_day: NaiveDate) -> ListRefusal {
    let next = last_day.checked_add_days(Days::new(1)).unwrap_or(NaiveDate::MAX);
    ListRefusal::TooEarly { attempted, until: Instant::of_county(next.and_time(NaiveTime::MIN)) }
}

fn last_day(
    from: NaiveDate,
    asked: u32,
    least: u32,
    ground: &ListGround<'_>,
) -> Result<NaiveDate, ListRefusal> {
    let refused = ListRefusal::Days { asked, least, most: DAYS_MOST };
    if !(least..=DAYS_MOST).contains(&asked) {
        return Err(refused);
    }
    ground.working.after(from, asked).ok_or(refused)
}
