//! `kehou serve`: starts, says where, and stops when asked.

use std::{
    io::{BufRead, BufReader},
    process::{Child, Stdio},
};

use libtest_mimic::{Failed, Trial};

use crate::kehou::{command, run, same, says, trial};

pub(crate) fn trials() -> Vec<Trial> {
    vec![
        trial("serve::an_address_open_to_others_is_refused", open_address),
        trial("serve::says_where_it_listens_and_what_to_try", ready),
        #[cfg(unix)]
        trial("serve::stops_when_it_is_asked_to", stops),
    ]
}

/// A running service; it is killed when the test ends.
pub(crate) struct Serving {
    child: Child,
    pub(crate) address: String,
    pub(crate) lines: std::io::Lines<BufReader<std::process::ChildStdout>>,
}

impl Serving {
    /// Starts the service on a free port and waits until it says that it listens.
    pub(crate) fn start() -> Result<Self, Failed> {
        let mut serve = command();
        serve.arg("serve");
        Self::start_with(serve)
    }

    /// Starts a command that serves.
    pub(crate) fn start_with(serve: std::process::Command) -> Result<Self, Failed> {
        Self::start_at("127.0.0.1:0", serve)
    }

    /// Starts a command that serves at an address, such as that of a service that was killed.
    pub(crate) fn start_at(
        address: &str,
        mut serve: std::process::Command,
    ) -> Result<Self, Failed> {
        let mut child = serve
            .args(["--listen", address, "--log", "error"])
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn()?;
        let out = child.stdout.take().ok_or("no output")?;
        let mut lines = BufReader::new(out).lines();
        let first = lines.next().ok_or("nothing said")??;
        let address = first.split([' ', ',']).find(|word| word.starts_with("127.0.0.1:"));
        let address = address.ok_or("no address said")?.to_owned();
        Ok(Self { child, address, lines })
    }
}

impl Drop for Serving {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

fn open_address() -> Result<(), Failed> {
    let ran = run(["serve", "--listen", "0.0.0.0:0"])?.ends_with(4)?;
    says(&ran.err, "can be reached from other machines, which needs TLS")
}

fn ready() -> Result<(), Failed> {
    let mut serving = Serving::start()?;
    let mut calls = 0;
    for line in serving.lines.by_ref().take(5) {
        calls += usize::from(line?.contains("grpcurl -plaintext"));
    }
    same("calls to try", &calls, &3)
}

#[cfg(unix)]
fn stops() -> Result<(), Failed> {
    let mut serving = Serving::start()?;
    let asked = std::process::Command::new("kill")
        .args(["-TERM", &serving.child.id().to_string()])
        .status()?;
    same("kill", &asked.success(), &true)?;
    let status = serving.child.wait()?;
    same("exit code", &status.code(), &Some(0))?;
    let rest: Vec<String> = serving.lines.by_ref().collect::<Result<_, _>>()?;
    says(&rest.join("\n"), "every call was answered")
}
