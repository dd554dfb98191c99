//! Findings followed to their end: opened, answered, decided, verified by somebody independent, closed;
//! listed, waited for, announced. (I9, I6, R25, R36)

use chrono::NaiveDate;
use kehou_app::{
    AppError, ChangeNo, Grant, Outcome, Principal, Role, Scope,
    inspection::findings::{
        AdvanceFinding, AnnouncementDraft, FindingView, GetWorklist, ListFindings, OpenFinding,
        OpenedFinding, advance_finding, announcement, finding, findings, open_finding,
        rectification_order, worklist,
    },
    registry::put_working_days,
};
use kehou_fee::testing::day;
use kehou_inspection::{
    Chore, Deed, Desk, Evidence, FindingNo, Gravity, Letterhead, Light, Matter, Opening, Overdue,
    Problem, Rung, StageKind, Verdict,
};
use kehou_registry::WorkingDays;

use crate::{
    county::{
        County, ask, auditor, code, coordinator, discipline, finance, guardian, head, inspector,
        leading_group, nine, personnel, programme, safety_office, school, town_office, treasurer,
    },
    harness::{Checked, Server, on_both},
};

on_both!(
    a_finding_is_followed_to_its_end,
    who_may_do_what_is_said_by_the_table,
    the_verifier_is_independent,
    an_outdated_or_unknown_finding_is_refused,
    the_same_problem_within_a_year_repeats,
    a_repeated_request_opens_one_finding,
    lists_are_paged_over_schools_and_filtered,
    worklists_follow_working_days_across_the_national_day,
    an_overdue_correction_climbs_the_ladder,
    documents_hold_confirmed_findings_only,
);

const FIRST: FindingNo = FindingNo::new(1);

fn opening(number: u32, gravity: Gravity, observed_on: NaiveDate) -> Opening {
    Opening {
        school: school(number),
        problem: Problem::Item("6.2".parse().unwrap()),
        gravity,
        what: "收费公示缺少投诉电话".parse().unwrap(),
        observed_on,
        repeats: Some(FindingNo::new(77)),
    }
}

async fn open_as(
    county: &County,
    (who, id): (&Principal, &str),
    opening: Opening,
) -> Result<OpenedFinding, AppError> {
    open_finding(&county.app, (who, ask(id)), OpenFinding { opening }).await
}

async fn open(county: &County, number: u32, gravity: Gravity) -> Result<OpenedFinding, AppError> {
    let on = county.app.clock().now().day();
    let id = format!("open-{number}-{}-{on}", gravity.code());
    open_as(county, (&inspector("inspector-1"), &id), opening(number, gravity, on)).await
}

/// Does one deed to the first finding of school 1.
async fn act(county: &County, who: &Principal, deed: Deed) -> Result<ChangeNo, AppError> {
    act_on(county, who, (1, FIRST), deed).await
}

async fn act_on(
    county: &County,
    who: &Principal,
    (number, finding): (u32, FindingNo),
    deed: Deed,
) -> Result<ChangeNo, AppError> {
    let now = county.app.clock().now();
    let id = format!("{}-{finding}-{}", deed.kind().code(), now.as_micros());
    let advance = AdvanceFinding { school: school(number), number: finding, deed, etag: None };
    let written = advance_finding(&county.app, (who, ask(&id)), advance).await?;
    assert_eq!(written.outcome, Outcome::Recorded);
    Ok(written.change_no)
}

async fn read(county: &County) -> Result<FindingView, AppError> {
    finding(&county.app, &auditor(), (&school(1), FIRST), None).await
}

fn respond() -> Deed {
    Deed::Respond { text: "情况属实".parse().unwrap() }
}

fn confirm() -> Deed {
    Deed::Confirm { why: "现场核实".parse().unwrap() }
}

fn order() -> Deed {
    let number = "嘉教改〔2023〕1号".parse().unwrap();
    Deed::Order { number, demands: "补齐公示内容".parse().unwrap(), days: None }
}

fn submit() -> Deed {
    let evidence = Evidence { sha256: [7; 32], name: "整改照片.jpg".parse().unwrap() };
    Deed::Submit { evidence: vec![evidence] }
}

