//! The county's books from the command line: import, close, export, back up, restore.

use std::fs;

use libtest_mimic::{Failed, Trial};

use crate::{
    bills,
    database::{Books, Server, on_each, text},
    kehou::{command, ran, run, same, says, tests_folder, transcript_files, trial},
    policies::exported,
    serve::Serving,
};

pub(crate) fn trials() -> Vec<Trial> {
    let each = [
        on_each("books::hand_written_files_become_the_bills_reckoned_by_hand", by_hand),
        on_each("books::what_is_repeated_changes_nothing", repeated),
        on_each("books::many_pupils_gone_wait_for_a_word", removals),
        on_each("books::refused_rows_are_listed_and_the_rest_is_stored", refused_rows),
        on_each("books::each_policy_is_adopted_with_a_reason", policies_in_turn),
        on_each("books::without_a_policy_or_a_lock_nothing_is_stored", rules),
    ];
    let alone = [
        trial("books::a_copy_brings_the_books_back", restored),
        trial("books::a_copy_that_is_none_is_refused", unsound),
        trial("books::keys_are_never_made_for_a_database_that_exists", keys),
        trial("books::passwords_are_not_printed", passwords),
        trial("books::wrong_command_lines_are_told_before_anything_is_opened", wrong_lines),
    ];
    each.into_iter().flatten().chain(alone).collect()
}

/// Imports the hand-written files of March and closes it.
fn kept(server: &Server) -> Result<Books, Failed> {
    let books = Books::new(server)?;
    let files = transcript_files(books.folder.path())?;
    let import = ["import", text(&files)?, "--month", "2023-03", "--reason", "the month's files"];
    let ran = books.run(import)?.ends_with(0)?;
    says(&ran.out, "import 1 is stored as a whole")?;
    books.run(["close", "--month", "2023-03"])?.ends_with(0)?;
    Ok(books)
}

fn by_hand(server: &Server) -> Result<(), Failed> {
    let books = kept(server)?;
    let file = |what: &str, format: &str| books.path(&format!("{what}.{format}"));
    for what in ["bills", "lines", "marks", "findings"] {
        for format in ["csv", "xlsx", "jsonl"] {
            let out = file(what, format);
            let written = ["--what", what, "--format", format, "--out", text(&out)?];
            let ran = books.run([&["export", "--month", "2023-03"][..], &written].concat())?;
            same("rows", &ran.ends_with(0)?.out.contains(": 0 rows"), &false)?;
        }
    }
    let totals = bills::by_school(&bills::read_file(&file("bills", "csv"))?);
    let expected = fs::read_to_string(tests_folder().join("transcript/expected.json"))?;
    same("totals", &totals, &bills::from_json(&expected)?)?;
    // Each pupil's lines come to the pupil's bill.
    let lines = fs::read_to_string(file("lines", "jsonl"))?;
    let mut due = 0;
    for line in lines.lines() {
        let line: serde_json::Value = serde_json::from_str(line)?;
        due += line["due_fen"].as_i64().ok_or("a line without an amount")?;
    }
    same("sum of lines", &due, &totals.values().map(|totals| totals.due_fen).sum())?;
    // Marks tell nothing of money. (F12)
    let marks = fs::read_to_string(file("marks", "jsonl"))?;
    same("money among marks", &(marks.contains("fen") || marks.contains("waived")), &false)
}

fn repeated(server: &Server) -> Result<(), Failed> {
    let books = kept(server)?;
    same("what stays beside the database", &books.log_files(), &Vec::new())?;
    let before = books.dump()?;
    let files = books.path("files");
    let import = ["import", text(&files)?, "--month", "2023-03", "--reason", "the month's files"];
    says(&books.run(import)?.ends_with(0)?.out, "as import 1; nothing changed")?;
    let closed = books.run(["close", "--month", "2023-03"])?.ends_with(0)?;
    says(&closed.out, "after-school service fees of 2023-03: 3 schools")?;
    says(
        &books
            .run(["policy", "adopt", "--division", "370829", "--reason", "as decided"])?
            .ends_with(0)?
            .out,
        "already",
    )?;
    for check in [
        &["import", text(&files)?, "--month", "2023-03", "--check"][..],
        &["close", "--month", "2023-03", "--check"],
        &["policy", "adopt", "--division", "370829", "--check"],
        &["import", "--resume"],
        &["corrections", "--month", "2023-03"],
    ] {
        books.run(check.iter().copied())?.ends_with(0)?;
        same("what stays beside the database", &books.log_files(), &Vec::new())?;
    }
    same("dump", &books.dump()?, &before)?;
    // Under another id it is another import, which finds that nothing changes.
    let again = books.run([&import[..], &["--request-id", "another-id"]].concat())?.ends_with(0)?;
    says(&again.out, "the books say all of this already; nothing changes")?;
    let other = [&import[..2], &["--month", "2023-02", "--reason", "x"]].concat();
    let other = books.run([&other[..], &["--request-id", "another-id"]].concat())?.ends_with(1)?;
    says(&other.err, "give another --request-id")?;
    // Published, the month stays; publishing again says so.
    for _ in 0..2 {
        let publish = books.run(["close", "--month", "2023-03", "--publish"])?.ends_with(0)?;
        says(&publish.out, "statements of 2023-03 published, schools 3")?;
    }
    Ok(())
}

