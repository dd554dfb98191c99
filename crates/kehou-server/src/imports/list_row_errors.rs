//! Lists the rows of an import that were refused.

use kehou_app::{
    ImportId,
    import::{ImportError, row_errors, row_errors_csv},
};
use kehou_wire::{
    Position,
    admin::{ListRowErrorsQuestion, RowErrorFormat, RowErrorView},
    pb::admin::{ListRowErrorsRequest, ListRowErrorsResponse, RowError},
};
use kehou_words::{Lang, render_or_code};

use crate::{
    books::{Call, Cut},
    refusal::Refusal,
};

pub(crate) async fn list_row_errors(
    call: Call,
    request: ListRowErrorsRequest,
) -> Result<ListRowErrorsResponse, Refusal> {
    let ListRowErrorsQuestion { import_id, format, page } = ListRowErrorsQuestion::read(request)?;
    let errors = row_errors(&call.app, &call.who, ImportId::new(import_id)).await?;
    let after = page.after.and_then(|it| it.exactly()).map_or(0, |[after]| after);
    let skipped = usize::try_from(after).unwrap_or(usize::MAX);
    let mut numbered: Vec<(i64, ImportError)> = (1..).zip(errors).skip(skipped).collect();
    let next = numbered.cut(&page, |(number, _)| Position::of(&[*number]));
    let errors = || numbered.iter().map(|(_, error)| error);
    let mut answer = ListRowErrorsResponse { next_page_token: next, ..Default::default() };
    match format {
        RowErrorFormat::Messages => {
            answer.rows = errors().map(|error| row(error, call.lang)).collect();
        }
        RowErrorFormat::Csv => {
            let csv = row_errors_csv(errors(), |error| text_of(error, call.lang))?;
            answer.csv = if after == 0 { csv } else { without_headings(&csv) };
        }
    }
    Ok(answer)
}

/// The rows alone, so that pages can be joined.
fn without_headings(csv: &str) -> String {
    csv.split_once('\n').map_or_else(String::new, |(_, rows)| rows.to_owned())
}

fn text_of(error: &ImportError, lang: Lang) -> String {
    let args: Vec<(&str, &str)> =
        error.args.iter().map(|(name, value)| (name.as_str(), value.as_str())).collect();
    render_or_code(&error.code, lang, &args)
}

fn row(error: &ImportError, lang: Lang) -> RowError {
    let text = text_of(error, lang);
    RowErrorView {
        file: &error.file,
        sheet: &error.sheet,
        row: error.row,
        column: &error.column,
        heading: &error.heading,
        value: &error.value,
        code: &error.code,
        text: &text,
    }
    .message()
}
