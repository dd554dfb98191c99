//! Transfers between schools: two transactions, one child. (C5, F14)

use kehou_app::{
    AppError, Ask, ChangeNo, ImportId, Outcome, SchoolId,
    registry::{
        CloseSchool, Contacts, PupilEntry, PupilView, TransferPupil, Transferred, close_school,
        pupil, transfer_pupil,
    },
};
use kehou_fee::testing::{application, day, march};
use kehou_registry::{Application, Closure, Term};
use kehou_store::{
    Bound, Entry, ImportRow, ImportState, ItemVersion, Owner, PupilId, StoreError, Tx, Work,
    testing::TestError,
};
use kehou_units::{Dated, Instant, Period};

use crate::{
    county::{
        County, ask, ask_without_reason, class, class_teacher, code, coordinator, entry, finance,
        head, machine, no, placed, programme, school, student_number,
    },
    harness::{Checked, Server, on_both},
};

on_both!(
    a_child_leaves_one_school_and_comes_to_another,
    a_transfer_that_stopped_half_way_is_finished,
    a_finished_transfer_is_answered_again,
    a_child_who_comes_back_has_the_old_number,
    a_local_id_comes_along_until_the_number_arrives,
    a_transfer_that_does_not_fit_changes_nothing,
    a_child_on_the_rolls_of_two_schools_is_reported_at_close,
);

fn transfer() -> TransferPupil {
    TransferPupil {
        from: school(1),
        pupil: no(1),
        last_day: day(3, 10),
        to: school(2),
        first_day: day(3, 13),
        placement: placed(4, 1),
        etag: None,
    }
}

async fn transferred(county: &County, id: &str) -> Result<Transferred, AppError> {
    transfer_pupil(&county.app, (&machine(), ask(id)), transfer()).await
}

async fn read(county: &County, at: u32, pupil_no: u32) -> Result<PupilView, AppError> {
    pupil(&county.app, &machine(), (&school(at), no(pupil_no)), (Contacts::Shown, None)).await
}

async fn a_child_leaves_one_school_and_comes_to_another(server: Server) -> Checked {
    let county = County::new(&server).await?;
    let before = read(&county, 1, 1).await?;
    let done = transferred(&county, "transfer1").await?;
    assert_eq!((done.left.outcome, done.joined.outcome), (Outcome::Recorded, Outcome::Recorded));
    assert_eq!(done.pupil, no(2), "the next number of the new school");
    let (old, new) = (read(&county, 1, 1).await?, read(&county, 2, 2).await?);
    assert_eq!((old.person, new.person), (before.person, before.person));
    let days = Period::new(day(2, 13), Some(day(3, 10)))?;
    assert_eq!(old.pupil.placements, Dated::single(days, placed(3, 1)));
    assert_eq!(new.pupil.placements, Dated::single(Period::since(day(3, 13)), placed(4, 1)));
    let ended = Application { withdrawn_on: Some(day(3, 10)), ..application() };
    assert_eq!(old.pupil.applications, [ended]);
    assert!(new.pupil.applications.is_empty());
    assert_eq!(new.pupil.name, before.pupil.name);
    assert_eq!(new.pupil.student_number, Some(student_number(11)), "sealed for its new place");
    assert_eq!(new.pupil.guardians, before.pupil.guardians);
    // Both changes answer the id of the transfer.
    let [high, low] = done.left.numbers[..] else { panic!("two numbers") };
    assert_eq!(done.joined.numbers, [2, high, low]);
    assert_eq!(done.transfer.as_u64_pair(), (high.cast_unsigned(), low.cast_unsigned()));
    Ok(())
}

