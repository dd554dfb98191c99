//! Every code of this crate is said in both languages, with the arguments that it gives.

use std::collections::{BTreeMap, BTreeSet};

use chrono::{NaiveDate, NaiveTime};
use kehou_units::{Instant, Minutes};

use crate::*;

const WORDS: &str = include_str!("../../kehou-words/data/incentive.words");

/// The arguments that a text names, each with the words that it asks for.
type Named = BTreeSet<(&'static str, Option<&'static str>)>;

/// What the texts of each code name, in both languages.
fn texts() -> BTreeMap<&'static str, Vec<Named>> {
    let mut texts: BTreeMap<_, Vec<Named>> = BTreeMap::new();
    let mut code = "";
    for line in WORDS.lines().filter(|line| !line.is_empty() && !line.starts_with('#')) {
        match line.strip_prefix("  ") {
            None => code = line,
            Some(text) => {
                let parts = text.split('{').skip(1).filter_map(|part| part.split_once('}'));
                let names = parts.map(|(name, _)| match name.split_once(':') {
                    Some((name, words)) => (name, Some(words)),
                    None => (name, None),
                });
                texts.entry(code).or_default().push(names.collect());
            }
        }
    }
    texts
}

fn data(problem: DataProblem) -> (&'static str, Vec<(&'static str, String)>) {
    let fault = DataFault { file: "a.toml".to_owned(), line: 1, problem };
    (fault.code(), fault.args())
}

fn of_packs() -> Vec<(&'static str, Vec<(&'static str, String)>)> {
    let a = || "load".to_owned();
    let problems = [
        PackProblem::FewerHours { component: a() },
        PackProblem::Units { component: a(), given: a(), expected: "percent" },
        PackProblem::Direction { component: a(), expected: "rising" },
        PackProblem::Direction { component: a(), expected: "falling" },
        PackProblem::Sum { name: a(), sum: a(), expected: a() },
        PackProblem::TooHeavy { source_word: a(), weight: a(), most: a() },
        PackProblem::NotFrozen { component: a(), frozen_on: a(), from: a() },
        PackProblem::SchoolPart { name: a(), allowed: a() },
    ];
    let barred = BarredInput::ALL.map(|why| PackProblem::Barred { component: a(), word: a(), why });
    let texts = [
        DataProblem::TooLarge { bytes: 2, limit: 1 },
        DataProblem::Unreadable { detail: a() },
        DataProblem::Value { value: a(), expected: "key" },
        DataProblem::Twice { name: a() },
        DataProblem::Missing { name: a() },
        DataProblem::Order { name: a(), expected: "order" },
    ];
    let packs = problems.into_iter().chain(barred).map(DataProblem::from);
    packs.chain(texts).map(data).collect()
}

fn of_facts_and_cards() -> Vec<(&'static str, Vec<(&'static str, String)>)> {
    let mut said = Vec::new();
    let kinds = ActivityKind::ALL.map(ActivityKind::word).into_iter();
    let others = ["available_days", "assignable_class_hours", "rolls", "ethics_training"];
    for fact in kinds.chain(DutyKind::ALL.map(DutyKind::word)).chain(others) {
        for error in [
            FactsError::MoreThanWhole { fact, part: 2, whole: 1 },
            FactsError::TooMany { fact, given: 2, most: 1 },
            FactsError::NoRecord { fact },
        ] {
            said.push((error.code(), error.args()));
        }
    }
    let one = DifferenceError { one: "a".to_owned(), other: "b".to_owned() };
    said.push((one.code(), one.args()));
    let staff: StaffRef = "t-1".parse().unwrap();
    for error in [
        RankError::Twice { staff: staff.clone() },
        RankError::Mixed { staff },
        RankError::NeedsDraw { level: 2 },
    ] {
        said.push((error.code(), error.args()));
    }
    for error in [
        WrittenError::Blank,
        WrittenError::TooLong { bytes: 2, limit: 1 },
        WrittenError::Invisible { character: 10 },
    ] {
        said.push((error.code(), error.args()));
    }
    said
}

