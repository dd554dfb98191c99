//! From one stage to the next: what a recorded act makes of a finding.

use super::{
    Announcement, Answer, Confirmation, Deed, DeedKind, Extension, Finding, Measure, Need, Opening,
    Order, Proof, Recorded, Refusal, Rejection, RungTaken, Stage, StageKind, Submission, Tie,
    Verdict,
};
use crate::written::{Line, Reasoned, Signature};

impl Finding {
    /// Makes a finding from the acts recorded, without judging dates and ties again.
    ///
    /// # Errors
    ///
    /// [`Refusal::Illegal`] for a list that no finding can have gone through, such as an empty one,
    /// [`Refusal::NotIndependent`] for a verifier who handed in evidence, and
    /// [`Refusal::Incomplete`] for a record without its deadline or evidence.
    pub fn replay(records: &[Recorded]) -> Result<Self, Refusal> {
        let mut finding = None;
        for recorded in records {
            finding = Some(step(finding, recorded)?);
        }
        // Nothing recorded is nothing opened.
        finding.ok_or(Refusal::Illegal { from: StageKind::Unopened, attempted: DeedKind::Open })
    }
}

/// What a recorded act makes of a finding, or of none.
pub(super) fn step(finding: Option<Finding>, recorded: &Recorded) -> Result<Finding, Refusal> {
    let from = finding.as_ref().map_or(StageKind::Unopened, |finding| finding.stage.kind());
    let attempted = recorded.act.deed.kind();
    match (finding, &recorded.act.deed) {
        (None, Deed::Open { opening }) => Ok(opened(opening, recorded)),
        (Some(finding), _) => finding.step(recorded),
        (None, _) => Err(Refusal::Illegal { from, attempted }),
    }
}

fn opened(opening: &Opening, recorded: &Recorded) -> Finding {
    let signed = &recorded.act.signed;
    Finding {
        opening: opening.clone(),
        opened: signed.clone(),
        measures_due: recorded.due,
        measures: Vec::new(),
        announcement: None,
        submitters: std::collections::BTreeSet::new(),
        last: signed.clone(),
        stage: Stage::Draft,
    }
}

fn reasoned(signed: &Signature, why: &Line) -> Reasoned {
    Reasoned { signed: signed.clone(), why: why.clone() }
}

impl Finding {
    fn step(mut self, recorded: &Recorded) -> Result<Self, Refusal> {
        let signed = &recorded.act.signed;
        let from = self.stage.kind();
        let attempted = recorded.act.deed.kind();
        match &recorded.act.deed {
            Deed::Measure { what } if from != StageKind::Withdrawn && from != StageKind::Closed => {
                self.measures.push(Measure { signed: signed.clone(), what: what.clone() });
            }
            Deed::Announce { number } if self.stage.confirmation().is_some() => {
                if self.announcement.is_some() {
                    return Err(Refusal::OutOfTurn { attempted });
                }
                let number = number.clone();
                self.announcement = Some(Announcement { signed: signed.clone(), number });
            }
            Deed::Verify { .. } if self.submitters.contains(&signed.by) => {
                let illegal = Refusal::Illegal { from, attempted };
                let tied = Refusal::NotIndependent { who: signed.by.clone(), tie: Tie::Submitter };
                return Err(if from == StageKind::Submitted { tied } else { illegal });
            }
            _ => self.stage = next(self.stage, recorded)?,
        }
        if attempted == DeedKind::Submit {
            self.submitters.insert(signed.by.clone());
        }
        self.last = signed.clone();
        Ok(self)
    }
}

