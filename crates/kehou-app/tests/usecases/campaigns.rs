//! Campaigns from their frame to their groups; routine visits. (I1–I6, I13, I15, R26)

use kehou_app::{
    AppError, Ask, Permission, Principal,
    inspection::campaigns::{
        AssignInspectors, CampaignText, CampaignWrite, DrawStage, FixFrame, InspectorEntry,
        ListVisits, PlanChange, PutInspectors, RecordRoutineVisit, RoutineQuery, VisitView,
        assign_inspectors, campaign, campaigns, change_plan, commit_draw, draw_proof, fix_frame,
        inspectors, open_campaign, planned_visits, preview_frame, put_inspectors,
        record_routine_visit, reveal_seed, routine_standings,
    },
    registry::{PutSchool, put_school},
};
use kehou_draw::{Label, SeedMaterial, SeedSource, WitnessedDigits, verify_published};
use kehou_fee::testing::day;
use kehou_inspection::{
    CampaignNo, CampaignState, FloorPercent, FrameSettings, InspectorNo, Line, LinkKind,
    QuotaReading, RoutineVisit, Spread, VisitReason,
};
use kehou_policy::CheckId;
use kehou_registry::{Affiliation, SchoolCode, SchoolProfile, SchoolStage};
use kehou_units::{Dated, Period};

use crate::{
    county::{
        County, ask, auditor, class, class_teacher, code, guardian, head, inspector, leading_group,
        nine, profile, programme, school, town_office,
    },
    harness::{Checked, Server, on_both},
};

on_both!(
    a_campaign_is_drawn_and_its_proof_is_verified,
    the_order_can_not_be_changed,
    the_frame_shows_every_school_and_three_readings,
    facts_that_contradict_each_other_make_no_frame,
    few_places_draw_the_towns_first,
    the_plan_changes_with_reasons_and_in_the_order_of_the_draw,
    groups_are_drawn_and_collisions_are_named,
    inspectors_keep_their_numbers,
    only_the_programme_office_runs_campaigns,
    routine_visits_are_counted_by_term,
);

const FIRST: CampaignNo = CampaignNo::new(1);

/// Adds schools to a county: 11 and 21 are junior schools; 12 to 17 and 22 to 24 primary ones.
async fn schools(county: &County) -> Result<(), AppError> {
    let junior = |number| (number, SchoolStage::Junior);
    let primary = |number| (number, SchoolStage::Primary);
    let all = [junior(11), junior(21)]
        .into_iter()
        .chain((12..=17).map(primary))
        .chain((22..=24).map(primary));
    for (number, stage) in all {
        let town = if number < 20 { "370829101" } else { "370829102" };
        put(county, number, SchoolProfile { stage, ..profile(town) }).await?;
    }
    Ok(())
}

async fn put(county: &County, number: u32, profile: SchoolProfile) -> Result<(), AppError> {
    let profiles = Dated::single(Period::since(day(1, 1)), profile);
    let put = PutSchool { school: school(number), profiles, etag: None };
    put_school(&county.app, (&programme(), ask(&format!("school-{number}"))), put).await?;
    Ok(())
}

fn fix(reading: QuotaReading) -> FixFrame {
    let frame = FrameSettings::default();
    FixFrame { on: day(3, 1), frame, floor: None, reading, spread: Spread::County }
}

fn write() -> CampaignWrite {
    CampaignWrite { campaign: FIRST, etag: None }
}

fn witnesses() -> Vec<Label> {
    ["家长代表", "督学"].map(|name| Label::new(name).unwrap()).to_vec()
}

fn source() -> SeedSource {
    let what = Label::new("十面骰子").unwrap();
    SeedSource::Witnessed(WitnessedDigits::new(what, 10, witnesses()).unwrap())
}

fn material(digits: &str) -> SeedMaterial {
    SeedMaterial::Witnessed { digits: digits.to_owned(), witnesses: witnesses() }
}

async fn open(county: &County) -> Result<(), AppError> {
    let who = programme();
    let opened = open_campaign(&county.app, (&who, ask("open-0001")), CampaignText::Shipped2023);
    assert_eq!(opened.await?.number, FIRST);
    Ok(())
}