fn verify(verdict: Verdict) -> Deed {
    Deed::Verify { verdict, why: "到校查看".parse().unwrap() }
}

fn climb(rung: Rung) -> Deed {
    Deed::Escalate { rung, number: "嘉教督〔2023〕1号".parse().unwrap() }
}

/// Brings the first finding of school 1 from its draft to an order, all on one day.
async fn ordered(county: &County, office: &Principal) -> Checked {
    act(county, office, Deed::Notify).await?;
    act(county, &head(1), respond()).await?;
    act(county, office, confirm()).await?;
    act(county, office, order()).await?;
    Ok(())
}

async fn a_finding_is_followed_to_its_end(server: Server) -> Checked {
    let county = County::empty(&server).await?;
    county.at(day(4, 3));
    let opened = open(&county, 1, Gravity::Safety).await?;
    assert_eq!((opened.number, opened.repeats), (FIRST, None), "who opens does not say it repeats");
    assert_eq!(read(&county).await?.finding.measures_due().unwrap().day(), day(4, 3));
    ordered(&county, &safety_office()).await?;
    let due = read(&county).await?.finding.due().unwrap();
    assert_eq!(due.day(), day(4, 10), "five working days");
    act(&county, &head(1), submit()).await?;
    let accepted = act(&county, &inspector("inspector-2"), verify(Verdict::Accepted)).await?;
    assert_eq!(read(&county).await?.etag, accepted);
    let without_measures = act(&county, &safety_office(), Deed::Close).await;
    assert_eq!(code(without_measures), "FINDING_INCOMPLETE");
    let measure = Deed::Measure { what: "当日修复".parse()? };
    act(&county, &coordinator(1), measure).await?;
    county.at(day(4, 4));
    let closed = act(&county, &safety_office(), Deed::Close).await?;
    let view = read(&county).await?;
    assert_eq!((view.finding.stage().kind(), view.etag), (StageKind::Closed, closed));
    let deeds: Vec<&str> = view.acts.iter().map(|one| one.act.deed.kind().code()).collect();
    assert_eq!(deeds.len(), 9, "{deeds:?}");
    assert_eq!(deeds.first().zip(deeds.last()), Some((&"DEED_OPEN", &"DEED_CLOSE")));
    assert_eq!(view.acts[8].act.signed.by.as_str(), "safety");
    assert_eq!(view.acts[8].act.signed.at, nine(day(4, 4)));
    let earlier = Some(nine(day(4, 3)));
    let then = finding(&county.app, &auditor(), (&school(1), FIRST), earlier).await?;
    assert_eq!(then.finding.stage().kind(), StageKind::Verified, "as known that day");
    Ok(())
}

async fn who_may_do_what_is_said_by_the_table(server: Server) -> Checked {
    let county = County::empty(&server).await?;
    county.at(day(4, 3));
    let on = day(4, 3);
    for (who, nth) in [(head(1), 1), (treasurer(1), 2), (auditor(), 3), (discipline(), 4)] {
        let id = format!("forbidden-{nth}");
        let opened = open_as(&county, (&who, &id), opening(1, Gravity::Ordinary, on)).await;
        assert_eq!(code(opened), "FORBIDDEN", "{}", who.subject);
    }
    open(&county, 1, Gravity::IllegalCharging).await?;
    act(&county, &programme(), Deed::Notify).await?;
    assert_eq!(code(act(&county, &finance(), respond()).await), "FORBIDDEN");
    assert_eq!(code(act(&county, &head(2), respond()).await), "FORBIDDEN");
    act(&county, &coordinator(1), respond()).await?;
    assert_eq!(code(act(&county, &head(1), confirm()).await), "FORBIDDEN");
    for office in [programme(), safety_office()] {
        let refused = act(&county, &office, confirm()).await.unwrap_err();
        assert_eq!(refused.code(), "FINDING_OTHER_DESK", "{}", office.subject);
        assert_eq!(refused.args(), [("desk", "DESK_FINANCE".to_owned())]);
    }
    act(&county, &finance(), confirm()).await?;
    county.at(day(4, 4));
    let again = act(&county, &finance(), confirm()).await.unwrap_err();
    assert_eq!(again.code(), "FINDING_ILLEGAL");
    let named = [("from", "STAGE_CONFIRMED"), ("attempted", "DEED_CONFIRM")];
    assert_eq!(again.args(), named.map(|(name, value)| (name, value.to_owned())));
    for reader in [town_office("370829102"), head(2), guardian(1, 1)] {
        let read = finding(&county.app, &reader, (&school(1), FIRST), None).await;
        assert_eq!(code(read), "FORBIDDEN", "{}", reader.subject);
    }
    for reader in [town_office("370829101"), head(1), personnel(), leading_group()] {
        finding(&county.app, &reader, (&school(1), FIRST), None).await?;
    }
    Ok(())
}

