//! What an import would change, or changed, for a person.

use std::path::PathBuf;

use kehou_app::import::{ImportError, ImportView, NotePreview, Preview, SchoolPreview};
use kehou_words::Lang;

use super::Import;
use crate::{
    folder::kind_name,
    tell::{grouped, say, tell},
};

/// How many refused rows, lists and notes are named.
const SHOWN: usize = 5;
/// How many schools are named that would lose many pupils: each is accepted by its code.
const SCHOOLS_SHOWN: usize = 50;

/// By kind what would be added, changed, removed, kept.
pub(super) fn print(view: &ImportView, lang: Lang) {
    let preview = &view.preview;
    let rows: u64 = preview.files.iter().map(|file| file.rows).sum();
    tell!(
        lang,
        "IMPORT_PREVIEW",
        month = view.row.month,
        files = grouped(preview.files.len() as u64),
        rows = grouped(rows),
        schools = grouped(preview.schools.len() as u64)
    );
    let mut changes = u64::from(preview.moved);
    for (kind, counts) in &preview.kinds {
        changes += u64::from(counts.added + counts.changed + counts.removed);
        let parts = [
            ("IMPORT_ADDED", counts.added),
            ("IMPORT_CHANGED", counts.changed),
            ("IMPORT_REMOVED", counts.removed),
            ("IMPORT_UNCHANGED", counts.unchanged),
            ("IMPORT_KEPT", counts.kept),
        ];
        let parts = parts.into_iter().filter(|(_, count)| *count > 0);
        let parts: Vec<String> =
            parts.map(|(code, count)| say(code, lang, &[("count", &grouped(count))])).collect();
        let kind = kind_name(*kind, lang);
        tell!(lang, "IMPORT_KIND", kind = kind, parts = parts.join(" · "));
    }
    if preview.moved > 0 {
        tell!(lang, "IMPORT_MOVED", moved = grouped(preview.moved));
    }
    if changes == 0 {
        tell!(lang, "IMPORT_NO_CHANGE");
    }
    print_notes(preview, lang);
}

/// What whoever confirms should know, though nothing is wrong.
fn print_notes(preview: &Preview, lang: Lang) {
    for NotePreview { file, sheet, code, detail } in preview.notes.iter().take(SHOWN) {
        let sheet = if sheet.is_empty() { String::new() } else { format!("[{sheet}]") };
        let note = say(code, lang, &[("detail", detail)]);
        tell!(lang, "IMPORT_NOTE", place = format_args!("{file}{sheet}"), note = note);
    }
    let shown = preview.notes.len().min(SHOWN) as u64;
    let others = preview.notes.len() as u64 + preview.notes_not_kept - shown;
    if others > 0 {
        tell!(lang, "IMPORT_NOTES_OTHERS", count = grouped(others));
    }
}

/// That the same files were stored before, and what to do when they are to be stored again.
pub(super) fn print_stored_before(view: &ImportView, lang: Lang) {
    let row = &view.row;
    let on = row.completed_at.map_or_else(String::new, |at| at.day().to_string());
    tell!(lang, "IMPORT_STORED_BEFORE", import = row.id.number(), on = on);
}

/// The schools of which so many pupils would be gone that somebody must say it is meant.
pub(super) fn print_waiting(lacking: &[&SchoolPreview], lang: Lang) {
    tell!(lang, "IMPORT_WAITS", schools = lacking.len());
    for school in lacking.iter().take(SCHOOLS_SHOWN) {
        tell!(
            lang,
            "IMPORT_GONE",
            school = school.school,
            gone = grouped(school.gone),
            present = grouped(school.present)
        );
    }
    let codes: Vec<&str> = lacking.iter().map(|school| school.school.as_str()).collect();
    let codes = if codes.len() > SCHOOLS_SHOWN { "all".to_owned() } else { codes.join(",") };
    tell!(lang, "IMPORT_ACCEPT", codes = codes);
}

/// How many rows were refused, the first of them, and where all of them are listed.
pub(super) fn print_refused(import: &Import, lists: &[PathBuf], lang: Lang) {
    let refused = import.view.preview.refused;
    if refused == 0 {
        return;
    }
    tell!(lang, "IMPORT_REFUSED", count = grouped(refused));
    for error in import.refused.iter().take(SHOWN) {
        println!("  {}: {}", place(error), text_of(error, lang));
    }
    for list in lists.iter().take(SHOWN) {
        tell!(lang, "IMPORT_REFUSED_LIST", file = list.display());
    }
    if lists.len() > SHOWN {
        tell!(lang, "IMPORT_REFUSED_LISTS", count = lists.len() - SHOWN);
    }
}

/// Where something stands, such as `名册.csv:3E`.
fn place(error: &ImportError) -> String {
    let ImportError { file, sheet, row, column, .. } = error;
    let sheet = if sheet.is_empty() { String::new() } else { format!("[{sheet}]") };
    match row {
        0 => format!("{file}{sheet}"),
        row => format!("{file}{sheet}:{row}{column}"),
    }
}

/// Why something was refused, in words.
pub(super) fn text_of(error: &ImportError, lang: Lang) -> String {
    let args: Vec<(&str, &str)> =
        error.args.iter().map(|(name, value)| (name.as_str(), value.as_str())).collect();
    say(&error.code, lang, &args)
}
