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
    Own(&'static str, fn(&Path) -> Result<bool>),
    /// A cargo command, with more environment.
    Cargo(
        &'static [&'static str],
        &'static [(&'static str, &'static str)],
    ),
    /// A tool that need not be installed: its name, how to ask for it, what to run.
    Tool(
        &'static str,
        &'static [&'static str],
        &'static [&'static str],
    ),
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

/// The steps in their order: the quick ones first.
pub(super) const STEPS: &[Step] = &[
    Step {
        name: "fmt",
        task: Task::Cargo(&["fmt", "--all", "--check"], &[]),
    },
    Step {
        name: "tidy",
        task: Task::Own("tidy", tidy::run),
    },
    Step {
        name: "clippy",
        task: Task::Cargo(
            &[
                "clippy",
                "--workspace",
                "--all-targets",
                "--",
                "-D",
                "warnings",
            ],
            &[],
        ),
    },
    Step {
        name: "test",
        task: Task::Cargo(&["test", "--workspace"], &[]),
    },
    Step {
        name: "doc",
        task: Task::Cargo(
            &["doc", "--workspace", "--no-deps"],
            &[("RUSTDOCFLAGS", "-D warnings")],
        ),
    },
    Step {
        name: "deny",
        task: Task::Tool(
            "cargo-deny",
            &["--version"],
            &[
                "--offline",
                "--workspace",
                "check",
                "bans",
                "licenses",
                "sources",
            ],
        ),
    },
    Step {
        name: "lint",
        task: Task::Tool("buf", &["--version"], &["lint"]),
    },
    Step {
        name: "format",
        task: Task::Tool("buf", &["--version"], &["format", "-d", "--exit-code", "--path", "proto/kehou"]),
    },
    Step {
        name: "breaking",
        task: Task::Breaking,
    },
    Step {
        name: "clauses",
        task: Task::Own("clauses", clauses::run),
    },
];

impl Step {
    /// The command as a person would type it.
    pub(super) fn shown(&self) -> String {
        match &self.task {
            Task::Own(name, _) => format!("cargo xtask {name}"),
            Task::Cargo(arguments, environment) => {
                let set = environment
                    .iter()
                    .map(|(key, value)| format!("{key}=\"{value}\" "));
                format!("{}cargo {}", set.collect::<String>(), arguments.join(" "))
            }
            Task::Tool(tool, _, arguments) => format!("{tool} {}", arguments.join(" ")),
            Task::Breaking => "buf breaking --against the last release".to_owned(),
        }
    }

    /// Runs the step in the workspace at `root`.
    pub(super) fn run(&self, root: &Path) -> Result<Outcome> {
        match &self.task {
            Task::Own(_, run) => Ok(outcome_of(run(root)?)),
            Task::Cargo(arguments, environment) => {
                let cargo = std::env::var_os("CARGO").unwrap_or_else(|| "cargo".into());
                let mut command = Command::new(cargo);
                command.args(*arguments).envs(environment.iter().copied());
                finish(command, root)
            }
            Task::Tool(tool, asking, _) if !is_installed(tool, asking) => {
                Ok(Outcome::Skipped(format!("{tool} is not installed")))
            }
            Task::Tool(tool, _, arguments) => {
                let mut command = Command::new(tool);
                command.args(*arguments);
                finish(command, root)
            }
            Task::Breaking => breaking(root),
        }
    }
}

/// Compares the API with the one of the last release, if there was a release that had one.
fn breaking(root: &Path) -> Result<Outcome> {
    if !is_installed("buf", &["--version"]) {
        return Ok(Outcome::Skipped("buf is not installed".to_owned()));
    }
    let Some(tag) = asked(root, &["describe", "--tags", "--abbrev=0", "--match", "v*"]) else {
        return Ok(Outcome::Skipped("there is no release yet".to_owned()));
    };
    if asked(root, &["cat-file", "-e", &format!("{tag}:proto/kehou")]).is_none() {
        return Ok(Outcome::Skipped(format!("release {tag} has no API")));
    }
    let mut command = Command::new("buf");
    command.args(["breaking", "--against", &format!(".git#tag={tag}")]);
    finish(command, root)
}

/// What git answers; none when it refuses.
fn asked(root: &Path, arguments: &[&str]) -> Option<String> {
    let output = Command::new("git")
        .args(arguments)
        .current_dir(root)
        .output()
        .ok()?;
    let answer = String::from_utf8_lossy(&output.stdout).trim().to_owned();
    output.status.success().then_some(answer)
}

fn is_installed(tool: &str, asking: &[&str]) -> bool {
    let mut command = Command::new(tool);
    command
        .args(asking)
        .stdin(Stdio::null())
        .stdout(Stdio::null())
        .stderr(Stdio::null());
    command.status().is_ok_and(|status| status.success())
}

fn finish(mut command: Command, root: &Path) -> Result<Outcome> {
    command.current_dir(root).stdin(Stdio::null());
    let status = command
        .status()
        .with_context(|| format!("running {command:?}"))?;
    Ok(outcome_of(status.success()))
}

fn outcome_of(good: bool) -> Outcome {
    if good {
        Outcome::Passed
    } else {
        Outcome::Failed
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn tool(name: &'static str, arguments: &'static [&'static str]) -> Outcome {
        let step = Step {
            name: "try",
            task: Task::Tool(name, &["--version"], arguments),
        };
        step.run(Path::new(".")).unwrap()
    }

    fn git(folder: &Path, arguments: &[&str]) {
        let mut command = Command::new("git");
        command
            .args(["-c", "user.name=a", "-c", "user.email=a@b"])
            .args(arguments);
        assert!(
            command
                .current_dir(folder)
                .output()
                .unwrap()
                .status
                .success(),
            "{arguments:?}"
        );
    }

    #[test]
    fn a_tool_that_is_absent_is_skipped_by_name() {
        let reason = "kehou-no-such-tool is not installed".to_owned();
        assert_eq!(tool("kehou-no-such-tool", &[]), Outcome::Skipped(reason));
    }

    #[test]
    fn a_tool_decides_by_its_exit_code() {
        assert_eq!(tool("git", &["--version"]), Outcome::Passed);
        assert_eq!(tool("git", &["--no-such-option"]), Outcome::Failed);
    }

    #[test]
    fn the_last_release_is_asked_of_git() {
        let folder = tempfile::tempdir().unwrap();
        let tag = || {
            asked(
                folder.path(),
                &["describe", "--tags", "--abbrev=0", "--match", "v*"],
            )
        };
        git(folder.path(), &["init", "--quiet"]);
        git(
            folder.path(),
            &["commit", "--quiet", "--allow-empty", "-m", "a"],
        );
        assert_eq!(tag(), None);
        git(folder.path(), &["tag", "v0.1.0"]);
        git(
            folder.path(),
            &["commit", "--quiet", "--allow-empty", "-m", "b"],
        );
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
        assert_eq!(
            shown.iter().filter(|shown| shown.contains("xtask")).count(),
            2
        );
    }
}
