//! `kehou price`: from a folder of files to bills.

mod input;
mod outcome;
mod outputs;
mod summary;

use std::path::PathBuf;

use chrono::NaiveDate;
use kehou_attendance::SchoolRecord;
use kehou_fee::{
    Knowledge, NotLocked, SchoolBills, SchoolFacts, Tariff, corrections_due, group_incomes, price,
};
use kehou_policy::{Key, Policy};
use kehou_sheets::County;
use kehou_units::{Fen, Month};
use kehou_words::Lang;

use outcome::PricedMonth;
pub(crate) use summary::print_bill;
use summary::print_summary;

use crate::{
    arguments, clock,
    exit::Done,
    folder::{self, FolderRead},
    policy as policies, policy_files, progress,
    settings::Settings,
    tell::{say, tell},
};

pub(crate) fn run(arguments: &arguments::Price, settings: &Settings) -> anyhow::Result<Done> {
    let job = Job {
        folder: arguments.folder.clone(),
        out: arguments
            .out
            .clone()
            .unwrap_or_else(|| default_out(&arguments.folder, arguments.month, arguments.preview)),
        month: arguments.month,
        on: arguments.on.unwrap_or_else(clock::today),
        preview: arguments.preview,
        lines: !arguments.no_lines,
    };
    let Some(policy) = job.policy(settings)? else { return Ok(Done::Refused) };
    let read = folder::read(&job.folder, &job.out, (&policy, job.month, settings.lang))?;
    let Some(priced) = job.price(&read, &policy, settings)? else { return Ok(Done::Refused) };
    print_summary(&priced, &read, settings.lang);
    for name in &arguments.explain {
        explain_bills_of(name, (&priced, &read.county), &policy, settings.lang)?;
    }
    tell!(settings.lang, "PRICE_FILES", folder = job.out.display());
    Ok(if read.county.problems.is_empty() { Done::Well } else { Done::WithRowErrors })
}

/// Explains the bill of every pupil of a name.
fn explain_bills_of(
    name: &str,
    (priced, county): (&PricedMonth, &County),
    policy: &Policy,
    lang: Lang,
) -> anyhow::Result<()> {
    let tariff = Tariff::resolve(policy, priced.month)?;
    let mut found = false;
    for record in &county.schools {
        let named: Vec<_> = record.pupils.iter().filter(|pupil| pupil.name == name).collect();
        if named.is_empty() {
            continue;
        }
        found = true;
        let bills = price_one(record, county, (&tariff, priced.knowledge));
        for (pupil, bill) in
            named.into_iter().filter_map(|pupil| Some((pupil, bills.of(pupil.no)?)))
        {
            tell!(
                lang,
                "PRICE_EXPLAINED",
                pupil = pupil.name,
                number = pupil.no,
                school = record.school.name()
            );
            let of = (bills.totals.month, bills.totals.purpose);
            print_bill(&bill, of, policy, lang);
            println!();
        }
    }
    if !found {
        tell!(lang, "PRICE_NOBODY", name = name);
    }
    Ok(())
}

/// Where bills are written unless the command says otherwise.
fn default_out(folder: &std::path::Path, month: Month, preview: bool) -> PathBuf {
    folder.join(format!("{}-{month}", if preview { "preview" } else { "bills" }))
}

/// What to price, and where to write it.
struct Job {
    pub(crate) folder: PathBuf,
    pub(crate) out: PathBuf,
    pub(crate) month: Month,
    /// The day on which the bills are made.
    pub(crate) on: NaiveDate,
    pub(crate) preview: bool,
    /// Whether to write the line of every mark.
    pub(crate) lines: bool,
}

impl Job {
    /// The policy of the folder: the one shipped, its own subfolder `policy`, and what settings
    /// name. Prints the problems of one that is refused, and gives none.
    pub(crate) fn policy(&self, settings: &Settings) -> anyhow::Result<Option<Policy>> {
        let own = self.folder.join("policy");
        let mut paths = Vec::new();
        if own.is_dir() && settings.policy.is_empty() {
            paths.push(own);
        }
        paths.extend(settings.policy.iter().cloned());
        let texts = policy_files::read(&paths)?;
        match policy_files::load(&texts, self.on) {
            Ok(loaded) => {
                policies::print_warnings(&loaded.warnings, settings.lang);
                Ok(Some(loaded.policy))
            }
            Err(errors) => {
                policies::print_problems(&errors, settings.lang);
                Ok(None)
            }
        }
    }

    /// Prices the month and writes everything. Says why a month can't be billed, and gives none.
    pub(crate) fn price(
        &self,
        read: &FolderRead,
        policy: &Policy,
        settings: &Settings,
    ) -> anyhow::Result<Option<PricedMonth>> {
        let tariff = match Tariff::resolve(policy, self.month) {
            Ok(tariff) => tariff,
            Err(error) => {
                eprintln!("{error}");
                tell!(settings.lang, "PRICE_NO_TARIFF", month = self.month);
                return Ok(None);
            }
        };
        let knowledge = match self.knowledge(&tariff, &read.county) {
            Ok(knowledge) => knowledge,
            Err(not_locked) => {
                eprintln!("{}: {not_locked}", NotLocked::CHECK);
                tell!(settings.lang, "PRICE_NOT_LOCKED");
                return Ok(None);
            }
        };
        let pay = policy.fen(Key::PayReviewFloor, self.month.last_day()).unwrap_or(Fen::ZERO);
        let mut priced = PricedMonth::new(self.month, knowledge, pay);
        let mut outputs = outputs::Outputs::create(self, settings.lang)?;
        let schools = &read.county.schools;
        let bar = progress::bar(schools.len() as u64, say("PROGRESS_PRICING", settings.lang, &[]));
        for record in schools {
            let facts = facts_of(record, &read.county);
            let bills = price(&tariff, &facts, knowledge);
            let corrected =
                price(&tariff, &facts, Knowledge::corrected(self.on.max(knowledge.known_on())));
            let corrections = corrections_due(tariff.month(), bills.bills(), corrected.bills());
            outputs.school(record, &bills, &corrections)?;
            let incomes = group_incomes(&facts, &bills);
            priced.add(&bills, &incomes, (record, corrections));
            bar.inc(1);
        }
        bar.finish_and_clear();
        priced.close(policy);
        outputs.finish(&priced, read)?;
        Ok(Some(priced))
    }

    fn knowledge(&self, tariff: &Tariff, county: &County) -> Result<Knowledge, NotLocked> {
        if self.preview {
            return Ok(Knowledge::preview(self.on));
        }
        Knowledge::at_lock(tariff, &county.working_days, self.on)
    }
}

/// Prices one school again, to look at a bill.
fn price_one(
    record: &SchoolRecord,
    county: &County,
    (tariff, knowledge): (&Tariff, Knowledge),
) -> SchoolBills {
    price(tariff, &facts_of(record, county), knowledge)
}

fn facts_of<'a>(record: &'a SchoolRecord, county: &'a County) -> SchoolFacts<'a> {
    SchoolFacts {
        school: &record.school,
        calendar: &record.calendar,
        plan: &record.plan,
        notices: &record.notices,
        payees: &record.payees,
        pupils: &record.pupils,
        rolls: &record.rolls,
        working_days: &county.working_days,
    }
}
