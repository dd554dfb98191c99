//! From one stage to the next: what a recorded act makes of a list.

use super::{
    BodyDecision, Complaint, ComplaintAnswer, ListContent, ListDeed, ListDeedKind, ListRecorded,
    ListRefusal, ListStage, ListStageKind, Ruling, ScoreList,
};
use crate::written::{Line, Reasoned, Signature, StaffRef};

impl ScoreList {
    /// Makes a list from the acts recorded, without judging their times again.
    ///
    /// # Errors
    ///
    /// [`ListRefusal`] for acts that no list can have gone through, such as none at all.
    pub fn replay(records: &[ListRecorded]) -> Result<Self, ListRefusal> {
        let mut list = None;
        for recorded in records {
            list = Some(step(list, recorded)?);
        }
        // Nothing recorded is nothing made.
        let (from, attempted) = (ListStageKind::Unmade, ListDeedKind::Make);
        list.ok_or(ListRefusal::Illegal { from, attempted })
    }
}

/// What a recorded act makes of a list, or of none.
pub(super) fn step(
    list: Option<ScoreList>,
    recorded: &ListRecorded,
) -> Result<ScoreList, ListRefusal> {
    let attempted = recorded.act.deed.kind();
    match (list, &recorded.act.deed) {
        (None, ListDeed::Make { content }) => Ok(made(content, &recorded.act.signed)),
        (Some(list), _) => list.step(recorded),
        (None, _) => Err(ListRefusal::Illegal { from: ListStageKind::Unmade, attempted }),
    }
}

fn made(content: &ListContent, signed: &Signature) -> ScoreList {
    ScoreList {
        version: 1,
        content: content.clone(),
        stage: ListStage::Made,
        complaints: Vec::new(),
        decisions: std::collections::BTreeMap::new(),
        frozen: Vec::new(),
        last: signed.clone(),
    }
}

fn reasoned(signed: &Signature, why: &Line) -> Reasoned {
    Reasoned { signed: signed.clone(), why: why.clone() }
}

/// An answer that somebody gives to a complaint.
struct Reply<'a> {
    complaint: u32,
    ruling: Ruling,
    answered: &'a Reasoned,
}

impl ScoreList {
    fn step(mut self, recorded: &ListRecorded) -> Result<Self, ListRefusal> {
        let signed = &recorded.act.signed;
        let attempted = recorded.act.deed.kind();
        let illegal = ListRefusal::Illegal { from: self.stage.kind(), attempted };
        let last_day = recorded.last_day.ok_or(ListRefusal::NoLastDay { attempted });
        match (&self.stage, &recorded.act.deed) {
            (ListStage::Made, ListDeed::Publish { number, .. }) => {
                let until = last_day?;
                let (signed, number) = (signed.clone(), number.clone());
                self.stage = ListStage::Published { signed, number, until };
            }
            (ListStage::Published { .. }, ListDeed::Object { what }) => {
                self.complaints.push(Complaint { raised: reasoned(signed, what), answer: None });
            }
            (ListStage::Frozen { .. }, ListDeed::Appeal { what }) => {
                // The person appeals, or nobody does: what a list says is about them.
                self.listed(&signed.by, false)?;
                self.complaints.push(Complaint { raised: reasoned(signed, what), answer: None });
            }
            (
                ListStage::Published { .. } | ListStage::Upheld,
                ListDeed::Answer { complaint, ruling, why },
            )
            | (
                ListStage::Frozen { .. } | ListStage::Upheld,
                ListDeed::Rule { complaint, ruling, why },
            ) => {
                let answered = &reasoned(signed, why);
                let reply = Reply { complaint: *complaint, ruling: *ruling, answered };
                self.reply(&reply)?;
            }
            (
                ListStage::Made
                | ListStage::Published { .. }
                | ListStage::Upheld
                | ListStage::Frozen { .. },
                ListDeed::Revise { content, .. },
            ) => {
                self.all_answered()?;
                self.version += 1;
                self.content = (**content).clone();
                self.stage = ListStage::Made;
            }
            (ListStage::Published { .. }, ListDeed::Freeze) => {
                self.all_answered()?;
                let appeals_until = last_day?;
                self.frozen.push((self.version, self.content.digest, signed.clone()));
                self.stage = ListStage::Frozen { signed: signed.clone(), appeals_until };
            }
            (ListStage::Frozen { .. }, ListDeed::Decide { .. }) => self.decide(recorded)?,
            (
                ListStage::Made | ListStage::Published { .. } | ListStage::Upheld,
                ListDeed::Withdraw { why },
            ) if self.frozen.is_empty() => {
                self.stage = ListStage::Withdrawn { withdrawn: reasoned(signed, why) };
            }
            _ => return Err(illegal),
        }
        self.last = signed.clone();
        Ok(self)
    }

    fn decide(&mut self, recorded: &ListRecorded) -> Result<(), ListRefusal> {
        let signed = &recorded.act.signed;
        let ListDeed::Decide { staff, outcome, body, number, why } = &recorded.act.deed else {
            return Ok(());
        };
        self.listed(staff, true)?;
        if signed.by == *staff {
            return Err(ListRefusal::OwnCause { who: signed.by.clone() });
        }
        let decision = BodyDecision {
            version: self.version,
            outcome: *outcome,
            body: body.clone(),
            number: number.clone(),
            recorded: reasoned(signed, why),
        };
        self.decisions.insert(staff.clone(), decision);
        Ok(())
    }

    fn reply(&mut self, reply: &Reply<'_>) -> Result<(), ListRefusal> {
        let missing = ListRefusal::NoComplaint { complaint: reply.complaint };
        let place = usize::try_from(reply.complaint).unwrap_or(usize::MAX);
        let complaint = self.complaints.get_mut(place).ok_or(missing.clone())?;
        if complaint.answer.is_some() {
            return Err(missing);
        }
        let who = &reply.answered.signed.by;
        if complaint.raised.signed.by == *who {
            return Err(ListRefusal::OwnCause { who: who.clone() });
        }
        let (ruling, answered) = (reply.ruling, reply.answered.clone());
        complaint.answer = Some(ComplaintAnswer { ruling, answered });
        if reply.ruling == Ruling::Upheld {
            self.stage = ListStage::Upheld;
        }
        Ok(())
    }

    fn listed(&self, staff: &StaffRef, is_proposed: bool) -> Result<(), ListRefusal> {
        let content = &self.content;
        let listed = if is_proposed { &content.proposed } else { &content.ranked };
        if listed.contains(staff) {
            return Ok(());
        }
        Err(ListRefusal::NotListed { staff: staff.clone() })
    }

    fn all_answered(&self) -> Result<(), ListRefusal> {
        let open = self.complaints.iter().filter(|complaint| complaint.answer.is_none()).count();
        if open == 0 {
            return Ok(());
        }
        Err(ListRefusal::Open { open: u32::try_from(open).unwrap_or(u32::MAX) })
    }
}
