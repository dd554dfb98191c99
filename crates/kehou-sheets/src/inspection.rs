//! Results of inspections as tables: the yearly assessment, and the public summary. (I14, I16)

use std::{
    borrow::Cow,
    io::{self, Write},
};

use chrono::NaiveDate;
use kehou_inspection::{AssessmentRow, GradeLine, Group, Line, Points, PublicRow, PublicSummary};
use kehou_registry::{Affiliation, DivisionCode};
use rust_xlsxwriter::Workbook;

use crate::{
    export_cell::Cell,
    exports::{Columns, ExportFormat, ExportTable},
    workbook_part::{Part, amount_format, write_cells},
};

const ASSESSMENT: Columns = Columns {
    sheet: "年度考核",
    headings: &[
        "学校标识码",
        "学校名称",
        "隶属关系",
        "镇街",
        "检查日期",
        "得分",
        "满分",
        "得分率",
        "等级",
        "与自查相比（百分点）",
        "一票否决",
        "自查不实",
        "发现问题",
    ],
    names: &[
        "school_code",
        "school_name",
        "affiliation",
        "town",
        "visited_on",
        "earned",
        "possible",
        "per_mille",
        "grade",
        "change_per_mille",
        "vetoes",
        "untrue",
        "problems",
    ],
};

const GROUPS: [&str; 9] = [
    "范围",
    "检查学校",
    "得分",
    "满分",
    "得分率",
    "与自查相比（百分点）",
    "发现问题",
    "自查不实",
    "边查边改",
];

/// One row of the yearly assessment, with what the registry knows of the school.
#[derive(Clone, Copy, Debug)]
pub struct AssessmentLine<'a> {
    /// The row.
    pub row: &'a AssessmentRow,
    /// The name of the school on the day of the visit.
    pub name: &'a str,
    /// Who ran it on that day.
    pub affiliation: Affiliation,
    /// The town whose office ran it on that day.
    pub town: Option<&'a DivisionCode>,
    /// The day of the visit.
    pub visited_on: NaiveDate,
}

/// Writes the yearly assessment, one row a school, in the order given.
///
/// # Errors
///
/// What `out` answers.
///
/// # Clauses
///
/// I14 [嘉教体字〔2023〕4号 三(五)].
pub fn write_assessment<'a>(
    format: ExportFormat,
    out: impl Write,
    grades: &[GradeLine],
    lines: impl IntoIterator<Item = AssessmentLine<'a>>,
) -> io::Result<()> {
    let mut table = ExportTable::new(format, out, ASSESSMENT)?;
    for line in lines {
        let row = line.row;
        table.row(&[
            Cell::of(&row.school),
            Cell::text(line.name),
            Cell::Text(affiliation(line.affiliation).into()),
            line.town.map_or_else(|| Cell::text(""), Cell::of),
            Cell::of(line.visited_on),
            Cell::Whole(row.points.earned.into()),
            Cell::Whole(row.points.possible.into()),
            rate(row.points),
            Cell::Text(grade(grades, &row.grade).into()),
            changed(row.change),
            Cell::Whole(row.vetoes.into()),
            Cell::Whole(row.untrue.into()),
            Cell::Whole(row.problems.into()),
        ])?;
    }
    table.finish()
}

/// Writes the public summary as a workbook: groups, grades, and published practices.
///
/// # Errors
///
/// What `out` answers.
///
/// # Clauses
///
/// I14, I16.
pub fn write_public_summary(
    mut out: impl Write,
    grades: &[GradeLine],
    summary: &PublicSummary,
) -> io::Result<()> {
    let mut book = Workbook::new();
    sheet(&mut book, ("总体情况", &GROUPS), summary.groups.iter().map(group_cells))?;
    let counted = summary.groups.iter().flat_map(|(group, row)| grade_cells(grades, group, row));
    sheet(&mut book, ("等级分布", &["范围", "等级", "学校数"]), counted)?;
    let practices = summary.practices.iter().map(|practice| {
        vec![Cell::text(practice.title.as_str()), Cell::text(practice.text.as_str())]
    });
    sheet(&mut book, ("典型经验", &["标题", "内容"]), practices)?;
    let bytes = book.save_to_buffer().map_err(io::Error::other)?;
    out.write_all(&bytes)?;
    out.flush()
}

fn sheet<'a>(
    book: &mut Workbook,
    (name, headings): (&'static str, &'static [&'static str]),
    rows: impl Iterator<Item = Vec<Cell<'a>>>,
) -> io::Result<()> {
    let amount = amount_format();
    let mut part = Part::begin(book, name, headings).map_err(io::Error::other)?;
    for cells in rows {
        let place = part.next(book);
        let written = place.and_then(|place| write_cells(place, &cells, &amount));
        written.map_err(io::Error::other)?;
    }
    Ok(())
}

fn group_cells<'a>((group, row): (&'a Group, &'a PublicRow)) -> Vec<Cell<'a>> {
    let compared = row.compared.as_ref();
    let count =
        |many: Option<u32>| many.map_or_else(|| Cell::text("—"), |it| Cell::Whole(it.into()));
    vec![
        Cell::Text(name_of(group)),
        Cell::Whole(row.schools.into()),
        Cell::Whole(row.visit.earned.into()),
        Cell::Whole(row.visit.possible.into()),
        rate(row.visit),
        changed(compared.and_then(|it| it.change)),
        Cell::Whole(row.problems.into()),
        count(compared.map(|it| it.untrue)),
        count(compared.map(|it| it.corrected)),
    ]
}

fn grade_cells<'a>(
    grades: &'a [GradeLine],
    group: &'a Group,
    row: &'a PublicRow,
) -> impl Iterator<Item = Vec<Cell<'a>>> {
    grades.iter().map(move |grade| {
        let many = row.grades.get(&grade.key).copied().unwrap_or_default();
        vec![Cell::Text(name_of(group)), Cell::text(grade.zh.as_str()), Cell::Whole(many.into())]
    })
}

fn name_of(group: &Group) -> Cow<'static, str> {
    match group {
        Group::County => "全县".into(),
        Group::Affiliation(of) => format!("{}学校", affiliation(*of)).into(),
        Group::Town(town) => format!("镇街{town}").into(),
    }
}

const fn affiliation(affiliation: Affiliation) -> &'static str {
    match affiliation {
        Affiliation::CountyDirect => "县直",
        Affiliation::Town => "镇街",
        Affiliation::Private => "民办",
    }
}

fn grade(grades: &[GradeLine], key: &Line) -> String {
    let known = grades.iter().find(|grade| grade.key == *key);
    known.map_or_else(|| key.to_string(), |grade| grade.zh.to_string())
}

/// A share as a percentage with one decimal.
fn rate(points: Points) -> Cell<'static> {
    let shown = |it: u64| format!("{}.{}%", it / 10, it % 10);
    Cell::Text(points.per_mille().map_or_else(|| "—".into(), |it| shown(it).into()))
}

/// A change in per mille as percentage points with one decimal.
fn changed(per_mille: Option<i64>) -> Cell<'static> {
    let shown = |it: i64| {
        let (sign, size) = (if it < 0 { "-" } else { "" }, it.unsigned_abs());
        format!("{sign}{}.{}", size / 10, size % 10)
    };
    Cell::Text(per_mille.map_or_else(|| "—".into(), |it| shown(it).into()))
}

#[cfg(test)]
mod tests;
