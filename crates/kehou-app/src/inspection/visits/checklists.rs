//! Reading checklists. (I7, I8)

use kehou_inspection::{AdoptedChecklist, Checklist, Signature};
use kehou_store::{Book, Filed, Owner};
use kehou_units::Instant;

use crate::{App, AppError, Permission, Principal, Refusal, RefusalCode, boxed};

/// A version of a checklist that can be used.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct KnownChecklist {
    /// The checklist.
    pub checklist: Checklist,
    /// Its text.
    pub text: String,
    /// Who adopted it, and when; none for the one that ships.
    pub adopted: Option<Signature>,
}

/// Every version of every checklist, by id and version; the one that ships is there unasked.
///
/// # Errors
///
/// Forbidden unless the principal may read campaigns; failures of the books.
///
/// # Clauses
///
/// I7, I8.
#[boxed]
pub async fn checklists(
    app: &App,
    who: &Principal,
    known_at: Option<Instant>,
) -> Result<Vec<KnownChecklist>, AppError> {
    let county = App::admit_county(who, Permission::ReadCampaigns)?;
    known_checklists(&app.book(county, known_at).await?).await
}

/// One version of a checklist; without a number the newest.
///
/// # Errors
///
/// As [`checklists`]; [`RefusalCode::ChecklistUnknown`].
#[boxed]
pub async fn checklist(
    app: &App,
    who: &Principal,
    (id, version): (&str, Option<u32>),
    known_at: Option<Instant>,
) -> Result<KnownChecklist, AppError> {
    let all = checklists(app, who, known_at).await?;
    // They stand in order, so the last one is the newest.
    let is_asked = |known: &KnownChecklist| {
        known.checklist.id().as_str() == id
            && version.is_none_or(|version| known.checklist.version() == version)
    };
    let found = all.into_iter().rfind(is_asked);
    found.ok_or_else(|| unknown(id, version.unwrap_or_default()).into())
}

/// There is no such version.
pub(super) fn unknown(id: &str, version: u32) -> Refusal {
    Refusal::new(RefusalCode::ChecklistUnknown).with("checklist", id).with("version", version)
}

/// Every version that can be used, by id and version.
pub(super) async fn known_checklists(county: &Book<'_>) -> Result<Vec<KnownChecklist>, AppError> {
    let text = Checklist::SHIPPED.to_owned();
    let mut known = vec![KnownChecklist { checklist: Checklist::shipped()?, text, adopted: None }];
    for stored in county.of::<Filed<AdoptedChecklist>>(Owner::School).await? {
        let adopted = stored.value.paper;
        known.push(KnownChecklist {
            checklist: adopted.checklist().clone(),
            text: adopted.text().to_owned(),
            adopted: Some(adopted.signed().clone()),
        });
    }
    known.sort_by(|a, b| {
        let key = |it: &KnownChecklist| (it.checklist.id().clone(), it.checklist.version());
        key(a).cmp(&key(b))
    });
    Ok(known)
}
