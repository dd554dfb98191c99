//! What an import would change, or changed.

use std::collections::BTreeSet;

use kehou_registry::{SchoolCode, WorkingDays};
use kehou_sheets::{Kind, Note};
use kehou_store::{ChangeNo, ImportId, ImportRow};

use super::{
    ImportError,
    comparison::{Counts, SchoolComparison},
    plan::Plan,
};
use crate::{App, AppError, Permission, Principal, Refusal, RefusalCode, boxed};

/// What an import would change.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Preview {
    /// By kind of row.
    pub kinds: Vec<(Kind, Counts)>,
    /// Pupils who are in another class or school.
    pub moved: u32,
    /// Rows that were refused.
    pub refused: u64,
    /// The files in their order.
    pub files: Vec<FilePreview>,
    /// By school.
    pub schools: Vec<SchoolPreview>,
    /// The kinds of tables that the files hold, those included of which every row was refused.
    pub holds: Vec<Kind>,
    /// What whoever confirms should know, though nothing is wrong; the first of them.
    pub notes: Vec<NotePreview>,
    /// How many more of these there are.
    pub notes_not_kept: u64,
}

/// Something about a file that a reader should know, though nothing is wrong.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NotePreview {
    /// The file.
    pub file: String,
    /// The sheet; empty for a text file.
    pub sheet: String,
    /// The stable code of what there is to know, such as `NOTE_COLUMNS_IGNORED`.
    pub code: String,
    /// The argument `detail` of its text.
    pub detail: String,
}

/// What was read of one file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FilePreview {
    /// Its name.
    pub name: String,
    /// The SHA-256 of its bytes in hexadecimal digits.
    pub sha256: String,
    /// How many bytes it has.
    pub bytes: u64,
    /// How many rows its tables have.
    pub rows: u64,
    /// How many of its rows were refused.
    pub refused: u64,
}

/// What an import would change of one school.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SchoolPreview {
    /// The school.
    pub school: SchoolCode,
    /// Where its books stood when the files were compared with them.
    pub bound: ChangeNo,
    /// Pupils on the roll.
    pub present: u64,
    /// Pupils of them who would not be any longer.
    pub gone: u64,
    /// Whether these are more than may be gone unasked.
    pub is_over: bool,
}

/// An import with what it would change, or changed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ImportView {
    /// Where it stands; its number is 0 when it was only checked.
    pub row: ImportRow,
    /// What it would change.
    pub preview: Preview,
    /// Schools that are stored.
    pub schools_done: u32,
    /// What was refused, when it was only checked; of what is kept [`row_errors`](super::row_errors)
    /// tells it.
    pub refused: Vec<ImportError>,
}

/// The pairs of a kind of row with what becomes of such rows.
fn counts_of(school: &SchoolComparison) -> [(Kind, Counts); 9] {
    let pupils = &school.pupils;
    let count = |length: usize| u32::try_from(length).unwrap_or(u32::MAX);
    let of_pupils = Counts {
        added: count(pupils.added.len()),
        changed: count(pupils.changed.len()),
        removed: count(pupils.removed.len() + pupils.left.len()),
        unchanged: 0,
        kept: count(pupils.kept.len() + pupils.withheld.len()),
    };
    let rolls = Counts {
        added: count(school.rolls.new.len()).saturating_sub(school.rolls.corrections),
        changed: school.rolls.corrections,
        unchanged: school.rolls.unchanged,
        ..Counts::default()
    };
    [
        (Kind::Schools, school.profiles.counts.and(school.closure.counts)),
        (Kind::Pupils, of_pupils),
        (Kind::Applications, school.applications.counts),
        (Kind::Plans, school.plan.counts),
        (Kind::Notices, school.notices.counts),
        (Kind::Payees, school.payees.counts),
        (Kind::Waivers, school.waivers.counts),
        (Kind::Calendar, school.calendar.counts.and(school.terms.counts)),
        (Kind::Rolls, rolls),
    ]
}

/// How many notes are kept.
const NOTES_KEPT: usize = 200;

/// What becomes of the county's working days. (C9)
fn counts_of_days(plan: &Plan) -> Counts {
    let Some(filed) = &plan.working_days else { return Counts::default() };
    let days = |days: &WorkingDays| {
        let holidays = days.holidays().iter().map(|day| (*day, false));
        holidays.chain(days.make_up().iter().map(|day| (*day, true))).collect::<BTreeSet<_>>()
    };
    let (stored, filed) = (days(&plan.days_before), days(filed));
    let count = |length: usize| u32::try_from(length).unwrap_or(u32::MAX);
    Counts {
        added: count(filed.difference(&stored).count()),
        removed: count(stored.difference(&filed).count()),
        unchanged: count(stored.intersection(&filed).count()),
        ..Counts::default()
    }
}

