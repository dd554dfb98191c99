//! `kehou draw`: a sample is drawn from a file, and the command and the published sampler repeat it. (I5)

use std::{fs, process::Command};

use libtest_mimic::{Failed, Trial};

use crate::kehou::{run, same, tests_folder, trial};

/// Five schools of two towns, dice and two witnesses.
const SAMPLE: &str = r#"
title = "抽查 2023"
as_of = 2023-04-03
committed_at = 2023-04-03T09:00:00
revealed_at = 2023-04-03T10:00:00

[quotas]
370829101 = 2
370829102 = 1

[source.witnessed]
what = "十面骰子，当众掷出"
digits = 10
witnesses = ["家长代表", "督学"]

[material.witnessed]
digits = "0138243811"
witnesses = ["督学", "家长代表"]

[[units]]
code = "3708290001"
stratum = "370829101"

[[units]]
code = "3708290002"
stratum = "370829101"

[[units]]
code = "3708290003"
stratum = "370829101"

[[units]]
code = "3708290004"
stratum = "370829102"

[[units]]
code = "3708290005"
stratum = "370829102"
"#;

pub(crate) fn trials() -> Vec<Trial> {
    let peer = "command::draw::the_published_sampler_repeats_it";
    vec![
        trial("draw::a_sample_is_drawn_and_verified", drawn_and_verified),
        trial("draw::what_is_not_so_is_refused_and_said", refused),
        match python() {
            Some(python) => Trial::test(peer, move || by_the_published_sampler(&python)),
            None => {
                let absent =
                    format!("{peer} (KEHOU_TEST_PYTHON names none with consistent_sampler)");
                Trial::test(absent, || Ok(())).with_ignored_flag(true)
            }
        },
    ]
}

/// A Python with the published sampler.
fn python() -> Option<String> {
    let named = std::env::var("KEHOU_TEST_PYTHON").ok();
    let mut candidates = named.into_iter().chain(["python3".to_owned()]);
    candidates.find(|python| {
        let tried = Command::new(python).args(["-c", "import consistent_sampler"]).output();
        tried.is_ok_and(|tried| tried.status.success())
    })
}

struct Drawn {
    folder: tempfile::TempDir,
    proof: String,
    hash: String,
}

/// Draws, and keeps the proof record and the hash that the command told.
fn drawn() -> Result<Drawn, Failed> {
    let folder = tempfile::tempdir()?;
    let file = folder.path().join("draw.toml");
    fs::write(&file, SAMPLE)?;
    let ran = run(["--lang", "en", "draw", "sample", file.to_str().ok_or("no text")?])?;
    let (out, told) = (ran.out.clone(), ran.err.clone());
    ran.ends_with(0)?;
    let proof = folder.path().join("proof.json");
    fs::write(&proof, out)?;
    let hash = told.split(|c: char| !c.is_ascii_hexdigit()).find(|word| word.len() == 64);
    let (proof, hash) = (proof.to_str().ok_or("no text")?.to_owned(), hash.ok_or("no hash")?);
    Ok(Drawn { folder, proof, hash: hash.to_owned() })
}

fn drawn_and_verified() -> Result<(), Failed> {
    let Drawn { proof, hash, folder } = drawn()?;
    let first = fs::read_to_string(&proof)?;
    run(["draw", "verify", &proof, "--published", &hash])?.ends_with(0)?;
    run(["draw", "verify", &proof])?.ends_with(0)?;
    drop(folder);
    let again = drawn()?;
    same("the same file draws the same", &fs::read_to_string(&again.proof)?, &first)
}

fn refused() -> Result<(), Failed> {
    let Drawn { proof, folder, .. } = drawn()?;
    let other = "0".repeat(64);
    let ran = run(["--lang", "en", "draw", "verify", &proof, "--published", &other])?;
    let told = ran.err.clone();
    ran.ends_with(1)?;
    same("the hash that was published is compared", &told.contains(&other), &true)?;
    let text = fs::read_to_string(&proof)?;
    fs::write(&proof, text.replacen("\"drawn\": false", "\"drawn\": true", 1))?;
    run(["draw", "verify", &proof])?.ends_with(1)?;
    let early = folder.path().join("early.toml");
    fs::write(&early, SAMPLE.replace("T10:00:00", "T09:00:00"))?;
    run(["draw", "sample", early.to_str().ok_or("no text")?])?.ends_with(1)?;
    fs::write(&early, SAMPLE.replace("title", "titel"))?;
    run(["draw", "sample", early.to_str().ok_or("no text")?])?.ends_with(4)?;
    Ok(())
}

fn by_the_published_sampler(python: &str) -> Result<(), Failed> {
    let Drawn { proof, hash, folder } = drawn()?;
    let peer = tests_folder().join("peers/draw_verify.py");
    let verified = Command::new(python).arg(&peer).args([&proof, &hash]).output()?;
    let said = String::from_utf8_lossy(&verified.stderr).into_owned();
    same("the peer verifies it", &(verified.status.success(), said.as_str()), &(true, ""))?;
    let text = fs::read_to_string(&proof)?;
    fs::write(&proof, text.replacen("3708290001", "3708290009", 1))?;
    let altered = Command::new(python).arg(&peer).args([&proof, &hash]).output()?;
    drop(folder);
    same("the peer notices a unit that was changed", &altered.status.success(), &false)
}
