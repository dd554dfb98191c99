//! Running the command.

use std::{
    ffi::OsStr,
    path::{Path, PathBuf},
    process::{Command, Output},
};

use libtest_mimic::{Failed, Trial};

/// The command under test, in English, without settings from the machine.
pub(crate) fn command() -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_kehou"));
    for name in [
        "KEHOU_CONFIG",
        "KEHOU_LANG",
        "KEHOU_POLICY",
        "KEHOU_LISTEN",
        "KEHOU_LOG",
        "KEHOU_TLS_CERT",
        "KEHOU_TLS_KEY",
        "KEHOU_TLS_CA",
        "KEHOU_TLS_NAME",
        "KEHOU_TOKENS",
        "KEHOU_DATABASE",
        "KEHOU_KEYS",
        "KEHOU_SPOOL",
    ] {
        command.env_remove(name);
    }
    command.env("KEHOU_LANG", "en").env("KEHOU_AS", "tester");
    command
}

/// What a run of the command came to.
pub(crate) struct Ran {
    pub(crate) code: i32,
    pub(crate) out: String,
    pub(crate) err: String,
}

/// Runs the command to its end.
pub(crate) fn run<A: AsRef<OsStr>>(arguments: impl IntoIterator<Item = A>) -> Result<Ran, Failed> {
    ran(command().args(arguments).output()?)
}

/// What a run that ended came to.
pub(crate) fn ran(output: Output) -> Result<Ran, Failed> {
    let code = output.status.code().ok_or("the command was killed")?;
    Ok(Ran { code, out: String::from_utf8(output.stdout)?, err: String::from_utf8(output.stderr)? })
}

impl Ran {
    /// Holds that the command ended with a code.
    pub(crate) fn ends_with(self, code: i32) -> Result<Self, Failed> {
        if self.code == code {
            return Ok(self);
        }
        Err(format!("exit code {} instead of {code}\n{}\n{}", self.code, self.out, self.err).into())
    }
}

/// Holds that a text says something.
pub(crate) fn says(text: &str, wanted: &str) -> Result<(), Failed> {
    if text.contains(wanted) {
        Ok(())
    } else {
        Err(format!("`{wanted}` is not said in:\n{text}").into())
    }
}

/// Holds that two things are the same.
pub(crate) fn same<T: PartialEq + std::fmt::Debug>(
    what: &str,
    found: &T,
    wanted: &T,
) -> Result<(), Failed> {
    if found == wanted {
        Ok(())
    } else {
        Err(format!("{what}: {found:?} instead of {wanted:?}").into())
    }
}

/// A named test.
pub(crate) fn trial(name: &str, test: fn() -> Result<(), Failed>) -> Trial {
    Trial::test(format!("command::{name}"), test)
}

/// The hand-written files of the transcript, copied so that nothing is written beside them.
pub(crate) fn transcript_files(folder: &Path) -> Result<PathBuf, Failed> {
    let copy = folder.join("files");
    copy_folder(&tests_folder().join("transcript/files"), &copy)?;
    Ok(copy)
}

/// The folder with everything that tests share.
pub(crate) fn tests_folder() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../../tests")
}

fn copy_folder(from: &Path, to: &Path) -> Result<(), Failed> {
    std::fs::create_dir_all(to)?;
    for entry in std::fs::read_dir(from)? {
        let (path, target) = {
            let entry = entry?;
            (entry.path(), to.join(entry.file_name()))
        };
        if path.is_dir() {
            copy_folder(&path, &target)?;
        } else {
            std::fs::copy(&path, &target)?;
        }
    }
    Ok(())
}
