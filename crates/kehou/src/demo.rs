//! `kehou demo`: a sample county, from files to bills.

use std::collections::BTreeMap;

use chrono::NaiveDate;
use kehou_attendance::SchoolRecord;
use kehou_fee::{Amounts, SchoolBills, Tariff};
use kehou_policy::Policy;
use kehou_registry::Pupil;
use kehou_sample::{ABSENT_CASES, Case, CasePupil, Sample, Wording};
use kehou_sheets::County;
use kehou_units::{Fen, Month};
use kehou_words::Lang;

use crate::{
    arguments, clock,
    exit::Done,
    folder::{self, FolderRead},
    price::{Job, PricedMonth, default_out, price_one, print_bill, print_summary},
    sample,
    settings::Settings,
    tell::{tell, yuan},
};

/// The case whose bill is explained line by line.
const EXPLAINED_CASE: &str = "rate_change";

pub(crate) fn run(arguments: &arguments::Demo, settings: &Settings) -> anyhow::Result<Done> {
    let lang = settings.lang;
    let made = sample::make(&arguments.sampled);
    let files = sample::write(&made, &arguments.folder, settings)?;
    tell!(lang, "DEMO_WRITTEN", files = files, folder = arguments.folder.display());

    let march = Month::new(2023, 3)?;
    let on = clock::today();
    let job = job(arguments, march, on);
    let Some(policy) = job.policy(settings)? else { return Ok(Done::Refused) };
    let read = folder::read(&job.folder, &job.out, (&policy, march, lang))?;
    let Some(priced) = job.price(&read, &policy, settings)? else { return Ok(Done::Refused) };
    print_summary(&priced, &read, lang);

    let shown = Shown { policy: &policy, read: &read, priced: &priced, lang };
    let corrections = other_months(arguments, &made, &policy, settings)?;
    shown.print_cases(&made, &corrections)?;
    shown.explain_one(&made)?;
    print_next_steps(arguments, &job, lang);
    Ok(Done::Well)
}

fn job(arguments: &arguments::Demo, month: Month, on: NaiveDate) -> Job {
    let out = default_out(&arguments.folder, month, false);
    Job { folder: arguments.folder.clone(), out, month, on, preview: false, lines: true }
}

/// Corrections due in months other than March, as school and pupil number tell them: what later
/// facts change about bills that are out already.
type Corrections = BTreeMap<(Month, String, u32), i64>;

fn other_months(
    arguments: &arguments::Demo,
    made: &Sample,
    policy: &Policy,
    settings: &Settings,
) -> anyhow::Result<Corrections> {
    let mut corrections = Corrections::new();
    let mut months: Vec<Month> = made
        .cases()
        .iter()
        .filter_map(|case| case.expected.correction.map(|correction| correction.month))
        .collect();
    months.sort();
    months.dedup();
    for month in months.into_iter().filter(|month| month.number() != 3) {
        let job = job(arguments, month, clock::today());
        let read = folder::read(&job.folder, &job.out, (policy, month, settings.lang))?;
        let Some(priced) = job.price(&read, policy, settings)? else { continue };
        let named = priced.corrections.iter().map(|correction| {
            (
                (month, correction.school.to_string(), correction.pupil.number()),
                correction.difference.as_fen(),
            )
        });
        corrections.extend(named);
    }
    Ok(corrections)
}

struct Shown<'a> {
    policy: &'a Policy,
    read: &'a FolderRead,
    priced: &'a PricedMonth,
    lang: Lang,
}