/// While a change of an import at school 2 does not show nobody else writes there, so a transfer stops
/// half way, as it would when the server ended. (An import that is being stored would not let it begin.)
async fn a_transfer_that_stopped_half_way_is_finished(server: Server) -> Checked {
    for (finish, left) in [("transfer1", Outcome::Replayed), ("transfer2", Outcome::Unchanged)] {
        let county = County::new(&server).await?;
        let import = importing(&county).await?;
        assert_eq!(code(transferred(&county, "transfer1").await), "IMPORT_UNFINISHED");
        let old = read(&county, 1, 1).await?;
        let days = Period::new(day(2, 13), Some(day(3, 10)))?;
        assert_eq!(old.pupil.placements, Dated::single(days, placed(3, 1)), "the child has left");
        move_import(&county, import, (ImportState::Staged, ImportState::Storing)).await?;
        move_import(&county, import, (ImportState::Storing, ImportState::Complete)).await?;
        let done = transferred(&county, finish).await?;
        assert_eq!((done.left.outcome, done.joined.outcome), (left, Outcome::Recorded));
        let new = read(&county, 2, done.pupil.number()).await?;
        assert_eq!(new.person, old.person);
        let again = transferred(&county, "transfer9").await?;
        let outcomes = (again.left.outcome, again.joined.outcome);
        assert_eq!(outcomes, (Outcome::Unchanged, Outcome::Unchanged));
        assert_eq!(again.pupil, done.pupil);
        assert_eq!(read(&county, 1, 1).await?, old, "the first half was done but once");
    }
    Ok(())
}

/// An import that has written to school 2.
async fn importing(county: &County) -> Result<ImportId, TestError> {
    let (store, now) = (county.app.store(), county.app.clock().now());
    let row = ImportRow {
        id: ImportId::new(0),
        request_id: "import-01".into(),
        fingerprint: vec![0; 32],
        month: march(),
        state: ImportState::Staged,
        staged_by: "machine".into(),
        staged_at: now,
        reason: String::new(),
        files: String::new(),
        preview: String::new(),
        needs_confirmation: false,
        confirmed_by: None,
        completed_at: None,
    };
    let added = store.write(write(SchoolId::COUNTY, "import-01", now), Adding(row)).await?;
    let import = ImportId::new(added.numbers[0]);
    let id = store.school_id(&school(2)).await?.unwrap();
    let entry = Entry { import: Some(import), ..write(id, "import-02", now) };
    store.write(entry, OneTerm).await?;
    Ok(import)
}

async fn move_import(
    county: &County,
    import: ImportId,
    states: (ImportState, ImportState),
) -> Result<(), TestError> {
    let entry = write(SchoolId::COUNTY, states.1.code(), county.app.clock().now());
    county.app.store().write(entry, Moving(import, states)).await?;
    Ok(())
}

fn write(ledger: SchoolId, request_id: &str, at: Instant) -> Entry {
    let (reason, request_id) = (String::new(), request_id.to_owned());
    let (actor, action, fingerprint) = ("machine".to_owned(), "import", [0; 32]);
    Entry { ledger, actor, at, action, reason, request_id, fingerprint, import: None }
}

struct Adding(ImportRow);
struct Moving(ImportId, (ImportState, ImportState));
struct OneTerm;

impl Work for Adding {
    type Refusal = StoreError;

    async fn run(&self, tx: &Tx<'_>) -> Result<Vec<i64>, StoreError> {
        Ok(vec![tx.add_import(&self.0).await?.number()])
    }
}

impl Work for Moving {
    type Refusal = StoreError;

    async fn run(&self, tx: &Tx<'_>) -> Result<Vec<i64>, StoreError> {
        assert!(tx.move_import(self.0, self.1, "machine").await?);
        Ok(Vec::new())
    }
}

impl Work for OneTerm {
    type Refusal = StoreError;

    async fn run(&self, tx: &Tx<'_>) -> Result<Vec<i64>, StoreError> {
        let term = Term { name: "2023-2024-1".into(), period: Period::since(day(6, 30)) };
        tx.save(&[ItemVersion::of_school(7, term)]).await?;
        Ok(Vec::new())
    }
}

