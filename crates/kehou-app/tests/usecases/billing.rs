//! Months are closed, published, corrected. (F1, F2, F5, F9, F12)

use kehou_app::{
    AppError, Outcome, Principal,
    attendance::SubmitRoll,
    billing::{
        CloseMonth, Closed, PublishStatement, Published, StatementView, Sums, bill, bills,
        close_month, close_school, corrections, publish_statement, statements,
    },
    registry::{DecideWaiver, PutWaivers, Verdict, WaiverEntry, decide_waiver, put_waivers},
};
use kehou_attendance::Mark;
use kehou_fee::testing::{day, march};
use kehou_registry::{Decision, WaiverTrack};
use kehou_units::Fen;

use crate::{
    attendance::{deputy, lock, reopen, sheet, submit},
    county::{
        County, aid_officer, ask, auditor, code, coordinator, finance, guardian, head, no, nobody,
        programme, school, town_office, treasurer,
    },
    harness::{Checked, Server, on_both},
};

on_both!(
    a_month_is_billed_once_it_is_locked,
    the_school_may_lock_on_the_last_day_itself,
    closing_again_changes_nothing,
    a_month_opened_again_is_billed_anew_and_the_old_bill_stays,
    a_published_month_stays_and_corrections_are_due,
    statements_are_not_published_against_the_rules,
    a_waived_pupil_owes_nothing_and_few_may_see_it,
    many_schools_are_closed_one_by_one,
);

/// Two days of March: pupil 1 present in three slots, pupil 2 in one.
async fn attended(server: &Server) -> Result<County, kehou_store::testing::TestError> {
    let county = County::new(server).await?;
    let rolls: [SubmitRoll; 3] = [
        sheet(day(3, 1), 1, &[(1, Mark::Present), (2, Mark::Present)]),
        sheet(day(3, 1), 2, &[(1, Mark::Late), (2, Mark::Excused)]),
        sheet(day(3, 2), 1, &[(1, Mark::LeftEarly), (2, Mark::Absent)]),
    ];
    for (at, roll) in rolls.into_iter().enumerate() {
        county.at(roll.on);
        submit(&county, &format!("roll-000{at}"), roll).await?;
    }
    county.at(day(4, 6));
    Ok(county)
}

async fn close(county: &County, id: &str) -> Result<Closed, AppError> {
    close_school(&county.app, (&treasurer(1), ask(id)), (school(1), march())).await
}

async fn publish(county: &County, who: &Principal, id: &str) -> Result<Published, AppError> {
    let publish = PublishStatement { school: school(1), month: march(), etag: None };
    publish_statement(&county.app, (who, ask(id)), publish).await
}

fn fen(fen: i64) -> Fen {
    Fen::new(fen).unwrap()
}

async fn a_month_is_billed_once_it_is_locked(server: Server) -> Checked {
    let county = attended(&server).await?;
    for on in [day(4, 4), day(4, 5)] {
        county.at(on);
        assert_eq!(code(close(&county, "close-0001").await), "MONTH_NOT_LOCKED", "{on}");
    }
    county.at(day(4, 6));
    for who in [head(1), programme(), aid_officer(1), treasurer(2), auditor(), nobody()] {
        let of = (school(1), march());
        let refused = close_school(&county.app, (&who, ask("close-0001")), of).await;
        assert_eq!(code(refused), "FORBIDDEN", "{}", who.subject);
    }
    let closed = close(&county, "close-0001").await?;
    assert_eq!((closed.revision, closed.pupils, closed.changed), (0, 3, 3));
    assert_eq!((closed.amounts.due, closed.amounts.payable), (fen(800), fen(800)));
    assert_eq!(closed.amounts.class_hours.count(), 4);
    let read = bills(&county.app, &treasurer(1), (&school(1), march()), (None, 10, None)).await?;
    let told: Vec<_> = read.iter().map(|it| (it.pupil.number(), it.amounts.payable)).collect();
    assert_eq!(told, [(1, fen(600)), (2, fen(200)), (3, fen(0))]);
    let after = (Some(no(1)), 1, None);
    let page = bills(&county.app, &treasurer(1), (&school(1), march()), after).await?;
    assert_eq!(page.iter().map(|it| it.pupil).collect::<Vec<_>>(), [no(2)]);
    let own = bill(&county.app, &guardian(1, 1), (&school(1), no(1), march()), None).await?;
    assert_eq!(own, read[0]);
    assert_eq!(own.lines.len(), 46, "two slots on each of 23 teaching days");
    let foreign = bill(&county.app, &guardian(1, 1), (&school(1), no(2), march()), None).await;
    assert_eq!(code(foreign), "FORBIDDEN");
    let none = bill(&county.app, &finance(), (&school(1), no(9), march()), None).await;
    assert_eq!(code(none), "BILL_UNKNOWN");
    Ok(())
}

