//! Wrong fields are told at their place; what is right comes back as it was.

use kehou_inspection::{
    Checklist, GoodPractice, GradeLine, Group, Points, PracticeAct, PracticeDeed, SchoolResult,
    Signature, group_results,
};
use kehou_registry::Affiliation;

use super::*;
use crate::{
    pb::{fee::Affiliation as GivenAffiliation, inspection as pb},
    told::{NO_INSTANT, assert_told, id, school},
};

fn result(number: u32, earned: u32, own: Option<u32>) -> SchoolResult {
    SchoolResult {
        school: format!("370829{number:04}").parse().unwrap(),
        affiliation: Affiliation::Town,
        town: Some("370829101".parse().unwrap()),
        visit: Points { earned, possible: 100 },
        self_check: own.map(|earned| Points { earned, possible: 100 }),
        grade: if earned >= 60 { "pass" } else { "fail" }.parse().unwrap(),
        vetoes: 1,
        untrue: 2,
        corrected: 3,
        problems: 4,
    }
}

#[test]
fn a_result_comes_with_its_shares_and_without_what_is_not_known() {
    let visited_on = chrono::NaiveDate::from_ymd_opt(2023, 4, 12).unwrap();
    let look = |result: &SchoolResult| {
        school_result_out(&SchoolResultLook { name: "一小", visited_on, result })
    };
    let out = look(&result(1, 55, Some(90)));
    assert_eq!(out.visit.unwrap().per_mille, Some(550));
    assert_eq!((out.change_per_mille, out.town.as_str()), (Some(-350), "370829101"));
    assert_eq!((out.vetoes, out.untrue, out.corrected, out.problems), (1, 2, 3, 4));
    let out = look(&result(1, 55, None));
    assert_eq!((out.self_check, out.change_per_mille), (None, None));
    let nothing = SchoolResult { visit: Points::default(), ..result(1, 0, None) };
    assert_eq!(look(&nothing).visit.unwrap().per_mille, None);
}

#[test]
fn groups_come_with_their_grades_the_best_first() {
    let grades: Vec<GradeLine> = Checklist::shipped().unwrap().grades().cloned().collect();
    let results = group_results(&[result(1, 55, Some(90)), result(2, 80, None)]);
    let out: Vec<_> =
        results.iter().map(|(group, result)| group_result_out((group, result), &grades)).collect();
    use pb::result_group::Group as Out;
    let groups: Vec<_> = out.iter().map(|it| it.group.clone().unwrap().group.unwrap()).collect();
    let expected = [
        Out::County(pb::CountyGroup {}),
        Out::Affiliation(GivenAffiliation::Town.into()),
        Out::Town("370829101".into()),
    ];
    assert_eq!(groups, expected);
    assert!(results.contains_key(&Group::County));
    let told: Vec<_> = out[0].grades.iter().map(|it| (it.grade.as_str(), it.schools)).collect();
    assert_eq!(told, [("pass", 1), ("fail", 1)]);
    assert_eq!((out[0].schools, out[0].self_checked, out[0].change_per_mille), (2, 1, Some(-350)));
}

#[test]
fn wrong_questions_are_told_at_their_fields() {
    let list = pb::ListSchoolResultsRequest {
        town: "370829".into(),
        known_at: NO_INSTANT,
        page_size: -1,
        ..Default::default()
    };
    let expected = [
        ("page_size", "OUT_OF_RANGE"),
        ("campaign_no", "REQUIRED"),
        ("town", "NOT_A_DIVISION"),
        ("known_at", "NOT_AN_INSTANT"),
    ];
    assert_told(ListSchoolResultsQuestion::read(list), &expected);
    let groups = pb::ListGroupResultsRequest { campaign_no: -1, known_at: None };
    assert_told(ListGroupResultsQuestion::read(&groups), &[("campaign_no", "OUT_OF_RANGE")]);
    let file = pb::ExportAssessmentRequest { campaign_no: 1, ..Default::default() };
    assert_told(AssessmentQuestion::read(&file), &[("format", "UNSPECIFIED")]);
    let file = pb::GetPublicSummaryRequest { campaign_no: 1, format: 9, ..Default::default() };
    assert_told(PublicSummaryQuestion::read(&file), &[("format", "UNKNOWN_VALUE")]);
    let right = pb::ExportAssessmentRequest { campaign_no: 1, format: 2, ..Default::default() };
    assert_eq!(AssessmentQuestion::read(&right).unwrap().format, TableAsked::Csv);
    let right = pb::GetPublicSummaryRequest { campaign_no: 1, format: 2, ..Default::default() };
    assert_eq!(PublicSummaryQuestion::read(&right).unwrap().format, SummaryAsked::Html);
}

