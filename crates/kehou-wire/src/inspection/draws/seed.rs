//! Where a seed comes from and what it brought forth, as messages carry them.

use kehou_draw::{
    Beacon, Label, Nonce, Parties, Party, PartyHash, Reveal, SeedMaterial, SeedSource, SourceError,
    TextError, WitnessedDigits,
};
use kehou_units::Instant;

use crate::{
    Flaw,
    naming::{count_out, known_at, timestamp_out},
    pb::inspection as pb,
    place::Place,
    scalar::{list, number, sha256},
};

/// The fewest and the most witnesses or parties.
const NAMES: std::ops::RangeInclusive<usize> = 2..=20;

/// A text of a draw.
pub(super) fn drawn_text<T>(
    mut at: Place<'_>,
    given: &str,
    read: impl FnOnce(&str) -> Result<T, TextError>,
) -> Option<T> {
    match read(given) {
        Ok(text) => Some(text),
        Err(error) => at.refuse(flaw_of(&error, given)),
    }
}

fn flaw_of(error: &TextError, text: &str) -> Flaw {
    match *error {
        TextError::Empty => Flaw::Required,
        TextError::TooLong { limit, given } => Flaw::TooLong { given, limit },
        TextError::TooShort { least, given } => {
            let wide = |length: usize| i64::try_from(length).unwrap_or(i64::MAX);
            Flaw::OutOfRange { given: wide(given), least: wide(least), most: wide(128) }
        }
        TextError::Character { .. } if text.trim().is_empty() => Flaw::Required,
        TextError::Character { .. } => Flaw::Unclean,
    }
}

/// A label that must be there.
pub(super) fn label(at: Place<'_>, given: &str) -> Option<Label> {
    drawn_text(at, given, Label::new)
}

fn names(
    mut at: Place<'_>,
    given: &[String],
    lengths: std::ops::RangeInclusive<usize>,
) -> Option<Vec<Label>> {
    list(&mut at, given, lengths, |at, name| label(at, name))
}

/// An instant that must be there.
pub(super) fn instant(
    mut at: Place<'_>,
    given: Option<&prost_types::Timestamp>,
) -> Option<Instant> {
    match known_at(at.here(), given)? {
        Some(instant) => Some(instant),
        None => at.refuse(Flaw::Required),
    }
}

/// Where a seed comes from.
pub(crate) fn source(mut at: Place<'_>, given: Option<&pb::SeedSource>) -> Option<SeedSource> {
    use pb::seed_source::Source;
    match given.and_then(|given| given.source.as_ref()) {
        None => at.refuse(Flaw::Required),
        Some(Source::Witnessed(given)) => witnessed(at.field("witnessed"), given),
        Some(Source::Parties(given)) => parties(at.field("parties"), given),
        Some(Source::Beacon(given)) => {
            let mut at = at.field("beacon");
            let name = label(at.field("name"), &given.name);
            let round = label(at.field("round"), &given.round);
            let not_before = instant(at.field("not_before"), given.not_before.as_ref());
            let (name, round, not_before) = (name?, round?, not_before?);
            Some(SeedSource::Beacon(Beacon { name, round, not_before }))
        }
    }
}

fn witnessed(mut at: Place<'_>, given: &pb::WitnessedSource) -> Option<SeedSource> {
    let (least, most) = (WitnessedDigits::LEAST_DIGITS, WitnessedDigits::MOST_DIGITS);
    let what = label(at.field("what"), &given.what);
    let digits = number(at.field("digits"), given.digits, least..=most);
    let witnesses = names(at.field("witnesses"), &given.witnesses, NAMES);
    match WitnessedDigits::new(what?, digits?, witnesses?) {
        Ok(source) => Some(SeedSource::Witnessed(source)),
        Err(error) => at.field("witnesses").refuse(twice(&error)),
    }
}

fn parties(mut at: Place<'_>, given: &pb::PartySource) -> Option<SeedSource> {
    let mut at = at.field("parties");
    let parties = list(&mut at, &given.parties, NAMES, |mut at, given| {
        let name = label(at.field("name"), &given.name);
        let hash = sha256(at.field("sha256"), &given.sha256);
        Some(Party { name: name?, hash: PartyHash::from_bytes(hash?) })
    })?;
    match Parties::new(parties) {
        Ok(parties) => Some(SeedSource::CommitReveal(parties)),
        Err(error) => at.refuse(twice(&error)),
    }
}

