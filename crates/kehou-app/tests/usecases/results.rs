//! Results reckoned from what was handed in and decided; who reads them; good practice. (I14, I16)

use kehou_app::{
    AppError, Principal,
    inspection::{
        results::{
            AdvancePractice, ListPractices, ListSchoolResults, NominatePractice, ResultFile,
            SummaryFormat, TableFormat, advance_practice, assessment, group_results,
            nominate_practice, practices, public_summary, school_results,
        },
        visits::{DecideVeto, decide_veto},
    },
};
use kehou_fee::testing::day;
use kehou_inspection::{
    Checklist, Given, Group, Points, PracticeDeed, PracticeStageKind, SchoolResult, VetoGround,
    VetoVerdict,
};

use crate::{
    county::{
        County, ask, auditor, code, discipline, finance, guardian, head, inspector, leading_group,
        nine, nobody, personnel, programme, safety_office, school, town_office,
    },
    harness::{Checked, Server, on_both},
    visits::{answers, ready, self_check, visit},
};

on_both!(
    a_result_says_what_the_visit_found_against_the_self_check,
    a_confirmed_veto_and_no_other_caps_the_grade,
    groups_are_told_to_those_who_read_all_of_them,
    files_are_made_of_the_same_results,
    good_practice_is_nominated_from_a_visit_and_published_without_names,
);

fn asked() -> ListSchoolResults {
    ListSchoolResults { campaign: 1, most: 99, ..Default::default() }
}

async fn results(county: &County, who: &Principal) -> Result<Vec<SchoolResult>, AppError> {
    let found = school_results(&county.app, who, &asked()).await?;
    Ok(found.into_iter().map(|view| view.result).collect())
}

/// The points of the checklist without those of some items.
fn points_without(items: &[&str]) -> Points {
    let checklist = Checklist::shipped().unwrap();
    let sum = |lost: bool| {
        let counted = checklist.items().filter(|it| !lost || items.contains(&it.id.as_str()));
        counted.map(|it| it.points).sum::<u32>()
    };
    Points { earned: sum(false) - sum(true), possible: sum(false) }
}

async fn a_result_says_what_the_visit_found_against_the_self_check(server: Server) -> Checked {
    let county = ready(&server).await?;
    county.at(day(4, 12));
    assert_eq!(results(&county, &auditor()).await?, []);
    self_check(&county, "self-0001", answers(Given::Yes, &[("1.1", Given::No)])).await?;
    assert_eq!(results(&county, &auditor()).await?, [], "a self-check alone has no result");
    let found = answers(Given::Yes, &[("1.1", Given::No), ("4.2", Given::No)]);
    visit(&county, "visit-0001", found).await?;
    let [view] = &school_results(&county.app, &auditor(), &asked()).await?[..] else { panic!() };
    assert_eq!((view.name.as_str(), view.visited_on), ("学校370829101", day(4, 12)));
    let result = &view.result;
    assert_eq!(result.school, school(1));
    assert_eq!(result.visit, points_without(&["1.1", "4.2"]));
    assert_eq!(result.self_check, Some(points_without(&["1.1"])));
    assert_eq!((result.untrue, result.corrected, result.problems, result.vetoes), (1, 0, 2, 0));
    assert!(result.change().unwrap() < 0);
    let before = ListSchoolResults { known_at: Some(nine(day(4, 11))), ..asked() };
    assert_eq!(school_results(&county.app, &auditor(), &before).await?, [], "as known before");
    let unknown = ListSchoolResults { campaign: 2, ..asked() };
    assert_eq!(code(school_results(&county.app, &auditor(), &unknown).await), "CAMPAIGN_UNKNOWN");
    let after = ListSchoolResults { after: Some(school(1)), ..asked() };
    assert_eq!(school_results(&county.app, &auditor(), &after).await?, []);
    let elsewhere = ListSchoolResults { town: Some("370829102".parse()?), ..asked() };
    assert_eq!(school_results(&county.app, &auditor(), &elsewhere).await?, []);
    Ok(())
}

