//! The next act on a finding. (I9, R25)

use std::collections::BTreeSet;

use kehou_inspection::{Act, Deed, DeedKind, Desk, FindingNo, Ground, PersonRef, Recorded};
use kehou_registry::{SchoolCode, WorkingDays};
use kehou_store::{Filed, ItemVersion, Owner, Tx, Work, Written};

use super::{
    desks::{desks_of, refuse_other_desk},
    ground::{person, rectification_rules, signed},
    known::{KnownFinding, findings_in},
    linked::linked_to,
    permitted::{duty_of, permission_for},
};
use crate::{
    App, AppError, Ask, ChangeNo, Principal, Refusal, RefusalCode, ask::check_etag, boxed,
    inspection::visits::attached,
};

/// What is done to which finding.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AdvanceFinding {
    /// The school.
    pub school: SchoolCode,
    /// The number of the finding within it.
    pub number: FindingNo,
    /// What is done.
    pub deed: Deed,
    /// The tag of the finding that the caller read.
    pub etag: Option<ChangeNo>,
}

/// Does the next act on a finding.
///
/// # Errors
///
/// Forbidden to those who may not do the deed; [`RefusalCode::FindingUnknown`],
/// [`RefusalCode::FindingOtherDesk`], [`RefusalCode::Stale`], [`RefusalCode::EvidenceNotAttached`]; what
/// [`Finding::advance`](kehou_inspection::Finding::advance) refuses; failures of the books.
///
/// # Clauses
///
/// I9, I6; R25, R36.
#[boxed]
pub async fn advance_finding(
    app: &App,
    (who, ask): (&Principal, Ask),
    advance: AdvanceFinding,
) -> Result<Written, AppError> {
    let kind = advance.deed.kind();
    let id = app.admit(who, permission_for(kind), &advance.school).await?;
    let linked = match kind {
        DeedKind::Verify => {
            let on = app.clock.now().day();
            linked_to(app, who, (&advance.school, id, on)).await?
        }
        _ => BTreeSet::new(),
    };
    let working = app.county_days(None).await?.working;
    let (by, seats) = (person(who)?, desks_of(who));
    let entry = app.entry((who, ask), id, "inspection.advance_finding");
    app.store.write(entry, Advances { advance, by, seats, working, linked }).await
}

struct Advances {
    advance: AdvanceFinding,
    by: PersonRef,
    seats: Vec<Desk>,
    working: WorkingDays,
    linked: BTreeSet<PersonRef>,
}

impl Work for Advances {
    type Refusal = AppError;

    async fn run(&self, tx: &Tx<'_>) -> Result<Vec<i64>, AppError> {
        let book = tx.book();
        let AdvanceFinding { school, number, deed, etag } = &self.advance;
        let known = named(findings_in(&book).await?, (school, *number))?;
        check_etag(&book, *etag, known.etag)?;
        let gravity = known.finding.opening().gravity;
        refuse_other_desk(&self.seats, duty_of(deed.kind()), gravity)?;
        if let Deed::Submit { evidence } = deed {
            attached(&book, evidence).await?;
        }
        let (rules, working) = (rectification_rules(), &self.working);
        let ground = Ground { rules, working, linked: &self.linked };
        let act = Act { signed: signed(&self.by, tx), deed: deed.clone() };
        let advanced = known.finding.advance(act, &ground)?;
        let item = book.last_item::<Filed<Recorded>>(Owner::School).await? + 1;
        let filed = Filed { about: number.get(), paper: advanced.recorded };
        tx.save(&[ItemVersion::of_school(item, filed)]).await?;
        Ok(Vec::new())
    }
}

/// The finding of a number.
///
/// # Errors
///
/// [`RefusalCode::FindingUnknown`].
pub(super) fn named(
    known: Vec<KnownFinding>,
    (school, number): (&SchoolCode, FindingNo),
) -> Result<KnownFinding, Refusal> {
    known.into_iter().find(|one| one.number == number).ok_or_else(|| {
        Refusal::new(RefusalCode::FindingUnknown).with("school", school).with("finding", number)
    })
}
