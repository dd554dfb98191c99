//! Campaigns: classes of schools, quotas, the order of a draw, groups, routine visits. [I1-I6, I13, I15, R26]

use std::collections::BTreeSet;

use anyhow::{Context, Result, bail};
use kehou_draw::{Label, SeedMaterial, SeedSource, WitnessedDigits};
use kehou_inspection::{
    AllocationPlan, AssignOrder, AssignSettings, Campaign, CampaignAct, CampaignCourse,
    CampaignDeed, CampaignRules, Checklist, FloorPercent, FrameSettings, InspectionFrame,
    InspectorNo, Link, LinkKind, ListedAs, Listing, PrivateSchools, QuotaReading, QuotaSettings,
    RectificationRules, RoutineVisit, Signature, Spread, Visit, allocate, recusals_of,
    routine_standing,
};
use kehou_policy::FeePlace;
use kehou_registry::{
    Affiliation, Centrality, Closure, School, SchoolCode, SchoolProfile, SchoolStage,
};
use kehou_units::{Dated, Instant, Period};
use serde::Deserialize;

use crate::cases::{
    difference::Differences,
    file::{CaseFile, Expectation},
    raw::Day,
};

/// The county, what the bureau decides, and how far the campaign goes.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Situation {
    /// Schools in words, such as `0103 town 101 primary`; `central`, `closed 2023-03-01` and
    /// `listed must_visit|other|outside` may follow.
    #[serde(default)]
    schools: Vec<String>,
    #[serde(default)]
    private_outside: bool,
    #[serde(default)]
    reading: Option<String>,
    #[serde(default)]
    per_town: bool,
    #[serde(default)]
    floor: Option<u32>,
    /// What is done, in order: frame, commit, reveal, assign, cancel CODE, substitute CODE, add CODE.
    #[serde(default)]
    steps: Vec<String>,
    /// What is replaced in the text of the campaign that ships.
    #[serde(default)]
    replace: Option<[String; 2]>,
    /// How many inspectors there are, and how many of them have family at the first school.
    #[serde(default)]
    inspectors: [u32; 2],
    /// Days of routine visits to the first school, in the term from February 13 to July 7.
    #[serde(default)]
    routine: Vec<Day>,
    #[serde(default)]
    looked_on: Option<Day>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Expected {
    /// Class and reason of every school, in order of codes, without `FRAME_`.
    classes: Option<String>,
    /// The schools drawn by the three readings.
    readings: Option<String>,
    /// The schools drawn of each stratum, or `towns N`.
    shares: Option<String>,
    /// Stages with their first days.
    stages: Option<String>,
    /// How many visits stand at the end.
    visits: Option<usize>,
    /// The loads of the inspectors, in order.
    loads: Option<String>,
    /// Routine visits done and missing, and the check.
    routine: Option<String>,
    refused: Option<String>,
}

impl Expectation for Expected {
    fn stops_something(&self) -> bool {
        let says = |text: &Option<String>, word: &str| {
            text.as_ref().is_some_and(|text| text.contains(word))
        };
        self.refused.is_some() || says(&self.classes, "OUT_") || says(&self.routine, "R26")
    }

    fn stops_everything(&self) -> bool {
        self.refused.is_some()
    }
}

/// Runs one case.
pub(super) fn run(case: &CaseFile) -> Result<()> {
    let (input, expect) = case.parts::<Situation, Expected>()?;
    let mut differences = Differences::default();
    let refused = match told(&input, &expect, &mut differences) {
        Ok(()) => "nothing".to_owned(),
        Err(Stop::Refused(code)) => code.to_owned(),
        Err(Stop::Broken(error)) => return Err(error),
    };
    let expected = expect.refused.unwrap_or_else(|| "nothing".to_owned());
    differences.compare("refused", Some(expected), refused);
    differences.none()
}

