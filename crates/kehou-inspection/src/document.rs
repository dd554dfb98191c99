//! Announcements (通报) and rectification orders (整改通知书) as documents that print on A4.

#[cfg(test)]
mod tests;

use std::fmt::Write;

use chrono::{Datelike, NaiveDate};
use kehou_units::Fault;

use crate::{
    deadline::Deadline,
    finding::{Finding, Stage},
    written::{Line, Passage},
};

/// What stands around the body of a document.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Letterhead {
    /// Who issues it, such as the county's education bureau.
    pub issuer: Line,
    /// To whom it is addressed.
    pub addressee: Line,
    /// The day on which it is issued.
    pub issued_on: NaiveDate,
}

/// One school of an announcement.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AnnouncedFinding<'a> {
    /// The name of the school.
    pub school_name: &'a str,
    /// The finding; it must be confirmed.
    pub finding: &'a Finding,
}

/// A document can't be written.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum DocumentError {
    /// A finding is not confirmed, and only confirmed ones are announced.
    #[error("a finding at `{school}` is not confirmed; only confirmed findings are announced")]
    Unconfirmed {
        /// The name of the school.
        school: String,
    },
    /// No order is in force.
    #[error("no order to correct is in force")]
    NoOrder,
    /// There is nothing to announce.
    #[error("there is nothing to announce")]
    Empty,
}

impl DocumentError {
    /// The stable code of this error.
    #[must_use]
    pub const fn code(&self) -> &'static str {
        match self {
            Self::Unconfirmed { .. } => "DOCUMENT_UNCONFIRMED",
            Self::NoOrder => "DOCUMENT_NO_ORDER",
            Self::Empty => "DOCUMENT_EMPTY",
        }
    }

    /// The arguments of its text, by name.
    #[must_use]
    pub fn args(&self) -> Vec<(&'static str, String)> {
        match self {
            Self::Unconfirmed { school } => vec![("school", school.clone())],
            Self::NoOrder | Self::Empty => Vec::new(),
        }
    }

    /// The kind of failure.
    #[must_use]
    pub const fn fault(&self) -> Fault {
        match self {
            Self::Empty => Fault::Invalid,
            Self::Unconfirmed { .. } | Self::NoOrder => Fault::RuleViolated,
        }
    }
}

/// A4 with the margins of official documents (GB/T 9704), the title in 小标宋, the body in 仿宋.
const STYLE: &str = "@page{size:A4;margin:37mm 26mm 35mm 28mm}\
html{background:#fff;color:#000}\
body{max-width:156mm;margin:0 auto;font:16pt/28pt FangSong,STFangsong,\"仿宋\",serif}\
h1{font:22pt/34pt \"FZXiaoBiaoSong-B05S\",STZhongsong,\"小标宋\",SimSun,serif;text-align:center;margin:0 0 14pt}\
.number{text-align:center;margin:0 0 28pt}\
.to{margin:0}p{margin:0;text-indent:2em;text-align:justify;overflow-wrap:anywhere;white-space:pre-wrap}\
.to,.number,.sign p{text-indent:0}.sign p{text-align:right}\
section{break-inside:avoid}h2{font:16pt/28pt SimHei,\"黑体\",sans-serif;margin:0;text-indent:2em}\
.sign{margin:56pt 0 0;text-align:right;break-inside:avoid}\
@media screen{body{padding:16mm 8mm}}";

/// Writes the rectification order of a finding: the one in force, or the one that was met.
///
/// # Errors
///
/// [`DocumentError::NoOrder`] when there is none.
///
/// # Clauses
///
/// I9 [嘉教体字〔2023〕4号 四(二)].
pub fn rectification_order(head: &Letterhead, finding: &Finding) -> Result<String, DocumentError> {
    let order = finding.order().ok_or(DocumentError::NoOrder)?;
    let mut body = String::new();
    heading(&mut body, "一、存在问题");
    paragraphs(&mut body, &finding.opening().what);
    heading(&mut body, "二、整改要求");
    paragraphs(&mut body, &order.demands);
    heading(&mut body, "三、整改期限");
    let due = long_date(order.due().day());
    let term = format!("请于{due}24时前完成整改，并提交整改证据材料。逾期未完成的，按规定处理。");
    paragraph(&mut body, &term);
    Ok(page("课后服务问题整改通知书", &order.number, head, &body))
}

