//! A small county, a campaign and its acts, for tests.

use std::collections::BTreeSet;

use chrono::NaiveDate;
use kehou_draw::{Label, SeedMaterial, SeedSource, WitnessedDigits};
use kehou_policy::FeePlace;
use kehou_registry::{Affiliation, Centrality, School, SchoolCode, SchoolProfile, SchoolStage};
use kehou_units::{Dated, Instant, Period};

use super::{Campaign, CampaignAct, CampaignCourse, CampaignDeed, CampaignRecorded};
use crate::{
    Checklist,
    assign::InspectorNo,
    frame::{FrameSettings, InspectionFrame},
    quota::{FloorPercent, QuotaReading, QuotaSettings, Spread},
    written::Signature,
};

pub(crate) fn day(m: u32, d: u32) -> NaiveDate {
    NaiveDate::from_ymd_opt(2023, m, d).unwrap()
}

pub(crate) fn code(number: u32) -> SchoolCode {
    format!("370829{number:04}").parse().unwrap()
}

/// School `t*100 + n` is the n-th of town t; the first of each town is a junior school. School 1 is
/// county-direct.
pub(crate) fn county(towns: &[u32]) -> Vec<School> {
    let mut schools = vec![school(1, Affiliation::CountyDirect, SchoolStage::Junior, None)];
    for (town, count) in (1..).zip(towns) {
        for n in 0..=*count {
            let stage = if n == 0 { SchoolStage::Junior } else { SchoolStage::Primary };
            schools.push(school(town * 100 + n, Affiliation::Town, stage, Some(town)));
        }
    }
    schools
}

fn school(number: u32, affiliation: Affiliation, stage: SchoolStage, town: Option<u32>) -> School {
    let profile = SchoolProfile {
        name: format!("第{number}学校"),
        affiliation,
        town: town.map(|town| format!("370829{:03}", 100 + town).parse().unwrap()),
        stage,
        centrality: Centrality::Ordinary,
        fee_place: FeePlace::Rural,
        counts_with: None,
    };
    let profiles = Dated::single(Period::since(day(1, 1)), profile);
    School { code: code(number), profiles, closure: None }
}

pub(crate) fn frame(towns: &[u32]) -> InspectionFrame {
    InspectionFrame::of(&county(towns), day(4, 3), &FrameSettings::default()).unwrap()
}

pub(crate) fn signed(minute: u32) -> Signature {
    let at = day(4, 3).and_hms_opt(9, minute, 0).map(Instant::of_county).unwrap();
    Signature { by: "bureau".parse().unwrap(), at }
}

pub(crate) fn act(minute: u32, deed: CampaignDeed) -> CampaignAct {
    CampaignAct { signed: signed(minute), deed }
}

pub(crate) fn opening() -> CampaignDeed {
    let campaign = Campaign::shipped_2023(&Checklist::shipped().unwrap()).unwrap();
    CampaignDeed::Open { campaign: Box::new(campaign) }
}

pub(crate) fn quota() -> QuotaSettings {
    let floor = FloorPercent::new(50).unwrap();
    QuotaSettings { floor, reading: QuotaReading::Literal, spread: Spread::County }
}

pub(crate) fn fixing(towns: &[u32]) -> CampaignDeed {
    CampaignDeed::FixFrame { frame: Box::new(frame(towns)), quota: quota() }
}

fn witnesses() -> Vec<Label> {
    ["家长代表", "督学"].map(|name| Label::new(name).unwrap()).to_vec()
}

pub(crate) fn source() -> SeedSource {
    let what = Label::new("十面骰子").unwrap();
    SeedSource::Witnessed(WitnessedDigits::new(what, 10, witnesses()).unwrap())
}

pub(crate) fn committing() -> CampaignDeed {
    let inspectors: BTreeSet<InspectorNo> = (1..=8).map(InspectorNo::new).collect();
    CampaignDeed::Commit { source: source(), inspectors }
}

pub(crate) fn revealing(digits: &str) -> CampaignDeed {
    let material = SeedMaterial::Witnessed { digits: digits.into(), witnesses: witnesses() };
    CampaignDeed::Reveal { material }
}

/// A campaign in a county with so many primary schools in each town, after some deeds, a minute
/// apart, with what was recorded.
pub(crate) fn course(deeds: Vec<CampaignDeed>) -> (CampaignCourse, Vec<CampaignRecorded>) {
    let mut deeds = (0..).zip(deeds);
    let (minute, first) = deeds.next().unwrap();
    let opened = CampaignCourse::open(act(minute, first)).unwrap();
    let (mut course, mut records) = (opened.course, vec![opened.recorded]);
    for (minute, deed) in deeds {
        let advanced = course.advance(act(minute, deed)).unwrap();
        course = advanced.course;
        records.push(advanced.recorded);
    }
    (course, records)
}

pub(crate) fn drawn(towns: &[u32]) -> (CampaignCourse, Vec<CampaignRecorded>) {
    course(vec![opening(), fixing(towns), committing(), revealing("0123456789")])
}
