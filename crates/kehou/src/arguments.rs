//! The command line.

mod books;

use std::{net::SocketAddr, path::PathBuf, str::FromStr};

use chrono::NaiveDate;
use clap::{Args, Parser, Subcommand, ValueEnum};
use kehou_sample::Size;
use kehou_units::Month;
use kehou_words::Lang;

use books::date;
pub(crate) use books::{
    Adopt, Backup, Books, Close, Corrections, Dump, Export, Import, Keys, Migrate, Restore,
    Results, ResultsFormat, ResultsWhat, What,
};

use crate::exit;

/// Supervises and runs after-school service (课后服务): what families owe, and why.
///
/// Try `kehou demo` first: it writes the files of a sample county, keeps its books for a month and
/// says what to do next. `kehou price` bills a month from files alone; `migrate`, `policy adopt`,
/// `import`, `close`, `export` and `serve` keep the county's books in a database.
///
/// Each setting comes from the first of: its flag, its environment variable (KEHOU_…), the file
/// named by --config (or KEHOU_CONFIG, or ./kehou.toml if it exists), its default.
#[derive(Debug, Parser)]
#[command(name = "kehou", version, after_help = exit::HELP)]
pub(crate) struct Arguments {
    #[command(flatten)]
    pub(crate) global: Global,
    #[command(subcommand)]
    pub(crate) command: Command,
}

/// What every command takes.
#[derive(Args, Debug)]
pub(crate) struct Global {
    /// The file with settings: lang, listen, policy, tls_cert, tls_key, tokens, known_only,
    /// database, keys, spool
    #[arg(long, global = true, env = "KEHOU_CONFIG", value_name = "FILE")]
    pub(crate) config: Option<PathBuf>,
    /// The language of what is printed; by default that of the environment
    #[arg(long, global = true, env = "KEHOU_LANG", value_name = "LANG")]
    pub(crate) lang: Option<Language>,
    /// Policy files, or a folder of them, that replace or join those shipped; may be repeated
    #[arg(long, global = true, env = "KEHOU_POLICY", value_name = "PATH", value_delimiter = ':')]
    pub(crate) policy: Vec<PathBuf>,
}

/// A language of what is printed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum Language {
    /// Chinese
    Zh,
    /// English
    En,
}

impl From<Language> for Lang {
    fn from(language: Language) -> Self {
        match language {
            Language::Zh => Self::ZhCn,
            Language::En => Self::En,
        }
    }
}

/// What to do.
#[derive(Debug, Subcommand)]
pub(crate) enum Command {
    /// Keeps the books of a sample county for a month, with several people, and shows what came out
    Demo(Demo),
    /// Prices a month from a folder of files: bills as CSV and XLSX, findings, row errors
    ///
    /// The folder holds, under any names and in any of CSV (UTF-8 or GB18030) and XLSX, the files
    /// that schools have: list of schools, roster, applications, service plans, fee notices,
    /// payees, waivers, calendar, working days, rolls. What a table is about is told by its
    /// headings. A subfolder `policy` is read as --policy is.
    ///
    /// Rows that can't be read are listed in FILE.errors.csv beside each file; the others are
    /// priced.
    Price(Price),
    /// Writes the files of a sample county
    Sample(Sample),
    /// Brings a database to this version; makes a new embedded one
    Migrate(Migrate),
    /// Makes the keys that seal identity numbers and phones
    #[command(subcommand)]
    Keys(Keys),
    /// Stores files in the books, as a whole; the same files again change nothing
    ///
    /// The files are those of `kehou price`. First it says what would change; a file by which more
    /// than 5 % of a school's pupils would be gone (--removal-limit) waits until --accept-removals names
    /// that school. Broken off, the same command goes on where it stood.
    Import(Import),
    /// Bills a month of all schools from locked attendance
    ///
    /// Each school is one transaction. Broken off or repeated it goes on where it stood and changes
    /// nothing else; what a school is refused for is told and does not stop the others.
    Close(Close),
    /// Says what later facts change about bills that are out; reported, not posted
    Corrections(Corrections),
    /// Writes the results of a campaign of inspection: the assessment of schools, or what the public may see
    Results(Results),
    /// Writes bills, their lines, marks or findings of a month into a file
    Export(Export),
    /// Writes a consistent copy of an embedded database, while a service runs too
    ///
    /// The keys are not in it: keep a copy of the key file in another place.
    Backup(Backup),
    /// Puts a copy in the place of an embedded database
    Restore(Restore),
    /// Prints tables, rows and hashes of the books; equal content gives equal hashes on any database
    Dump(Dump),
    /// Serves prices, policies and the books over gRPC
    Serve(Serve),
    /// Asks a service whether it serves; for probes and containers
    ///
    /// Ends with 0 when it serves, 1 when it does not, 4 when it can't be reached.
    Health(Health),
    /// Makes tokens for the people and machines that call the service
    #[command(subcommand)]
    Token(Token),
    /// Checks, shows and compares policy files
    #[command(subcommand)]
    Policy(Policy),
    /// Draws from a list so that nobody can steer it, and verifies such draws
    #[command(subcommand)]
    Draw(Draw),
}

