//! How the command ends.

use std::process::ExitCode;

use kehou_app::{AppError, billing::ExportError};
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
            eprintln!("kehou: {error:#}");
            match refusal_of(&error) {
                Some(refusal) => {
                    if let Some(hint) = hint(refusal, lang) {
                        eprintln!("{hint}");
                    }
                    ExitCode::from(if is_refusal(refusal) { 1 } else { 4 })
                }
                None => ExitCode::from(4),
            }
        }
    }
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