async fn a_finished_transfer_is_answered_again(server: Server) -> Checked {
    let county = County::new(&server).await?;
    let first = transferred(&county, "transfer1").await?;
    // Later the child moves on within the new school; the first answer stands all the same.
    let moved = PupilEntry {
        no: Some(first.pupil),
        placements: Dated::single(Period::since(day(3, 14)), placed(5, 1)),
        ..entry("甲", 5, 11)
    };
    county.put(2, "moved-001", vec![moved]).await?;
    let again = transferred(&county, "transfer1").await?;
    assert_eq!((again.left.outcome, again.joined.outcome), (Outcome::Replayed, Outcome::Replayed));
    assert_eq!((again.pupil, again.transfer), (first.pupil, first.transfer));
    assert_eq!(again.joined.numbers, first.joined.numbers);
    let other = TransferPupil { last_day: day(3, 9), ..transfer() };
    let other_body = Ask::of("transfer1", "as agreed", b"another");
    let refused = transfer_pupil(&county.app, (&machine(), other_body), other).await;
    assert_eq!(code(refused), "REQUEST_ID_USED");
    Ok(())
}

async fn a_child_who_comes_back_has_the_old_number(server: Server) -> Checked {
    let county = County::new(&server).await?;
    let there = transferred(&county, "transfer1").await?;
    let back = TransferPupil {
        from: school(2),
        pupil: there.pupil,
        last_day: day(4, 7),
        to: school(1),
        first_day: day(4, 10),
        placement: placed(3, 2),
        etag: None,
    };
    let back = transfer_pupil(&county.app, (&machine(), ask("transfer2")), back).await?;
    assert_eq!(back.pupil, no(1));
    let read = read(&county, 1, 1).await?;
    assert_eq!(read.pupil.placements.iter().len(), 2, "its history stays");
    let id = county.app.store().school_id(&school(1)).await?.unwrap();
    let book = county.app.store().book(id, Bound::Now).await?;
    assert_eq!(book.of::<PupilId>(Owner::All).await?.len(), 3, "nobody was added");
    Ok(())
}

async fn a_local_id_comes_along_until_the_number_arrives(server: Server) -> Checked {
    let county = County::new(&server).await?;
    let local = |name, id: &str| PupilEntry {
        student_number: None,
        local_id: Some(id.into()),
        ..entry(name, 3, 0)
    };
    county.put(1, "local-001", vec![local("癸", "x-1"), local("丑", "x-2")]).await?;
    county.put(2, "local-002", vec![local("寅", "x-2")]).await?;
    for (pupil, brought) in [(4, Some("x-1")), (5, None)] {
        let transfer = TransferPupil { pupil: no(pupil), ..transfer() };
        let id = format!("transfer{pupil}");
        let done = transfer_pupil(&county.app, (&machine(), ask(&id)), transfer).await?;
        let joined = read(&county, 2, done.pupil.number()).await?;
        assert_eq!(joined.pupil.local_id.as_deref(), brought, "another may have the id there");
    }
    Ok(())
}

async fn a_transfer_that_does_not_fit_changes_nothing(server: Server) -> Checked {
    let county = County::new(&server).await?;
    let app = &county.app;
    for who in [head(1), coordinator(2), class_teacher(1, class(3, 1))] {
        let refused = transfer_pupil(app, (&who, ask("transfer1")), transfer()).await;
        assert_eq!(code(refused), "FORBIDDEN", "{} has but one of the schools", who.subject);
    }
    let asked = ask_without_reason("transfer1");
    let refused = transfer_pupil(app, (&machine(), asked), transfer()).await;
    assert_eq!(code(refused), "REASON_MISSING");
    let closure = Closure { last_day: day(4, 30), successor: None };
    let close = CloseSchool { school: school(2), closure, etag: None };
    close_school(app, (&programme(), ask("closing-2")), close).await?;
    // The child of pupil 2 is on the roll of school 2 too, from May on, by what was entered there.
    let before_may = Dated::single(Period::new(day(2, 13), Some(day(4, 30)))?, placed(3, 1));
    county
        .put(1, "pupils-3", vec![PupilEntry { placements: before_may, ..entry("乙", 3, 12) }])
        .await?;
    let from_may = Dated::single(Period::since(day(5, 1)), placed(3, 1));
    county
        .put(2, "pupils-4", vec![PupilEntry { placements: from_may, ..entry("乙", 3, 12) }])
        .await?;
    for (wrong, refused) in [
        (TransferPupil { pupil: no(9), ..transfer() }, "PUPIL_NOT_FOUND"),
        (TransferPupil { to: school(1), ..transfer() }, "TRANSFER_WITHIN_SCHOOL"),
        (TransferPupil { first_day: day(3, 10), ..transfer() }, "TRANSFER_DAYS"),
        (TransferPupil { first_day: day(5, 4), ..transfer() }, "SCHOOL_NOT_OPEN"),
        (TransferPupil { last_day: day(2, 10), ..transfer() }, "PUPIL_NOT_PLACED"),
        (TransferPupil { pupil: no(2), ..transfer() }, "TRANSFER_PLACED"),
        (TransferPupil { to: school(9), ..transfer() }, "SCHOOL_NOT_FOUND"),
        (TransferPupil { etag: Some(ChangeNo::new(1)), ..transfer() }, "ITEM_STALE"),
    ] {
        let tried = format!("{wrong:?}");
        let result = transfer_pupil(app, (&machine(), ask("transfer1")), wrong).await;
        assert_eq!(code(result), refused, "{tried}");
    }
    let old = read(&county, 1, 1).await?;
    assert_eq!(old.pupil.placements, Dated::single(Period::since(day(2, 13)), placed(3, 1)));
    Ok(())
}

