//! What is done to a campaign once it is open: commitment, seed, changes of the plan. (I5)

use kehou_draw::{SeedMaterial, SeedSource};
use kehou_inspection::{
    CampaignAct, CampaignDeed, CampaignNo, CampaignRecorded, Line, PersonRef, Signature,
};
use kehou_registry::SchoolCode;
use kehou_store::{ChangeNo, Filed, ItemVersion, Owner, Tx, Work, Written};

use super::{
    assign::{AssignInspectors, order_of},
    inspectors::inspectors_in,
    stored::campaign_in,
};
use crate::{App, AppError, Ask, Permission, Principal, ask::check_etag, boxed};

/// Which campaign is meant, and the tag of it that the caller read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct CampaignWrite {
    /// Its number.
    pub campaign: CampaignNo,
    /// The tag.
    pub etag: Option<ChangeNo>,
}

/// How the plan of visits changes; each with its reason.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum PlanChange {
    /// A school is added; it does not count towards the quota.
    Add(SchoolCode, Line),
    /// A visit is cancelled.
    Cancel(SchoolCode, Line),
    /// A drawn school is replaced by the next in the order of the draw.
    Substitute(SchoolCode, Line),
}

/// What is asked for; what else it needs is read from the books when it is done.
pub(super) enum Asked {
    Deed(CampaignDeed),
    Commit(SeedSource),
    Assign(AssignInspectors),
}

/// Commits to frame, quotas and the source of the seed; where towns are drawn first, both draws at once.
/// The hashes of the commitment are to be published before the seed is known.
///
/// # Errors
///
/// Forbidden outside the county's programme office;
/// [`CampaignUnknown`](crate::RefusalCode::CampaignUnknown), [`Stale`](crate::RefusalCode::Stale); what
/// [`CampaignCourse::advance`](kehou_inspection::CampaignCourse::advance) refuses: no frame, a second
/// commitment, no school to draw from, a beacon that may be known already; failures of the books.
///
/// # Clauses
///
/// I5; I4, I6.
#[boxed]
pub async fn commit_draw(
    app: &App,
    (who, ask): (&Principal, Ask),
    (campaign, source): (CampaignWrite, SeedSource),
) -> Result<Written, AppError> {
    let asked = Asked::Commit(source);
    act(app, (who, ask), (campaign, asked, "inspection.commit_draw")).await
}

/// Makes the seed known; the draw and the plan of visits follow from it.
///
/// # Errors
///
/// As [`commit_draw`]: no commitment, a second seed, material that is not what was committed to, with the
/// parties or witnesses that are missing.
///
/// # Clauses
///
/// I5.
#[boxed]
pub async fn reveal_seed(
    app: &App,
    (who, ask): (&Principal, Ask),
    (campaign, material): (CampaignWrite, SeedMaterial),
) -> Result<Written, AppError> {
    let asked = Asked::Deed(CampaignDeed::Reveal { material });
    act(app, (who, ask), (campaign, asked, "inspection.reveal_seed")).await
}

/// Adds, cancels or substitutes a visit, with the reason.
///
/// # Errors
///
/// As [`commit_draw`]: no draw yet, a school that is or is not planned, was not drawn, was not open on the
/// frame's date, or whose stratum has no further school.
///
/// # Clauses
///
/// I5.
#[boxed]
pub async fn change_plan(
    app: &App,
    (who, ask): (&Principal, Ask),
    (campaign, change): (CampaignWrite, PlanChange),
) -> Result<Written, AppError> {
    let (deed, action) = match change {
        PlanChange::Add(school, why) => (CampaignDeed::Add { school, why }, "inspection.add_visit"),
        PlanChange::Cancel(school, why) => {
            (CampaignDeed::Cancel { school, why }, "inspection.cancel_visit")
        }
        PlanChange::Substitute(school, why) => {
            (CampaignDeed::Substitute { school, why }, "inspection.substitute_visit")
        }
    };
    act(app, (who, ask), (campaign, Asked::Deed(deed), action)).await
}

/// Does something to a campaign, judged on what the books hold when it is written.
pub(super) async fn act(
    app: &App,
    (who, ask): (&Principal, Ask),
    (campaign, asked, action): (CampaignWrite, Asked, &'static str),
) -> Result<Written, AppError> {
    let county = App::admit_county(who, Permission::RunCampaigns)?;
    let by = who.subject.parse()?;
    let entry = app.entry((who, ask), county, action);
    app.store.write(entry, Acting { campaign, by, asked }).await
}

struct Acting {
    campaign: CampaignWrite,
    by: PersonRef,
    asked: Asked,
}

impl Work for Acting {
    type Refusal = AppError;

    async fn run(&self, tx: &Tx<'_>) -> Result<Vec<i64>, AppError> {
        let book = tx.book();
        let CampaignWrite { campaign, etag } = self.campaign;
        let known = campaign_in(&book, campaign).await?;
        check_etag(&book, etag, known.etag)?;
        let deed = match &self.asked {
            Asked::Deed(deed) => deed.clone(),
            Asked::Commit(source) => {
                let inspectors = inspectors_in(&book).await?;
                let inspectors = inspectors.iter().map(|(number, _)| *number).collect();
                CampaignDeed::Commit { source: source.clone(), inspectors }
            }
            Asked::Assign(asked) => {
                let inspectors = inspectors_in(&book).await?;
                let order = order_of(asked, &known.course, &inspectors)?;
                CampaignDeed::Assign { order: Box::new(order) }
            }
        };
        let signed = Signature { by: self.by.clone(), at: tx.at() };
        let advanced = known.course.advance(CampaignAct { signed, deed })?;
        let filed = Filed { about: campaign.get(), paper: advanced.recorded };
        let item = book.last_item::<Filed<CampaignRecorded>>(Owner::School).await?;
        tx.save(&[ItemVersion::of_school(item + 1, filed)]).await?;
        Ok(Vec::new())
    }
}
