//! Self-checks against visits, scores, vetoes, what the checks say. (I6, I7, I8, R27)

use chrono::NaiveDate;
use kehou_app::{
    AppError, Outcome, Principal, Written,
    billing::close_school,
    inspection::{
        campaigns::{
            AssignInspectors, CampaignText, CampaignWrite, FixFrame, InspectorEntry, PlanChange,
            PutInspectors, assign_inspectors, change_plan, commit_draw, fix_frame, open_campaign,
            put_inspectors, reveal_seed,
        },
        visits::{
            DecideVeto, SubmitSheet, SubmittedRole, VisitView, decide_veto, prefill,
            submit_self_check, submit_visit, visit_report,
        },
    },
    registry::{PutPapers, put_papers},
};
use kehou_attendance::Mark;
use kehou_draw::{Label, SeedMaterial, SeedSource, WitnessedDigits};
use kehou_fee::testing::{day, march};
use kehou_inspection::{
    CampaignNo, Checklist, FrameSettings, Given, ItemAnswer, Looked, Prefilled, QuotaReading,
    Relation, Spread, VetoGround, VetoVerdict, Visit,
};
use kehou_policy::CheckId;

use crate::{
    attendance::{sheet, submit},
    county::{
        County, ask, ask_without_reason, auditor, code, coordinator, finance, head, inspector,
        leading_group, nine, nobody, programme, safety_office, school, town_office, treasurer,
    },
    findings::{attach, photo},
    harness::{Checked, Server, on_both},
};

on_both!(
    a_self_check_is_handed_in_again_until_the_visit_was,
    only_the_group_of_a_school_hands_in_its_visit,
    a_visit_without_a_self_check_says_why,
    a_confirmed_veto_caps_the_grade_and_freezes_the_visit,
    the_checks_say_what_they_saw_and_never_yes_without_data,
    answers_that_the_data_contradicts_are_told,
);

/// Whom the draw of the campaign knows; all three are in the group of school 1.
const GROUP: [&str; 3] = ["inspector-1", "inspector-2", "inspector-3"];

fn write() -> CampaignWrite {
    CampaignWrite { campaign: CampaignNo::new(1), etag: None }
}

/// The campaign of 2023, drawn on March 2, with a group for school 1.
async fn drawn(county: &County) -> Checked {
    let (app, who) = (&county.app, &programme());
    open_campaign(app, (who, ask("campaign-1")), CampaignText::Shipped2023).await?;
    let entry = |person: &str| InspectorEntry {
        person: person.parse().unwrap(),
        name: "督查".parse().unwrap(),
        links: Vec::new(),
    };
    let inspectors = GROUP.map(entry).to_vec();
    put_inspectors(app, (who, ask("inspectors")), PutInspectors { inspectors, etag: None }).await?;
    let fix = FixFrame {
        on: day(3, 1),
        frame: FrameSettings::default(),
        floor: None,
        reading: QuotaReading::Literal,
        spread: Spread::County,
    };
    fix_frame(app, (who, ask("frame-0001")), (write(), fix)).await?;
    let label = |text| Label::new(text).unwrap();
    let witnesses = || vec![label("家长代表"), label("督学")];
    let digits = WitnessedDigits::new(label("十面骰子"), 10, witnesses()).unwrap();
    let source = SeedSource::Witnessed(digits);
    commit_draw(app, (who, ask("commit-0001")), (write(), source)).await?;
    county.at(day(3, 2));
    let material = SeedMaterial::Witnessed { digits: "0123456789".into(), witnesses: witnesses() };
    reveal_seed(app, (who, ask("reveal-0001")), (write(), material)).await?;
    let add = PlanChange::Add(school(1), "群众反映".parse().unwrap());
    let added = change_plan(app, (who, ask("add-visit-1")), (write(), add)).await;
    assert!(added.is_ok() || code(added) == "VISIT_PLANNED");
    let visits = vec![Visit { school: school(1), round: None }];
    let assign = AssignInspectors { on: day(3, 2), group_size: Some(3), visits };
    assign_inspectors(app, (who, ask("assign-0001")), (write(), assign)).await?;
    Ok(())
}

