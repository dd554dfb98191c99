//! The commands that keep the county's books.

use std::{path::PathBuf, str::FromStr};

use chrono::NaiveDate;
use clap::{Args, Subcommand, ValueEnum, value_parser};
use kehou_app::import::AcceptedRemovals;
use kehou_registry::SchoolCode;
use kehou_sheets::ExportFormat;
use kehou_units::Month;

/// Which books, and who writes in them.
#[derive(Args, Clone, Debug, Default)]
pub(crate) struct Books {
    /// The database: a path, or postgres://USER@HOST/NAME; by default kehou.db
    ///
    /// A password is better kept in the variable or the settings file, which other users of the
    /// machine don't see. It is never printed.
    #[arg(long, env = "KEHOU_DATABASE", value_name = "DATABASE", hide_env_values = true)]
    pub(crate) database: Option<String>,
    /// The file with the keys that seal identity numbers and phones; beside an embedded database
    /// by default, where it is made together with a new one
    #[arg(long, env = "KEHOU_KEYS", value_name = "FILE")]
    pub(crate) keys: Option<PathBuf>,
    /// The folder where files of imports are kept until they are stored; by default beside an
    /// embedded database, else in the state folder of the system
    #[arg(long, env = "KEHOU_SPOOL", value_name = "DIR")]
    pub(crate) spool: Option<PathBuf>,
    /// The largest share of a school's pupils, in percent, that an import may take off the roll without
    /// somebody accepting it; by default 5
    #[arg(long, env = "KEHOU_REMOVAL_LIMIT", value_name = "PERCENT", value_parser = value_parser!(u8).range(0..=100))]
    pub(crate) removal_limit: Option<u8>,
    /// The name under which the record of changes knows who does this: `local:` and NAME; by
    /// default the name of the user
    #[arg(long = "as", env = "KEHOU_AS", value_name = "NAME", value_parser = operator)]
    pub(crate) operator: Option<String>,
}

/// What to do with keys.
#[derive(Debug, Subcommand)]
pub(crate) enum Keys {
    /// Makes new random keys; a file that exists is left alone
    New {
        /// Where to write; only its owner may read it
        file: PathBuf,
    },
}

/// Arguments of `migrate`.
#[derive(Args, Debug)]
pub(crate) struct Migrate {
    #[command(flatten)]
    pub(crate) books: Books,
}

/// Arguments of `policy adopt`.
#[derive(Args, Debug)]
pub(crate) struct Adopt {
    /// Policy files, or folders of them, that replace or join those shipped
    pub(crate) files: Vec<PathBuf>,
    /// The division it is for: 6 digits for a county
    #[arg(long, value_name = "DIVISION")]
    pub(crate) division: String,
    /// Let it change prices of months whose statements are published
    #[arg(long)]
    pub(crate) retroactive: bool,
    /// Say what it would change, and change nothing
    #[arg(long)]
    pub(crate) check: bool,
    /// Why, for the record of changes
    #[arg(long, required_unless_present = "check")]
    pub(crate) reason: Option<String>,
    #[command(flatten)]
    pub(crate) books: Books,
}

/// Arguments of `import`.
#[derive(Args, Debug)]
pub(crate) struct Import {
    /// Files, or folders of them
    #[arg(required_unless_present = "resume", conflicts_with = "resume")]
    pub(crate) paths: Vec<PathBuf>,
    /// The month whose rolls they bring, such as 2023-03
    #[arg(long, value_parser = Month::from_str, required_unless_present = "resume")]
    pub(crate) month: Option<Month>,
    /// Why, for the record of changes
    #[arg(long, required_unless_present_any = ["resume", "check"])]
    pub(crate) reason: Option<String>,
    /// Say what would change, and change nothing
    #[arg(long, conflicts_with = "resume")]
    pub(crate) check: bool,
    /// Store it though many pupils of these schools would be gone: their codes with commas between, or
    /// `all`
    #[arg(long, value_name = "CODES", value_parser = accepted)]
    pub(crate) accept_removals: Option<AcceptedRemovals>,
    /// The id of this import, 8 to 64 of A-Z a-z 0-9 . _ -; by default it follows from the files, the
    /// month and who imports, so that the same command again is the same import
    #[arg(long, value_name = "ID", value_parser = request_id)]
    pub(crate) request_id: Option<String>,
    /// The folder for lists of refused rows; by default each stands beside its file
    #[arg(long, value_name = "DIR")]
    pub(crate) errors: Option<PathBuf>,
    /// Bring to their end the imports that were broken off while they were stored
    #[arg(long)]
    pub(crate) resume: bool,
    #[command(flatten)]
    pub(crate) books: Books,
}

/// Arguments of `close`.
#[derive(Args, Debug)]
pub(crate) struct Close {
    /// The month, such as 2023-03
    #[arg(long, value_parser = Month::from_str)]
    pub(crate) month: Month,
    /// Only these schools
    #[arg(long, value_name = "CODE", num_args = 1.., value_parser = SchoolCode::from_str)]
    pub(crate) school: Vec<SchoolCode>,
    /// Reckon and compare, and change nothing
    #[arg(long, conflicts_with = "publish")]
    pub(crate) check: bool,
    /// Publish the statements too; from then on they stay, and later facts become corrections due
    #[arg(long)]
    pub(crate) publish: bool,
    /// Why, for the record of changes
    #[arg(long, default_value = "", hide_default_value = true)]
    pub(crate) reason: String,
    /// The id of this close; by default it follows from what is known about the schools, so that the
    /// same command again changes nothing
    #[arg(long, value_name = "ID", value_parser = request_id)]
    pub(crate) request_id: Option<String>,
    #[command(flatten)]
    pub(crate) books: Books,
}