async fn a_confirmed_veto_and_no_other_caps_the_grade(server: Server) -> Checked {
    let county = ready(&server).await?;
    county.at(day(4, 12));
    self_check(&county, "self-0001", answers(Given::Yes, &[])).await?;
    let checklist = Checklist::shipped()?;
    let vetoes = checklist.items().filter(|it| it.veto == kehou_inspection::Veto::Proposed);
    let vetoes: Vec<kehou_inspection::Line> = vetoes.map(|it| it.id.clone()).collect();
    let [first, second, ..] = vetoes.as_slice() else { panic!("the checklist has vetoes") };
    let found = [(first.as_str(), Given::No), (second.as_str(), Given::No)];
    visit(&county, "visit-0001", answers(Given::Yes, &found)).await?;
    let grade = async || Ok::<_, AppError>(results(&county, &auditor()).await?.remove(0));
    let by_points = grade().await?;
    assert_ne!(by_points.grade, checklist.lowest().key, "proposed vetoes cap nothing");
    let decide = |ground: &kehou_inspection::Line, verdict| DecideVeto {
        school: school(1),
        campaign: 1,
        ground: VetoGround::Item(ground.clone()),
        verdict,
    };
    let rejected = decide(first, VetoVerdict::Rejected);
    decide_veto(&county.app, (&leading_group(), ask("veto-0001")), rejected).await?;
    assert_eq!(grade().await?, by_points);
    let confirmed = decide(second, VetoVerdict::Confirmed);
    decide_veto(&county.app, (&leading_group(), ask("veto-0002")), confirmed).await?;
    let capped = grade().await?;
    assert_eq!((capped.grade, capped.vetoes), (checklist.lowest().key.clone(), 1));
    assert_eq!(capped.visit, by_points.visit, "a veto takes no points");
    Ok(())
}

async fn visited(server: &Server) -> Result<County, kehou_store::testing::TestError> {
    let county = ready(server).await?;
    county.at(day(4, 12));
    self_check(&county, "self-0001", answers(Given::Yes, &[])).await?;
    visit(&county, "visit-0001", answers(Given::Yes, &[("4.2", Given::No)])).await?;
    Ok(county)
}

async fn groups_are_told_to_those_who_read_all_of_them(server: Server) -> Checked {
    let county = visited(&server).await?;
    let told = async |who: Principal| {
        let view = group_results(&county.app, &who, 1, None).await?;
        Ok::<_, AppError>(view.groups.into_iter().map(|(group, _)| group).collect::<Vec<_>>())
    };
    let county_offices =
        [programme(), finance(), leading_group(), personnel(), safety_office(), discipline()];
    for who in county_offices.into_iter().chain([auditor(), inspector("inspector-9")]) {
        assert_eq!(told(who.clone()).await?.first(), Some(&Group::County), "{}", who.subject);
    }
    let town = Group::Town("370829101".parse()?);
    assert!(told(town_office("370829101")).await?.contains(&town));
    for stranger in [town_office("370829102"), head(2)] {
        assert_eq!(told(stranger.clone()).await?, [], "{}", stranger.subject);
        assert_eq!(results(&county, &stranger).await?, [], "{}", stranger.subject);
    }
    assert_eq!(results(&county, &head(1)).await?.len(), 1);
    for who in [guardian(1, 1), nobody()] {
        assert_eq!(code(told(who.clone()).await), "FORBIDDEN", "{}", who.subject);
        assert_eq!(code(results(&county, &who).await), "FORBIDDEN", "{}", who.subject);
    }
    Ok(())
}

async fn files_are_made_of_the_same_results(server: Server) -> Checked {
    let empty = ready(&server).await?;
    let csv = (1, TableFormat::Csv);
    assert_eq!(code(assessment(&empty.app, &programme(), csv, None).await), "RESULTS_NONE");
    let county = visited(&server).await?;
    let ResultFile { file_name, media_type, content } =
        assessment(&county.app, &programme(), csv, None).await?;
    assert_eq!((file_name.as_str(), media_type), ("assessment-1.csv", "text/csv; charset=utf-8"));
    let text = String::from_utf8(content)?;
    let row = text.lines().nth(1).unwrap();
    let Points { earned, possible } = points_without(&["4.2"]);
    assert!(
        row.starts_with("3708290001,") && row.contains(&format!(",{earned},{possible},")),
        "{row}"
    );
    let page = public_summary(&county.app, &programme(), (1, SummaryFormat::Html), None).await?;
    let page = String::from_utf8(page.content)?;
    assert!(
        page.contains("截至2023年4月12日") && !page.contains("<td>全县"),
        "one school is nobody's county"
    );
    let book = assessment(&county.app, &auditor(), (1, TableFormat::Xlsx), None).await?;
    assert!(book.content.starts_with(b"PK"));
    let book = public_summary(&county.app, &auditor(), (1, SummaryFormat::Xlsx), None).await?;
    assert!(book.content.starts_with(b"PK") && book.file_name == "summary-1.xlsx");
    for who in [head(1), town_office("370829101"), guardian(1, 1), nobody()] {
        assert_eq!(code(assessment(&county.app, &who, csv, None).await), "FORBIDDEN");
        let page = public_summary(&county.app, &who, (1, SummaryFormat::Html), None).await;
        assert_eq!(code(page), "FORBIDDEN", "{}", who.subject);
    }
    Ok(())
}

