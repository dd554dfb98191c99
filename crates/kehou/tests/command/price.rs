//! `kehou price`: exit codes, wrong input, repeated and broken runs.

use std::{
    fs,
    path::{Path, PathBuf},
    process::Stdio,
};

use libtest_mimic::{Failed, Trial};

use crate::{
    bills,
    kehou::{Ran, command, run, same, says, transcript_files, trial},
};

pub(crate) fn trials() -> Vec<Trial> {
    vec![
        trial("price::a_month_that_is_not_locked_is_refused", not_locked),
        trial("price::a_preview_needs_no_lock", preview),
        trial("price::a_wrong_month_is_a_wrong_command_line", wrong_month),
        trial("price::a_month_without_a_rate_is_refused", no_rate),
        trial("price::a_folder_that_is_not_there_is_named", no_folder),
        trial("price::row_errors_stand_beside_the_file_and_go_when_mended", row_errors),
        trial("price::a_second_run_writes_the_same_bytes", twice),
        trial("price::a_folder_of_somebody_else_is_left_alone", foreign_folder),
        trial("price::a_preview_leaves_the_bills_alone", preview_beside_bills),
        trial("price::folders_with_names_like_ours_are_left_alone", likely_names),
        trial("price::a_killed_run_leaves_the_bills_of_the_run_before", killed),
        trial("price::who_is_waived_shows_in_finance_only", waived_shows_in_finance_only),
        trial("price::a_missing_kind_is_named_with_what_follows", missing_kind),
        trial("price::the_rate_in_the_policy_folder_changes_the_bills", own_policy),
    ]
}

fn price(folder: &Path, more: &[&str]) -> Result<Ran, Failed> {
    let folder = folder.to_str().ok_or("no text")?;
    run(["price", folder, "--month", "2023-03"].iter().chain(more))
}

fn files() -> Result<(tempfile::TempDir, PathBuf), Failed> {
    let folder = tempfile::tempdir()?;
    let files = transcript_files(folder.path())?;
    Ok((folder, files))
}

fn not_locked() -> Result<(), Failed> {
    let (_folder, files) = files()?;
    let ran = price(&files, &["--on", "2023-04-05"])?.ends_with(1)?;
    says(&ran.err, "R06")?;
    same("output", &files.join("bills-2023-03").exists(), &false)
}

fn preview() -> Result<(), Failed> {
    let (_folder, files) = files()?;
    price(&files, &["--on", "2023-03-20", "--preview"])?.ends_with(0).map(drop)
}

fn wrong_month() -> Result<(), Failed> {
    let ran = run(["price", ".", "--month", "2023-13"])?.ends_with(2)?;
    says(&ran.err, "is no month; write year and month like 2023-03")?;
    let ran = price(Path::new("."), &["--on", "2023-02-30"])?.ends_with(2)?;
    says(&ran.err, "is no day of the calendar")
}

fn no_rate() -> Result<(), Failed> {
    let (_folder, files) = files()?;
    let ran =
        run(["price", files.to_str().ok_or("no text")?, "--month", "2022-10"])?.ends_with(1)?;
    says(&ran.err, "fee.rate")
}

fn no_folder() -> Result<(), Failed> {
    let folder = tempfile::tempdir()?;
    let ran = price(&folder.path().join("absent"), &[])?.ends_with(4)?;
    says(&ran.err, "absent")
}

fn row_errors() -> Result<(), Failed> {
    let (_folder, files) = files()?;
    let wrong = files.join("更多申请.csv");
    fs::write(
        &wrong,
        "学校标识码,年级,班级,姓名,申请日期,时段\n3708290901,三,1,查无此人,2023-02-30,1\n",
    )?;
    let beside = files.join("更多申请.csv.errors.csv");
    let ran = price(&files, &[])?.ends_with(3)?;
    says(&ran.out, "更多申请.csv:2")?;
    let errors = fs::read_to_string(&beside)?;
    says(&errors, "2023-02-30")?;
    fs::remove_file(&wrong)?;
    fs::write(&wrong, "学校标识码,年级,班级,姓名,申请日期,时段\n")?;
    price(&files, &[])?.ends_with(0)?;
    same("row errors of the run before", &beside.exists(), &false)
}

