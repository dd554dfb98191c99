//! Sheets that do not follow the usual form: entered late, written twice, corrected, on paper.

use chrono::{Days, NaiveDate};

use crate::county::place;
use crate::spring::day;

/// A sheet that stands in a file of its own.
#[derive(Clone, Copy, Debug)]
pub(crate) struct OddSheet {
    /// What the file's name ends with.
    pub(crate) suffix: &'static str,
    /// The school.
    pub(crate) school: usize,
    /// The grade and the class.
    pub(crate) class: (u8, u16),
    /// What is odd about it.
    pub(crate) oddness: Oddness,
}

/// What is odd about a sheet.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Oddness {
    /// The usual file has blanks for this day; the marks were entered when it had locked. [F9]
    EnteredLate {
        /// The day of service.
        on: NaiveDate,
        /// When it was entered.
        recorded: (NaiveDate, &'static str),
    },
    /// A second sheet of a slot says that one pupil was absent. [F8]
    WrittenTwice {
        /// The day of service.
        on: NaiveDate,
        /// The slot.
        slot: u8,
        /// The key of the pupil.
        pupil: usize,
    },
    /// A later revision takes a day of one pupil back. [F9]
    Corrected {
        /// The day of service.
        on: NaiveDate,
        /// The key of the pupil.
        pupil: usize,
        /// When it was entered.
        recorded: (NaiveDate, &'static str),
    },
    /// The class keeps its rolls on paper; staff enter each mark on the day after. [C10]
    OnPaper,
}

/// The key of the pupil about whom two sheets differ.
pub(crate) const CONTRADICTED: usize = 9;
/// The key of the pupil whose attendance was taken back.
pub(crate) const TAKEN_BACK: usize = 34;

/// All odd sheets.
pub(crate) const ODD_SHEETS: [OddSheet; 4] = [
    OddSheet {
        suffix: "复核",
        school: place::PRIMARY,
        class: (2, 1),
        oddness: Oddness::WrittenTwice { on: day(3, 14), slot: 1, pupil: CONTRADICTED },
    },
    OddSheet {
        suffix: "补录",
        school: place::UNEVEN,
        class: (4, 1),
        oddness: Oddness::EnteredLate { on: day(3, 22), recorded: (day(3, 27), "09:12") },
    },
    OddSheet {
        suffix: "更正",
        school: place::UNEVEN,
        class: (4, 2),
        oddness: Oddness::Corrected {
            on: day(3, 13),
            pupil: TAKEN_BACK,
            recorded: (day(3, 30), "10:05"),
        },
    },
    OddSheet { suffix: "纸质", school: place::UNEVEN, class: (3, 1), oddness: Oddness::OnPaper },
];

/// Whether the usual file of a school leaves a day of a class blank because another file has it.
pub(crate) fn is_elsewhere(school: usize, class: (u8, u16), on: NaiveDate) -> bool {
    let this = |sheet: &&OddSheet| sheet.school == school && sheet.class == class;
    ODD_SHEETS.iter().filter(this).any(|sheet| match sheet.oddness {
        Oddness::EnteredLate { on: day, .. } => day == on,
        Oddness::OnPaper => true,
        Oddness::WrittenTwice { .. } | Oddness::Corrected { .. } => false,
    })
}

/// When the marks of a paper roll are entered: the morning after.
pub(crate) fn entered_from_paper(on: NaiveDate) -> String {
    format!("{} 08:20", on + Days::new(1))
}
