//! Schools that take in the same child in the same instant: never do both. (C5)

use std::{collections::BTreeSet, sync::Arc};

use kehou_app::{
    App, AppError,
    registry::{
        Contacts, ListPupils, PupilEntry, PutPupils, TransferPupil, pupils, put_pupils,
        transfer_pupil,
    },
};
use kehou_fee::testing::day;
use kehou_registry::StudentNumber;
use kehou_store::testing::TestError;
use kehou_units::{Dated, Period};

use crate::{
    county::{County, ask, code, entry, machine, no, placed, school, student_number},
    harness::{Checked, Server, on_both},
};

on_both!(
    of_two_schools_that_take_in_a_child_at_once_one_is_refused,
    a_child_who_is_joining_a_school_is_not_put_back_meanwhile,
    whoever_is_quickest_no_child_is_on_two_rolls,
);

/// Another server on the same books.
async fn another(county: &County) -> Result<Arc<App>, TestError> {
    let (store, clock) = (county.database.open().await?, county.app.clock().clone());
    Ok(Arc::new(App::new(store, clock, std::env::temp_dir())))
}

/// Puts pupils at a school, on a task of its own.
fn putting(
    app: &Arc<App>,
    (at, id): (u32, String),
    pupils: Vec<PupilEntry>,
) -> tokio::task::JoinHandle<Result<(), AppError>> {
    let app = Arc::clone(app);
    tokio::spawn(async move {
        let put = PutPupils { school: school(at), pupils, etag: None };
        put_pupils(&app, (&machine(), ask(&id)), put).await.map(drop)
    })
}

/// Transfers pupil 1 of school 1 to school 2, on a task of its own.
fn transferring(
    app: &Arc<App>,
    (pupil, id): (u32, String),
) -> tokio::task::JoinHandle<Result<(), AppError>> {
    let app = Arc::clone(app);
    let transfer = TransferPupil {
        from: school(1),
        pupil: no(pupil),
        last_day: day(3, 10),
        to: school(2),
        first_day: day(3, 13),
        placement: placed(4, 1),
        etag: None,
    };
    tokio::spawn(
        async move { transfer_pupil(&app, (&machine(), ask(&id)), transfer).await.map(drop) },
    )
}

/// The days of each child at a school, and the person it is taken for.
async fn roll(
    app: &App,
    at: u32,
) -> Result<Vec<(StudentNumber, uuid::Uuid, Vec<Period>)>, AppError> {
    let list = ListPupils {
        school: school(at),
        class: None,
        on: None,
        contacts: Contacts::Shown,
        known_at: None,
        after: None,
        most: 1_000,
    };
    let views = pupils(app, &machine(), &list).await?;
    let child = |view: kehou_app::registry::PupilView| {
        let days = view.pupil.placements.iter().map(|(days, _)| days).collect();
        Some((view.pupil.student_number?, view.person, days))
    };
    Ok(views.into_iter().filter_map(child).collect())
}

/// Asserts that no child is at both schools on any day, and that each is one person; gives who is where.
async fn assert_one_roll_each(app: &App) -> Result<[BTreeSet<StudentNumber>; 2], AppError> {
    let (first, second) = (roll(app, 1).await?, roll(app, 2).await?);
    for (number, person, days) in &first {
        for (_, there, others) in second.iter().filter(|(other, ..)| other == number) {
            let mut pairs = days.iter().flat_map(|a| others.iter().map(move |b| (a, b)));
            assert!(pairs.all(|(a, b)| !a.overlaps(b)), "{days:?} {others:?}");
            assert_eq!(person, there, "one child is one person");
        }
    }
    let numbers = |roll: Vec<(StudentNumber, _, _)>| roll.into_iter().map(|it| it.0).collect();
    Ok([numbers(first), numbers(second)])
}

