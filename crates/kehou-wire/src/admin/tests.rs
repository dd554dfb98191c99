use kehou_units::{Instant, Month};

use super::*;
use crate::{
    pb::admin::{
        ConfirmImportRequest, ImportFileHeader, ImportHeader, ListRowErrorsRequest,
        StageImportRequest, confirm_import_response::News, stage_import_request::Part,
    },
    told::{assert_told, id},
};

fn part(part: Part) -> StageImportRequest {
    StageImportRequest { part: Some(part) }
}

fn header() -> ImportHeader {
    ImportHeader {
        request_id: id(),
        reason: "March".into(),
        month: "2023-03".into(),
        file_count: 2,
        validate_only: false,
    }
}

#[test]
fn the_pieces_of_an_import_are_read() {
    let Ok(ImportPart::Head(head)) = ImportPart::read(part(Part::Header(header()))) else {
        panic!("a header");
    };
    assert_eq!((head.month.to_string().as_str(), head.file_count), ("2023-03", 2));
    // SHA-256 of nothing, as published.
    let empty = "E3B0C44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855";
    let file = ImportFileHeader { name: "名册.csv".into(), sha256: empty.into() };
    let Ok(ImportPart::File { name, sha256 }) = ImportPart::read(part(Part::File(file))) else {
        panic!("a file");
    };
    assert_eq!((name.as_str(), &sha256[..3]), ("名册.csv", &[0xe3, 0xb0, 0xc4][..]));
    let chunk = ImportPart::read(part(Part::Chunk(vec![7; CHUNK_LIMIT]))).unwrap();
    assert_eq!(chunk, ImportPart::Chunk(vec![7; CHUNK_LIMIT]));
}

#[test]
fn everything_wrong_with_a_piece_is_told() {
    let wrong = ImportHeader {
        request_id: "no id".into(),
        reason: String::new(),
        month: "March".into(),
        file_count: 1_001,
        validate_only: true,
    };
    assert_told(
        ImportPart::read(part(Part::Header(wrong))),
        &[
            ("header.request_id", "NOT_A_REQUEST_ID"),
            ("header.reason", "REQUIRED"),
            ("header.month", "NOT_A_MONTH"),
            ("header.file_count", "OUT_OF_RANGE"),
        ],
    );
    for (sha256, code) in [
        ("", "REQUIRED"),
        ("ab", "NOT_A_SHA256"),
        (&"a".repeat(63), "NOT_A_SHA256"),
        (&"g".repeat(64), "NOT_A_SHA256"),
        (&"a".repeat(66), "NOT_A_SHA256"),
    ] {
        let wrong = ImportFileHeader { name: " ".into(), sha256: sha256.into() };
        assert_told(
            ImportPart::read(part(Part::File(wrong))),
            &[("file.name", "REQUIRED"), ("file.sha256", code)],
        );
    }
    assert_told(ImportPart::read(StageImportRequest { part: None }), &[("part", "REQUIRED")]);
    let long = ImportPart::read(part(Part::Chunk(vec![0; CHUNK_LIMIT + 1])));
    assert_told(long, &[("chunk", "TOO_LONG")]);
}

#[test]
fn pieces_come_in_order() {
    let file = |name: &str| {
        let sha256 = "0".repeat(64);
        part(Part::File(ImportFileHeader { name: name.into(), sha256 }))
    };
    let (head, chunk) = (part(Part::Header(header())), part(Part::Chunk(vec![1])));
    let mut pieces = ImportPieces::default();
    assert_told(pieces.next(file("a")), &[("header", "REQUIRED")]);
    assert_told(pieces.next(chunk.clone()), &[("header", "REQUIRED")]);
    assert_told(pieces.clone().finish(), &[("header", "REQUIRED")]);
    pieces.next(head.clone()).unwrap();
    assert_told(pieces.next(chunk.clone()), &[("file", "REQUIRED")]);
    assert_told(pieces.next(head), &[("header", "UNEXPECTED")]);
    pieces.next(file("a")).unwrap();
    pieces.next(chunk.clone()).unwrap();
    pieces.next(chunk).unwrap();
    assert_told(pieces.clone().finish(), &[("file", "REQUIRED")]);
    pieces.next(file("b")).unwrap();
    assert_told(pieces.next(file("c")), &[("file", "UNEXPECTED")]);
    assert_eq!(pieces.finish().unwrap().file_count, 2);
}

