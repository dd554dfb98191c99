//! What is wrong with policy texts, at which file, line and key, and what to do about it.

use std::{fmt, sync::Arc};

use kehou_units::Fault;

use crate::{CheckId, ProblemCode};

/// Where a problem stands: the file and the line, counted from 1.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Place {
    pub(crate) file: Arc<str>,
    pub(crate) line: u32,
}

/// One thing that is wrong with a policy text.
///
/// Shown as ``FILE:LINE: `KEY`: what is wrong; what to do``, in English. The code and the
/// arguments let another crate say it in another language.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PolicyProblem {
    place: Place,
    key: Option<String>,
    code: ProblemCode,
    arguments: Vec<(&'static str, String)>,
}

impl PolicyProblem {
    pub(crate) fn new(place: Place, key: Option<String>, code: ProblemCode) -> Self {
        let key = key.map(|key| on_one_line(&key));
        Self { place, key, code, arguments: Vec::new() }
    }

    pub(crate) fn with(mut self, name: &'static str, value: impl fmt::Display) -> Self {
        self.arguments.push((name, on_one_line(&value.to_string())));
        self
    }

    /// What stands in place of this problem and `count - 1` further ones.
    pub(crate) fn followed_by(self, count: usize) -> Self {
        Self::new(self.place, None, ProblemCode::MoreProblems).with("count", count)
    }

    /// The name of the file.
    #[must_use]
    pub fn file(&self) -> &str {
        &self.place.file
    }

    /// The line, counted from 1.
    #[must_use]
    pub const fn line(&self) -> u32 {
        self.place.line
    }

    /// The parameter or the place within the file, such as `fee.rate` or `instrument.from`.
    #[must_use]
    pub fn key(&self) -> Option<&str> {
        self.key.as_deref()
    }

    /// The stable code.
    #[must_use]
    pub const fn code(&self) -> &'static str {
        self.code.as_str()
    }

    /// What is wrong, as a value to match on.
    #[must_use]
    pub const fn problem(&self) -> ProblemCode {
        self.code
    }

    /// The kind of failure.
    #[must_use]
    pub const fn fault(&self) -> Fault {
        self.code.fault()
    }

    /// The arguments of the message by name.
    pub fn arguments(&self) -> impl Iterator<Item = (&'static str, &str)> {
        self.arguments.iter().map(|(name, value)| (*name, value.as_str()))
    }

    /// The message without file, line and key.
    #[must_use]
    pub fn message(&self) -> String {
        let mut text = self.code.template().to_owned();
        for (name, value) in self.arguments() {
            text = text.replace(&format!("{{{name}}}"), value);
        }
        text
    }
}

impl fmt::Display for PolicyProblem {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}:{}: ", on_one_line(&self.place.file), self.place.line)?;
        if let Some(key) = &self.key {
            write!(f, "`{key}`: ")?;
        }
        f.write_str(&self.message())
    }
}

/// What stood in a text, fit to be shown: no line break, nothing invisible, not endless.
fn on_one_line(text: &str) -> String {
    const LONGEST: usize = 200;
    let mut shown = String::new();
    for c in text.chars().take(LONGEST) {
        if is_visible(c) {
            shown.push(c);
        } else {
            shown.extend(c.escape_unicode());
        }
    }
    if text.chars().nth(LONGEST).is_some() {
        shown.push('…');
    }
    shown
}

/// Whether a character shows up where it stands and leaves the order of its neighbours alone.
pub(crate) fn is_visible(c: char) -> bool {
    let is_format = matches!(c, '\u{ad}' | '\u{61c}' | '\u{200b}'..='\u{200f}'
        | '\u{2028}'..='\u{202e}' | '\u{2060}'..='\u{206f}' | '\u{feff}');
    !(c.is_control() || is_format)
}

/// The problems of a set of policy texts, in the order of files and lines; never empty.
///
/// All of them up to a thousand; then one more says how many are left out.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub struct PolicyErrors {
    problems: Vec<PolicyProblem>,
}

impl PolicyErrors {
    pub(crate) const fn new(problems: Vec<PolicyProblem>) -> Self {
        Self { problems }
    }

    /// The problems.
    #[must_use]
    pub fn problems(&self) -> &[PolicyProblem] {
        &self.problems
    }

    /// The stable code of the whole.
    #[must_use]
    pub const fn code(&self) -> &'static str {
        "POLICY_REFUSED"
    }

    /// The kind of failure.
    #[must_use]
    pub const fn fault(&self) -> Fault {
        Fault::Invalid
    }
}

impl fmt::Display for PolicyErrors {
    /// One line per problem.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (at, problem) in self.problems.iter().enumerate() {
            let end = if at == 0 { "" } else { "\n" };
            write!(f, "{end}{problem}")?;
        }
        Ok(())
    }
}

/// Something about an accepted policy that a person should look at.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PolicyWarning {
    check: CheckId,
    note: PolicyProblem,
}

impl PolicyWarning {
    pub(crate) const fn new(check: CheckId, note: PolicyProblem) -> Self {
        Self { check, note }
    }

    /// The check that found it.
    #[must_use]
    pub const fn check(&self) -> CheckId {
        self.check
    }

    /// Where it stands and what it says, with code and arguments.
    #[must_use]
    pub const fn note(&self) -> &PolicyProblem {
        &self.note
    }
}

impl fmt::Display for PolicyWarning {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}: {}", self.check, self.note)
    }
}
