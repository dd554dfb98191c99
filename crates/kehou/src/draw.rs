//! `kehou draw`: draws that anybody repeats, from files and without books. (I5)

mod file;

use std::{fs, path::Path};

use anyhow::Context as _;
use kehou_app::AppError;
use kehou_draw::{CommitmentHash, Draw, ProofFault, ProofRecord, verify, verify_published};
use kehou_words::Lang;

use crate::{
    arguments,
    exit::Done,
    settings::Settings,
    tell::{say, sentence, tell},
};

pub(crate) fn run(command: &arguments::Draw, settings: &Settings) -> anyhow::Result<Done> {
    match command {
        arguments::Draw::Sample { file } => sample(file, settings.lang),
        arguments::Draw::Verify { file, published } => {
            verified(file, published.as_deref(), settings.lang)
        }
    }
}

fn read(file: &Path) -> anyhow::Result<String> {
    fs::read_to_string(file).with_context(|| file.display().to_string())
}

/// Draws as a file says; the proof record goes to the output, what was drawn beside it.
fn sample(file: &Path, lang: Lang) -> anyhow::Result<Done> {
    let draw = file::drawn(&read(file)?).with_context(|| file.display().to_string())?;
    let hash = draw.seed().commitment().hash();
    eprintln!("{}", sentence!(lang, "DRAW_COMMITMENT", hash = hash));
    for line in results(&draw, lang) {
        eprintln!("{line}");
    }
    print!("{}", ProofRecord::of(&draw).to_json());
    Ok(Done::Well)
}

/// Repeats a draw from its proof record, and says everything that is not so.
fn verified(file: &Path, published: Option<&str>, lang: Lang) -> anyhow::Result<Done> {
    let record = ProofRecord::from_json(&read(file)?).map_err(AppError::from)?;
    let published = published.map(CommitmentHash::from_hex).transpose()?;
    let verified = match published {
        Some(published) => verify_published(&record, published),
        None => verify(&record),
    };
    match verified {
        Ok(verified) => {
            results(verified.draw(), lang).iter().for_each(|line| println!("{line}"));
            tell!(lang, "DRAW_VERIFIED", hash = verified.commitment_hash());
            if published.is_none() {
                tell!(lang, "DRAW_NOT_COMPARED");
            }
            Ok(Done::Well)
        }
        Err(faults) => {
            faults.iter().for_each(|fault| eprintln!("{}", told(fault, lang)));
            eprintln!("{}", sentence!(lang, "DRAW_NOT_VERIFIED", count = faults.len()));
            Ok(Done::Refused)
        }
    }
}

fn told(fault: &ProofFault, lang: Lang) -> String {
    let args = fault.args();
    let args: Vec<(&str, &str)> = args.iter().map(|(name, it)| (*name, it.as_str())).collect();
    format!("{}: {}", fault.at(), say(fault.code(), lang, &args))
}

/// Who is drawn in each stratum.
fn results(draw: &Draw, lang: Lang) -> Vec<String> {
    let line = |stratum| {
        let codes: Vec<&str> =
            draw.drawn(stratum).iter().map(|ticket| ticket.code.as_str()).collect();
        let (drawn, of) = (codes.len(), draw.order(stratum).len());
        let codes = codes.join(", ");
        sentence!(lang, "DRAW_DRAWN", stratum = stratum, drawn = drawn, of = of, codes = codes)
    };
    draw.strata().map(line).collect()
}
