//! What is written can be read again, and a hostile name runs nowhere.

use std::io::Cursor;

use calamine::{Data, Reader, Xlsx};
use kehou_inspection::{
    Checklist, PublishedPractice, SchoolResult, assessment_rows, public_summary,
};

use super::*;

fn result(number: u32, earned: u32) -> SchoolResult {
    SchoolResult {
        school: format!("370829{number:04}").parse().unwrap(),
        affiliation: Affiliation::Town,
        town: Some("370829101".parse().unwrap()),
        visit: Points { earned, possible: 100 },
        self_check: Some(Points { earned: 95, possible: 100 }),
        grade: if earned >= 60 { "pass" } else { "fail" }.parse().unwrap(),
        vetoes: u32::from(earned < 60),
        untrue: 2,
        corrected: 1,
        problems: 3,
    }
}

fn grades() -> Vec<GradeLine> {
    Checklist::shipped().unwrap().grades().cloned().collect()
}

fn assessment(format: ExportFormat) -> Vec<u8> {
    let rows = assessment_rows(&[result(2, 55), result(1, 80)]);
    let town = "370829101".parse().unwrap();
    let lines = rows.iter().map(|row| AssessmentLine {
        row,
        name: "=HYPERLINK(\"x\")小学",
        affiliation: Affiliation::Town,
        town: Some(&town),
        visited_on: NaiveDate::from_ymd_opt(2023, 4, 12).unwrap(),
    });
    let mut out = Vec::new();
    write_assessment(format, &mut out, &grades(), lines).unwrap();
    out
}

fn sheet_of(book: &[u8], name: &str) -> Vec<Vec<String>> {
    let mut book: Xlsx<_> = Xlsx::new(Cursor::new(book)).unwrap();
    let range = book.worksheet_range(name).unwrap();
    let text = |cell: &Data| cell.to_string();
    range.rows().map(|row| row.iter().map(text).collect()).collect()
}

#[test]
fn the_assessment_has_a_row_for_each_school_by_code() {
    let text = String::from_utf8(assessment(ExportFormat::Csv)).unwrap();
    let lines: Vec<&str> = text.lines().collect();
    assert!(lines[0].contains("学校标识码,学校名称"), "{}", lines[0]);
    assert!(lines[1].starts_with("3708290001,"), "{}", lines[1]);
    assert!(lines[1].contains(",镇街,370829101,2023-04-12,80,100,80.0%,合格,-15.0,0,2,3"));
    assert!(lines[2].contains(",55,100,55.0%,不合格,-40.0,1,2,3"), "{}", lines[2]);
    assert!(!lines[1].contains(",=HYPERLINK") && !lines[1].contains(",\"=HYPERLINK"));
    let rows = sheet_of(&assessment(ExportFormat::Xlsx), "年度考核");
    assert_eq!((rows.len(), rows[0].len(), rows[2][7].as_str()), (3, 13, "55.0%"));
}

#[test]
fn the_public_summary_names_no_school_in_any_sheet() {
    let mut summary = public_summary(&[result(1, 80), result(2, 55)], &[]);
    summary.practices.push(PublishedPractice {
        title: "社团进课后".parse().unwrap(),
        text: "某校以社团丰富课后服务。".parse().unwrap(),
    });
    let mut book = Vec::new();
    write_public_summary(&mut book, &grades(), &summary).unwrap();
    let groups = sheet_of(&book, "总体情况");
    assert_eq!(groups[1], ["全县", "2", "135", "200", "67.5%", "-27.5", "6", "4", "2"]);
    assert_eq!(groups.len(), 1 + summary.groups.len());
    let told = sheet_of(&book, "等级分布");
    assert!(told.contains(&vec!["全县".into(), "合格".into(), "1".into()]), "{told:?}");
    assert_eq!(sheet_of(&book, "典型经验")[1][0], "社团进课后");
    for sheet in ["总体情况", "等级分布", "典型经验"] {
        let cells = sheet_of(&book, sheet).concat().join(" ");
        assert!(!cells.contains("3708290001"), "{sheet}");
    }
}

#[test]
fn a_comparison_that_is_not_published_is_no_zero() {
    let mut schools = [result(1, 80), result(2, 55)];
    schools[0].self_check = None;
    let mut book = Vec::new();
    write_public_summary(&mut book, &grades(), &public_summary(&schools, &[])).unwrap();
    let groups = sheet_of(&book, "总体情况");
    assert_eq!(groups[1][5..], ["—", "6", "—", "—"]);
}