pub(crate) async fn ready(server: &Server) -> Result<County, kehou_store::testing::TestError> {
    let county = County::new(server).await?;
    drawn(&county).await?;
    Ok(county)
}

/// One answer for all items but some.
pub(crate) fn answers(all: Given, but: &[(&str, Given)]) -> Vec<ItemAnswer> {
    let checklist = Checklist::shipped().unwrap();
    let answer = |item: &kehou_inspection::Item| {
        let other = but.iter().find(|(id, _)| *id == item.id.as_str());
        let given = other.map_or(all, |(_, given)| *given);
        ItemAnswer { item: item.id.clone(), given, corrected: None, evidence: Vec::new() }
    };
    checklist.items().map(answer).collect()
}

pub(crate) async fn self_check(
    county: &County,
    id: &str,
    answers: Vec<ItemAnswer>,
) -> Result<Written, AppError> {
    let sheet = SubmitSheet { school: school(1), campaign: 1, answers, role: (), etag: None };
    submit_self_check(&county.app, (&head(1), ask(id)), sheet).await
}

pub(crate) async fn visit_as(
    county: &County,
    (who, id): (&Principal, &str),
    (on, why): (NaiveDate, Option<&str>),
    answers: Vec<ItemAnswer>,
) -> Result<Written, AppError> {
    let role = SubmittedRole { on, without_self_check: why.map(|why| why.parse().unwrap()) };
    let sheet = SubmitSheet { school: school(1), campaign: 1, answers, role, etag: None };
    submit_visit(&county.app, (who, ask(id)), sheet).await
}

pub(crate) async fn visit(
    county: &County,
    id: &str,
    answers: Vec<ItemAnswer>,
) -> Result<Written, AppError> {
    visit_as(county, (&inspector(GROUP[0]), id), (day(4, 12), None), answers).await
}

async fn report(county: &County) -> Result<VisitView, AppError> {
    visit_report(&county.app, &auditor(), (&school(1), 1), None).await
}

async fn a_self_check_is_handed_in_again_until_the_visit_was(server: Server) -> Checked {
    let county = ready(&server).await?;
    assert_eq!(code(report(&county).await), "SHEET_UNKNOWN");
    let yes = || answers(Given::Yes, &[]);
    let first = self_check(&county, "self-0001", yes()).await?;
    assert_eq!(first.outcome, Outcome::Recorded);
    assert_eq!(self_check(&county, "self-0002", yes()).await?.outcome, Outcome::Unchanged);
    assert_eq!(self_check(&county, "self-0001", yes()).await?.outcome, Outcome::Replayed);
    let no = answers(Given::Yes, &[("4.2", Given::No)]);
    let stale = SubmitSheet {
        school: school(1),
        campaign: 1,
        answers: no.clone(),
        role: (),
        etag: Some(first.change_no),
    };
    let asked = |id: &str| (ask(id), stale.clone());
    let (ask_3, sheet) = asked("self-0003");
    let second = submit_self_check(&county.app, (&coordinator(1), ask_3), sheet).await?;
    assert!(second.change_no > first.change_no);
    let (ask_4, sheet) = asked("self-0004");
    let refused = submit_self_check(&county.app, (&head(1), ask_4), sheet).await;
    assert_eq!(code(refused), "ITEM_STALE");
    let next = include_str!("../../../kehou-inspection/data/campaign-2023.toml");
    let next = CampaignText::Given(next.replacen("id = \"2023\"", "id = \"2023b\"", 1));
    open_campaign(&county.app, (&programme(), ask("campaign-2")), next).await?;
    let elsewhere = visit_report(&county.app, &auditor(), (&school(1), 2), None).await;
    assert_eq!(code(elsewhere), "SHEET_UNKNOWN", "each campaign has its own");
    let seen = report(&county).await?;
    assert_eq!((seen.report, seen.score, seen.visit), (None, None, None));
    assert_eq!(seen.self_check.unwrap().etag, second.change_no);
    county.at(day(4, 12));
    visit(&county, "visit-0001", yes()).await?;
    assert_eq!(code(self_check(&county, "self-0005", yes()).await), "SELF_CHECK_VISITED");
    let seen = report(&county).await?.report.unwrap();
    let better = seen.items.iter().filter(|item| item.relation == Relation::Better);
    assert_eq!(better.map(|item| item.item.as_str()).collect::<Vec<_>>(), ["4.2"]);
    Ok(())
}