/// The stage after a deed; everything that is not listed is illegal.
fn next(stage: Stage, recorded: &Recorded) -> Result<Stage, Refusal> {
    let signed = &recorded.act.signed;
    let attempted = recorded.act.deed.kind();
    let from = stage.kind();
    let due = recorded.due.ok_or(Refusal::Incomplete { attempted, needs: Need::Deadline });
    Ok(match (stage, &recorded.act.deed) {
        (Stage::Draft, Deed::Notify) => Stage::AwaitingStatement { due: due? },
        (Stage::AwaitingStatement { .. }, Deed::Respond { text }) => Stage::Answered {
            answer: Answer::Stated { signed: signed.clone(), text: text.clone() },
        },
        (Stage::AwaitingStatement { due }, Deed::Lapse) => {
            Stage::Answered { answer: Answer::Lapsed { signed: signed.clone(), due } }
        }
        (Stage::Answered { answer }, Deed::Confirm { why }) => {
            let confirmed = reasoned(signed, why);
            Stage::Confirmed {
                confirmation: Confirmation { answer, confirmed, reopened: Vec::new() },
            }
        }
        (
            Stage::Draft | Stage::AwaitingStatement { .. } | Stage::Answered { .. },
            Deed::Withdraw { why },
        ) => Stage::Withdrawn { withdrawn: reasoned(signed, why) },
        (Stage::Confirmed { confirmation }, Deed::Order { number, demands, .. }) => {
            let order = Order {
                signed: signed.clone(),
                number: number.clone(),
                demands: demands.clone(),
                first_due: due?,
                extension: None,
                rejections: Vec::new(),
                rungs: Vec::new(),
            };
            Stage::Ordered { confirmation, order: Box::new(order) }
        }
        (confirmed, _) => return corrected(confirmed, recorded, from),
    })
}

/// The stage after a deed, from the order on.
fn corrected(stage: Stage, recorded: &Recorded, from: StageKind) -> Result<Stage, Refusal> {
    let signed = &recorded.act.signed;
    let attempted = recorded.act.deed.kind();
    let due = recorded.due.ok_or(Refusal::Incomplete { attempted, needs: Need::Deadline });
    Ok(match (stage, &recorded.act.deed) {
        (Stage::Ordered { confirmation, mut order }, Deed::Extend { why, .. }) => {
            if order.extension.is_some() {
                return Err(Refusal::OutOfTurn { attempted });
            }
            order.extension = Some(Extension { granted: reasoned(signed, why), due: due? });
            Stage::Ordered { confirmation, order }
        }
        (Stage::Ordered { confirmation, order }, Deed::Submit { evidence }) => {
            if evidence.is_empty() {
                return Err(Refusal::Incomplete { attempted, needs: Need::Evidence });
            }
            let submission = Submission { signed: signed.clone(), evidence: evidence.clone() };
            Stage::Submitted { confirmation, order, submission }
        }
        (
            Stage::Submitted { confirmation, mut order, submission },
            Deed::Verify { verdict, why },
        ) => match verdict {
            Verdict::Accepted => {
                let proof = Proof { order: *order, submission, verified: reasoned(signed, why) };
                Stage::Verified { confirmation, proof: Box::new(proof) }
            }
            Verdict::Rejected => {
                let rejected = reasoned(signed, why);
                order.rejections.push(Rejection { submitted: submission.signed, rejected });
                Stage::Ordered { confirmation, order }
            }
        },
        (Stage::Verified { confirmation, proof }, Deed::Close) => {
            Stage::Closed { confirmation, proof, closed: signed.clone() }
        }
        (
            Stage::Verified { mut confirmation, .. } | Stage::Closed { mut confirmation, .. },
            Deed::Reopen { why },
        ) => {
            confirmation.reopened.push(reasoned(signed, why));
            Stage::Confirmed { confirmation }
        }
        (mut stage, Deed::Escalate { rung, number }) => {
            let (Stage::Ordered { order, .. } | Stage::Submitted { order, .. }) = &mut stage else {
                return Err(Refusal::Illegal { from, attempted });
            };
            let taken = RungTaken { rung: *rung, signed: signed.clone(), number: number.clone() };
            order.rungs.push(taken);
            stage
        }
        _ => return Err(Refusal::Illegal { from, attempted }),
    })
}
