//! Rolls as they are submitted, corrected and listed. (F8, F9)

use chrono::NaiveDate;
use kehou_app::{
    AppError, Ask, ChangeNo, Outcome, Principal, Written,
    attendance::{
        ListRolls, LockMonth, ReopenMonth, RollPage, SubmitRoll, SubmittedRoll, group_of_class,
        list_rolls, lock_month, reopen_month, submit_roll,
    },
};
use kehou_attendance::{GroupNo, Mark};
use kehou_fee::testing::{day, march};
use kehou_registry::{PupilNo, SlotNo};
use kehou_units::Period;

use crate::{
    county::{
        County, ask, ask_without_reason, auditor, class, class_teacher, code, coordinator, finance,
        guardian, head, machine, nine, no, nobody, programme, school, town_office, treasurer,
    },
    harness::{Checked, Server, on_both},
};

on_both!(
    a_sheet_is_recorded_once_and_corrected_by_revisions,
    a_tag_is_outdated_by_a_later_sheet_alone,
    a_late_retry_undoes_nobodys_correction,
    a_sheet_after_its_lock_says_why,
    sheets_that_do_not_fit_are_refused,
    only_those_of_the_school_submit,
    lists_show_to_each_their_own,
    a_correction_of_one_pupil_hides_nobody_else,
);

/// A sheet of class 3-1.
pub(crate) fn sheet(on: NaiveDate, slot: usize, marks: &[(u32, Mark)]) -> SubmitRoll {
    let marks: Vec<(PupilNo, Mark)> =
        marks.iter().map(|(pupil, mark)| (no(*pupil), *mark)).collect();
    let group = group_of_class(class(3, 1));
    SubmitRoll { school: school(1), on, slot: SlotNo::ALL[slot - 1], group, marks, etag: None }
}

pub(crate) async fn submit(
    county: &County,
    id: &str,
    roll: SubmitRoll,
) -> Result<SubmittedRoll, AppError> {
    submit_roll(&county.app, (&coordinator(1), ask(id)), roll).await
}

/// A second coordinator of school 1, who enters no sheets.
pub(crate) fn deputy() -> Principal {
    Principal { subject: "deputy".to_owned(), ..coordinator(1) }
}

pub(crate) async fn lock(
    county: &County,
    (who, id): (&Principal, &str),
    families_told_on: Option<NaiveDate>,
) -> Result<Written, AppError> {
    let lock = LockMonth { school: school(1), month: march(), families_told_on, etag: None };
    lock_month(&county.app, (who, ask(id)), lock).await
}

pub(crate) async fn reopen(
    county: &County,
    who: &Principal,
    asked: Ask,
) -> Result<Written, AppError> {
    let reopen = ReopenMonth { school: school(1), month: march(), etag: None };
    reopen_month(&county.app, (who, asked), reopen).await
}

pub(crate) const BOTH: &[(u32, Mark)] = &[(1, Mark::Present), (2, Mark::Present)];
pub(crate) const ONE: &[(u32, Mark)] = &[(1, Mark::Present), (2, Mark::Absent)];

async fn a_sheet_is_recorded_once_and_corrected_by_revisions(server: Server) -> Checked {
    let county = County::new(&server).await?;
    let on = day(3, 1);
    let first = submit(&county, "roll-0001", sheet(on, 1, BOTH)).await?;
    assert_eq!(
        (first.written.outcome, first.revision, first.is_late),
        (Outcome::Recorded, 0, false)
    );
    let again = submit(&county, "roll-0001", sheet(on, 1, BOTH)).await?;
    assert_eq!((again.written.outcome, again.revision), (Outcome::Replayed, 0));
    let reversed: Vec<_> = BOTH.iter().rev().copied().collect();
    let same = submit(&county, "roll-0002", sheet(on, 1, &reversed)).await?;
    assert_eq!((same.written.outcome, same.revision), (Outcome::Unchanged, 0), "in any order");
    let corrected = SubmitRoll { etag: Some(first.written.change_no), ..sheet(on, 1, ONE) };
    let corrected = submit(&county, "roll-0003", corrected).await?;
    assert_eq!((corrected.written.outcome, corrected.revision), (Outcome::Recorded, 1));
    let outdated = SubmitRoll { etag: Some(first.written.change_no), ..sheet(on, 1, BOTH) };
    assert_eq!(code(submit(&county, "roll-0004", outdated).await), "ITEM_STALE");
    let other_slot = submit(&county, "roll-0005", sheet(on, 2, BOTH)).await?;
    assert_eq!(other_slot.revision, 0);
    let query = all();
    let newest = list_rolls(&county.app, &head(1), &query).await?;
    let told: Vec<_> =
        newest.sheets.iter().map(|(it, _)| (it.roll.slot, it.roll.revision)).collect();
    assert_eq!(told, [(SlotNo::ALL[0], 1), (SlotNo::ALL[1], 0)]);
    assert_eq!(newest.sheets[0].1, [(no(1), Mark::Present), (no(2), Mark::Absent)]);
    let every = ListRolls { all_revisions: true, ..query };
    assert_eq!(list_rolls(&county.app, &head(1), &every).await?.sheets.len(), 3);
    Ok(())
}

