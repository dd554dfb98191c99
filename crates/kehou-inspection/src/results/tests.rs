//! Sums, changes, what the public sees, and good practice.

use kehou_units::Instant;
use proptest::prelude::*;

use super::*;
use crate::written::Signature;

fn line(text: &str) -> Line {
    text.parse().unwrap()
}

fn result(number: u32, town: Option<&str>, earned: u32, own: Option<u32>) -> SchoolResult {
    SchoolResult {
        school: format!("370829{number:04}").parse().unwrap(),
        affiliation: if town.is_some() { Affiliation::Town } else { Affiliation::CountyDirect },
        town: town.map(|town| town.parse().unwrap()),
        visit: Points { earned, possible: 100 },
        self_check: own.map(|earned| Points { earned, possible: 100 }),
        grade: line(if earned >= 60 { "pass" } else { "fail" }),
        vetoes: 0,
        untrue: 1,
        corrected: 2,
        problems: 3,
    }
}

fn county() -> Vec<SchoolResult> {
    vec![
        result(3, Some("370829101"), 80, Some(90)),
        result(1, None, 70, None),
        result(2, Some("370829101"), 55, Some(95)),
        result(4, Some("370829102"), 99, Some(90)),
    ]
}

#[test]
fn groups_add_up_and_compare_the_same_schools() {
    let results = group_results(&county());
    let all = &results[&Group::County];
    assert_eq!((all.schools, all.self_checked), (4, 3));
    assert_eq!(all.visit, Points { earned: 304, possible: 400 });
    assert_eq!(all.visit.per_mille(), Some(760));
    // 275 of 300 said, 234 of 300 seen: the school without self-check is left out of both.
    assert_eq!(all.change(), Some(780 - 917));
    assert_eq!(all.grades, [(line("fail"), 1), (line("pass"), 3)].into());
    assert_eq!((all.untrue, all.corrected, all.problems), (4, 8, 12));
    let town = &results[&Group::Town("370829101".parse().unwrap())];
    assert_eq!((town.schools, town.change()), (2, Some(675 - 925)));
    assert_eq!(results[&Group::Affiliation(Affiliation::CountyDirect)].change(), None);
}

#[test]
fn the_yearly_assessment_has_a_row_for_each_school() {
    let rows = assessment_rows(&county());
    let told: Vec<_> = rows.iter().map(|row| (row.per_mille.unwrap(), row.change)).collect();
    assert_eq!(told, [(700, None), (550, Some(-400)), (800, Some(-100)), (990, Some(90))]);
    assert!(rows.is_sorted_by_key(|row| row.school.clone()));
}

#[test]
fn the_public_sees_no_single_school() {
    let groups_of = |schools: &[SchoolResult]| -> Vec<Group> {
        public_summary(schools, &[]).groups.into_keys().collect()
    };
    // One county-direct school: its row goes, and that of the town schools, which would give it away
    // beside the county; then the one town of a single school, whose sister would.
    assert_eq!(groups_of(&county()), [Group::County]);
    let town = |town: &str| Group::Town(town.parse().unwrap());
    let two_each = [
        result(1, None, 70, Some(80)),
        result(2, None, 55, Some(95)),
        result(3, Some("370829101"), 80, Some(90)),
        result(4, Some("370829101"), 99, Some(90)),
    ];
    let direct = Group::Affiliation(Affiliation::CountyDirect);
    let towns = Group::Affiliation(Affiliation::Town);
    assert_eq!(groups_of(&two_each), [Group::County, direct, towns, town("370829101")]);
    assert_eq!(groups_of(&two_each[..1]), [], "a county of one school is that school");
}

#[test]
fn a_comparison_that_tells_of_one_school_is_not_published() {
    let mut schools: Vec<SchoolResult> = (1..=4).map(|n| result(n, None, 70, Some(80))).collect();
    let county = |schools: &[SchoolResult]| {
        let summary = public_summary(schools, &[]);
        summary.groups[&Group::County].compared.is_some()
    };
    assert!(county(&schools));
    schools[0].self_check = None;
    assert!(!county(&schools), "the visit without self-check would be the difference");
    schools[1].self_check = None;
    assert!(county(&schools));
    schools[2].self_check = None;
    assert!(!county(&schools), "one self-check would stand by itself");
}

