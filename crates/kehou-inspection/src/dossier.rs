//! Discipline cases (案件) and principals' files (校长档案): what is proposed, by whom it is decided.

mod discipline;
mod principal;
#[cfg(test)]
mod tests;

pub use self::{
    discipline::{
        CaseAct, CaseDeed, CaseRefusal, CaseSource, CaseStage, DisciplineCase, Reporter, Verified,
    },
    principal::{
        EntryAct, EntryDeed, EntryGround, EntryRefusal, EntryStage, EntryView, FileEntry, Key,
        Post, PrincipalError, PrincipalStatement, principal_on,
    },
};
