//! The public summary as one page with bar charts: self-contained, without scripts, for A4.

use std::fmt::Write;

use chrono::{Datelike, NaiveDate};
use kehou_registry::Affiliation;

use super::{Group, PublicRow, PublicSummary};
use crate::{
    checklist::GradeLine,
    document::escape,
    written::{Line, Passage},
};

/// What stands around a public summary.
#[derive(Clone, Copy, Debug)]
pub struct SummaryHead<'a> {
    /// The title of the campaign.
    pub title: &'a Line,
    /// Up to which day it was reckoned.
    pub as_of: NaiveDate,
    /// The grades of the rubric, the best first.
    pub grades: &'a [GradeLine],
}

const STYLE: &str = "@page{size:A4;margin:22mm 20mm}\
html{background:#fff;color:#000}\
body{max-width:170mm;margin:0 auto;font:11pt/18pt FangSong,STFangsong,\"仿宋\",serif}\
h1{font:18pt/26pt STZhongsong,\"小标宋\",SimSun,serif;text-align:center;margin:0 0 6pt}\
h2{font:13pt/20pt SimHei,\"黑体\",sans-serif;margin:14pt 0 4pt;break-after:avoid}\
h3{font:11pt/18pt SimHei,\"黑体\",sans-serif;margin:8pt 0 2pt;break-after:avoid}\
.as{text-align:center;margin:0 0 10pt}\
p{margin:0 0 4pt;overflow-wrap:anywhere;white-space:pre-wrap}\
table{border-collapse:collapse;width:100%}td,th{border:.5pt solid #000;padding:1pt 4pt;text-align:right}\
td:first-child,th:first-child{text-align:left}tr,figure,section{break-inside:avoid}\
figure{margin:4pt 0}svg{width:100%;height:auto}svg text{font:9px sans-serif}\
@media screen{body{padding:12mm 8mm}}";

/// The width of a chart, of which labels take the left part and figures the right.
const WIDTH: u64 = 560;
const LABEL: u64 = 120;
const BAR: u64 = 380;
const ROW: u64 = 18;

/// Writes the public summary as a page.
///
/// # Clauses
///
/// I14, I16 [嘉教体字〔2023〕4号 三(五), 四(三)].
#[must_use]
pub fn summary_page(head: &SummaryHead<'_>, summary: &PublicSummary) -> String {
    let title = escape(&format!("{}结果公开", head.title));
    let policy = "default-src 'none'; style-src 'unsafe-inline'";
    let on = head.as_of;
    let mut page =
        String::from("<!DOCTYPE html>\n<html lang=\"zh-CN\">\n<head>\n<meta charset=\"utf-8\">\n");
    // Writing to a string never fails.
    let _ = writeln!(page, "<meta http-equiv=\"Content-Security-Policy\" content=\"{policy}\">");
    let _ = writeln!(page, "<title>{title}</title>\n<style>{STYLE}</style>\n</head>\n<body>");
    let _ = writeln!(page, "<h1>{title}</h1>");
    let _ = writeln!(page, "<p class=\"as\">截至{}年{}月{}日</p>", on.year(), on.month(), on.day());
    table(&mut page, summary);
    rates(&mut page, summary);
    grades(&mut page, head, summary);
    practices(&mut page, summary);
    page.push_str("</body>\n</html>\n");
    page
}

/// What a group is called; towns by their division code, which is all the registry knows of them.
pub(crate) fn name_of(group: &Group) -> String {
    match group {
        Group::County => "全县".to_owned(),
        Group::Affiliation(Affiliation::CountyDirect) => "县直学校".to_owned(),
        Group::Affiliation(Affiliation::Town) => "镇街学校".to_owned(),
        Group::Affiliation(Affiliation::Private) => "民办学校".to_owned(),
        Group::Town(town) => format!("镇街{town}"),
    }
}

/// A share in per mille as a percentage with one decimal.
fn percent(per_mille: u64) -> String {
    format!("{}.{}%", per_mille / 10, per_mille % 10)
}

fn change(per_mille: i64) -> String {
    let sign = if per_mille < 0 { "−" } else { "+" };
    let size = per_mille.unsigned_abs();
    format!("{sign}{}.{}", size / 10, size % 10)
}

