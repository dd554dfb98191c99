//! Handing in self-checks and what visits found. (I6, I7)

use std::collections::BTreeSet;

use chrono::NaiveDate;
use kehou_inspection::{
    AnswerSheet, CampaignNo, Checklist, Evidence, ItemAnswer, Line, PersonRef, SheetRole,
    Signature, SubmittedSheet,
};
use kehou_registry::SchoolCode;
use kehou_store::{ChangeNo, Filed, ItemVersion, Owner, Tx, Work, Written};
use kehou_units::Period;

use super::{attached::attached, joined::Joined, standing::Standing};
use crate::{
    App, AppError, Ask, Permission, Principal, Refusal, RefusalCode, ask::check_etag, boxed,
    inspection::campaigns::group_of,
};

/// Answers to the checklist of a campaign.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SubmitSheet<R> {
    /// The school.
    pub school: SchoolCode,
    /// The number of the campaign.
    pub campaign: u32,
    /// The answers; one for each item of the campaign's checklist.
    pub answers: Vec<ItemAnswer>,
    /// What a visit says besides.
    pub role: R,
    /// The tag of the sheet that the caller read.
    pub etag: Option<ChangeNo>,
}

/// What a visit says besides its answers.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SubmittedRole {
    /// The day of the visit.
    pub on: NaiveDate,
    /// Why it went on without a self-check, when there was none.
    pub without_self_check: Option<Line>,
}

/// Hands in the self-check of a school: for the first time, or again until the visit was submitted. The
/// same again changes nothing.
///
/// # Errors
///
/// Forbidden outside the school; an unknown campaign; answers that do not fit its checklist;
/// `SELF_CHECK_VISITED` once the visit was submitted; [`RefusalCode::EvidenceNotAttached`];
/// [`RefusalCode::Stale`]; failures of the books.
///
/// # Clauses
///
/// I7.
#[boxed]
pub async fn submit_self_check(
    app: &App,
    (who, ask): (&Principal, Ask),
    submit: SubmitSheet<()>,
) -> Result<Written, AppError> {
    let id = app.admit(who, Permission::WriteSelfChecks, &submit.school).await?;
    let SubmitSheet { school, campaign, answers, role: (), etag } = submit;
    let submit = SubmitSheet { school, campaign, answers, role: SheetRole::SelfCheck, etag };
    let work = Submitting::of(app, who, submit).await?;
    let entry = app.entry((who, ask), id, "inspection.submit_self_check");
    app.store.write(entry, work).await
}

/// Hands in what a visit found; again, with a reason, until a veto was decided on it.
///
/// # Errors
///
/// Forbidden unless an inspector; [`RefusalCode::NotInGroup`] for one who is not in the school's group; an
/// unknown campaign; answers that do not fit its checklist; `VISIT_DAY`, `VISIT_NO_SELF_CHECK`,
/// `VISIT_HAS_SELF_CHECK`, `VISIT_DECIDED`; [`RefusalCode::ReasonMissing`] for a second time without one;
/// [`RefusalCode::EvidenceNotAttached`]; [`RefusalCode::Stale`]; failures of the books.
///
/// # Clauses
///
/// I6, I7, I8.
#[boxed]
pub async fn submit_visit(
    app: &App,
    (who, ask): (&Principal, Ask),
    submit: SubmitSheet<SubmittedRole>,
) -> Result<Written, AppError> {
    let id = app.admit(who, Permission::WriteVisits, &submit.school).await?;
    let SubmitSheet { school, campaign, answers, role, etag } = submit;
    let group: BTreeSet<PersonRef> = group_of(app, CampaignNo::new(campaign), &school).await?;
    if !group.iter().any(|member| member.as_str() == who.subject) {
        let refusal = Refusal::new(RefusalCode::NotInGroup);
        return Err(refusal.with("campaign", campaign).with("school", &school).into());
    }
    let SubmittedRole { on, without_self_check } = role;
    let role = SheetRole::Visit { on, without_self_check };
    let work =
        Submitting::of(app, who, SubmitSheet { school, campaign, answers, role, etag }).await?;
    let work = Submitting { has_reason: !ask.reason.trim().is_empty(), ..work };
    let entry = app.entry((who, ask), id, "inspection.submit_visit");
    app.store.write(entry, work).await
}

struct Submitting {
    submit: SubmitSheet<SheetRole>,
    checklist: Checklist,
    period: Period,
    today: NaiveDate,
    by: PersonRef,
    has_reason: bool,
}

impl Submitting {
    async fn of(
        app: &App,
        who: &Principal,
        submit: SubmitSheet<SheetRole>,
    ) -> Result<Self, AppError> {
        let joined = Joined::read(app, submit.campaign, None).await?;
        let today = app.clock.now().day();
        let period = joined.period().unwrap_or_else(|| Period::since(today));
        let (checklist, by) = (joined.checklist, who.subject.parse::<PersonRef>()?);
        Ok(Self { submit, checklist, period, today, by, has_reason: false })
    }

    /// Whether the sheet may be handed in; gives the item that it takes the place of.
    fn admit(&self, standing: &Standing) -> Result<Option<(u32, ChangeNo)>, AppError> {
        match &self.submit.role {
            SheetRole::SelfCheck => {
                standing.visit.admits_self_check()?;
                Ok(standing.self_check_at)
            }
            SheetRole::Visit { on, without_self_check } => {
                let said = (*on, without_self_check.as_ref());
                standing.visit.admits_visit(said, &self.period, self.today)?;
                Ok(standing.visit_at)
            }
        }
    }
}

impl Work for Submitting {
    type Refusal = AppError;

    async fn run(&self, tx: &Tx<'_>) -> Result<Vec<i64>, AppError> {
        let book = tx.book();
        let SubmitSheet { school, campaign, answers, role, etag } = &self.submit;
        let standing = Standing::read(&book, *campaign).await?;
        let before = self.admit(&standing)?;
        check_etag(&book, *etag, before.map_or_else(ChangeNo::default, |(_, at)| at))?;
        let signed = Signature { by: self.by.clone(), at: tx.at() };
        let (code, answers) = (school.clone(), answers.clone());
        let sheet = AnswerSheet::of(&self.checklist, code, signed, answers)?;
        let evidence: Vec<Evidence> = sheet.evidence().cloned().collect();
        attached(&book, &evidence).await?;
        let paper = SubmittedSheet { sheet, role: role.clone() };
        if stands(&standing, &paper) {
            return Ok(Vec::new());
        }
        if *role != SheetRole::SelfCheck && before.is_some() && !self.has_reason {
            return Err(Refusal::new(RefusalCode::ReasonMissing).into());
        }
        let item = match before {
            Some((item, _)) => item,
            None => book.last_item::<Filed<SubmittedSheet>>(Owner::School).await? + 1,
        };
        tx.save(&[ItemVersion::of_school(item, Filed { about: *campaign, paper })]).await?;
        Ok(Vec::new())
    }
}

/// Whether the sheet says what stands already, whoever says it.
fn stands(standing: &Standing, paper: &SubmittedSheet) -> bool {
    let before = match paper.role {
        SheetRole::SelfCheck => standing.visit.self_checks.last(),
        SheetRole::Visit { .. } => standing.visit.visit.as_ref(),
    };
    before.is_some_and(|before| {
        before.role == paper.role
            && before.sheet.answers_to() == paper.sheet.answers_to()
            && before.sheet.answers().eq(paper.sheet.answers())
    })
}
