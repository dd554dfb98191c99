//! Files that are taken into the books.

use kehou_app::store::{
    Entry, ImportId, ImportState as StoredState, ItemVersion, SchoolId, StoreError, Tx, Work,
};
use kehou_registry::Term;
use kehou_units::{Instant, Period};
use kehou_wire::pb::{
    admin::{
        CancelImportRequest, ConfirmImportRequest, GetImportRequest, Import, ImportHeader,
        ImportKind, ImportState, ListRowErrorsRequest, RowErrorFormat, StageImportRequest,
        confirm_import_response::News, stage_import_request::Part,
    },
    fee::CloseMonthRequest,
    registry::ListPupilsRequest,
};
use tonic::{Code, Status};

use super::{
    calls::{header, pieces},
    county::{County, by, day},
    people::code,
};
use crate::harness::{details, reason};

const HEADINGS: &str = "学校标识码,年级,班级,姓名,校内编号,监护人";

/// A roster of school 1 that lists two new pupils and none of the old.
fn roster() -> String {
    format!("{HEADINGS}\n3708290001,5,1,新生甲,N1,家长甲\n3708290001,5,1,新生乙,N2,家长乙\n")
}

async fn stage(
    county: &County,
    who: &str,
    pieces: Vec<StageImportRequest>,
) -> Result<Import, Status> {
    let request = by(who, tokio_stream::iter(pieces));
    let staged = county.imports().stage_import(request).await?;
    Ok(staged.into_inner().import.unwrap())
}

async fn confirm(
    county: &County,
    who: &str,
    (import_id, accepted): (i64, &[usize]),
) -> Result<(i32, Import), Status> {
    let accept_removals = accepted.iter().map(|school| code(*school).to_string()).collect();
    let request = ConfirmImportRequest { import_id, accept_removals, accept_all_removals: false };
    let mut news = county.imports().confirm_import(by(who, request)).await?.into_inner();
    let mut schools = 0;
    loop {
        match news.message().await?.expect("the import comes last").news.unwrap() {
            News::Progress(progress) => schools = progress.schools_done,
            News::Complete(import) => return Ok((schools, import)),
        }
    }
}

#[tokio::test]
async fn files_are_staged_confirmed_and_seen_at_once() {
    let county = County::new().await;
    let staged =
        stage(&county, "machine", pieces(header("import-01"), "名册.csv", &roster())).await;
    let staged = staged.unwrap();
    assert_eq!((staged.state(), staged.row_errors), (ImportState::Staged, 0));
    assert_eq!((staged.files[0].name.as_str(), staged.staged_by.as_str()), ("名册.csv", "machine"));
    let pupils = staged.counts.iter().find(|it| it.kind() == ImportKind::Pupils).unwrap();
    assert_eq!(pupils.added, 2);
    assert!(!staged.needs_accept_removals, "who was entered by hand is not removed by files");
    let again = stage(&county, "machine", pieces(header("import-01"), "名册.csv", &roster())).await;
    assert_eq!(again.unwrap().import_id, staged.import_id, "the import that there is");
    let (schools, stored) = confirm(&county, "machine", (staged.import_id, &[])).await.unwrap();
    assert_eq!((schools, stored.state()), (1, ImportState::Complete));
    let (_, stored) = confirm(&county, "machine", (staged.import_id, &[1])).await.unwrap();
    assert_eq!(stored.state(), ImportState::Complete, "repeated, it says so at once");
    let school_code = code(1).to_string();
    let list =
        ListPupilsRequest { school_code, on: crate::march::date(3, 2), ..Default::default() };
    let seen = county.pupils().list_pupils(by("head", list)).await.unwrap().into_inner();
    let mut names: Vec<&str> = seen.pupils.iter().map(|pupil| pupil.name.as_str()).collect();
    names[3..].sort_unstable();
    assert_eq!(names, ["甲", "乙", "丙", "新生乙", "新生甲"]);
    let cancel = CancelImportRequest { import_id: staged.import_id };
    let refused = county.imports().cancel_import(by("machine", cancel)).await.unwrap_err();
    assert_eq!(reason(&refused), "IMPORT_STATE");
    county.stop().await;
}