/// What is wrong with names that were each read.
fn twice(error: &SourceError) -> Flaw {
    match error {
        SourceError::SameName { name } => {
            Flaw::Duplicate { given: name.to_string(), first: name.to_string() }
        }
        SourceError::SameHash { name, other } => {
            Flaw::Duplicate { given: other.to_string(), first: name.to_string() }
        }
        SourceError::TooFew { .. } | SourceError::Digits { .. } => Flaw::Required,
    }
}

/// What a source brought forth.
pub(crate) fn material(
    mut at: Place<'_>,
    given: Option<&pb::SeedMaterial>,
) -> Option<SeedMaterial> {
    use pb::seed_material::Material;
    match given.and_then(|given| given.material.as_ref()) {
        None => at.refuse(Flaw::Required),
        Some(Material::Witnessed(given)) => {
            let mut at = at.field("witnessed");
            let digits = drawn_text(at.field("digits"), &given.digits, Label::new);
            let witnesses = names(at.field("witnesses"), &given.witnesses, 0..=20);
            let digits = digits?.to_string();
            Some(SeedMaterial::Witnessed { digits, witnesses: witnesses? })
        }
        Some(Material::Parties(given)) => {
            let mut at = at.field("parties");
            let reveals =
                list(&mut at.field("reveals"), &given.reveals, 0..=20, |mut at, given| {
                    let party = label(at.field("party"), &given.party);
                    let nonce = drawn_text(at.field("nonce"), &given.nonce, Nonce::new);
                    let value = label(at.field("value"), &given.value);
                    Some(Reveal { party: party?, nonce: nonce?, value: value? })
                });
            Some(SeedMaterial::CommitReveal(reveals?))
        }
        Some(Material::Beacon(given)) => {
            let value = label(at.field("beacon").field("value"), &given.value)?;
            Some(SeedMaterial::Beacon { value })
        }
    }
}

fn texts(labels: &[Label]) -> Vec<String> {
    labels.iter().map(ToString::to_string).collect()
}

/// Where a seed comes from, as messages carry it.
pub(crate) fn source_out(source: &SeedSource) -> pb::SeedSource {
    use pb::seed_source::Source;
    let source = match source {
        SeedSource::Witnessed(source) => Source::Witnessed(pb::WitnessedSource {
            what: source.what().to_string(),
            digits: count_out(source.digits()),
            witnesses: texts(source.witnesses()),
        }),
        SeedSource::CommitReveal(source) => {
            let party = |party: &Party| pb::DrawParty {
                name: party.name.to_string(),
                sha256: party.hash.to_string(),
            };
            let parties = source.parties().iter().map(party).collect();
            Source::Parties(pb::PartySource { parties })
        }
        SeedSource::Beacon(beacon) => Source::Beacon(pb::BeaconSource {
            name: beacon.name.to_string(),
            round: beacon.round.to_string(),
            not_before: Some(timestamp_out(beacon.not_before)),
        }),
    };
    pb::SeedSource { source: Some(source) }
}

/// What a source brought forth, as messages carry it.
pub(crate) fn material_out(material: &SeedMaterial) -> pb::SeedMaterial {
    use pb::seed_material::Material;
    let material = match material {
        SeedMaterial::Witnessed { digits, witnesses } => {
            let (digits, witnesses) = (digits.clone(), texts(witnesses));
            Material::Witnessed(pb::WitnessedMaterial { digits, witnesses })
        }
        SeedMaterial::CommitReveal(reveals) => {
            let reveal = |reveal: &Reveal| pb::PartyReveal {
                party: reveal.party.to_string(),
                nonce: reveal.nonce.to_string(),
                value: reveal.value.to_string(),
            };
            let reveals = reveals.iter().map(reveal).collect();
            Material::Parties(pb::PartyMaterial { reveals })
        }
        SeedMaterial::Beacon { value } => {
            Material::Beacon(pb::BeaconMaterial { value: value.to_string() })
        }
    };
    pb::SeedMaterial { material: Some(material) }
}
