//! Publishes statements of a closed month.

use kehou_app::billing::{PublishStatement, publish_statement as publish, publish_statements};
use kehou_wire::{
    billing::{PublishStatementQuestion, PublishedView},
    pb::fee::{PublishStatementRequest, PublishStatementResponse},
};

use crate::{
    books::{Call, ask, receipt},
    refusal::Refusal,
};

pub(crate) async fn publish_statement(
    call: Call,
    request: PublishStatementRequest,
) -> Result<PublishStatementResponse, Refusal> {
    let PublishStatementQuestion { write, month, school } =
        PublishStatementQuestion::read(request)?;
    let (ask, etag) = ask(write);
    let who = (&*call.who, ask);
    let published = match school {
        None => publish_statements(&call.app, who, month).await?,
        Some(school) => {
            vec![publish(&call.app, who, PublishStatement { school, month, etag }).await?]
        }
    };
    let view = |it: &kehou_app::billing::Published| {
        PublishedView {
            school: &it.school,
            revision: it.revision,
            published_on: it.published_on,
            receipt: receipt(&it.written),
        }
        .message()
    };
    Ok(PublishStatementResponse { schools: published.iter().map(view).collect() })
}
