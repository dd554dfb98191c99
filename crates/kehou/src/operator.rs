//! Who keeps the books from the command line.

use anyhow::Context as _;
use kehou_app::{Grant, Principal, Role, Scope};

use crate::arguments;

/// What stands before the name of somebody who works on this machine, so that nobody is mistaken
/// for the holder of a token, whose names have no colon.
const LOCAL: &str = "local:";

/// The person at the command line, who may keep the whole county's books.
pub(crate) fn principal(arguments: &arguments::Books) -> anyhow::Result<Principal> {
    let name = match &arguments.operator {
        Some(name) => name.clone(),
        None => user().context("nobody is known by name here; say who does this with --as NAME")?,
    };
    Ok(of(format!("{LOCAL}{name}")))
}

/// Somebody who may keep the whole county's books.
pub(crate) fn of(subject: String) -> Principal {
    let grant = |role| Grant { role, scope: Scope::County };
    Principal { subject, grants: [Role::Programme, Role::Finance, Role::Machine].map(grant).into() }
}

/// The name of the user, as far as it can stand in the record of changes.
fn user() -> Option<String> {
    let named = ["USER", "LOGNAME", "USERNAME"].iter().find_map(|name| std::env::var(name).ok());
    let plain = |c: &char| c.is_ascii_alphanumeric() || "._@-".contains(*c);
    let named: String = named.unwrap_or_default().chars().filter(plain).take(58).collect();
    if named.is_empty() { number_of_user() } else { Some(named) }
}

/// The number of the user, where the system has no name for them.
fn number_of_user() -> Option<String> {
    #[cfg(unix)]
    {
        use std::os::unix::fs::MetadataExt as _;
        let own = std::fs::metadata("/proc/self").ok()?;
        Some(format!("uid-{}", own.uid()))
    }
    #[cfg(not(unix))]
    None
}