#[tokio::test]
async fn many_removals_are_accepted_by_somebody() {
    let county = County::new().await;
    let staged = stage(&county, "machine", pieces(header("import-01"), "a.csv", &roster())).await;
    confirm(&county, "machine", (staged.unwrap().import_id, &[])).await.unwrap();
    county.at(day(3, 13));
    let others = format!("{HEADINGS}\n3708290001,5,1,新生丙,N9,家长丙\n");
    let staged = stage(&county, "machine", pieces(header("import-02"), "a.csv", &others)).await;
    let staged = staged.unwrap();
    assert!(staged.needs_accept_removals);
    assert_eq!(staged.removals[0].removed, 2);
    let unasked = confirm(&county, "machine", (staged.import_id, &[])).await.unwrap_err();
    assert_eq!(unasked.code(), Code::FailedPrecondition);
    assert_eq!(reason(&unasked), "IMPORT_REMOVALS");
    let text = unasked.message().to_owned();
    assert!(text.contains(&format!("{} (2 / 5)", code(1))), "{text}");
    let other = confirm(&county, "machine", (staged.import_id, &[2])).await.unwrap_err();
    assert_eq!(reason(&other), "IMPORT_REMOVALS", "a word about another school");
    confirm(&county, "machine", (staged.import_id, &[1])).await.unwrap();
    county.stop().await;
}

#[tokio::test]
async fn refused_rows_are_answered_as_messages_and_as_csv() {
    let county = County::new().await;
    let text = format!("{HEADINGS}\n3708290001,,1,甲,N1,\n3708290001,,1,=1+1,N2,\n");
    let staged = stage(&county, "machine", pieces(header("import-01"), "a.csv", &text)).await;
    let import_id = staged.unwrap().import_id;
    let mut imports = county.imports();
    let list = |format: RowErrorFormat, page_token: &str| ListRowErrorsRequest {
        import_id,
        format: format.into(),
        page_size: 1,
        page_token: page_token.into(),
    };
    let first = imports.list_row_errors(by("machine", list(RowErrorFormat::Messages, ""))).await;
    let first = first.unwrap().into_inner();
    let row = &first.rows[0];
    assert_eq!((row.file.as_str(), row.row), ("a.csv", 2));
    assert!(!row.text.is_empty() && !row.code.is_empty() && first.csv.is_empty());
    let mut csv = String::new();
    let mut token = String::new();
    loop {
        let page = list(RowErrorFormat::Csv, &token);
        let page = imports.list_row_errors(by("machine", page)).await.unwrap().into_inner();
        csv.push_str(&page.csv);
        token = page.next_page_token;
        if token.is_empty() {
            break;
        }
    }
    assert!(csv.starts_with("\u{feff}文件,"), "{csv}");
    assert_eq!(csv.matches("文件").count(), 1, "headings once");
    assert!(csv.matches('\n').count() >= 3, "{csv}");
    let foreign =
        imports.list_row_errors(by("school-machine", list(RowErrorFormat::Csv, ""))).await;
    assert_eq!(foreign.unwrap_err().code(), Code::PermissionDenied, "another staged it");
    county.stop().await;
}

#[tokio::test]
async fn refused_rows_of_a_waiver_list_are_for_those_who_may_read_waivers() {
    // (F12)
    let county = County::new().await;
    let list =
        "学校标识码,年级,班级,姓名,困难类别,名单日期\n3708290001,3,1,无此人,低保,2023-02-20\n";
    let staged = stage(&county, "aid", pieces(header("import-01"), "a.csv", list)).await.unwrap();
    assert_eq!(staged.row_errors, 1);
    let list = || ListRowErrorsRequest { import_id: staged.import_id, ..Default::default() };
    let told = county.imports().list_row_errors(by("aid", list())).await.unwrap().into_inner();
    assert_eq!(told.rows.len(), 1, "who sent it is told");
    for who in ["machine", "programme"] {
        let rows = county.imports().list_row_errors(by(who, list())).await.unwrap_err();
        let import = GetImportRequest { import_id: staged.import_id };
        let import = county.imports().get_import(by(who, import)).await.unwrap_err();
        let cancel = CancelImportRequest { import_id: staged.import_id };
        let cancel = county.imports().cancel_import(by(who, cancel)).await.unwrap_err();
        for refused in [rows, import, cancel] {
            assert_eq!(refused.code(), Code::PermissionDenied, "{who}");
        }
    }
    county.stop().await;
}

