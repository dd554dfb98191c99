//! Division codes and student numbers. [C1, C5]

use anyhow::Result;
use kehou_registry::{DivisionCode, StudentNumber};
use serde::Deserialize;

use crate::cases::{
    difference::Differences,
    file::{CaseFile, Expectation},
    stop::{Stop, as_expected},
};

/// A division code, and another that may lie in it.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Scope {
    scope: String,
    code: String,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct ExpectScope {
    covers: Option<bool>,
    refused: Option<String>,
}

impl Expectation for ExpectScope {
    fn stops_something(&self) -> bool {
        self.refused.is_some() || self.covers == Some(false)
    }

    fn stops_everything(&self) -> bool {
        self.refused.is_some()
    }
}

pub(super) fn run_scope(case: &CaseFile) -> Result<()> {
    let (input, expect) = case.parts::<Scope, ExpectScope>()?;
    let covers = || {
        let scope: DivisionCode = input.scope.parse()?;
        Ok::<bool, Stop>(scope.covers(&input.code.parse()?))
    };
    let mut found = Differences::default();
    if let Some(covers) = as_expected(covers(), expect.refused.as_deref())? {
        found.compare("covers", expect.covers, covers);
    }
    found.none()
}

/// A student number as somebody typed it.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Number {
    student_number: String,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct ExpectNumber {
    /// How it is kept.
    kept: Option<String>,
    /// How it shows in logs.
    shown: Option<String>,
    refused: Option<String>,
}

impl Expectation for ExpectNumber {
    fn stops_something(&self) -> bool {
        self.refused.is_some()
    }

    fn stops_everything(&self) -> bool {
        self.refused.is_some()
    }
}

pub(super) fn run_student_number(case: &CaseFile) -> Result<()> {
    let (input, expect) = case.parts::<Number, ExpectNumber>()?;
    let number = input.student_number.parse::<StudentNumber>();
    let mut found = Differences::default();
    if let Some(number) = as_expected(number.map_err(Stop::from), expect.refused.as_deref())? {
        found.compare("kept", expect.kept.as_deref(), number.as_str());
        found.compare("shown", expect.shown, format!("{number:?}"));
    }
    found.none()
}