async fn framed(county: &County, reading: QuotaReading) -> Result<(), AppError> {
    schools(county).await?;
    open(county).await?;
    fix_frame(&county.app, (&programme(), ask("frame-001")), (write(), fix(reading))).await?;
    Ok(())
}

async fn commit(county: &County) -> Result<(), AppError> {
    commit_draw(&county.app, (&programme(), ask("commit-01")), (write(), source())).await?;
    Ok(())
}

/// The seed becomes known on the next day.
async fn reveal(county: &County) -> Result<(), AppError> {
    county.at(day(3, 2));
    let seed = (write(), material("0123456789"));
    reveal_seed(&county.app, (&programme(), ask("reveal-01")), seed).await?;
    Ok(())
}

async fn drawn(county: &County) -> Result<(), AppError> {
    framed(county, QuotaReading::Literal).await?;
    commit(county).await?;
    reveal(county).await
}

async fn visits(county: &County) -> Result<Vec<VisitView>, AppError> {
    let query = ListVisits {
        campaign: FIRST,
        standing_only: false,
        known_at: None,
        after: None,
        most: 1_000,
    };
    planned_visits(&county.app, &auditor(), &query).await
}

async fn a_campaign_is_drawn_and_its_proof_is_verified(server: Server) -> Checked {
    let county = County::empty(&server).await?;
    drawn(&county).await?;
    let view = campaign(&county.app, &auditor(), (FIRST, None)).await?;
    assert_eq!(view.course.state(), CampaignState::Drawn);
    // 13 town schools, 2 of them always visited: ceil(13 / 2) of the other 11 are drawn.
    let visits = visits(&county).await?;
    let count =
        |is: fn(&VisitReason) -> bool| visits.iter().filter(|view| is(&view.visit.reason)).count();
    assert_eq!(count(|it| matches!(it, VisitReason::MustVisit)), 2);
    assert_eq!(count(|it| matches!(it, VisitReason::Drawn { .. })), 7);
    assert!(visits.iter().all(|view| view.school.is_some() && view.group.is_empty()));

    let proof = draw_proof(&county.app, &auditor(), (FIRST, DrawStage::Schools)).await?;
    let published = view.course.committed().unwrap().commitments[0].hash();
    let verified = verify_published(&proof, published).unwrap();
    assert_eq!(verified.draw(), &view.course.drawn().unwrap().draws[0]);
    let towns = draw_proof(&county.app, &auditor(), (FIRST, DrawStage::Towns)).await;
    assert_eq!(code(towns), "CAMPAIGN_NOT_DRAWN");

    let before = campaign(&county.app, &auditor(), (FIRST, Some(nine(day(3, 1))))).await?;
    assert_eq!(before.course.state(), CampaignState::Committed);
    let all = campaigns(&county.app, &auditor(), (None, 10, None)).await?;
    assert_eq!(all, [view]);
    let later = campaigns(&county.app, &auditor(), (Some(FIRST), 10, None)).await?;
    assert!(later.is_empty());
    Ok(())
}