async fn only_the_group_of_a_school_hands_in_its_visit(server: Server) -> Checked {
    let county = ready(&server).await?;
    county.at(day(4, 12));
    let yes = || answers(Given::Yes, &[]);
    self_check(&county, "self-0001", yes()).await?;
    let on = (day(4, 12), None);
    let stranger = inspector("inspector-9");
    let refused = visit_as(&county, (&stranger, "visit-0001"), on, yes()).await;
    assert_eq!(code(refused), "NOT_IN_GROUP");
    for who in [head(1), programme(), safety_office(), leading_group(), auditor(), nobody()] {
        let refused = visit_as(&county, (&who, "visit-0001"), on, yes()).await;
        assert_eq!(code(refused), "FORBIDDEN", "{}", who.subject);
    }
    let elsewhere = SubmitSheet {
        school: school(2),
        campaign: 1,
        answers: yes(),
        role: SubmittedRole { on: day(4, 12), without_self_check: None },
        etag: None,
    };
    let member = inspector(GROUP[1]);
    let refused = submit_visit(&county.app, (&member, ask("visit-0001")), elsewhere.clone()).await;
    assert_eq!(code(refused), "NOT_IN_GROUP", "the group of another school");
    let no_campaign = SubmitSheet { campaign: 2, school: school(1), ..elsewhere };
    let refused = submit_visit(&county.app, (&member, ask("visit-0001")), no_campaign).await;
    assert_eq!(code(refused), "CAMPAIGN_UNKNOWN");
    let lacking = yes().split_off(1);
    let refused = visit_as(&county, (&member, "visit-0001"), on, lacking).await;
    assert_eq!(code(refused), "SHEET_UNANSWERED");
    let mut proved = yes();
    proved[0].evidence = vec![photo()];
    let refused = visit_as(&county, (&member, "visit-0001"), on, proved.clone()).await;
    assert_eq!(code(refused), "EVIDENCE_NOT_ATTACHED");
    attach(&county, 1).await?;
    visit_as(&county, (&member, "visit-0001"), on, proved).await?;
    let cancel = PlanChange::Cancel(school(1), "停电".parse().unwrap());
    change_plan(&county.app, (&programme(), ask("cancel-001")), (write(), cancel)).await?;
    let refused = visit_as(&county, (&member, "visit-0002"), on, yes()).await;
    assert_eq!(code(refused), "NOT_IN_GROUP", "its visit was cancelled");
    for who in [head(2), town_office("370829102"), nobody()] {
        let refused = visit_report(&county.app, &who, (&school(1), 1), None).await;
        assert_eq!(code(refused), "FORBIDDEN", "{}", who.subject);
    }
    for who in [head(1), town_office("370829101"), member] {
        visit_report(&county.app, &who, (&school(1), 1), None).await?;
    }
    Ok(())
}

