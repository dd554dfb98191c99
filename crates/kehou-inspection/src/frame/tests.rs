use chrono::NaiveDate;
use kehou_policy::{FeePlace, RuleId};
use kehou_registry::{
    Affiliation, Centrality, Closure, DivisionCode, School, SchoolCode, SchoolProfile, SchoolStage,
};
use kehou_units::{Dated, Period};

use super::*;

fn day(month: u32, day: u32) -> NaiveDate {
    NaiveDate::from_ymd_opt(2023, month, day).unwrap()
}

fn town(number: u32) -> DivisionCode {
    format!("370829{number}").parse().unwrap()
}

fn code(number: u32) -> SchoolCode {
    format!("{number:010}").parse().unwrap()
}

fn school(number: u32, affiliation: Affiliation, stage: SchoolStage) -> School {
    let profile = SchoolProfile {
        name: format!("第{number}学校"),
        affiliation,
        town: (affiliation == Affiliation::Town).then(|| town(101)),
        stage,
        centrality: Centrality::Ordinary,
        fee_place: FeePlace::Rural,
        counts_with: None,
    };
    let profiles = Dated::single(Period::since(day(1, 1)), profile);
    School { code: code(number), profiles, closure: None }
}

fn with(mut school: School, change: impl FnOnce(&mut SchoolProfile)) -> School {
    let (period, profile) = school.profiles.latest().unwrap();
    let mut profile = profile.clone();
    change(&mut profile);
    school.profiles = Dated::single(period, profile);
    school
}

fn frame(schools: &[School], settings: &FrameSettings) -> InspectionFrame {
    InspectionFrame::of(schools, day(4, 3), settings).unwrap()
}

fn class(school: School, settings: &FrameSettings) -> &'static str {
    frame(&[school], settings).schools()[0].class.code()
}

fn list(number: u32, class: ListedAs) -> FrameSettings {
    let listing = Listing { class, document: "〔2023〕1号".into() };
    FrameSettings { listed: [(code(number), listing)].into(), ..FrameSettings::default() }
}

#[test]
fn the_notice_names_who_is_always_visited() {
    use Affiliation::{CountyDirect, Private, Town};
    use SchoolStage::{CompleteMiddle, Junior, NineYear, Primary, TwelveYear};
    let cases = [
        (CountyDirect, Primary, "FRAME_MUST_COUNTY_DIRECT"),
        (CountyDirect, Junior, "FRAME_MUST_COUNTY_DIRECT"),
        (CountyDirect, CompleteMiddle, "FRAME_MUST_COUNTY_DIRECT"),
        (Town, Junior, "FRAME_MUST_TOWN_JUNIOR"),
        (Town, NineYear, "FRAME_MUST_TOWN_JUNIOR"),
        (Town, CompleteMiddle, "FRAME_MUST_TOWN_JUNIOR"),
        (Town, TwelveYear, "FRAME_MUST_TOWN_JUNIOR"),
        (Town, Primary, "FRAME_OTHER_TOWN_PRIMARY"),
        (Private, Primary, "FRAME_OTHER_PRIVATE"),
        (Private, Junior, "FRAME_OTHER_PRIVATE"),
    ];
    for (affiliation, stage, expected) in cases {
        let found = class(school(1, affiliation, stage), &FrameSettings::default());
        assert_eq!(found, expected, "{affiliation:?} {stage:?}");
    }
    let central = with(school(1, Town, Primary), |p| p.centrality = Centrality::Central);
    assert_eq!(class(central, &FrameSettings::default()), "FRAME_MUST_CENTRAL_PRIMARY");
}

#[test]
fn private_schools_stand_where_the_setting_puts_them_and_never_count_as_town_schools() {
    let out = FrameSettings { private: PrivateSchools::Outside, ..FrameSettings::default() };
    let private = with(school(1, Affiliation::Private, SchoolStage::Primary), |profile| {
        profile.town = Some(town(101));
    });
    assert_eq!(class(private.clone(), &out), "FRAME_OUT_PRIVATE");
    let counts = frame(&[private], &FrameSettings::default()).counts();
    assert_eq!((counts.others, counts.town_schools), (1, 0));
}

