//! `kehou policy`: check, show, compare and export policies.

mod adopt;

use std::path::{Path, PathBuf};

use chrono::NaiveDate;
use kehou_policy::{Loaded, Policy, PolicyErrors, PolicyProblem, PolicyWarning};
use kehou_words::Lang;

pub(crate) use adopt::adopt;

use crate::{
    arguments, clock,
    exit::Done,
    place, policy_files,
    settings::Settings,
    tell::{say, tell},
};

pub(crate) fn run(command: &arguments::Policy, settings: &Settings) -> anyhow::Result<Done> {
    match command {
        arguments::Policy::Check { files, on } => check(files, *on, settings),
        arguments::Policy::Show { on } => show(*on, settings),
        arguments::Policy::Adopt(arguments) => adopt::run(arguments, settings),
        arguments::Policy::Diff { before, after } => diff(before, after, settings),
        arguments::Policy::Export { folder } => export(folder, settings),
    }
}

/// Prints every problem of a policy on standard error.
pub(crate) fn print_problems(errors: &PolicyErrors, lang: Lang) {
    errors.problems().iter().for_each(|problem| eprintln!("{}", problem_text(problem, lang)));
}

/// Prints what a person should look at in an accepted policy, on standard error. (R28)
pub(crate) fn print_warnings(warnings: &[PolicyWarning], lang: Lang) {
    warnings.iter().for_each(|warning| eprintln!("{}", warning_text(warning, lang)));
}

/// The check that warns, the place and what there is to look at.
pub(crate) fn warning_text(warning: &PolicyWarning, lang: Lang) -> String {
    format!("{}: {}", warning.check(), problem_text(warning.note(), lang))
}

/// File, line, key and what is wrong.
fn problem_text(problem: &PolicyProblem, lang: Lang) -> String {
    let args: Vec<(&str, &str)> = problem.arguments().collect();
    let text = say(problem.code(), lang, &args);
    let key = problem.key().map(|key| format!("`{key}`: ")).unwrap_or_default();
    format!("{}:{}: {key}{text}", problem.file(), problem.line())
}

fn check(files: &[PathBuf], on: Option<NaiveDate>, settings: &Settings) -> anyhow::Result<Done> {
    let paths = if files.is_empty() { settings.policy.as_slice() } else { files };
    let texts = policy_files::read(paths)?;
    let on = on.unwrap_or_else(clock::today);
    match policy_files::load(&texts, on) {
        Err(errors) => {
            print_problems(&errors, settings.lang);
            tell!(settings.lang, "POLICY_CHECK_REFUSED", count = errors.problems().len());
            Ok(Done::Refused)
        }
        Ok(Loaded { policy, warnings }) => {
            for warning in &warnings {
                println!("{}", warning_text(warning, settings.lang));
            }
            tell!(
                settings.lang,
                "POLICY_CHECK_PASSED",
                id = policy.id(),
                warnings = warnings.len(),
                on = on
            );
            Ok(Done::Well)
        }
    }
}

fn loaded(paths: &[PathBuf], on: NaiveDate, lang: Lang) -> anyhow::Result<Option<Policy>> {
    let texts = policy_files::read(paths)?;
    Ok(policy_files::load(&texts, on)
        .map(|loaded| loaded.policy)
        .map_err(|errors| print_problems(&errors, lang))
        .ok())
}

fn show(on: Option<NaiveDate>, settings: &Settings) -> anyhow::Result<Done> {
    let on = on.unwrap_or_else(clock::today);
    let Some(policy) = loaded(&settings.policy, on, settings.lang)? else {
        return Ok(Done::Refused);
    };
    tell!(settings.lang, "POLICY_SHOW", id = policy.id(), on = on);
    for parameter in policy.show(on) {
        let clause = parameter.clause();
        let document =
            policy.instrument(clause.instrument()).map_or("", |instrument| instrument.document());
        println!(
            "{:<34} {} {}  [{} {}; {} {}] {}",
            parameter.key().name(),
            parameter.value(),
            parameter.unit(),
            document,
            clause.clause(),
            parameter.rule(),
            parameter.kind(),
            parameter.period(),
        );
    }
    Ok(Done::Well)
}

fn diff(before: &Path, after: &Path, settings: &Settings) -> anyhow::Result<Done> {
    let on = clock::today();
    let before = loaded(&[before.to_owned()], on, settings.lang)?;
    let after = loaded(&[after.to_owned()], on, settings.lang)?;
    let (Some(before), Some(after)) = (before, after) else { return Ok(Done::Refused) };
    let changes = before.diff(&after);
    changes.iter().for_each(|change| println!("{change}"));
    tell!(
        settings.lang,
        "POLICY_DIFF",
        count = changes.len(),
        before = before.id(),
        after = after.id()
    );
    Ok(Done::Well)
}

/// Writes the shipped policy files into a folder; files that were changed there are left alone.
pub(crate) fn write_shipped(folder: &Path) -> anyhow::Result<()> {
    let mut texts = Policy::shipped_texts().iter();
    texts.try_for_each(|(name, text)| place::put(&folder.join(name), text.as_bytes()))
}

fn export(folder: &Path, settings: &Settings) -> anyhow::Result<Done> {
    write_shipped(folder)?;
    tell!(settings.lang, "POLICY_EXPORT", folder = folder.display());
    Ok(Done::Well)
}