async fn the_verifier_is_independent(server: Server) -> Checked {
    let county = County::empty(&server).await?;
    county.at(day(4, 3));
    open(&county, 1, Gravity::Ordinary).await?;
    ordered(&county, &programme()).await?;
    let mut both = inspector("two-hats");
    let grant = |scope| Grant { role: Role::HeadTeacher, scope: Scope::School(scope) };
    both.grants.push(grant(school(1)));
    act(&county, &both, submit()).await?;
    let own_hand = act(&county, &both, verify(Verdict::Accepted)).await.unwrap_err();
    assert_eq!(own_hand.code(), "FINDING_NOT_INDEPENDENT");
    let mut parent = inspector("parent");
    parent.grants.extend(guardian(1, 1).grants);
    let family = act(&county, &parent, verify(Verdict::Accepted)).await.unwrap_err();
    assert_eq!(family.code(), "FINDING_NOT_INDEPENDENT");
    let args = [("who", "parent".to_owned()), ("tie", "TIE_SCHOOL".to_owned())];
    assert_eq!(family.args(), args);
    let mut elsewhere = inspector("elsewhere");
    elsewhere.grants.push(grant(school(2)));
    act(&county, &elsewhere, verify(Verdict::Rejected)).await?;
    assert_eq!(read(&county).await?.finding.stage().kind(), StageKind::Ordered);
    // Who handed in evidence stays a submitter, even after they have left the school.
    county.at(day(4, 4));
    act(&county, &head(1), submit()).await?;
    let left = inspector("two-hats");
    let tied = act(&county, &left, verify(Verdict::Accepted)).await.unwrap_err();
    assert_eq!(tied.args()[1], ("tie", "TIE_SUBMITTER".to_owned()));
    act(&county, &elsewhere, verify(Verdict::Accepted)).await?;
    Ok(())
}

async fn an_outdated_or_unknown_finding_is_refused(server: Server) -> Checked {
    let county = County::empty(&server).await?;
    county.at(day(4, 3));
    let opened = open(&county, 1, Gravity::Ordinary).await?;
    open_as(&county, (&programme(), "open-second"), opening(1, Gravity::Ordinary, day(4, 3)))
        .await?;
    let advance = |deed, etag| AdvanceFinding { school: school(1), number: FIRST, deed, etag };
    let notify = advance(Deed::Notify, Some(opened.written.change_no));
    let written = advance_finding(&county.app, (&programme(), ask("notify-01")), notify).await?;
    let stale = advance(respond(), Some(opened.written.change_no));
    let refused = advance_finding(&county.app, (&head(1), ask("respond-01")), stale).await;
    assert_eq!(code(refused), "ITEM_STALE", "another finding changed nothing, the notice did");
    let current = advance(respond(), Some(written.change_no));
    advance_finding(&county.app, (&head(1), ask("respond-02")), current).await?;
    let third = (1, FindingNo::new(3));
    let refused = act_on(&county, &programme(), third, Deed::Notify).await;
    assert_eq!(code(refused), "FINDING_UNKNOWN");
    let no_school = finding(&county.app, &auditor(), (&school(9), FIRST), None).await;
    assert_eq!(code(no_school), "SCHOOL_NOT_FOUND");
    let future = opening(1, Gravity::Ordinary, day(4, 4));
    let early = open_as(&county, (&programme(), "open-future"), future).await;
    assert_eq!(code(early), "FINDING_TOO_EARLY");
    Ok(())
}