fn advancing(deed: Option<pb::practice_deed::Deed>) -> pb::AdvancePracticeRequest {
    pb::AdvancePracticeRequest {
        request_id: id(),
        school_code: school(),
        practice_no: 2,
        deed: Some(pb::PracticeDeed { deed }),
        ..Default::default()
    }
}

#[test]
fn deeds_on_practices_are_read_whole() {
    use pb::practice_deed::Deed as Given;
    let read = |deed| AdvancePracticeQuestion::read(advancing(deed));
    assert_told(read(None), &[("deed", "REQUIRED")]);
    let blank = Given::Approve(pb::ApprovePracticeDeed { why: " ".into() });
    assert_told(read(Some(blank)), &[("deed.approve.why", "REQUIRED")]);
    let names = vec!["张三".to_owned(), "a\nb".to_owned()];
    let publish = pb::PublishPracticeDeed { title: "题".into(), text: String::new(), names };
    let expected = [("deed.publish.text", "REQUIRED"), ("deed.publish.names[1]", "UNCLEAN")];
    assert_told(read(Some(Given::Publish(publish.clone()))), &expected);
    let right =
        pb::PublishPracticeDeed { text: "文".into(), names: vec!["张三".to_owned()], ..publish };
    let right = read(Some(Given::Publish(right))).unwrap();
    assert_eq!(right.number, 2);
    assert!(matches!(right.deed, PracticeDeed::Publish { names, .. } if names.len() == 1));
    let nominate = pb::NominatePracticeRequest { request_id: id(), ..Default::default() };
    let expected = [("school_code", "REQUIRED"), ("what", "REQUIRED")];
    assert_told(NominatePracticeQuestion::read(nominate), &expected);
    let list = pb::ListPracticesRequest { stages: vec![1, 0], ..Default::default() };
    assert_told(ListPracticesQuestion::read(list), &[("stages[1]", "UNSPECIFIED")]);
}

#[test]
fn a_nomination_shows_what_it_came_to() {
    let act = |by: &str, deed| {
        let at = kehou_units::Instant::from_micros(1_683_000_000_000_000);
        PracticeAct { signed: Signature { by: by.parse().unwrap(), at }, deed }
    };
    let acts = [
        act(
            "inspector",
            PracticeDeed::Nominate {
                school: school().parse().unwrap(),
                what: "社团".parse().unwrap(),
            },
        ),
        act("office", PracticeDeed::Approve("可推广".parse().unwrap())),
        act(
            "office",
            PracticeDeed::Publish {
                title: "题".parse().unwrap(),
                text: "文".parse().unwrap(),
                names: vec![],
            },
        ),
    ];
    let shown = [1, 2, 3].map(|most| {
        let practice = GoodPractice::replay(&acts[..most]).unwrap();
        let out = practice_out((5, &practice), 7);
        assert_eq!((out.practice_no, out.etag, out.what.as_str()), (5, 7, "社团"));
        (out.stage(), out.decided.is_some(), out.why, out.title)
    });
    use pb::PracticeStage::{Approved, Nominated, Published};
    let told = |stage, decided, why: &str, title: &str| (stage, decided, why.into(), title.into());
    let expected = [
        told(Nominated, false, "", ""),
        told(Approved, true, "可推广", ""),
        told(Published, true, "", "题"),
    ];
    assert_eq!(shown, expected);
}