async fn a_visit_without_a_self_check_says_why(server: Server) -> Checked {
    let county = ready(&server).await?;
    county.at(day(4, 13));
    let no = || answers(Given::No, &[]);
    let member = inspector(GROUP[0]);
    let hand_in = |id, on, why| {
        let (county, member) = (&county, &member);
        async move { visit_as(county, (member, id), (on, why), no()).await }
    };
    let why = Some("学校未提交");
    assert_eq!(code(hand_in("visit-0001", day(4, 14), why).await), "VISIT_DAY");
    assert_eq!(code(hand_in("visit-0001", day(4, 12), None).await), "VISIT_NO_SELF_CHECK");
    self_check(&county, "self-0001", answers(Given::Yes, &[])).await?;
    assert_eq!(code(hand_in("visit-0001", day(4, 13), why).await), "VISIT_HAS_SELF_CHECK");
    hand_in("visit-0001", day(4, 12), why).await?;
    let seen = report(&county).await?;
    assert!(seen.self_check.is_none(), "it came after the visit");
    let found = seen.report.unwrap();
    assert_eq!(found.without_self_check.unwrap().why.as_str(), "学校未提交");
    let role = SubmittedRole { on: day(4, 13), without_self_check: None };
    let again = SubmitSheet { school: school(1), campaign: 1, answers: no(), role, etag: None };
    let bare = ask_without_reason("visit-0002");
    let refused = submit_visit(&county.app, (&member, bare), again.clone()).await;
    assert_eq!(code(refused), "REASON_MISSING");
    submit_visit(&county.app, (&member, ask("visit-0002")), again).await?;
    assert!(report(&county).await?.self_check.is_some());
    let before =
        visit_report(&county.app, &auditor(), (&school(1), 1), Some(nine(day(4, 12)))).await;
    assert_eq!(code(before), "SHEET_UNKNOWN", "as known before");
    Ok(())
}

async fn a_confirmed_veto_caps_the_grade_and_freezes_the_visit(server: Server) -> Checked {
    let county = ready(&server).await?;
    county.at(day(4, 12));
    let decide = |who: Principal, id: &'static str, ground: VetoGround, verdict| {
        let decision = DecideVeto { school: school(1), campaign: 1, ground, verdict };
        let app = &county.app;
        async move { decide_veto(app, (&who, ask(id)), decision).await }
    };
    let item = |id: &str| VetoGround::Item(id.parse().unwrap());
    let (yes, no) = (VetoVerdict::Confirmed, VetoVerdict::Rejected);
    self_check(&county, "self-0001", answers(Given::Yes, &[])).await?;
    let early = decide(leading_group(), "veto-0001", item("6.1"), yes).await;
    assert_eq!(code(early), "VISIT_UNKNOWN");
    let found = || answers(Given::Yes, &[("6.1", Given::No), ("4.1", Given::No)]);
    visit(&county, "visit-0001", found()).await?;
    let score = report(&county).await?.score.unwrap();
    assert_eq!((score.earned, score.grade.key.as_str()), (92, "excellent"));
    assert_eq!(
        (score.proposed.clone(), score.undecided),
        (vec![item("4.1"), item("6.1")], score.proposed)
    );
    for who in [head(1), programme(), inspector(GROUP[0]), auditor(), finance()] {
        let subject = who.subject.clone();
        assert_eq!(
            code(decide(who, "veto-0001", item("6.1"), yes).await),
            "FORBIDDEN",
            "{subject}"
        );
    }
    let stray = decide(leading_group(), "veto-0001", item("5.1"), yes).await;
    assert_eq!(code(stray), "VETO_NOT_PROPOSED");
    let unfound = VetoGround::Check(CheckId::R13);
    let unfound = decide(leading_group(), "veto-0001", unfound, yes).await;
    assert_eq!(code(unfound), "VETO_NOT_PROPOSED", "a check that found nothing");
    let rejected = decide(leading_group(), "veto-0001", item("4.1"), no).await?;
    assert_eq!(rejected.outcome, Outcome::Recorded);
    assert_eq!(report(&county).await?.score.unwrap().grade.key.as_str(), "excellent");
    let twice = decide(leading_group(), "veto-0002", item("4.1"), yes).await;
    assert_eq!(code(twice), "VETO_TWICE");
    decide(leading_group(), "veto-0003", item("6.1"), yes).await?;
    let seen = report(&county).await?;
    let score = seen.score.unwrap();
    assert_eq!((score.grade.key.as_str(), score.by_points.key.as_str()), ("fail", "excellent"));
    assert_eq!((score.undecided, seen.decisions.len()), (vec![], 2));
    assert_eq!(seen.decisions[0].decided.why.as_str(), "as agreed");
    assert_eq!(code(visit(&county, "visit-0002", found()).await), "VISIT_DECIDED");
    Ok(())
}