proptest! {
    /// The affiliations of a county add up to the county, whatever the order of its schools.
    #[test]
    fn groups_are_additive_and_free_of_order(
        earned in prop::collection::vec((0u32..=100, prop::option::of(0u32..=100), 0u32..3), 0..40),
    ) {
        let towns = [None, Some("370829101"), Some("370829102")];
        let school = |(number, (earned, own, town)): (u32, &(u32, Option<u32>, u32))| {
            result(number, towns[*town as usize], *earned, *own)
        };
        let mut schools: Vec<SchoolResult> = (0..).zip(&earned).map(school).collect();
        let results = group_results(&schools);
        let sum = |of: fn(&GroupResult) -> u32| -> u32 {
            let rows = results.iter().filter(|(group, _)| matches!(group, Group::Affiliation(_)));
            rows.map(|(_, result)| of(result)).sum()
        };
        let all = results.get(&Group::County).cloned().unwrap_or_default();
        prop_assert_eq!(sum(|row| row.schools), all.schools);
        prop_assert_eq!(sum(|row| row.visit.earned), all.visit.earned);
        prop_assert_eq!(sum(|row| row.self_check.earned), all.self_check.earned);
        prop_assert_eq!(all.schools as usize, schools.len());
        schools.reverse();
        prop_assert_eq!(group_results(&schools), results);
    }
}

fn act(by: &str, deed: PracticeDeed) -> PracticeAct {
    let signed = Signature { by: by.parse().unwrap(), at: Instant::from_micros(0) };
    PracticeAct { signed, deed }
}

fn nominate() -> PracticeAct {
    let school = "3708290001".parse().unwrap();
    act("inspector", PracticeDeed::Nominate { school, what: "社团丰富".parse().unwrap() })
}

fn publish(text: &str) -> PracticeAct {
    let names = vec![line("第一小学")];
    let text = text.parse().unwrap();
    act("bureau", PracticeDeed::Publish { title: line("社团进课后"), text, names })
}

#[test]
fn practice_is_published_after_review_and_without_names() {
    let approve = act("reviewer", PracticeDeed::Approve(line("可推广")));
    let acts = [nominate(), approve, publish("某校以社团丰富课后服务。")];
    let practice = GoodPractice::replay(&acts).unwrap();
    let summary = public_summary(&[], &[practice]);
    assert_eq!(summary.practices.len(), 1);
    let approved = GoodPractice::replay(&acts[..2]).unwrap();
    assert_eq!(public_summary(&[], std::slice::from_ref(&approved)).practices, []);
    let named = approved.clone().advance(&publish("第一小学以社团丰富课后服务。"));
    assert_eq!(named, Err(PracticeRefusal::Named { name: line("第一小学") }));
    let coded = approved.advance(&publish("3708290001 的做法"));
    assert_eq!(coded, Err(PracticeRefusal::Named { name: line("3708290001") }));
}

#[test]
fn practice_skips_no_step_and_nobody_reviews_their_own() {
    let nominated = GoodPractice::replay(&[nominate()]).unwrap();
    let (from, attempted) = ("PRACTICE_STAGE_NOMINATED", "PRACTICE_PUBLISH");
    let skipped = nominated.clone().advance(&publish("甲"));
    assert_eq!(skipped, Err(PracticeRefusal::Illegal { from, attempted }));
    let own = nominated.clone().advance(&act("inspector", PracticeDeed::Approve(line("好"))));
    assert_eq!(own, Err(PracticeRefusal::OwnNomination));
    let declined =
        nominated.advance(&act("reviewer", PracticeDeed::Decline(line("一般")))).unwrap();
    assert_eq!(declined.clone().advance(&publish("甲")).unwrap_err().code(), "PRACTICE_ILLEGAL");
    assert_eq!(declined.published(), None);
    assert_eq!(GoodPractice::replay(&[]).unwrap_err().code(), "PRACTICE_ILLEGAL");
}
