//! What a campaign allows when, and that its draw is repeated from what is kept.

use kehou_draw::{ProofRecord, verify_published};
use kehou_units::Instant;

use super::*;
use crate::{
    Stratum,
    assign::{AssignSettings, LinkKind, Recusal, RecusalReason, Visit, recusals_of},
    campaign::{
        CampaignDeed, CampaignDeedKind, CampaignOutcome, CampaignRefusal, PlanError, VisitReason,
        testing::{
            act, code, committing, course, day, drawn, fixing, frame, opening, revealing, signed,
        },
    },
    quota::AllocationPlan,
};

const TOWNS: [u32; 3] = [6, 4, 3];

fn why() -> crate::Line {
    "停电".parse().unwrap()
}

fn assigning(visits: Vec<SchoolCode>, recusals: Vec<Recusal>) -> CampaignDeed {
    let order = AssignOrder {
        on: day(4, 3),
        settings: AssignSettings { group_size: 3, smallest_group: 3 },
        visits: visits.into_iter().map(|school| Visit { school, round: None }).collect(),
        pool: (1..=8).map(InspectorNo::new).collect(),
        recusals,
    };
    CampaignDeed::Assign { order: Box::new(order) }
}

fn one_of_each() -> Vec<CampaignDeed> {
    vec![
        opening(),
        fixing(&TOWNS),
        committing(),
        revealing("0123456789"),
        CampaignDeed::Add { school: code(1), why: why() },
        CampaignDeed::Cancel { school: code(1), why: why() },
        CampaignDeed::Substitute { school: code(1), why: why() },
        assigning(vec![code(1)], Vec::new()),
    ]
}

#[test]
fn every_deed_is_refused_where_it_is_not_its_turn() {
    use CampaignState::{Committed, Drawn, Framed, New, Opened};
    let so_far = |state: CampaignState| match state {
        New => vec![],
        Opened => vec![opening()],
        Framed => vec![opening(), fixing(&TOWNS)],
        Committed => vec![opening(), fixing(&TOWNS), committing()],
        Drawn => vec![opening(), fixing(&TOWNS), committing(), revealing("0123456789")],
    };
    let allowed = |state: CampaignState, deed: CampaignDeedKind| {
        use CampaignDeedKind::*;
        match deed {
            Open => state == New,
            FixFrame => matches!(state, Opened | Framed),
            Commit => state == Framed,
            Reveal => state == Committed,
            Add | Cancel | Substitute | Assign => state == Drawn,
        }
    };
    assert_eq!(one_of_each().len(), CampaignDeedKind::ALL.len());
    for from in CampaignState::ALL {
        for deed in one_of_each() {
            let attempted = deed.kind();
            let act = act(30, deed);
            let judged = match from {
                New => CampaignCourse::open(act),
                _ => course(so_far(from)).0.advance(act),
            };
            let refused = Err(CampaignRefusal::Illegal { from, attempted });
            let is_illegal = judged.map(|_| ()) == refused;
            assert_eq!(!is_illegal, allowed(from, attempted), "{from:?} {attempted:?}");
        }
    }
}

#[test]
fn a_draw_is_verified_from_its_proof_and_repeated_from_what_is_kept() {
    let (course, records) = drawn(&TOWNS);
    assert_eq!(CampaignCourse::replay(&records), Ok(Some(course.clone())));
    let drawn = course.drawn().unwrap();
    let [draw] = &drawn.draws[..] else { panic!("one draw") };
    let proof = ProofRecord::of(draw).to_json();
    let published = drawn.committed.commitments[0].hash();
    assert!(verify_published(&ProofRecord::from_json(&proof).unwrap(), published).is_ok());
    // 16 town schools, 3 of them always visited: 8 of the 13 others are drawn.
    let reasons = drawn.plan.visits().map(|visit| &visit.reason);
    let count = reasons.filter(|reason| matches!(reason, VisitReason::Drawn { .. })).count();
    assert_eq!((count, drawn.plan.visits().len()), (8, 8 + 3 + 1));
}

#[test]
fn the_seed_decides_and_the_commitment_is_part_of_it() {
    let (first, _) = drawn(&TOWNS);
    let of = |deeds| course(deeds).0.drawn().unwrap().plan.clone();
    let other = of(vec![opening(), fixing(&TOWNS), committing(), revealing("9876543210")]);
    assert_ne!(first.drawn().unwrap().plan, other);
    let later =
        of(vec![opening(), fixing(&TOWNS), fixing(&TOWNS), committing(), revealing("0123456789")]);
    assert_ne!(first.drawn().unwrap().plan, later, "committed a minute later");
}