fn note_of(note: &Note) -> NotePreview {
    let plain = |text: &str| text.replace(char::is_control, " ");
    NotePreview {
        file: plain(&note.file),
        sheet: plain(&note.sheet),
        code: note.code.as_str().to_owned(),
        detail: plain(&note.detail),
    }
}

impl Preview {
    pub(super) fn of(plan: &Plan, files: &[super::UploadedFile]) -> Self {
        let mut kinds: Vec<(Kind, Counts)> =
            Kind::ALL.into_iter().map(|kind| (kind, Counts::default())).collect();
        let mut schools = Vec::new();
        let mut moved = 0;
        for (planned, school) in plan.schools.iter().zip(&plan.comparison.schools) {
            for (kind, counts) in counts_of(school) {
                let total = kinds.iter_mut().find(|(known, _)| *known == kind);
                if let Some((_, total)) = total {
                    *total = total.and(counts);
                }
            }
            moved += u32::try_from(school.pupils.moved.len()).unwrap_or(u32::MAX);
            let share = school.pupils.removal_share();
            schools.push(SchoolPreview {
                school: planned.code.clone(),
                bound: planned.bound,
                present: share.present,
                gone: share.gone,
                is_over: plan.comparison.over_limit.contains(&planned.code),
            });
        }
        let days = kinds.iter_mut().find(|(kind, _)| *kind == Kind::WorkingDays);
        if let Some((_, counts)) = days {
            *counts = counts_of_days(plan);
        }
        kinds.retain(|(_, counts)| *counts != Counts::default());
        let files = files.iter().zip(&plan.reports).map(|(file, report)| FilePreview {
            name: file.name.clone(),
            sha256: file.sha256.iter().map(|byte| format!("{byte:02x}")).collect(),
            bytes: file.bytes,
            rows: report.rows(),
            refused: plan.problems.iter().filter(|error| *error.file == *file.name).count() as u64,
        });
        let refused = plan.problems.len() as u64 + plan.problems_not_kept;
        let tables = plan.reports.iter().flat_map(|report| &report.tables);
        let mut holds: Vec<Kind> = tables.map(|table| table.kind).collect();
        holds.sort_unstable();
        holds.dedup();
        let notes = plan.notes.iter().take(NOTES_KEPT).map(note_of).collect();
        let notes_not_kept = plan.notes.len().saturating_sub(NOTES_KEPT) as u64;
        let files = files.collect();
        Self { kinds, moved, refused, files, schools, holds, notes, notes_not_kept }
    }

    /// The same with the schools over the limit of removals that are over it by a later plan too: files
    /// that are read again are judged again, by the limit that is set now.
    pub(super) fn judged_by(&self, plan: &Plan) -> Self {
        let mut judged = self.clone();
        for school in &mut judged.schools {
            school.is_over |= plan.comparison.over_limit.contains(&school.school);
        }
        judged
    }

    /// The text that is stored with an import: a line of words separated by tabs for each thing.
    pub(super) fn to_text(&self) -> String {
        let mut text = format!("moved\t{}\nrefused\t{}\n", self.moved, self.refused);
        for kind in &self.holds {
            text.push_str(&format!("holds\t{}\n", kind.code()));
        }
        for NotePreview { file, sheet, code, detail } in &self.notes {
            text.push_str(&format!("note\t{file}\t{sheet}\t{code}\t{detail}\n"));
        }
        if self.notes_not_kept > 0 {
            text.push_str(&format!("notes-not-kept\t{}\n", self.notes_not_kept));
        }
        for (kind, counts) in &self.kinds {
            let Counts { added, changed, removed, unchanged, kept } = counts;
            let code = kind.code();
            text.push_str(&format!(
                "kind\t{code}\t{added}\t{changed}\t{removed}\t{unchanged}\t{kept}\n"
            ));
        }
        for school in &self.schools {
            let SchoolPreview { school, bound, present, gone, is_over } = school;
            text.push_str(&format!("school\t{school}\t{bound}\t{present}\t{gone}\t{is_over}\n"));
        }
        text
    }

    /// The text that is stored of the files.
    pub(super) fn files_text(&self) -> String {
        let line = |file: &FilePreview| {
            let FilePreview { name, sha256, bytes, rows, refused } = file;
            format!("{sha256}\t{bytes}\t{rows}\t{refused}\t{name}\n")
        };
        self.files.iter().map(line).collect()
    }

