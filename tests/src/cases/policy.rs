//! Cases about policy texts: what loading refuses, and what it warns of. [F3, F4, R28]

use anyhow::{Result, bail};
use chrono::NaiveDate;
use kehou_policy::{Policy, PolicyProblem, PolicyWarning};
use serde::Deserialize;

use super::{
    file::{CaseFile, Expectation},
    raw::Day,
};

/// A shipped text with replacements, each of which must fit exactly once.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Input {
    file: String,
    #[serde(default)]
    replace: Vec<Replacement>,
    reviewed_on: Option<Day>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Replacement {
    from: String,
    to: String,
}

/// All problems, or all warnings, in order, each as `FILE:KEY:CODE`; FILE may be a part of the name.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Expect {
    problems: Option<Vec<String>>,
    warnings: Option<Vec<String>>,
}

impl Expectation for Expect {
    fn stops_something(&self) -> bool {
        let any =
            |codes: &Option<Vec<String>>| codes.as_ref().is_some_and(|codes| !codes.is_empty());
        any(&self.problems) || any(&self.warnings)
    }

    fn stops_everything(&self) -> bool {
        self.problems.as_ref().is_some_and(|codes| !codes.is_empty())
    }
}

pub(super) fn run(case: &CaseFile) -> Result<()> {
    let (input, expect) = case.parts::<Input, Expect>()?;
    let mut texts = Vec::new();
    for (file, text) in Policy::shipped_texts() {
        let mut text = (*text).to_owned();
        if *file == input.file {
            for change in &input.replace {
                text = change.apply(&text)?;
            }
        }
        texts.push(((*file).to_owned(), text));
    }
    if !texts.iter().any(|(file, _)| *file == input.file) {
        bail!("no shipped text is called `{}`", input.file);
    }
    let reviewed_on = input.reviewed_on.map_or(NaiveDate::MIN, |day| day.0);
    match Policy::load(&texts, reviewed_on) {
        Ok(loaded) => {
            compare("problems", expect.problems.as_deref(), &[])?;
            let warnings: Vec<_> = loaded.warnings.iter().map(PolicyWarning::note).collect();
            compare("warnings", expect.warnings.as_deref(), &warnings)
        }
        Err(errors) => {
            let problems: Vec<_> = errors.problems().iter().collect();
            compare("problems", expect.problems.as_deref(), &problems)
        }
    }
}

/// A case that does not speak of problems, or of warnings, expects none.
fn compare(what: &str, expected: Option<&[String]>, found: &[&PolicyProblem]) -> Result<()> {
    let expected = expected.unwrap_or_default();
    let is_written = |(text, problem): (&String, &&PolicyProblem)| {
        let mut parts = text.split(':');
        let (file, key, code) = (parts.next(), parts.next(), parts.next());
        file.is_some_and(|file| problem.file().contains(file))
            && problem.key() == key
            && Some(problem.code()) == code
            && parts.next().is_none()
    };
    if expected.len() == found.len() && expected.iter().zip(found).all(is_written) {
        return Ok(());
    }
    let found: Vec<String> = found.iter().map(ToString::to_string).collect();
    bail!("expected the {what} {expected:?}, got {found:?}")
}

impl Replacement {
    fn apply(&self, text: &str) -> Result<String> {
        match text.matches(&self.from).count() {
            1 => Ok(text.replace(&self.from, &self.to)),
            fits => bail!("`{}` stands {fits} times in the text, not once", self.from),
        }
    }
}
