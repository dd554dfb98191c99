//! Deciding about a match with a government list. (F11)

use chrono::NaiveDate;
use kehou_registry::{Decision, PupilNo, SchoolCode, Waiver, WaiverTrack};
use kehou_store::{ChangeNo, ItemVersion, Owner, Tx, Work, Written};

use super::pupil::refuse_unknown;
use crate::{
    App, AppError, Ask, Permission, Principal, Refusal, RefusalCode, ask::check_etag, boxed,
};

/// What finance says about a list match.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Verdict {
    /// It is confirmed.
    Confirmed,
    /// It is rejected, for the reason of the write.
    Rejected,
}

/// A list match that is decided about.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DecideWaiver {
    /// The school.
    pub school: SchoolCode,
    /// The pupil.
    pub pupil: PupilNo,
    /// The number of the waiver among the pupil's.
    pub waiver: u32,
    /// What is said.
    pub verdict: Verdict,
    /// The day of the decision; today when none.
    pub decided_on: Option<NaiveDate>,
    /// The tag of the waiver that the caller read.
    pub etag: Option<ChangeNo>,
}

/// Confirms or rejects a match with a government list. A decision after the five working days of F11
/// is taken too; that it was late is found elsewhere. The same decision again changes nothing.
///
/// # Errors
///
/// Forbidden outside finance; [`RefusalCode::ReasonMissing`] for a rejection without one,
/// [`RefusalCode::PupilUnknown`], [`RefusalCode::WaiverUnknown`], [`RefusalCode::NotDecidable`] for an
/// application and for what was decided otherwise, [`RefusalCode::DecisionDay`] for a day before the list
/// or after today, [`RefusalCode::Stale`]; failures of the books.
///
/// # Clauses
///
/// F11, F12.
#[boxed]
pub async fn decide_waiver(
    app: &App,
    (who, ask): (&Principal, Ask),
    decide: DecideWaiver,
) -> Result<Written, AppError> {
    let permitted = (who, Permission::DecideWaivers);
    let id = app.admit_pupil(permitted, &decide.school, decide.pupil).await?;
    let ask = match decide.verdict {
        Verdict::Rejected => ask.with_reason()?,
        Verdict::Confirmed => ask,
    };
    let (today, reason) = (app.clock.now().day(), ask.reason.trim().to_owned());
    let entry = app.entry((who, ask), id, "registry.decide_waiver");
    app.store.write(entry, Deciding { decide, today, reason }).await
}

struct Deciding {
    decide: DecideWaiver,
    today: NaiveDate,
    reason: String,
}

impl Work for Deciding {
    type Refusal = AppError;

    async fn run(&self, tx: &Tx<'_>) -> Result<Vec<i64>, AppError> {
        let DecideWaiver { school, pupil, waiver, etag, .. } = &self.decide;
        let book = tx.book();
        refuse_unknown(&book, (school, *pupil)).await?;
        let waivers = book.of::<Waiver>(Owner::Pupil(*pupil)).await?;
        let unknown = || Refusal::new(RefusalCode::WaiverUnknown).with("pupil", pupil);
        let stored = waivers.into_iter().find(|stored| stored.item == *waiver);
        let stored = stored.ok_or_else(|| unknown().with("waiver", waiver))?;
        check_etag(&book, *etag, stored.change_no)?;
        let not_decidable = || Refusal::new(RefusalCode::NotDecidable).with("waiver", waiver);
        let WaiverTrack::ListMatch { listed_on, decision } = &stored.value.track else {
            return Err(not_decidable().into());
        };
        match decision {
            Decision::Pending => {}
            decided if self.is_same(decided) => return Ok(Vec::new()),
            _ => return Err(not_decidable().into()),
        }
        let track =
            WaiverTrack::ListMatch { listed_on: *listed_on, decision: self.decision(*listed_on)? };
        let value = Waiver { track, ..stored.value };
        tx.save(&[ItemVersion::of_pupil(*pupil, *waiver, value)]).await?;
        Ok(Vec::new())
    }
}

impl Deciding {
    fn decision(&self, listed_on: NaiveDate) -> Result<Decision, Refusal> {
        let on = self.decide.decided_on.unwrap_or(self.today);
        if on < listed_on || on > self.today {
            let refusal = Refusal::new(RefusalCode::DecisionDay).with("on", on);
            return Err(refusal.with("listed_on", listed_on).with("today", self.today));
        }
        Ok(match self.decide.verdict {
            Verdict::Confirmed => Decision::Confirmed { on },
            Verdict::Rejected => Decision::Rejected { on, reason: self.reason.clone() },
        })
    }

    /// Whether it was decided so before, on the named day if one is named.
    fn is_same(&self, decided: &Decision) -> bool {
        let (verdict, day) = match decided {
            Decision::Pending => return false,
            Decision::Confirmed { on } => (Verdict::Confirmed, *on),
            Decision::Rejected { on, .. } => (Verdict::Rejected, *on),
        };
        verdict == self.decide.verdict && self.decide.decided_on.is_none_or(|on| on == day)
    }
}
