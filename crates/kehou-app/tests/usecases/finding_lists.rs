//! Findings in lists, worklists, on the ladder and in documents. (I9, I13, O6, R25, R29)

use chrono::NaiveDate;
use kehou_app::{
    AppError, Principal,
    inspection::{
        campaigns::{RecordRoutineVisit, record_routine_visit},
        findings::{
            AnnouncementDraft, GetWorklist, ListFindings, Worklist, announcement, findings,
            rectification_order, worklist,
        },
        visits::{PutSafetyRegister, put_safety_register},
    },
    registry::put_working_days,
};
use kehou_fee::testing::day;
use kehou_inspection::{
    Chore, Deed, Desk, FindingNo, Gravity, Letterhead, Light, Matter, Overdue, RoutineVisit, Rung,
    SafetyItem, SafetyKind, StageKind, Task,
};
use kehou_registry::WorkingDays;

use crate::{
    county::{
        County, ask, auditor, code, discipline, finance, guardian, head, inspector, leading_group,
        nine, personnel, programme, school, town_office,
    },
    findings::{FIRST, act, attach, confirm, open, order, ordered, photo, read, respond},
    harness::{Checked, Server, on_both},
};

on_both!(
    lists_are_paged_over_schools_and_filtered,
    worklists_follow_working_days_across_the_national_day,
    registers_and_routine_visits_wait_beside_findings,
    an_overdue_correction_climbs_the_ladder,
    documents_hold_confirmed_findings_only,
);

fn climb(rung: Rung) -> Deed {
    Deed::Escalate { rung, number: "嘉教督〔2023〕1号".parse().unwrap() }
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
    let query = GetWorklist { most: 100, ..GetWorklist::default() };
    let list = worklist(&county.app, who, &query).await?;
    let of_findings = list.tasks.iter().filter(|task| task.matter == Matter::Finding(FIRST));
    Ok(of_findings.map(|task| (task.chore, task.light)).collect())
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
    assert_eq!((list.tasks.len(), list.count, list.red), (0, 10, 1), "counted though left out");
    Ok(())
}

async fn registers_and_routine_visits_wait_beside_findings(server: Server) -> Checked {
    let county = County::empty(&server).await?;
    county.at(day(7, 7));
    let rules = |desk, most| GetWorklist { desk, school: None, most };
    let visits = worklist(&county.app, &programme(), &rules(None, 100)).await?;
    let seen = |list: &Worklist| {
        let task = |task: &Task| (task.chore, task.school.clone(), task.light);
        list.tasks.iter().map(task).collect::<Vec<_>>()
    };
    let both = [1, 2].map(|number| (Chore::RoutineVisit, school(number), Light::Today));
    assert_eq!(seen(&visits), both, "the term ends today and nobody came");
    let inspector = inspector("inspector-1");
    for (id, on) in [("routine-01", day(3, 6)), ("routine-02", day(4, 6))] {
        let record =
            RecordRoutineVisit { visit: RoutineVisit { school: school(1), on }, note: None };
        record_routine_visit(&county.app, (&inspector, ask(id)), record).await?;
    }
    let visits = worklist(&county.app, &programme(), &rules(None, 100)).await?;
    assert_eq!(seen(&visits), both[1..]);
    let own = worklist(&county.app, &head(1), &rules(Some(Desk::School), 100)).await?;
    let kinds: Vec<Matter> = own.tasks.iter().map(|task| task.matter).collect();
    assert_eq!(
        kinds,
        SafetyKind::ALL[..8].iter().map(|it| Matter::Safety(*it)).collect::<Vec<_>>()
    );
    attach(&county, 1).await?;
    let item = |kind| SafetyItem {
        kind,
        evidence_on: day(3, 1),
        expires_on: (kind == SafetyKind::Alarm).then_some(day(7, 7)),
        evidence: vec![photo()],
    };
    let items = SafetyKind::ALL.map(item).to_vec();
    let put = PutSafetyRegister { school: school(1), items, etag: None };
    put_safety_register(&county.app, (&head(1), ask("register-1")), put).await?;
    let own = worklist(&county.app, &head(1), &rules(None, 100)).await?;
    assert_eq!(seen(&own), [(Chore::RenewSafety, school(1), Light::Today)]);
    assert_eq!(own.due_today, 1);
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
