//! Settings from flags, environment, file and defaults, in this order.

use std::{
    net::{Ipv4Addr, SocketAddr},
    path::{Path, PathBuf},
};

use anyhow::Context as _;
use kehou_words::Lang;
use serde::Deserialize;

use crate::arguments::{Global, Language};

/// What holds for a run of the command.
pub(crate) struct Settings {
    /// The language of what is printed.
    pub(crate) lang: Lang,
    /// Policy files and folders beside those shipped.
    pub(crate) policy: Vec<PathBuf>,
    /// The address from the settings file, if it names one.
    pub(crate) listen: SocketAddr,
    /// Who may call, by the settings file.
    pub(crate) access: AccessFiles,
    /// Where the books are, by the settings file.
    pub(crate) books: BooksFiles,
}

/// Where the books are.
#[derive(Clone, Default)]
pub(crate) struct BooksFiles {
    /// The database, a path or an address.
    pub(crate) database: Option<String>,
    /// The file with the keys.
    pub(crate) keys: Option<PathBuf>,
    /// Where files of imports are kept.
    pub(crate) spool: Option<PathBuf>,
    /// The largest share of a school's pupils, in percent, that an import may remove unasked.
    pub(crate) removal_limit: Option<u8>,
}

/// The files that say who may call.
#[derive(Clone, Debug, Default)]
pub(crate) struct AccessFiles {
    /// The TLS certificate.
    pub(crate) tls_cert: Option<PathBuf>,
    /// Its key.
    pub(crate) tls_key: Option<PathBuf>,
    /// The tokens.
    pub(crate) tokens: Option<PathBuf>,
    /// Whether calls without a known caller are refused on a loopback address too.
    pub(crate) known_only: bool,
}

/// The settings file as it is written.
#[derive(Default, Deserialize)]
#[serde(deny_unknown_fields)]
struct RawSettings {
    lang: Option<String>,
    policy: Option<Vec<PathBuf>>,
    listen: Option<SocketAddr>,
    tls_cert: Option<PathBuf>,
    tls_key: Option<PathBuf>,
    tokens: Option<PathBuf>,
    #[serde(default)]
    known_only: bool,
    database: Option<String>,
    keys: Option<PathBuf>,
    spool: Option<PathBuf>,
    removal_limit_percent: Option<u8>,
}

const DEFAULT_FILE: &str = "kehou.toml";
const DEFAULT_LISTEN: SocketAddr =
    SocketAddr::new(std::net::IpAddr::V4(Ipv4Addr::LOCALHOST), 50_051);

impl Settings {
    /// Reads the settings. Flags and environment come merged in `global`.
    pub(crate) fn read(global: &Global) -> anyhow::Result<Self> {
        let file = raw(global.config.as_deref())?;
        let of_file = file.lang.as_deref().map(language).transpose()?;
        let lang = global.lang.map(Lang::from).or(of_file).unwrap_or_else(of_environment);
        let policy = match (global.policy.is_empty(), file.policy) {
            (true, Some(policy)) => policy,
            _ => global.policy.clone(),
        };
        let access = AccessFiles {
            tls_cert: file.tls_cert,
            tls_key: file.tls_key,
            tokens: file.tokens,
            known_only: file.known_only,
        };
        let removal_limit = file.removal_limit_percent;
        anyhow::ensure!(
            removal_limit.is_none_or(|percent| percent <= 100),
            "settings: removal_limit_percent is at most 100"
        );
        let (database, keys, spool) = (file.database, file.keys, file.spool);
        let books = BooksFiles { database, keys, spool, removal_limit };
        Ok(Self { lang, policy, listen: file.listen.unwrap_or(DEFAULT_LISTEN), access, books })
    }
}

fn raw(named: Option<&Path>) -> anyhow::Result<RawSettings> {
    let path = named.unwrap_or(Path::new(DEFAULT_FILE));
    if named.is_none() && !path.exists() {
        return Ok(RawSettings::default());
    }
    let text = std::fs::read_to_string(path)
        .with_context(|| format!("settings file {} can't be read", path.display()))?;
    // Without the line itself, in which a password may stand.
    toml::from_str(&text).map_err(|error: toml::de::Error| {
        let at = error.span().map_or(0, |span| span.start);
        let line = text.get(..at).unwrap_or_default().lines().count().max(1);
        let (file, what) = (path.display(), error.message());
        anyhow::anyhow!("settings file {file} is wrong: line {line}: {what}")
    })
}

fn language(text: &str) -> anyhow::Result<Lang> {
    match text {
        "zh" => Ok(Language::Zh.into()),
        "en" => Ok(Language::En.into()),
        _ => anyhow::bail!("settings: lang is `{text}`; write zh or en"),
    }
}

/// Chinese where the environment says so, English elsewhere.
fn of_environment() -> Lang {
    let variables = ["LC_ALL", "LC_MESSAGES", "LANG"];
    let said =
        variables.iter().filter_map(|name| std::env::var(name).ok()).find(|text| !text.is_empty());
    if said.is_some_and(|text| text.starts_with("zh")) { Lang::ZhCn } else { Lang::En }
}
