//! Campaigns as the county's books hold them.

use std::collections::BTreeMap;

use kehou_inspection::{CampaignCourse, CampaignNo, CampaignRecorded};
use kehou_store::{Book, ChangeNo, Fact, Filed, Owner, StoreError};

use crate::{AppError, Refusal, RefusalCode};

/// A campaign that stands in the books.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CampaignView {
    /// Its number.
    pub number: CampaignNo,
    /// What its acts add up to.
    pub course: CampaignCourse,
    /// All that was done to it, in order.
    pub acts: Vec<CampaignRecorded>,
    /// The change that its last act is.
    pub etag: ChangeNo,
}

/// The campaigns of the county, by number.
///
/// # Errors
///
/// [`StoreError`] when the books fail, or hold acts that don't follow from each other: a frame that was
/// altered after it was committed to among them.
pub(crate) async fn campaigns_in(book: &Book<'_>) -> Result<Vec<CampaignView>, StoreError> {
    let mut acts: BTreeMap<u32, (Vec<CampaignRecorded>, ChangeNo)> = BTreeMap::new();
    for stored in book.of::<Filed<CampaignRecorded>>(Owner::School).await? {
        let (acts, etag) = acts.entry(stored.value.about).or_default();
        acts.push(stored.value.paper);
        *etag = stored.change_no.max(*etag);
    }
    let view = |(number, (acts, etag)): (u32, (Vec<CampaignRecorded>, ChangeNo))| {
        let wrong = |error: &dyn ToString| {
            StoreError::bad_row(Filed::<CampaignRecorded>::TABLE, error.to_string())
        };
        let course = CampaignCourse::replay(&acts).map_err(|error| wrong(&error))?;
        let course = course.ok_or_else(|| wrong(&"a campaign without acts"))?;
        Ok(CampaignView { number: CampaignNo::new(number), course, acts, etag })
    };
    acts.into_iter().map(view).collect()
}

/// One campaign.
///
/// # Errors
///
/// [`RefusalCode::CampaignUnknown`] when there is none of this number; as [`campaigns_in`].
pub(crate) async fn campaign_in(
    book: &Book<'_>,
    number: CampaignNo,
) -> Result<CampaignView, AppError> {
    let mut known = campaigns_in(book).await?.into_iter();
    let unknown = || Refusal::new(RefusalCode::CampaignUnknown).with("campaign", number);
    Ok(known.find(|view| view.number == number).ok_or_else(unknown)?)
}
