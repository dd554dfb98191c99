//! What code reaches for beyond its arguments: nothing below layer 2, no paths in the files
//! crate, the environment in server and binary alone.

use crate::house::{Reach, room_of};
use crate::source::{Role, Source, Token};
use crate::tree::Tree;
use crate::violation::Violation;

/// Modules of `std` that a reach shuts out.
fn shut_modules(reach: Reach) -> &'static [&'static str] {
    match reach {
        Reach::Pure => &["fs", "env", "net", "thread", "io", "process"],
        Reach::Streams => &["fs", "env", "net", "process"],
        Reach::World => &["env"],
        Reach::Environment => &[],
    }
}

/// Words that a reach shuts out wherever they stand.
fn shut_words(reach: Reach) -> &'static [&'static str] {
    match reach {
        Reach::Pure => &[
            "tokio",
            "async",
            "await",
            "SystemTime",
            "Instant",
            "RandomState",
            "print",
            "println",
            "eprint",
            "eprintln",
        ],
        Reach::Streams => &["SystemTime", "Instant"],
        Reach::World | Reach::Environment => &[],
    }
}

pub(super) fn check(tree: &Tree) -> Vec<Violation> {
    let mut violations = Vec::new();
    for member in &tree.members {
        let Some(room) = room_of(&member.name) else {
            continue;
        };
        for source in member
            .sources
            .iter()
            .filter(|source| source.role == Role::Code)
        {
            for (name, line) in reached(source, room.reach) {
                let what = format!("`{name}` is out of reach for `{}`", member.name);
                violations.push(Violation::new(&source.path, line, what, advice(room.reach)));
            }
        }
    }
    violations
}

fn advice(reach: Reach) -> &'static str {
    match reach {
        Reach::Pure => {
            "take dates, instants, seeds, texts and bytes as arguments; the caller reads them"
        }
        Reach::Streams => {
            "take a reader or writer, and dates, as arguments; the binary opens files"
        }
        Reach::World | Reach::Environment => "take the setting as an argument; the binary reads it",
    }
}

fn reached(source: &Source, reach: Reach) -> Vec<(String, usize)> {
    let tokens = source.shipped_tokens();
    let mut found = Vec::new();
    for (at, token) in tokens.iter().enumerate() {
        if shut_words(reach).contains(&token.text.as_str()) {
            found.push((token.text.clone(), token.line));
        }
        if token.text == "std" {
            let modules = modules_of_std(tokens.get(at + 1..).unwrap_or_default());
            let shut = modules
                .iter()
                .filter(|m| shut_modules(reach).contains(&m.text.as_str()));
            found.extend(shut.map(|module| (format!("std::{}", module.text), module.line)));
        }
    }
    found
}

/// The modules that the tokens after `std` name: one in a path, several in a group.
fn modules_of_std<'a>(after: &[&'a Token]) -> Vec<&'a Token> {
    let [colon, second, rest @ ..] = after else {
        return Vec::new();
    };
    if colon.text != ":" || second.text != ":" {
        return Vec::new();
    }
    let Some((first, group)) = rest.split_first() else {
        return Vec::new();
    };
    if first.text != "{" {
        return vec![first];
    }
    let mut modules = Vec::new();
    let mut depth = 1_usize;
    let mut before = "{";
    for token in group {
        match token.text.as_str() {
            "{" => depth += 1,
            "}" => depth -= 1,
            _ if depth == 1 && matches!(before, "{" | ",") => modules.push(*token),
            _ => {}
        }
        if depth == 0 {
            break;
        }
        before = &token.text;
    }
    modules
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::tree::tests::tree;

    fn found(name: &str, text: &str) -> Vec<(String, usize)> {
        let path = format!("crates/{name}/src/lib.rs");
        let violations = check(&tree(&[(&path, text)]));
        let name = |v: &Violation| v.what.split('`').nth(1).unwrap_or_default().to_owned();
        violations
            .iter()
            .map(|violation| (name(violation), violation.line))
            .collect()
    }

    #[test]
    fn a_pure_crate_may_use_what_computes() {
        let text = "use std::{collections::BTreeMap, fmt};\n// std::fs\nconst A: &str = \"tokio\";\n\
                    #[cfg(test)]\nmod tests { use std::fs; }\n";
        assert_eq!(found("kehou-fee", text), []);
    }

    #[test]
    fn a_pure_crate_may_not_reach_the_world() {
        for (text, name) in [
            ("use std::fs;", "std::fs"),
            ("fn f() { std::env::var(\"A\"); }", "std::env"),
            (
                "use std::{fmt, collections::{a, b}, thread::spawn};",
                "std::thread",
            ),
            ("use std::time::Instant;", "Instant"),
            ("fn f() { SystemTime::now(); }", "SystemTime"),
            ("use tokio::net;", "tokio"),
            ("async fn f() {}", "async"),
            ("use std::io::Read;", "std::io"),
            ("fn f() { println!(\"a\"); }", "println"),
        ] {
            assert_eq!(found("kehou-fee", text), [(name.to_owned(), 1)], "{text}");
        }
    }

    #[test]
    fn a_name_inside_a_group_of_another_module_is_not_a_module_of_std() {
        assert_eq!(
            found("kehou-fee", "use std::{collections::{env, fs}, fmt};"),
            []
        );
    }

    #[test]
    fn the_files_crate_takes_readers_and_no_paths() {
        assert_eq!(found("kehou-sheets", "use std::io::{Read, Seek};"), []);
        assert_eq!(
            found("kehou-sheets", "use std::{io, fs};"),
            [("std::fs".to_owned(), 1)]
        );
    }

    #[test]
    fn the_environment_is_read_by_server_and_binary_alone() {
        assert_eq!(found("kehou", "use std::env;"), []);
        assert_eq!(found("kehou-server", "use std::env;"), []);
        assert_eq!(
            found("kehou-app", "use std::{fs, env};"),
            [("std::env".to_owned(), 1)]
        );
    }
}
