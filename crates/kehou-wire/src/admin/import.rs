//! Imports, and what they do to the books, as messages.

use kehou_registry::SchoolCode;
use kehou_units::{Instant, Month};

use crate::{
    naming::{count_out, timestamp_out},
    pb::{self, admin::confirm_import_response::News},
};

/// The most schools that are named for the pupils they would lose.
const REMOVALS_NAMED: usize = 200;

/// Where an import stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum ImportState {
    /// Checked, waiting to be confirmed.
    Staged,
    /// Being stored.
    Storing,
    /// Stored.
    Complete,
    /// Given up.
    Cancelled,
}

/// A kind of row that an import can bring.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum ImportKind {
    /// Schools.
    Schools,
    /// Calendars.
    Calendar,
    /// Working days.
    WorkingDays,
    /// Service plans.
    Plans,
    /// Fee notices.
    Notices,
    /// Channels of payment.
    Payees,
    /// Pupils.
    Pupils,
    /// Applications.
    Applications,
    /// Waivers. (F12)
    Waivers,
    /// Rolls.
    Rolls,
}

/// A file of an import.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ImportFile {
    /// Its name.
    pub name: String,
    /// The SHA-256 of its bytes, in hexadecimal digits.
    pub sha256: String,
    /// How many bytes it has.
    pub size_bytes: u64,
    /// How many rows were read.
    pub rows: u32,
    /// How many rows were refused.
    pub row_errors: u32,
}

/// What an import does to one kind of row.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ImportCount {
    /// The kind.
    pub kind: ImportKind,
    /// How many are new.
    pub added: u32,
    /// How many say something else.
    pub changed: u32,
    /// How many are no longer there.
    pub removed: u32,
    /// How many pupils are in another class or school.
    pub moved: u32,
    /// How many say the same.
    pub unchanged: u32,
    /// How many stand because an officer decided so by hand.
    pub kept: u32,
}

/// A school that would lose many pupils.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PupilRemoval {
    /// The school.
    pub school: SchoolCode,
    /// How many pupils are on its roll.
    pub pupils: u32,
    /// How many of them would no longer be.
    pub removed: u32,
}

/// Something about a file that whoever confirms should know.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ImportNote {
    /// The file.
    pub file: String,
    /// The sheet; empty for a text file.
    pub sheet: String,
    /// The stable code.
    pub code: String,
    /// The text, in the language asked for.
    pub text: String,
}

/// An import to be answered.
#[derive(Clone, Copy, Debug)]
pub struct ImportView<'a> {
    /// Its number; none when it was only checked.
    pub id: Option<i64>,
    /// Where it stands.
    pub state: ImportState,
    /// The month whose rolls it brings.
    pub month: Month,
    /// Why.
    pub reason: &'a str,
    /// Who staged it.
    pub staged_by: &'a str,
    /// When it was staged.
    pub staged_at: Instant,
    /// Who confirmed it.
    pub confirmed_by: Option<&'a str>,
    /// When it was complete.
    pub completed_at: Option<Instant>,
    /// Its files.
    pub files: &'a [ImportFile],
    /// What it does, by kind; those that the caller may see.
    pub counts: &'a [ImportCount],
    /// How many rows were refused.
    pub row_errors: u32,
    /// How many schools it touches.
    pub schools: u32,
    /// How many of them are stored.
    pub schools_done: u32,
    /// Whether so many pupils of a school would be gone that somebody has to accept it.
    pub needs_accept_removals: bool,
    /// The schools that would lose so many pupils, by code.
    pub removals: &'a [PupilRemoval],
    /// What whoever confirms should know.
    pub notes: &'a [ImportNote],
    /// How many more notes there are.
    pub notes_not_shown: u32,
}

