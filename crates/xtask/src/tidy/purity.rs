//! What code reaches for beyond its arguments: nothing below layer 2, no paths in the files
//! crate, the environment in server and binary alone.

use crate::house::{Reach, room_of};
use crate::source::{Role, Source, Token};
use crate::tree::Tree;
use crate::violation::Violation;

/// Paths below `std` that a reach shuts out, with all that stands below them.
fn shut_paths(reach: Reach) -> &'static [&'static str] {
    match reach {
        Reach::Pure => &["fs", "env", "net", "thread", "io", "process", CLOCK, CALENDAR],
        Reach::Streams => &["fs", "env", "net", "process", CLOCK, CALENDAR],
        Reach::World => &["env"],
        Reach::Environment => &[],
    }
}

const CLOCK: &str = "time::Instant";
const CALENDAR: &str = "time::SystemTime";

/// Words that only a pure crate may not use, wherever they stand.
const SHUT_WORDS: &[&str] =
    &["tokio", "async", "await", "RandomState", "print", "println", "eprint", "eprintln"];

pub(super) fn check(tree: &Tree) -> Vec<Violation> {
    let mut violations = Vec::new();
    for member in &tree.members {
        let Some(room) = room_of(&member.name) else {
            continue;
        };
        for source in member.sources.iter().filter(|source| source.role == Role::Code) {
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
        if reach == Reach::Pure && SHUT_WORDS.contains(&token.text.as_str()) {
            found.push((token.text.clone(), token.line));
        }
        if token.text == "std" {
            let mut paths = Vec::new();
            walk(&tokens, at + 1, "", &mut paths);
            let shut = |path: &str| shut_paths(reach).iter().any(|shut| is_below(path, shut));
            paths.retain(|(path, _)| shut(path));
            found.extend(paths.into_iter().map(|(path, line)| (format!("std::{path}"), line)));
        }
    }
    found
}

/// Whether a path is a shut one, stands below it, or brings it in with all its siblings.
fn is_below(path: &str, shut: &str) -> bool {
    let below = path.strip_prefix(shut);
    let beside = shut.rsplit_once("::").map(|(parent, _)| parent);
    below.is_some_and(|rest| rest.is_empty() || rest.starts_with("::"))
        || beside.is_some_and(|parent| path == parent || path.strip_suffix("::*") == Some(parent))
}

/// Collects the paths that continue `path` from the token `at`, groups spread out, each with the
/// line of its last name; returns the token after them.
fn walk(tokens: &[&Token], at: usize, path: &str, paths: &mut Vec<(String, usize)>) -> usize {
    let text = |at: usize| tokens.get(at).map_or("", |token| token.text.as_str());
    let is_name = |text: &str| text == "*" || text.starts_with(|c: char| c.is_alphabetic());
    let below = |name: &str| {
        if path.is_empty() { name.to_owned() } else { format!("{path}::{name}") }
    };
    let continues = text(at) == ":" && text(at + 1) == ":";
    if continues && is_name(text(at + 2)) {
        return walk(tokens, at + 3, &below(text(at + 2)), paths);
    }
    if !continues || text(at + 2) != "{" {
        let line = tokens.get(at - 1).map_or(1, |token| token.line);
        paths.push((path.to_owned(), line));
        return at;
    }
    let mut at = at + 3;
    while !matches!(text(at), "}" | "") {
        let is_first = matches!(text(at - 1), "{" | ",");
        at = if is_first && is_name(text(at)) {
            walk(tokens, at + 1, &below(text(at)), paths)
        } else {
            at + 1
        };
    }
    at + 1
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::tree::tests::tree;

    fn found(name: &str, text: &str) -> Vec<(String, usize)> {
        let path = format!("crates/{name}/src/lib.rs");
        let violations = check(&tree(&[(&path, text)]));
        let name = |v: &Violation| v.what.split('`').nth(1).unwrap_or_default().to_owned();
        violations.iter().map(|violation| (name(violation), violation.line)).collect()
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
            ("fn f() { std::env::var(\"A\"); }", "std::env::var"),
            ("use std::{fmt, collections::{a, b}, thread::spawn};", "std::thread::spawn"),
            ("use std::time::Instant;", "std::time::Instant"),
            ("use std::time::{Duration, SystemTime as Clock};", "std::time::SystemTime"),
            ("use std::time::*;", "std::time::*"),
            ("use std::time;", "std::time"),
            ("fn f() { std::time::Instant::now(); }", "std::time::Instant::now"),
            ("use tokio::net;", "tokio"),
            ("async fn f() {}", "async"),
            ("use std::io::Read;", "std::io::Read"),
            ("fn f() { println!(\"a\"); }", "println"),
        ] {
            assert_eq!(found("kehou-fee", text), [(name.to_owned(), 1)], "{text}");
        }
    }

    #[test]
    fn a_group_over_several_lines_is_refused_at_the_name() {
        let text = "use std::{\n    fmt,\n    fs::{self, File},\n};";
        let names = [("std::fs::self".to_owned(), 3), ("std::fs::File".to_owned(), 3)];
        assert_eq!(found("kehou-fee", text), names);
    }

    #[test]
    fn a_name_of_ours_is_not_a_clock() {
        let text = "use std::time::Duration;\nenum Field { Instant }\nfn f() { Field::Instant; }";
        assert_eq!(found("kehou-fee", text), []);
    }

    #[test]
    fn a_name_inside_a_group_of_another_module_is_not_a_module_of_std() {
        assert_eq!(found("kehou-fee", "use std::{collections::{env, fs}, fmt};"), []);
    }

    #[test]
    fn the_files_crate_takes_readers_and_no_paths() {
        assert_eq!(found("kehou-sheets", "use std::io::{Read, Seek};"), []);
        assert_eq!(found("kehou-sheets", "use std::{io, fs};"), [("std::fs".to_owned(), 1)]);
    }

    #[test]
    fn the_environment_is_read_by_server_and_binary_alone() {
        assert_eq!(found("kehou", "use std::env;"), []);
        assert_eq!(found("kehou-server", "use std::env;"), []);
        assert_eq!(found("kehou-app", "use std::{fs, env};"), [("std::env".to_owned(), 1)]);
    }
}
