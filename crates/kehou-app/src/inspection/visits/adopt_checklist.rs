//! Adopting checklists. (I7, I8)

use kehou_inspection::{AdoptedChecklist, Checklist, Line, PersonRef, Signature, is_new};
use kehou_store::{Filed, ItemVersion, Owner, Tx, Work, Written};

use super::checklists::known_checklists;
use crate::{App, AppError, Ask, Permission, Principal, boxed};

/// A version of a checklist to be adopted.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AdoptChecklist {
    /// Its text, as TOML.
    pub text: String,
    /// Whether it is only looked at.
    pub validate_only: bool,
}

/// A version of a checklist that was adopted.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Adopted {
    /// Its id.
    pub id: Line,
    /// Its version.
    pub version: u32,
    /// What was recorded; none when it was only looked at.
    pub written: Option<Written>,
}

/// Adopts a version of a checklist; campaigns name the version that they use. The same again changes
/// nothing.
///
/// # Errors
///
/// Forbidden unless the principal runs campaigns; what is wrong with the text, with its line;
/// `CHECKLIST_VERSION_TAKEN` for a version that is there and says something else; a missing reason;
/// failures of the books.
///
/// # Clauses
///
/// I7, I8.
#[boxed]
pub async fn adopt_checklist(
    app: &App,
    (who, ask): (&Principal, Ask),
    adopt: AdoptChecklist,
) -> Result<Adopted, AppError> {
    let county = App::admit_county(who, Permission::RunCampaigns)?;
    let ask = ask.with_reason()?;
    let checklist = Checklist::load("checklist", &adopt.text)?;
    let (id, version) = (checklist.id().clone(), checklist.version());
    if adopt.validate_only {
        let known = known_checklists(&app.book(county, None).await?).await?;
        is_new(&checklist, known.iter().map(|known| &known.checklist))?;
        return Ok(Adopted { id, version, written: None });
    }
    let by = who.subject.parse::<PersonRef>()?;
    let entry = app.entry((who, ask), county, "inspection.adopt_checklist");
    let written = app.store.write(entry, Adopting { text: adopt.text, checklist, by }).await?;
    Ok(Adopted { id, version, written: Some(written) })
}

struct Adopting {
    text: String,
    checklist: Checklist,
    by: PersonRef,
}

impl Work for Adopting {
    type Refusal = AppError;

    async fn run(&self, tx: &Tx<'_>) -> Result<Vec<i64>, AppError> {
        let book = tx.book();
        let known = known_checklists(&book).await?;
        if !is_new(&self.checklist, known.iter().map(|known| &known.checklist))? {
            return Ok(Vec::new());
        }
        let signed = Signature { by: self.by.clone(), at: tx.at() };
        let paper = AdoptedChecklist::of(&self.text, signed)?;
        let item = book.last_item::<Filed<AdoptedChecklist>>(Owner::School).await? + 1;
        tx.save(&[ItemVersion::of_school(item, Filed { about: 0, paper })]).await?;
        Ok(Vec::new())
    }
}