#[test]
fn what_was_committed_to_stays_known() {
    let (framed, _) = course(vec![opening(), fixing(&TOWNS)]);
    assert_eq!(framed.committed(), None);
    let (committed, _) = course(vec![opening(), fixing(&TOWNS), committing()]);
    let (drawn, _) = drawn(&TOWNS);
    assert!(committed.committed().is_some());
    assert_eq!(drawn.committed(), committed.committed());
}

#[test]
fn a_frame_altered_after_the_commitment_is_found_out() {
    let (_, mut records) = drawn(&TOWNS);
    records[1].act.deed = fixing(&[6, 4, 4]);
    let altered = CampaignCourse::replay(&records).unwrap_err();
    assert_eq!(altered.code(), "CAMPAIGN_ALTERED");
    assert_eq!(altered.fault(), kehou_units::Fault::Internal);
    let (_, mut records) = drawn(&TOWNS);
    records[2].outcome = CampaignOutcome::Plain;
    assert_eq!(CampaignCourse::replay(&records).unwrap_err().code(), "CAMPAIGN_ILLEGAL");
}

#[test]
fn a_seed_is_refused_before_the_commitment_and_when_it_is_another() {
    let (committed, _) = course(vec![opening(), fixing(&TOWNS), committing()]);
    let early = committed.clone().advance(act(2, revealing("0123456789")));
    assert_eq!(early.unwrap_err().code(), "SEED_TOO_EARLY");
    let short = committed.advance(act(3, revealing("012345678")));
    assert_eq!(short.unwrap_err().code(), "SEED_DIGITS");
}

#[test]
fn fewer_places_than_towns_draw_the_towns_first_and_both_are_committed_together() {
    // N = 15 with 5 always visited: asked are 8, 5 count, so 3 are drawn, and there are 5 towns.
    let towns = [2, 2, 2, 2, 2];
    let mut quota = crate::campaign::testing::quota();
    quota.reading = crate::QuotaReading::MustVisitCounts;
    let fix = CampaignDeed::FixFrame { frame: Box::new(frame(&towns)), quota };
    let (fixed, _) = course(vec![opening(), fix.clone()]);
    let AllocationPlan::TownsFirst(first) = &fixed.fixed().unwrap().allocation.plan else {
        panic!("{:?}", fixed.fixed().unwrap().allocation)
    };
    assert_eq!((first.draw, first.weights.len()), (3, 5));
    let (course, records) = course(vec![opening(), fix, committing(), revealing("0123456789")]);
    assert_eq!(CampaignCourse::replay(&records), Ok(Some(course.clone())));
    let drawn = course.drawn().unwrap();
    assert_eq!((drawn.draws.len(), drawn.committed.commitments.len()), (2, 2));
    for (draw, commitment) in drawn.draws.iter().zip(&drawn.committed.commitments) {
        let proof = ProofRecord::of(draw);
        assert!(verify_published(&proof, commitment.hash()).is_ok());
    }
    let towns: Vec<String> = drawn.draws[0]
        .strata()
        .flat_map(|stratum| drawn.draws[0].drawn(stratum))
        .map(|ticket| ticket.code.to_string())
        .collect();
    let visited: Vec<String> = drawn
        .plan
        .visits()
        .filter_map(|visit| match &visit.reason {
            VisitReason::Drawn { stratum, .. } => Some(stratum.to_string()),
            _ => None,
        })
        .collect();
    let sorted = |mut names: Vec<String>| {
        names.sort();
        names
    };
    assert_eq!(sorted(visited), sorted(towns), "one school in each drawn town");
    let hidden = Stratum::County.to_string();
    assert!(!fixed.fixed().unwrap().frame.strata().keys().any(|s| s.to_string() == hidden));
}

