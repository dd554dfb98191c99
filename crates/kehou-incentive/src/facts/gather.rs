//! From records of sessions and duties to what each person did.

use std::collections::BTreeMap;

use chrono::{NaiveDate, NaiveTime};
use kehou_units::{ClassHours, Minutes};

use super::{HoursByActivity, MinutesByDuty, Proof, RecordId, Records};
use crate::{
    kind::{ActivityKind, DutyKind},
    written::StaffRef,
};

/// What somebody did.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Work {
    /// Led one class hour: a chargeable slot, whatever its minutes. (F6)
    ClassHour(ActivityKind),
    /// Was on duty from its beginning to its end, in minutes. (G7)
    Duty(DutyKind),
}

/// A record of one session or duty.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ServiceRecord {
    /// Its id.
    pub id: RecordId,
    /// Who.
    pub staff: StaffRef,
    /// On which day.
    pub on: NaiveDate,
    /// When it began.
    pub starts: NaiveTime,
    /// When it ended.
    pub ends: NaiveTime,
    /// What it was.
    pub work: Work,
    /// What speaks for it.
    pub proof: Proof,
}

/// Why a record counts for nothing.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum SkipReason {
    /// Nobody verified it. (S6)
    Unverified,
    /// It ends before it begins.
    NoTime,
    /// The person was elsewhere then: another record counts, at whichever school. (C6, L10)
    Overlaps(RecordId),
}

/// A record that counts for nothing, and why.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Skipped {
    /// The record.
    pub record: RecordId,
    /// Why.
    pub why: SkipReason,
}

/// What a person did by verified records.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Tally {
    /// Class hours.
    pub class_hours: HoursByActivity,
    /// Minutes of duty.
    pub duty: MinutesByDuty,
    /// The records behind both.
    pub records: Records,
}

/// What everybody did, and which records count for nothing.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Gathered {
    /// By person.
    pub tallies: BTreeMap<StaffRef, Tally>,
    /// Records that count for nothing, in the order of persons and times.
    pub skipped: Vec<Skipped>,
}

/// Adds up verified records by person; of two that overlap the one that begins first counts, of
/// those that begin together the class hour.
///
/// The order in which records are given changes nothing.
///
/// # Clauses
///
/// S6.
#[must_use]
pub fn gather(records: &[ServiceRecord]) -> Gathered {
    let mut order: Vec<&ServiceRecord> = records.iter().collect();
    order.sort_by_key(|it| (&it.staff, it.on, it.starts, it.work, it.ends, it.id));
    let mut gathered = Gathered::default();
    let mut last: Option<&ServiceRecord> = None;
    for record in order {
        if let Some(why) = reason_to_skip(record, last) {
            gathered.skipped.push(Skipped { record: record.id, why });
            continue;
        }
        last = Some(record);
        let tally = gathered.tallies.entry(record.staff.clone()).or_default();
        match record.work {
            Work::ClassHour(kind) => {
                let hours = &mut tally.class_hours[kind.index()];
                *hours = hours.plus(ClassHours::ONE);
                tally.records.class_hours[kind.index()].push(record.id);
            }
            Work::Duty(kind) => {
                let more = Minutes::between(record.starts, record.ends).unwrap_or_default();
                let minutes = &mut tally.duty[kind.index()];
                *minutes = Minutes::new(minutes.count().saturating_add(more.count()));
                tally.records.duty[kind.index()].push(record.id);
            }
        }
    }
    gathered
}

/// `last` is the record before it that counts: no later one ends before it begins.
fn reason_to_skip(record: &ServiceRecord, last: Option<&ServiceRecord>) -> Option<SkipReason> {
    if !record.proof.is_verified() {
        return Some(SkipReason::Unverified);
    }
    if record.ends <= record.starts {
        return Some(SkipReason::NoTime);
    }
    let clash = last.filter(|last| {
        last.staff == record.staff && last.on == record.on && record.starts < last.ends
    });
    clash.map(|last| SkipReason::Overlaps(last.id))
}
