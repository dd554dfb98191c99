//! Months that are locked and opened again. (F9)

use kehou_app::{
    AppError, ChangeNo, Outcome,
    attendance::{LockMonth, MonthPhase, lock_month, month_state},
};
use kehou_attendance::Mark;
use kehou_fee::testing::{day, march};

use crate::{
    attendance::{BOTH, ONE, deputy, lock, reopen, sheet, submit},
    county::{
        County, ask, ask_without_reason, auditor, class, class_teacher, code, coordinator, finance,
        guardian, head, nine, nobody, programme, school, treasurer,
    },
    harness::{Checked, Server, on_both},
};

on_both!(
    a_month_locks_by_the_school_or_by_the_day,
    a_month_that_was_opened_again_is_locked_by_another,
    families_are_told_before_a_charge_rises,
    a_late_sheet_comes_again_in_time_while_the_month_is_open,
    a_month_is_not_opened_against_the_rules,
);

async fn phase(county: &County) -> Result<MonthPhase, AppError> {
    Ok(month_state(&county.app, &head(1), (&school(1), march()), None).await?.phase)
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
