//! Files that become facts: what is refused, what waits for a word, what is cleared away.

use std::{collections::BTreeSet, fs, path::PathBuf, sync::Arc};

use chrono::NaiveDate;
use kehou_app::{
    App, AppError, Principal,
    import::{
        AcceptedRemovals, ConfirmProgress, ImportState, ImportView, Kind, Stage, Upload,
        clear_abandoned, confirm, import, row_errors, stage,
    },
    registry::{ListSchools, put_working_days, school_book, schools},
};
use kehou_registry::{CalendarEntry, CalendarScope, DayKind, SchoolCode, WorkingDays};
use kehou_store::{
    Bound, Entry, ImportId, ItemVersion, Owner, PupilId, SchoolId, StoreError, Tx, Work,
    testing::TestError,
};
use kehou_units::Period;
use tempfile::TempDir;

use crate::{
    county::{
        County, ask, auditor, code, guardian, machine, nine, no, programme, school, student_number,
        treasurer,
    },
    harness::{Checked, Server, on_both},
};
use kehou_fee::testing::day;

on_both!(
    each_school_is_accepted_by_itself,
    files_that_say_nothing_are_refused,
    files_of_which_every_row_is_refused_are_not_stored,
    killed_uploads_are_cleared_away,
    a_preview_tells_notes_and_working_days,
    what_the_county_says_is_not_said_again_by_schools,
    schools_that_files_do_not_name_count_too,
    files_that_are_lost_are_sent_again,
    an_unfinished_import_shows_nothing_and_keeps_its_day,
    who_may_not_read_imports_is_told_so,
);

pub(crate) const HEADINGS: &str = "学校标识码,年级,班级,姓名,校内编号,监护人";

/// A county whose uploads have a folder of their own.
pub(crate) struct Desk {
    pub(crate) county: County,
    pub(crate) app: Arc<App>,
    pub(crate) spool: TempDir,
}

impl Desk {
    pub(crate) async fn new(server: &Server) -> Result<Self, TestError> {
        Self::with(server, |app| app).await
    }

    pub(crate) async fn with(server: &Server, set: impl Fn(App) -> App) -> Result<Self, TestError> {
        let (county, spool) = (County::new(server).await?, TempDir::new()?);
        let app = set(another(&county, spool.path().to_owned()));
        Ok(Self { county, app: Arc::new(app), spool })
    }

    pub(crate) async fn stage(
        &self,
        id: &str,
        files: &[(&str, &str)],
    ) -> Result<ImportView, AppError> {
        staged(&self.app, id, files, false).await
    }

    pub(crate) async fn confirm(
        &self,
        view: &ImportView,
        accepted: &[u32],
    ) -> Result<ImportView, AppError> {
        let accepted =
            AcceptedRemovals::Of(accepted.iter().map(|number| school(*number)).collect());
        confirmed(&self.app, view.row.id, &accepted).await
    }

    /// Schools 1 and 2 with as many pupils, all from files.
    pub(crate) async fn with_rosters(&self, first: u32, second: u32) -> Checked {
        let view = self.stage("rosters-1", &[("名册.csv", &rosters(first, second))]).await?;
        self.confirm(&view, &[]).await?;
        Ok(())
    }
}

pub(crate) fn another(county: &County, spool: PathBuf) -> App {
    App::new(county.app.store().clone(), county.app.clock().clone(), spool)
}

pub(crate) async fn staged(
    app: &App,
    id: &str,
    files: &[(&str, &str)],
    dry: bool,
) -> Result<ImportView, AppError> {
    let mut upload = Upload::begin(app)?;
    for (name, text) in files {
        upload.file(name, None)?;
        upload.bytes(text.as_bytes())?;
    }
    let month = "2023-03".parse().unwrap();
    stage(app, (&all_rounder(), ask(id)), Stage { month, upload, dry }).await
}

pub(crate) async fn confirmed(
    app: &Arc<App>,
    id: ImportId,
    accepted: &AcceptedRemovals,
) -> Result<ImportView, AppError> {
    let mut news = confirm(app, &all_rounder(), (id, accepted)).await?;
    loop {
        match news.recv().await.expect("the import comes last")? {
            ConfirmProgress::School { .. } => {}
            ConfirmProgress::Complete(view) => return Ok(*view),
        }
    }
}

/// Somebody who may write pupils and timetables everywhere.
pub(crate) fn all_rounder() -> Principal {
    let grants = [machine().grants, programme().grants].concat();
    Principal { subject: "all-rounder".to_owned(), grants }
}