async fn the_same_problem_within_a_year_repeats(server: Server) -> Checked {
    let county = County::empty(&server).await?;
    county.at(day(4, 3));
    open(&county, 1, Gravity::Ordinary).await?;
    open(&county, 2, Gravity::Ordinary).await?;
    county.at(day(5, 8));
    let mut other = opening(1, Gravity::Ordinary, day(5, 8));
    other.problem = Problem::NoSelfCheck;
    let other = open_as(&county, (&programme(), "open-other"), other).await?;
    assert_eq!(other.repeats, None, "another problem");
    let again = open(&county, 1, Gravity::Ordinary).await?;
    assert_eq!((again.number, again.repeats), (FindingNo::new(3), Some(FIRST)));
    let why = "查无实据".parse()?;
    let third = (1, FindingNo::new(3));
    act_on(&county, &programme(), third, Deed::Withdraw { why }).await?;
    let next_year = NaiveDate::from_ymd_opt(2024, 4, 3).unwrap();
    county.at(next_year);
    let anniversary = open(&county, 1, Gravity::Ordinary).await?;
    assert_eq!(anniversary.repeats, Some(FIRST), "the withdrawn one is no problem");
    let query = ListFindings { repeated_only: true, most: 10, ..ListFindings::default() };
    let repeated = findings(&county.app, &auditor(), &query).await?;
    assert_eq!(repeated.iter().map(|view| view.number.get()).collect::<Vec<_>>(), [3, 4]);
    Ok(())
}

async fn a_repeated_request_opens_one_finding(server: Server) -> Checked {
    let county = County::empty(&server).await?;
    county.at(day(4, 3));
    let (on, who) = (day(4, 3), programme());
    let first = open_as(&county, (&who, "open-0001"), opening(1, Gravity::Ordinary, on)).await?;
    let second = open_as(&county, (&who, "open-0002"), opening(1, Gravity::Ordinary, on)).await?;
    let again = open_as(&county, (&who, "open-0002"), opening(1, Gravity::Ordinary, on)).await?;
    assert_eq!((second.number, second.repeats), (FindingNo::new(2), Some(first.number)));
    assert_eq!((again.number, again.repeats), (second.number, second.repeats));
    assert_eq!(again.written.outcome, Outcome::Replayed);
    Ok(())
}

async fn lists_are_paged_over_schools_and_filtered(server: Server) -> Checked {
    let county = County::empty(&server).await?;
    county.at(day(4, 3));
    open(&county, 2, Gravity::Ordinary).await?;
    open(&county, 1, Gravity::Ordinary).await?;
    open(&county, 1, Gravity::Safety).await?;
    let all = ListFindings { most: 10, ..ListFindings::default() };
    let seen = async |who: Principal, query: ListFindings| {
        let views = findings(&county.app, &who, &query).await?;
        Ok::<_, AppError>(
            views
                .iter()
                .map(|view| (view.school == school(1), view.number.get()))
                .collect::<Vec<_>>(),
        )
    };
    let every = [(true, 1), (true, 2), (false, 1)];
    assert_eq!(seen(programme(), all.clone()).await?, every);
    assert_eq!(seen(head(1), all.clone()).await?, every[..2]);
    assert_eq!(seen(town_office("370829102"), all.clone()).await?, every[2..]);
    let page = ListFindings { most: 2, ..all.clone() };
    assert_eq!(seen(programme(), page.clone()).await?, every[..2]);
    let rest = ListFindings { after: Some((school(1), FindingNo::new(2))), ..page };
    assert_eq!(seen(programme(), rest).await?, every[2..]);
    let within = ListFindings { after: Some((school(1), FIRST)), ..all.clone() };
    assert_eq!(seen(programme(), within).await?, every[1..]);
    let urgent = ListFindings { gravity: Some(Gravity::Safety), ..all.clone() };
    assert_eq!(seen(programme(), urgent).await?, every[1..2]);
    let one = ListFindings { school: Some(school(2)), ..all.clone() };
    assert_eq!(seen(programme(), one.clone()).await?, every[2..]);
    let town = ListFindings { town: Some("370829101".parse()?), ..all.clone() };
    assert_eq!(seen(programme(), town).await?, every[..2]);
    let stage = ListFindings { stages: vec![StageKind::Closed], ..all.clone() };
    assert_eq!(seen(programme(), stage).await?, []);
    let before = ListFindings { known_at: Some(nine(day(4, 2))), ..all.clone() };
    assert_eq!(seen(programme(), before).await?, []);
    assert_eq!(code(seen(head(1), one).await), "FORBIDDEN");
    assert_eq!(code(seen(guardian(1, 1), all).await), "FORBIDDEN");
    Ok(())
}

