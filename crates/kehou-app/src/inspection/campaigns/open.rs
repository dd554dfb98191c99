//! Opening a campaign. (I1)

use kehou_inspection::{
    AdoptedChecklist, Campaign, CampaignAct, CampaignCourse, CampaignDeed, CampaignNo, Checklist,
    DataFault, PersonRef, Signature,
};
use kehou_store::{Book, Filed, ItemVersion, Owner, Tx, Work, Written};

use super::stored::campaigns_in;
use crate::{App, AppError, Ask, Permission, Principal, Refusal, RefusalCode, boxed};

/// Where the text of a campaign is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum CampaignText {
    /// The campaign of 2023, which ships.
    Shipped2023,
    /// A text of the same form.
    Given(String),
}

/// A campaign that was opened.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OpenedCampaign {
    /// The write.
    pub written: Written,
    /// Its number.
    pub number: CampaignNo,
}

/// Opens a campaign by its text, which names a checklist that ships or was adopted.
///
/// # Errors
///
/// Forbidden outside the county's programme office; [`DataFault`] for a text that is not sound;
/// [`RefusalCode::CampaignExists`] when a campaign has its id; a title that can't stand in a draw; failures
/// of the books.
///
/// # Clauses
///
/// I1.
#[boxed]
pub async fn open_campaign(
    app: &App,
    (who, ask): (&Principal, Ask),
    text: CampaignText,
) -> Result<OpenedCampaign, AppError> {
    let county = App::admit_county(who, Permission::RunCampaigns)?;
    let by = who.subject.parse()?;
    let entry = app.entry((who, ask), county, "inspection.open_campaign");
    let written = app.store.write(entry, Opening { by, text }).await?;
    let number = written.numbers.first().and_then(|number| u32::try_from(*number).ok());
    Ok(OpenedCampaign { written, number: CampaignNo::new(number.unwrap_or_default()) })
}

struct Opening {
    by: PersonRef,
    text: CampaignText,
}

impl Work for Opening {
    type Refusal = AppError;

    async fn run(&self, tx: &Tx<'_>) -> Result<Vec<i64>, AppError> {
        let book = tx.book();
        let campaign = self.text.read(&checklists(&book).await?)?;
        let known = campaigns_in(&book).await?;
        if let Some(same) = known.iter().find(|view| view.course.campaign().id == campaign.id) {
            let refusal = Refusal::new(RefusalCode::CampaignExists).with("id", &campaign.id);
            return Err(refusal.with("campaign", same.number).into());
        }
        let number = known.last().map_or(0, |last| last.number.get()) + 1;
        let signed = Signature { by: self.by.clone(), at: tx.at() };
        let deed = CampaignDeed::Open { campaign: Box::new(campaign) };
        let opened = CampaignCourse::open(CampaignAct { signed, deed })?;
        let filed = Filed { about: number, paper: opened.recorded };
        let item =
            book.last_item::<Filed<kehou_inspection::CampaignRecorded>>(Owner::School).await?;
        tx.save(&[ItemVersion::of_school(item + 1, filed)]).await?;
        Ok(vec![number.into()])
    }
}

impl CampaignText {
    /// Reads the text against the checklist that it names.
    fn read(&self, checklists: &[Checklist]) -> Result<Campaign, DataFault> {
        let read = |checklist: &Checklist| match self {
            Self::Shipped2023 => Campaign::shipped_2023(checklist),
            Self::Given(text) => Campaign::load("campaign.toml", text, checklist),
        };
        let mut first_fault = None;
        for checklist in checklists {
            match read(checklist) {
                Ok(campaign) => return Ok(campaign),
                // Another checklist may be the one that is named.
                Err(fault) if fault.is_of_another_checklist() => {
                    first_fault.get_or_insert(fault);
                }
                Err(fault) => return Err(fault),
            }
        }
        match first_fault {
            Some(fault) => Err(fault),
            None => read(&Checklist::shipped()?),
        }
    }
}

/// The checklist that ships and those that were adopted. (I7)
async fn checklists(book: &Book<'_>) -> Result<Vec<Checklist>, AppError> {
    let adopted = book.of::<Filed<AdoptedChecklist>>(Owner::School).await?;
    let adopted = adopted.into_iter().map(|stored| stored.value.paper.checklist().clone());
    Ok([Checklist::shipped()?].into_iter().chain(adopted).collect())
}
