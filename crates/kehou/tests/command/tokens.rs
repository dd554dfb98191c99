//! Tokens for the people of a test, made by the command.

use std::{
    collections::BTreeMap,
    fs,
    path::{Path, PathBuf},
};

use libtest_mimic::Failed;
use tonic::Request;

use crate::kehou::run;

/// Somebody: a short name, the name in the record of changes, and grants as `kehou token new` takes
/// them, words parted by blanks.
pub(crate) type Person<'a> = (&'a str, &'a str, &'a [&'a str]);

/// Who may read and write everything.
pub(crate) const OFFICE: Person<'static> = (
    "office",
    "office-1",
    &["programme --scope county", "finance --scope county", "machine --scope county"],
);

/// A token file, and the tokens by short name.
pub(crate) struct TokenFile {
    pub(crate) path: PathBuf,
    pub(crate) tokens: BTreeMap<String, String>,
}

impl TokenFile {
    /// Makes a token for each, and the file that knows them.
    pub(crate) fn write(folder: &Path, people: &[Person<'_>]) -> Result<Self, Failed> {
        let (mut entries, mut tokens) = (String::new(), BTreeMap::new());
        for (name, subject, grants) in people {
            let (token, entry) = token(subject, grants)?;
            entries.push_str(&entry);
            tokens.insert((*name).to_owned(), token);
        }
        let path = folder.join("tokens.toml");
        fs::write(&path, entries)?;
        Ok(Self { path, tokens })
    }
}

/// A token with its entry; several grants are put together by hand, as an operator would.
fn token(subject: &str, grants: &[&str]) -> Result<(String, String), Failed> {
    let (mut joined, mut made) = (Vec::new(), None);
    for grant in grants {
        let new = ["token", "new", "--subject", subject, "--role"];
        let out = run(new.into_iter().chain(grant.split(' ')))?.ends_with(0)?.out;
        let token = out.lines().find(|line| line.starts_with("kehou_")).ok_or("no token")?;
        let (_, entry) = out.split_once("[[token]]\n").ok_or("no entry")?;
        let (head, list) = entry.split_once("grants = [").ok_or("no grants")?;
        let (list, _) = list.rsplit_once(']').ok_or("no end of grants")?;
        joined.push(list.to_owned());
        made = Some((token.to_owned(), head.to_owned()));
    }
    let (token, head) = made.ok_or("no grant")?;
    Ok((token, format!("[[token]]\n{head}grants = [{}]\n\n", joined.join(", "))))
}

/// A message with a token.
pub(crate) fn bearing<T>(token: &str, message: T) -> Result<Request<T>, Failed> {
    let mut request = Request::new(message);
    request.metadata_mut().insert("authorization", format!("Bearer {token}").parse()?);
    Ok(request)
}
