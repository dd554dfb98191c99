//! Writes the yearly assessment as a file.

use kehou_app::inspection::results::{ResultFile, TableFormat, assessment};
use kehou_wire::{
    inspection::results::{AssessmentQuestion, TableAsked},
    pb::inspection::{ExportAssessmentRequest, ExportAssessmentResponse},
};

use crate::{books::Call, refusal::Refusal};

pub(crate) async fn export_assessment(
    call: Call,
    request: ExportAssessmentRequest,
) -> Result<ExportAssessmentResponse, Refusal> {
    let AssessmentQuestion { campaign, format, known_at } = AssessmentQuestion::read(&request)?;
    let format = match format {
        TableAsked::Xlsx => TableFormat::Xlsx,
        TableAsked::Csv => TableFormat::Csv,
    };
    let file = assessment(&call.app, &call.who, (campaign, format), known_at).await?;
    let ResultFile { file_name, media_type, content } = file;
    Ok(ExportAssessmentResponse { file_name, media_type: media_type.to_owned(), content })
}
