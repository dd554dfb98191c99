//! The token file.
//!
//! ```toml
//! [[token]]
//! subject = "li-0007"
//! sha256 = "…64 hexadecimal digits…"
//! expires_on = 2024-07-31
//! grants = [
//!   { role = "class_teacher", scope = "class", school = "3708290001", class = "3-1" },
//! ]
//! ```
//!
//! A mistake is told with its line; never with what stands there, since somebody may have put a
//! token where its hash belongs.

use std::{
    collections::{HashMap, HashSet, hash_map::Entry},
    str::FromStr,
    sync::Arc,
};

use chrono::NaiveDate;
use kehou_app::{Grant, GrantError, Principal, Role, Scope, ScopeKind, UnknownCode};
use kehou_registry::{ClassRef, Grade, PupilNo, SchoolCode};
use kehou_units::Fault;
use serde::Deserialize;
use toml::{Spanned, value::Datetime};

use super::{Holder, TokenDigest};

/// The most bytes of a subject.
const SUBJECT_BYTES: usize = 64;

/// A token file can't be used.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("line {line}: {}{flaw}", about(*.entry))]
pub struct TokenFileError {
    /// The line on which the entry begins, or on which the file can't be read; from 1.
    pub line: usize,
    /// The number of the entry, from 1, unless the file can't be read at all.
    pub entry: Option<usize>,
    /// What is wrong.
    pub flaw: TokenFlaw,
}

fn about(entry: Option<usize>) -> String {
    entry.map(|number| format!("token {number}: ")).unwrap_or_default()
}

