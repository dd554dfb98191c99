//! What every case file has.

use anyhow::{Result, bail};
use serde::{
    Deserialize,
    de::{DeserializeOwned, IgnoredAny},
};

/// A case as it is read, before its runner knows what it asks.
#[derive(Debug)]
pub(super) struct CaseFile {
    /// What the case shows, in one sentence.
    pub(super) why: String,
    /// The clause or row that decides it.
    pub(super) clause: String,
    verdict: Verdict,
    text: String,
}

/// The form of every case; input and expectation are the runner's.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Form<I, E> {
    why: String,
    clause: String,
    verdict: Verdict,
    input: I,
    expect: E,
}

/// Whether a rule lets the situation of a case pass.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
pub(super) enum Verdict {
    /// It is billed or admitted, as the rule says.
    Accept,
    /// The rule refuses, blocks, holds or takes back something.
    Refuse,
}

/// What an expectation stands for, so that a verdict can't contradict it.
pub(super) trait Expectation: DeserializeOwned {
    /// Whether it expects something to be refused, blocked, held or taken back.
    fn stops_something(&self) -> bool;
    /// Whether the whole input is expected to be refused.
    fn stops_everything(&self) -> bool;
}

impl CaseFile {
    pub(super) fn read(text: String) -> Result<Self> {
        let form: Form<IgnoredAny, IgnoredAny> = toml::from_str(&text)?;
        if form.why.trim().is_empty() || form.clause.trim().is_empty() {
            bail!("`why` and `clause` say something");
        }
        Ok(Self { why: form.why, clause: form.clause, verdict: form.verdict, text })
    }

    /// Input and expectation in the words of a runner.
    pub(super) fn parts<I: DeserializeOwned, E: Expectation>(&self) -> Result<(I, E)> {
        let Form { input, expect, .. } = toml::from_str::<Form<I, E>>(&self.text)?;
        match self.verdict {
            Verdict::Accept if expect.stops_everything() => {
                bail!("verdict = \"accept\", and yet the expectation refuses the whole")
            }
            Verdict::Refuse if !expect.stops_something() => {
                bail!("verdict = \"refuse\", and yet nothing is expected to be refused")
            }
            _ => Ok((input, expect)),
        }
    }
}
