//! Schools and what is true of them when.

use kehou_registry::{Affiliation, Centrality, Closure, DivisionCode, School, SchoolProfile};
use kehou_units::{Dated, Period};

use crate::{
    Flaw,
    fee::{affiliation, affiliation_out, fee_place, fee_place_out, stage, stage_out},
    naming::{school_code_if_any, town_if_any},
    pb,
    place::Place,
    scalar::{choice, date_out, list, name, period, period_out},
};

/// The most bytes of a school's name.
const NAME_LIMIT: usize = 200;

/// What is true of a school when.
pub(super) fn profiles(
    mut at: Place<'_>,
    given: &[pb::registry::SchoolProfile],
) -> Option<Dated<SchoolProfile>> {
    match Dated::new(list(&mut at, given, 1..=40, profile)?) {
        Ok(profiles) => Some(profiles),
        Err(error) => at.refuse(Flaw::Contradiction { about: error.later.to_string() }),
    }
}

fn profile(
    mut at: Place<'_>,
    given: &pb::registry::SchoolProfile,
) -> Option<(Period, SchoolProfile)> {
    let days = period(at.field("days"), given.days.as_ref());
    let name = name(at.field("name"), given.name.clone(), NAME_LIMIT);
    let affiliation = affiliation(at.field("affiliation"), given.affiliation);
    let town = town(at.field("town"), &given.town, affiliation);
    let stage = stage(at.field("stage"), given.stage);
    let centrality = centrality(at.field("centrality"), given.centrality);
    let fee_place = fee_place(at.field("fee_place"), given.fee_place);
    let counts_with = school_code_if_any(at.field("counts_with"), &given.counts_with);
    let profile = SchoolProfile {
        name: name?,
        affiliation: affiliation?,
        town: town?,
        stage: stage?,
        centrality: centrality?,
        fee_place: fee_place?,
        counts_with: counts_with?,
    };
    Some((days?, profile))
}

/// The town that runs a school: a town school has one, a county-direct school has none (C2).
fn town(
    mut at: Place<'_>,
    given: &str,
    affiliation: Option<Affiliation>,
) -> Option<Option<DivisionCode>> {
    match (affiliation?, given) {
        (Affiliation::Town, "") => at.refuse(Flaw::Required),
        (Affiliation::CountyDirect, given) if !given.is_empty() => at.refuse(Flaw::Unexpected),
        (_, given) => town_if_any(at, given),
    }
}

fn centrality(at: Place<'_>, given: i32) -> Option<Centrality> {
    use pb::registry::Centrality as Given;
    Some(match choice(at, given)? {
        Given::Unspecified => return None,
        Given::Central => Centrality::Central,
        Given::Ordinary => Centrality::Ordinary,
    })
}

/// A school as messages carry it; `etag` is the number of its latest change.
#[must_use]
pub fn school_out(school: &School, etag: i64) -> pb::registry::School {
    let profiles = school.profiles.iter();
    pb::registry::School {
        school_code: school.code.to_string(),
        profiles: profiles.map(|(days, profile)| profile_out(days, profile)).collect(),
        closure: school.closure.as_ref().map(closure_out),
        etag,
    }
}

pub(super) fn profile_out(days: Period, profile: &SchoolProfile) -> pb::registry::SchoolProfile {
    let centrality = match profile.centrality {
        Centrality::Central => pb::registry::Centrality::Central,
        Centrality::Ordinary => pb::registry::Centrality::Ordinary,
    };
    pb::registry::SchoolProfile {
        days: Some(period_out(days)),
        name: profile.name.clone(),
        affiliation: affiliation_out(profile.affiliation).into(),
        town: profile.town.as_ref().map(ToString::to_string).unwrap_or_default(),
        stage: stage_out(profile.stage).into(),
        centrality: centrality.into(),
        fee_place: fee_place_out(profile.fee_place).into(),
        counts_with: profile.counts_with.as_ref().map(ToString::to_string).unwrap_or_default(),
    }
}

pub(super) fn closure_out(closure: &Closure) -> pb::registry::SchoolClosure {
    pb::registry::SchoolClosure {
        last_day: Some(date_out(closure.last_day)),
        successor: closure.successor.as_ref().map(ToString::to_string).unwrap_or_default(),
    }
}
