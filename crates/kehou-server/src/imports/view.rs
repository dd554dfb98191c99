//! What use cases of imports speak of, beside what messages do.

use kehou_app::import::{FilePreview, ImportState, ImportView, Kind, NotePreview, SchoolPreview};
use kehou_wire::admin::{
    self as wire, ImportCount, ImportFile, ImportKind, ImportNote, PupilRemoval,
};
use kehou_words::{Lang, render_or_code};

/// An import as it is answered, with what it owns.
pub(super) struct Shown<'a> {
    import: &'a ImportView,
    files: Vec<ImportFile>,
    counts: Vec<ImportCount>,
    removals: Vec<PupilRemoval>,
    notes: Vec<ImportNote>,
}

impl<'a> Shown<'a> {
    pub(super) fn of(import: &'a ImportView, lang: Lang) -> Self {
        let preview = &import.preview;
        let over = preview.schools.iter().filter(|school| school.is_over);
        let counts = preview.kinds.iter().map(|(kind, counts)| ImportCount {
            kind: kind_out(*kind),
            added: counts.added,
            changed: counts.changed,
            removed: counts.removed,
            moved: if *kind == Kind::Pupils { preview.moved } else { 0 },
            unchanged: counts.unchanged,
            kept: counts.kept,
        });
        Self {
            import,
            files: preview.files.iter().map(file_out).collect(),
            counts: counts.collect(),
            removals: over.map(removal_out).collect(),
            notes: preview.notes.iter().map(|note| note_out(note, lang)).collect(),
        }
    }

    pub(super) fn view(&self) -> wire::ImportView<'_> {
        let Self { import, files, counts, removals, notes } = self;
        let row = &import.row;
        wire::ImportView {
            id: Some(row.id.number()).filter(|id| *id > 0),
            state: state_out(row.state),
            month: row.month,
            reason: &row.reason,
            staged_by: &row.staged_by,
            staged_at: row.staged_at,
            confirmed_by: row.confirmed_by.as_deref(),
            completed_at: row.completed_at,
            files,
            counts,
            row_errors: few(import.preview.refused),
            schools: few(import.preview.schools.len() as u64),
            schools_done: import.schools_done,
            needs_accept_removals: row.needs_confirmation,
            removals,
            notes,
            notes_not_shown: few(import.preview.notes_not_kept),
        }
    }
}

fn few(count: u64) -> u32 {
    u32::try_from(count).unwrap_or(u32::MAX)
}

fn file_out(file: &FilePreview) -> ImportFile {
    ImportFile {
        name: file.name.clone(),
        sha256: file.sha256.clone(),
        size_bytes: file.bytes,
        rows: few(file.rows),
        row_errors: few(file.refused),
    }
}

fn note_out(note: &NotePreview, lang: Lang) -> ImportNote {
    let NotePreview { file, sheet, code, detail } = note.clone();
    let text = render_or_code(&code, lang, &[("detail", &detail)]);
    ImportNote { file, sheet, code, text }
}

fn removal_out(school: &SchoolPreview) -> PupilRemoval {
    let (pupils, removed) = (few(school.present), few(school.gone));
    PupilRemoval { school: school.school.clone(), pupils, removed }
}

const fn state_out(state: ImportState) -> wire::ImportState {
    match state {
        ImportState::Staged => wire::ImportState::Staged,
        ImportState::Storing => wire::ImportState::Storing,
        ImportState::Complete => wire::ImportState::Complete,
        ImportState::Cancelled => wire::ImportState::Cancelled,
    }
}

const fn kind_out(kind: Kind) -> ImportKind {
    match kind {
        Kind::Schools => ImportKind::Schools,
        Kind::Calendar => ImportKind::Calendar,
        Kind::WorkingDays => ImportKind::WorkingDays,
        Kind::Plans => ImportKind::Plans,
        Kind::Notices => ImportKind::Notices,
        Kind::Payees => ImportKind::Payees,
        Kind::Pupils => ImportKind::Pupils,
        Kind::Applications => ImportKind::Applications,
        Kind::Waivers => ImportKind::Waivers,
        Kind::Rolls => ImportKind::Rolls,
    }
}