fn year(month: u32, of_month: u32) -> NaiveDate {
    NaiveDate::from_ymd_opt(2023, month, of_month).unwrap()
}

/// The National Day holiday of 2023 ran from 29 September to 6 October; 7 and 8 October were worked.
async fn national_day(county: &County) -> Checked {
    let holidays = year(9, 29).iter_days().take(8).collect();
    let working = WorkingDays::new(holidays, [year(10, 7), year(10, 8)].into());
    let days = (&working, None);
    put_working_days(&county.app, (&programme(), ask("national-day")), days).await?;
    Ok(())
}

async fn lit(county: &County, who: &Principal) -> Result<Vec<(Chore, Light)>, AppError> {
    let query = GetWorklist { most: 10, ..GetWorklist::default() };
    let list = worklist(&county.app, who, &query).await?;
    Ok(list.tasks.iter().map(|task| (task.chore, task.light)).collect())
}

async fn worklists_follow_working_days_across_the_national_day(server: Server) -> Checked {
    let county = County::empty(&server).await?;
    national_day(&county).await?;
    county.at(year(9, 26));
    open(&county, 1, Gravity::Ordinary).await?;
    assert_eq!(lit(&county, &programme()).await?, [(Chore::Notify, Light::Green)]);
    act(&county, &programme(), Deed::Notify).await?;
    let due = read(&county).await?.finding.due().unwrap();
    assert_eq!(due.day(), year(10, 9), "27, 28, then 7, 8 and 9 October");
    use Light::{Green, Red, Today, Yellow};
    for (on, light) in
        [(year(9, 28), Green), (year(10, 7), Green), (year(10, 8), Yellow), (year(10, 9), Today)]
    {
        county.at(on);
        assert_eq!(lit(&county, &head(1)).await?, [(Chore::Respond, light)], "{on}");
        assert_eq!(lit(&county, &programme()).await?, [], "{on}");
    }
    assert_eq!(code(act(&county, &programme(), Deed::Lapse).await), "FINDING_TOO_EARLY");
    county.at(year(10, 10));
    assert_eq!(lit(&county, &head(1)).await?, []);
    assert_eq!(lit(&county, &programme()).await?, [(Chore::Lapse, Green)]);
    assert_eq!(code(act(&county, &head(1), respond()).await), "FINDING_TOO_LATE");
    act(&county, &programme(), Deed::Lapse).await?;
    act(&county, &programme(), confirm()).await?;
    act(&county, &programme(), order()).await?;
    let due = read(&county).await?.finding.due().unwrap().day();
    assert_eq!(due, year(10, 31), "fifteen working days");
    county.at(year(11, 1));
    assert_eq!(read(&county).await?.overdue, Some(Overdue::Missing));
    assert_eq!(lit(&county, &head(1)).await?, [(Chore::Correct, Red)]);
    assert_eq!(lit(&county, &programme()).await?, [(Chore::Escalate, Red)]);
    assert_eq!(lit(&county, &head(2)).await?, [], "another school");
    assert_eq!(lit(&county, &auditor()).await?, [], "no desk");
    let query = GetWorklist { desk: Some(Desk::Finance), ..GetWorklist::default() };
    assert_eq!(code(worklist(&county.app, &programme(), &query).await), "DESK_NOT_YOURS");
    let list = worklist(&county.app, &head(1), &GetWorklist::default()).await?;
    assert_eq!((list.tasks.len(), list.count, list.red), (0, 1, 1), "counted though left out");
    Ok(())
}