    /// Reads what was stored with an import.
    ///
    /// # Errors
    ///
    /// [`StoreError::BadRow`](kehou_store::StoreError::BadRow) when it is broken.
    pub(super) fn stored(row: &ImportRow) -> Result<Self, kehou_store::StoreError> {
        Self::read(row).ok_or_else(|| kehou_store::StoreError::bad_row("import", "the preview"))
    }

    fn read(row: &ImportRow) -> Option<Self> {
        let mut preview = Self::default();
        for line in row.preview.lines() {
            match &line.split('\t').collect::<Vec<_>>()[..] {
                ["moved", moved] => preview.moved = moved.parse().ok()?,
                ["refused", refused] => preview.refused = refused.parse().ok()?,
                ["holds", code] => preview.holds.push(kind_of(code)?),
                ["note", file, sheet, code, detail] => preview.notes.push(NotePreview {
                    file: (*file).to_owned(),
                    sheet: (*sheet).to_owned(),
                    code: (*code).to_owned(),
                    detail: (*detail).to_owned(),
                }),
                ["notes-not-kept", count] => preview.notes_not_kept = count.parse().ok()?,
                ["kind", code, numbers @ ..] => preview.kinds.push(counts_read(code, numbers)?),
                ["school", code, bound, present, gone, is_over] => {
                    preview.schools.push(SchoolPreview {
                        school: code.parse().ok()?,
                        bound: ChangeNo::new(bound.parse().ok()?),
                        present: present.parse().ok()?,
                        gone: gone.parse().ok()?,
                        is_over: is_over.parse().ok()?,
                    });
                }
                _ => return None,
            }
        }
        for line in row.files.lines() {
            let [sha256, bytes, rows, refused, name] = line.splitn(5, '\t').collect::<Vec<_>>()[..]
            else {
                return None;
            };
            preview.files.push(FilePreview {
                name: name.to_owned(),
                sha256: sha256.to_owned(),
                bytes: bytes.parse().ok()?,
                rows: rows.parse().ok()?,
                refused: refused.parse().ok()?,
            });
        }
        Some(preview)
    }
}

fn kind_of(code: &str) -> Option<Kind> {
    Kind::ALL.into_iter().find(|kind| kind.code() == code)
}

fn counts_read(code: &str, numbers: &[&str]) -> Option<(Kind, Counts)> {
    let kind = kind_of(code)?;
    let numbers: Vec<u32> =
        numbers.iter().map(|number| number.parse()).collect::<Result<_, _>>().ok()?;
    let [added, changed, removed, unchanged, kept] = numbers[..] else { return None };
    Some((kind, Counts { added, changed, removed, unchanged, kept }))
}

/// An import with what it would change, or changed: to who staged it, and to those who may read imports
/// ([`Permission::ReadImports`]); one that holds waiver lists to those only who read waivers of the whole county. (F12)
///
/// # Errors
///
/// Forbidden to others; [`RefusalCode::ImportUnknown`]; failures of the books.
#[boxed]
pub async fn import(app: &App, who: &Principal, id: ImportId) -> Result<ImportView, AppError> {
    let row = app.import_row(who, id).await?;
    let preview = Preview::stored(&row)?;
    let schools_done = app.schools_stored(&row, &preview).await?;
    Ok(ImportView { row, preview, schools_done, refused: Vec::new() })
}

impl App {
    /// An import that a principal staged or may read. To others it is not said whether there is one.
    pub(super) async fn import_row(
        &self,
        who: &Principal,
        id: ImportId,
    ) -> Result<ImportRow, AppError> {
        let row = self.store.import(id).await?;
        if let Some(own) = row.as_ref().filter(|row| row.staged_by == who.subject) {
            return Ok(own.clone());
        }
        let permission = Permission::ReadImports;
        if !who.schools(permission).is_county() {
            return Err(crate::Forbidden { permission }.into());
        }
        let unknown = || Refusal::new(RefusalCode::ImportUnknown).with("import", id.number());
        let row = row.ok_or_else(unknown)?;
        let permission = Permission::ReadWaivers;
        let holds_waivers = Preview::stored(&row)?.holds.contains(&Kind::Waivers);
        if holds_waivers && !who.schools(permission).is_county() {
            return Err(crate::Forbidden { permission }.into());
        }
        Ok(row)
    }

    async fn schools_stored(&self, row: &ImportRow, preview: &Preview) -> Result<u32, AppError> {
        use kehou_store::ImportState::{Complete, Storing};
        match row.state {
            Complete => Ok(u32::try_from(preview.schools.len()).unwrap_or(u32::MAX)),
            Storing => Ok(self.store.schools_of_import(row.id).await?),
            _ => Ok(0),
        }
    }
}
