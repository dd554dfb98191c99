//! Tokens: making them, and reading the file that knows them.

use std::{fs, path::Path};

use anyhow::Context as _;
use kehou_server::{Tokens, token_digest};
use ring::rand::{SecureRandom as _, SystemRandom};

use crate::{
    arguments::{NewToken, Token},
    clock,
    exit::Done,
    settings::Settings,
    tell::tell,
};

/// How many random bytes a token has: as many as its hash.
const RANDOM_BYTES: usize = 32;
/// How a token begins, so that people and scanners of leaked secrets recognise it.
const PREFIX: &str = "kehou_";

pub(crate) fn run(arguments: &Token, settings: &Settings) -> anyhow::Result<Done> {
    let Token::New(asked) = arguments;
    let token = random()?;
    let entry = entry(asked, &token);
    if let Err(error) = Tokens::read(&entry, clock::today) {
        eprintln!("kehou: {}", error.flaw);
        return Ok(Done::Refused);
    }
    tell!(settings.lang, "TOKEN_NEW", subject = asked.subject);
    println!("{token}\n");
    tell!(settings.lang, "TOKEN_PASTE");
    print!("{entry}");
    Ok(Done::Well)
}

/// Reads a token file.
pub(crate) fn read(path: &Path) -> anyhow::Result<Tokens> {
    let text = fs::read_to_string(path)
        .with_context(|| format!("token file {} can't be read", path.display()))?;
    Tokens::read(&text, clock::today)
        .with_context(|| format!("token file {} is wrong", path.display()))
}

/// A token that nobody can guess.
pub(crate) fn random() -> anyhow::Result<String> {
    let mut bytes = [0; RANDOM_BYTES];
    SystemRandom::new()
        .fill(&mut bytes)
        .map_err(|_| anyhow::anyhow!("the system gives no random bytes"))?;
    let digits: String = bytes.iter().map(|byte| format!("{byte:02x}")).collect();
    Ok(format!("{PREFIX}{digits}"))
}

/// The entry of a token file that knows a token.
fn entry(asked: &NewToken, token: &str) -> String {
    let quoted = |text: &str| format!("{text:?}");
    let field = |name: &str, value: Option<&String>| {
        value.map(|value| format!(", {name} = {}", quoted(value))).unwrap_or_default()
    };
    let children: Vec<String> = asked.child.iter().map(|child| quoted(child)).collect();
    let children = match children.is_empty() {
        true => String::new(),
        false => format!(", children = [{}]", children.join(", ")),
    };
    let expires_on = asked.expires_on.map(|day| format!("expires_on = {day}\n"));
    format!(
        "[[token]]\nsubject = {}\nsha256 = \"{}\"\n{}grants = [{{ role = {}, scope = {}{}{}{}{children} }}]\n",
        quoted(&asked.subject),
        token_digest(token),
        expires_on.unwrap_or_default(),
        quoted(&asked.role),
        quoted(&asked.scope),
        field("town", asked.town.as_ref()),
        field("school", asked.school.as_ref()),
        field("class", asked.class.as_ref()),
    )
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;

    #[test]
    fn tokens_are_long_and_differ() {
        let tokens: BTreeSet<String> = (0..100).map(|_| random().unwrap()).collect();
        assert_eq!(tokens.len(), 100);
        for token in tokens {
            let digits = token.strip_prefix(PREFIX).unwrap();
            assert!(digits.len() == 64 && digits.bytes().all(|b| b.is_ascii_hexdigit()), "{token}");
        }
    }
}