async fn an_overdue_correction_climbs_the_ladder(server: Server) -> Checked {
    let county = County::empty(&server).await?;
    county.at(day(4, 3));
    open(&county, 1, Gravity::IllegalCharging).await?;
    ordered(&county, &finance()).await?;
    assert_eq!(read(&county).await?.finding.due().unwrap().day(), day(4, 6));
    let early = act(&county, &finance(), climb(Rung::Announcement)).await;
    assert_eq!(code(early), "FINDING_TOO_EARLY");
    county.at(day(4, 7));
    let late = ListFindings { overdue_only: true, most: 10, ..ListFindings::default() };
    assert_eq!(findings(&county.app, &auditor(), &late).await?.len(), 1);
    let other = act(&county, &programme(), climb(Rung::Announcement)).await;
    assert_eq!(code(other), "FINDING_OTHER_DESK");
    let turn = act(&county, &finance(), climb(Rung::Interview)).await;
    assert_eq!(code(turn), "FINDING_OUT_OF_TURN");
    act(&county, &finance(), climb(Rung::Announcement)).await?;
    county.at(day(4, 13));
    act(&county, &leading_group(), climb(Rung::Interview)).await?;
    county.at(day(4, 19));
    act(&county, &finance(), climb(Rung::ToDiscipline)).await?;
    let heed = |who: Principal| {
        let query = GetWorklist { most: 10, ..GetWorklist::default() };
        let county = &county;
        async move { worklist(&county.app, &who, &query).await }
    };
    let told = heed(discipline()).await?;
    let [task] = told.tasks.as_slice() else { panic!("{told:?}") };
    assert_eq!((task.chore, task.light), (Chore::HeedProposal, Light::Red));
    assert_eq!((task.matter, &task.school), (Matter::Finding(FIRST), &school(1)));
    assert_eq!(heed(personnel()).await?.tasks, [], "nothing was proposed to personnel");
    Ok(())
}

fn letterhead() -> Letterhead {
    Letterhead {
        issuer: "某县教育和体育局".parse().unwrap(),
        addressee: "各学校".parse().unwrap(),
        issued_on: day(4, 5),
    }
}

async fn documents_hold_confirmed_findings_only(server: Server) -> Checked {
    let county = County::empty(&server).await?;
    county.at(day(4, 3));
    open(&county, 1, Gravity::Ordinary).await?;
    open(&county, 2, Gravity::Ordinary).await?;
    let (app, head_of, office) = (&county.app, letterhead(), programme());
    let ordered_page =
        async |who: &Principal| rectification_order(app, who, &head_of, (&school(1), FIRST)).await;
    assert_eq!(code(ordered_page(&office).await), "DOCUMENT_NO_ORDER");
    ordered(&county, &office).await?;
    let page = ordered_page(&head(1)).await?;
    for said in ["补齐公示内容", "嘉教改〔2023〕1号", "2023年4月24日", "某县教育和体育局"]
    {
        assert!(page.contains(said), "{said}");
    }
    assert_eq!(code(ordered_page(&head(2)).await), "FORBIDDEN");
    let draft = |findings: Vec<(u32, FindingNo)>| AnnouncementDraft {
        head: letterhead(),
        number: "嘉教通〔2023〕3号".parse().unwrap(),
        findings: findings.into_iter().map(|(number, no)| (school(number), no)).collect(),
    };
    let page = announcement(app, &office, &draft(vec![(1, FIRST)])).await?;
    assert!(page.contains("学校370829101") && page.contains("嘉教通〔2023〕3号"), "{page}");
    let unconfirmed = announcement(app, &office, &draft(vec![(1, FIRST), (2, FIRST)])).await;
    let unconfirmed = unconfirmed.unwrap_err();
    assert_eq!(unconfirmed.code(), "DOCUMENT_UNCONFIRMED");
    assert_eq!(unconfirmed.args(), [("school", "学校370829102".to_owned())]);
    let twice = announcement(app, &office, &draft(vec![(1, FIRST), (1, FIRST)])).await;
    assert_eq!(code(twice), "FINDING_TWICE");
    let of_school = announcement(app, &head(1), &draft(vec![(1, FIRST)])).await;
    assert_eq!(code(of_school), "FORBIDDEN");
    Ok(())
}