/// Everything in a folder but workbooks, which carry the time they were made.
fn contents(folder: &Path) -> Result<Vec<(PathBuf, Vec<u8>)>, Failed> {
    let mut found = Vec::new();
    let mut folders = vec![folder.to_owned()];
    while let Some(folder) = folders.pop() {
        for entry in fs::read_dir(folder)? {
            let path = entry?.path();
            match path.extension().and_then(|extension| extension.to_str()) {
                _ if path.is_dir() => folders.push(path),
                Some("xlsx") => {}
                _ => found.push((path.clone(), fs::read(path)?)),
            }
        }
    }
    found.sort();
    Ok(found)
}

fn twice() -> Result<(), Failed> {
    let (_folder, files) = files()?;
    let on = ["--on", "2023-04-10"];
    price(&files, &on)?.ends_with(0)?;
    let first = contents(&files)?;
    price(&files, &on)?.ends_with(0)?;
    same("files of the second run", &(contents(&files)? == first), &true)
}

/// Neither the bills nor a folder that looks like one of ours is touched by a look ahead.
fn preview_beside_bills() -> Result<(), Failed> {
    let (_folder, files) = files()?;
    price(&files, &["--on", "2023-04-10"])?.ends_with(0)?;
    let bills = contents(&files.join("bills-2023-03"))?;
    let ran = price(&files, &["--on", "2023-03-10", "--preview"])?.ends_with(0)?;
    says(&ran.out, "no bill")?;
    same("bills after a preview", &(contents(&files.join("bills-2023-03"))? == bills), &true)?;
    let ahead = fs::read_to_string(files.join("preview-2023-03/finance/bills.csv"))?;
    same("rows that call themselves bills", &ahead.contains("账单"), &false)?;
    let out = files.join("bills-2023-03");
    let over = price(
        &files,
        &["--preview", "--on", "2023-03-10", "--out", out.to_str().ok_or("no text")?],
    )?;
    over.ends_with(4).map(drop)
}

fn foreign_folder() -> Result<(), Failed> {
    let (_folder, files) = files()?;
    let out = files.join("bills-2023-03");
    fs::create_dir(&out)?;
    fs::write(out.join("mine.txt"), "mine")?;
    let ran = price(&files, &[])?.ends_with(4)?;
    says(&ran.err, "was not written by this command")?;
    same("what was there", &fs::read_to_string(out.join("mine.txt"))?, &"mine".to_owned())
}

fn likely_names() -> Result<(), Failed> {
    let (folder, files) = files()?;
    for name in ["b.old", "b.draft"] {
        fs::create_dir(folder.path().join(name))?;
        fs::write(folder.path().join(name).join("mine.txt"), "mine")?;
    }
    let out = folder.path().join("b");
    for _ in 0..2 {
        price(&files, &["--out", out.to_str().ok_or("no text")?])?.ends_with(0)?;
    }
    for name in ["b.old", "b.draft"] {
        same(
            name,
            &fs::read_to_string(folder.path().join(name).join("mine.txt"))?,
            &"mine".to_owned(),
        )?;
    }
    Ok(())
}