async fn nominate(county: &County, who: &Principal, number: u32) -> Result<u32, AppError> {
    let nominate =
        NominatePractice { school: school(number), what: "社团丰富".parse().unwrap() };
    let id = format!("nominate-{number}-{}", who.subject);
    Ok(nominate_practice(&county.app, (who, ask(&id)), nominate).await?.number)
}

async fn review(
    county: &County,
    (who, id): (&Principal, &str),
    deed: PracticeDeed,
) -> Result<(), AppError> {
    let advance = AdvancePractice { school: school(1), number: 1, deed, etag: None };
    advance_practice(&county.app, (who, ask(id)), advance).await.map(drop)
}

fn publish(text: &str) -> PracticeDeed {
    let title = "社团进课后".parse().unwrap();
    PracticeDeed::Publish { title, text: text.parse().unwrap(), names: Vec::new() }
}

async fn good_practice_is_nominated_from_a_visit_and_published_without_names(
    server: Server,
) -> Checked {
    let county = visited(&server).await?;
    let unvisited = nominate(&county, &inspector("inspector-1"), 2).await;
    assert_eq!(code(unvisited), "PRACTICE_UNVISITED");
    for who in [head(1), leading_group(), auditor(), nobody()] {
        assert_eq!(code(nominate(&county, &who, 1).await), "FORBIDDEN", "{}", who.subject);
    }
    let office = programme();
    assert_eq!(nominate(&county, &office, 1).await?, 1);
    let approve = || PracticeDeed::Approve("可推广".parse().unwrap());
    assert_eq!(
        code(review(&county, (&office, "own-00001"), approve()).await),
        "PRACTICE_OWN_NOMINATION"
    );
    let reviewer = Principal { subject: "reviewer".to_owned(), ..programme() };
    let early = review(&county, (&reviewer, "early-0001"), publish("某校")).await;
    assert_eq!(code(early), "PRACTICE_ILLEGAL");
    review(&county, (&reviewer, "approve-01"), approve()).await?;
    for (id, text) in [("name-0001", "学校370829101的做法"), ("name-0002", "3708290001 的做法")]
    {
        let refused = review(&county, (&reviewer, id), publish(text)).await;
        assert_eq!(code(refused), "PRACTICE_NAMED", "{text}");
    }
    review(&county, (&reviewer, "publish-01"), publish("某校以社团丰富课后服务。")).await?;
    let page = public_summary(&county.app, &programme(), (1, SummaryFormat::Html), None).await?;
    assert!(String::from_utf8(page.content)?.contains("某校以社团丰富课后服务。"));
    let of = |stages: &[PracticeStageKind], school| ListPractices {
        school,
        stages: stages.to_vec(),
        most: 9,
        ..Default::default()
    };
    let published = [PracticeStageKind::Published];
    let listed = practices(&county.app, &auditor(), &of(&published, None)).await?;
    assert_eq!(listed.iter().map(|it| it.number).collect::<Vec<_>>(), [1]);
    let none = practices(&county.app, &head(2), &of(&[], None)).await?;
    assert_eq!(none, []);
    assert_eq!(
        code(practices(&county.app, &head(2), &of(&[], Some(school(1)))).await),
        "FORBIDDEN"
    );
    let after = ListPractices { after: Some((school(1), 1)), ..of(&[], None) };
    assert_eq!(practices(&county.app, &auditor(), &after).await?, []);
    Ok(())
}