/// What to do about a draw.
#[derive(Debug, Subcommand)]
pub(crate) enum Draw {
    /// Draws as a file says, and prints the proof record with which anybody repeats the draw
    Sample {
        /// The file in TOML: title, as_of, units, quotas, source, committed_at, material, revealed_at
        file: PathBuf,
    },
    /// Repeats a draw from its proof record, and says everything that is not so
    Verify {
        /// The proof record, in JSON
        file: PathBuf,
        /// The hash of the commitment that was published before the seed was known
        #[arg(long, value_name = "HASH")]
        published: Option<String>,
    },
}

/// Which county to invent.
#[derive(Args, Clone, Copy, Debug)]
pub(crate) struct Sampled {
    /// small (12 schools, 3,000 pupils), county (160 schools, 80,000 pupils), or SCHOOLS,PUPILS
    #[arg(long, default_value = "small", value_parser = size)]
    pub(crate) size: Size,
    /// The number from which everything is drawn; the same gives the same files
    #[arg(long, default_value_t = 1)]
    pub(crate) seed: u64,
}

/// Arguments of `demo`.
#[derive(Args, Debug)]
pub(crate) struct Demo {
    /// Where to write; made if it does not exist
    #[arg(default_value = "kehou-demo")]
    pub(crate) folder: PathBuf,
    #[command(flatten)]
    pub(crate) sampled: Sampled,
}

/// Arguments of `sample`.
#[derive(Args, Debug)]
pub(crate) struct Sample {
    /// Where to write; made if it does not exist
    pub(crate) folder: PathBuf,
    #[command(flatten)]
    pub(crate) sampled: Sampled,
}

/// Arguments of `price`.
#[derive(Args, Debug)]
pub(crate) struct Price {
    /// The folder with the files
    pub(crate) folder: PathBuf,
    /// The month to price, such as 2023-03
    #[arg(long, value_parser = Month::from_str)]
    pub(crate) month: Month,
    /// Where to write; by default FOLDER/bills-MONTH, or FOLDER/preview-MONTH with --preview
    #[arg(long, value_name = "DIR")]
    pub(crate) out: Option<PathBuf>,
    /// The day on which the bills are made; by default today. A month can't be billed before it locks
    #[arg(long, value_name = "DATE", value_parser = date)]
    pub(crate) on: Option<NaiveDate>,
    /// Look ahead instead of billing: the month need not be locked
    #[arg(long)]
    pub(crate) preview: bool,
    /// Explain the bills of pupils of this name, line by line with clauses; may be repeated
    #[arg(long, value_name = "NAME")]
    pub(crate) explain: Vec<String>,
    /// Leave out the line of every mark, which makes most of the output
    #[arg(long)]
    pub(crate) no_lines: bool,
}

/// Arguments of `serve`.
#[derive(Args, Debug)]
pub(crate) struct Serve {
    /// The address to listen on; one that other machines can reach needs TLS and tokens
    #[arg(long, env = "KEHOU_LISTEN", value_name = "ADDRESS")]
    pub(crate) listen: Option<SocketAddr>,
    /// The TLS certificate with its chain, in PEM
    #[arg(long, env = "KEHOU_TLS_CERT", value_name = "FILE")]
    pub(crate) tls_cert: Option<PathBuf>,
    /// The private key of the TLS certificate, in PEM
    #[arg(long, env = "KEHOU_TLS_KEY", value_name = "FILE")]
    pub(crate) tls_key: Option<PathBuf>,
    /// The file with the hashes of tokens and what each may do; `kehou token new` makes entries
    #[arg(long, env = "KEHOU_TOKENS", value_name = "FILE")]
    pub(crate) tokens: Option<PathBuf>,
    /// Answer known callers only, on a loopback address too: behind a proxy on this machine
    #[arg(long)]
    pub(crate) known_only: bool,
    /// Serve the books of the demo in DIR, which is made if it does not exist, with a token for each
    /// role
    #[arg(
        long,
        value_name = "DIR",
        num_args = 0..=1,
        default_missing_value = "kehou-demo",
        conflicts_with_all = ["tokens", "database", "keys", "spool"]
    )]
    pub(crate) demo: Option<PathBuf>,
    #[command(flatten)]
    pub(crate) books: Books,
    /// How much to log: error, warn, info, debug or trace
    #[arg(long, env = "KEHOU_LOG", value_name = "LEVEL", default_value_t = tracing::Level::INFO)]
    pub(crate) log: tracing::Level,
}

