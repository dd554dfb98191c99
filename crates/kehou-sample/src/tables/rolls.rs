//! Rolls: one file for each school and month, and the odd sheets.

use std::{borrow::Cow, iter};

use chrono::{NaiveDate, Weekday};
use kehou_attendance::Mark;

use crate::cases;
use crate::closures::calendar_facts;
use crate::county::{Class, County, School, place};
use crate::generator::{Generator, Purpose};
use crate::marks::{Marks, mark};
use crate::pupil::{Pupil, pupils_of};
use crate::service::{PlanFact, Running, plan, running};
use crate::sheets::{ODD_SHEETS, OddSheet, Oddness, entered_from_paper, is_elsewhere};
use crate::spring::{CalendarFact, day, timetable};
use crate::table::{Row, Table, TableKind};

const PERSON: [&str; 5] = ["学校标识码", "年级", "班级", "姓名", "学籍号"];
const ENTRY: [&str; 2] = ["修订", "录入时间"];
const LONG: [&str; 3] = ["日期", "时段", "标记"];

/// All rolls: March of every school, February of the one whose waiver reaches back, odd sheets.
pub(super) fn rolls(county: &County) -> impl Iterator<Item = Table<'_>> {
    let february = iter::once_with(|| month_of(county, place::CENTRAL, (2, 28)));
    let march = (0..county.schools.len()).map(|school| month_of(county, school, (3, 31)));
    let odd = ODD_SHEETS.iter().map(|sheet| odd_table(county, sheet));
    february.chain(march).chain(odd)
}

/// A class on the days and slots of a month.
struct Book<'a> {
    county: &'a County,
    school: &'a School,
    place: (usize, usize),
    class: Class,
    /// What runs for the class in each column; nothing where it has no service.
    columns: Vec<Option<Column>>,
}

/// A slot of a day that runs for a class.
#[derive(Clone, Copy)]
struct Column {
    on: NaiveDate,
    follows: Weekday,
    running: Running,
}

/// A school on the days and slots of a month.
struct MonthOf<'a> {
    county: &'a County,
    index: usize,
    plan: Vec<PlanFact>,
    calendar: Vec<CalendarFact>,
    columns: Vec<(NaiveDate, u8)>,
}

impl<'a> MonthOf<'a> {
    fn new(county: &'a County, index: usize, (month, days): (u32, u32)) -> Self {
        let plan = plan(index, &county.schools[index]);
        let calendar = calendar_facts(county);
        let mut this = Self { county, index, plan, calendar, columns: Vec::new() };
        this.columns = (1..=days).flat_map(|number| this.slots_on(day(month, number))).collect();
        this
    }

    /// The slots that run on a day for any class.
    fn slots_on(&self, on: NaiveDate) -> Vec<(NaiveDate, u8)> {
        let classes = self.county.schools[self.index].classes.iter();
        let mut slots: Vec<u8> = classes
            .flat_map(|class| self.column(class, on).map(|column| column.running.slot))
            .collect();
        slots.sort_unstable();
        slots.dedup();
        slots.into_iter().map(|slot| (on, slot)).collect()
    }

    fn column(&self, class: &Class, on: NaiveDate) -> impl Iterator<Item = Column> {
        let follows = timetable(&self.calendar, (self.index, class.grade, class.number), on);
        let running = running(&self.plan, class.grade, on);
        follows.into_iter().flat_map(move |follows| {
            running.clone().into_iter().map(move |running| Column { on, follows, running })
        })
    }

    fn book(&self, place: usize) -> Book<'a> {
        let school = &self.county.schools[self.index];
        let class = school.classes[place];
        let columns = self
            .columns
            .iter()
            .map(|(on, slot)| self.column(&class, *on).find(|column| column.running.slot == *slot));
        let columns = columns.collect();
        Book { county: self.county, school, place: (self.index, place), class, columns }
    }

    fn headings(&self, columns: &[(NaiveDate, u8)]) -> Vec<Cow<'static, str>> {
        let hand = self.county.schools[self.index].hand;
        columns.iter().map(|(on, slot)| hand.slot(*on, *slot).into()).collect()
    }
}

