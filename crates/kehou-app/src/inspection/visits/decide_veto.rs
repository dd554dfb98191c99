//! Deciding on proposed vetoes. (I8, O1)

use kehou_inspection::{
    Checklist, Line, PersonRef, Reasoned, Signature, VetoDecision, VetoGround, VetoVerdict,
};
use kehou_registry::SchoolCode;
use kehou_store::{Filed, ItemVersion, Owner, Tx, Work, Written};

use super::{
    joined::Joined,
    outcomes::{Look, outcomes},
    prefill::look,
    report::judge,
    standing::Standing,
};
use crate::{App, AppError, Ask, Permission, Principal, Refusal, RefusalCode, boxed};

/// A decision about a proposed veto; its reason is that of the write.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DecideVeto {
    /// The school.
    pub school: SchoolCode,
    /// The number of the campaign.
    pub campaign: u32,
    /// On what the veto is proposed.
    pub ground: VetoGround,
    /// The decision.
    pub verdict: VetoVerdict,
}

/// Confirms or rejects a proposed veto; a confirmed one caps the grade at the lowest. From then on what
/// the visit found stands.
///
/// # Errors
///
/// Forbidden outside the leading group; [`RefusalCode::ReasonMissing`]; an unknown campaign;
/// [`RefusalCode::VisitUnknown`] before the visit was submitted; `VETO_NOT_PROPOSED`; `VETO_TWICE`;
/// failures of the books.
///
/// # Clauses
///
/// I8, O1.
#[boxed]
pub async fn decide_veto(
    app: &App,
    (who, ask): (&Principal, Ask),
    decide: DecideVeto,
) -> Result<Written, AppError> {
    let id = app.admit(who, Permission::DecideVetoes, &decide.school).await?;
    let ask = ask.with_reason()?;
    let why: Line = ask.reason.parse()?;
    let by = who.subject.parse::<PersonRef>()?;
    let joined = Joined::read(app, decide.campaign, None).await?;
    let look = look(app, (&joined, &app.book(id, None).await?), None).await?;
    let entry = app.entry((who, ask), id, "inspection.decide_veto");
    let work = Deciding { decide, why, by, checklist: joined.checklist, look };
    app.store.write(entry, work).await
}

struct Deciding {
    decide: DecideVeto,
    why: Line,
    by: PersonRef,
    checklist: Checklist,
    look: Look,
}

impl Work for Deciding {
    type Refusal = AppError;

    async fn run(&self, tx: &Tx<'_>) -> Result<Vec<i64>, AppError> {
        let book = tx.book();
        let DecideVeto { school, campaign, ground, verdict } = &self.decide;
        let standing = Standing::read(&book, *campaign).await?;
        if standing.visit.visit.is_none() {
            let refusal = Refusal::new(RefusalCode::VisitUnknown);
            return Err(refusal.with("school", school).with("campaign", campaign).into());
        }
        let signed = Signature { by: self.by.clone(), at: tx.at() };
        let decided = Reasoned { signed, why: self.why.clone() };
        let paper = VetoDecision { ground: ground.clone(), verdict: *verdict, decided };
        let seen = outcomes(&book, &self.look).await?;
        judge((&self.checklist, &standing), &paper, &seen)?;
        let item = book.last_item::<Filed<VetoDecision>>(Owner::School).await? + 1;
        tx.save(&[ItemVersion::of_school(item, Filed { about: *campaign, paper })]).await?;
        Ok(Vec::new())
    }
}