async fn the_order_can_not_be_changed(server: Server) -> Checked {
    let county = County::empty(&server).await?;
    let who = programme();
    let app = &county.app;
    let early = commit_draw(app, (&who, ask("early-001")), (write(), source())).await;
    assert_eq!(code(early), "CAMPAIGN_UNKNOWN");
    schools(&county).await?;
    open(&county).await?;
    let again = open_campaign(app, (&who, ask("open-0002")), CampaignText::Shipped2023).await;
    assert_eq!(code(again), "CAMPAIGN_EXISTS");
    let unsound = CampaignText::Given("id = 7".to_owned());
    let unsound = open_campaign(app, (&who, ask("open-0003")), unsound).await;
    assert_eq!(code(unsound), "INSPECTION_DATA_UNREADABLE");
    let early = commit_draw(app, (&who, ask("early-002")), (write(), source())).await;
    assert_eq!(code(early), "CAMPAIGN_ILLEGAL");
    let literal = || (write(), fix(QuotaReading::Literal));
    fix_frame(app, (&who, ask("frame-001")), literal()).await?;
    fix_frame(app, (&who, ask("frame-002")), literal()).await?;
    let early = reveal_seed(app, (&who, ask("early-003")), (write(), material("0123456789"))).await;
    assert_eq!(code(early), "CAMPAIGN_ILLEGAL");
    commit(&county).await?;
    let changed = fix_frame(app, (&who, ask("frame-003")), literal()).await;
    assert_eq!(code(changed), "CAMPAIGN_ILLEGAL");
    let second = commit_draw(app, (&who, ask("commit-02")), (write(), source())).await;
    assert_eq!(code(second), "CAMPAIGN_ILLEGAL");
    let at_once = (write(), material("0123456789"));
    let at_once = reveal_seed(app, (&who, ask("reveal-00")), at_once).await;
    assert_eq!(code(at_once), "SEED_TOO_EARLY");
    county.at(day(3, 2));
    let short = reveal_seed(app, (&who, ask("reveal-00")), (write(), material("0123"))).await;
    assert_eq!(code(short), "SEED_DIGITS");
    reveal(&county).await?;
    let before = visits(&county).await?;
    let second = reveal_seed(app, (&who, ask("reveal-02")), (write(), material("9876543210")));
    assert_eq!(code(second.await), "CAMPAIGN_ILLEGAL");
    assert_eq!(visits(&county).await?, before);
    let stale = CampaignWrite { etag: Some(kehou_app::ChangeNo::new(1)), ..write() };
    let added = (stale, PlanChange::Add(school(1), "群众反映".parse()?));
    assert_eq!(code(change_plan(app, (&who, ask("stale-001")), added).await), "ITEM_STALE");
    Ok(())
}

async fn the_frame_shows_every_school_and_three_readings(server: Server) -> Checked {
    let county = County::empty(&server).await?;
    schools(&county).await?;
    let direct = SchoolProfile {
        affiliation: Affiliation::CountyDirect,
        town: None,
        ..profile("370829101")
    };
    put(&county, 3, direct).await?;
    open(&county).await?;
    let who = programme();
    let asked = (write(), fix(QuotaReading::OthersOnly));
    let preview = preview_frame(&county.app, &who, asked.clone()).await?;
    assert_eq!(preview.frame.schools().len(), 14);
    let drawn = preview.allocation.readings.map(|quota| (quota.base, quota.asked, quota.drawn));
    assert_eq!(drawn, [(13, 7, 7), (11, 6, 6), (13, 7, 5)]);
    assert_eq!(preview.allocation.quota, 6, "the reading that was chosen");
    let state = campaign(&county.app, &who, (FIRST, None)).await?.course.state();
    assert_eq!(state, CampaignState::Opened, "nothing was written");

    let floor = |percent| FixFrame {
        floor: Some(FloorPercent::new(percent).unwrap()),
        ..fix(QuotaReading::Literal)
    };
    let low = preview_frame(&county.app, &who, (write(), floor(49))).await;
    assert_eq!(code(low), "QUOTA_BELOW_FLOOR");
    let high = preview_frame(&county.app, &who, (write(), floor(80))).await?;
    assert_eq!(high.allocation.quota, 11);
    let no_rules = FixFrame { on: day(3, 1) - chrono::Days::new(365), ..floor(50) };
    let no_rules = preview_frame(&county.app, &who, (write(), no_rules)).await;
    assert_eq!(code(no_rules), "CAMPAIGN_NO_RULES");

    fix_frame(&county.app, (&who, ask("frame-001")), asked).await?;
    let fixed = campaign(&county.app, &who, (FIRST, None)).await?.course.fixed().cloned();
    let fixed = fixed.unwrap();
    assert_eq!((fixed.frame, fixed.allocation), (preview.frame, preview.allocation));
    Ok(())
}

async fn facts_that_contradict_each_other_make_no_frame(server: Server) -> Checked {
    let county = County::empty(&server).await?;
    schools(&county).await?;
    open(&county).await?;
    let lost = SchoolProfile { town: None, ..profile("370829101") };
    put(&county, 31, lost).await?;
    let asked = (write(), fix(QuotaReading::Literal));
    let refused = preview_frame(&county.app, &programme(), asked).await.unwrap_err();
    assert_eq!(refused.code(), "FRAME_FAULTS");
    let reason = ("reason", "FRAME_NO_TOWN".to_owned());
    assert!(refused.args().contains(&reason), "{:?}", refused.args());
    Ok(())
}

