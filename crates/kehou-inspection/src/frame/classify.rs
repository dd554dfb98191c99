//! The decision about one school.

use chrono::NaiveDate;
use kehou_registry::{Affiliation, Centrality, School, SchoolProfile, SchoolStage};

use super::{
    FrameClass, FrameSettings, ListedAs, Listing, MustReason, OtherReason, OutsideReason,
    PrivateSchools,
};

/// Decides about one school, the firmest ground first: it must be open; a teaching point counts
/// with its central school; the bureau's list decides where it may; then the notice.
///
/// INTERPRETATION: a twelve-year school that the list does not name counts as junior (I2). A
/// special-education or development-zone school that it does not name is outside, visibly so, for
/// I15 leaves these to the list. County-direct schools of every stage count with the county-direct
/// junior and primary schools.
pub(super) fn class_of(school: &School, on: NaiveDate, settings: &FrameSettings) -> FrameClass {
    let Some(profile) = school.profile(on) else {
        return FrameClass::Outside(not_open(school, on));
    };
    if let Some(central) = &profile.counts_with {
        return FrameClass::Outside(OutsideReason::CountsWith { school: central.clone() });
    }
    if let Some(listing) = settings.listed.get(&school.code) {
        return by_list(listing);
    }
    by_notice(profile, settings)
}

fn not_open(school: &School, on: NaiveDate) -> OutsideReason {
    match &school.closure {
        Some(closure) if closure.last_day < on => match &closure.successor {
            Some(into) => OutsideReason::Merged { last_day: closure.last_day, into: into.clone() },
            None => OutsideReason::Closed { last_day: closure.last_day },
        },
        _ => OutsideReason::NotOpen,
    }
}

fn by_list(listing: &Listing) -> FrameClass {
    let document = listing.document.clone();
    match listing.class {
        ListedAs::MustVisit => FrameClass::MustVisit(MustReason::Listed { document }),
        ListedAs::Other => FrameClass::Other(OtherReason::Listed { document }),
        ListedAs::Outside => FrameClass::Outside(OutsideReason::Listed { document }),
    }
}

fn by_notice(profile: &SchoolProfile, settings: &FrameSettings) -> FrameClass {
    if profile.stage == SchoolStage::Special || in_zone(profile, settings) {
        return FrameClass::Outside(OutsideReason::NotListed);
    }
    match profile.affiliation {
        Affiliation::CountyDirect => FrameClass::MustVisit(MustReason::CountyDirect),
        Affiliation::Private => match settings.private {
            PrivateSchools::AmongOthers => FrameClass::Other(OtherReason::Private),
            PrivateSchools::Outside => FrameClass::Outside(OutsideReason::Private),
        },
        Affiliation::Town if has_junior_part(profile.stage) => {
            FrameClass::MustVisit(MustReason::TownJunior)
        }
        Affiliation::Town => match profile.centrality {
            Centrality::Central => FrameClass::MustVisit(MustReason::CentralPrimary),
            Centrality::Ordinary => FrameClass::Other(OtherReason::TownPrimary),
        },
    }
}

/// Whether the bureau's list may decide about a school. (I15)
pub(super) fn is_for_the_list(profile: &SchoolProfile, settings: &FrameSettings) -> bool {
    matches!(profile.stage, SchoolStage::Special | SchoolStage::TwelveYear)
        || in_zone(profile, settings)
}

fn in_zone(profile: &SchoolProfile, settings: &FrameSettings) -> bool {
    profile.town.as_ref().is_some_and(|town| settings.development_zones.contains(town))
}

/// Whether a stage has grades of junior secondary school. (I2)
const fn has_junior_part(stage: SchoolStage) -> bool {
    match stage {
        SchoolStage::Junior
        | SchoolStage::NineYear
        | SchoolStage::CompleteMiddle
        | SchoolStage::TwelveYear => true,
        SchoolStage::Primary | SchoolStage::Special => false,
    }
}