impl ImportView<'_> {
    /// The import as messages carry it.
    #[must_use]
    pub fn message(&self) -> pb::admin::Import {
        let removals = self.removals.iter().take(REMOVALS_NAMED);
        pb::admin::Import {
            import_id: self.id.unwrap_or_default(),
            state: state_out(self.state).into(),
            month: self.month.to_string(),
            reason: self.reason.to_owned(),
            staged_by: self.staged_by.to_owned(),
            staged_at: Some(timestamp_out(self.staged_at)),
            confirmed_by: self.confirmed_by.unwrap_or_default().to_owned(),
            completed_at: self.completed_at.map(timestamp_out),
            files: self.files.iter().map(file_out).collect(),
            counts: self.counts.iter().map(count_of_kind_out).collect(),
            row_errors: count_out(self.row_errors),
            schools: count_out(self.schools),
            schools_done: count_out(self.schools_done),
            needs_accept_removals: self.needs_accept_removals,
            removals: removals.map(removal_out).collect(),
            notes: self.notes.iter().map(note_out).collect(),
            notes_not_shown: count_out(self.notes_not_shown),
        }
    }
}

const fn state_out(state: ImportState) -> pb::admin::ImportState {
    use pb::admin::ImportState as Sent;
    match state {
        ImportState::Staged => Sent::Staged,
        ImportState::Storing => Sent::Storing,
        ImportState::Complete => Sent::Complete,
        ImportState::Cancelled => Sent::Cancelled,
    }
}

fn file_out(file: &ImportFile) -> pb::admin::ImportFile {
    pb::admin::ImportFile {
        name: file.name.clone(),
        sha256: file.sha256.clone(),
        size_bytes: i64::try_from(file.size_bytes).unwrap_or(i64::MAX),
        rows: count_out(file.rows),
        row_errors: count_out(file.row_errors),
    }
}

fn count_of_kind_out(count: &ImportCount) -> pb::admin::ImportCount {
    use pb::admin::ImportKind as Sent;
    let kind = match count.kind {
        ImportKind::Schools => Sent::Schools,
        ImportKind::Calendar => Sent::Calendar,
        ImportKind::WorkingDays => Sent::WorkingDays,
        ImportKind::Plans => Sent::Plans,
        ImportKind::Notices => Sent::Notices,
        ImportKind::Payees => Sent::Payees,
        ImportKind::Pupils => Sent::Pupils,
        ImportKind::Applications => Sent::Applications,
        ImportKind::Waivers => Sent::Waivers,
        ImportKind::Rolls => Sent::Rolls,
    };
    pb::admin::ImportCount {
        kind: kind.into(),
        added: count_out(count.added),
        changed: count_out(count.changed),
        removed: count_out(count.removed),
        moved: count_out(count.moved),
        unchanged: count_out(count.unchanged),
        kept: count_out(count.kept),
    }
}

fn note_out(note: &ImportNote) -> pb::admin::ImportNote {
    let ImportNote { file, sheet, code, text } = note.clone();
    pb::admin::ImportNote { file, sheet, code, text }
}

fn removal_out(removal: &PupilRemoval) -> pb::admin::PupilRemoval {
    pb::admin::PupilRemoval {
        school_code: removal.school.to_string(),
        pupils: count_out(removal.pupils),
        removed: count_out(removal.removed),
    }
}

/// News that a school is stored, or the county's own books when none is named.
#[must_use]
pub fn import_progress(
    school: Option<&SchoolCode>,
    schools_done: u32,
    schools_total: u32,
) -> pb::admin::ConfirmImportResponse {
    let progress = pb::admin::ImportProgress {
        school_code: school.map(ToString::to_string).unwrap_or_default(),
        schools_done: count_out(schools_done),
        schools_total: count_out(schools_total),
    };
    pb::admin::ConfirmImportResponse { news: Some(News::Progress(progress)) }
}

/// The last news: all is stored.
#[must_use]
pub fn import_complete(import: &ImportView<'_>) -> pb::admin::ConfirmImportResponse {
    pb::admin::ConfirmImportResponse { news: Some(News::Complete(import.message())) }
}
