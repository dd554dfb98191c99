//! A campaign of inspection by hand: a list of schools, a client in another language, a draw, scores and
//! a bound that are reckoned again apart. (I1–I10, O8)

use std::{
    collections::BTreeMap,
    fs,
    path::PathBuf,
    process::{Child, Command, Stdio},
    time::Instant,
};

use libtest_mimic::{Failed, Trial};
use serde_json::Value;

use super::client_python;
use crate::{
    database::{Books, Server, on_each, on_postgres, text},
    kehou::{same, tests_folder},
    killed::Moments,
    serve::Serving,
    tokens::{Person, TokenFile},
};

/// The people of the campaign.
const PEOPLE: [Person<'static>; 15] = [
    ("programme", "programme-1", &["programme --scope county"]),
    ("finance", "finance-1", &["finance --scope county"]),
    ("leading", "leading-1", &["leading_group --scope county"]),
    ("discipline", "discipline-1", &["discipline --scope county"]),
    ("personnel", "personnel-1", &["personnel --scope county"]),
    ("auditor", "auditor-1", &["auditor --scope county"]),
    ("head", "head-1", &["head_teacher --scope school --school 3708290801"]),
    ("head_town", "head-3", &["head_teacher --scope school --school 3708290803"]),
    ("i1", "inspector-1", &["inspector --scope county"]),
    ("i2", "inspector-2", &["inspector --scope county"]),
    ("i3", "inspector-3", &["inspector --scope county"]),
    ("i4", "inspector-4", &["inspector --scope county"]),
    ("i5", "inspector-5", &["inspector --scope county"]),
    ("i6", "inspector-6", &["inspector --scope county"]),
    ("i7", "inspector-7", &["inspector --scope county"]),
];

/// How often the service is killed while the campaign is walked.
const KILLS: u32 = 16;

pub(super) fn trials() -> Vec<Trial> {
    const NAME: &str = "transcript::a_campaign_of_inspection";
    const KILLED: &str = "killed::a_campaign_goes_on_as_if_nothing_had_been";
    match client_python() {
        Some(_) => on_each(KILLED, killed).into_iter().chain([on_postgres(NAME, walked)]).collect(),
        None => [NAME, KILLED].map(absent).into(),
    }
}

fn absent(name: &str) -> Trial {
    let why = "KEHOU_TEST_PYTHON names no Python with grpcio";
    Trial::test(format!("command::{name} ({why})"), || Ok(())).with_ignored_flag(true)
}

/// Books on which a campaign is walked.
struct Walk {
    books: Books,
    people: TokenFile,
    tokens: PathBuf,
}

impl Walk {
    fn new(server: &Server) -> Result<Self, Failed> {
        let books = Books::new(server)?;
        let people = TokenFile::write(books.folder.path(), &PEOPLE)?;
        let tokens = books.path("tokens.json");
        fs::write(&tokens, serde_json::to_string(&people.tokens)?)?;
        Ok(Self { books, people, tokens })
    }

    /// Starts the service.
    fn serve(&self, address: &str) -> Result<Serving, Failed> {
        let serve = ["serve", "--tokens", text(&self.people.path)?];
        Serving::start_at(address, self.books.command(serve))
    }

    /// Begins to walk; a call is sent again for so many seconds while the service is away.
    fn begin(&self, address: &str, patience: u32) -> Result<Child, Failed> {
        let tests = tests_folder();
        Ok(Command::new(client_python().ok_or("no client")?)
            .arg(tests.join("peers/campaign.py"))
            .args([address, text(&self.tokens)?, text(&tests.join("transcript/campaign"))?])
            .arg(patience.to_string())
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .spawn()?)
    }

    /// Holds what came out against what was reckoned by hand.
    fn end(walking: Child) -> Result<(), Failed> {
        let output = walking.wait_with_output()?;
        let errors = String::from_utf8_lossy(&output.stderr);
        same(&format!("exit of campaign.py: {errors}"), &output.status.success(), &true)?;
        let wanted = tests_folder().join("transcript/expected-campaign.json");
        let wanted: Value = serde_json::from_str(&fs::read_to_string(wanted)?)?;
        let told: Value = serde_json::from_slice(&output.stdout)?;
        same("the campaign, reckoned by hand", &told, &wanted)
    }
}

fn walked(server: &Server) -> Result<(), Failed> {
    let walk = Walk::new(server)?;
    let serving = walk.serve("127.0.0.1:0")?;
    Walk::end(walk.begin(&serving.address, 0)?)
}

/// The service is killed again and again while a campaign is walked, in the middle of a commitment, a
/// seed, a visit, a file or a finding: every call is sent again as it was, what comes out is what was
/// reckoned by hand, and the books hold nothing more and nothing less than after an undisturbed walk.
fn killed(server: &Server) -> Result<(), Failed> {
    let calm = Walk::new(server)?;
    let serving = calm.serve("127.0.0.1:0")?;
    let begun = Instant::now();
    Walk::end(calm.begin(&serving.address, 0)?)?;
    let whole = begun.elapsed();
    drop(serving);

    let walk = Walk::new(server)?;
    let mut serving = walk.serve("127.0.0.1:0")?;
    let address = serving.address.clone();
    let mut walking = walk.begin(&address, 60)?;
    let (mut moments, mut kills) = (Moments::new(0x000D_1CE5), 0);
    while kills < KILLS && walking.try_wait()?.is_none() {
        // The moment is what is tried here, so there is nothing to wait for but time.
        std::thread::sleep(moments.within(whole / KILLS * 2));
        drop(serving);
        serving = walk.serve(&address)?;
        kills += 1;
    }
    Walk::end(walking)?;
    drop(serving);
    same("times that the service was killed, at least", &(kills > KILLS / 2), &true)?;
    same("rows of the books", &rows(&walk.books)?, &rows(&calm.books)?)
}

/// How many rows each table has. What they say differs from walk to walk: who is drawn follows from the
/// commitment, which holds the instant at which it was made.
fn rows(books: &Books) -> Result<BTreeMap<String, String>, Failed> {
    let dump = books.run(["dump"])?.ends_with(0)?.out;
    let row = |line: &str| {
        let mut words = line.split_whitespace().map(str::to_owned);
        Some((words.next()?, words.next()?))
    };
    Ok(dump.lines().filter_map(row).collect())
}