/// What is wrong with an entry of a token file.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum TokenFlaw {
    /// It is not the TOML that is expected.
    #[error("{0}")]
    Form(String),
    /// The subject is no name for a record.
    #[error("the subject has 1 to 64 of the characters A-Z a-z 0-9 . _ @ -")]
    Subject,
    /// The hash is none.
    #[error(
        "sha256 is the hash of the token in 64 hexadecimal digits; `kehou token new` makes both"
    )]
    Hash,
    /// Two entries have the same hash.
    #[error("the hash stands twice")]
    Twice,
    /// It grants nothing.
    #[error("the list of grants is empty")]
    NoGrants,
    /// A role or scope is unknown.
    #[error(transparent)]
    Code(#[from] UnknownCode),
    /// A field of a grant is missing, not needed for its scope, or no such thing.
    #[error("{field}: {wanted}")]
    Field {
        /// The field.
        field: &'static str,
        /// What belongs there.
        wanted: &'static str,
    },
    /// The role may not have the scope.
    #[error(transparent)]
    Grant(#[from] GrantError),
}

impl TokenFileError {
    /// The stable code of this error.
    #[must_use]
    pub const fn code(&self) -> &'static str {
        "TOKEN_FILE"
    }

    /// The kind of failure.
    #[must_use]
    pub const fn fault(&self) -> Fault {
        Fault::Invalid
    }
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct RawFile {
    #[serde(default)]
    token: Vec<Spanned<RawToken>>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct RawToken {
    subject: String,
    sha256: String,
    expires_on: Option<Datetime>,
    grants: Vec<RawGrant>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct RawGrant {
    role: String,
    scope: String,
    town: Option<String>,
    school: Option<String>,
    class: Option<String>,
    children: Option<Vec<String>>,
}

/// Who holds the tokens of a file.
pub(super) fn holders(text: &str) -> Result<HashMap<TokenDigest, Holder>, TokenFileError> {
    let line_of = |offset: usize| 1 + text.bytes().take(offset).filter(|b| *b == b'\n').count();
    let file: RawFile = toml::from_str(text).map_err(|error| TokenFileError {
        line: line_of(error.span().map_or(0, |span| span.start)),
        entry: None,
        flaw: TokenFlaw::Form(form_of(&error)),
    })?;
    let mut holders = HashMap::new();
    for (number, token) in (1..).zip(file.token) {
        let line = line_of(token.span().start);
        let flawed = |flaw| TokenFileError { line, entry: Some(number), flaw };
        let (digest, holder) = token.into_inner().read().map_err(flawed)?;
        match holders.entry(digest) {
            Entry::Vacant(place) => place.insert(holder),
            Entry::Occupied(_) => return Err(flawed(TokenFlaw::Twice)),
        };
    }
    Ok(holders)
}

/// The message of a mistake of form, without the value that it is about.
fn form_of(error: &toml::de::Error) -> String {
    let message = error.message();
    match message.find("invalid type").or_else(|| message.find("invalid value")) {
        Some(_) => message.split_once("expected ").map_or_else(
            || "a value of another kind is expected".to_owned(),
            |(_, expected)| format!("expected {expected}"),
        ),
        None => message.lines().next().unwrap_or_default().to_owned(),
    }
}

impl RawToken {
    fn read(self) -> Result<(TokenDigest, Holder), TokenFlaw> {
        let plain = |b: u8| b.is_ascii_alphanumeric() || b"._@-".contains(&b);
        if !(1..=SUBJECT_BYTES).contains(&self.subject.len()) || !self.subject.bytes().all(plain) {
            return Err(TokenFlaw::Subject);
        }
        let digest = hash(&self.sha256).ok_or(TokenFlaw::Hash)?;
        let expires_on = self.expires_on.map(last_day).transpose()?;
        if self.grants.is_empty() {
            return Err(TokenFlaw::NoGrants);
        }
        let grants: Vec<Grant> =
            self.grants.into_iter().map(RawGrant::read).collect::<Result<_, _>>()?;
        let principal = Arc::new(Principal { subject: self.subject, grants });
        Ok((digest, Holder { principal, expires_on }))
    }
}

fn hash(text: &str) -> Option<TokenDigest> {
    let mut digest = [0; 32];
    if text.len() != 64 || !text.bytes().all(|b| b.is_ascii_hexdigit()) {
        return None;
    }
    for (byte, at) in digest.iter_mut().zip((0..).step_by(2)) {
        *byte = u8::from_str_radix(text.get(at..at + 2)?, 16).ok()?;
    }
    Some(digest)
}

fn last_day(written: Datetime) -> Result<NaiveDate, TokenFlaw> {
    let wanted = TokenFlaw::Field {
        field: "expires_on",
        wanted: "the last day on which the token holds, such as 2024-07-31 without quotes",
    };
    let date = match written {
        Datetime { date: Some(date), time: None, offset: None } => date,
        _ => return Err(wanted),
    };
    NaiveDate::from_ymd_opt(date.year.into(), date.month.into(), date.day.into()).ok_or(wanted)
}

impl RawGrant {
    fn read(self) -> Result<Grant, TokenFlaw> {
        let (role, kind): (Role, ScopeKind) = (self.role.parse()?, self.scope.parse()?);
        self.no_more_than(kind)?;
        let scope = match kind {
            ScopeKind::County => Scope::County,
            ScopeKind::Town => Scope::Town(read("town", "the 9 digits of the town", self.town)?),
            ScopeKind::School => Scope::School(school(self.school)?),
            ScopeKind::Class => Scope::Class(school(self.school)?, class(self.class)?),
            ScopeKind::Children => Scope::Children(children(self.children)?),
        };
        let grant = Grant { role, scope };
        grant.check()?;
        Ok(grant)
    }

    /// Refuses fields that a scope has no use for: whoever wrote them meant something else.
    fn no_more_than(&self, kind: ScopeKind) -> Result<(), TokenFlaw> {
        let used: &[&str] = match kind {
            ScopeKind::County => &[],
            ScopeKind::Town => &["town"],
            ScopeKind::School => &["school"],
            ScopeKind::Class => &["school", "class"],
            ScopeKind::Children => &["children"],
        };
        let given = [
            ("town", self.town.is_some()),
            ("school", self.school.is_some()),
            ("class", self.class.is_some()),
            ("children", self.children.is_some()),
        ];
        match given.into_iter().find(|(field, given)| *given && !used.contains(field)) {
            Some((field, _)) => {
                Err(TokenFlaw::Field { field, wanted: "this scope has no such field" })
            }
            None => Ok(()),
        }
    }
}

fn read<T: FromStr>(
    field: &'static str,
    wanted: &'static str,
    text: Option<String>,
) -> Result<T, TokenFlaw> {
    text.and_then(|text| text.parse().ok()).ok_or(TokenFlaw::Field { field, wanted })
}

fn school(text: Option<String>) -> Result<SchoolCode, TokenFlaw> {
    read("school", "the 10 digits of the school's code", text)
}

/// A class, written `3-1` or `3.1`.
fn class(text: Option<String>) -> Result<ClassRef, TokenFlaw> {
    let class = || {
        let text = text?;
        let (grade, number) = text.split_once(['-', '.'])?;
        let grade = Grade::new(grade.parse().ok()?).ok()?;
        let number = number.parse().ok().filter(|number| *number > 0)?;
        Some(ClassRef { grade, number })
    };
    class().ok_or(TokenFlaw::Field { field: "class", wanted: "grade and number, such as 3-1" })
}

fn children(texts: Option<Vec<String>>) -> Result<Vec<(SchoolCode, PupilNo)>, TokenFlaw> {
    let wanted = TokenFlaw::Field {
        field: "children",
        wanted: "for each the school's code and the number within it, such as 3708290001/12, once",
    };
    let child = |text: &str| {
        let (school, number) = text.split_once('/')?;
        let number = number.parse().ok().filter(|number| *number > 0)?;
        Some((school.parse().ok()?, PupilNo::new(number)))
    };
    let texts = texts.ok_or_else(|| wanted.clone())?;
    let mut seen = HashSet::new();
    texts
        .iter()
        .map(|text| child(text).filter(|child| seen.insert(child.clone())))
        .collect::<Option<_>>()
        .ok_or(wanted)
}

#[cfg(test)]
mod tests;
