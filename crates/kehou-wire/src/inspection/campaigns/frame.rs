//! What the bureau decides before a frame is made, as messages carry it. (I3, I4, I15)

use kehou_inspection::{
    FloorPercent, FrameSettings, ListedAs, Listing, PrivateSchools, QuotaReading, Spread,
};

use crate::{
    Flaw,
    naming::{school_code, town_if_any},
    pb::inspection as pb,
    place::Place,
    scalar::{choice, list, name, number},
};

/// The most towns of development zones.
const ZONE_LIMIT: usize = 100;
/// The most lines of the bureau's list.
const LISTING_LIMIT: usize = 500;
/// The most bytes of the name of a document.
const DOCUMENT_LIMIT: usize = 400;

/// What the bureau decides before a frame is made.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FrameChoice {
    /// Private schools, development zones, the bureau's list.
    pub settings: FrameSettings,
    /// The reading of the half.
    pub reading: QuotaReading,
    /// How the quota is spread.
    pub spread: Spread,
    /// The floor that was chosen; none for the notice's.
    pub floor: Option<FloorPercent>,
}

pub(super) fn frame_choice(
    mut at: Place<'_>,
    given: Option<&pb::FrameSettings>,
) -> Option<FrameChoice> {
    let Some(given) = given else { return at.refuse(Flaw::Required) };
    let mut zones = at.field("development_zones");
    let zones =
        list(
            &mut zones,
            &given.development_zones,
            0..=ZONE_LIMIT,
            |mut at, zone| match town_if_any(at.here(), zone)? {
                Some(town) => Some(town),
                None => at.refuse(Flaw::Required),
            },
        );
    let mut seen = std::collections::BTreeSet::new();
    let mut listed = at.field("listed");
    let listed = list(&mut listed, &given.listed, 0..=LISTING_LIMIT, |mut at, given| {
        let school = school_code(at.field("school_code"), &given.school_code);
        let class = choice(at.field("class"), given.class).map(listed_as);
        let document = name(at.field("document"), given.document.clone(), DOCUMENT_LIMIT);
        let (school, class, document) = (school?, class??, document?);
        if !seen.insert(school.clone()) {
            let given = school.to_string();
            let first = given.clone();
            return at.field("school_code").refuse(Flaw::Duplicate { given, first });
        }
        Some((school, Listing { class, document }))
    });
    let reading = choice(at.field("reading"), given.reading).and_then(reading);
    let spread = choice(at.field("spread"), given.spread).and_then(spread);
    let floor = number(at.field("floor_percent"), given.floor_percent, 0..=100u32);
    let private = match given.without_private_schools {
        true => PrivateSchools::Outside,
        false => PrivateSchools::AmongOthers,
    };
    let settings = FrameSettings {
        private,
        development_zones: zones?.into_iter().collect(),
        listed: listed?.into_iter().collect(),
    };
    let floor = FloorPercent::new(floor?).ok();
    Some(FrameChoice { settings, reading: reading?, spread: spread?, floor })
}

const fn listed_as(class: pb::FrameClass) -> Option<ListedAs> {
    match class {
        pb::FrameClass::Unspecified => None,
        pb::FrameClass::MustVisit => Some(ListedAs::MustVisit),
        pb::FrameClass::Other => Some(ListedAs::Other),
        pb::FrameClass::Outside => Some(ListedAs::Outside),
    }
}

const fn reading(reading: pb::QuotaReading) -> Option<QuotaReading> {
    match reading {
        pb::QuotaReading::Unspecified => None,
        pb::QuotaReading::Literal => Some(QuotaReading::Literal),
        pb::QuotaReading::OthersOnly => Some(QuotaReading::OthersOnly),
        pb::QuotaReading::MustVisitCounts => Some(QuotaReading::MustVisitCounts),
    }
}

const fn spread(spread: pb::QuotaSpread) -> Option<Spread> {
    match spread {
        pb::QuotaSpread::Unspecified => None,
        pb::QuotaSpread::County => Some(Spread::County),
        pb::QuotaSpread::PerTown => Some(Spread::PerTown),
    }
}