/// Why a case goes no further: a rule refuses, or the case itself is wrong.
enum Stop {
    Refused(&'static str),
    Broken(anyhow::Error),
}

impl<E: Into<anyhow::Error>> From<E> for Stop {
    fn from(error: E) -> Self {
        Self::Broken(error.into())
    }
}

fn day(text: &str) -> Result<chrono::NaiveDate> {
    text.parse().with_context(|| text.to_owned())
}

fn code(text: &str) -> Result<SchoolCode> {
    format!("370829{text}").parse().with_context(|| text.to_owned())
}

fn told(input: &Situation, expect: &Expected, differences: &mut Differences) -> Result<(), Stop> {
    let campaign = campaign(input)?;
    let stages = campaign.stages.iter().map(|it| format!("{} {}", it.key, it.period.first()));
    differences.compare("stages", expect.stages.clone(), stages.collect::<Vec<_>>().join(", "));
    if !input.routine.is_empty() || input.looked_on.is_some() {
        differences.compare("routine", expect.routine.clone(), routine(input)?);
    }
    if input.schools.is_empty() {
        return Ok(());
    }
    let on = day("2023-04-03")?;
    let (schools, settings) = county(input)?;
    let frame = InspectionFrame::of(&schools, on, &settings);
    let frame = frame.map_err(|faults| Stop::Refused(faults.first().map_or("", |it| it.code())))?;
    let classes = frame.schools().iter().map(|it| {
        let tail = it.code.as_str().trim_start_matches("370829");
        format!("{tail} {}", it.class.code().trim_start_matches("FRAME_"))
    });
    differences.compare("classes", expect.classes.clone(), classes.collect::<Vec<_>>().join(", "));
    let quota = quota(input)?;
    let allocation = allocate(&frame, &quota);
    let drawn = allocation.readings.map(|reading| reading.drawn.to_string()).join("/");
    differences.compare("readings", expect.readings.clone(), drawn);
    let shares = match &allocation.plan {
        AllocationPlan::TownsFirst(towns) => format!("towns {}", towns.draw),
        AllocationPlan::ByStratum(shares) => {
            let share = shares.iter().map(|it| format!("{} {}", it.stratum, it.drawn));
            share.collect::<Vec<_>>().join(", ")
        }
    };
    differences.compare("shares", expect.shares.clone(), shares);
    let opening = CampaignDeed::Open { campaign: Box::new(campaign) };
    let opened = CampaignCourse::open(act(0, opening)?).map_err(|it| Stop::Refused(it.code()))?;
    let mut course = opened.course;
    for (minute, step) in (1..).zip(&input.steps) {
        let deed = deed(step, (input, &frame, &quota), &course)?;
        let advanced = course.advance(act(minute, deed)?);
        course = advanced.map_err(|it| Stop::Refused(it.code()))?.course;
    }
    let plan = course.drawn().map(|drawn| &drawn.plan);
    let standing = plan.map_or(0, |plan| plan.visits().filter(|it| it.cancelled.is_none()).count());
    differences.compare("visits", expect.visits, standing);
    differences.compare("loads", expect.loads.clone(), loads(&course, input.inspectors[0]));
    Ok(())
}

fn campaign(input: &Situation) -> Result<Campaign, Stop> {
    let checklist = Checklist::shipped().map_err(|it| Stop::Refused(it.code()))?;
    let text = include_str!("../../../../crates/kehou-inspection/data/campaign-2023.toml");
    let text = match &input.replace {
        Some([from, to]) if text.contains(from) => text.replacen(from, to, 1),
        Some([from, _]) => return Err(anyhow::anyhow!("`{from}` does not stand there").into()),
        None => text.to_owned(),
    };
    Campaign::load("campaign.toml", &text, &checklist).map_err(|it| Stop::Refused(it.code()))
}

fn county(input: &Situation) -> Result<(Vec<School>, FrameSettings)> {
    let private = match input.private_outside {
        true => PrivateSchools::Outside,
        false => PrivateSchools::AmongOthers,
    };
    let mut settings = FrameSettings { private, ..FrameSettings::default() };
    let mut schools = Vec::new();
    for line in &input.schools {
        let mut words = line.split(' ');
        let mut next = || words.next();
        let code = code(next().unwrap_or_default())?;
        let (affiliation, town) = match next() {
            Some("direct") => (Affiliation::CountyDirect, None),
            Some("private") => (Affiliation::Private, None),
            Some("town") => {
                let town = format!("370829{}", next().unwrap_or_default()).parse()?;
                (Affiliation::Town, Some(town))
            }
            other => bail!("{other:?} runs no school"),
        };
        let stage = match next() {
            Some("primary") => SchoolStage::Primary,
            Some("junior") => SchoolStage::Junior,
            Some("nine_year") => SchoolStage::NineYear,
            Some("special") => SchoolStage::Special,
            other => bail!("{other:?} is no stage"),
        };
        let (mut centrality, mut closure) = (Centrality::Ordinary, None);
        while let Some(word) = next() {
            match word {
                "central" => centrality = Centrality::Central,
                "closed" => {
                    let last_day = day(next().unwrap_or_default())?;
                    closure = Some(Closure { last_day, successor: None });
                }
                "listed" => {
                    let class = match next() {
                        Some("must_visit") => ListedAs::MustVisit,
                        Some("other") => ListedAs::Other,
                        Some("outside") => ListedAs::Outside,
                        other => bail!("{other:?} is no class"),
                    };
                    let document = "〔2023〕1号".to_owned();
                    settings.listed.insert(code.clone(), Listing { class, document });
                }
                other => bail!("`{other}` says nothing of a school"),
            }
        }
        let profile = SchoolProfile {
            name: format!("学校{code}"),
            affiliation,
            town,
            stage,
            centrality,
            fee_place: FeePlace::Rural,
            counts_with: None,
        };
        let profiles = Dated::single(Period::since(day("2020-09-01")?), profile);
        schools.push(School { code, profiles, closure });
    }
    Ok((schools, settings))
}

fn quota(input: &Situation) -> Result<QuotaSettings, Stop> {
    let rules = CampaignRules::shipped().map_err(|it| Stop::Refused(it.code()))?;
    let rules = *rules.in_force(day("2023-04-03")?).context("no rules")?;
    let asked = input.floor.map(FloorPercent::new).transpose()?;
    let floor = rules.floor(asked).map_err(|it| Stop::Refused(it.code()))?;
    let reading = match input.reading.as_deref() {
        None | Some("literal") => QuotaReading::Literal,
        Some("others_only") => QuotaReading::OthersOnly,
        Some("must_visit_counts") => QuotaReading::MustVisitCounts,
        Some(other) => return Err(anyhow::anyhow!("`{other}` is no reading").into()),
    };
    let spread = if input.per_town { Spread::PerTown } else { Spread::County };
    Ok(QuotaSettings { floor, reading, spread })
}

fn act(minute: u32, deed: CampaignDeed) -> Result<CampaignAct> {
    let at = day("2023-04-03")?.and_hms_opt(9, minute, 0).context("too many steps")?;
    let signed = Signature { by: "bureau".parse()?, at: Instant::of_county(at) };
    Ok(CampaignAct { signed, deed })
}

fn deed(
    step: &str,
    (input, frame, quota): (&Situation, &InspectionFrame, &QuotaSettings),
    course: &CampaignCourse,
) -> Result<CampaignDeed> {
    let witnesses = || -> Result<Vec<Label>> { Ok(vec![Label::new("甲")?, Label::new("乙")?]) };
    let why = || "停电".parse();
    let (verb, named) = step.split_once(' ').unwrap_or((step, ""));
    Ok(match verb {
        "frame" => CampaignDeed::FixFrame { frame: Box::new(frame.clone()), quota: *quota },
        "commit" => {
            let dice = WitnessedDigits::new(Label::new("骰子")?, 10, witnesses()?)?;
            let source = SeedSource::Witnessed(dice);
            CampaignDeed::Commit { source, inspectors: pool(input) }
        }
        "reveal" => {
            let digits = if named.is_empty() { "0123456789" } else { named }.to_owned();
            let material = SeedMaterial::Witnessed { digits, witnesses: witnesses()? };
            CampaignDeed::Reveal { material }
        }
        "add" => CampaignDeed::Add { school: code(named)?, why: why()? },
        "cancel" => CampaignDeed::Cancel { school: code(named)?, why: why()? },
        "substitute" => CampaignDeed::Substitute { school: code(named)?, why: why()? },
        "assign" => CampaignDeed::Assign { order: Box::new(order(input, frame, course)?) },
        _ => bail!("`{step}` is no step"),
    })
}

fn pool(input: &Situation) -> BTreeSet<InspectorNo> {
    (1..=input.inspectors[0]).map(InspectorNo::new).collect()
}

fn order(
    input: &Situation,
    frame: &InspectionFrame,
    course: &CampaignCourse,
) -> Result<AssignOrder> {
    let on = day("2023-04-03")?;
    let open = course.drawn().map(kehou_inspection::Drawn::without_group).unwrap_or_default();
    let first = frame.schools().first().context("no school")?.code.clone();
    let link = |number| Link {
        inspector: InspectorNo::new(number),
        school: first.clone(),
        kind: LinkKind::Family,
    };
    let links: Vec<Link> = (1..=input.inspectors[1]).map(link).collect();
    Ok(AssignOrder {
        on,
        settings: AssignSettings { group_size: 3, smallest_group: 3 },
        visits: open.into_iter().map(|school| Visit { school, round: None }).collect(),
        pool: pool(input),
        recusals: recusals_of(&links, on, 3),
    })
}

fn loads(course: &CampaignCourse, inspectors: u32) -> String {
    let Some(drawn) = course.drawn() else { return String::new() };
    let load = |number| {
        let groups = drawn.groups.values();
        groups.filter(|group| group.contains(&InspectorNo::new(number))).count().to_string()
    };
    (1..=inspectors).map(load).collect::<Vec<_>>().join(" ")
}

fn routine(input: &Situation) -> Result<String> {
    let rules = RectificationRules::shipped()?;
    let rules = rules.in_force(day("2023-03-01")?).context("no rules")?;
    let term = Period::new(day("2023-02-13")?, Some(day("2023-07-07")?))?;
    let school = code("0001")?;
    let visit = |on: &Day| RoutineVisit { school: school.clone(), on: on.0 };
    let visits: Vec<RoutineVisit> = input.routine.iter().map(visit).collect();
    let on = input.looked_on.as_ref().context("looked_on")?.0;
    let standing = routine_standing(std::slice::from_ref(&school), &visits, (&term, on), rules);
    let one = standing.first().context("no standing")?;
    let check = one.check.map(|check| format!(" {check}")).unwrap_or_default();
    Ok(format!("{} done, {} missing{check}", one.done, one.missing))
}