async fn few_places_draw_the_towns_first(server: Server) -> Checked {
    let county = County::empty(&server).await?;
    // Two primary schools in two towns; with a junior school in each, one visit is left to draw.
    for (number, town) in [(11, "370829101"), (21, "370829102")] {
        let junior = SchoolProfile { stage: SchoolStage::Junior, ..profile(town) };
        put(&county, number, junior).await?;
    }
    open(&county).await?;
    let asked = (write(), fix(QuotaReading::OthersOnly));
    fix_frame(&county.app, (&programme(), ask("frame-001")), asked).await?;
    commit(&county).await?;
    reveal(&county).await?;
    let view = campaign(&county.app, &auditor(), (FIRST, None)).await?;
    let commitments = &view.course.committed().unwrap().commitments;
    for (stage, commitment) in [DrawStage::Towns, DrawStage::Schools].into_iter().zip(commitments) {
        let proof = draw_proof(&county.app, &auditor(), (FIRST, stage)).await?;
        assert!(verify_published(&proof, commitment.hash()).is_ok(), "{stage:?}");
    }
    let all = visits(&county).await?;
    let drawn = all.iter().filter(|it| matches!(it.visit.reason, VisitReason::Drawn { .. }));
    assert_eq!((all.len(), drawn.count()), (3, 1));
    Ok(())
}

/// The schools that were drawn and are still planned so.
fn still_drawn(visits: &[VisitView]) -> Vec<SchoolCode> {
    let drawn = visits.iter().filter(|view| {
        matches!(view.visit.reason, VisitReason::Drawn { .. }) && view.visit.cancelled.is_none()
    });
    drawn.map(|view| view.visit.school.clone()).collect()
}

async fn the_plan_changes_with_reasons_and_in_the_order_of_the_draw(server: Server) -> Checked {
    let county = County::empty(&server).await?;
    drawn(&county).await?;
    let who = programme();
    let why: Line = "停电".parse()?;
    let first = still_drawn(&visits(&county).await?).remove(0);
    let change = async |id: &str, change: PlanChange| {
        change_plan(&county.app, (&who, ask(id)), (write(), change)).await
    };
    change("change-01", PlanChange::Substitute(first.clone(), why.clone())).await?;
    let after = visits(&county).await?;
    let of = |school: &SchoolCode| after.iter().find(|it| it.visit.school == *school).unwrap();
    let cancelled = of(&first).visit.cancelled.as_ref().unwrap();
    assert_eq!((cancelled.signed.by.as_str(), &cancelled.why), ("programme", &why));
    let substitute = after.iter().find_map(|view| match &view.visit.reason {
        VisitReason::Substituted { instead_of, place, .. } if *instead_of == first => {
            Some((view.visit.school.clone(), *place))
        }
        _ => None,
    });
    let (substitute, place) = substitute.unwrap();
    let view = campaign(&county.app, &auditor(), (FIRST, None)).await?;
    let draw = &view.course.drawn().unwrap().draws[0];
    let mut orders = draw.strata().map(|stratum| draw.order(stratum));
    let order = orders.find(|order| order.iter().any(|it| it.code.as_str() == first.as_str()));
    let next = &order.unwrap()[usize::try_from(place)? - 1];
    assert_eq!(next.code.as_str(), substitute.as_str());

    let must = PlanChange::Substitute(school(11), why.clone());
    assert_eq!(code(change("change-02", must).await), "VISIT_NOT_DRAWN");
    let planned = PlanChange::Add(school(11), why.clone());
    assert_eq!(code(change("change-03", planned).await), "VISIT_PLANNED");
    let stranger = PlanChange::Add(school(99), why.clone());
    assert_eq!(code(change("change-04", stranger).await), "CAMPAIGN_NOT_OPEN");
    change("change-05", PlanChange::Cancel(school(11), why.clone())).await?;
    let again = PlanChange::Cancel(school(11), why);
    assert_eq!(code(change("change-06", again).await), "VISIT_NOT_PLANNED");
    Ok(())
}