#[test]
fn substitutes_follow_the_order_of_the_draw_and_additions_must_have_been_open() {
    let (course, _) = drawn(&TOWNS);
    let first = |course: &CampaignCourse| {
        let visits = course.drawn().unwrap().plan.visits();
        let mut drawn = visits.filter(|visit| {
            matches!(visit.reason, VisitReason::Drawn { .. }) && visit.cancelled.is_none()
        });
        drawn.next().unwrap().school.clone()
    };
    let school = first(&course);
    let deed = CampaignDeed::Substitute { school: school.clone(), why: why() };
    let after = course.clone().advance(act(9, deed)).unwrap().course;
    let substitute = after.drawn().unwrap().plan.visits().find_map(|visit| match &visit.reason {
        VisitReason::Substituted { instead_of, why, .. } if *instead_of == school => {
            Some((visit.school.clone(), why.signed.clone()))
        }
        _ => None,
    });
    let (substitute, by) = substitute.unwrap();
    assert_eq!(by, signed(9));
    let stratum = kehou_draw::Stratum::new("370829101").unwrap();
    let draw = &course.drawn().unwrap().draws[0];
    let next = draw.strata().find_map(|stratum| {
        let all = draw.order(stratum).iter().any(|ticket| ticket.code.as_str() == school.as_str());
        all.then(|| draw.substitutes(stratum)[0].code.to_string())
    });
    assert_eq!(Some(substitute.to_string()), next);
    assert!(!draw.order(&stratum).is_empty());

    let unknown = CampaignDeed::Add { school: code(9999), why: why() };
    let refused = course.clone().advance(act(9, unknown)).unwrap_err();
    assert_eq!(refused, CampaignRefusal::NotOpen { school: code(9999) });
    let planned = CampaignDeed::Add { school: code(1), why: why() };
    let refused = course.advance(act(9, planned)).unwrap_err();
    assert_eq!(refused, CampaignRefusal::Plan(PlanError::Planned(code(1))));
}

#[test]
fn groups_follow_from_the_seed_and_nobody_visits_a_school_they_are_linked_to() {
    let (course, _) = drawn(&TOWNS);
    let visits = course.drawn().unwrap().without_group();
    let linked = |number, kind| crate::Link {
        inspector: InspectorNo::new(number),
        school: visits[0].clone(),
        kind,
    };
    let links: Vec<_> = (1..=5).map(|number| linked(number, LinkKind::Family)).collect();
    let recusals = recusals_of(&links, day(4, 3), 3);
    let assigned = course.clone().advance(act(9, assigning(visits.clone(), recusals))).unwrap();
    let groups = &assigned.course.drawn().unwrap().groups;
    assert_eq!(groups.len(), visits.len());
    let three: BTreeSet<InspectorNo> = (6..=8).map(InspectorNo::new).collect();
    assert_eq!(assigned.course.group_of(&visits[0]), three);
    assert!(assigned.course.drawn().unwrap().without_group().is_empty());
    assert!(assigned.course.drawn().unwrap().joined_later().is_empty());

    let six: Vec<_> = (1..=6).map(|number| linked(number, LinkKind::Family)).collect();
    let recusals = recusals_of(&six, day(4, 3), 3);
    let refused = course.clone().advance(act(9, assigning(visits.clone(), recusals))).unwrap_err();
    assert_eq!(refused.code(), "ASSIGN_COLLIDES");
    let named = refused.args().into_iter().find(|(name, _)| *name == "recusals").unwrap().1;
    let first = Recusal {
        school: visits[0].clone(),
        inspector: InspectorNo::new(1),
        reason: RecusalReason::Family,
    };
    assert!(named.starts_with(&first.to_string()), "{named}");

    let stranger = assigning(vec![code(9999)], Vec::new());
    let refused = course.advance(act(9, stranger)).unwrap_err();
    assert_eq!(refused, CampaignRefusal::Plan(PlanError::NotPlanned(code(9999))));
}

#[test]
fn who_joined_after_the_commitment_is_told_apart() {
    let few = CampaignDeed::Commit {
        source: crate::campaign::testing::source(),
        inspectors: (1..=2).map(InspectorNo::new).collect(),
    };
    let (course, _) = course(vec![opening(), fixing(&TOWNS), few, revealing("0123456789")]);
    let visits = course.drawn().unwrap().without_group();
    let assigned = course.advance(act(9, assigning(visits, Vec::new()))).unwrap();
    let later = assigned.course.drawn().unwrap().joined_later();
    assert_eq!(later, (3..=8).map(InspectorNo::new).collect());
}

#[test]
fn a_campaign_without_schools_to_draw_from_is_not_committed_to() {
    let (course, _) = course(vec![opening(), fixing(&[0, 0])]);
    let refused = course.advance(act(9, committing())).unwrap_err();
    assert_eq!(refused.code(), "FRAME_EMPTY");
    let mut wrong = opening();
    if let CampaignDeed::Open { campaign } = &mut wrong {
        campaign.title = "a|b".parse().unwrap();
    }
    let at = CampaignAct { signed: signed(1), deed: wrong };
    assert_eq!(CampaignCourse::open(at).unwrap_err().code(), "CAMPAIGN_TITLE");
    assert!(signed(1).at > Instant::from_micros(0));
}
