//! What others write while an import waits to be stored, or is. (C5)

use std::sync::Arc;

use kehou_app::{
    App, AppError, Outcome,
    import::{AcceptedRemovals, ImportState, ImportView, row_errors},
    registry::{
        Contacts, MovePupil, PupilEntry, PutApplications, PutPupils, TransferPupil, move_pupil,
        pupil, put_applications, put_pupils, transfer_pupil,
    },
};
use kehou_fee::testing::{application, day};
use kehou_registry::Application;
use kehou_store::{SchoolId, testing::TestError};
use kehou_units::{Dated, Period, Ratio};

use crate::{
    county::{
        ask, class, code, coordinator, entry, head, machine, no, placed, school, student_number,
    },
    harness::{Checked, Server, on_both},
    imports::{Broken, Desk, all_rounder, another, confirmed, rosters, write},
};

on_both!(
    nobody_decides_about_places_while_an_import_is_stored,
    a_child_whom_another_school_took_in_makes_an_import_outdated,
    what_others_write_about_other_children_makes_nothing_outdated,
    a_write_between_preview_and_word_makes_an_import_outdated,
    the_limit_of_removals_is_set,
    removals_are_judged_again_by_the_limit_that_is_set,
    a_word_while_it_is_stored_stands_against_the_files,
    an_import_waits_for_a_school_that_takes_its_child_in,
    a_school_waits_for_an_import_that_begins,
);

/// School 1 takes in a child by a file, from the first of March on.
fn roster(number: u32) -> String {
    let number = student_number(number);
    format!(
        "学校标识码,年级,班级,姓名,学籍号,监护人,入班日期\n3708290001,3,1,辛,{},家长,2023-03-01\n",
        number.as_str()
    )
}

/// The import began to be stored, and whoever stored it is gone.
async fn broken_off(desk: &Desk, view: &ImportView) -> Checked {
    let began = Broken(view.row.id, vec![school(1)]);
    desk.app.store().write(write(SchoolId::COUNTY, "broken"), began).await?;
    Ok(())
}

async fn take_in(app: &App, (at, id): (u32, &str), number: u32) -> Result<(), AppError> {
    let put = PutPupils { school: school(at), pupils: vec![entry("辛", 3, number)], etag: None };
    put_pupils(app, (&machine(), ask(id)), put).await.map(drop)
}

async fn nobody_decides_about_places_while_an_import_is_stored(server: Server) -> Checked {
    let desk = Desk::new(&server).await?;
    let app = &desk.app;
    let view = desk.stage("roster-01", &[("名册.csv", &roster(31))]).await?;
    broken_off(&desk, &view).await?;
    let moving = || MovePupil {
        school: school(2),
        pupil: no(1),
        from: day(3, 6),
        class: class(4, 1),
        boarding: None,
        etag: None,
    };
    let transfer = || TransferPupil {
        from: school(2),
        pupil: no(1),
        last_day: day(3, 10),
        to: school(1),
        first_day: day(3, 13),
        placement: placed(4, 1),
        etag: None,
    };
    let each = async |round: u32| {
        let id = |what: &str| format!("{what}-{round}");
        let moved = move_pupil(app, (&head(2), ask(&id("moved"))), moving()).await;
        let other = take_in(app, (2, &id("other-child")), 41).await;
        let same = take_in(app, (2, &id("same-child")), 31).await;
        let gone = transfer_pupil(app, (&machine(), ask(&id("transfer"))), transfer()).await;
        [code(moved), code(other), code(same), code(gone)]
    };
    // The files name school 1 alone, and nothing was written there yet.
    assert_eq!(each(1).await, ["IMPORT_UNFINISHED"; 4]);
    let paper = PutApplications {
        school: school(2),
        pupil: no(1),
        applications: vec![application()],
        etag: None,
    };
    let done = put_applications(app, (&coordinator(2), ask("paper-001")), paper).await?;
    assert_eq!(done.outcome, Outcome::Unchanged, "what is not about places goes on");
    let stored = confirmed(app, view.row.id, &AcceptedRemovals::none()).await?;
    assert_eq!(stored.row.state, ImportState::Complete);
    let nothing = "nothing was refused";
    assert_eq!(each(2).await, [nothing, nothing, "PUPIL_ON_TWO_ROLLS", nothing]);
    Ok(())
}