/// Arguments of `health`.
#[derive(Args, Debug)]
pub(crate) struct Health {
    /// The address of the service, such as localhost:50051; by default the one it listens on
    #[arg(env = "KEHOU_LISTEN")]
    pub(crate) address: Option<String>,
    /// The certificate to trust, in PEM: who issued that of the service, or the service's own if it
    /// vouches for itself; without it no TLS is spoken
    #[arg(long, env = "KEHOU_TLS_CA", value_name = "FILE")]
    pub(crate) ca: Option<PathBuf>,
    /// The name in the service's certificate, where it differs from the address
    #[arg(long, env = "KEHOU_TLS_NAME", requires = "ca")]
    pub(crate) name: Option<String>,
}

/// What to do with tokens.
#[derive(Debug, Subcommand)]
pub(crate) enum Token {
    /// Makes a token: prints it once, and the entry of the token file that knows it
    New(NewToken),
}

/// Arguments of `token new`.
#[derive(Args, Debug)]
pub(crate) struct NewToken {
    /// The name under which the record of changes knows the holder; no personal name is needed
    #[arg(long)]
    pub(crate) subject: String,
    /// programme, finance, town_office, head_teacher, coordinator, class_teacher, aid_officer,
    /// auditor, guardian, machine, leading_group, personnel, safety_office, discipline or inspector
    #[arg(long)]
    pub(crate) role: String,
    /// county, town, school, class or children
    #[arg(long)]
    pub(crate) scope: String,
    /// The 9 digits of the town, for the scope town
    #[arg(long, value_name = "DIVISION")]
    pub(crate) town: Option<String>,
    /// The 10 digits of the school, for the scopes school and class
    #[arg(long, value_name = "CODE")]
    pub(crate) school: Option<String>,
    /// Grade and number such as 3-1, for the scope class
    #[arg(long)]
    pub(crate) class: Option<String>,
    /// School and number such as 3708290001/12, for the scope children; may be repeated
    #[arg(long, value_name = "CODE/NO")]
    pub(crate) child: Vec<String>,
    /// The last day on which the token holds; by default it never expires
    #[arg(long, value_name = "DATE", value_parser = date)]
    pub(crate) expires_on: Option<NaiveDate>,
}

/// What to do with policies.
#[derive(Debug, Subcommand)]
pub(crate) enum Policy {
    /// Checks policy files together with those shipped, and lists every problem
    Check {
        /// The files; by default those shipped
        files: Vec<PathBuf>,
        /// The day on which stale rates and expired rules are judged; by default today
        #[arg(long, value_name = "DATE", value_parser = date)]
        on: Option<NaiveDate>,
    },
    /// Shows every parameter in force on a day, with its clause
    Show {
        /// The day; by default today
        #[arg(long, value_name = "DATE", value_parser = date)]
        on: Option<NaiveDate>,
    },
    /// Stores a policy in the books, as the one that holds for a division from now on
    Adopt(Adopt),
    /// Says what differs between two policies
    Diff {
        /// A policy file, or a folder of them
        before: PathBuf,
        /// A policy file, or a folder of them
        after: PathBuf,
    },
    /// Writes the shipped policy files into a folder, to read or to change
    Export {
        /// Where to write; made if it does not exist
        folder: PathBuf,
    },
}

fn size(text: &str) -> Result<Size, String> {
    match text {
        "small" => Ok(Size::Small),
        "county" => Ok(Size::County),
        numbers => custom(numbers).ok_or_else(|| {
            "write small, county, or two numbers such as 40,12000 (schools, pupils)".to_owned()
        }),
    }
}

fn custom(text: &str) -> Option<Size> {
    let (schools, pupils) = text.split_once(',')?;
    Some(Size::Custom { schools: schools.parse().ok()?, pupils: pupils.parse().ok()? })
}
