//! Publishing what was closed. (F9)

use kehou_app::{
    App, Ask, Principal,
    billing::{PublishStatement, publish_statement},
};
use kehou_words::Lang;

use super::{Summary, Wanted};
use crate::{exit, tell::tell};

/// Publishes the statement of every school that was closed. Gives whether any was refused.
pub(super) async fn all(
    app: &App,
    who: &Principal,
    (wanted, summary): (&Wanted, &Summary<'_>),
    lang: Lang,
) -> anyhow::Result<bool> {
    let month = wanted.month();
    // A statement is published once and for all, so one id serves for ever.
    let ask = Ask::of(&format!("publish-{month}"), &wanted.reason, month.to_string().as_bytes());
    let (mut published, mut refused) = (0, false);
    for (code, _) in summary.closed() {
        let statement = PublishStatement { school: code.clone(), month, etag: None };
        match publish_statement(app, (who, ask.clone()), statement).await {
            Ok(_) => published += 1,
            Err(error) if exit::is_refusal(&error) => {
                refused = true;
                let why = exit::text_of(&error, lang);
                tell!(lang, "CLOSE_REFUSED", school = code, why = why);
            }
            Err(error) => return Err(error.into()),
        }
    }
    tell!(lang, "CLOSE_PUBLISHED", month = month, schools = published);
    Ok(refused)
}
