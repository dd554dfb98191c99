//! A campaign of inspection by hand: a list of schools, a client in another language, a draw, scores and
//! a bound that are reckoned again apart. (I1–I10, O8)

use std::fs;

use libtest_mimic::{Failed, Trial};
use serde_json::Value;

use super::{books::peer, client_python};
use crate::{
    database::{Books, Server, on_postgres, text},
    kehou::{same, tests_folder},
    serve::Serving,
    tokens::{Person, TokenFile},
};

/// The people of the campaign.
const PEOPLE: [Person<'static>; 15] = [
    ("programme", "programme-1", &["programme --scope county"]),
    ("finance", "finance-1", &["finance --scope county"]),
    ("leading", "leading-1", &["leading_group --scope county"]),
    ("discipline", "discipline-1", &["discipline --scope county"]),
    ("personnel", "personnel-1", &["personnel --scope county"]),
    ("auditor", "auditor-1", &["auditor --scope county"]),
    ("head", "head-1", &["head_teacher --scope school --school 3708290801"]),
    ("head_town", "head-3", &["head_teacher --scope school --school 3708290803"]),
    ("i1", "inspector-1", &["inspector --scope county"]),
    ("i2", "inspector-2", &["inspector --scope county"]),
    ("i3", "inspector-3", &["inspector --scope county"]),
    ("i4", "inspector-4", &["inspector --scope county"]),
    ("i5", "inspector-5", &["inspector --scope county"]),
    ("i6", "inspector-6", &["inspector --scope county"]),
    ("i7", "inspector-7", &["inspector --scope county"]),
];

pub(super) fn trial() -> Trial {
    const NAME: &str = "transcript::a_campaign_of_inspection";
    match client_python() {
        Some(_) => on_postgres(NAME, walked),
        None => Trial::test(
            format!("command::{NAME} (KEHOU_TEST_PYTHON names no Python with grpcio)"),
            || Ok(()),
        )
        .with_ignored_flag(true),
    }
}

fn walked(server: &Server) -> Result<(), Failed> {
    let books = Books::new(server)?;
    let people = TokenFile::write(books.folder.path(), &PEOPLE)?;
    let tokens = books.path("tokens.json");
    fs::write(&tokens, serde_json::to_string(&people.tokens)?)?;
    let serving = Serving::start_with(books.command(["serve", "--tokens", text(&people.path)?]))?;
    let client = client_python().ok_or("no client")?;
    let transcript = tests_folder().join("transcript");
    let folder = transcript.join("campaign");
    let told = peer(&client, &["campaign.py", &serving.address, text(&tokens)?, text(&folder)?])?;
    let wanted = fs::read_to_string(transcript.join("expected-campaign.json"))?;
    same("the campaign, reckoned by hand", &told, &serde_json::from_str::<Value>(&wanted)?)
}
