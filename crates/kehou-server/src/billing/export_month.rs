//! Sends a month as a file.

use kehou_app::billing::{ExportContent, ExportFormat, ExportMonth, export_month as write};
use kehou_wire::{
    billing::{self as wire, ExportMonthQuestion},
    pb::fee::{ExportMonthRequest, ExportMonthResponse},
};
use kehou_words::render_or_code;
use tokio::{runtime::Handle, task::spawn_blocking};

use super::file_pieces::PieceWriter;
use crate::{
    books::{Call, News},
    refusal::Refusal,
};

pub(crate) async fn export_month(
    call: Call,
    request: ExportMonthRequest,
) -> Result<News<ExportMonthResponse>, Refusal> {
    let question = ExportMonthQuestion::read(&request)?;
    let export = asked(&question);
    let (lang, runtime) = (call.lang, Handle::current());
    let (mut writer, pieces) = PieceWriter::new();
    spawn_blocking(move || {
        let describe = move |outcome: kehou_fee::Outcome| render_or_code(outcome.code(), lang, &[]);
        let written =
            runtime.block_on(write(&call.app, &call.who, &export, (&mut writer, &describe)));
        writer.end(written.map_err(Refusal::from));
    });
    Ok(pieces.tell(wire::export_header(&question), lang))
}

fn asked(question: &ExportMonthQuestion) -> ExportMonth {
    ExportMonth {
        month: question.month,
        schools: question.school.clone().map(|school| vec![school]),
        content: match question.content {
            wire::ExportContent::Bills => ExportContent::Bills,
            wire::ExportContent::BillLines => ExportContent::Lines,
            wire::ExportContent::Marks => ExportContent::Marks,
        },
        format: match question.format {
            wire::ExportFormat::Xlsx => ExportFormat::Xlsx,
            wire::ExportFormat::Csv => ExportFormat::Csv,
            wire::ExportFormat::JsonLines => ExportFormat::JsonLines,
        },
        known_at: question.known_at,
    }
}