fn people(count: u32, linked: u32) -> PutInspectors {
    let entry = |number: u32| InspectorEntry {
        person: format!("inspector-{number}").parse().unwrap(),
        name: format!("检查员{number}").parse().unwrap(),
        links: if number <= linked { vec![(school(11), LinkKind::Family)] } else { Vec::new() },
    };
    PutInspectors { inspectors: (1..=count).map(entry).collect(), etag: None }
}

async fn groups_are_drawn_and_collisions_are_named(server: Server) -> Checked {
    let county = County::empty(&server).await?;
    let (app, who) = (&county.app, programme());
    framed(&county, QuotaReading::Literal).await?;
    put_inspectors(app, (&who, ask("people-01")), people(6, 4)).await?;
    commit(&county).await?;
    reveal(&county).await?;
    let all = || AssignInspectors { on: day(3, 2), group_size: None, visits: Vec::new() };
    let refused = assign_inspectors(app, (&who, ask("assign-01")), (write(), all())).await;
    let refused = refused.unwrap_err();
    assert_eq!(refused.code(), "ASSIGN_COLLIDES");
    let named = refused.args().into_iter().find(|(name, _)| *name == "recusals").unwrap().1;
    assert!(named.contains(&format!("{}/1", school(11))), "{named}");

    put_inspectors(app, (&who, ask("people-02")), people(7, 4)).await?;
    let small = AssignInspectors { group_size: Some(2), ..all() };
    let small = assign_inspectors(app, (&who, ask("assign-02")), (write(), small)).await;
    assert_eq!(code(small), "ASSIGN_GROUP_TOO_SMALL");
    assign_inspectors(app, (&who, ask("assign-03")), (write(), all())).await?;
    let visits = visits(&county).await?;
    assert!(visits.iter().all(|view| view.group.len() == 3));
    let of = visits.iter().find(|view| view.visit.school == school(11)).unwrap();
    let group: Vec<u32> = of.group.iter().map(|(number, _)| number.get()).collect();
    assert_eq!(group, [5, 6, 7], "those who are not linked to it");
    assert!(of.group.iter().all(|(_, name)| name.is_some()));
    let view = campaign(app, &auditor(), (FIRST, None)).await?;
    let later = view.course.drawn().unwrap().joined_later();
    assert_eq!(later, [InspectorNo::new(7)].into(), "who joined after the commitment is told");
    let again = assign_inspectors(app, (&who, ask("assign-04")), (write(), all())).await;
    assert_eq!(code(again), "ASSIGN_NOTHING");
    Ok(())
}

async fn inspectors_keep_their_numbers(server: Server) -> Checked {
    let county = County::empty(&server).await?;
    schools(&county).await?;
    let (app, who) = (&county.app, programme());
    let numbers = async || {
        let (views, etag) = inspectors(app, &programme(), None).await?;
        let one = |view: &kehou_app::inspection::campaigns::InspectorView| {
            (view.number.get(), view.inspector.person.to_string())
        };
        Ok::<_, AppError>((views.iter().map(one).collect::<Vec<_>>(), etag))
    };
    put_inspectors(app, (&who, ask("people-01")), people(3, 1)).await?;
    let (three, etag) = numbers().await?;
    let mut without = people(3, 1);
    without.inspectors.remove(0);
    without.etag = Some(etag);
    put_inspectors(app, (&who, ask("people-02")), without.clone()).await?;
    assert_eq!(numbers().await?.0, three[1..]);
    assert_eq!(code(put_inspectors(app, (&who, ask("people-03")), without).await), "ITEM_STALE");
    let mut back = people(3, 1);
    back.inspectors.reverse();
    put_inspectors(app, (&who, ask("people-04")), back).await?;
    assert_eq!(numbers().await?.0, three, "whoever comes back has the same number");
    let same = put_inspectors(app, (&who, ask("people-05")), people(3, 1)).await?;
    assert!(same.outcome.is_unchanged());

    let mut twice = people(2, 0);
    twice.inspectors[1].person = twice.inspectors[0].person.clone();
    assert_eq!(code(put_inspectors(app, (&who, ask("people-06")), twice).await), "INSPECTOR_TWICE");
    let mut unknown = people(1, 1);
    unknown.inspectors[0].links[0].0 = school(99);
    let unknown = put_inspectors(app, (&who, ask("people-07")), unknown).await;
    assert_eq!(code(unknown), "SCHOOL_NOT_FOUND");
    Ok(())
}