/// The first stands still between its look at the other school and what it writes, while the second
/// begins: the second waits, looks afterwards, and is refused.
async fn of_two_schools_that_take_in_a_child_at_once_one_is_refused(server: Server) -> Checked {
    let county = County::new(&server).await?;
    let other = another(&county).await?;
    let stopped = county.database.stop_writers("pupil").await?;
    let first = putting(&county.app, (1, "at-once-1".into()), vec![entry("辛", 3, 31)]);
    stopped.until_waiting(1).await?;
    let second = putting(&other, (2, "at-once-2".into()), vec![entry("辛", 3, 31)]);
    stopped.until_waiting(2).await?;
    stopped.let_go().await?;
    let codes = [code(first.await?), code(second.await?)];
    match server {
        Server::Postgres(_) => assert_eq!(codes, ["nothing was refused", "PUPIL_ON_TWO_ROLLS"]),
        // Both began when they were let go.
        Server::Sqlite => assert_eq!(
            BTreeSet::from(codes),
            BTreeSet::from(["nothing was refused", "PUPIL_ON_TWO_ROLLS"])
        ),
    }
    let [one, two] = assert_one_roll_each(&other).await?;
    let child = student_number(31);
    assert!(one.contains(&child) != two.contains(&child));
    Ok(())
}

/// A transfer stands still before it writes at the school that is joined; the school that was left
/// would have the child back.
async fn a_child_who_is_joining_a_school_is_not_put_back_meanwhile(server: Server) -> Checked {
    let county = County::new(&server).await?;
    let other = another(&county).await?;
    let stopped = county.database.stop_writers("pupil").await?;
    let transfer = transferring(&county.app, (1, "transfer1".into()));
    stopped.until_waiting(1).await?;
    let back = PupilEntry {
        placements: Dated::single(Period::since(day(2, 13)), placed(5, 1)),
        ..entry("甲", 5, 11)
    };
    let back = putting(&other, (1, "back-0001".into()), vec![back]);
    stopped.until_waiting(2).await?;
    stopped.let_go().await?;
    let codes = [code(transfer.await?), code(back.await?)];
    if matches!(server, Server::Postgres(_)) {
        assert_eq!(codes, ["nothing was refused", "PUPIL_ON_TWO_ROLLS"]);
    }
    assert_one_roll_each(&other).await?;
    Ok(())
}

/// Numbers that look random and are the same in every run.
struct Dice(u64);

impl Dice {
    fn roll(&mut self, sides: u64) -> u64 {
        self.0 =
            self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (self.0 >> 33) % sides
    }
}

async fn whoever_is_quickest_no_child_is_on_two_rolls(server: Server) -> Checked {
    const ROUNDS: u32 = 16;
    let county = County::new(&server).await?;
    let apps = [Arc::clone(&county.app), another(&county).await?];
    let mut dice = Dice(20_230_301);
    let (mut taken, mut refused) = (0, 0);
    for round in 0..ROUNDS {
        let number = 100 + round;
        let known = dice.roll(2) == 0;
        let pupil = match known {
            true => {
                county.put(1, &format!("known-{round}"), vec![entry("己", 3, number)]).await?[0]
            }
            false => no(0),
        };
        let mut running = Vec::new();
        for writer in 0..4 + dice.roll(4) {
            let app = &apps[usize::try_from(dice.roll(2))?];
            let id = format!("round-{round}-{writer}");
            if known && dice.roll(3) == 0 {
                running.push(transferring(app, (pupil.number(), id)));
                continue;
            }
            let at = 1 + u32::try_from(dice.roll(2))?;
            let since = day(2, 13 + u32::try_from(dice.roll(3))?);
            let placements = Dated::single(Period::since(since), placed(3, 1));
            let entry = PupilEntry { placements, ..entry("己", 3, number) };
            running.push(putting(app, (at, id), vec![entry]));
        }
        for done in running {
            match code(done.await?) {
                "nothing was refused" => taken += 1,
                "PUPIL_ON_TWO_ROLLS" | "TRANSFER_PLACED" | "PUPIL_NOT_PLACED" => refused += 1,
                other => panic!("{other}"),
            }
        }
        let [one, two] = assert_one_roll_each(&apps[1]).await?;
        let child = student_number(number);
        assert!(one.contains(&child) || two.contains(&child), "round {round}");
    }
    assert!(taken >= ROUNDS && refused > 0, "{taken} taken in, {refused} refused");
    Ok(())
}