#[test]
fn closed_and_merged_schools_are_out_from_the_day_after_their_last() {
    let ends = |last_day, successor| School {
        closure: Some(Closure { last_day, successor }),
        ..school(1, Affiliation::Town, SchoolStage::Primary)
    };
    let settings = FrameSettings::default();
    assert_eq!(class(ends(day(4, 3), None), &settings), "FRAME_OTHER_TOWN_PRIMARY");
    assert_eq!(class(ends(day(4, 2), None), &settings), "FRAME_OUT_CLOSED");
    let merged = frame(&[ends(day(4, 2), Some(code(2)))], &settings);
    let expected = OutsideReason::Merged { last_day: day(4, 2), into: code(2) };
    assert_eq!(merged.schools()[0].class, FrameClass::Outside(expected));
    assert_eq!(merged.counts(), FrameCounts::default());
    let mut later = school(1, Affiliation::Town, SchoolStage::Primary);
    let profile = later.profiles.latest().unwrap().1.clone();
    later.profiles = Dated::single(Period::since(day(4, 4)), profile);
    assert_eq!(class(later, &settings), "FRAME_OUT_NOT_OPEN");
}

#[test]
fn the_list_decides_where_it_may() {
    let special = || school(1, Affiliation::CountyDirect, SchoolStage::Special);
    assert_eq!(class(special(), &FrameSettings::default()), "FRAME_OUT_NOT_LISTED");
    assert_eq!(class(special(), &list(1, ListedAs::MustVisit)), "FRAME_MUST_LISTED");
    let twelve = school(1, Affiliation::Town, SchoolStage::TwelveYear);
    let listed = frame(std::slice::from_ref(&twelve), &list(1, ListedAs::Other));
    assert_eq!(listed.schools()[0].class.code(), "FRAME_OTHER_LISTED");
    assert_eq!(listed.schools()[0].class.rules(), [RuleId::I3, RuleId::I15]);
    assert_eq!(listed.counts().town_schools, 1);
    assert_eq!(frame(&[twelve], &list(1, ListedAs::Outside)).counts().town_schools, 0);
    let zone = |listed| FrameSettings { development_zones: [town(101)].into(), ..listed };
    let primary = || school(1, Affiliation::Town, SchoolStage::Primary);
    assert_eq!(class(primary(), &zone(FrameSettings::default())), "FRAME_OUT_NOT_LISTED");
    assert_eq!(class(primary(), &zone(list(1, ListedAs::Other))), "FRAME_OTHER_LISTED");
}

#[test]
fn a_teaching_point_counts_with_its_central_school() {
    let central = school(1, Affiliation::Town, SchoolStage::Primary);
    let point = with(school(2, Affiliation::Town, SchoolStage::Primary), |profile| {
        profile.counts_with = Some(code(1));
    });
    let both = frame(&[point.clone(), central], &FrameSettings::default());
    assert_eq!(both.schools()[1].class.code(), "FRAME_OUT_COUNTS_WITH");
    assert_eq!(both.schools()[1].class.rules(), [RuleId::C4]);
    assert_eq!(both.counts().town_schools, 1);
    let alone = InspectionFrame::of(&[point], day(4, 3), &FrameSettings::default());
    let fault = FrameFault::CountsWithNone { school: code(2), central: code(1) };
    assert_eq!(alone, Err(vec![fault]));
}

#[test]
fn all_contradictions_are_named_at_once() {
    let homeless =
        with(school(3, Affiliation::Town, SchoolStage::Primary), |profile| profile.town = None);
    let twice = school(1, Affiliation::Town, SchoolStage::Junior);
    let mut settings = list(1, ListedAs::Outside);
    settings.listed.extend(list(9, ListedAs::Other).listed);
    let faults = InspectionFrame::of(&[homeless, twice.clone(), twice], day(4, 3), &settings);
    assert_eq!(
        faults,
        Err(vec![
            FrameFault::NotForTheList { school: code(1) },
            FrameFault::Twice { school: code(1) },
            FrameFault::NoTown { school: code(3) },
            FrameFault::ListedUnknown { school: code(9) },
        ])
    );
}

#[test]
fn strata_are_towns_and_the_county() {
    let private = school(1, Affiliation::Private, SchoolStage::Primary);
    let primary = school(2, Affiliation::Town, SchoolStage::Primary);
    let frame = frame(&[private, primary], &FrameSettings::default());
    let strata: Vec<String> = frame.strata().keys().map(ToString::to_string).collect();
    assert_eq!(strata, ["370829101", "county"]);
}