/// Writes an announcement of confirmed findings.
///
/// # Errors
///
/// [`DocumentError::Unconfirmed`] naming the first school whose finding is not confirmed;
/// [`DocumentError::Empty`] without any.
///
/// # Clauses
///
/// I9 [嘉教体字〔2023〕4号 四(二)].
pub fn announcement(
    head: &Letterhead,
    number: &Line,
    found: &[AnnouncedFinding<'_>],
) -> Result<String, DocumentError> {
    if found.is_empty() {
        return Err(DocumentError::Empty);
    }
    let mut body = String::new();
    paragraph(&mut body, "现将课后服务监督检查中已经认定的问题通报如下：");
    for (place, one) in (1..).zip(found) {
        let stage = one.finding.stage();
        if stage.confirmation().is_none() {
            return Err(DocumentError::Unconfirmed { school: one.school_name.to_owned() });
        }
        body.push_str("<section>");
        heading(&mut body, &format!("{place}. {}", one.school_name));
        paragraphs(&mut body, &one.finding.opening().what);
        paragraph(&mut body, &progress(stage, one.finding.due()));
        body.push_str("</section>\n");
    }
    Ok(page("关于课后服务检查发现问题的通报", number, head, &body))
}

/// How far the correction is.
fn progress(stage: &Stage, due: Option<Deadline>) -> String {
    match (stage, due) {
        (Stage::Closed { .. }, _) => "整改情况：已整改并经核实。".to_owned(),
        (Stage::Submitted { .. } | Stage::Verified { .. }, _) => {
            "整改情况：已提交整改材料，正在核实。".to_owned()
        }
        (_, Some(due)) => format!("整改情况：限{}前完成整改。", long_date(due.day())),
        (_, None) => "整改情况：将另行下达整改通知书。".to_owned(),
    }
}

fn page(title: &str, number: &Line, head: &Letterhead, body: &str) -> String {
    let mut page =
        String::from("<!DOCTYPE html>\n<html lang=\"zh-CN\">\n<head>\n<meta charset=\"utf-8\">\n");
    let policy = "default-src 'none'; style-src 'unsafe-inline'";
    // Writing to a string never fails.
    let _ = writeln!(page, "<meta http-equiv=\"Content-Security-Policy\" content=\"{policy}\">");
    let _ = writeln!(page, "<title>{}</title>\n<style>{STYLE}</style>\n</head>", escape(title));
    let _ = writeln!(page, "<body>\n<h1>{}</h1>", escape(title));
    let _ = writeln!(page, "<div class=\"number\">{}</div>", escape(number.as_str()));
    let _ = writeln!(page, "<p class=\"to\">{}：</p>", escape(head.addressee.as_str()));
    page.push_str(body);
    let _ = writeln!(
        page,
        "<div class=\"sign\"><p>{}</p><p>{}</p></div>\n</body>\n</html>",
        escape(head.issuer.as_str()),
        long_date(head.issued_on)
    );
    page
}

fn heading(body: &mut String, text: &str) {
    let _ = writeln!(body, "<h2>{}</h2>", escape(text));
}

fn paragraph(body: &mut String, text: &str) {
    let _ = writeln!(body, "<p>{}</p>", escape(text));
}

fn paragraphs(body: &mut String, passage: &Passage) {
    for line in passage.as_str().lines().filter(|line| !line.trim().is_empty()) {
        paragraph(body, line);
    }
}

/// A date as official documents write it: without leading zeros.
fn long_date(on: NaiveDate) -> String {
    format!("{}年{}月{}日", on.year(), on.month(), on.day())
}

/// Makes a text harmless wherever it stands in the page.
pub(crate) fn escape(text: &str) -> String {
    let mut escaped = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '&' => escaped.push_str("&amp;"),
            '<' => escaped.push_str("&lt;"),
            '>' => escaped.push_str("&gt;"),
            '"' => escaped.push_str("&quot;"),
            '\'' => escaped.push_str("&#39;"),
            _ => escaped.push(c),
        }
    }
    escaped
}
