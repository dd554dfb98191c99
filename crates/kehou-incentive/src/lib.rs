//! What taking part in after-school service counts for: score packs, cards that explain themselves,
//! fair shares, flexible working hours, lists that a body decides on.
//!
//! Pure rules: dates, instants, seeds and ids are arguments; the same pack and facts give the same
//! bytes. Every score is a whole number of small units; nothing is rounded in between but where a
//! doc comment says so.

mod card;
mod data_text;
mod digest;
mod facts;
mod fairness;
mod flexible;
mod kind;
mod pack;
mod problem;
mod publication;
mod quantity;
mod ranking;
mod score;
#[cfg(feature = "testing")]
pub mod testing;
#[cfg(test)]
mod tests;
mod what_if;
mod workload;
mod written;

pub use card::{
    Basis, Card, CardDifference, CardLine, Cause, DifferenceError, LineChange, NeutralReason,
    PackRef,
};
pub use digest::Digest;
pub use facts::{
    Ethics, EthicsFinding, FactParts, FactsError, FindingStanding, Gathered, HoursByActivity,
    Interval, Limits, MinutesByDuty, OpenDay, OpenDuty, OpenSlot, Opportunity, PersonFinding,
    Proof, RecordId, RecordOrigin, Records, Rolls, Satisfaction, ServiceRecord, SkipReason,
    Skipped, StaffFacts, Tally, Training, Witness, Work, gather,
};
pub use fairness::{
    FairnessReport, GroupDuty, Requests, ShownCount, ShownCounts, Spread, gini, show_counts,
};
pub use flexible::{
    Balance, CoreLesson, Earning, FlexDecision, FlexGround, FlexPolicy, FlexRequest, FlexRules,
    FlexSituation, Lot, RequestError, StatutoryCare, StatutoryRefusal, StatutoryRules, Use,
    balance,
};
pub use kind::{ActivityKind, ActivitySet, DutyKind, StaffGroup};
pub use pack::{
    BarredInput, Component, Conversion, Direction, DutyRates, LastResort, ListOutcome, ListRule,
    ObjectionDays, PackProblem, PackSettings, Packs, Places, QuotaRounding, SchoolPartRule, Scope,
    ScorePack, Source, SourceKind, Transform, TransformKind,
};
pub use problem::{DataFault, DataFaults, DataProblem};
pub use publication::{
    BodyDecision, Complaint, ComplaintAnswer, ListAct, ListAdvanced, ListContent, ListDeed,
    ListDeedKind, ListGround, ListRecorded, ListRefusal, ListStage, ListStageKind, Outcome, Ruling,
    ScoreList,
};
pub use quantity::{Fraction, Load, Points, Value, Weight};
pub use ranking::{
    Entry, Lever, LeverKind, RankError, RankedList, Standing, Standpoint, rank, standpoint,
};
pub use score::{score, score_all};
pub use what_if::{Move, Moves, WhatIf, what_if};
pub use workload::{DutyLine, HoursLine, WorkloadStatement, load_of, workload};
pub use written::{LINE_BYTES, Line, Reasoned, STAFF_BYTES, Signature, StaffRef, WrittenError};