async fn the_school_may_lock_on_the_last_day_itself(server: Server) -> Checked {
    let county = attended(&server).await?;
    county.at(day(4, 5));
    lock(&county, (&coordinator(1), "lock-0001"), None).await?;
    assert_eq!(close(&county, "close-0001").await?.amounts.payable, fen(800));
    Ok(())
}

async fn closing_again_changes_nothing(server: Server) -> Checked {
    let county = attended(&server).await?;
    let first = close(&county, "close-0001").await?;
    let replayed = close(&county, "close-0001").await?;
    let outcome = |closed: &Closed| closed.written.as_ref().map(|written| written.outcome);
    assert_eq!(outcome(&first), Some(Outcome::Recorded));
    assert_eq!(outcome(&replayed), Some(Outcome::Replayed));
    let numbers =
        |closed: &Closed| (closed.revision, closed.pupils, closed.amounts, closed.findings);
    assert_eq!(numbers(&replayed), numbers(&first));
    assert_eq!(replayed.changed, first.changed, "the first answer");
    county.at(day(4, 20));
    let again = close(&county, "close-0002").await?;
    assert_eq!(outcome(&again), Some(Outcome::Unchanged), "also days later");
    assert_eq!((numbers(&again), again.changed), (numbers(&first), 0));
    Ok(())
}

async fn a_month_opened_again_is_billed_anew_and_the_old_bill_stays(server: Server) -> Checked {
    let county = attended(&server).await?;
    close(&county, "close-0001").await?;
    reopen(&county, &head(1), ask("reopen-01")).await?;
    assert_eq!(code(close(&county, "close-0002").await), "MONTH_REOPENED");
    assert_eq!(code(publish(&county, &finance(), "publish-1").await), "MONTH_REOPENED");
    let marks = [(1, Mark::LeftEarly), (2, Mark::Present)];
    submit(&county, "roll-0009", sheet(day(3, 2), 1, &marks)).await?;
    lock(&county, (&deputy(), "lock-0001"), Some(day(4, 6))).await?;
    let closed = close(&county, "close-0003").await?;
    assert_eq!((closed.revision, closed.changed), (1, 1), "pupil 2 alone");
    assert_eq!(closed.amounts.payable, fen(1_000));
    let of = |revision| bill(&county.app, &HEAD_OFFICE, (&ONE, no(2), march()), revision);
    assert_eq!(of(None).await?.amounts.payable, fen(400));
    assert_eq!(of(Some(1)).await?.amounts.payable, fen(400));
    assert_eq!(of(Some(0)).await?.amounts.payable, fen(200), "the old one is kept");
    assert_eq!(code(of(Some(2)).await), "BILL_UNKNOWN");
    Ok(())
}

static HEAD_OFFICE: std::sync::LazyLock<Principal> = std::sync::LazyLock::new(finance);
static ONE: std::sync::LazyLock<kehou_registry::SchoolCode> =
    std::sync::LazyLock::new(|| school(1));

async fn a_published_month_stays_and_corrections_are_due(server: Server) -> Checked {
    let county = attended(&server).await?;
    let due = |who: &'static Principal| corrections(&county.app, who, (&ONE, march()));
    assert_eq!(code(due(&HEAD_OFFICE).await), "MONTH_NOT_BILLED");
    let closed = close(&county, "close-0001").await?;
    publish(&county, &finance(), "publish-1").await?;
    county.at(day(4, 7));
    let again = publish(&county, &finance(), "publish-2").await?;
    assert_eq!((again.written.outcome, again.revision), (Outcome::Unchanged, 0));
    assert_eq!(again.published_on, day(4, 6), "it was out already");
    assert_eq!(code(reopen(&county, &head(1), ask("reopen-01")).await), "MONTH_PUBLISHED");
    assert!(due(&HEAD_OFFICE).await?.due.is_empty());
    county.at(day(4, 10));
    let marks = [(1, Mark::Excused), (2, Mark::Absent)];
    let late = submit(&county, "roll-0009", sheet(day(3, 2), 1, &marks)).await?;
    assert!(late.is_late);
    let unchanged = close(&county, "close-0002").await?;
    assert_eq!(unchanged.written.map(|it| it.outcome), Some(Outcome::Unchanged));
    assert_eq!((unchanged.revision, unchanged.amounts), (0, closed.amounts));
    let found = due(&HEAD_OFFICE).await?;
    assert_eq!((found.revision, found.due.len()), (0, 1));
    let told = |correction: &kehou_fee::Correction| {
        let (lowered, raised) = (correction.lowered, correction.raised);
        (correction.pupil, lowered, raised, correction.needs_two_persons())
    };
    assert_eq!(told(&found.due[0]), (no(1), fen(200), fen(0), false));
    // A class hour more as well: the sum is 0, and neither hides the other.
    let marks = [(1, Mark::Present), (2, Mark::Absent)];
    submit(&county, "roll-0010", sheet(day(3, 3), 1, &marks)).await?;
    let found = due(&HEAD_OFFICE).await?;
    assert_eq!(found.due.len(), 1);
    assert_eq!(told(&found.due[0]), (no(1), fen(200), fen(200), true));
    let forbidden = corrections(&county.app, &head(1), (&ONE, march())).await;
    assert_eq!(code(forbidden), "FORBIDDEN");
    Ok(())
}

