//! The demo: every planted case comes out as it was reckoned by hand.

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
    ]
}

fn demo(folder: &Path, lang: &str) -> Result<String, Failed> {
    let folder = folder.to_str().ok_or("no text")?;
    Ok(run(["demo", folder, "--lang", lang])?.ends_with(0)?.out)
}

fn cases() -> Result<(), Failed> {
    let folder = tempfile::tempdir()?;
    demo(folder.path(), "en")?;
    let rows = bills::read(&folder.path().join("bills-2023-03"))?;
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
    let text =
        std::fs::read_to_string(folder.path().join("bills-2023-03/finance/corrections.csv"))?;
    same("late entry among the corrections", &text.contains(",4.00,400,是"), &true)
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
    let coded =
        |text: &str| text.lines().any(|line| line.contains("SUMMARY_") || line.contains("DEMO_"));
    same("codes without a text", &(coded(&zh) || coded(&en)), &false)
}