fn table(page: &mut String, summary: &PublicSummary) {
    page.push_str(
        "<h2>一、总体情况</h2>\n<table>\n<tr><th>范围</th><th>检查学校</th><th>得分率</th>",
    );
    page.push_str(
        "<th>与自查相比（百分点）</th><th>发现问题</th><th>自查不实</th><th>边查边改</th></tr>\n",
    );
    for (group, row) in &summary.groups {
        let compared = |told: fn(&super::SelfCompared) -> String| {
            row.compared.as_ref().map_or_else(|| "—".to_owned(), told)
        };
        let rate = row.visit.per_mille().map_or_else(|| "—".to_owned(), percent);
        let changed = row.compared.and_then(|it| it.change).map_or_else(|| "—".to_owned(), change);
        let _ = writeln!(
            page,
            "<tr><td>{}</td><td>{}</td><td>{rate}</td><td>{changed}</td><td>{}</td><td>{}</td><td>{}</td></tr>",
            escape(&name_of(group)),
            row.schools,
            row.problems,
            compared(|it| it.untrue.to_string()),
            compared(|it| it.corrected.to_string()),
        );
    }
    page.push_str("</table>\n<p>为不公开单所学校的结果，可据以推出单所学校的行和对比不予列出，其学校计入全县。</p>\n");
}

fn rates(page: &mut String, summary: &PublicSummary) {
    let bars: Vec<(String, u64, String)> = summary
        .groups
        .iter()
        .filter_map(|(group, row)| {
            let rate = row.visit.per_mille()?;
            Some((name_of(group), rate, percent(rate)))
        })
        .collect();
    page.push_str("<h2>二、得分率</h2>\n");
    chart(page, &bars, 1_000);
}

fn grades(page: &mut String, head: &SummaryHead<'_>, summary: &PublicSummary) {
    page.push_str("<h2>三、等级分布</h2>\n");
    for (group, row) in &summary.groups {
        let bars: Vec<(String, u64, String)> = head
            .grades
            .iter()
            .map(|grade| {
                let many = count_of(row, grade);
                (grade.zh.to_string(), many, format!("{many}所"))
            })
            .collect();
        let _ = writeln!(page, "<h3>{}</h3>", escape(&name_of(group)));
        chart(page, &bars, u64::from(row.schools));
    }
}

fn count_of(row: &PublicRow, grade: &GradeLine) -> u64 {
    row.grades.get(&grade.key).map_or(0, |many| u64::from(*many))
}

/// Bars from the left, each as long as its share of `whole`, in whole units rounded down.
fn chart(page: &mut String, bars: &[(String, u64, String)], whole: u64) {
    let height = ROW * bars.len() as u64 + 4;
    let _ = write!(page, "<figure><svg viewBox=\"0 0 {WIDTH} {height}\" role=\"img\">");
    for (place, (label, value, figure)) in (0..).zip(bars) {
        let top = 2 + ROW * place;
        let length = (BAR * (*value).min(whole)).checked_div(whole).unwrap_or_default();
        let (text, end) = (top + 12, LABEL + length + 4);
        let _ = write!(
            page,
            "<text x=\"{}\" y=\"{text}\" text-anchor=\"end\">{}</text>\
             <rect x=\"{LABEL}\" y=\"{top}\" width=\"{length}\" height=\"{}\" fill=\"#555\"/>\
             <text x=\"{end}\" y=\"{text}\">{}</text>",
            LABEL - 6,
            escape(label),
            ROW - 4,
            escape(figure),
        );
    }
    page.push_str("</svg></figure>\n");
}

fn practices(page: &mut String, summary: &PublicSummary) {
    if summary.practices.is_empty() {
        return;
    }
    page.push_str("<h2>四、典型经验</h2>\n");
    for practice in &summary.practices {
        let _ = writeln!(page, "<section><h3>{}</h3>", escape(practice.title.as_str()));
        paragraphs(page, &practice.text);
        page.push_str("</section>\n");
    }
}

fn paragraphs(page: &mut String, passage: &Passage) {
    for line in passage.as_str().lines().filter(|line| !line.trim().is_empty()) {
        let _ = writeln!(page, "<p>{}</p>", escape(line));
    }
}

#[cfg(test)]
mod tests;
