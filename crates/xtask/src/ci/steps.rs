//! The steps of CI as data, and how each runs.

use crate::{clauses, tidy};
use anyhow::{Context, Result};
use std::path::Path;
use std::process::{Command, Stdio};

/// One step of CI.
#[derive(Debug)]
pub(super) struct Step {
    /// What it is called in the output.
    pub(super) name: &'static str,
    task: Task,
}

#[derive(Debug)]
enum Task {
    /// A check of this tool.
    Own(fn(&Path) -> Result<bool>),
    /// A cargo command, with one more variable in its environment.
    Cargo(&'static str, Option<(&'static str, &'static str)>),
    /// A tool that need not be installed, and its arguments.
    Tool(&'static str, &'static str),
    /// The breaking check of the API against the last release.
    Breaking,
}

/// How a step ended.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Outcome {
    Passed,
    Failed,
    /// It could not run here, and why.
    Skipped(String),
}

const WARNINGS: (&str, &str) = ("RUSTDOCFLAGS", "-D warnings");

/// The steps in their order. No argument holds a blank, so a line is split at its blanks.
#[rustfmt::skip]
pub(super) const STEPS: &[Step] = &[
    step("fmt",      Task::Cargo("fmt --all --check", None)),
    step("tidy",     Task::Own(tidy::run)),
    step("clippy",   Task::Cargo("clippy --workspace --all-targets -- -D warnings", None)),
    step("test",     Task::Cargo("test --workspace", None)),
    step("doc",      Task::Cargo("doc --workspace --no-deps", Some(WARNINGS))),
    step("deny",     Task::Tool("cargo-deny", "--workspace check bans licenses sources")),
    step("lint",     Task::Tool("buf", "lint")),
    step("format",   Task::Tool("buf", "format -d --exit-code --path proto/kehou")),
    step("breaking", Task::Breaking),
    step("clauses",  Task::Own(clauses::run)),
];

const fn step(name: &'static str, task: Task) -> Step {
    Step { name, task }
}

impl Step {
    /// The command as a person would type it.
    pub(super) fn shown(&self) -> String {
        match &self.task {
            Task::Own(_) => format!("cargo xtask {}", self.name),
            Task::Cargo(line, None) => format!("cargo {line}"),
            Task::Cargo(line, Some((key, value))) => format!("{key}=\"{value}\" cargo {line}"),
            Task::Tool(tool, line) => format!("{tool} {line}"),
            Task::Breaking => "buf breaking --against the last release".to_owned(),
        }
    }

    /// Runs the step in the workspace at `root`.
    pub(super) fn run(&self, root: &Path) -> Result<Outcome> {
        match &self.task {
            Task::Own(run) => Ok(outcome_of(run(root)?)),
            Task::Cargo(line, environment) => {
                let cargo = std::env::var_os("CARGO").unwrap_or_else(|| "cargo".into());
                let mut command = Command::new(cargo);
                finish(command.args(line.split(' ')).envs(*environment), root)
            }
            Task::Tool(tool, _) if !is_installed(tool) => {
                Ok(Outcome::Skipped(format!("{tool} is not installed")))
            }
            Task::Tool(tool, line) => finish(Command::new(tool).args(line.split(' ')), root),
            Task::Breaking => breaking(root),
        }
    }
}

/// Compares the API with the one of the last release, if there was a release that had one.
fn breaking(root: &Path) -> Result<Outcome> {
    if !is_installed("buf") {
        return Ok(Outcome::Skipped("buf is not installed".to_owned()));
    }
    let Some(tag) = asked(root, &["describe", "--tags", "--abbrev=0", "--match", "v*"]) else {
        return Ok(Outcome::Skipped("there is no release yet".to_owned()));
    };
    if asked(root, &["cat-file", "-e", &format!("{tag}:proto/kehou")]).is_none() {
        return Ok(Outcome::Skipped(format!("release {tag} has no API")));
    }
    let against = format!(".git#tag={tag}");
    finish(Command::new("buf").args(["breaking", "--against", &against]), root)
}

/// What git answers; none when it refuses.
fn asked(root: &Path, arguments: &[&str]) -> Option<String> {
    let output = Command::new("git").args(arguments).current_dir(root).output().ok()?;
    let answer = String::from_utf8_lossy(&output.stdout).trim().to_owned();
    output.status.success().then_some(answer)
}

fn is_installed(tool: &str) -> bool {
    let mut command = Command::new(tool);
    command.arg("--version").stdin(Stdio::null()).stdout(Stdio::null()).stderr(Stdio::null());
    command.status().is_ok_and(|status| status.success())
}

fn finish(command: &mut Command, root: &Path) -> Result<Outcome> {
    command.current_dir(root).stdin(Stdio::null());
    let status = command.status().with_context(|| format!("running {command:?}"))?;
    Ok(outcome_of(status.success()))
}

fn outcome_of(good: bool) -> Outcome {
    if good { Outcome::Passed } else { Outcome::Failed }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn tool(name: &'static str, line: &'static str) -> Outcome {
        step("try", Task::Tool(name, line)).run(Path::new(".")).unwrap()
    }

    fn git(folder: &Path, arguments: &[&str]) {
        let mut command = Command::new("git");
        command.args(["-c", "user.name=a", "-c", "user.email=a@b"]).args(arguments);
        assert!(command.current_dir(folder).output().unwrap().status.success(), "{arguments:?}");
    }

    #[test]
    fn a_tool_that_is_absent_is_skipped_by_name() {
        let reason = "kehou-no-such-tool is not installed".to_owned();
        assert_eq!(tool("kehou-no-such-tool", "lint"), Outcome::Skipped(reason));
    }

    #[test]
    fn a_tool_decides_by_its_exit_code() {
        assert_eq!(tool("git", "--version"), Outcome::Passed);
        assert_eq!(tool("git", "cat-file -e HEAD:kehou-no-such-file"), Outcome::Failed);
    }

    #[test]
    fn the_last_release_is_asked_of_git() {
        let folder = tempfile::tempdir().unwrap();
        let tag = || asked(folder.path(), &["describe", "--tags", "--abbrev=0", "--match", "v*"]);
        git(folder.path(), &["init", "--quiet"]);
        git(folder.path(), &["commit", "--quiet", "--allow-empty", "-m", "a"]);
        assert_eq!(tag(), None);
        git(folder.path(), &["tag", "v0.1.0"]);
        git(folder.path(), &["commit", "--quiet", "--allow-empty", "-m", "b"]);
        git(folder.path(), &["tag", "nightly"]);
        assert_eq!(tag().as_deref(), Some("v0.1.0"));
    }

    #[test]
    fn every_step_is_shown_as_it_is_typed() {
        let shown: Vec<String> = STEPS.iter().map(Step::shown).collect();
        assert!(shown.contains(&"cargo test --workspace".to_owned()));
        assert!(
            shown.contains(
                &"RUSTDOCFLAGS=\"-D warnings\" cargo doc --workspace --no-deps".to_owned()
            )
        );
        assert_eq!(shown.iter().filter(|shown| shown.contains("xtask")).count(), 2);
    }
}