pub(crate) fn rosters(first: u32, second: u32) -> String {
    let rows = |school: u32, count| {
        let row = |at| format!("370829000{school},5,1,学生{school}{at},N{school}{at},家长\n");
        (0..count).map(row).collect::<String>()
    };
    format!("{HEADINGS}\n{}{}", rows(1, first), rows(2, second))
}

async fn each_school_is_accepted_by_itself(server: Server) -> Checked {
    let desk = Desk::new(&server).await?;
    desk.with_rosters(10, 40).await?;
    let view = desk.stage("rosters-2", &[("名册.csv", &rosters(8, 30))]).await?;
    assert!(view.row.needs_confirmation);
    for accepted in [&[][..], &[1], &[2]] {
        let refused = desk.confirm(&view, accepted).await.unwrap_err();
        assert_eq!(refused.code(), "IMPORT_REMOVALS");
        let text = refused.to_string();
        for (number, share) in [(1, "2 / 13"), (2, "10 / 41")] {
            let named = text.contains(&format!("{} ({share})", school(number)));
            assert_eq!(named, !accepted.contains(&number), "{text}");
        }
    }
    let stored = desk.confirm(&view, &[1, 2]).await?;
    assert_eq!(stored.row.state, ImportState::Complete);
    let view = desk.stage("rosters-3", &[("名册.csv", &rosters(4, 20))]).await?;
    let stored = confirmed(&desk.app, view.row.id, &AcceptedRemovals::All).await?;
    assert_eq!(stored.row.state, ImportState::Complete);
    Ok(())
}

async fn files_that_say_nothing_are_refused(server: Server) -> Checked {
    let desk = Desk::new(&server).await?;
    let (roster, headings) = (rosters(1, 0), format!("{HEADINGS}\n"));
    let good = ("名册.csv", roster.as_str());
    for (name, text, refused, told) in [
        ("空.csv", "", "IMPORT_NO_TABLE", "FILE_EMPTY"),
        ("乱.csv", "菜单,价格\n面条,3\n", "IMPORT_NO_TABLE", "KIND_UNKNOWN"),
        ("乱.csv", "\u{0}\u{1}\u{2}\u{3}", "IMPORT_NO_TABLE", "ENCODING_UTF16"),
    ] {
        for files in [&[(name, text)][..], &[good, (name, text)]] {
            for dry in [true, false] {
                let error = staged(&desk.app, "garbage-1", files, dry).await.unwrap_err();
                assert_eq!(error.code(), refused);
                let text = error.to_string();
                assert!(text.contains(name) && text.contains(told), "{text}");
            }
        }
    }
    let only = desk.stage("headings-1", &[("表头.csv", &headings)]).await;
    assert_eq!(code(only), "IMPORT_NO_ROWS");
    let beside = desk.stage("headings-2", &[good, ("表头.csv", &headings)]).await?;
    assert_eq!(beside.row.state, ImportState::Staged, "beside others, headings do no harm");
    assert_eq!(uploads(&desk), 0, "nothing is left of what was refused");
    Ok(())
}

async fn files_of_which_every_row_is_refused_are_not_stored(server: Server) -> Checked {
    let desk = Desk::new(&server).await?;
    let refused = format!("{HEADINGS}\n{}", "x,y,z\n".repeat(2));
    let staged = desk.stage("refused-1", &[("名册.csv", &refused)]).await?;
    assert!(!row_errors(&desk.app, &machine(), staged.row.id).await?.is_empty(), "why is told");
    let accepted = AcceptedRemovals::none();
    let stored = confirm(&desk.app, &machine(), (staged.row.id, &accepted)).await;
    assert_eq!(stored.unwrap_err().code(), "IMPORT_ALL_REFUSED");
    Ok(())
}

/// How many folders of uploads there are.
fn uploads(desk: &Desk) -> usize {
    let entries = fs::read_dir(desk.spool.path()).unwrap().map(Result::unwrap);
    entries.filter(|entry| entry.file_name().to_string_lossy().starts_with("upload-")).count()
}

async fn killed_uploads_are_cleared_away(server: Server) -> Checked {
    let desk = Desk::new(&server).await?;
    let kill = || {
        let mut upload = Upload::begin(&desk.app).unwrap();
        upload.file("a.csv", None).unwrap();
        std::mem::forget(upload);
    };
    let keep = desk.spool.path().join("upload-of-somebody-else");
    fs::create_dir(&keep)?;
    kill();
    desk.app.clock().set(nine(day(3, 2)));
    kill();
    assert_eq!(uploads(&desk), 3, "a day is not over a day");
    desk.county.at(day(3, 2));
    let next = nine(day(3, 2)).as_micros() + 1_000_000;
    desk.app.clock().set(kehou_units::Instant::from_micros(next));
    let running = Upload::begin(&desk.app)?;
    assert_eq!(uploads(&desk), 3, "of the first day nothing is left; staging clears");
    desk.app.clock().set(nine(day(3, 9)));
    clear_abandoned(&desk.app);
    assert_eq!(uploads(&desk), 1, "starting clears");
    assert!(keep.exists(), "what is no upload of ours is left alone");
    drop(running);
    Ok(())
}

