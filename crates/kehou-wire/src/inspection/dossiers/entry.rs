//! Entries of principals' files as messages carry them.

use kehou_inspection::{EntryAct, EntryCause, EntryStage, FileEntry, FindingNo, Line};
use kehou_registry::SchoolCode;

use super::entry_deed::{deed_out, ground_out, key_out, stage_out};
use crate::{
    inspection::written::{number_out, signature_out},
    pb::inspection as pb,
    scalar::date_out,
};

/// An entry that is shown as it stands.
#[derive(Clone, Copy, Debug)]
pub struct EntryLook<'a> {
    /// Its number within the county.
    pub number: u32,
    /// The entry.
    pub entry: &'a FileEntry,
    /// All that was done to it.
    pub acts: &'a [EntryAct],
    /// The number of the change that its last act is.
    pub etag: i64,
}

/// An entry as it stands.
#[must_use]
pub fn open_out(look: &EntryLook<'_>) -> pb::FileEntry {
    let EntryLook { number, entry, acts, etag } = *look;
    let (school, fact_on) = entry.fact();
    let [first, second] = entry.ground().keys();
    let next_key = match entry.stage() {
        EntryStage::Heard(_) => key_out(first),
        EntryStage::HalfTurned(..) => key_out(second),
        _ => pb::EntryKey::Unspecified,
    };
    let act = |act: &EntryAct| pb::EntryAct {
        signed: Some(signature_out(&act.signed)),
        deed: Some(deed_out(&act.deed)),
    };
    let open = pb::OpenEntry {
        person: entry.person().to_string(),
        school_code: school.to_string(),
        fact_on: Some(date_out(fact_on)),
        ground: Some(ground_out(entry.ground())),
        stage: stage_out(entry.stage().kind()).into(),
        statement_due: Some(date_out(entry.statement_due().day())),
        next_key: next_key.into(),
        number: entry.number().map(ToString::to_string).unwrap_or_default(),
        corrects: entry.corrects().map(ToString::to_string).unwrap_or_default(),
        acts: acts.iter().map(act).collect(),
        etag,
    };
    let sight = Some(pb::file_entry::Sight::Open(open));
    pb::FileEntry { entry_no: number_out(number), sight }
}

/// An entry that was revoked, by the number of the document; its own number where it is known.
#[must_use]
pub fn sealed_out(number: Option<u32>, by: &Line) -> pb::FileEntry {
    let sealed = pb::SealedEntry { revoked_by: by.to_string() };
    let entry_no = number.map_or(0, number_out);
    pb::FileEntry { entry_no, sight: Some(pb::file_entry::Sight::Sealed(sealed)) }
}

/// A place of a file: an entry, and what corrects it.
#[must_use]
pub const fn file_place_out(
    entry: pb::FileEntry,
    corrected_by: Option<pb::FileEntry>,
) -> pb::FilePlace {
    pb::FilePlace { entry: Some(entry), corrected_by }
}

/// What the system would propose: a finding with its cause, or else a case by its number.
#[must_use]
pub fn suggestion_out(
    school: &SchoolCode,
    basis: Result<(FindingNo, EntryCause), u32>,
) -> pb::EntrySuggestion {
    use pb::entry_suggestion::Basis;
    let (basis, cause) = match basis {
        Ok((number, cause)) => {
            let cause = match cause {
                EntryCause::Escalated => pb::SuggestionCause::Escalated,
                EntryCause::Repeated => pb::SuggestionCause::Repeated,
            };
            (Basis::FindingNo(number_out(number.get())), cause)
        }
        Err(case) => (Basis::CaseNo(number_out(case)), pb::SuggestionCause::Verified),
    };
    let school_code = school.to_string();
    pb::EntrySuggestion { school_code, basis: Some(basis), cause: cause.into() }
}