impl Shown<'_> {
    fn bills_of(&self, case: &Case) -> anyhow::Result<Option<(SchoolBills, &Pupil)>> {
        let county: &County = &self.read.county;
        let record =
            county.schools.iter().find(|record| record.school.code.as_str() == case.school);
        let Some(record) = record else { return Ok(None) };
        let tariff = Tariff::resolve(self.policy, self.priced.month)?;
        let bills = price_one(record, county, (&tariff, self.priced.knowledge));
        Ok(find(record, &case.pupil).map(|pupil| (bills, pupil)))
    }

    /// Each awkward case with its pupil, the bill, and the correction that is due and not posted.
    fn print_cases(&self, made: &Sample, corrections: &Corrections) -> anyhow::Result<()> {
        tell!(self.lang, "DEMO_CASES");
        for case in made.cases() {
            let Some((bills, pupil)) = self.bills_of(&case)? else { continue };
            let amounts = bills.of(pupil.no).map(|bill| bill.amounts).unwrap_or_default();
            let Amounts { due, waived, payable, held, .. } = amounts;
            let what = in_lang(&case.what, self.lang);
            let name = format!("{} {}", pupil.name, case.pupil.class);
            tell!(
                self.lang,
                "DEMO_CASE",
                what = what,
                pupil = name,
                due = due,
                waived = waived,
                payable = payable
            );
            if held > Fen::ZERO {
                tell!(self.lang, "DEMO_CASE_HELD", held = held);
            }
            self.print_correction(&case, pupil, corrections);
        }
        for absent in &ABSENT_CASES {
            tell!(self.lang, "DEMO_CASE_ABSENT", reason = in_lang(&absent.reason, self.lang));
        }
        println!();
        Ok(())
    }

    fn print_correction(&self, case: &Case, pupil: &Pupil, corrections: &Corrections) {
        let of_march = self.priced.corrections.iter().find(|correction| {
            correction.school.as_str() == case.school && correction.pupil == pupil.no
        });
        let of_march =
            of_march.map(|correction| (self.priced.month, correction.difference.as_fen()));
        let of_others = corrections.iter().filter(|((_, school, number), _)| {
            *school == case.school && *number == pupil.no.number()
        });
        for (month, fen) in of_others.map(|((month, ..), fen)| (*month, *fen)).chain(of_march) {
            let code_is_raise = fen > 0;
            let (fen, yuan) = (fen, yuan(fen));
            if code_is_raise {
                tell!(self.lang, "DEMO_CORRECTION_RAISE", month = month, fen = fen, yuan = yuan);
            } else {
                tell!(self.lang, "DEMO_CORRECTION", month = month, fen = fen, yuan = yuan);
            }
        }
    }

    /// One bill, down to its lines and clauses.
    fn explain_one(&self, made: &Sample) -> anyhow::Result<()> {
        let cases = made.cases();
        let Some(case) = cases.iter().find(|case| case.id == EXPLAINED_CASE).or(cases.first())
        else {
            return Ok(());
        };
        let Some((bills, pupil)) = self.bills_of(case)? else { return Ok(()) };
        let Some(bill) = bills.of(pupil.no) else { return Ok(()) };
        tell!(self.lang, "DEMO_EXPLAINED", pupil = pupil.name, class = case.pupil.class);
        print_bill(&bill, &bills, self.policy, self.lang);
        println!();
        Ok(())
    }
}

/// The pupil of a case: by student number or local id, which no two pupils share.
fn find<'a>(record: &'a SchoolRecord, wanted: &CasePupil) -> Option<&'a Pupil> {
    record.pupils.iter().find(|pupil| match (&wanted.student_number, &wanted.local_id) {
        (Some(number), _) => pupil.student_number.as_ref() == Some(number),
        (None, Some(id)) => pupil.local_id.as_ref() == Some(id),
        (None, None) => pupil.name == wanted.name,
    })
}

const fn in_lang(wording: &Wording, lang: Lang) -> &'static str {
    match lang {
        Lang::ZhCn => wording.zh,
        Lang::En => wording.en,
    }
}

fn print_next_steps(arguments: &arguments::Demo, job: &Job, lang: Lang) {
    let folder = arguments.folder.display();
    tell!(lang, "DEMO_NEXT_FILES", folder = folder, out = job.out.display());
    tell!(lang, "DEMO_NEXT_PRICE");
    println!("  cargo run --release -- price {folder} --month {}", job.month);
    tell!(lang, "DEMO_NEXT_SERVE");
    println!("  cargo run --release -- serve");
}