async fn only_the_programme_office_runs_campaigns(server: Server) -> Checked {
    let county = County::empty(&server).await?;
    drawn(&county).await?;
    let app = &county.app;
    let strangers = [auditor(), leading_group(), inspector("inspector-1"), head(1)];
    for who in strangers {
        let asked = |id: &str| (who.clone(), Ask::of(id, "why", id.as_bytes()));
        let (by, ask) = asked("foreign-01");
        let put = put_inspectors(app, (&by, ask), people(1, 0)).await;
        let add = PlanChange::Add(school(1), "why".parse()?);
        let (by, ask) = asked("foreign-02");
        let changed = change_plan(app, (&by, ask), (write(), add)).await;
        let listed = inspectors(app, &who, None).await;
        for refused in [code(put), code(changed), code(listed)] {
            assert_eq!(refused, "FORBIDDEN", "{}", who.subject);
        }
        assert!(campaign(app, &who, (FIRST, None)).await.is_ok(), "{}", who.subject);
    }
    for who in [guardian(1, 1), class_teacher(1, class(3, 1))] {
        assert_eq!(code(campaign(app, &who, (FIRST, None)).await), "FORBIDDEN");
    }
    assert!(campaign(app, &town_office("370829101"), (FIRST, None)).await.is_ok());
    let unknown = campaign(app, &auditor(), (CampaignNo::new(9), None)).await;
    assert_eq!(code(unknown), "CAMPAIGN_UNKNOWN");
    Ok(())
}

async fn routine_visits_are_counted_by_term(server: Server) -> Checked {
    let county = County::empty(&server).await?;
    let app = &county.app;
    let visit = async |id: &str, who: &Principal, number, on| {
        let visit = RoutineVisit { school: school(number), on };
        let record = RecordRoutineVisit { visit, note: Some("门前有序".parse().unwrap()) };
        record_routine_visit(app, (who, ask(id)), record).await
    };
    let who = inspector("inspector-1");
    visit("visit-001", &who, 1, day(2, 20)).await?;
    visit("visit-002", &who, 1, day(3, 1)).await?;
    visit("visit-003", &who, 2, day(3, 1)).await?;
    visit("visit-004", &who, 2, day(3, 1)).await?;
    assert_eq!(code(visit("visit-005", &who, 1, day(3, 2)).await), "ROUTINE_VISIT_DAY");
    assert_eq!(code(visit("visit-006", &who, 99, day(3, 1)).await), "SCHOOL_NOT_FOUND");
    assert_eq!(code(visit("visit-007", &programme(), 1, day(3, 1)).await), "FORBIDDEN");
    let asked =
        |on| RoutineQuery { term_on: day(3, 1), on, known_at: None, after: None, most: 100 };
    let standing = async |who: &Principal, query: RoutineQuery| {
        let all = routine_standings(app, who, &query).await?;
        let one = |it: &kehou_app::inspection::campaigns::SchoolStanding| {
            (it.standing.done, it.standing.missing, it.standing.check)
        };
        Ok::<_, AppError>(all.iter().map(one).collect::<Vec<_>>())
    };
    let now = standing(&auditor(), asked(day(3, 1))).await?;
    assert_eq!(now, [(2, 0, None), (1, 1, None)]);
    let over = standing(&auditor(), asked(day(12, 1))).await?;
    assert_eq!(over, [(2, 0, None), (1, 1, Some(CheckId::R26))]);
    assert_eq!(standing(&head(2), asked(day(12, 1))).await?, over[1..]);
    let next = RoutineQuery { after: Some(school(1)), ..asked(day(12, 1)) };
    assert_eq!(standing(&auditor(), next).await?, over[1..]);
    let outside = RoutineQuery { term_on: day(8, 1), ..asked(day(12, 1)) };
    assert!(standing(&auditor(), outside).await?.is_empty());
    let refused = standing(&guardian(1, 1), asked(day(3, 1))).await;
    assert_eq!(
        refused.unwrap_err().args(),
        [("permission", Permission::ReadInspections.to_string())]
    );
    Ok(())
}