async fn looked(county: &County, check: CheckId) -> Result<(Looked, Vec<String>), AppError> {
    let view = prefill(&county.app, &auditor(), (&school(1), 1), None).await?;
    let outcome = view.outcomes.into_iter().find(|outcome| outcome.check == check).unwrap();
    Ok((outcome.looked, outcome.records.iter().map(ToString::to_string).collect()))
}

async fn prefilled(county: &County, item: &str) -> Result<Prefilled, AppError> {
    let view = prefill(&county.app, &auditor(), (&school(1), 1), None).await?;
    Ok(view.items.into_iter().find(|prefill| prefill.item.as_str() == item).unwrap().answer)
}

/// School 1 gives service on March 3, and its month is closed in April.
async fn closed(county: &County, id: &str) -> Checked {
    county.at(day(4, 6));
    close_school(&county.app, (&treasurer(1), ask(id)), (school(1), march())).await?;
    Ok(())
}

async fn serve_a_day(county: &County) -> Checked {
    county.at(day(3, 3));
    for slot in [1, 2] {
        let marks = [(1, Mark::Present), (2, Mark::Present)];
        submit(county, &format!("roll-000{slot}"), sheet(day(3, 3), slot, &marks)).await?;
    }
    Ok(())
}

async fn the_checks_say_what_they_saw_and_never_yes_without_data(server: Server) -> Checked {
    let county = ready(&server).await?;
    assert_eq!(looked(&county, CheckId::R10).await?, (Looked::NoData, vec![]));
    assert_eq!(looked(&county, CheckId::R29).await?, (Looked::NoData, vec![]));
    for item in ["6.2", "5.4", "2.2"] {
        assert_eq!(prefilled(&county, item).await?, Prefilled::NoData, "{item}");
    }
    serve_a_day(&county).await?;
    closed(&county, "close-0001").await?;
    let statement = || vec!["statement 2023-03 revision 0".to_owned()];
    assert_eq!(looked(&county, CheckId::R10).await?, (Looked::Clear, statement()));
    assert_eq!(prefilled(&county, "6.2").await?, Prefilled::Satisfied);
    assert_eq!(prefilled(&county, "2.2").await?, Prefilled::Satisfied);
    // R03 tells of waivers and is answered by nothing here; R07 is answered by nothing yet.
    assert_eq!(prefilled(&county, "6.1").await?, Prefilled::NoData);
    assert_eq!(prefilled(&county, "6.4").await?, Prefilled::NoData);
    let before = prefill(&county.app, &auditor(), (&school(1), 1), Some(nine(day(4, 5)))).await?;
    let looked = |outcome: &kehou_inspection::CheckOutcome| outcome.looked;
    assert!(before.outcomes.iter().map(looked).all(|looked| looked == Looked::NoData));
    for who in [head(2), nobody()] {
        let refused = prefill(&county.app, &who, (&school(1), 1), None).await;
        assert_eq!(code(refused), "FORBIDDEN");
    }
    Ok(())
}

async fn answers_that_the_data_contradicts_are_told(server: Server) -> Checked {
    let county = ready(&server).await?;
    serve_a_day(&county).await?;
    let none = (PutPapers::Notices(Vec::new()), None);
    put_papers(&county.app, (&finance(), ask("notices-2")), &school(1), none).await?;
    self_check(&county, "self-0001", answers(Given::Yes, &[])).await?;
    assert!(report(&county).await?.contradictions.is_empty());
    closed(&county, "close-0001").await?;
    let record = || vec!["statement 2023-03 revision 0 R10".to_owned()];
    assert_eq!(looked(&county, CheckId::R10).await?, (Looked::Found, record()));
    assert_eq!(prefilled(&county, "6.2").await?, Prefilled::Contradicted);
    let seen = report(&county).await?.contradictions;
    let [contradiction] = &seen[..] else { panic!("{seen:?}") };
    assert_eq!((contradiction.check, contradiction.item.as_str()), (CheckId::R27, "6.2"));
    let honest = answers(Given::Yes, &[("6.2", Given::No)]);
    self_check(&county, "self-0002", honest).await?;
    assert!(report(&county).await?.contradictions.is_empty(), "the school says so itself");
    Ok(())
}
