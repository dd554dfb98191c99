//! Rolls: rosters shared by content, corrections as revisions, sheets that contradict each other.

use kehou_attendance::{GroupNo, Mark, Roll};
use kehou_registry::SlotNo;
use kehou_store::{Bound, ChangeNo, NewRoll, StoreError};
use sea_orm::{ConnectionTrait, Statement};

use crate::{
    content::{day, roster, save_rolls, sheet},
    harness::{Checked, Server, contract, entry, noon, now, number_schools},
};

contract!(
    sheets_come_back_as_they_were_written,
    a_roster_is_stored_once,
    a_correction_is_the_next_revision,
    sheets_of_one_revision_are_the_newest_together,
    rules_read_what_was_saved,
    a_revision_is_written_once,
    a_book_before_a_correction_sees_the_first,
);

fn marked(roll: NewRoll, marks: &[Mark]) -> NewRoll {
    NewRoll { marks: marks.into(), ..roll }
}

fn key() -> (SlotNo, GroupNo) {
    (SlotNo::new(1).unwrap(), GroupNo::new(3001))
}

async fn sheets_come_back_as_they_were_written(server: Server) -> Checked {
    let (_database, store) = server.store().await?;
    let schools = number_schools(&store, 2).await?;
    let every = [
        Mark::None,
        Mark::Present,
        Mark::Late,
        Mark::LeftEarly,
        Mark::Excused,
        Mark::Sick,
        Mark::Absent,
        Mark::Cancelled,
    ];
    let mut rolls: Vec<NewRoll> = (1..=28)
        .map(|n| marked(sheet(day(n), roster([1, 2, 3, 70_000, 4, 5, 6, u32::MAX])), &every))
        .collect();
    rolls[3].slot = SlotNo::new(8).unwrap();
    rolls[4].group = GroupNo::new(u32::MAX);
    rolls[5].entered_at = Some(noon(5));
    rolls[6].late_reason = Some("纸质点名册后补录".to_owned());
    rolls[7].late_reason = Some(String::new());
    rolls.push(marked(sheet(day(29), roster([])), &[]));
    let written = save_rolls(&store, entry(schools[0], "rolls"), rolls.clone()).await?;
    let read = now(&store, schools[0]).await?.rolls(day(1), day(31)).await?;
    assert!(read.iter().all(|stored| stored.change_no == written.change_no));
    assert_eq!(read.into_iter().map(|stored| stored.roll).collect::<Vec<_>>(), rolls);
    let some = now(&store, schools[0]).await?.rolls(day(2), day(3)).await?;
    assert_eq!(some.len(), 2, "both days are included");
    assert_eq!(now(&store, schools[1]).await?.rolls(day(1), day(31)).await?, []);
    Ok(())
}

async fn a_roster_is_stored_once(server: Server) -> Checked {
    let (database, store) = server.store().await?;
    let schools = number_schools(&store, 2).await?;
    let same = || roster([3, 1, 2]);
    assert!(!now(&store, schools[0]).await?.has_roster(&same()).await?);
    let rolls = vec![sheet(day(1), same()), sheet(day(2), same())];
    save_rolls(&store, entry(schools[0], "one"), rolls).await?;
    let rolls = vec![sheet(day(3), same()), sheet(day(4), roster([1, 2, 3]))];
    save_rolls(&store, entry(schools[0], "two"), rolls).await?;
    save_rolls(&store, entry(schools[1], "three"), vec![sheet(day(3), same())]).await?;
    assert!(now(&store, schools[0]).await?.has_roster(&same()).await?);
    let owner = database.as_owner().await?;
    let sql = "SELECT school_id, change_no FROM roster ORDER BY school_id, change_no";
    let rows = owner
        .query_all_raw(Statement::from_string(owner.get_database_backend(), sql))
        .await?
        .iter()
        .map(|row| Ok((row.try_get_by_index(0)?, row.try_get_by_index(1)?)))
        .collect::<Result<Vec<(i64, i64)>, sea_orm::DbErr>>()?;
    assert_eq!(rows, [(1, 1), (1, 2), (2, 1)], "one a school and content, by whoever was first");
    Ok(())
}