/// Arguments of `corrections`.
#[derive(Args, Debug)]
pub(crate) struct Corrections {
    /// The month, such as 2023-03
    #[arg(long, value_parser = Month::from_str)]
    pub(crate) month: Month,
    /// Only these schools
    #[arg(long, value_name = "CODE", num_args = 1.., value_parser = SchoolCode::from_str)]
    pub(crate) school: Vec<SchoolCode>,
    #[command(flatten)]
    pub(crate) books: Books,
}

/// Arguments of `results`.
#[derive(Args, Debug)]
pub(crate) struct Results {
    /// The number of the campaign
    #[arg(long)]
    pub(crate) campaign: u32,
    /// What to write
    #[arg(long, value_enum)]
    pub(crate) what: ResultsWhat,
    /// The form: csv or xlsx of the assessment, xlsx or html of the summary
    #[arg(long, value_enum)]
    pub(crate) format: ResultsFormat,
    /// The file to write
    #[arg(long, value_name = "FILE")]
    pub(crate) out: PathBuf,
    #[command(flatten)]
    pub(crate) books: Books,
}

/// What is written of a campaign.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum ResultsWhat {
    /// The yearly assessment, school by school
    Assessment,
    /// What the public may see: groups of schools, no single school
    Summary,
}

/// How it is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum ResultsFormat {
    /// Comma-separated values
    Csv,
    /// A workbook
    Xlsx,
    /// A page with charts, in Chinese, that prints on A4
    Html,
}

/// Arguments of `export`.
#[derive(Args, Debug)]
pub(crate) struct Export {
    /// The month, such as 2023-03
    #[arg(long, value_parser = Month::from_str)]
    pub(crate) month: Month,
    /// What to write
    #[arg(long)]
    pub(crate) what: What,
    /// How to write it
    #[arg(long)]
    pub(crate) format: Format,
    /// The file; one that exists is replaced at the end
    #[arg(long, value_name = "FILE")]
    pub(crate) out: PathBuf,
    /// Only these schools
    #[arg(long, value_name = "CODE", num_args = 1.., value_parser = SchoolCode::from_str)]
    pub(crate) school: Vec<SchoolCode>,
    #[command(flatten)]
    pub(crate) books: Books,
}

/// What a file holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum What {
    /// Bills, one row a pupil
    Bills,
    /// Lines of bills, one row a pupil, day and slot
    Lines,
    /// Marks, one row a pupil, day and slot; nothing about waivers or money
    Marks,
    /// What was found when the month was closed
    Findings,
}

/// How a file is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum Format {
    /// Comma-separated values
    Csv,
    /// A workbook
    Xlsx,
    /// One JSON object a line
    Jsonl,
}

impl From<Format> for ExportFormat {
    fn from(format: Format) -> Self {
        match format {
            Format::Csv => Self::Csv,
            Format::Xlsx => Self::Xlsx,
            Format::Jsonl => Self::JsonLines,
        }
    }
}

/// Arguments of `backup`.
#[derive(Args, Debug)]
pub(crate) struct Backup {
    /// Where to write the copy
    pub(crate) file: PathBuf,
    /// Replace a file that exists
    #[arg(long)]
    pub(crate) force: bool,
    #[command(flatten)]
    pub(crate) books: Books,
}

/// Arguments of `restore`.
#[derive(Args, Debug)]
pub(crate) struct Restore {
    /// The copy that `kehou backup` wrote
    pub(crate) file: PathBuf,
    /// Replace a database that exists
    #[arg(long)]
    pub(crate) force: bool,
    #[command(flatten)]
    pub(crate) books: Books,
}

/// Arguments of `dump`.
#[derive(Args, Debug)]
pub(crate) struct Dump {
    #[command(flatten)]
    pub(crate) books: Books,
}

/// A day, as arguments write it.
pub(crate) fn date(text: &str) -> Result<NaiveDate, String> {
    text.parse()
        .map_err(|_| format!("`{text}` is no day of the calendar; write it like 2023-03-01"))
}

/// How many characters a name in the record of changes may have, without `local:`.
const OPERATOR_CHARS: usize = 58;

fn operator(text: &str) -> Result<String, String> {
    let plain = |c: char| c.is_ascii_alphanumeric() || "._@-".contains(c);
    if (1..=OPERATOR_CHARS).contains(&text.len()) && text.chars().all(plain) {
        return Ok(text.to_owned());
    }
    Err(format!("a name has 1 to {OPERATOR_CHARS} of the characters A-Z a-z 0-9 . _ @ -"))
}

/// The schools of which many pupils may be gone.
fn accepted(text: &str) -> Result<AcceptedRemovals, String> {
    if text == "all" {
        return Ok(AcceptedRemovals::All);
    }
    let code = |code: &str| {
        let wrong =
            |_| format!("`{code}` is no code of a school; write ten digits, or `all` alone");
        SchoolCode::from_str(code.trim()).map_err(wrong)
    };
    text.split(',').map(code).collect::<Result<_, _>>().map(AcceptedRemovals::Of)
}

fn request_id(text: &str) -> Result<String, String> {
    let plain = |c: char| c.is_ascii_alphanumeric() || "._-".contains(c);
    if (8..=64).contains(&text.len()) && text.chars().all(plain) {
        return Ok(text.to_owned());
    }
    Err("an id has 8 to 64 of the characters A-Z a-z 0-9 . _ -".to_owned())
}
