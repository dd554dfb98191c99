//! Which schools are visited and why, what was found there, and what became of it.
//!
//! Pure rules: dates, instants, seeds and ids are arguments; the same facts give the same answer.

mod assign;
mod attachment;
mod bound;
mod campaign;
mod checklist;
mod data_text;
mod deadline;
mod document;
mod dossier;
mod finding;
mod frame;
mod quota;
pub mod record;
mod rectification;
mod results;
mod safety;
mod score;
mod worklist;
mod written;

pub use assign::{
    AssignError, AssignSettings, Assignment, Collision, InspectorNo, Link, LinkKind, Pairing,
    Recusal, RecusalReason, Visit, assign, recusal_of, recusals_of,
};
pub use attachment::{
    ATTACHMENT_BYTES, Attachment, AttachmentError, MediaType, PIECE_BYTES, SCHOOL_ATTACHMENT_BYTES,
    has_room, media_of,
};
pub use bound::{
    BoundError, ErrorRate, NextError, NextVisits, Sample, Statement, StratumBound, StratumVisits,
    bound, next_visits, upper_bound,
};
pub use campaign::{
    AssignOrder, BelowFloor, Campaign, CampaignAct, CampaignAdvanced, CampaignCourse, CampaignDeed,
    CampaignDeedKind, CampaignNo, CampaignOutcome, CampaignRecorded, CampaignRefusal,
    CampaignRules, CampaignStage, CampaignState, Committed, Drawn, DrawnStratum, FixedFrame,
    Inspector, PlanError, PlannedVisit, RoutineStanding, RoutineVisit, RoutineVisited, VisitPlan,
    VisitReason, pairing_id, routine_standing,
};
pub use checklist::{
    AdoptError, AdoptedChecklist, AnswerSheet, CheckOutcome, Checklist, Compared, Contradiction,
    EvidenceKind, Given, GradeLine, Item, ItemAnswer, Looked, NotApplicable, Part, Prefill,
    Prefilled, Relation, SchoolVisit, SelfCheck, SheetError, SheetRole, SubmitError,
    SubmittedSheet, Veto, VisitError, VisitReport, compare, contradictions, is_new, prefill,
};
pub use data_text::{DataFault, DataProblem};
pub use deadline::{Deadline, Light};
pub use document::{
    AnnouncedFinding, DocumentError, Letterhead, announcement, rectification_order,
};
pub use dossier::{
    CaseAct, CaseDeed, CaseRefusal, CaseSource, CaseStage, CaseStageKind, DisciplineCase, EntryAct,
    EntryCause, EntryDeed, EntryGround, EntryRefusal, EntryStage, EntryStageKind, EntryView,
    FileEntry, Key, Post, PrincipalError, PrincipalStatement, Reporter, Verified, WrittenPost,
    WrittenReporter, entry_cause, entry_task, principal_on,
};
pub use finding::{
    Act, Advanced, Announcement, Answer, Confirmation, Deed, DeedKind, Evidence, Extension,
    Finding, FindingNo, Ground, KnownProblem, Measure, Need, Opening, Order, Overdue, Problem,
    Proof, Recorded, Refusal, Rejection, Rung, RungTaken, Stage, StageKind, Submission, Tie,
    Verdict, repeat_of,
};
pub use frame::{
    FrameClass, FrameCounts, FrameFault, FrameSettings, FramedSchool, InspectionFrame, ListedAs,
    Listing, MustReason, OtherReason, OutsideReason, PrivateSchools, Stratum,
};
pub use quota::{
    Allocation, AllocationPlan, FloorPercent, FloorPercentError, Quota, QuotaReading,
    QuotaSettings, Spread, StratumShare, TownsError, TownsFirst, allocate, share_out,
};
pub use rectification::{Gravity, RectificationRules};
pub use results::{
    AssessmentRow, GoodPractice, Group, GroupResult, Points, PracticeAct, PracticeDeed,
    PracticeRefusal, PracticeStage, PracticeStageKind, PublicRow, PublicSummary, PublishedPractice,
    ResultError, SchoolPlace, SchoolResult, SelfCompared, SummaryHead, assessment_rows,
    group_results, public_summary, school_result, summary_page,
};
pub use safety::{SafetyEntry, SafetyGap, SafetyItem, SafetyKind, SafetyLack, safety_gaps};
pub use score::{
    Earned, Score, ScoreLine, VetoDecision, VetoError, VetoGround, VetoVerdict, score,
    veto_proposals,
};
pub use worklist::{
    Chore, Desk, Matter, Task, Today, routine_task, safety_tasks, tasks_of, worklist,
};
pub use written::{
    LINE_BYTES, Line, PASSAGE_BYTES, PERSON_BYTES, Passage, PersonRef, Reasoned, Signature,
    WrittenError,
};
