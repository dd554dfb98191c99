//! Campaigns with their draws and plans, as messages carry them. (I1–I6)

use std::collections::BTreeSet;

use kehou_inspection::{
    AssignOrder, CampaignCourse, CampaignNo, CampaignStage, CampaignState, Committed, Drawn,
    FramedSchool, InspectorNo, Line, PlannedVisit, Reasoned, Signature, VisitReason,
};

use super::frame_out::{frame_out, school_out};
use crate::{
    inspection::{
        draws::{material_out, source_out},
        written::signature_out,
    },
    naming::count_out,
    pb::inspection as pb,
    scalar::{date_out, period_out},
};

/// A campaign as it is shown.
#[derive(Clone, Copy, Debug)]
pub struct CampaignLook<'a> {
    /// Its number.
    pub number: CampaignNo,
    /// What its acts add up to.
    pub course: &'a CampaignCourse,
    /// Whether the schools of its frame are told.
    pub include_schools: bool,
    /// The change that its last act is.
    pub etag: i64,
}

/// A campaign as messages carry it.
#[must_use]
pub fn campaign_out(look: &CampaignLook<'_>) -> pb::Campaign {
    let CampaignLook { number, course, include_schools, etag } = *look;
    let campaign = course.campaign();
    let fixed = course.fixed();
    pb::Campaign {
        campaign_no: count_out(number.get()),
        id: campaign.id.to_string(),
        title: campaign.title.to_string(),
        checklist: campaign.checklist.to_string(),
        checklist_version: count_out(campaign.checklist_version),
        stages: campaign.stages.iter().map(stage_out).collect(),
        state: state_out(course.state()).into(),
        opened: Some(signature_out(course.opened())),
        frame: fixed.map(|fixed| frame_out(&fixed.frame, &fixed.allocation, include_schools)),
        commitment: course.committed().map(commitment_out),
        draw: course.drawn().map(draw_out),
        etag,
    }
}

fn stage_out(stage: &CampaignStage) -> pb::CampaignStage {
    pb::CampaignStage {
        key: stage.key.to_string(),
        title_zh: stage.zh.to_string(),
        title_en: stage.en.to_string(),
        clause: stage.clause.to_string(),
        days: Some(period_out(stage.period)),
        items: stage.items.iter().map(ToString::to_string).collect(),
    }
}

const fn state_out(state: CampaignState) -> pb::CampaignState {
    match state {
        CampaignState::New => pb::CampaignState::Unspecified,
        CampaignState::Opened => pb::CampaignState::Opened,
        CampaignState::Framed => pb::CampaignState::Framed,
        CampaignState::Committed => pb::CampaignState::Committed,
        CampaignState::Drawn => pb::CampaignState::Drawn,
    }
}

/// What was committed to, as messages carry it.
#[must_use]
pub fn commitment_out(committed: &Committed) -> pb::CampaignCommitment {
    let hash = |commitment: &kehou_draw::Commitment| commitment.hash().to_string();
    let (towns, schools) = match committed.commitments.as_slice() {
        [towns, schools] => (hash(towns), hash(schools)),
        others => (String::new(), others.first().map(hash).unwrap_or_default()),
    };
    let source = committed.commitments.first().map(|one| source_out(&one.plan().source));
    pb::CampaignCommitment {
        signed: Some(signature_out(&committed.signed)),
        source,
        schools_sha256: schools,
        towns_sha256: towns,
        inspectors: numbers(&committed.inspectors),
    }
}

fn numbers(inspectors: &BTreeSet<InspectorNo>) -> Vec<i32> {
    inspectors.iter().map(|number| count_out(number.get())).collect()
}

fn draw_out(drawn: &Drawn) -> pb::CampaignDraw {
    let seed = drawn.draws.last().map(kehou_draw::Draw::seed);
    let towns = match drawn.draws.as_slice() {
        [towns, _] => {
            let all = towns.strata().flat_map(|stratum| towns.drawn(stratum));
            all.map(|ticket| ticket.code.to_string()).collect()
        }
        _ => Vec::new(),
    };
    let shortfall = |(stratum, missing): (&Line, u32)| pb::VisitShortfall {
        stratum: stratum.to_string(),
        missing: count_out(missing),
    };
    pb::CampaignDraw {
        signed: Some(signature_out(&drawn.signed)),
        material: seed.map(|seed| material_out(seed.material())),
        seed: seed.map(kehou_draw::RevealedSeed::text).unwrap_or_default(),
        towns,
        shortfalls: drawn.plan.shortfall().into_iter().map(shortfall).collect(),
        groups: drawn.assigned.iter().map(drawing_out).collect(),
        joined_later: numbers(&drawn.joined_later()),
    }
}

/// What groups were drawn from; why somebody is recused stays private.
fn drawing_out((signed, order): &(Signature, AssignOrder)) -> pb::GroupDrawing {
    let visits = order.visits.iter().map(|visit| pb::RoundVisit {
        school_code: visit.school.to_string(),
        round: count_out(visit.round.unwrap_or(0)),
    });
    let recused = order.recusals.iter().map(|recusal| pb::RecusedPair {
        school_code: recusal.school.to_string(),
        inspector: count_out(recusal.inspector.get()),
    });
    pb::GroupDrawing {
        signed: Some(signature_out(signed)),
        on: Some(date_out(order.on)),
        group_size: count_out(order.settings.group_size),
        visits: visits.collect(),
        inspectors: numbers(&order.pool),
        recused: recused.collect(),
    }
}

/// A planned visit as it is shown.
#[derive(Clone, Copy, Debug)]
pub struct PlannedLook<'a> {
    /// The visit.
    pub visit: &'a PlannedVisit,
    /// The school in the frame.
    pub school: Option<&'a FramedSchool>,
    /// Its group, with the names that are known.
    pub group: &'a [(InspectorNo, Option<Line>)],
}

/// A planned visit as messages carry it.
#[must_use]
pub fn planned_out(look: &PlannedLook<'_>) -> pb::PlannedVisit {
    let PlannedLook { visit, school, group } = look;
    let member = |(number, name): &(InspectorNo, Option<Line>)| pb::GroupMember {
        inspector: count_out(number.get()),
        name: name.as_ref().map(ToString::to_string).unwrap_or_default(),
    };
    let mut out = pb::PlannedVisit {
        school_code: visit.school.to_string(),
        cancelled: visit.cancelled.as_ref().map(reasoned_out),
        school: school.map(school_out),
        group: group.iter().map(member).collect(),
        ..Default::default()
    };
    let reason = match &visit.reason {
        VisitReason::MustVisit => pb::VisitReason::MustVisit,
        VisitReason::Drawn { stratum, place } => {
            (out.stratum, out.place) = (stratum.to_string(), count_out(*place));
            pb::VisitReason::Drawn
        }
        VisitReason::Added(why) => {
            out.because = Some(reasoned_out(why));
            pb::VisitReason::Added
        }
        VisitReason::Substituted { instead_of, stratum, place, why } => {
            (out.stratum, out.place) = (stratum.to_string(), count_out(*place));
            out.instead_of = instead_of.to_string();
            out.because = Some(reasoned_out(why));
            pb::VisitReason::Substituted
        }
    };
    pb::PlannedVisit { reason: reason.into(), ..out }
}

fn reasoned_out(reasoned: &Reasoned) -> pb::SignedReason {
    let signed = Some(signature_out(&reasoned.signed));
    pb::SignedReason { signed, why: reasoned.why.to_string() }
}
