//! Rolls and the locks of months. (F8, F9)

use chrono::NaiveDate;
use kehou_app::{
    AppError, Ask, ChangeNo, Outcome, Principal, Written,
    attendance::{
        ListRolls, LockMonth, MonthPhase, ReopenMonth, RollPage, SubmitRoll, SubmittedRoll,
        group_of_class, list_rolls, lock_month, month_state, reopen_month, submit_roll,
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
    a_month_locks_by_the_school_or_by_the_day,
    a_month_that_was_opened_again_is_locked_by_another,
    families_are_told_before_a_charge_rises,
    a_late_sheet_comes_again_in_time_while_the_month_is_open,
    a_month_is_not_opened_against_the_rules,
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

async fn phase(county: &County) -> Result<MonthPhase, AppError> {
    Ok(month_state(&county.app, &head(1), (&school(1), march()), None).await?.phase)
}

const BOTH: &[(u32, Mark)] = &[(1, Mark::Present), (2, Mark::Present)];
const ONE: &[(u32, Mark)] = &[(1, Mark::Present), (2, Mark::Absent)];

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

async fn a_month_locks_by_the_school_or_by_the_day(server: Server) -> Checked {
    let county = County::new(&server).await?;
    county.at(day(3, 31));
    assert_eq!(code(lock(&county, (&head(1), "lock-0001"), None).await), "MONTH_NOT_OVER");
    // The third working day of April is Wednesday the 5th.
    county.at(day(4, 5));
    assert_eq!(phase(&county).await?, MonthPhase::Open);
    let state = month_state(&county.app, &auditor(), (&school(1), march()), None).await?;
    assert_eq!((state.locks_on, state.etag().number()), (Some(day(4, 5)), 0));
    county.at(day(4, 6));
    assert_eq!(phase(&county).await?, MonthPhase::Locked, "by the day");
    county.at(day(4, 1));
    for who in [class_teacher(1, class(3, 1)), programme(), finance(), head(2), guardian(1, 1)] {
        let refused = lock(&county, (&who, "lock-0002"), None).await;
        assert_eq!(code(refused), "FORBIDDEN", "{}", who.subject);
    }
    let locked = lock(&county, (&coordinator(1), "lock-0002"), None).await?;
    assert_eq!(phase(&county).await?, MonthPhase::Locked, "by the school");
    let again = lock(&county, (&coordinator(1), "lock-0002"), None).await?;
    assert_eq!(again.outcome, Outcome::Replayed);
    assert_eq!(code(lock(&county, (&head(1), "lock-0003"), None).await), "MONTH_STATE");
    let state = month_state(&county.app, &head(1), (&school(1), march()), None).await?;
    assert_eq!(state.etag(), locked.change_no);
    let before = Some(nine(day(3, 31)));
    let before = month_state(&county.app, &head(1), (&school(1), march()), before).await?;
    assert_eq!((before.phase, before.last), (MonthPhase::Open, None), "as known then");
    let forbidden = month_state(&county.app, &treasurer(1), (&school(1), march()), None).await;
    assert_eq!(code(forbidden), "FORBIDDEN");
    Ok(())
}

async fn a_month_that_was_opened_again_is_locked_by_another(server: Server) -> Checked {
    let county = County::new(&server).await?;
    county.at(day(4, 6));
    reopen(&county, &head(1), ask("reopen-01")).await?;
    assert_eq!(phase(&county).await?, MonthPhase::Reopened);
    assert_eq!(code(reopen(&county, &head(1), ask("reopen-02")).await), "MONTH_STATE");
    assert_eq!(code(lock(&county, (&head(1), "lock-0001"), None).await), "SECOND_PERSON");
    let lowering = LockMonth {
        school: school(1),
        month: march(),
        families_told_on: None,
        etag: Some(ChangeNo::new(1)),
    };
    let stale = lock_month(&county.app, (&coordinator(1), ask("lock-0002")), lowering).await;
    assert_eq!(code(stale), "ITEM_STALE");
    lock(&county, (&coordinator(1), "lock-0003"), None).await?;
    assert_eq!(phase(&county).await?, MonthPhase::Locked);
    Ok(())
}

async fn families_are_told_before_a_charge_rises(server: Server) -> Checked {
    let county = County::new(&server).await?;
    submit(&county, "roll-0001", sheet(day(3, 1), 1, ONE)).await?;
    county.at(day(4, 6));
    // A correction that lowers needs no word to families, one that raises does.
    let lower = [(1, Mark::Excused), (2, Mark::Absent)];
    for (round, (marks, raises)) in [(&lower[..], false), (BOTH, true)].into_iter().enumerate() {
        reopen(&county, &head(1), ask(&format!("reopen-0{round}"))).await?;
        let id = format!("roll-001{round}");
        let entered = submit(&county, &id, sheet(day(3, 1), 1, marks)).await?;
        assert!(!entered.is_late, "while the month is open again it counts as in time");
        let id = format!("lock-000{round}");
        let silent = lock(&county, (&deputy(), &id), None).await;
        match raises {
            true => assert_eq!(code(silent), "FAMILIES_NOT_TOLD"),
            false => assert!(silent.is_ok()),
        }
        if raises {
            let too_late = lock(&county, (&deputy(), &id), Some(day(4, 7))).await;
            assert_eq!(code(too_late), "FAMILIES_NOT_TOLD", "tomorrow is no day they were told on");
            let before = lock(&county, (&deputy(), &id), Some(day(2, 28))).await;
            assert_eq!(code(before), "FAMILIES_NOT_TOLD", "nor is one before the month");
            let alone = lock(&county, (&coordinator(1), &id), Some(day(4, 6))).await;
            assert_eq!(code(alone), "SECOND_PERSON", "who raised a charge does not lock it");
            lock(&county, (&deputy(), &id), Some(day(4, 6))).await?;
        }
    }
    let state = month_state(&county.app, &head(1), (&school(1), march()), None).await?;
    let told = state.last.map(|(change, lock)| (change.actor, lock.families_told_on));
    assert_eq!(told, Some(("deputy".to_owned(), Some(day(4, 6)))));
    Ok(())
}

async fn a_late_sheet_comes_again_in_time_while_the_month_is_open(server: Server) -> Checked {
    let county = County::new(&server).await?;
    let of_the_day = || sheet(day(3, 1), 1, BOTH);
    county.at(day(4, 6));
    let late = submit(&county, "roll-0001", of_the_day()).await?;
    assert_eq!((late.is_late, late.revision), (true, 0));
    reopen(&county, &head(1), ask("reopen-01")).await?;
    // It says the same and counts otherwise, so that it is no repetition.
    let timely = submit(&county, "roll-0002", of_the_day()).await?;
    assert_eq!(
        (timely.written.outcome, timely.is_late, timely.revision),
        (Outcome::Recorded, false, 1)
    );
    let same = submit(&county, "roll-0003", of_the_day()).await?;
    assert_eq!((same.written.outcome, same.is_late), (Outcome::Unchanged, false));
    let silent = lock(&county, (&deputy(), "lock-0001"), None).await;
    assert_eq!(code(silent), "FAMILIES_NOT_TOLD", "what was late raised nothing before");
    lock(&county, (&deputy(), "lock-0001"), Some(day(4, 6))).await?;
    Ok(())
}

async fn a_month_is_not_opened_against_the_rules(server: Server) -> Checked {
    let county = County::new(&server).await?;
    county.at(day(3, 31));
    assert_eq!(code(reopen(&county, &head(1), ask("reopen-01")).await), "MONTH_NOT_OVER");
    county.at(day(4, 3));
    let reasonless = reopen(&county, &head(1), ask_without_reason("reopen-01")).await;
    assert_eq!(code(reasonless), "REASON_MISSING");
    for who in [coordinator(1), head(2), programme(), finance(), nobody()] {
        let refused = reopen(&county, &who, ask("reopen-01")).await;
        assert_eq!(code(refused), "FORBIDDEN", "{}", who.subject);
    }
    Ok(())
}