#[tokio::test]
async fn an_import_is_given_up() {
    let county = County::new().await;
    let staged = stage(&county, "machine", pieces(header("import-01"), "a.csv", &roster())).await;
    let import_id = staged.unwrap().import_id;
    for _ in 0..2 {
        let cancel = CancelImportRequest { import_id };
        let given_up = county.imports().cancel_import(by("machine", cancel)).await.unwrap();
        assert_eq!(given_up.into_inner().import.unwrap().state(), ImportState::Cancelled);
    }
    let refused = confirm(&county, "machine", (import_id, &[1])).await.unwrap_err();
    assert_eq!(reason(&refused), "IMPORT_STATE");
    let get = GetImportRequest { import_id };
    let found = county.imports().get_import(by("programme", get)).await.unwrap().into_inner();
    assert_eq!(found.import.unwrap().state(), ImportState::Cancelled);
    county.stop().await;
}

#[tokio::test]
async fn what_is_sent_otherwise_than_announced_is_refused() {
    let county = County::new().await;
    let right = || pieces(header("import-01"), "a.csv", &roster());
    let refused = async |pieces| stage(&county, "machine", pieces).await.unwrap_err();
    let mut other_bytes = right();
    other_bytes[2] = StageImportRequest { part: Some(Part::Chunk(b"x".to_vec())) };
    assert_eq!(reason(&refused(other_bytes).await), "IMPORT_FILE");
    let mut large = right();
    large[2] = StageImportRequest { part: Some(Part::Chunk(vec![b'x'; (1 << 20) + 1])) };
    let large = refused(large).await;
    assert_eq!(large.code(), Code::InvalidArgument);
    let field = |status: &Status| {
        let violations = details(status).bad_request().unwrap().field_violations.clone();
        (violations[0].field.clone(), violations[0].reason.clone())
    };
    assert_eq!(field(&large), ("chunk".into(), "FIELD_TOO_LONG".into()));
    let headless = refused(right().split_off(1)).await;
    assert_eq!(field(&headless), ("header".into(), "FIELD_REQUIRED".into()));
    assert_eq!(field(&refused(Vec::new()).await), ("header".into(), "FIELD_REQUIRED".into()));
    let two = ImportHeader { file_count: 2, ..header("import-01") };
    let missing = refused(pieces(two, "a.csv", &roster())).await;
    assert_eq!(field(&missing), ("file".into(), "FIELD_REQUIRED".into()));
    stage(&county, "machine", right()).await.unwrap();
    let other_files = refused(pieces(header("import-01"), "b.csv", &roster())).await;
    assert_eq!(other_files.code(), Code::AlreadyExists);
    assert_eq!(reason(&other_files), "REQUEST_ID_USED");
    let guardian = stage(&county, "guardian", right()).await.unwrap_err();
    assert_eq!(guardian.code(), Code::PermissionDenied);
    county.stop().await;
}

#[tokio::test]
async fn a_caller_who_goes_away_does_not_stop_an_import() {
    let county = County::new().await;
    let staged = stage(&county, "machine", pieces(header("import-01"), "a.csv", &roster())).await;
    let import_id = staged.unwrap().import_id;
    let request = ConfirmImportRequest { import_id, ..Default::default() };
    drop(county.imports().confirm_import(by("machine", request)).await.unwrap());
    loop {
        let get = GetImportRequest { import_id };
        let found = county.imports().get_import(by("machine", get)).await.unwrap().into_inner();
        if found.import.unwrap().state() == ImportState::Complete {
            break;
        }
        tokio::task::yield_now().await;
    }
    county.stop().await;
}