fn of_lists_and_hours() -> Vec<(&'static str, Vec<(&'static str, String)>)> {
    let staff = || -> StaffRef { "t-1".parse().unwrap() };
    let until = Instant::from_micros(0);
    let (on, time) = (NaiveDate::MIN, NaiveTime::MIN);
    let mut refusals = vec![
        ListRefusal::Days { asked: 1, least: 5, most: 60 },
        ListRefusal::OwnCause { who: staff() },
        ListRefusal::NoComplaint { complaint: 0 },
        ListRefusal::NotListed { staff: staff() },
        ListRefusal::Open { open: 1 },
    ];
    for &attempted in ListDeedKind::ALL {
        refusals.push(ListRefusal::TooEarly { attempted, until });
        refusals.push(ListRefusal::TooLate { attempted, last_day: on });
        refusals.push(ListRefusal::NoLastDay { attempted });
        refusals.extend(ListStageKind::ALL.map(|from| ListRefusal::Illegal { from, attempted }));
    }
    let mut said: Vec<_> = refusals.iter().map(|it| (it.code(), it.args())).collect();
    let minutes = Minutes::new(30);
    for ground in [
        FlexGround::NoPolicy,
        FlexGround::NoTime,
        FlexGround::NoMultiple { unit: minutes },
        FlexGround::DayMost { most: minutes },
        FlexGround::TooLate { working_days: 1 },
        FlexGround::Balance { available: minutes },
        FlexGround::Uncovered { starts: time, ends: time },
    ] {
        said.push((ground.code(), ground.args()));
        let against = RequestError::Against { ground };
        said.push((against.code(), against.args()));
    }
    let own = RequestError::OwnRequest { who: staff() };
    said.push((own.code(), own.args()));
    let refused = StatutoryRefusal { on, until: time };
    said.push((refused.code(), refused.args()));
    said
}

#[test]
fn every_refusal_is_said_with_the_arguments_that_it_gives() {
    let texts = texts();
    for (code, args) in [of_packs(), of_facts_and_cards(), of_lists_and_hours()].concat() {
        let both = texts.get(code).unwrap_or_else(|| panic!("{code} has no text"));
        assert_eq!(both.len(), 2, "{code}");
        let given: BTreeSet<&str> = args.iter().map(|(name, _)| *name).collect();
        for text in both {
            let named: BTreeSet<&str> = text.iter().map(|(name, _)| *name).collect();
            assert_eq!(named, given, "{code}");
            for (name, words) in text {
                let Some(words) = words else { continue };
                let value = args.iter().find(|(given, _)| given == name).unwrap().1.to_uppercase();
                let word = format!("{words}_{value}");
                assert!(texts.contains_key(word.as_str()), "{code}: {word} has no text");
            }
        }
    }
}

#[test]
fn every_word_for_a_code_is_there() {
    let few = NeutralReason::TooFewAnswers { answers: 1, least: 2 };
    let neutral = [
        NeutralReason::NothingAssignable,
        NeutralReason::NothingDue,
        NeutralReason::NothingOffered,
        NeutralReason::NoOwnComponents,
        few,
    ];
    let causes = [Cause::Nothing, Cause::Facts, Cause::Pack, Cause::Both];
    let standings = [
        Standing::Proposed,
        Standing::ProposedLevel,
        Standing::Drawn,
        Standing::ForTheBody,
        Standing::Ranked,
    ];
    let levers = [
        LeverKind::ClassHours(ActivityKind::Arts),
        LeverKind::Duty(DutyKind::Noon),
        LeverKind::RollsInTime,
        LeverKind::Training,
        LeverKind::Ethics,
    ];
    let transforms = [TransformKind::Linear, TransformKind::Cap, TransformKind::Step];
    let texts = texts();
    let mut codes: Vec<&str> = vec!["TRANSFORM_QUANTILES"];
    codes.extend(neutral.map(NeutralReason::code));
    codes.extend(causes.map(Cause::code));
    codes.extend(standings.map(Standing::code));
    codes.extend(levers.map(LeverKind::code));
    codes.extend(transforms.iter().map(TransformKind::code));
    codes.extend(SourceKind::ALL.map(SourceKind::code));
    codes.extend(StaffGroup::ALL.map(StaffGroup::code));
    codes.extend(ActivityKind::ALL.map(ActivityKind::code));
    codes.extend(DutyKind::ALL.map(DutyKind::code));
    codes.extend([EthicsFinding::OfTheSchool, EthicsFinding::OfTheBureau].map(EthicsFinding::code));
    codes.extend([LastResort::All, LastResort::Body, LastResort::Draw].map(LastResort::code));
    for code in codes {
        let word = format!("INCENTIVE_{code}");
        assert_eq!(texts.get(word.as_str()).map(Vec::len), Some(2), "{word} has no text");
    }
}
