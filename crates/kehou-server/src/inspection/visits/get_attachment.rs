//! Sends a file that was handed in.

use std::sync::Arc;

use kehou_app::inspection::visits::{AttachmentReader, open_attachment};
use kehou_wire::{
    inspection::visits::{GetAttachmentQuestion, chunk_out, file_out},
    pb::inspection::{GetAttachmentRequest, GetAttachmentResponse},
};

use crate::{
    books::{Call, News, news_of},
    refusal::Refusal,
};

/// What is still to be sent.
enum Rest {
    File(AttachmentReader),
    Bytes(AttachmentReader),
    Nothing,
}

pub(crate) async fn get_attachment(
    call: Call,
    request: GetAttachmentRequest,
) -> Result<News<GetAttachmentResponse>, Refusal> {
    let GetAttachmentQuestion { school, sha256 } = GetAttachmentQuestion::read(&request)?;
    let reader = open_attachment(&call.app, &call.who, (&school, sha256)).await?;
    let (app, lang) = (Arc::clone(&call.app), call.lang);
    Ok(news_of(Rest::File(reader), move |rest| {
        let app = Arc::clone(&app);
        async move {
            match rest {
                Rest::File(reader) => Some((Ok(file_out(reader.file())), Rest::Bytes(reader))),
                Rest::Bytes(mut reader) => match reader.next(&app).await {
                    Ok(bytes) => Some((Ok(chunk_out(bytes?)), Rest::Bytes(reader))),
                    Err(error) => {
                        Some((Err(Refusal::from(error).into_status(lang)), Rest::Nothing))
                    }
                },
                Rest::Nothing => None,
            }
        }
    }))
}