/// Killed at any moment, the output folder holds the whole run before or the whole new one.
fn killed() -> Result<(), Failed> {
    let (folder, files) = files()?;
    let out = folder.path().join("bills");
    let arguments = ["--on", "2023-04-10", "--out", out.to_str().ok_or("no text")?];
    price(&files, &arguments)?.ends_with(0)?;
    let whole = contents(&out)?;
    for bytes_read in 0..12 {
        let mut child = command()
            .args(["price", files.to_str().ok_or("no text")?, "--month", "2023-03"])
            .args(arguments)
            .stdout(Stdio::null())
            .stderr(Stdio::null())
            .spawn()?;
        // How far it comes differs from round to round: it is killed after more and more work here.
        for _ in 0..bytes_read {
            drop(fs::read(env!("CARGO_BIN_EXE_kehou"))?);
        }
        child.kill()?;
        child.wait()?;
        // The one moment without an output folder is between two renames; the run before is beside it then.
        let here = if out.exists() { out.clone() } else { folder.path().join(".bills.kehou-old") };
        same(
            "bills after a kill",
            &(names_and_bytes(&contents(&here)?, &here) == names_and_bytes(&whole, &out)),
            &true,
        )?;
    }
    price(&files, &arguments)?.ends_with(0)?;
    same("bills after the next run", &(contents(&out)? == whole), &true)
}

fn names_and_bytes<'a>(
    contents: &'a [(PathBuf, Vec<u8>)],
    folder: &Path,
) -> Vec<(&'a Path, &'a [u8])> {
    contents
        .iter()
        .map(|(path, bytes)| (path.strip_prefix(folder).unwrap_or(path), bytes.as_slice()))
        .collect()
}

fn waived_shows_in_finance_only() -> Result<(), Failed> {
    let (_folder, files) = files()?;
    price(&files, &[])?.ends_with(0)?;
    let out = files.join("bills-2023-03");
    let waived =
        bills::read(&out)?.into_iter().filter(|row| row.totals.waived_fen > 0).map(|row| row.name);
    let waived: Vec<String> = waived.collect();
    same("somebody is waived", &waived.is_empty(), &false)?;
    for part in ["schools", "public"] {
        for (path, bytes) in contents(&out.join(part))? {
            let text = String::from_utf8(bytes)?;
            let told =
                waived.iter().find(|name| text.contains(name.as_str()) && text.contains("免收"));
            same(&path.display().to_string(), &told, &None)?;
        }
    }
    let counts = fs::read_to_string(out.join("public/counts.csv"))?;
    says(&counts, "<5")
}

fn missing_kind() -> Result<(), Failed> {
    let (_folder, files) = files()?;
    fs::remove_file(files.join("收费公示.csv"))?;
    let ran = price(&files, &[])?.ends_with(0)?;
    says(&ran.out, "a kind of file is missing")?;
    says(&ran.out, "R10")?;
    let payable = bills::read(&files.join("bills-2023-03"))?
        .iter()
        .map(|row| row.totals.payable_fen)
        .sum::<i64>();
    same("payable without a notice", &payable, &0)
}

fn own_policy() -> Result<(), Failed> {
    let (_folder, files) = files()?;
    price(&files, &[])?.ends_with(0)?;
    let sum = |files: &Path| -> Result<i64, Failed> {
        Ok(bills::read(&files.join("bills-2023-03"))?.iter().map(|row| row.totals.due_fen).sum())
    };
    let at_two_yuan = sum(&files)?;
    let policy = files.join("policy");
    run(["policy", "export", policy.to_str().ok_or("no text")?])?.ends_with(0)?;
    let county = policy.join("jiaxiang-2023-4.toml");
    let text = fs::read_to_string(&county)?;
    let cheaper = text
        .replace("value = \"2.00\"", "value = \"1.00\"")
        .replace("嘉教体字〔2023〕4号", "样例〔2023〕9号");
    same("the rate is written once", &(cheaper != text), &true)?;
    fs::write(&county, cheaper)?;
    price(&files, &[])?.ends_with(0)?;
    let name =
        bills::read(&files.join("bills-2023-03"))?.into_iter().find(|row| row.totals.due_fen > 0);
    let name = name.ok_or("nobody owes anything")?.name;
    let ran = price(&files, &["--explain", &name])?.ends_with(0)?;
    says(&ran.out, "at 1.00 yuan each")?;
    says(&ran.out, "样例〔2023〕9号 三(三)")?;
    same("due falls with the rate", &(sum(&files)? < at_two_yuan), &true)
}