/// The one that holds, another, and the first again: what changed nothing is no reason to keep the next
/// from being adopted.
fn policies_in_turn(server: &Server) -> Result<(), Failed> {
    let books = Books::new(server)?;
    let (_folder, cheaper) = exported(&[("value = \"2.00\"", "value = \"1.80\"")])?;
    let adopt = ["policy", "adopt", "--division", "370829", "--reason", "as decided"];
    let other = ["policy", "adopt", &cheaper, "--division", "370829", "--reason", "cheaper"];
    for (given, said) in [
        (&adopt[..], "already"),
        (&adopt, "already"),
        (&other, "is adopted"),
        (&other, "already"),
        (&adopt, "is adopted"),
    ] {
        says(&books.run(given.iter().copied())?.ends_with(0)?.out, said)?;
    }
    says(&books.run(adopt[..4].iter().copied())?.ends_with(2)?.err, "--reason")?;
    books.run([&adopt[..4], &["--check"]].concat())?.ends_with(0).map(drop)
}

/// The roster of the hand-written files without some of its rows.
fn removals(server: &Server) -> Result<(), Failed> {
    let books = kept(server)?;
    let before = books.dump()?;
    let roster = fs::read_to_string(books.path("files/学生名册.csv"))?;
    let mut lines: Vec<&str> = roster.lines().collect();
    let school = "3708290901";
    let last = lines.iter().rposition(|line| line.contains(school)).ok_or("no such pupil")?;
    lines.remove(last);
    let shorter = books.path("名册.csv");
    fs::write(&shorter, lines.join("\n"))?;
    let import = ["import", text(&shorter)?, "--month", "2023-03", "--reason", "one pupil less"];
    let waiting = books.run(import)?.ends_with(5)?;
    says(&waiting.out, &format!("give the same command with --accept-removals {school}"))?;
    says(&waiting.out, &format!("{school}: 1 of"))?;
    same("pupils before the word", &pupils(&books)?, &pupils(&kept(server)?)?)?;
    same("only the staged import is new", &(books.dump()? != before), &true)?;
    let other = [&import[..], &["--accept-removals", "3708290902"]].concat();
    says(&books.run(other)?.ends_with(5)?.out, &format!("{school}: 1 of"))?;
    let accepted =
        books.run([&import[..], &["--accept-removals", school]].concat())?.ends_with(0)?;
    says(&accepted.out, "is stored as a whole")
}

/// The line of the dump about the places of pupils.
fn pupils(books: &Books) -> Result<String, Failed> {
    let dump = books.run(["dump"])?.ends_with(0)?.out;
    let line = dump.lines().find(|line| line.starts_with("placement "));
    Ok(line.ok_or("no such table")?.to_owned())
}

fn refused_rows(server: &Server) -> Result<(), Failed> {
    let books = kept(server)?;
    let file = books.path("坏行.csv");
    let text_of = "学校标识码,年级,班级,姓名,学籍号,监护人\n3708290901,3,1,甲一,坏号,甲父\n";
    fs::write(&file, text_of)?;
    let import = ["import", text(&file)?, "--month", "2023-03", "--check"];
    let checked = books.run(import)?.ends_with(3)?;
    says(&checked.out, "坏行.csv:2E: ")?;
    let list = books.path("坏行.csv.errors.csv");
    says(&fs::read_to_string(&list)?, "坏行.csv,,2,E,学籍号,坏号,")?;
    // Into a folder of its own; what was mended leaves no list behind.
    let lists = books.path("lists");
    let elsewhere = [&import[..], &["--errors", text(&lists)?]].concat();
    books.run(elsewhere)?.ends_with(3)?;
    let inside = walk(&lists)?;
    same("lists", &inside.len(), &1)?;
    fs::write(&file, text_of.replace("坏号", "L370829201501010014"))?;
    books.run(import)?.ends_with(0)?;
    same("the list of an earlier run", &list.exists(), &false)
}

fn walk(folder: &std::path::Path) -> Result<Vec<std::path::PathBuf>, Failed> {
    let mut found = Vec::new();
    for entry in fs::read_dir(folder)? {
        let path = entry?.path();
        if path.is_dir() { found.extend(walk(&path)?) } else { found.push(path) }
    }
    Ok(found)
}

