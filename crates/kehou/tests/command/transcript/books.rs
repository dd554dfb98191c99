//! The county's books of the same month: files, people, a service on PostgreSQL and a client in
//! another language reach the bills that were reckoned by hand.

use std::{fs, process::Command};

use libtest_mimic::{Failed, Trial};
use serde_json::{Map, Value};

use super::{client_python, python};
use crate::{
    database::{Books, Server, on_postgres, text},
    kehou::{same, tests_folder},
    serve::Serving,
    tokens::{OFFICE, Person, TokenFile},
};

/// The people of the month.
const PEOPLE: [Person<'static>; 8] = [
    OFFICE,
    ("finance", "finance-1", &["finance --scope county"]),
    ("head", "head-3", &["head_teacher --scope school --school 3708290903"]),
    ("coordinator", "coordinator-3", &["coordinator --scope school --school 3708290903"]),
    ("teacher", "teacher-3", &["class_teacher --scope class --school 3708290903 --class 2-1"]),
    ("head_junior", "head-2", &["head_teacher --scope school --school 3708290902"]),
    ("treasurer", "treasurer-1", &["finance --scope school --school 3708290901"]),
    ("guardian", "guardian-1", &["guardian --scope children --child 3708290903/1"]),
];

pub(super) fn trial() -> Trial {
    const NAME: &str = "transcript::the_books_of_a_month";
    match (client_python(), python()) {
        (Some(_), Some(_)) => on_postgres(NAME, kept),
        _ => Trial::test(
            format!("command::{NAME} (KEHOU_TEST_PYTHON names no Python with grpcio)"),
            || Ok(()),
        )
        .with_ignored_flag(true),
    }
}

fn kept(server: &Server) -> Result<(), Failed> {
    let books = Books::new(server)?;
    let people = TokenFile::write(books.folder.path(), &PEOPLE)?;
    let tokens = books.path("tokens.json");
    fs::write(&tokens, serde_json::to_string(&people.tokens)?)?;
    let serving = Serving::start_with(books.command(["serve", "--tokens", text(&people.path)?]))?;
    let client = client_python().ok_or("no client")?;
    let transcript = tests_folder().join("transcript");
    let arguments = ["books.py", &serving.address, text(&tokens)?, text(&transcript)?];
    let mut told = object(peer(&client, &arguments)?)?;

    // The month before it was opened again, as the peer that knows the rules reckons it.
    let (files, entered) = (transcript.join("files"), transcript.join("entered"));
    let (files, found) = (text(&files)?.to_owned(), entered.join("补录.csv"));
    let (found, later) = (text(&found)?.to_owned(), entered.join("更正.csv"));
    let reckon = |more: &[&str]| -> Result<Map<String, Value>, Failed> {
        let arguments = [&["totals.py", &files][..], more, &["--pupils"]].concat();
        object(peer(&python().ok_or("no Python")?, &arguments)?)
    };
    let first = object(told.remove("first").ok_or("nothing about the first bills")?)?;
    same("the first bills, reckoned apart", &first, &reckon(&[])?)?;
    let published = reckon(&[&found])?;
    let corrected = reckon(&[&found, text(&later)?])?;
    let wanted = fs::read_to_string(transcript.join("expected-books.json"))?;
    let wanted = object(serde_json::from_str(&wanted)?)?;
    same("the books, reckoned by hand", &told, &wanted)?;
    same("bills, reckoned apart", &told["published"], &Value::Object(published.clone()))?;
    let differences = differences(&published, &corrected)?;
    same("corrections, reckoned apart", &told["corrections"], &Value::Object(differences))
}

/// What each pupil's bill comes to more or less, where it does, by school and name.
fn differences(
    before: &Map<String, Value>,
    after: &Map<String, Value>,
) -> Result<Map<String, Value>, Failed> {
    let mut schools = Map::new();
    for (code, school) in before {
        let pupils = school["pupils"].as_object().ok_or("no pupils")?;
        let mut of_school = Map::new();
        for (name, bill) in pupils {
            let payable = |bill: &Value| bill["payable_fen"].as_i64().ok_or("no amount");
            let more = payable(&after[code]["pupils"][name])? - payable(bill)?;
            if more != 0 {
                of_school.insert(name.clone(), more.into());
            }
        }
        if !of_school.is_empty() {
            schools.insert(code.clone(), of_school.into());
        }
    }
    Ok(schools)
}

/// What a peer prints.
pub(super) fn peer(python: &str, arguments: &[&str]) -> Result<Value, Failed> {
    let script = tests_folder().join("peers").join(arguments[0]);
    let output = Command::new(python).arg(script).args(&arguments[1..]).output()?;
    let errors = String::from_utf8_lossy(&output.stderr);
    same(&format!("exit of {}: {errors}", arguments[0]), &output.status.success(), &true)?;
    Ok(serde_json::from_slice(&output.stdout)?)
}

fn object(value: Value) -> Result<Map<String, Value>, Failed> {
    match value {
        Value::Object(fields) => Ok(fields),
        other => Err(format!("no object: {other}").into()),
    }
}
