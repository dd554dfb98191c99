//! Which schools are visited and why, what was found there, and what became of it.
//!
//! Pure rules: dates, instants, seeds and ids are arguments; the same facts give the same answer.

mod assign;
mod bound;
mod frame;
mod quota;

pub use assign::{
    AssignError, AssignSettings, Assignment, Collision, InspectorNo, Link, LinkKind, Pairing,
    Recusal, RecusalReason, Visit, assign, recusal_of, recusals_of,
};
pub use bound::{
    BoundError, ErrorRate, NextError, NextVisits, Sample, Statement, StratumBound, StratumVisits,
    bound, next_visits, upper_bound,
};
pub use frame::{
    FrameClass, FrameCounts, FrameFault, FrameSettings, FramedSchool, InspectionFrame, ListedAs,
    Listing, MustReason, OtherReason, OutsideReason, PrivateSchools, Stratum,
};
pub use quota::{
    Allocation, AllocationPlan, FloorPercent, FloorPercentError, Quota, QuotaReading,
    QuotaSettings, Spread, StratumShare, TownsError, TownsFirst, allocate, share_out,
};
