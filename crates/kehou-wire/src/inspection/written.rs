//! Texts, persons and evidence, as messages carry them.

use kehou_inspection::{Evidence, Line, Passage, PersonRef, Signature, WrittenError};

use crate::{
    Flaw,
    naming::timestamp_out,
    pb,
    place::Place,
    scalar::{list, number, sha256},
};

/// The most pieces of evidence of one act or answer.
const EVIDENCE_LIMIT: usize = 50;

/// Who did something, and when.
pub(crate) fn signature_out(signed: &Signature) -> pb::inspection::Signature {
    let at = Some(timestamp_out(signed.at));
    pb::inspection::Signature { by: signed.by.to_string(), at }
}

/// One line that must be there.
pub(crate) fn line(at: Place<'_>, given: &str) -> Option<Line> {
    written(at, given)
}

/// One line that may be absent: `Some(None)` when it is empty.
pub(crate) fn line_if_any(at: Place<'_>, given: &str) -> Option<Option<Line>> {
    if given.is_empty() { Some(None) } else { written(at, given).map(Some) }
}

/// Lines that must be there.
pub(crate) fn passage(at: Place<'_>, given: &str) -> Option<Passage> {
    written(at, given)
}

/// A person that must be named.
pub(crate) fn person(at: Place<'_>, given: &str) -> Option<PersonRef> {
    written(at, given)
}

/// Somebody who may be named: `Some(None)` when nobody is.
pub(crate) fn person_if_any(at: Place<'_>, given: &str) -> Option<Option<PersonRef>> {
    if given.is_empty() { Some(None) } else { written(at, given).map(Some) }
}

/// The number of something, from 1, which must be named.
pub(crate) fn numbered(mut at: Place<'_>, given: i32) -> Option<u32> {
    if given == 0 {
        return at.refuse(Flaw::Required);
    }
    u32::try_from(number(at, given, 1..=i32::MAX)?).ok()
}

/// The number of something that may be named: `Some(None)` when it is 0.
pub(crate) fn numbered_if_any(at: Place<'_>, given: i32) -> Option<Option<u32>> {
    if given == 0 { Some(None) } else { numbered(at, given).map(Some) }
}

/// The number of something as messages carry it.
pub(crate) fn number_out(number: u32) -> i32 {
    i32::try_from(number).unwrap_or(i32::MAX)
}

fn written<T: std::str::FromStr<Err = WrittenError>>(mut at: Place<'_>, given: &str) -> Option<T> {
    match given.parse() {
        Ok(text) => Some(text),
        Err(error) => at.refuse(flaw_of(&error, given)),
    }
}

fn flaw_of(error: &WrittenError, given: &str) -> Flaw {
    match *error {
        WrittenError::Blank => Flaw::Required,
        WrittenError::TooLong { limit, .. } => Flaw::TooLong { given: given.len(), limit },
        WrittenError::Invisible { .. } => Flaw::Unclean,
    }
}

/// Pieces of evidence, so many at most.
pub(crate) fn evidence(
    mut at: Place<'_>,
    given: &[pb::inspection::Evidence],
) -> Option<Vec<Evidence>> {
    list(&mut at, given, 0..=EVIDENCE_LIMIT, |mut at, one| {
        let hash = sha256(at.field("sha256"), &one.sha256);
        let name = line(at.field("name"), &one.name);
        Some(Evidence { sha256: hash?, name: name? })
    })
}

/// Pieces of evidence as messages carry them.
pub(crate) fn evidence_out(evidence: &[Evidence]) -> Vec<pb::inspection::Evidence> {
    let out = |one: &Evidence| pb::inspection::Evidence {
        sha256: one.sha256.iter().map(|byte| format!("{byte:02x}")).collect(),
        name: one.name.to_string(),
    };
    evidence.iter().map(out).collect()
}
