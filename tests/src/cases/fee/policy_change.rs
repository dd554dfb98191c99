//! Other values of the policy's parameters, without writing a policy text.

use std::sync::LazyLock;

use anyhow::{Context, Result, anyhow, bail};
use chrono::NaiveDate;
use kehou_policy::{Key, Policy, PolicyErrors};
use serde::Deserialize;
use toml::{Table, Value};

use crate::cases::stop::Stop;

/// Values that take the place of a parameter's in every shipped text; none removes it.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct PolicyChange {
    key: String,
    values: Vec<Table>,
}

/// The file of the county's notice, where a parameter stands that no shipped text has.
const NOTICE: &str = "jiaxiang-2023-4.toml";

/// The shipped policy with these changes.
pub(super) fn policy(changes: &[PolicyChange]) -> Result<Policy, Stop> {
    static SHIPPED: LazyLock<Result<Policy, PolicyErrors>> = LazyLock::new(Policy::shipped);
    if changes.is_empty() {
        return Ok(SHIPPED.clone()?);
    }
    let mut texts = Vec::new();
    for (file, text) in Policy::shipped_texts() {
        let table: Table = text.parse().with_context(|| (*file).to_owned())?;
        texts.push(((*file).to_owned(), table));
    }
    for change in changes {
        change.apply(&mut texts)?;
    }
    let mut changed = Vec::new();
    for (file, table) in texts {
        changed.push((file, toml::to_string(&table).context("writing the policy")?));
    }
    Ok(Policy::load(&changed, NaiveDate::MIN)?.policy)
}

impl PolicyChange {
    fn apply(&self, texts: &mut [(String, Table)]) -> Result<()> {
        let mut place = None;
        for (file, table) in texts.iter_mut() {
            let Some(Value::Array(parameters)) = table.get_mut("parameters") else {
                continue;
            };
            let is_this =
                |block: &Value| block.get("key").and_then(Value::as_str) == Some(&self.key);
            if let Some(at) = parameters.iter().position(is_this) {
                let block = parameters.remove(at);
                place = place.or(Some((file.clone(), block)));
            }
        }
        if self.values.is_empty() {
            return place.map(drop).ok_or_else(|| anyhow!("no text has `{}`", self.key));
        }
        let (file, mut block) = match place {
            Some(found) => found,
            None => (NOTICE.to_owned(), self.new_block()?),
        };
        let values = self.values.iter().cloned().map(Value::Table).collect();
        if let Value::Table(block) = &mut block {
            block.insert("values".into(), Value::Array(values));
        }
        let home = texts.iter_mut().find(|(name, _)| *name == file);
        match home.and_then(|(_, table)| table.get_mut("parameters")) {
            Some(Value::Array(parameters)) => parameters.push(block),
            _ => bail!("{file} has no parameters"),
        }
        Ok(())
    }

    /// A block for a parameter that no text has: the notice fixes it.
    fn new_block(&self) -> Result<Value> {
        let known = Key::from_name(&self.key);
        let key = known.with_context(|| format!("no rule reads `{}`", self.key))?;
        let mut block = Table::new();
        for (name, text) in [
            ("key", key.name().to_owned()),
            ("unit", key.unit().to_owned()),
            ("rule", key.rule().to_string()),
            ("kind", "K".to_owned()),
            ("clause", "三(三)".to_owned()),
        ] {
            block.insert(name.to_owned(), Value::String(text));
        }
        Ok(Value::Table(block))
    }
}
