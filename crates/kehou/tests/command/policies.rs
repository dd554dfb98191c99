//! `kehou policy`, and settings.

use std::fs;

use libtest_mimic::{Failed, Trial};

use crate::kehou::{command, run, same, says, trial};

pub(crate) fn trials() -> Vec<Trial> {
    vec![
        trial("policy::the_shipped_files_hold", shipped),
        trial("policy::a_removed_parameter_is_named", removed_parameter),
        trial("policy::a_rate_above_its_ceiling_is_refused", above_ceiling),
        trial("policy::an_edited_file_is_not_overwritten", edited_file),
        trial("policy::show_gives_value_and_clause", show),
        trial("policy::diff_names_what_changed", diff),
        trial("policy::a_flag_beats_the_environment_which_beats_the_file", precedence),
        trial("policy::an_unknown_setting_is_refused", unknown_setting),
    ]
}

/// The shipped files in a folder, one text of one of them replaced.
pub(crate) fn exported(replace: &[(&str, &str)]) -> Result<(tempfile::TempDir, String), Failed> {
    let folder = tempfile::tempdir()?;
    let path = folder.path().to_str().ok_or("no text")?.to_owned();
    run(["policy", "export", &path])?.ends_with(0)?;
    let county = folder.path().join("jiaxiang-2023-4.toml");
    let mut text = fs::read_to_string(&county)?;
    for (from, to) in replace {
        same(&format!("`{from}` is there"), &text.contains(from), &true)?;
        text = text.replacen(from, to, 1);
    }
    fs::write(county, text)?;
    Ok((folder, path))
}

fn shipped() -> Result<(), Failed> {
    let ran = run(["policy", "check", "--on", "2023-06-01"])?.ends_with(0)?;
    says(&ran.out, "the policy holds, warnings 0")?;
    let ran = run(["policy", "check", "--on", "2026-06-01"])?.ends_with(0)?;
    says(&ran.out, "R28")
}

fn removed_parameter() -> Result<(), Failed> {
    let (_folder, path) = exported(&[("key = \"fee.rate\"", "key = \"fee.rat\"")])?;
    let ran = run(["policy", "check", &path])?.ends_with(1)?;
    says(&ran.err, "fee.rate")?;
    says(&ran.err, "jiaxiang-2023-4.toml:")
}

fn edited_file() -> Result<(), Failed> {
    let (folder, path) = exported(&[("value = \"2.00\"", "value = \"1.80\"")])?;
    let ran = run(["policy", "export", &path])?.ends_with(4)?;
    says(&ran.err, "exists with other content")?;
    let text = fs::read_to_string(folder.path().join("jiaxiang-2023-4.toml"))?;
    says(&text, "value = \"1.80\"")
}

fn above_ceiling() -> Result<(), Failed> {
    let (_folder, path) = exported(&[("value = \"2.00\"", "value = \"3.20\"")])?;
    let ran = run(["policy", "check", &path])?.ends_with(1)?;
    says(&ran.err, "fee.ceiling.rural")
}

fn show() -> Result<(), Failed> {
    let ran = run(["policy", "show", "--on", "2023-03-01"])?.ends_with(0)?;
    let rate = ran.out.lines().find(|line| line.starts_with("fee.rate ")).ok_or("no rate")?;
    says(rate, "2.00")?;
    says(rate, "嘉教体字〔2023〕4号 三(三)")
}

fn diff() -> Result<(), Failed> {
    let (_one, before) = exported(&[])?;
    let (_two, after) = exported(&[("value = \"2.00\"", "value = \"1.80\"")])?;
    let ran = run(["policy", "diff", &before, &after])?.ends_with(0)?;
    says(&ran.out, "fee.rate")?;
    says(&ran.out, "1.80")?;
    let none = run(["policy", "diff", &before, &before])?.ends_with(0)?;
    says(&none.out, "differences 0")
}

fn precedence() -> Result<(), Failed> {
    let folder = tempfile::tempdir()?;
    let file = folder.path().join("kehou.toml");
    fs::write(&file, "lang = \"zh\"\n")?;
    let check = |flags: &[&str], environment: Option<&str>| -> Result<String, Failed> {
        let mut command = command();
        command
            .args(["policy", "check", "--on", "2023-06-01"])
            .args(flags)
            .env("KEHOU_CONFIG", &file);
        match environment {
            Some(lang) => command.env("KEHOU_LANG", lang),
            None => command.env_remove("KEHOU_LANG"),
        };
        Ok(String::from_utf8(command.output()?.stdout)?)
    };
    says(&check(&[], None)?, "政策可用")?;
    says(&check(&[], Some("en"))?, "the policy holds")?;
    says(&check(&["--lang", "zh"], Some("en"))?, "政策可用")
}

fn unknown_setting() -> Result<(), Failed> {
    let folder = tempfile::tempdir()?;
    let file = folder.path().join("kehou.toml");
    fs::write(&file, "language = \"zh\"\n")?;
    let ran =
        run(["--config", file.to_str().ok_or("no text")?, "policy", "check"])?.ends_with(4)?;
    says(&ran.err, "language")
}
