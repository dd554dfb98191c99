//! How the command ends.

use std::{error::Error, process::ExitCode};

use kehou_app::{AppError, billing::ExportError};
use kehou_store::BackupError;
use kehou_units::Fault;
use kehou_words::{Lang, render};

/// What a command that did not fail came to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Done {
    /// Everything asked for was done. Exit code 0.
    Well,
    /// A rule or a check refuses what was asked for. Exit code 1.
    Refused,
    /// It was done, but some rows of the input were refused. Exit code 3.
    WithRowErrors,
    /// It waits until somebody says that it is meant. Exit code 5.
    Waits,
}

/// The exit codes, as `--help` prints them.
pub(crate) const HELP: &str = "\
Exit codes:
  0  done
  1  refused by a rule or check: the month is not locked, a policy has problems
  2  the command line is wrong
  3  done, but some rows of the input were refused; see the .errors.csv files
  4  something could not be read, written or opened
  5  not done yet: it waits for a flag by which you say that it is meant";

/// Says what went wrong, if anything did, and gives the exit code.
pub(crate) fn code_of(done: anyhow::Result<Done>, lang: Lang) -> ExitCode {
    match done {
        Ok(Done::Well) => ExitCode::SUCCESS,
        Ok(Done::Refused) => ExitCode::from(1),
        Ok(Done::WithRowErrors) => ExitCode::from(3),
        Ok(Done::Waits) => ExitCode::from(5),
        Err(error) => {
            let refusal = refusal_of(&error);
            match refusal {
                Some(refusal) => eprintln!("kehou: {}", told(&error, refusal, lang)),
                None => eprintln!("kehou: {}", chain(error.chain())),
            }
            if let Some(hint) = refusal.and_then(|refusal| hint(refusal, lang)) {
                eprintln!("{hint}");
            }
            let by_rule = refusal.is_some_and(is_refusal) || is_refused_copy(&error);
            ExitCode::from(if by_rule { 1 } else { 4 })
        }
    }
}

/// What went wrong, the causes that say more than the one above them included.
fn chain<'a>(causes: impl Iterator<Item = &'a (dyn Error + 'static)>) -> String {
    causes.fold(String::new(), |text, cause| {
        let cause = cause.to_string();
        match text.contains(&cause) {
            true => text,
            false if text.is_empty() => cause,
            false => format!("{text}: {cause}"),
        }
    })
}

/// What a use case answered, in a language, after what was said about where that was.
fn told(error: &anyhow::Error, refusal: &AppError, lang: Lang) -> String {
    let own = refusal.to_string();
    let around = chain(error.chain().take_while(|cause| cause.to_string() != own));
    let text = text_of(refusal, lang);
    // What failed inside the books is known to those alone who look after them: here.
    let cause = if is_refusal(refusal) { String::new() } else { format!(" ({own})") };
    if around.is_empty() { format!("{text}{cause}") } else { format!("{around}: {text}{cause}") }
}

/// What a use case answered, in a language.
pub(crate) fn text_of(error: &AppError, lang: Lang) -> String {
    let args = error.args();
    let args: Vec<(&str, &str)> = args.iter().map(|(name, value)| (*name, &**value)).collect();
    render(error.code(), lang, &args).unwrap_or_else(|| error.to_string())
}

/// Whether a copy of a database was refused, rather than could not be written.
fn is_refused_copy(error: &anyhow::Error) -> bool {
    let found = error.chain().find_map(|cause| cause.downcast_ref::<BackupError>());
    found.is_some_and(|error| !matches!(error.fault(), Fault::Busy | Fault::Internal))
}

/// What a use case answered, if one did.
fn refusal_of(error: &anyhow::Error) -> Option<&AppError> {
    error.chain().find_map(|cause| match cause.downcast_ref::<ExportError>() {
        Some(ExportError::App(error)) => Some(error),
        _ => cause.downcast_ref::<AppError>(),
    })
}

/// Whether a rule refuses, rather than the books or the machine fail.
pub(crate) fn is_refusal(error: &AppError) -> bool {
    !matches!(error.fault(), Fault::Busy | Fault::Internal)
}

/// What to do about a refusal at the command line, where there is more to say than it says itself.
pub(crate) fn hint(error: &AppError, lang: Lang) -> Option<String> {
    render(&format!("HINT_{}", error.code()), lang, &[])
}