fn rules(server: &Server) -> Result<(), Failed> {
    let books = Books::bare(server)?;
    books.run(["migrate"])?.ends_with(0)?;
    says(&books.run(["migrate"])?.ends_with(0)?.out, "is up to date")?;
    let files = transcript_files(books.folder.path())?;
    let import = ["import", text(&files)?, "--month", "2023-03", "--reason", "the month's files"];
    says(&books.run(import)?.ends_with(1)?.err, "run `kehou policy adopt --division`")?;
    let other = books
        .run(["policy", "adopt", "--division", "370830", "--reason", "as decided"])?
        .ends_with(1)?;
    says(&other.err, "370829")?;
    books
        .run(["policy", "adopt", "--division", "370829", "--reason", "as decided"])?
        .ends_with(0)?;
    books.run(import)?.ends_with(0)?;
    let early = books.run(["close", "--month", "2199-03"])?.ends_with(1)?;
    says(&early.out, "not closed, schools 3")?;
    let unknown = ["close", "--month", "2023-03", "--school", "3708290999"];
    books.run(unknown)?.ends_with(1)?;
    let open = ["export", "--month", "2023-03", "--what", "bills", "--format", "csv", "--out"];
    let out = books.path("none.csv");
    let of_school = [&open[..], &[text(&out)?, "--school", "3708290901"]].concat();
    says(&books.run(of_school)?.ends_with(1)?.err, "3708290901")?;
    same("a file of bills that are not there", &out.exists(), &false)?;
    books.run(["corrections", "--month", "2023-03"])?.ends_with(4).map(drop)
}

fn restored() -> Result<(), Failed> {
    let books = kept(&Server::Sqlite)?;
    let copy = books.path("copy.db");
    let serving = Serving::start_with(books.command(["serve"]))?;
    let done = books.run(["backup", text(&copy)?])?.ends_with(0)?;
    says(&done.out, "keep ")?;
    let kept = books.dump()?;
    says(&books.run(["backup", text(&copy)?])?.ends_with(1)?.err, "--force")?;
    books.run(["backup", text(&copy)?, "--force"])?.ends_with(0)?;
    books.run(["close", "--month", "2023-03", "--publish"])?.ends_with(0)?;
    let later = books.dump()?;
    same("published books differ", &(later != kept), &true)?;
    says(&books.run(["restore", text(&copy)?])?.ends_with(1)?.err, "--force")?;
    let busy = books.run(["restore", text(&copy)?, "--force"])?.ends_with(4)?;
    says(&busy.err, "stop the service first")?;
    same("books in use", &books.dump()?, &later)?;
    drop(serving);
    books.run(["restore", text(&copy)?, "--force"])?.ends_with(0)?;
    same("restored books", &books.dump()?, &kept)?;
    let drafts = fs::read_dir(books.folder.path())?.filter(|entry| {
        entry.as_ref().is_ok_and(|entry| entry.file_name().to_string_lossy().contains("draft"))
    });
    same("drafts", &drafts.count(), &0)?;
    // A log that was left behind by a database that is gone does no harm.
    fs::remove_file(books.path("kehou.db"))?;
    fs::write(books.path("kehou.db-wal"), b"what is left of another database")?;
    books.run(["restore", text(&copy)?])?.ends_with(0)?;
    same("books restored into nothing", &books.dump()?, &kept)?;
    // Only the owner may read a database and its copy.
    #[cfg(unix)]
    for file in ["kehou.db", "copy.db", "kehou.keys"] {
        use std::os::unix::fs::PermissionsExt as _;
        let mode = fs::metadata(books.path(file))?.permissions().mode() & 0o777;
        same(file, &mode, &0o600)?;
    }
    Ok(())
}

fn unsound() -> Result<(), Failed> {
    let books = kept(&Server::Sqlite)?;
    let copy = books.path("copy.db");
    books.run(["backup", text(&copy)?])?.ends_with(0)?;
    let before = books.dump()?;
    let bytes = fs::read(&copy)?;
    let mut torn = bytes.clone();
    torn.truncate(bytes.len() / 2);
    let mut spoilt = bytes.clone();
    spoilt[4_096..8_192].fill(0xA5);
    for (name, content) in [
        ("empty", Vec::new()),
        ("text", b"no database".to_vec()),
        ("torn", torn),
        ("spoilt", spoilt),
    ] {
        let file = books.path(name);
        fs::write(&file, content)?;
        let refused = books.run(["restore", text(&file)?, "--force"])?.ends_with(1)?;
        says(&refused.err, &format!("{name} is no sound copy of a database"))?;
    }
    let itself = books.path("kehou.db");
    let refused = books.run(["restore", text(&itself)?, "--force"])?.ends_with(1)?;
    says(&refused.err, "is the database itself")?;
    books.run(["restore", text(&books.path("nowhere"))?, "--force"])?.ends_with(4)?;
    same("books", &books.dump()?, &before)
}

