//! How the command ends.

use std::process::ExitCode;

/// What a command that did not fail came to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Done {
    /// Everything asked for was done. Exit code 0.
    Well,
    /// A rule or a check refuses what was asked for. Exit code 1.
    Refused,
    /// It was done, but some rows of the input were refused. Exit code 3.
    WithRowErrors,
}

/// The exit codes, as `--help` prints them.
pub(crate) const HELP: &str = "\
Exit codes:
  0  done
  1  refused by a rule or check: the month is not locked, a policy has problems
  2  the command line is wrong
  3  done, but some rows of the input were refused; see the .errors.csv files beside it
  4  something could not be read, written or opened";

/// Says what went wrong, if anything did, and gives the exit code.
pub(crate) fn code_of(done: anyhow::Result<Done>) -> ExitCode {
    match done {
        Ok(Done::Well) => ExitCode::SUCCESS,
        Ok(Done::Refused) => ExitCode::from(1),
        Ok(Done::WithRowErrors) => ExitCode::from(3),
        Err(error) => {
            eprintln!("kehou: {error:#}");
            ExitCode::from(4)
        }
    }
}