#[test]
fn removals_are_accepted_school_by_school() {
    let asked = |codes: &[&str], accept_all_removals| {
        let accept_removals = codes.iter().map(|code| (*code).to_owned()).collect();
        let given = ConfirmImportRequest { import_id: 3, accept_removals, accept_all_removals };
        ConfirmImportQuestion::read(given)
    };
    assert_eq!(asked(&[], false).unwrap().removals, RemovalWord::Of(Vec::new()));
    let one = RemovalWord::Of(vec!["3708290001".parse().unwrap()]);
    assert_eq!(asked(&["3708290001"], false).unwrap().removals, one);
    assert_eq!(asked(&["3708290001"], true).unwrap().removals, RemovalWord::All);
    assert_told(
        asked(&["3708290001", "all"], false),
        &[("accept_removals[1]", "NOT_A_SCHOOL_CODE")],
    );
    assert_told(asked(&["3708290001"; 1_001], false), &[("accept_removals", "TOO_MANY")]);
}

#[test]
fn notes_are_told_with_the_count_of_the_others() {
    let (file, sheet) = ("a.csv".to_owned(), String::new());
    let notes = [ImportNote { file, sheet, code: "NOTE_NO_ROWS".into(), text: "t".into() }];
    let sent = ImportView { notes: &notes, notes_not_shown: 7, ..import(&[]) }.message();
    assert_eq!(
        (sent.notes[0].file.as_str(), sent.notes[0].code.as_str()),
        ("a.csv", "NOTE_NO_ROWS")
    );
    assert_eq!((sent.notes[0].text.as_str(), sent.notes_not_shown), ("t", 7));
}

#[test]
fn an_import_is_named_by_its_number() {
    let asked = |import_id| {
        ConfirmImportQuestion::read(ConfirmImportRequest { import_id, ..Default::default() })
    };
    assert_eq!(asked(3).unwrap().import_id, 3);
    assert_told(asked(0), &[("import_id", "REQUIRED")]);
    assert_told(asked(-3), &[("import_id", "OUT_OF_RANGE")]);
    let wrong =
        ListRowErrorsRequest { import_id: 0, format: 9, page_size: -1, page_token: "!".into() };
    assert_told(
        ListRowErrorsQuestion::read(wrong),
        &[
            ("page_size", "OUT_OF_RANGE"),
            ("page_token", "NOT_A_PAGE_TOKEN"),
            ("import_id", "REQUIRED"),
            ("format", "UNKNOWN_VALUE"),
        ],
    );
    let plain = ListRowErrorsRequest { import_id: 3, ..Default::default() };
    assert_eq!(ListRowErrorsQuestion::read(plain).unwrap().format, RowErrorFormat::Messages);
}

fn import(removals: &[PupilRemoval]) -> ImportView<'_> {
    ImportView {
        id: Some(5),
        state: ImportState::Staged,
        month: Month::new(2023, 3).unwrap(),
        reason: "March",
        staged_by: "machine-1",
        staged_at: Instant::from_micros(1_680_000_000_000_000),
        confirmed_by: None,
        completed_at: None,
        files: &[],
        counts: &[],
        row_errors: 3,
        schools: 190,
        schools_done: 0,
        needs_accept_removals: !removals.is_empty(),
        removals,
        notes: &[],
        notes_not_shown: 0,
    }
}

#[test]
fn an_import_that_removes_much_says_so() {
    let sent = import(&[]).message();
    assert!(!sent.needs_accept_removals);
    assert_eq!((sent.import_id, sent.schools, sent.completed_at), (5, 190, None));
    let school = "3708290001".parse().unwrap();
    let removals = vec![PupilRemoval { school, pupils: 100, removed: 6 }; 201];
    let sent = import(&removals).message();
    assert!(sent.needs_accept_removals);
    assert_eq!((sent.removals.len(), sent.removals[0].removed), (200, 6));
    let only_checked = ImportView { id: None, ..import(&[]) };
    assert_eq!(only_checked.message().import_id, 0);
}

#[test]
fn progress_names_the_school_or_the_county() {
    let school = "3708290001".parse().unwrap();
    let Some(News::Progress(sent)) = import_progress(Some(&school), 1, 190).news else {
        panic!("progress");
    };
    assert_eq!((sent.school_code.as_str(), sent.schools_done), ("3708290001", 1));
    let Some(News::Progress(sent)) = import_progress(None, 0, 190).news else {
        panic!("progress");
    };
    assert_eq!((sent.school_code.as_str(), sent.schools_total), ("", 190));
    assert!(matches!(import_complete(&import(&[])).news, Some(News::Complete(_))));
}
