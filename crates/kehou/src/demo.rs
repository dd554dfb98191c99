//! `kehou demo`: a month of a sample county's books, kept by several people.

mod campaign;
mod cases;
mod imports;
mod people;
mod rectify;
mod sheets;
mod story;
mod summary;
mod views;

use std::{path::Path, sync::Arc};

use chrono::NaiveDate;
use kehou_app::{App, Clock};
use kehou_sample::{Sample, Seed, Size};
use kehou_units::{Instant, Month};
use kehou_words::Lang;

pub(crate) use people::Cast;

use crate::{
    arguments,
    books::{Absent, Books},
    exit::Done,
    runtime, sample,
    settings::Settings,
    tell::tell,
};

/// The county of the sample.
const DIVISION: &str = "370829";
/// The name of the database in the folder of the demo.
const DATABASE: &str = "kehou.db";

pub(crate) fn run(arguments: &arguments::Demo, settings: &Settings) -> anyhow::Result<Done> {
    let lang = settings.lang;
    let made = sample::make(&arguments.sampled);
    let files = sample::write(&made, &arguments.folder, settings)?;
    tell!(lang, "DEMO_WRITTEN", files = files, folder = arguments.folder.display());
    runtime::wait(async {
        let told = Told { folder: &arguments.folder, made: &made, lang, voice: Voice::Aloud };
        let app = told.keep_books().await?;
        let finance = people::finance();
        let march = Month::new(2023, 3)?;
        let cases = cases::Cases::new((&app, &finance), &made, (march, lang));
        println!();
        cases.print().await?;
        cases.explain_one().await
    })?;
    print_next_steps(&arguments.folder, lang);
    Ok(Done::Well)
}

/// Makes the books of the sample county in a folder, unless they are there, and gives where they are.
pub(crate) async fn books(folder: &Path, settings: &Settings) -> anyhow::Result<Books> {
    let books = Books::at(folder.join(DATABASE));
    if !books.place.exists() {
        let made = Sample::new(Seed(1), Size::Small);
        sample::write(&made, folder, settings)?;
        let told = Told { folder, made: &made, lang: settings.lang, voice: Voice::Silent };
        told.keep_books().await?;
    }
    Ok(books)
}

/// Whether the acts of the demo are told.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Voice {
    Aloud,
    Silent,
}

/// The story of the demo in one folder and language.
struct Told<'a> {
    folder: &'a Path,
    made: &'a Sample,
    lang: Lang,
    voice: Voice,
}

impl Told<'_> {
    /// Keeps the books, and tells of each act. Every act has an id and a time of its own, so that
    /// keeping them again repeats the first answers and changes nothing.
    async fn keep_books(&self) -> anyhow::Result<Arc<App>> {
        let clock = Clock::standing_at(at((2, 6), (9, 0))?);
        let books = Books::at(self.folder.join(DATABASE));
        let app = books.app_with_spool(Absent::Made, clock).await?;
        story::Story { app: &app, told: self }.keep().await?;
        Ok(app)
    }
}

/// A moment of 2023 in the county.
fn at((month, day): (u32, u32), (hour, minute): (u32, u32)) -> anyhow::Result<Instant> {
    let time =
        NaiveDate::from_ymd_opt(2023, month, day).and_then(|on| on.and_hms_opt(hour, minute, 0));
    Ok(Instant::of_county(time.ok_or_else(|| anyhow::anyhow!("no such moment in the story"))?))
}

fn print_next_steps(folder: &Path, lang: Lang) {
    let folder = folder.display();
    let database = format!("--database {folder}/{DATABASE}");
    tell!(lang, "DEMO_NEXT_FILES", folder = folder);
    tell!(lang, "DEMO_NEXT_EXPORT");
    println!(
        "  cargo run --release -- export {database} --month 2023-03 --what bills --format xlsx --out bills.xlsx"
    );
    tell!(lang, "DEMO_NEXT_PRICE");
    println!("  cargo run --release -- price {folder} --month 2023-03");
    tell!(lang, "DEMO_NEXT_SERVE");
    println!("  cargo run --release -- serve --demo {folder}");
}
