//! Cases about exact amounts: what is read, and how a pool is shared out. [F16]

use anyhow::{Result, bail};
use kehou_units::{Fen, apportion};
use serde::Deserialize;

use super::{
    difference::Differences, file::CaseFile, file::Expectation, stop::Stop, stop::as_expected,
};

/// An amount to read, or a pool to share out by weights.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Input {
    yuan: Option<String>,
    pool: Option<String>,
    weights: Option<Vec<u64>>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Expect {
    fen: Option<i64>,
    shares: Option<Vec<String>>,
    refused: Option<String>,
}

impl Expectation for Expect {
    fn stops_something(&self) -> bool {
        self.refused.is_some()
    }

    fn stops_everything(&self) -> bool {
        self.refused.is_some()
    }
}

pub(super) fn run(row: &str, case: &CaseFile) -> Result<()> {
    if row != "F16" {
        bail!("no runner reads the cases of row {row} for kehou-units");
    }
    let (input, expect) = case.parts::<Input, Expect>()?;
    let amounts = match (&input.yuan, &input.pool, &input.weights) {
        (Some(text), None, None) => {
            Fen::from_yuan_text(text).map(|fen| vec![fen]).map_err(Stop::from)
        }
        (None, Some(pool), Some(weights)) => Fen::from_yuan_text(pool)
            .map_err(Stop::from)
            .and_then(|pool| Ok(apportion(pool, weights)?)),
        _ => bail!("give `yuan`, or `pool` and `weights`"),
    };
    let Some(amounts) = as_expected(amounts, expect.refused.as_deref())? else {
        return Ok(());
    };
    let mut found = Differences::default();
    if expect.fen.is_none() == expect.shares.is_none() {
        bail!("expect `fen`, `shares`, or a refusal");
    }
    found.compare("fen", expect.fen, Fen::sum(amounts.iter().copied())?.as_fen());
    let shares: Vec<String> = amounts.iter().map(ToString::to_string).collect();
    let expected = expect.shares.map(|shares| shares.join(" "));
    found.compare("shares", expected, shares.join(" "));
    found.none()
}