async fn a_preview_tells_notes_and_working_days(server: Server) -> Checked {
    let desk = Desk::new(&server).await?;
    let holidays: BTreeSet<NaiveDate> = [day(4, 5), day(5, 1)].into();
    let days = WorkingDays::new(holidays, BTreeSet::new());
    put_working_days(&desk.app, (&programme(), ask("days-0001")), (&days, None)).await?;
    let filed = "日期,类型\n2023-04-05,放假\n2023-04-06,放假\n2023-04-23,上班\n";
    let roster = format!("{HEADINGS},鞋码\n3708290001,5,1,新生,N1,家长,36\n");
    let view = desk.stage("days-0002", &[("名册.csv", &roster), ("日历.csv", filed)]).await?;
    let again = import(&desk.app, &all_rounder(), view.row.id).await?;
    for view in [view, again] {
        let counts = view.preview.kinds.iter().find(|(kind, _)| *kind == Kind::WorkingDays);
        let counts = counts.expect("working days are counted").1;
        assert_eq!((counts.added, counts.removed, counts.unchanged), (2, 1, 1));
        let [note] = view.preview.notes.as_slice() else { panic!("{:?}", view.preview.notes) };
        assert_eq!((note.file.as_str(), note.code.as_str()), ("名册.csv", "NOTE_COLUMNS_IGNORED"));
        assert_eq!(note.detail, "鞋码");
    }
    Ok(())
}

struct CountyHoliday(CalendarEntry);

impl Work for CountyHoliday {
    type Refusal = StoreError;

    async fn run(&self, tx: &Tx<'_>) -> Result<Vec<i64>, StoreError> {
        tx.save(&[ItemVersion::of_school(1, self.0)]).await?;
        Ok(Vec::new())
    }
}

pub(crate) fn write(ledger: SchoolId, id: &str) -> Entry {
    let (actor, action, fingerprint) = ("machine".to_owned(), "test", [0; 32]);
    let (at, reason, request_id) = (nine(day(3, 1)), String::new(), id.to_owned());
    Entry { ledger, actor, at, action, reason, request_id, fingerprint, import: None }
}

async fn what_the_county_says_is_not_said_again_by_schools(server: Server) -> Checked {
    // (C8)
    let desk = Desk::new(&server).await?;
    let period = Period::new(day(4, 5), Some(day(4, 5)))?;
    let holiday = CalendarEntry { period, scope: CalendarScope::County, kind: DayKind::Holiday };
    let store = desk.app.store();
    store.write(write(SchoolId::COUNTY, "county-01"), CountyHoliday(holiday)).await?;
    let filed = "学校标识码,开始日期,结束日期,类型\n,2023-04-05,2023-04-05,放假\n3708290001,2023-04-06,2023-04-06,放假\n";
    let view = desk.stage("calendar-1", &[("校历.csv", filed)]).await?;
    assert_eq!(
        view.preview.refused,
        0,
        "{:?}",
        row_errors(&desk.app, &all_rounder(), view.row.id).await?
    );
    desk.confirm(&view, &[]).await?;
    let own = async |number| {
        let id = store.school_id(&school(number)).await.unwrap().unwrap();
        let book = store.book(id, Bound::Now).await.unwrap();
        book.of::<CalendarEntry>(Owner::School).await.unwrap()
    };
    assert_eq!(own(1).await.len(), 1, "only what the county does not say");
    assert_eq!(own(2).await.len(), 0, "the school follows the county");
    Ok(())
}

async fn schools_that_files_do_not_name_count_too(server: Server) -> Checked {
    // (C5)
    let desk = Desk::new(&server).await?;
    let number = student_number(11);
    let roster = |name: &str, from: &str| {
        format!(
            "学校标识码,年级,班级,姓名,学籍号,监护人,入班日期\n3708290002,3,1,{name},{},家长,{from}\n",
            number.as_str()
        )
    };
    let view = desk.stage("other-001", &[("名册.csv", &roster("甲", ""))]).await?;
    let errors = row_errors(&desk.app, &all_rounder(), view.row.id).await?;
    assert_eq!(errors[0].code, "PUPIL_AT_TWO_SCHOOLS", "school 1 has the child on its roll");
    Ok(())
}

