//! The next act: is it possible, and what does it lead to?

use std::collections::BTreeMap;

use kehou_draw::{Commitment, Label, SeedSource};
use kehou_registry::SchoolCode;
use kehou_units::Instant;

use super::{
    CampaignAct, CampaignCourse, CampaignRecorded, CampaignState, Committed, Drawn, FixedFrame,
    Stage,
};
use crate::{
    campaign::{
        CampaignDeed, CampaignOutcome, CampaignRefusal, PlanError,
        drawing::{urns, visits},
        groups::groups,
    },
    frame::{FrameClass, OutsideReason},
    quota::allocate,
    written::{Line, Reasoned, Signature},
};

/// An act that was allowed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CampaignAdvanced {
    /// The campaign after it.
    pub course: CampaignCourse,
    /// What is stored.
    pub recorded: CampaignRecorded,
}

impl CampaignCourse {
    /// Opens a campaign.
    ///
    /// # Errors
    ///
    /// [`CampaignRefusal::Illegal`] for another deed, [`CampaignRefusal::Title`] for a title that
    /// can't stand in a draw.
    ///
    /// # Clauses
    ///
    /// I1.
    pub fn open(act: CampaignAct) -> Result<CampaignAdvanced, CampaignRefusal> {
        if let CampaignDeed::Open { campaign } = &act.deed {
            Label::new(campaign.title.as_str())?;
        }
        let recorded = CampaignRecorded { act, outcome: CampaignOutcome::Plain };
        Ok(CampaignAdvanced { course: step(None, &recorded)?, recorded })
    }

    /// Does the next act.
    ///
    /// # Errors
    ///
    /// - [`CampaignRefusal::Illegal`] when it is not possible where the campaign stands; it names
    ///   both. So a draw without commitment, a second commitment, a second seed and a frame that is
    ///   changed after the commitment are refused.
    /// - [`CampaignRefusal::Frame`] when no school is drawn from.
    /// - [`CampaignRefusal::Commit`], [`CampaignRefusal::Seed`] for a source that is known already,
    ///   and material that is not what was committed to.
    /// - [`CampaignRefusal::Altered`] when what was kept is not what was committed to.
    /// - [`CampaignRefusal::Plan`], [`CampaignRefusal::NotOpen`] for visits that can't be planned so.
    /// - [`CampaignRefusal::Assign`] when there are no such groups, with the recusals that collide.
    ///
    /// # Clauses
    ///
    /// I2, I3, I4, I5, I6.
    pub fn advance(self, act: CampaignAct) -> Result<CampaignAdvanced, CampaignRefusal> {
        let outcome = self.judge(&act)?;
        let recorded = CampaignRecorded { act, outcome };
        Ok(CampaignAdvanced { course: step(Some(self), &recorded)?, recorded })
    }

    /// The campaign after all that was recorded, in order; none before anything was.
    ///
    /// # Errors
    ///
    /// As [`CampaignCourse::advance`], for records that this program did not write so.
    pub fn replay(records: &[CampaignRecorded]) -> Result<Option<Self>, CampaignRefusal> {
        records.iter().try_fold(None, |course, recorded| step(course, recorded).map(Some))
    }

    /// What an act leads to beside itself.
    fn judge(&self, act: &CampaignAct) -> Result<CampaignOutcome, CampaignRefusal> {
        match (&self.stage, &act.deed) {
            (Stage::Framed(fixed), CampaignDeed::Commit { source, .. }) => {
                let commitments = self.commitments(fixed, (source, act.signed.at))?;
                Ok(CampaignOutcome::Committed(commitments.iter().map(Commitment::hash).collect()))
            }
            (Stage::Drawn(drawn), CampaignDeed::Assign { order }) => {
                let sampler = drawn.draws.last().map(|draw| draw.seed().sampler());
                let sampler = sampler.ok_or_else(|| illegal(Some(self), act))?;
                Ok(CampaignOutcome::Assigned(groups(&sampler, order)?))
            }
            _ => Ok(CampaignOutcome::Plain),
        }
    }

    fn commitments(
        &self,
        fixed: &FixedFrame,
        (source, at): (&SeedSource, Instant),
    ) -> Result<Vec<Commitment>, CampaignRefusal> {
        let urns = urns(&self.campaign.title, &fixed.frame, &fixed.allocation)?;
        urns.iter().map(|urn| urn.commit(source, at)).collect()
    }
}

fn illegal(course: Option<&CampaignCourse>, act: &CampaignAct) -> CampaignRefusal {
    let from = course.map_or(CampaignState::New, CampaignCourse::state);
    CampaignRefusal::Illegal { from, attempted: act.deed.kind() }
}