/// What a server does that is killed between two schools: the import is being stored, and no more.
struct Killed(i64);

impl Work for Killed {
    type Refusal = StoreError;

    async fn run(&self, tx: &Tx<'_>) -> Result<Vec<i64>, StoreError> {
        let step = (StoredState::Staged, StoredState::Storing);
        assert!(tx.move_import(ImportId::new(self.0), step, "machine").await?);
        Ok(Vec::new())
    }
}

struct OneTerm;

impl Work for OneTerm {
    type Refusal = StoreError;

    async fn run(&self, tx: &Tx<'_>) -> Result<Vec<i64>, StoreError> {
        let term = Term { name: "2023-2024-1".into(), period: Period::since(day(8, 30)) };
        tx.save(&[ItemVersion::of_school(9, term)]).await?;
        Ok(Vec::new())
    }
}

fn entry_of(ledger: SchoolId, request_id: &str, import: Option<ImportId>) -> Entry {
    Entry {
        ledger,
        actor: "machine".into(),
        at: Instant::of_county(day(3, 1).and_hms_opt(9, 0, 0).unwrap()),
        action: "import.store",
        reason: String::new(),
        request_id: request_id.into(),
        fingerprint: [0; 32],
        import,
    }
}

#[tokio::test]
async fn no_month_is_closed_while_an_import_is_half_stored() {
    let county = County::new().await;
    let close = |id: &str| CloseMonthRequest {
        request_id: id.into(),
        month: "2023-03".into(),
        ..Default::default()
    };
    let close = async |id: &str| -> Result<(), Status> {
        let mut news = county.billing().close_month(by("finance", close(id))).await?.into_inner();
        while news.message().await?.is_some() {}
        Ok(())
    };
    let staged = stage(&county, "machine", pieces(header("import-01"), "a.csv", &roster())).await;
    let import_id = staged.unwrap().import_id;
    let import = ImportId::new(import_id);
    let store = county.database.open().await.unwrap();
    store.write(entry_of(SchoolId::COUNTY, "killed", None), Killed(import_id)).await.unwrap();
    let school = store.school_id(&code(2)).await.unwrap().unwrap();
    store.write(entry_of(school, "half", Some(import)), OneTerm).await.unwrap();
    county.at(day(4, 10));
    let refused = close("close-0001").await.unwrap_err();
    assert_eq!(
        (refused.code(), reason(&refused).as_str()),
        (Code::Unavailable, "IMPORT_UNFINISHED")
    );
    let (_, stored) = confirm(&county, "machine", (import_id, &[])).await.unwrap();
    assert_eq!(stored.state(), ImportState::Complete, "it goes on where it stood");
    close("close-0001").await.unwrap();
    county.stop().await;
}

#[tokio::test]
async fn files_that_say_nothing_are_refused_by_name() {
    let county = County::new().await;
    let garbage = "菜单,价格\n面条,3\n";
    for (text, told) in [("", "IMPORT_NO_TABLE"), (garbage, "IMPORT_NO_TABLE")] {
        let sent = pieces(header("import-01"), "乱.csv", text);
        let refused = stage(&county, "machine", sent).await.unwrap_err();
        assert_eq!((refused.code(), reason(&refused).as_str()), (Code::InvalidArgument, told));
        assert!(refused.message().contains("乱.csv"), "{}", refused.message());
    }
    county.stop().await;
}

#[tokio::test]
async fn notes_are_told_before_anybody_confirms() {
    let county = County::new().await;
    let text = format!("{HEADINGS},鞋码\n3708290001,5,1,新生甲,N1,家长甲,36\n");
    let staged = stage(&county, "machine", pieces(header("import-01"), "a.csv", &text)).await;
    let staged = staged.unwrap();
    let [note] = staged.notes.as_slice() else { panic!("{:?}", staged.notes) };
    assert_eq!((note.file.as_str(), note.code.as_str()), ("a.csv", "NOTE_COLUMNS_IGNORED"));
    assert!(note.text.contains("鞋码") && note.text.contains("columns"), "{}", note.text);
    county.stop().await;
}
