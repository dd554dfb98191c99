//! Results as files: the yearly assessment and the public summary. (I14, I16)

use kehou_inspection::{
    GoodPractice, GradeLine, PracticeAct, SummaryHead, assessment_rows, summary_page,
};
use kehou_sheets::{AssessmentLine, ExportFormat, write_assessment, write_public_summary};
use kehou_store::Filed;
use kehou_units::Instant;

use super::{county::CountyResults, practices::assembled};
use crate::{App, AppError, Permission, Principal, Refusal, RefusalCode, boxed};

/// How a table is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum TableFormat {
    /// A workbook of spreadsheet programs.
    Xlsx,
    /// Comma-separated values.
    Csv,
}

/// How a public summary is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum SummaryFormat {
    /// A workbook of spreadsheet programs.
    Xlsx,
    /// One page with bar charts, in Chinese, that prints on A4.
    Html,
}

/// A file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ResultFile {
    /// A name for it.
    pub file_name: String,
    /// Its media type.
    pub media_type: &'static str,
    /// Its bytes.
    pub content: Vec<u8>,
}

/// Writes the yearly assessment of school conduct.
///
/// # Errors
///
/// Forbidden unless the principal may read the inspections of the county; an unknown campaign;
/// [`RefusalCode::ResultsNone`] while no visit was handed in; failures of the books.
///
/// # Clauses
///
/// I14 [嘉教体字〔2023〕4号 三(五)].
#[boxed]
pub async fn assessment(
    app: &App,
    who: &Principal,
    (campaign, format): (u32, TableFormat),
    known_at: Option<Instant>,
) -> Result<ResultFile, AppError> {
    App::admit_county(who, Permission::ReadInspections)?;
    let county = visited(app, campaign, known_at).await?;
    let grades: Vec<GradeLine> = county.checklist.grades().cloned().collect();
    // Rows and schools are both in the order of codes.
    let rows = assessment_rows(&county.results());
    let lines = rows.iter().zip(&county.schools).map(|(row, school)| AssessmentLine {
        row,
        name: &school.name,
        affiliation: school.result.affiliation,
        town: school.result.town.as_ref(),
        visited_on: school.visited_on,
    });
    let format = match format {
        TableFormat::Xlsx => ExportFormat::Xlsx,
        TableFormat::Csv => ExportFormat::Csv,
    };
    let mut content = Vec::new();
    write_assessment(format, &mut content, &grades, lines).map_err(unwritten)?;
    let file_name = format!("assessment-{campaign}.{}", format.extension());
    Ok(ResultFile { file_name, media_type: format.media_type(), content })
}

/// Writes what the public learns of a campaign.
///
/// # Errors
///
/// As [`assessment`].
///
/// # Clauses
///
/// I14, I16.
#[boxed]
pub async fn public_summary(
    app: &App,
    who: &Principal,
    (campaign, format): (u32, SummaryFormat),
    known_at: Option<Instant>,
) -> Result<ResultFile, AppError> {
    App::admit_county(who, Permission::ReadInspections)?;
    let county = visited(app, campaign, known_at).await?;
    let practices = all_practices(app, known_at).await?;
    let summary = kehou_inspection::public_summary(&county.results(), &practices);
    let grades: Vec<GradeLine> = county.checklist.grades().cloned().collect();
    let (extension, media_type, content) = match format {
        SummaryFormat::Xlsx => {
            let mut content = Vec::new();
            write_public_summary(&mut content, &grades, &summary).map_err(unwritten)?;
            ("xlsx", ExportFormat::Xlsx.media_type(), content)
        }
        SummaryFormat::Html => {
            let as_of = known_at.unwrap_or_else(|| app.clock.now()).day();
            let title = &county.campaign.title;
            let page = summary_page(&SummaryHead { title, as_of, grades: &grades }, &summary);
            ("html", "text/html; charset=utf-8", page.into_bytes())
        }
    };
    let file_name = format!("summary-{campaign}.{extension}");
    Ok(ResultFile { file_name, media_type, content })
}

async fn visited(
    app: &App,
    campaign: u32,
    known_at: Option<Instant>,
) -> Result<CountyResults, AppError> {
    let county = CountyResults::reckon(app, campaign, known_at).await?;
    if county.schools.is_empty() {
        return Err(Refusal::new(RefusalCode::ResultsNone).with("campaign", campaign).into());
    }
    Ok(county)
}

/// The practices of all schools, by ledger and number.
async fn all_practices(
    app: &App,
    known_at: Option<Instant>,
) -> Result<Vec<GoodPractice>, AppError> {
    let mut practices = Vec::new();
    for holding in app.store.across::<Filed<PracticeAct>>(known_at).await?.into_values() {
        practices.extend(assembled(holding.items)?.into_iter().map(|known| known.practice));
    }
    Ok(practices)
}

/// Writing to memory fails for what a workbook can't hold.
fn unwritten(error: std::io::Error) -> AppError {
    kehou_store::StoreError::bad_row("answer_sheet", error).into()
}
