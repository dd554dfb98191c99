//! Discipline cases (案件) and principals' files (校长档案): what is proposed, by whom it is decided.

mod discipline;
mod principal;
#[cfg(test)]
mod tests;

pub use self::{
    discipline::{
        CaseAct, CaseDeed, CaseRefusal, CaseSource, CaseStage, CaseStageKind, DisciplineCase,
        Reporter, Verified, WrittenReporter,
    },
    principal::{
        EntryAct, EntryCause, EntryDeed, EntryGround, EntryRefusal, EntryStage, EntryStageKind,
        EntryView, FileEntry, Key, Post, PrincipalError, PrincipalStatement, WrittenPost,
        entry_cause, entry_task, principal_on,
    },
};
