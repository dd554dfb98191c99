//! Killed at any moment and started again, import and close leave the same books as undisturbed, on
//! either database.

use std::{
    path::{Path, PathBuf},
    process::Stdio,
    sync::LazyLock,
    time::{Duration, Instant},
};

use libtest_mimic::{Failed, Trial};
use tempfile::TempDir;

use crate::{
    database::{Books, Server, on_each, on_postgres, text},
    kehou::{run, same, says},
};

/// How many books are kept under kills, and how often each command is killed.
const ROUNDS: u64 = 6;
const KILLS: u64 = 3;

pub(crate) fn trials() -> Vec<Trial> {
    let both = on_postgres("killed::both_databases_hold_the_same", both);
    let each = [
        on_each("killed::the_same_commands_again_leave_the_same_books", again),
        on_each("killed::a_broken_off_import_is_resumed", resumed),
    ];
    each.into_iter().flatten().chain([both]).collect()
}

/// A sample county's files, written once; the folder is gone with the process that made it.
static SAMPLE: LazyLock<Option<(TempDir, PathBuf)>> = LazyLock::new(|| {
    let folder = tempfile::tempdir().ok()?;
    let files = folder.path().join("files");
    let written = run(["sample", files.to_str()?, "--size", "12,1200"]).ok()?;
    (written.code == 0).then_some((folder, files))
});

fn files() -> Result<&'static Path, Failed> {
    let made = SAMPLE.as_ref().ok_or("the sample can't be written")?;
    Ok(&made.1)
}

fn import() -> Result<[&'static str; 6], Failed> {
    Ok(["import", text(files()?)?, "--month", "2023-03", "--reason", "the month's files"])
}

const CLOSE: [&str; 4] = ["close", "--month", "2023-03", "--publish"];

/// What the books hold when nobody disturbs, and how long each command takes.
struct Calm {
    dump: String,
    import: Duration,
    close: Duration,
}

fn calm(server: &Server) -> Result<Calm, Failed> {
    let books = Books::new(server)?;
    let timed = |arguments: &[&str]| -> Result<Duration, Failed> {
        let begun = Instant::now();
        books.run(arguments.iter().copied())?.ends_with(0)?;
        Ok(begun.elapsed())
    };
    let (import, close) = (timed(&import()?)?, timed(&CLOSE)?);
    Ok(Calm { dump: books.dump()?, import, close })
}

fn again(server: &Server) -> Result<(), Failed> {
    let calm = calm(server)?;
    let mut moments = Moments::new(0x5EED);
    let mut broken_off = 0;
    for round in 0..ROUNDS {
        let books = Books::new(server)?;
        for (arguments, whole) in [(&import()?[..], calm.import), (&CLOSE[..], calm.close)] {
            for _ in 0..KILLS {
                broken_off += u32::from(killed(&books, arguments, moments.within(whole))?);
            }
            books.run(arguments.iter().copied())?.ends_with(0)?;
        }
        same(&format!("dump of round {round}"), &books.dump()?, &calm.dump)?;
    }
    same("a command that was broken off at least", &(broken_off > 0), &true)
}

/// Runs a command and kills it after a while. Gives whether it was still at work.
fn killed(books: &Books, arguments: &[&str], after: Duration) -> Result<bool, Failed> {
    let mut command = books.command(arguments.iter().copied());
    let mut child = command.stdout(Stdio::null()).stderr(Stdio::null()).spawn()?;
    // The moment is what is tried here, so there is nothing to wait for but time.
    std::thread::sleep(after);
    child.kill()?;
    Ok(child.wait()?.code().is_none())
}

/// Moments from a fixed seed.
pub(crate) struct Moments(u64);

impl Moments {
    pub(crate) const fn new(seed: u64) -> Self {
        Self(seed)
    }

    /// A moment of a while.
    pub(crate) fn within(&mut self, whole: Duration) -> Duration {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        whole * u32::try_from(self.0 % 1_000).unwrap_or(0) / 1_000
    }
}

/// While an import is half stored no month is closed; it goes on, here
/// in the name of who confirmed it.
fn resumed(server: &Server) -> Result<(), Failed> {
    let whole = calm(server)?;
    let undisturbed = Books::new(server)?;
    undisturbed.run(import()?)?.ends_with(0)?;
    let wanted = undisturbed.dump()?;
    let mut found = false;
    for step in 1..40 {
        let books = Books::new(server)?;
        killed(&books, &import()?, whole.import * step / 40)?;
        let before = books.dump()?;
        let close = books.run(["close", "--month", "2023-03"])?;
        if !close.err.contains("is being stored") {
            continue;
        }
        found = true;
        says(&close.ends_with(4)?.err, "`kehou import --resume`")?;
        same("dump after a close that is refused", &books.dump()?, &before)?;
        let resumed = books.run(["import", "--resume", "--as", "somebody-else"])?.ends_with(0)?;
        says(&resumed.out, "import 1, confirmed by local:tester, is brought to its end")?;
        same("dump", &books.dump()?, &wanted)?;
        break;
    }
    same("an import broken off while it was stored", &found, &true)
}

/// The same commands leave the same books on both databases.
fn both(postgres: &Server) -> Result<(), Failed> {
    same("dump", &calm(postgres)?.dump, &calm(&Server::Sqlite)?.dump)
}