/// No use case writes this: the second school is written past them, as books that were brought from
/// elsewhere may have it.
async fn a_child_on_the_rolls_of_two_schools_is_reported_at_close(server: Server) -> Checked {
    let county = County::new(&server).await?;
    let id = county.app.store().school_id(&school(2)).await?.unwrap();
    let now = county.app.clock().now();
    county.app.store().write(write(id, "taken-in-1", now), TakingIn).await?;
    county.at(day(4, 6));
    for (number, expected) in [(1, vec![(1, Some(day(3, 20)))]), (2, vec![(9, Some(day(3, 20)))])] {
        let by = (&finance(), ask("close-0001"));
        kehou_app::billing::close_school(&county.app, by, (school(number), march())).await?;
        let told = (&school(number), march());
        let found = kehou_app::billing::findings(&county.app, &finance(), told, None).await?;
        let doubles = found.iter().filter(|it| it.finding.code == "DEFECT_AT_TWO_SCHOOLS");
        let doubles: Vec<_> =
            doubles.map(|it| (it.finding.pupil.unwrap().number(), it.finding.on)).collect();
        assert_eq!(doubles, expected, "school {number}");
    }
    // Once the first school lets the child go, closing again reports nothing more.
    let until = Period::new(day(2, 13), Some(day(3, 19)))?;
    let entry = PupilEntry {
        no: Some(no(1)),
        placements: Dated::single(until, placed(3, 1)),
        ..entry("甲", 3, 11)
    };
    county.put(1, "let-go-01", vec![entry]).await?;
    let by = (&finance(), ask("close-0002"));
    kehou_app::billing::close_school(&county.app, by, (school(2), march())).await?;
    let found =
        kehou_app::billing::findings(&county.app, &finance(), (&school(2), march()), None).await?;
    assert!(found.iter().all(|it| it.finding.code != "DEFECT_AT_TWO_SCHOOLS"));
    Ok(())
}

struct TakingIn;

impl Work for TakingIn {
    type Refusal = StoreError;

    async fn run(&self, tx: &Tx<'_>) -> Result<Vec<i64>, StoreError> {
        let person = uuid::Uuid::from_u128(99);
        tx.save(&[ItemVersion::of_pupil(no(9), 1, PupilId { person })]).await?;
        let known = entry("甲", 3, 11);
        let person = kehou_store::Person {
            name: known.name,
            student_number: known.student_number,
            local_id: None,
        };
        tx.save(&[ItemVersion::of_pupil(no(9), 1, person)]).await?;
        let placed = (Period::since(day(3, 20)), placed(5, 1));
        tx.save(&[ItemVersion::of_pupil(no(9), 1, placed)]).await?;
        Ok(Vec::new())
    }
}
