//! What was handed in and decided at a school in a campaign, as the books hold it.

use kehou_inspection::{SchoolVisit, SheetRole, SubmittedSheet, VetoDecision};
use kehou_store::{Book, ChangeNo, Filed, Owner, StoreError};

/// What stands at a school in one campaign.
#[derive(Default)]
pub(super) struct Standing {
    /// By the rules.
    pub(super) visit: SchoolVisit,
    /// The item and the tag of the self-check.
    pub(super) self_check_at: Option<(u32, ChangeNo)>,
    /// The item and the tag of the visit.
    pub(super) visit_at: Option<(u32, ChangeNo)>,
}

impl Standing {
    /// Reads it.
    pub(super) async fn read(book: &Book<'_>, campaign: u32) -> Result<Self, StoreError> {
        let mut standing = Self::default();
        for version in book.versions::<Filed<SubmittedSheet>>(Owner::School).await? {
            let (item, at) = (version.item.item, version.item.change_no);
            let Filed { about, paper } = version.item.value;
            match &paper.role {
                _ if about != campaign => {}
                SheetRole::SelfCheck => {
                    standing.self_check_at = Some((item, at));
                    standing.visit.self_checks.push(paper);
                }
                SheetRole::Visit { .. } => {
                    standing.visit_at = Some((item, at));
                    standing.visit.visit = Some(paper);
                }
            }
        }
        let decided = book.of::<Filed<VetoDecision>>(Owner::School).await?;
        let decided = decided.into_iter().map(|stored| stored.value);
        let decided = decided.filter(|filed| filed.about == campaign);
        standing.visit.decisions = decided.map(|filed| filed.paper).collect();
        Ok(standing)
    }
}
