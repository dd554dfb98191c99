//! Reasons as messages, with their text.

use kehou_fee::{Reason, Statement};
use kehou_words::{Lang, render_or_code};

use crate::pb;

/// A tree of reasons. It is as deep as its rule made it: month, rate, group, mark.
pub(crate) fn explanation_out(reason: &Reason, lang: Lang) -> pb::fee::ExplanationNode {
    let values = reason.statement.arguments().into_iter();
    let value_out =
        |(name, value): (&str, String)| pb::fee::ExplanationValue { name: name.to_owned(), value };
    pb::fee::ExplanationNode {
        code: reason.statement.code().to_owned(),
        text: statement_text(&reason.statement, lang),
        values: values.map(value_out).collect(),
        rules: reason.rules.iter().map(ToString::to_string).collect(),
        children: reason.parts.iter().map(|part| explanation_out(part, lang)).collect(),
    }
}

/// A statement of an explanation in words.
#[must_use]
pub fn statement_text(statement: &Statement, lang: Lang) -> String {
    let mut args = statement.arguments();
    let code = match statement {
        Statement::Month { .. } | Statement::Rate { .. } => statement.code(),
        Statement::Group { outcome, .. } => {
            args.push(("outcome", render_or_code(outcome.code(), lang, &[])));
            "EXPLAIN_GROUP"
        }
        Statement::Mark { mark, outcome, .. } => {
            args.retain(|(name, _)| *name != "mark");
            let word = format!("MARK_{}", mark.code().to_uppercase());
            args.push(("mark", render_or_code(&word, lang, &[])));
            args.push(("outcome", render_or_code(outcome.code(), lang, &[])));
            "EXPLAIN_MARK"
        }
    };
    let args: Vec<(&str, &str)> = args.iter().map(|(n, v)| (*n, v.as_str())).collect();
    render_or_code(code, lang, &args)
}