/// Applies what was recorded.
fn step(
    course: Option<CampaignCourse>,
    recorded: &CampaignRecorded,
) -> Result<CampaignCourse, CampaignRefusal> {
    let CampaignRecorded { act, outcome } = recorded;
    let signed = || act.signed.clone();
    let refused = illegal(course.as_ref(), act);
    let Some(course) = course else {
        let CampaignDeed::Open { campaign } = &act.deed else { return Err(refused) };
        let (campaign, stage) = ((**campaign).clone(), Stage::Opened);
        return Ok(CampaignCourse { campaign, opened: signed(), last: signed(), stage });
    };
    let stage = match (course.stage.clone(), &act.deed) {
        (Stage::Opened | Stage::Framed(_), CampaignDeed::FixFrame { frame, quota }) => {
            let (frame, allocation) = ((**frame).clone(), allocate(frame, quota));
            Stage::Framed(Box::new(FixedFrame { signed: signed(), frame, allocation }))
        }
        (Stage::Framed(fixed), CampaignDeed::Commit { source, inspectors }) => {
            let commitments = course.commitments(&fixed, (source, act.signed.at))?;
            hold(&commitments, outcome, refused)?;
            let (fixed, inspectors) = (*fixed, inspectors.clone());
            let committed = Committed { signed: signed(), fixed, commitments, inspectors };
            Stage::Committed(Box::new(committed))
        }
        (Stage::Committed(committed), CampaignDeed::Reveal { .. }) => {
            Stage::Drawn(Box::new(course.reveal(*committed, act)?))
        }
        (Stage::Drawn(mut drawn), _) => {
            drawn.change(act, outcome, refused)?;
            Stage::Drawn(drawn)
        }
        _ => return Err(refused),
    };
    Ok(CampaignCourse { last: signed(), stage, ..course })
}

/// Holds commitments made again from what is kept against the hashes that were published.
fn hold(
    commitments: &[Commitment],
    outcome: &CampaignOutcome,
    otherwise: CampaignRefusal,
) -> Result<(), CampaignRefusal> {
    let hashes: Vec<_> = commitments.iter().map(Commitment::hash).collect();
    match outcome {
        CampaignOutcome::Committed(published) if *published == hashes => Ok(()),
        CampaignOutcome::Committed(published) => {
            let both = published.iter().zip(&hashes).find(|(one, other)| one != other);
            Err(match both {
                Some((published, again)) => {
                    CampaignRefusal::Altered { published: *published, again: *again }
                }
                None => otherwise,
            })
        }
        CampaignOutcome::Plain | CampaignOutcome::Assigned(_) => Err(otherwise),
    }
}

impl CampaignCourse {
    fn reveal(&self, committed: Committed, act: &CampaignAct) -> Result<Drawn, CampaignRefusal> {
        let CampaignDeed::Reveal { material } = &act.deed else {
            return Err(illegal(Some(self), act));
        };
        let fixed = &committed.fixed;
        let urns = urns(&self.campaign.title, &fixed.frame, &fixed.allocation)?;
        let mut draws = Vec::new();
        for (urn, commitment) in urns.iter().zip(&committed.commitments) {
            draws.push(urn.draw(commitment, material, act.signed.at)?);
        }
        let plan = visits(&fixed.frame, &fixed.allocation, &draws)?;
        let (signed, groups, assigned) = (act.signed.clone(), BTreeMap::new(), Vec::new());
        Ok(Drawn { signed, committed, draws, plan, groups, assigned })
    }
}

impl Drawn {
    fn change(
        &mut self,
        act: &CampaignAct,
        outcome: &CampaignOutcome,
        otherwise: CampaignRefusal,
    ) -> Result<(), CampaignRefusal> {
        match (&act.deed, outcome) {
            (CampaignDeed::Add { school, why }, _) => {
                self.was_open(school)?;
                self.plan.add(school.clone(), reasoned(&act.signed, why))?;
            }
            (CampaignDeed::Cancel { school, why }, _) => {
                self.plan.cancel(school, reasoned(&act.signed, why))?;
            }
            (CampaignDeed::Substitute { school, why }, _) => {
                self.plan.substitute(school, reasoned(&act.signed, why))?;
            }
            (CampaignDeed::Assign { order }, CampaignOutcome::Assigned(groups)) => {
                for school in groups.keys() {
                    self.is_planned(school)?;
                }
                self.groups.extend(groups.clone());
                self.assigned.push((act.signed.clone(), (**order).clone()));
            }
            _ => return Err(otherwise),
        }
        Ok(())
    }

    /// Only a school that was open on the frame's date can be added; it may be one that the notice
    /// or the list leaves out. (I15)
    fn was_open(&self, school: &SchoolCode) -> Result<(), CampaignRefusal> {
        let frame = &self.committed.fixed.frame;
        let known = frame.schools().iter().find(|framed| framed.code == *school);
        let is_open = known.is_some_and(|framed| {
            use OutsideReason::{Closed, Merged, NotOpen};
            let class = &framed.class;
            !matches!(class, FrameClass::Outside(Closed { .. } | Merged { .. } | NotOpen))
        });
        let school = school.clone();
        if is_open { Ok(()) } else { Err(CampaignRefusal::NotOpen { school }) }
    }

    fn is_planned(&self, school: &SchoolCode) -> Result<(), PlanError> {
        let mut visits = self.plan.visits();
        let planned = visits.any(|visit| visit.school == *school && visit.cancelled.is_none());
        if planned { Ok(()) } else { Err(PlanError::NotPlanned(school.clone())) }
    }
}

fn reasoned(signed: &Signature, why: &Line) -> Reasoned {
    Reasoned { signed: signed.clone(), why: why.clone() }
}