async fn a_child_whom_another_school_took_in_makes_an_import_outdated(server: Server) -> Checked {
    let desk = Desk::new(&server).await?;
    let view = desk.stage("roster-01", &[("名册.csv", &roster(31))]).await?;
    take_in(&desk.app, (2, "taken-in1"), 31).await?;
    let outdated = desk.confirm(&view, &[]).await.unwrap_err();
    assert_eq!(outdated.code(), "IMPORT_OUTDATED");
    assert!(outdated.to_string().contains(school(2).as_str()), "{outdated}");
    // Staged again, the files are told why.
    let view = desk.stage("roster-02", &[("名册.csv", &roster(31))]).await?;
    let errors = row_errors(&desk.app, &all_rounder(), view.row.id).await?;
    assert_eq!(errors[0].code, "PUPIL_AT_TWO_SCHOOLS");
    Ok(())
}

async fn what_others_write_about_other_children_makes_nothing_outdated(server: Server) -> Checked {
    let desk = Desk::new(&server).await?;
    let view = desk.stage("roster-01", &[("名册.csv", &roster(31))]).await?;
    take_in(&desk.app, (2, "taken-in1"), 41).await?;
    assert_eq!(desk.confirm(&view, &[]).await?.row.state, ImportState::Complete);
    Ok(())
}

/// Two more would be gone than the preview says, and than may be gone unasked.
async fn a_write_between_preview_and_word_makes_an_import_outdated(server: Server) -> Checked {
    let desk = Desk::new(&server).await?;
    desk.with_rosters(30, 0).await?;
    let view = desk.stage("rosters-2", &[("名册.csv", &rosters(29, 0))]).await?;
    assert!(!view.row.needs_confirmation, "1 of 33 is gone");
    let until = Period::new(day(2, 13), Some(day(2, 14)))?;
    let left = |name, number| PupilEntry {
        placements: Dated::single(until, placed(3, 1)),
        ..entry(name, 3, number)
    };
    desk.county.put(1, "left-0001", vec![left("甲", 11), left("乙", 12)]).await?;
    let outdated = desk.confirm(&view, &[]).await.unwrap_err();
    assert_eq!(outdated.code(), "IMPORT_OUTDATED");
    assert!(outdated.to_string().contains(school(1).as_str()), "{outdated}");
    Ok(())
}

async fn the_limit_of_removals_is_set(server: Server) -> Checked {
    let half = Ratio::new(50, 100).unwrap();
    let desk = Desk::with(&server, |app| app.with_removal_limit(half)).await?;
    desk.with_rosters(10, 10).await?;
    let asked = async |id: &str, first| {
        let view = desk.stage(id, &[("名册.csv", &rosters(first, 10))]).await.unwrap();
        view.row.needs_confirmation
    };
    // Of the thirteen on the roll, three were entered by hand and stay.
    assert!(!asked("rosters-2", 4).await);
    assert!(asked("rosters-3", 3).await);
    Ok(())
}

async fn removals_are_judged_again_by_the_limit_that_is_set(server: Server) -> Checked {
    let half = Ratio::new(50, 100).ok_or("no ratio")?;
    let desk = Desk::with(&server, |app| app.with_removal_limit(half)).await?;
    desk.with_rosters(30, 0).await?;
    let view = desk.stage("rosters-2", &[("名册.csv", &rosters(20, 0))]).await?;
    assert!(!view.row.needs_confirmation, "10 of 33 are gone, fewer than half");
    // A server that is stricter comes to store it.
    let strict = Arc::new(another(&desk.county, desk.spool.path().to_owned()));
    let refused = confirmed(&strict, view.row.id, &AcceptedRemovals::none()).await.unwrap_err();
    assert_eq!(refused.code(), "IMPORT_REMOVALS");
    assert!(refused.to_string().contains("(10 / 33)"), "{refused}");
    let meant = AcceptedRemovals::Of([school(1)].into());
    assert_eq!(confirmed(&strict, view.row.id, &meant).await?.row.state, ImportState::Complete);
    Ok(())
}

