use std::collections::{BTreeMap, BTreeSet};

use super::*;
use crate::size::{Seed, Size};

#[test]
fn every_awkward_case_is_there_or_named_as_absent() {
    let shown: BTreeSet<Topic> =
        DRAFTS.iter().copied().flatten().filter_map(|draft| draft.topic).collect();
    let absent: BTreeSet<Topic> = ABSENT_CASES.iter().map(|case| case.topic).collect();
    assert!(shown.is_disjoint(&absent));
    for topic in Topic::ALL {
        assert!(shown.contains(&topic) || absent.contains(&topic), "{topic:?}");
    }
    for case in ABSENT_CASES {
        assert!(!case.reason.zh.is_empty() && !case.reason.en.is_empty());
    }
}

#[test]
fn ids_and_people_are_told_apart() {
    let drafts: Vec<&Draft> = DRAFTS.iter().copied().flatten().collect();
    let ids: BTreeSet<&str> = drafts.iter().map(|draft| draft.id).collect();
    assert_eq!(ids.len(), drafts.len());
    let mut people: BTreeMap<usize, &Person> = BTreeMap::new();
    for draft in drafts {
        let other = people.insert(draft.person.key, draft.person);
        assert!(other.is_none_or(|other| other == draft.person), "{}", draft.id);
    }
}

#[test]
fn cases_do_not_depend_on_seed_or_size() {
    let small = cases(&County::new(Seed(1), Size::Small));
    assert_eq!(small.len(), 40);
    assert_eq!(small, cases(&County::new(Seed(99), Size::Small)));
    let tiny = Size::Custom { schools: 0, pupils: 0 };
    for size in [Size::County, tiny] {
        let others = cases(&County::new(Seed(5), size));
        for (one, other) in small.iter().zip(&others) {
            assert_eq!((&one.pupil.name, &one.expected), (&other.pupil.name, &other.expected));
            assert_eq!(one.pupil.student_number, other.pupil.student_number);
        }
    }
}

#[test]
fn a_bill_adds_up() {
    for case in cases(&County::new(Seed(1), Size::Small)) {
        let bill = case.expected;
        assert_eq!(bill.due_fen, bill.waived_fen + bill.payable_fen);
        assert!((0..=9_600).contains(&bill.due_fen) && bill.payable_fen >= 0, "{}", case.id);
        assert!(case.pupil.class.number > 0, "{}", case.id);
    }
}