async fn a_tag_is_outdated_by_a_later_sheet_alone(server: Server) -> Checked {
    let county = County::new(&server).await?;
    let on = day(3, 1);
    let tagged = |marks, etag: &SubmittedRoll| SubmitRoll {
        etag: Some(etag.written.change_no),
        ..sheet(on, 1, marks)
    };
    let first = submit(&county, "roll-0001", sheet(on, 1, BOTH)).await?;
    submit(&county, "roll-0002", sheet(on, 2, BOTH)).await?;
    let same = submit(&county, "roll-0003", sheet(on, 1, BOTH)).await?;
    assert!(same.written.outcome.is_unchanged());
    assert!(same.written.change_no > first.written.change_no, "the last change of the school");
    let corrected = submit(&county, "roll-0004", tagged(ONE, &same)).await?;
    assert_eq!(corrected.revision, 1, "nobody changed the sheet since");
    for outdated in [&first, &same] {
        let again = submit(&county, "roll-0005", tagged(BOTH, outdated)).await;
        assert_eq!(code(again), "ITEM_STALE");
    }
    submit(&county, "roll-0006", sheet(on, 2, ONE)).await?;
    let other_slot = submit(&county, "roll-0007", tagged(BOTH, &corrected)).await?;
    assert_eq!(other_slot.revision, 2, "another sheet is no reason");
    Ok(())
}

async fn a_late_retry_undoes_nobodys_correction(server: Server) -> Checked {
    let county = County::new(&server).await?;
    let on = day(3, 1);
    submit(&county, "roll-0001", sheet(on, 1, BOTH)).await?;
    let lost = submit(&county, "roll-0002", sheet(on, 1, BOTH)).await?;
    assert_eq!(lost.written.outcome, Outcome::Unchanged);
    submit(&county, "roll-0003", sheet(on, 1, ONE)).await?;
    let retried = submit(&county, "roll-0002", sheet(on, 1, BOTH)).await?;
    let written = Written { outcome: Outcome::ReplayedUnchanged, ..lost.written.clone() };
    assert_eq!(retried, SubmittedRoll { written, ..lost });
    let stands = list_rolls(&county.app, &head(1), &all()).await?.sheets;
    assert_eq!(stands.len(), 1);
    assert_eq!(stands[0].1, [(no(1), Mark::Present), (no(2), Mark::Absent)]);
    Ok(())
}

async fn a_sheet_after_its_lock_says_why(server: Server) -> Checked {
    let county = County::new(&server).await?;
    let app = &county.app;
    let put = |id: &'static str, slot| {
        let asked = ask_without_reason(id);
        async move { submit_roll(app, (&machine(), asked), sheet(day(3, 1), slot, BOTH)).await }
    };
    // The rolls of Wednesday lock on Thursday at 18:00.
    county.at(day(3, 2));
    assert!(!put("roll-0001", 1).await?.is_late);
    county.at(day(3, 3));
    assert_eq!(code(put("roll-0002", 2).await), "ROLL_LATE");
    let late = submit(&county, "roll-0003", sheet(day(3, 1), 2, BOTH)).await?;
    assert!(late.is_late);
    let rolls = list_rolls(app, &head(1), &all()).await?.sheets;
    let reasons: Vec<_> = rolls.iter().map(|(it, _)| it.roll.late_reason.as_deref()).collect();
    assert_eq!(reasons, [None, Some("as agreed")]);
    assert_eq!(rolls[1].0.roll.entered_at, Some(nine(day(3, 3))));
    Ok(())
}

async fn sheets_that_do_not_fit_are_refused(server: Server) -> Checked {
    let county = County::new(&server).await?;
    let on = day(3, 1);
    let twice = [(1, Mark::Present), (1, Mark::Absent)];
    for (wrong, refused) in [
        (sheet(day(3, 2), 1, BOTH), "ROLL_FUTURE"),
        (sheet(on, 1, &[]), "ROLL_MARKS"),
        (sheet(on, 1, &twice), "ROLL_MARKS"),
        (sheet(on, 1, &[(1, Mark::Contradicted)]), "ROLL_MARKS"),
        (sheet(on, 1, &[(1, Mark::Present), (9, Mark::Present)]), "ROLL_PUPILS"),
        (SubmitRoll { etag: Some(ChangeNo::new(99)), ..sheet(on, 1, BOTH) }, "ETAG_UNKNOWN"),
    ] {
        let tried = format!("{wrong:?}");
        assert_eq!(code(submit(&county, "roll-0001", wrong).await), refused, "{tried}");
    }
    assert!(list_rolls(&county.app, &head(1), &all()).await?.sheets.is_empty());
    Ok(())
}