/// The usual file of a school and month.
fn month_of(county: &County, index: usize, month: (u32, u32)) -> Table<'_> {
    let school = &county.schools[index];
    let of_month = MonthOf::new(county, index, month);
    let headings = of_month.headings(&of_month.columns);
    let rows = (0..school.classes.len()).flat_map(move |place| of_month.book(place).rows());
    let path = format!("考勤/{}-2023-{:02}.csv", school.code, month.0);
    let mut table = Table::new(path, TableKind::Rolls, &PERSON, rows);
    table.headings.extend(headings);
    table
}

impl<'a> Book<'a> {
    fn pupils(&self) -> Vec<Pupil> {
        pupils_of(self.county, self.place.0, self.place.1)
    }

    /// The rows of the class in the usual file; none when all its marks stand elsewhere.
    fn rows(&self) -> Vec<Row<'a>> {
        let class = (self.class.grade, self.class.number);
        let is_elsewhere = |column: &Column| is_elsewhere(self.place.0, class, column.on);
        let mut columns = self.columns.clone();
        columns
            .iter_mut()
            .filter(|column| column.as_ref().is_some_and(is_elsewhere))
            .for_each(|column| *column = None);
        if columns.iter().all(Option::is_none) {
            return Vec::new();
        }
        self.forget(&mut columns);
        let pupils = self.pupils();
        let row = |pupil| {
            let mut row = self.person(pupil, &pupils);
            row.extend(columns.iter().map(|column| self.cell(pupil, column.as_ref())));
            row
        };
        pupils.iter().filter(|pupil| self.is_here_in(pupil)).map(row).collect()
    }

    /// Whether a pupil is in the class in the month.
    fn is_here_in(&self, pupil: &Pupil) -> bool {
        self.columns.iter().flatten().any(|column| pupil.is_here(column.on))
    }

    /// Two rolls in a thousand were forgotten, but for classes that a case is about.
    fn forget(&self, columns: &mut [Option<Column>]) {
        if cases::people_of(self.place.0, self.class.grade, self.class.number).is_empty() {
            let name = [self.place.0, self.place.1];
            let mut generator = Generator::new(self.county.seed, Purpose::Forgotten, &name);
            columns.iter_mut().filter(|_| generator.per_mille(2)).for_each(|column| *column = None);
        }
    }

    /// The five cells that name a pupil; the student number where the school writes it, or where
    /// the class has two pupils of the name.
    fn person(&self, pupil: &Pupil, pupils: &[Pupil]) -> Row<'a> {
        let namesakes = || pupils.iter().filter(|other| other.name == pupil.name).count() > 1;
        let number = pupil.student_number.clone().unwrap_or_default();
        let is_written = self.school.hand.rolls_bear_numbers() || namesakes();
        vec![
            self.school.code.as_str().into(),
            self.school.hand.grade(self.class.grade).into(),
            self.school.hand.class(self.class.number).into(),
            pupil.name.clone().into(),
            (if is_written { number } else { String::new() }).into(),
        ]
    }

    fn mark(&self, pupil: &Pupil, column: &Column) -> Mark {
        mark(self.county.seed, pupil, (column.on, column.follows), column.running)
    }

    fn cell(&self, pupil: &Pupil, column: Option<&Column>) -> Cow<'a, str> {
        column.map_or("", |column| self.mark(pupil, column).symbol()).into()
    }
}