async fn a_correction_is_the_next_revision(server: Server) -> Checked {
    let (_database, store) = server.store().await?;
    let school = number_schools(&store, 1).await?[0];
    let first = sheet(day(6), roster([1, 2]));
    save_rolls(&store, entry(school, "first"), vec![first.clone()]).await?;
    let second = NewRoll { revision: 1, ..marked(first.clone(), &[Mark::Sick, Mark::Present]) };
    save_rolls(&store, entry(school, "second"), vec![second.clone()]).await?;
    let book = now(&store, school).await?;
    let (slot, group) = key();
    let newest = book.newest_rolls((day(6), slot, group)).await?;
    assert_eq!(newest.len(), 1);
    assert_eq!((&newest[0].roll, newest[0].change_no.number()), (&second, 2));
    let all = book.rolls(day(6), day(6)).await?;
    assert_eq!(all.into_iter().map(|stored| stored.roll).collect::<Vec<_>>(), [first, second]);
    for other in [
        (day(7), slot, group),
        (day(6), SlotNo::new(2).unwrap(), group),
        (day(6), slot, GroupNo::new(3002)),
    ] {
        assert_eq!(book.newest_rolls(other).await?, []);
    }
    Ok(())
}

async fn sheets_of_one_revision_are_the_newest_together(server: Server) -> Checked {
    let (_database, store) = server.store().await?;
    let school = number_schools(&store, 1).await?[0];
    let old = sheet(day(6), roster([1, 2]));
    let one = NewRoll { revision: 1, ..old.clone() };
    let two = NewRoll { sheet: 1, ..marked(one.clone(), &[Mark::Absent, Mark::Present]) };
    save_rolls(&store, entry(school, "old"), vec![old]).await?;
    save_rolls(&store, entry(school, "both"), vec![one.clone(), two.clone()]).await?;
    let (slot, group) = key();
    let newest = now(&store, school).await?.newest_rolls((day(6), slot, group)).await?;
    assert_eq!(newest.into_iter().map(|stored| stored.roll).collect::<Vec<_>>(), [one, two]);
    Ok(())
}

async fn rules_read_what_was_saved(server: Server) -> Checked {
    let (_database, store) = server.store().await?;
    let school = number_schools(&store, 1).await?[0];
    let (classmates, others) = (roster([1, 2, 3]), roster([9]));
    let late = NewRoll { entered_at: Some(noon(0)), ..sheet(day(2), others) };
    let rolls = vec![sheet(day(1), classmates.clone()), late, sheet(day(3), classmates)];
    save_rolls(&store, entry(school, "rolls"), rolls.clone()).await?;
    let book = now(&store, school).await?;
    let read = book.school_rolls(day(1), day(31)).await?;
    assert_eq!(read.rosters().len(), 2, "shared");
    for (roll, saved) in read.rolls().iter().zip(&rolls) {
        assert_eq!(read.rosters()[roll.roster], saved.roster);
        let expected = Roll {
            on: saved.on,
            slot: saved.slot,
            group: saved.group,
            revision: saved.revision,
            recorded_at: saved.entered_at.map(kehou_units::Instant::in_county),
            roster: roll.roster,
            marks: saved.marks.clone(),
        };
        assert_eq!(*roll, expected);
    }
    assert_eq!(read.rolls().len(), 3);
    assert_eq!(book.school_rolls(day(1), day(31)).await?, read, "the same when it is read again");
    let part = book.school_rolls(day(2), day(2)).await?;
    assert_eq!((part.rosters().len(), part.rolls().len()), (1, 1), "no roster too many");
    Ok(())
}

async fn a_revision_is_written_once(server: Server) -> Checked {
    let (_database, store) = server.store().await?;
    let school = number_schools(&store, 1).await?[0];
    let first = sheet(day(6), roster([1, 2]));
    save_rolls(&store, entry(school, "first"), vec![first.clone()]).await?;
    let other = sheet(day(6), roster([1, 2, 3]));
    let again = save_rolls(&store, entry(school, "again"), vec![other.clone()]).await;
    assert!(matches!(again, Err(StoreError::Database(_))), "{again:?}");
    let book = now(&store, school).await?;
    assert_eq!(book.rolls(day(6), day(6)).await?.len(), 1);
    assert!(!book.has_roster(&other.roster).await?, "its roster went with it");
    Ok(())
}

async fn a_book_before_a_correction_sees_the_first(server: Server) -> Checked {
    let (_database, store) = server.store().await?;
    let school = number_schools(&store, 1).await?[0];
    let first = sheet(day(6), roster([1, 2]));
    save_rolls(&store, entry(school, "first"), vec![first.clone()]).await?;
    let second = NewRoll { revision: 1, ..sheet(day(6), roster([1])) };
    save_rolls(&store, entry(school, "second"), vec![second]).await?;
    let before = store.book(school, Bound::Change(ChangeNo::new(1))).await?;
    let (slot, group) = key();
    assert_eq!(before.newest_rolls((day(6), slot, group)).await?[0].roll, first);
    assert_eq!(before.rolls(day(1), day(31)).await?.len(), 1);
    assert_eq!(before.school_rolls(day(1), day(31)).await?.rosters(), [roster([1, 2])]);
    Ok(())
}
