//! The id of a close that says nothing else.

use kehou_app::{App, billing::CloseMonth};
use kehou_store::{Bound, SchoolEntry, SchoolId};
use ring::digest::{Context, SHA256};

/// An id that follows from the month and from what is known about the schools apart from the close
/// itself: broken off and repeated it is the same close, and once a fact is added it is another.
pub(super) async fn derived(app: &App, close: &CloseMonth) -> anyhow::Result<String> {
    let mut hash = Context::new(&SHA256);
    let county = app.store().book(SchoolId::COUNTY, Bound::Now).await?.bound();
    hash.update(format!("{}\0{county}", close.month).as_bytes());
    for SchoolEntry { id, code } in app.store().schools().await? {
        let is_meant = close.schools.as_ref().is_none_or(|named| named.contains(&code));
        if !is_meant {
            continue;
        }
        let book = app.store().book(id, Bound::Now).await?;
        let facts = match book.statement(close.month).await? {
            Some(stands) if stands.change_no == book.bound() => stands.row.facts_change,
            _ => book.bound(),
        };
        hash.update(format!("\0{code}\0{facts}").as_bytes());
    }
    let digits: String =
        hash.finish().as_ref().iter().take(12).map(|byte| format!("{byte:02x}")).collect();
    Ok(format!("close-{}-{digits}", close.month))
}
