//! `kehou policy adopt`: a policy becomes the one that holds for a division.

use kehou_app::{
    App, Ask, Principal,
    policy::{Adopt, Adopted, adopt_policy},
};
use kehou_policy::Policy;
use kehou_store::{Bound, Outcome, SchoolId};
use ring::digest::{Context, SHA256};

use super::{print_problems, print_warnings};
use crate::{
    arguments,
    books::{Absent, Books},
    clock,
    exit::Done,
    operator, policy_files, runtime,
    settings::Settings,
    tell::tell,
};

pub(super) fn run(arguments: &arguments::Adopt, settings: &Settings) -> anyhow::Result<Done> {
    let (lang, books) = (settings.lang, Books::of(&arguments.books, settings)?);
    let who = operator::principal(&arguments.books)?;
    let paths = if arguments.files.is_empty() { &settings.policy } else { &arguments.files };
    let own = policy_files::read(paths)?;
    match policy_files::load(&own, clock::today()) {
        Ok(loaded) => print_warnings(&loaded.warnings, lang),
        Err(errors) => {
            print_problems(&errors, lang);
            return Ok(Done::Refused);
        }
    }
    let adopt = Adopt {
        division: arguments.division.clone(),
        texts: Policy::texts_with_overrides(&own),
        retroactive: arguments.retroactive,
    };
    let adopted = runtime::wait(async {
        let absent = if arguments.check { Absent::Refused } else { Absent::Made };
        let app = books.app(absent).await?;
        let reason = arguments.reason.as_deref().unwrap_or_default();
        self::adopt(&app, (&who, reason), adopt, arguments.check).await
    })?;
    adopted.changes.iter().for_each(|change| println!("{change}"));
    let (id, changes) = (adopted.policy.id(), adopted.changes.len());
    let division = &arguments.division;
    match adopted.written.map(|written| written.outcome) {
        None => tell!(lang, "ADOPT_CHECKED", id = id, division = division, changes = changes),
        Some(Outcome::Recorded) => {
            tell!(lang, "ADOPT_DONE", id = id, division = division, changes = changes);
        }
        Some(Outcome::Replayed | Outcome::Unchanged | Outcome::ReplayedUnchanged) => {
            tell!(lang, "ADOPT_SAME", id = id, division = division);
        }
    }
    Ok(Done::Well)
}

/// Adopts a policy. The id of the write follows from the policy and from what the county's book says
/// already: the same policy again is the same write, another one is another, and the policy before can
/// be adopted again after it.
pub(crate) async fn adopt(
    app: &App,
    (who, reason): (&Principal, &str),
    adopt: Adopt,
    check: bool,
) -> anyhow::Result<Adopted> {
    let stands = app.store().book(SchoolId::COUNTY, Bound::Now).await?.bound();
    let mut hash = Context::new(&SHA256);
    hash.update(format!("{}\0{}", adopt.division, adopt.retroactive).as_bytes());
    for (name, text) in &adopt.texts {
        hash.update(format!("\0{}\0{name}{text}", name.len()).as_bytes());
    }
    let content = hash.finish();
    let digits: String =
        content.as_ref().iter().take(12).map(|byte| format!("{byte:02x}")).collect();
    let id = format!("adopt-{}-{stands}-{digits}", adopt.division);
    let ask = Ask::of(&id, reason, content.as_ref());
    Ok(adopt_policy(app, (who, ask), adopt, check).await?)
}
