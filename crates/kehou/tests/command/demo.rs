//! The demo: every planted case comes out as it was reckoned by hand, read from the books.

use std::path::Path;

use kehou_sample::{Sample, Seed, Size};
use libtest_mimic::{Failed, Trial};

use crate::{
    bills,
    kehou::{run, same, says, trial},
};

pub(crate) fn trials() -> Vec<Trial> {
    vec![
        trial("demo::every_case_is_billed_as_reckoned_by_hand", cases),
        trial("demo::corrections_due_are_printed_and_not_posted", corrections),
        trial("demo::is_the_same_in_both_languages_but_for_words", languages),
        trial("demo::kept_again_changes_nothing_and_says_the_same", again),
        trial("demo::revisions_are_kept_and_waivers_stay_with_finance", people),
    ]
}

fn demo(folder: &Path, lang: &str) -> Result<String, Failed> {
    let folder = folder.to_str().ok_or("no text")?;
    Ok(run(["demo", folder, "--lang", lang])?.ends_with(0)?.out)
}

/// Runs a command on the books of a demo.
fn on_books(folder: &Path, arguments: &[&str]) -> Result<String, Failed> {
    let database = folder.join("kehou.db");
    let database = database.to_str().ok_or("no text")?;
    let arguments = arguments.iter().copied().chain(["--database", database]);
    Ok(run(arguments)?.ends_with(0)?.out)
}

fn cases() -> Result<(), Failed> {
    let folder = tempfile::tempdir()?;
    let out = demo(folder.path(), "en")?;
    let file = folder.path().join("bills.csv");
    let to = file.to_str().ok_or("no text")?;
    let month = ["--month", "2023-03", "--what", "bills", "--format", "csv", "--out", to];
    on_books(folder.path(), &[&["export"][..], &month[..]].concat())?;
    let rows = bills::read_file(&file)?;
    let cases = Sample::new(Seed(1), Size::Small).cases();
    for case in &cases {
        let number = case.pupil.student_number.as_ref().map_or("", |number| &number.as_str()[15..]);
        let local = case.pupil.local_id.as_deref();
        let of_pupil = |row: &&bills::BillRow| {
            row.school == case.school
                && row.name == case.pupil.name
                && row.number_end == number
                && local.is_none_or(|id| row.local_id == id)
        };
        let found: Vec<_> = rows.iter().filter(of_pupil).collect();
        same(&format!("bills of case {}", case.id), &found.len(), &1)?;
        let expected = bills::Totals {
            due_fen: case.expected.due_fen,
            waived_fen: case.expected.waived_fen,
            payable_fen: case.expected.payable_fen,
        };
        same(case.id, &found[0].totals, &expected)?;
        let yuan = |fen: i64| format!("{}.{:02}", fen / 100, fen % 100);
        let bills::Totals { due_fen, waived_fen, payable_fen } = expected;
        let (due, waived, payable) = (yuan(due_fen), yuan(waived_fen), yuan(payable_fen));
        let what = format!("{}: {} {}", case.what.en, case.pupil.name, case.pupil.class);
        says(&out, &format!("{what}, due {due}, waived {waived}, payable {payable}\n"))?;
    }
    same("cases", &(cases.len() >= 40), &true)
}

fn corrections() -> Result<(), Failed> {
    let folder = tempfile::tempdir()?;
    let out = demo(folder.path(), "en")?;
    for case in Sample::new(Seed(1), Size::Small).cases() {
        if let Some(correction) = case.expected.correction {
            says(
                &out,
                &format!("{} correction due: {} fen", correction.month, correction.due_fen),
            )?;
        }
    }
    says(&out, "not yet posted")?;
    // A match that is confirmed after publication reaches back to the term's start. (F11)
    says(&out, "2023-03 correction due: -2000 fen")?;
    let march = on_books(folder.path(), &["corrections", "--month", "2023-03"])?;
    says(&march, "方佳宜 (number ")?;
    says(&march, "): 4.00 yuan, which needs two persons and notice to the family")?;
    let february = on_books(folder.path(), &["corrections", "--month", "2023-02"])?;
    says(&february, "): -44.00 yuan\n")
}

/// Numbers do not depend on the language, and every sentence has both.
fn languages() -> Result<(), Failed> {
    let folder = tempfile::tempdir()?;
    let (zh, en) = (demo(folder.path(), "zh")?, demo(folder.path(), "en")?);
    same("lines", &zh.lines().count(), &en.lines().count())?;
    for amount in ["167,590.00", "14,452.00", "153,138.00", "28,211.00"] {
        says(&zh, amount)?;
        says(&en, amount)?;
    }
    let coded = |text: &str| {
        ["SUMMARY_", "DEMO_", "CLOSE_", "FORBIDDEN"].iter().any(|code| text.contains(code))
    };
    same("codes without a text", &(coded(&zh) || coded(&en)), &false)
}

fn again() -> Result<(), Failed> {
    let folder = tempfile::tempdir()?;
    let first = demo(folder.path(), "en")?;
    let dump = on_books(folder.path(), &["dump"])?;
    same("what is said", &demo(folder.path(), "en")?, &first)?;
    same("what the books hold", &on_books(folder.path(), &["dump"])?, &dump)
}

fn people() -> Result<(), Failed> {
    let folder = tempfile::tempdir()?;
    let out = demo(folder.path(), "en")?;
    says(&out, "head-teacher     opens 2023-03 again")?;
    says(&out, "the first bill is kept as revision 0")?;
    says(&out, "treasurer-2      asks for the bill of")?;
    says(&out, "is refused: your role does not permit `read_bills` here")?;
    says(&out, "is refused: your role does not permit `read_waivers` here")?;
    // One school has a second revision of its statement, and one pupil of their bill.
    let dump = on_books(folder.path(), &["dump"])?;
    let rows = |table: &str| -> Result<String, Failed> {
        let line = dump.lines().find(|line| line.split_whitespace().next() == Some(table));
        let rows = line.and_then(|line| line.split_whitespace().nth(1));
        Ok(rows.ok_or(format!("no table {table}"))?.to_owned())
    };
    // Twelve schools in March and in February, and one again.
    same("statements", &rows("statement")?, &"25".to_owned())?;
    same("publications", &rows("publication")?, &"24".to_owned())?;
    same("locks", &rows("month_lock")?, &"2".to_owned())
}
