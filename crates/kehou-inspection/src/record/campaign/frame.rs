//! A frame with its settings and the way its quota is reckoned, as they are kept. (I2–I4, I15)

mod class;

use kehou_registry::{Affiliation, SchoolStage};
use serde::{Deserialize, Serialize};

use self::class::ClassShape;
use crate::{
    Stratum,
    frame::{FrameSettings, FramedSchool, InspectionFrame, ListedAs, Listing, PrivateSchools},
    quota::{FloorPercent, QuotaReading, QuotaSettings, Spread},
    record::{RecordFault, coded, day, said},
};

#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct FrameShape {
    on: String,
    private: String,
    development_zones: Vec<String>,
    listed: Vec<ListingShape>,
    schools: Vec<SchoolShape>,
}

#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct ListingShape {
    school: String,
    class: String,
    document: String,
}

#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct SchoolShape {
    code: String,
    name: String,
    affiliation: Option<String>,
    stage: Option<String>,
    town: Option<String>,
    class: ClassShape,
}

/// How a quota is reckoned.
#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct QuotaShape {
    floor_percent: u8,
    reading: String,
    spread: String,
}

const PRIVATE: [PrivateSchools; 2] = [PrivateSchools::AmongOthers, PrivateSchools::Outside];
const LISTED: [ListedAs; 3] = [ListedAs::MustVisit, ListedAs::Other, ListedAs::Outside];
const SPREADS: [Spread; 2] = [Spread::County, Spread::PerTown];
const AFFILIATIONS: [Affiliation; 3] =
    [Affiliation::CountyDirect, Affiliation::Town, Affiliation::Private];
const STAGES: [SchoolStage; 6] = [
    SchoolStage::Primary,
    SchoolStage::Junior,
    SchoolStage::NineYear,
    SchoolStage::CompleteMiddle,
    SchoolStage::TwelveYear,
    SchoolStage::Special,
];

const fn private(private: PrivateSchools) -> &'static str {
    match private {
        PrivateSchools::AmongOthers => "among_others",
        PrivateSchools::Outside => "outside",
    }
}

const fn listed(listed: ListedAs) -> &'static str {
    match listed {
        ListedAs::MustVisit => "must_visit",
        ListedAs::Other => "other",
        ListedAs::Outside => "outside",
    }
}

const fn spread(spread: Spread) -> &'static str {
    match spread {
        Spread::County => "county",
        Spread::PerTown => "per_town",
    }
}

const fn affiliation(affiliation: Affiliation) -> &'static str {
    match affiliation {
        Affiliation::CountyDirect => "county_direct",
        Affiliation::Town => "town",
        Affiliation::Private => "private",
    }
}

const fn stage(stage: SchoolStage) -> &'static str {
    match stage {
        SchoolStage::Primary => "primary",
        SchoolStage::Junior => "junior",
        SchoolStage::NineYear => "nine_year",
        SchoolStage::CompleteMiddle => "complete_middle",
        SchoolStage::TwelveYear => "twelve_year",
        SchoolStage::Special => "special",
    }
}

impl FrameShape {
    pub(super) fn of(frame: &InspectionFrame) -> Self {
        let settings = frame.settings();
        let listing = |(school, listing): (&kehou_registry::SchoolCode, &Listing)| ListingShape {
            school: school.to_string(),
            class: listed(listing.class).to_owned(),
            document: listing.document.clone(),
        };
        Self {
            on: frame.on().to_string(),
            private: private(settings.private).to_owned(),
            development_zones: settings.development_zones.iter().map(ToString::to_string).collect(),
            listed: settings.listed.iter().map(listing).collect(),
            schools: frame.schools().iter().map(SchoolShape::of).collect(),
        }
    }

    pub(super) fn read(&self) -> Result<InspectionFrame, RecordFault> {
        let listing = |shape: &ListingShape| {
            let class = coded(&shape.class, &LISTED, listed)?;
            Ok((said(&shape.school)?, Listing { class, document: shape.document.clone() }))
        };
        let zones = self.development_zones.iter().map(|zone| said(zone));
        let settings = FrameSettings {
            private: coded(&self.private, &PRIVATE, private)?,
            development_zones: zones.collect::<Result<_, _>>()?,
            listed: self.listed.iter().map(listing).collect::<Result<_, RecordFault>>()?,
        };
        let schools: Vec<FramedSchool> =
            self.schools.iter().map(SchoolShape::read).collect::<Result<_, _>>()?;
        if !schools.is_sorted_by(|one, next| one.code < next.code) {
            return Err(RecordFault::of("the schools of a frame stand in order, each once"));
        }
        Ok(InspectionFrame::kept(day(&self.on)?, settings, schools))
    }
}

impl SchoolShape {
    fn of(school: &FramedSchool) -> Self {
        Self {
            code: school.code.to_string(),
            name: school.name.clone(),
            affiliation: school.affiliation.map(|it| affiliation(it).to_owned()),
            stage: school.stage.map(|it| stage(it).to_owned()),
            town: match &school.stratum {
                Stratum::Town(town) => Some(town.to_string()),
                Stratum::County => None,
            },
            class: ClassShape::of(&school.class),
        }
    }

    fn read(&self) -> Result<FramedSchool, RecordFault> {
        let affiliation = |code: &String| coded(code, &AFFILIATIONS, affiliation);
        let stage = |code: &String| coded(code, &STAGES, stage);
        let town = self.town.as_deref().map(said).transpose()?;
        Ok(FramedSchool {
            code: said(&self.code)?,
            name: self.name.clone(),
            affiliation: self.affiliation.as_ref().map(affiliation).transpose()?,
            stage: self.stage.as_ref().map(stage).transpose()?,
            stratum: town.map_or(Stratum::County, Stratum::Town),
            class: self.class.read()?,
        })
    }
}

impl QuotaShape {
    pub(super) fn of(quota: &QuotaSettings) -> Self {
        Self {
            floor_percent: quota.floor.percent(),
            reading: quota.reading.code().to_owned(),
            spread: spread(quota.spread).to_owned(),
        }
    }

    pub(super) fn read(&self) -> Result<QuotaSettings, RecordFault> {
        let floor = FloorPercent::new(self.floor_percent.into()).map_err(RecordFault::of)?;
        let reading = coded(&self.reading, &QuotaReading::ALL, QuotaReading::code)?;
        Ok(QuotaSettings { floor, reading, spread: coded(&self.spread, &SPREADS, spread)? })
    }
}