fn keys() -> Result<(), Failed> {
    let books = kept(&Server::Sqlite)?;
    let file = books.path("kehou.keys");
    let own = fs::read(&file)?;
    fs::remove_file(&file)?;
    says(&books.run(["dump"])?.ends_with(4)?.err, "put back their copy")?;
    same("keys made anew", &file.exists(), &false)?;
    run(["keys", "new", text(&file)?])?.ends_with(0)?;
    says(&books.run(["dump"])?.ends_with(4)?.err, "not the keys of this database")?;
    says(&run(["keys", "new", text(&file)?])?.ends_with(4)?.err, "it is left alone")?;
    fs::write(&file, "no keys\n")?;
    says(&books.run(["dump"])?.ends_with(4)?.err, "line 1 of the key file is wrong")?;
    fs::write(&file, own)?;
    books.run(["dump"])?.ends_with(0).map(drop)
}

fn passwords() -> Result<(), Failed> {
    let folder = tempfile::tempdir()?;
    let file = folder.path().join("kehou.keys");
    run(["keys", "new", text(&file)?])?.ends_with(0)?;
    let secret = "hunter2";
    let database = format!("postgres://kehou:{secret}@127.0.0.1:1/kehou");
    let settings = folder.path().join("kehou.toml");
    fs::write(&settings, format!("database = \"{database}\"\nkeys = 3\n"))?;
    let broken = run(["dump", "--config", text(&settings)?])?.ends_with(4)?;
    fs::write(&settings, format!("database = \"{database}\n"))?;
    let torn = run(["dump", "--config", text(&settings)?])?.ends_with(4)?;
    let mut said = vec![broken, torn];
    for arguments in [&["dump"][..], &["migrate"], &["backup", "x.db"], &["restore", "x.db"]] {
        let mut command = command();
        command.args(arguments).env("KEHOU_DATABASE", &database).env("KEHOU_KEYS", &file);
        let ran = ran(command.output()?)?;
        says(&format!("{}{}", ran.out, ran.err), "postgres://kehou@127.0.0.1:1/kehou")?;
        said.push(ran);
    }
    let help = command().args(["dump", "--help"]).env("KEHOU_DATABASE", &database).output()?;
    said.push(ran(help)?);
    let leaked = |ran: &crate::kehou::Ran| ran.out.contains(secret) || ran.err.contains(secret);
    same("passwords", &said.iter().any(leaked), &false)
}

fn wrong_lines() -> Result<(), Failed> {
    let folder = tempfile::tempdir()?;
    let at = |name: &str| folder.path().join(name).display().to_string();
    let database = at("none.db");
    for arguments in [
        &["import", "x", "--reason", "r"][..],
        &["import", "x", "--month", "2023-03"],
        &["import", "--month", "2023-03", "--reason", "r"],
        &["import", "x", "--resume"],
        &["import", "x", "--month", "2023-03", "--reason", "r", "--request-id", "short"],
        &["close", "--month", "2023-13"],
        &["close", "--month", "2023-03", "--check", "--publish"],
        &["close", "--month", "2023-03", "--school", "12"],
        &["export", "--month", "2023-03", "--what", "all", "--format", "csv", "--out", "x"],
        &["dump", "--as", "no colon: please"],
        &["serve", "--demo", "x", "--database", "y"],
    ] {
        run(arguments.iter().copied())?.ends_with(2)?;
    }
    for arguments in [
        &["dump"][..],
        &["close", "--month", "2023-03"],
        &["backup", "x"],
        &["import", "x", "--month", "2023-03", "--reason", "r"],
    ] {
        let line = arguments.iter().copied().chain(["--database", &database]);
        says(&run(line)?.ends_with(4)?.err, "there is no database")?;
    }
    same("a database made by the way", &folder.path().read_dir()?.count(), &0)?;
    let nowhere = at("no/such/kehou.db");
    says(&run(["migrate", "--database", &nowhere])?.ends_with(4)?.err, "there is no folder")?;
    let no_keys = ["dump", "--database", "postgres://kehou@127.0.0.1:1/kehou"];
    says(&run(no_keys)?.ends_with(4)?.err, "`kehou keys new FILE` makes one")?;
    let odd = ["dump", "--database", "mysql://kehou@127.0.0.1/kehou"];
    says(&run(odd)?.ends_with(4)?.err, "is no database")
}