/// Between the beginning of an import and its turn a school writes what the files speak of too: the
/// files are compared again with the books as they are now.
async fn a_word_while_it_is_stored_stands_against_the_files(server: Server) -> Checked {
    let desk = Desk::new(&server).await?;
    let app = &desk.app;
    let known = student_number(11);
    let applied = |name: &str, number: &str, on: &str| {
        format!("学校标识码,年级,班级,姓名,学籍号,申请日期\n3708290001,3,1,{name},{number},{on}\n")
    };
    let first = applied("甲", known.as_str(), "2023-03-03");
    let view = desk.stage("applied-1", &[("申请.csv", &first)]).await?;
    assert_eq!(view.preview.refused, 0);
    broken_off(&desk, &view).await?;
    let anew =
        Application { applied_on: day(3, 3), withdrawn_on: Some(day(3, 8)), ..application() };
    let ended = Application { withdrawn_on: Some(day(3, 2)), ..application() };
    let by_hand = PutApplications {
        school: school(1),
        pupil: no(1),
        applications: vec![ended, anew],
        etag: None,
    };
    put_applications(app, (&coordinator(1), ask("paper-001")), by_hand).await?;
    let stored = confirmed(app, view.row.id, &AcceptedRemovals::none()).await?;
    assert_eq!(stored.row.state, ImportState::Complete);
    let read = pupil(app, &machine(), (&school(1), no(1)), (Contacts::Hidden, None)).await?;
    assert_eq!(read.pupil.applications, [ended, anew], "what was written by hand stands");
    Ok(())
}

/// Confirms on a task of its own.
fn confirming(desk: &Desk, view: &ImportView) -> tokio::task::JoinHandle<Result<(), AppError>> {
    let (app, id) = (Arc::clone(&desk.app), view.row.id);
    tokio::spawn(async move { confirmed(&app, id, &AcceptedRemovals::none()).await.map(drop) })
}

/// Takes child 31 in at school 2, on a task of its own.
fn taking_in(app: &Arc<App>) -> tokio::task::JoinHandle<Result<(), AppError>> {
    let app = Arc::clone(app);
    tokio::spawn(async move { take_in(&app, (2, "taken-in1"), 31).await })
}

async fn assert_one_took_in(
    server: &Server,
    desk: &Desk,
    codes: [&str; 2],
) -> Result<(), TestError> {
    let [import, put] = codes;
    let nothing = "nothing was refused";
    match (import, put) {
        ("IMPORT_OUTDATED", put) => assert_eq!(put, nothing),
        (import, "PUPIL_ON_TWO_ROLLS" | "IMPORT_UNFINISHED") => assert_eq!(import, nothing),
        // On SQLite the school may have been let in again before the import began.
        both => panic!("{both:?} on {}", matches!(server, Server::Sqlite)),
    }
    let mut at = 0;
    for number in [1, 2] {
        let id = desk.app.store().school_id(&school(number)).await?.ok_or("no number")?;
        let places = desk.app.store().pupils_with_numbers(&[student_number(31)]).await?;
        at += places.iter().filter(|(school, _)| *school == id).count();
    }
    assert_eq!(at, 1, "one school has the child");
    Ok(())
}

async fn an_import_waits_for_a_school_that_takes_its_child_in(server: Server) -> Checked {
    let desk = Desk::new(&server).await?;
    let view = desk.stage("roster-01", &[("名册.csv", &roster(31))]).await?;
    let stopped = desk.county.database.stop_writers("pupil").await?;
    let put = taking_in(&desk.county.app);
    stopped.until_waiting(1).await?;
    let import = confirming(&desk, &view);
    stopped.until_waiting(2).await?;
    stopped.let_go().await?;
    let codes = [code(import.await?), code(put.await?)];
    if matches!(server, Server::Postgres(_)) {
        assert_eq!(codes, ["IMPORT_OUTDATED", "nothing was refused"]);
    }
    assert_one_took_in(&server, &desk, codes).await
}

async fn a_school_waits_for_an_import_that_begins(server: Server) -> Checked {
    let desk = Desk::new(&server).await?;
    let view = desk.stage("roster-01", &[("名册.csv", &roster(31))]).await?;
    let stopped = desk.county.database.stop_writers("import").await?;
    let import = confirming(&desk, &view);
    stopped.until_waiting(1).await?;
    let put = taking_in(&desk.county.app);
    stopped.until_waiting(2).await?;
    stopped.let_go().await?;
    let codes = [code(import.await?), code(put.await?)];
    if matches!(server, Server::Postgres(_)) {
        assert_eq!(codes[0], "nothing was refused", "{codes:?}");
    }
    assert_one_took_in(&server, &desk, codes).await
}