fn odd_table<'a>(county: &'a County, sheet: &'static OddSheet) -> Table<'a> {
    let of_month = MonthOf::new(county, sheet.school, (3, 31));
    let path = format!("考勤/{}-2023-03-{}.csv", county.schools[sheet.school].code, sheet.suffix);
    let place = county.class_at(sheet.school, sheet.class.0, sheet.class.1);
    let book = of_month.book(place.unwrap_or_default());
    if sheet.oddness == Oddness::OnPaper {
        let headings: Vec<&str> = [&PERSON[..], &LONG[..], &ENTRY[..]].concat();
        return Table::new(path, TableKind::LongRolls, &headings, book.long_rows().into_iter());
    }
    let columns: Vec<Column> =
        book.columns.iter().flatten().copied().filter(|column| sheet.holds(column)).collect();
    let held: Vec<(NaiveDate, u8)> =
        columns.iter().map(|column| (column.on, column.running.slot)).collect();
    let headings: Vec<&str> = [&PERSON[..], &ENTRY[..]].concat();
    let mut table =
        Table::new(path, TableKind::Rolls, &headings, book.odd_rows(sheet, &columns).into_iter());
    table.headings.extend(of_month.headings(&held));
    table
}

impl OddSheet {
    fn holds(&self, column: &Column) -> bool {
        match self.oddness {
            Oddness::EnteredLate { on, .. } | Oddness::Corrected { on, .. } => column.on == on,
            Oddness::WrittenTwice { on, slot, .. } => {
                (column.on, column.running.slot) == (on, slot)
            }
            Oddness::OnPaper => true,
        }
    }

    /// The revision and the time of entry; blank means the first sheet, in time.
    fn entry(&self) -> [Cow<'static, str>; 2] {
        let time = |(on, time): (NaiveDate, &str)| format!("{on} {time}").into();
        match self.oddness {
            Oddness::EnteredLate { recorded, .. } => ["".into(), time(recorded)],
            Oddness::Corrected { recorded, .. } => ["1".into(), time(recorded)],
            Oddness::WrittenTwice { .. } | Oddness::OnPaper => ["".into(), "".into()],
        }
    }

    /// What the sheet says of a pupil for whom the usual sheet would say `mark`.
    fn says(&self, pupil: &Pupil, mark: Mark) -> Mark {
        let key = if let Marks::Planted(person) = pupil.marks { Some(person.key) } else { None };
        match self.oddness {
            Oddness::WrittenTwice { pupil, .. } | Oddness::Corrected { pupil, .. }
                if key == Some(pupil) =>
            {
                Mark::Absent
            }
            _ => mark,
        }
    }

    /// Whether a pupil stands on it: a correction lists only the one it is about.
    fn lists(&self, pupil: &Pupil) -> bool {
        match (self.oddness, pupil.marks) {
            (Oddness::Corrected { pupil, .. }, Marks::Planted(person)) => person.key == pupil,
            (Oddness::Corrected { .. }, Marks::Drawn { .. }) => false,
            _ => true,
        }
    }
}

impl<'a> Book<'a> {
    fn odd_rows(&self, sheet: &OddSheet, columns: &[Column]) -> Vec<Row<'a>> {
        let pupils = self.pupils();
        let row = |pupil: &Pupil| {
            let mut row = self.person(pupil, &pupils);
            row.extend(sheet.entry());
            let said = |column: &Column| sheet.says(pupil, self.mark(pupil, column)).symbol();
            row.extend(columns.iter().map(|column| Cow::Borrowed(said(column))));
            row
        };
        pupils.iter().filter(|pupil| sheet.lists(pupil)).map(row).collect()
    }

    fn long_rows(&self) -> Vec<Row<'a>> {
        let pupils = self.pupils();
        let mut rows = Vec::new();
        for column in self.columns.iter().flatten() {
            for pupil in &pupils {
                let mark = self.mark(pupil, column);
                if mark == Mark::None {
                    continue;
                }
                let mut row = self.person(pupil, &pupils);
                row.extend([
                    crate::cells::date(column.on),
                    crate::cells::slot(column.running.slot).into(),
                    mark.symbol().into(),
                    "".into(),
                    entered_from_paper(column.on).into(),
                ]);
                rows.push(row);
            }
        }
        rows
    }
}
