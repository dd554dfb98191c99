//! Marks, unpacked. (F12: nothing about waivers or money)

use std::{collections::HashMap, io::Write};

use kehou_attendance::{GroupNo, Mark, SchoolRecord, SettledMarks, SettledRoll};
use kehou_registry::{ClassRef, Grade, Pupil, PupilNo};

use super::{
    ExportFormat,
    table::{Columns, ExportTable},
};
use crate::{
    bills::bill_row::{mark_cell, number_end},
    export_cell::Cell,
};

/// The first, second, third, fifth, seventh and the last three are headings of rolls too, so that
/// the table can be read in again.
const HEADINGS: [&str; 10] = [
    "学校标识码",
    "学校名称",
    "班级",
    "学生序号",
    "姓名",
    "学籍号后四位",
    "校内编号",
    "日期",
    "时段",
    "考勤",
];

const NAMES: [&str; 10] = [
    "school_code",
    "school_name",
    "class",
    "pupil_no",
    "name",
    "student_number_end",
    "local_id",
    "date",
    "slot",
    "mark",
];

/// Marks of rolls, one row a pupil, day, slot and class; blanks are left out.
///
/// # Clauses
///
/// F12: no column tells who is waived or what anybody pays.
pub struct MarkExport<W: Write> {
    table: ExportTable<W>,
}

impl<W: Write> MarkExport<W> {
    /// Begins an export.
    ///
    /// # Errors
    ///
    /// Whatever writing to `out` answers.
    pub fn new(format: ExportFormat, out: W) -> std::io::Result<Self> {
        let columns = Columns { sheet: "考勤", headings: &HEADINGS, names: &NAMES };
        Ok(Self { table: ExportTable::new(format, out, columns)? })
    }

    /// Adds the marks of a school that count, as [`settle`](kehou_attendance::settle) gives them:
    /// by day, slot and class, in the order of each sheet.
    ///
    /// # Errors
    ///
    /// Whatever writing answers.
    pub fn school(
        &mut self,
        record: &SchoolRecord,
        settled: &[SettledRoll<'_>],
    ) -> std::io::Result<()> {
        let pupils = record.pupils.iter().map(|pupil| (pupil.no, pupil)).collect();
        for roll in settled {
            let class = class_of(roll.group);
            let sheet = Sheet { record, pupils: &pupils, roll, class: &class };
            match &roll.marks {
                SettledMarks::AsEntered(entered) => {
                    let roster = record.rolls.rosters()[entered.roster].pupils();
                    for (pupil, mark) in roster.iter().zip(&entered.marks) {
                        self.mark(&sheet, *pupil, *mark)?;
                    }
                }
                SettledMarks::Merged(marks) => {
                    for (pupil, mark) in marks {
                        self.mark(&sheet, *pupil, *mark)?;
                    }
                }
            }
        }
        Ok(())
    }

    fn mark(&mut self, sheet: &Sheet<'_>, pupil: PupilNo, mark: Mark) -> std::io::Result<()> {
        if mark == Mark::None {
            return Ok(());
        }
        let known = sheet.pupils.get(&pupil).copied();
        let text = |pick: fn(&Pupil) -> &str| Cell::text(known.map_or("", pick));
        self.table.row(&[
            Cell::text(sheet.record.school.code.as_str()),
            Cell::text(sheet.record.school.name()),
            Cell::text(sheet.class),
            Cell::Whole(pupil.number().into()),
            text(|pupil| &pupil.name),
            text(number_end),
            text(|pupil| pupil.local_id.as_deref().unwrap_or_default()),
            Cell::of(sheet.roll.on),
            Cell::Whole(sheet.roll.slot.number().into()),
            mark_cell(mark),
        ])
    }

    /// How many rows were written, headings left out.
    #[must_use]
    pub const fn rows(&self) -> u64 {
        self.table.rows()
    }

    /// Writes what is still held back.
    ///
    /// # Errors
    ///
    /// Whatever writing answers.
    pub fn finish(self) -> std::io::Result<()> {
        self.table.finish()
    }
}

/// What the rows of one sheet have in common.
struct Sheet<'a> {
    record: &'a SchoolRecord,
    pupils: &'a HashMap<PupilNo, &'a Pupil>,
    roll: &'a SettledRoll<'a>,
    class: &'a str,
}

/// The class of a group: a thousand times its grade plus its number; else the group's number.
fn class_of(group: GroupNo) -> String {
    let number = group.number();
    let grade = u8::try_from(number / 1_000).ok().and_then(|grade| Grade::new(grade).ok());
    let class = grade.zip(u16::try_from(number % 1_000).ok());
    class.map_or_else(
        || number.to_string(),
        |(grade, number)| ClassRef { grade, number }.to_string(),
    )
}