async fn statements_are_not_published_against_the_rules(server: Server) -> Checked {
    let county = attended(&server).await?;
    assert_eq!(code(publish(&county, &finance(), "publish-1").await), "MONTH_NOT_BILLED");
    let closed = close(&county, "close-0001").await?;
    for who in [treasurer(1), programme(), head(1), aid_officer(1)] {
        let refused = publish(&county, &who, "publish-1").await;
        assert_eq!(code(refused), "FORBIDDEN", "{}", who.subject);
    }
    let stands = closed.written.map(|it| it.change_no);
    let before = stands.map(|it| kehou_app::ChangeNo::new(it.number() - 1));
    let with = |etag| PublishStatement { school: school(1), month: march(), etag };
    let app = &county.app;
    let stale = publish_statement(app, (&finance(), ask("publish-1")), with(before)).await;
    assert_eq!(code(stale), "ITEM_STALE");
    publish_statement(app, (&finance(), ask("publish-1")), with(stands)).await?;
    Ok(())
}

async fn a_waived_pupil_owes_nothing_and_few_may_see_it(server: Server) -> Checked {
    let county = attended(&server).await?;
    let app = &county.app;
    let track = WaiverTrack::ListMatch { listed_on: day(2, 20), decision: Decision::Pending };
    let entry = WaiverEntry { category: "dibao".into(), track, lost_on: None };
    county.at(day(3, 3));
    let put = PutWaivers { school: school(1), pupil: no(1), waivers: vec![entry], etag: None };
    put_waivers(app, (&aid_officer(1), ask("waivers-1")), put).await?;
    let decide = DecideWaiver {
        school: school(1),
        pupil: no(1),
        waiver: 1,
        verdict: Verdict::Confirmed,
        decided_on: None,
        etag: None,
    };
    decide_waiver(app, (&treasurer(1), ask("decide-01")), decide).await?;
    county.at(day(4, 6));
    let closed = close(&county, "close-0001").await?;
    assert_eq!(
        (closed.amounts.due, closed.amounts.waived, closed.amounts.payable),
        (fen(800), fen(600), fen(200))
    );
    let own = bill(app, &guardian(1, 1), (&school(1), no(1), march()), None).await?;
    assert_eq!((own.amounts.due, own.amounts.payable), (fen(600), fen(0)), "due and waived show");
    let sums = |who: Principal| async move {
        let views: Vec<StatementView> = statements(app, &who, (None, Some(march())), None).await?;
        Ok::<_, AppError>(views.into_iter().map(|view| view.sums).collect::<Vec<_>>())
    };
    for who in [finance(), treasurer(1), aid_officer(1)] {
        assert_eq!(sums(who).await?, [Sums::All(closed.amounts)]);
    }
    for who in [programme(), head(1), auditor(), town_office("370829101")] {
        let (class_hours, due) = (closed.amounts.class_hours, closed.amounts.due);
        assert_eq!(sums(who).await?, [Sums::Service { class_hours, due }]);
    }
    assert!(sums(head(2)).await?.is_empty());
    for who in [coordinator(1), guardian(1, 1), nobody()] {
        let subject = who.subject.clone();
        assert_eq!(code(sums(who).await), "FORBIDDEN", "{subject}");
    }
    Ok(())
}

async fn many_schools_are_closed_one_by_one(server: Server) -> Checked {
    let county = attended(&server).await?;
    let of = |schools, dry| CloseMonth { month: march(), schools, dry };
    let run = |who: Principal, id: &'static str, close: CloseMonth| {
        let app = std::sync::Arc::clone(&county.app);
        async move {
            let mut told = close_month(&app, (&who, ask(id)), &close).await?;
            let mut closed = Vec::new();
            while let Some((school, result)) = told.recv().await {
                closed.push((school, result?.written.map(|it| it.outcome)));
            }
            Ok::<_, AppError>(closed)
        }
    };
    let (one, two) = (school(1), school(2));
    let dry = run(finance(), "close-0001", of(None, true)).await?;
    assert_eq!(dry, [(one.clone(), None), (two.clone(), None)]);
    let none = statements(&county.app, &finance(), (None, Some(march())), None).await?;
    assert!(none.is_empty(), "a trial run writes nothing");
    let own = run(treasurer(2), "close-0002", of(None, false)).await?;
    assert_eq!(own, [(two.clone(), Some(Outcome::Recorded))]);
    let all = run(finance(), "close-0003", of(None, false)).await?;
    let expected =
        [(one.clone(), Some(Outcome::Recorded)), (two.clone(), Some(Outcome::Unchanged))];
    assert_eq!(all, expected, "calling again goes on");
    let foreign = run(treasurer(2), "close-0004", of(Some(vec![two, one]), false)).await;
    assert_eq!(code(foreign), "FORBIDDEN");
    Ok(())
}