async fn files_that_are_lost_are_sent_again(server: Server) -> Checked {
    let desk = Desk::new(&server).await?;
    let files = [("名册.csv", rosters(2, 0))];
    let files = files.each_ref().map(|(name, text)| (*name, text.as_str()));
    let view = desk.stage("lost-0001", &files).await?;
    let elsewhere = TempDir::new()?;
    let other = Arc::new(another(&desk.county, elsewhere.path().to_owned()));
    let absent = confirmed(&other, view.row.id, &AcceptedRemovals::none()).await;
    assert_eq!(code(absent), "IMPORT_FILES_ABSENT");
    let errors = row_errors(&other, &all_rounder(), view.row.id).await;
    assert_eq!(code(errors), "IMPORT_FILES_ABSENT");
    let again = staged(&other, "lost-0001", &files, false).await?;
    assert_eq!((again.row.id, again.row.state), (view.row.id, ImportState::Staged));
    let stored = confirmed(&other, view.row.id, &AcceptedRemovals::none()).await?;
    assert_eq!(stored.row.state, ImportState::Complete);
    Ok(())
}

pub(crate) struct Broken(pub(crate) ImportId, pub(crate) Vec<SchoolCode>);

impl Work for Broken {
    type Refusal = StoreError;

    async fn run(&self, tx: &Tx<'_>) -> Result<Vec<i64>, StoreError> {
        let step = (ImportState::Staged, ImportState::Storing);
        assert!(tx.move_import(self.0, step, "all-rounder").await?);
        tx.number_schools(&self.1).await?;
        Ok(Vec::new())
    }
}

async fn an_unfinished_import_shows_nothing_and_keeps_its_day(server: Server) -> Checked {
    let desk = Desk::new(&server).await?;
    desk.county.at(day(3, 6));
    let list = "学校标识码,学校名称,隶属关系,办学类型\n3708290007,七小,县直,小学\n";
    let roster = rosters(0, 0) + "3708290001,5,1,甲,N1,家长\n3708290007,5,1,新生,N7,家长\n";
    let files = [("学校.csv", list), ("名册.csv", roster.as_str())];
    let view = desk.stage("broken-01", &files).await?;
    let store = desk.app.store();
    store.write(write(SchoolId::COUNTY, "broken"), Broken(view.row.id, vec![school(7)])).await?;
    let listed = async || {
        let query = ListSchools {
            on: None,
            town: None,
            affiliation: None,
            known_at: None,
            after: None,
            most: 100,
        };
        let all = schools(&desk.app, &programme(), &query).await.unwrap();
        all.iter().map(|one| one.school.code.clone()).collect::<Vec<_>>()
    };
    assert_eq!(listed().await, [school(1), school(2)]);
    let numbered: Vec<SchoolCode> =
        store.schools().await?.into_iter().map(|entry| entry.code).collect();
    assert_eq!(
        numbered,
        [school(1), school(2)],
        "a number without anything that shows is no school"
    );
    let book = school_book(&desk.app, &auditor(), (Some(&school(7)), None), None).await;
    assert_eq!(code(book), "SCHOOL_NOT_FOUND", "nor has it a book");
    desk.county.at(day(3, 9));
    let later = Arc::new(another(&desk.county, desk.spool.path().to_owned()));
    let stored = confirmed(&later, view.row.id, &AcceptedRemovals::none()).await?;
    assert_eq!(stored.row.state, ImportState::Complete);
    assert_eq!(listed().await, [school(1), school(2), school(7)]);
    let id = store.school_id(&school(7)).await?.unwrap();
    assert_eq!(store.book(id, Bound::Now).await?.all::<PupilId>().await?.len(), 1);
    Ok(())
}

async fn who_may_not_read_imports_is_told_so(server: Server) -> Checked {
    let desk = Desk::new(&server).await?;
    let view = desk.stage("others-01", &[("名册.csv", &rosters(1, 0))]).await?;
    for who in [auditor(), treasurer(1), guardian(1, no(1).number())] {
        for id in [view.row.id, ImportId::new(999)] {
            let refused = import(&desk.app, &who, id).await;
            let Err(AppError::Forbidden(forbidden)) = refused else { panic!("{refused:?}") };
            let told = forbidden.permission.to_string();
            assert_eq!(told, "read_imports", "{}", who.subject);
        }
    }
    assert_eq!(import(&desk.app, &programme(), view.row.id).await?.row.id, view.row.id);
    Ok(())
}
