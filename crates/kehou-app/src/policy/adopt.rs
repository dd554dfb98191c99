//! Adopting a policy: validated, stored whole, never changed. (F1, F4)

use std::collections::BTreeMap;

use chrono::NaiveDate;
use kehou_policy::{ChangeSubject, Policy, PolicyChange};
use kehou_store::{ItemVersion, PolicyVersion, SchoolId, Tx, Work, Written};
use kehou_units::{Month, Period};

use crate::{
    App, AppError, Ask, Permission, Principal, Refusal, RefusalCode, boxed,
    policy::standing::{adopted, division_of},
};

/// A policy to be adopted.
#[derive(Clone, Debug)]
pub struct Adopt {
    /// The division it is for.
    pub division: String,
    /// Its texts by file name.
    pub texts: Vec<(String, String)>,
    /// Whether it may change prices of months whose statements are published.
    pub retroactive: bool,
}

/// What adopting does, or would do.
#[derive(Clone, Debug)]
pub struct Adopted {
    /// The policy.
    pub policy: Policy,
    /// What it changes against the one that stood for the division, if one did.
    pub changes: Vec<PolicyChange>,
    /// The published months whose price it changes, in order; none unless that was accepted.
    pub repriced: Vec<Month>,
    /// What was recorded; none when it was only to be checked.
    pub written: Option<Written>,
}

/// What stands before each text when several are kept in one.
const FILE_LINE: &str = "# file ";

/// Adopts a policy for a division; `dry` only checks it. Adopting the one that stands changes nothing.
///
/// # Errors
///
/// Forbidden outside the county's finance office; [`RefusalCode::ReasonMissing`] unless it is only
/// checked; [`RefusalCode::PolicyTexts`],
/// [`RefusalCode::PolicyDivision`], [`RefusalCode::PolicyRetroactive`]; failures of the books.
#[boxed]
pub async fn adopt_policy(
    app: &App,
    (who, ask): (&Principal, Ask),
    adopt: Adopt,
    dry: bool,
) -> Result<Adopted, AppError> {
    App::admit_county(who, Permission::AdoptPolicy)?;
    let texts = join(&adopt.texts);
    let policy = load(&texts, app.clock.now().day())?;
    if policy.division() != adopt.division {
        let refusal = Refusal::new(RefusalCode::PolicyDivision);
        let refusal = refusal.with("policy", policy.division()).with("division", &adopt.division);
        return Err(refusal.into());
    }
    let before = app.standing(&adopt.division).await.ok();
    let changes = before.map(|before| before.policy.diff(&policy)).unwrap_or_default();
    let repriced = repriced(app, &adopt.division, &changes).await?;
    if let Some((month, key)) = repriced.first_key_value().filter(|_| !adopt.retroactive) {
        let refusal = Refusal::new(RefusalCode::PolicyRetroactive);
        return Err(refusal.with("key", key).with("month", month).into());
    }
    let repriced = repriced.into_keys().collect();
    if dry {
        return Ok(Adopted { policy, changes, repriced, written: None });
    }
    let ask = ask.with_reason()?;
    let entry = app.entry((who, ask), SchoolId::COUNTY, "policy.adopt");
    let version = PolicyVersion {
        division: adopt.division,
        policy_id: policy.id().to_string(),
        adopted_at: entry.at.as_micros(),
        texts,
    };
    let written = app.store.write(entry, Adoption { version }).await?;
    Ok(Adopted { policy, changes, repriced, written: Some(written) })
}

struct Adoption {
    version: PolicyVersion,
}

impl Work for Adoption {
    type Refusal = AppError;

    async fn run(&self, tx: &Tx<'_>) -> Result<Vec<i64>, AppError> {
        let book = tx.book();
        let stands = adopted(&book, &self.version.division).await?;
        let stands = stands.filter(|stored| stored.value.division == self.version.division);
        if stands.is_some_and(|stored| stored.value.policy_id == self.version.policy_id) {
            return Ok(Vec::new());
        }
        let item = book.last_item::<PolicyVersion>(kehou_store::Owner::All).await? + 1;
        tx.save(&[ItemVersion::of_school(item, self.version.clone())]).await?;
        Ok(Vec::new())
    }
}

/// The published months on a day of which the value of a parameter changes, with the first such.
async fn repriced(
    app: &App,
    division: &str,
    changes: &[PolicyChange],
) -> Result<BTreeMap<Month, String>, AppError> {
    let mut repriced = BTreeMap::new();
    let is_value = |change: &&PolicyChange| matches!(change.subject(), ChangeSubject::Value(_));
    let changes: Vec<&PolicyChange> = changes.iter().filter(is_value).collect();
    if changes.is_empty() {
        return Ok(repriced);
    }
    for school in app.store.schools().await? {
        if !division_of(&school.code).starts_with(division) {
            continue;
        }
        let book = app.book(school.id, None).await?;
        for statement in book.statements().await? {
            let month = statement.row.month;
            let touching = changes.iter().find(|change| touches(change, month));
            if let Some(change) = touching
                && book.publication(month).await?.is_some()
            {
                repriced.entry(month).or_insert_with(|| change.subject().to_string());
            }
        }
    }
    Ok(repriced)
}

fn touches(change: &PolicyChange, month: Month) -> bool {
    let days = Period::new(month.first_day(), Some(month.last_day()));
    change.period().is_none_or(|period| days.is_ok_and(|days| days.overlaps(&period)))
}

fn join(texts: &[(String, String)]) -> String {
    texts.iter().map(|(name, text)| format!("{FILE_LINE}{name}\n{}\n", text.trim_end())).collect()
}

/// Loads a policy from its texts in one.
pub(crate) fn load(joined: &str, reviewed_on: NaiveDate) -> Result<Policy, AppError> {
    let mut texts: Vec<(String, String)> = Vec::new();
    for line in joined.lines() {
        match (line.strip_prefix(FILE_LINE), texts.last_mut()) {
            (Some(name), _) => texts.push((name.to_owned(), String::new())),
            (None, Some((_, text))) => {
                text.push_str(line);
                text.push('\n');
            }
            (None, None) => {}
        }
    }
    let loaded = Policy::load(&texts, reviewed_on).map_err(|errors| {
        let problems = errors.problems();
        let first = problems.first().map(ToString::to_string).unwrap_or_default();
        Refusal::new(RefusalCode::PolicyTexts).with("count", problems.len()).with("first", first)
    })?;
    Ok(loaded.policy)
}