async fn only_those_of_the_school_submit(server: Server) -> Checked {
    let county = County::new(&server).await?;
    let app = &county.app;
    let teacher = class_teacher(1, class(3, 1));
    let roll = || sheet(day(3, 1), 1, BOTH);
    for who in [
        coordinator(2),
        class_teacher(1, class(4, 1)),
        class_teacher(2, class(3, 1)),
        finance(),
        programme(),
        auditor(),
        guardian(1, 1),
        nobody(),
    ] {
        let refused = submit_roll(app, (&who, ask("roll-0001")), roll()).await;
        assert_eq!(code(refused), "FORBIDDEN", "{}", who.subject);
    }
    let mixed = SubmitRoll { group: GroupNo::new(77), ..roll() };
    let refused = submit_roll(app, (&teacher, ask("roll-0001")), mixed.clone()).await;
    assert_eq!(code(refused), "FORBIDDEN", "a group that is no class");
    submit_roll(app, (&coordinator(1), ask("roll-0001")), mixed).await?;
    submit_roll(app, (&teacher, ask("roll-0002")), roll()).await?;
    let others = sheet(day(3, 1), 2, &[(1, Mark::Present), (3, Mark::Present)]);
    let refused = submit_roll(app, (&teacher, ask("roll-0003")), others).await;
    assert_ne!(code(refused), "nothing was refused", "pupil 3 is in another class");
    Ok(())
}

fn all() -> ListRolls {
    let days = Period::new(day(3, 1), Some(day(3, 31))).unwrap();
    let (class, pupil, known_at) = (None, None, None);
    ListRolls { school: school(1), days, class, pupil, all_revisions: false, known_at }
}

async fn lists_show_to_each_their_own(server: Server) -> Checked {
    let county = County::new(&server).await?;
    let app = &county.app;
    submit(&county, "roll-0001", sheet(day(3, 1), 1, ONE)).await?;
    let fourth = SubmitRoll {
        group: group_of_class(class(4, 1)),
        ..sheet(day(3, 1), 1, &[(3, Mark::Present)])
    };
    submit(&county, "roll-0002", fourth).await?;
    let seen = |who, query: ListRolls| async move {
        let page = list_rolls(app, &who, &query).await?;
        let marks = page.sheets.into_iter().flat_map(|(_, marks)| marks);
        Ok::<_, AppError>(marks.map(|(pupil, _)| pupil.number()).collect::<Vec<_>>())
    };
    for (who, expected) in [
        (head(1), &[1, 2, 3][..]),
        (town_office("370829101"), &[1, 2, 3]),
        (class_teacher(1, class(3, 1)), &[1, 2]),
        (guardian(1, 2), &[2]),
    ] {
        let subject = who.subject.clone();
        assert_eq!(seen(who, all()).await?, expected, "{subject}");
    }
    assert_eq!(seen(head(1), ListRolls { class: Some(class(4, 1)), ..all() }).await?, [3]);
    assert_eq!(seen(head(1), ListRolls { pupil: Some(no(2)), ..all() }).await?, [2]);
    let foreign = ListRolls { pupil: Some(no(1)), ..all() };
    assert!(seen(guardian(1, 2), foreign).await?.is_empty());
    let before = ListRolls { known_at: Some(nine(day(2, 28))), ..all() };
    assert!(seen(head(1), before).await?.is_empty(), "as known the day before");
    for who in [finance(), treasurer(1), head(2), nobody()] {
        let subject = who.subject.clone();
        assert_eq!(code(seen(who, all()).await), "FORBIDDEN", "{subject}");
    }
    Ok(())
}

async fn a_correction_of_one_pupil_hides_nobody_else(server: Server) -> Checked {
    let county = County::new(&server).await?;
    submit(&county, "roll-0001", sheet(day(3, 1), 1, BOTH)).await?;
    submit(&county, "roll-0002", sheet(day(3, 1), 1, &[(2, Mark::Absent)])).await?;
    let said = |page: RollPage| {
        let of = |(it, marks): (kehou_store::StoredRoll, Vec<_>)| (it.roll.revision, marks);
        page.sheets.into_iter().map(of).collect::<Vec<_>>()
    };
    let stands = said(list_rolls(&county.app, &head(1), &all()).await?);
    let [one, two] = [(no(1), Mark::Present), (no(2), Mark::Absent)];
    assert_eq!(stands, [(0, vec![one]), (1, vec![two])]);
    let every = ListRolls { all_revisions: true, ..all() };
    let every = said(list_rolls(&county.app, &head(1), &every).await?);
    assert_eq!(every, [(0, vec![one, (no(2), Mark::Present)]), (1, vec![two])]);
    Ok(())
}
