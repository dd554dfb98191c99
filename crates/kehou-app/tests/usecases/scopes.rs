//! Who has one school has nothing of another, by any use case.

use std::sync::Arc;

use kehou_app::{
    AppError, ChangeNo, Principal,
    attendance::{
        ListRolls, LockMonth, ReopenMonth, list_rolls, lock_month, month_state, reopen_month,
        submit_roll,
    },
    audit::{ListChanges, changes},
    billing::{
        CloseMonth, PublishStatement, bill, bills, close_month, close_school, corrections,
        findings, publish_statement, statements,
    },
    registry::{
        CloseSchool, Contacts, DecideWaiver, FactKind, FactOwner, ListPupils, ListSchools,
        ListVersions, ListWaivers, MovePupil, PutApplications, PutPapers, PutPupils, PutSchool,
        PutWaivers, TransferPupil, Verdict, close_school as end_school, decide_waiver, move_pupil,
        pupil, pupils, put_applications, put_county_calendar, put_papers, put_pupils, put_school,
        put_waivers, put_working_days, school, school_book, schools, transfer_pupil, versions,
        waivers,
    },
};
use kehou_attendance::Mark;
use kehou_fee::testing::{day, march};
use kehou_registry::{Calendar, Closure, SchoolCode, ServicePlan, WorkingDays};
use kehou_units::Period;

use crate::{
    attendance::sheet,
    county::{
        County, aid_officer, ask, class, code, coordinator, entry, head, no, placed, profiles,
        school as code_of, town_office, treasurer,
    },
    harness::{Checked, Server, on_both},
};

on_both!(
    who_has_one_school_reads_nothing_of_another,
    who_has_one_school_writes_nothing_of_another,
    lists_leave_other_schools_out,
);

/// Everybody who has school 1, or its town, and nothing else.
fn of_school_1() -> [Principal; 5] {
    [treasurer(1), aid_officer(1), head(1), coordinator(1), town_office("370829101")]
}

/// Another school, and one that does not exist: both are refused alike.
fn others() -> [SchoolCode; 2] {
    [code_of(2), code_of(9)]
}

async fn who_has_one_school_reads_nothing_of_another(server: Server) -> Checked {
    let county = County::new(&server).await?;
    let app = &county.app;
    let month = march();
    for (who, other) in of_school_1().iter().flat_map(|who| others().map(|other| (who, other))) {
        let one = (&other, no(1));
        let contacts = Contacts::Hidden;
        let list = ListPupils {
            school: other.clone(),
            class: None,
            on: None,
            contacts,
            known_at: None,
            after: None,
            most: 10,
        };
        let waiver_list = ListWaivers {
            school: other.clone(),
            pupil: None,
            pending_only: false,
            known_at: None,
            after: None,
            most: 10,
        };
        let days = Period::new(month.first_day(), Some(month.last_day()))?;
        let rolls = ListRolls {
            school: other.clone(),
            days,
            class: None,
            pupil: None,
            all_revisions: false,
            known_at: None,
        };
        let feed = ListChanges {
            school: Some(other.clone()),
            after: ChangeNo::default(),
            actor: None,
            since: None,
            until: None,
            most: 10,
        };
        let mut refusals = vec![
            ("school", code(school(app, who, &other, None).await)),
            ("book", code(school_book(app, who, (Some(&other), None), None).await)),
            ("pupil", code(pupil(app, who, one, (contacts, None)).await)),
            ("pupils", code(pupils(app, who, &list).await)),
            ("waivers", code(waivers(app, who, &waiver_list).await)),
            ("rolls", code(list_rolls(app, who, &rolls).await)),
            ("month", code(month_state(app, who, (&other, month), None).await)),
            ("bill", code(bill(app, who, (&other, no(1), month), None).await)),
            ("bills", code(bills(app, who, (&other, month), (None, 10, None)).await)),
            ("statement", code(statements(app, who, (Some(&other), None), None).await)),
            ("findings", code(findings(app, who, (&other, month), None).await)),
            ("corrections", code(corrections(app, who, (&other, month)).await)),
            ("changes", code(changes(app, who, &feed).await)),
        ];
        for kind in FactKind::ALL {
            for owner in [FactOwner::School(other.clone()), FactOwner::Pupil(other.clone(), no(1))]
            {
                let query =
                    ListVersions { kind: *kind, owner, known_at: None, after: None, most: 10 };
                refusals.push(("versions", code(versions(app, who, &query).await)));
            }
        }
        for (what, refusal) in refusals {
            assert_eq!(refusal, "FORBIDDEN", "{} reads {what} of {other}", who.subject);
        }
    }
    Ok(())
}

async fn who_has_one_school_writes_nothing_of_another(server: Server) -> Checked {
    let county = County::new(&server).await?;
    let before = county.app.store().dump().await?.hash();
    for (who, other) in of_school_1().iter().flat_map(|who| others().map(|other| (who, other))) {
        let mut refusals = registry_refusals(&county, who, &other).await;
        refusals.extend(month_refusals(&county, who, &other).await);
        for (what, refusal) in refusals {
            assert_eq!(refusal, "FORBIDDEN", "{} writes {what} of {other}", who.subject);
        }
    }
    assert_eq!(county.app.store().dump().await?.hash(), before, "nothing was written");
    Ok(())
}

async fn registry_refusals(
    county: &County,
    who: &Principal,
    other: &SchoolCode,
) -> Vec<(&'static str, &'static str)> {
    let app = &county.app;
    let by = || (who, ask("foreign-1"));
    let mut refusals = Vec::new();
    for papers in [
        PutPapers::Calendar(Calendar::default()),
        PutPapers::Plan(ServicePlan::default()),
        PutPapers::Notices(Vec::new()),
        PutPapers::Payees(Vec::new()),
    ] {
        refusals.push(("papers", code(put_papers(app, by(), other, (papers, None)).await)));
    }
    let put = PutSchool { school: other.clone(), profiles: profiles("370829101"), etag: None };
    refusals.push(("school", code(put_school(app, by(), put).await)));
    let closure = Closure { last_day: day(3, 31), successor: None };
    let end = CloseSchool { school: other.clone(), closure, etag: None };
    refusals.push(("closure", code(end_school(app, by(), end).await)));
    let put = PutPupils { school: other.clone(), pupils: vec![entry("甲", 3, 51)], etag: None };
    refusals.push(("pupils", code(put_pupils(app, by(), put).await)));
    let moving = MovePupil {
        school: other.clone(),
        pupil: no(1),
        from: day(3, 6),
        class: class(4, 1),
        boarding: None,
        etag: None,
    };
    refusals.push(("move", code(move_pupil(app, by(), moving).await)));
    for (from, to) in [(code_of(1), other.clone()), (other.clone(), code_of(1))] {
        let transfer = TransferPupil {
            from,
            pupil: no(1),
            last_day: day(3, 10),
            to,
            first_day: day(3, 13),
            placement: placed(4, 1),
            etag: None,
        };
        refusals.push(("transfer", code(transfer_pupil(app, by(), transfer).await)));
    }
    let (school, pupil) = (other.clone(), no(1));
    let put = PutApplications { school, pupil, applications: Vec::new(), etag: None };
    refusals.push(("applications", code(put_applications(app, by(), put).await)));
    let put = PutWaivers { school: other.clone(), pupil, waivers: Vec::new(), etag: None };
    refusals.push(("waivers", code(put_waivers(app, by(), put).await)));
    let decide = DecideWaiver {
        school: other.clone(),
        pupil,
        waiver: 1,
        verdict: Verdict::Confirmed,
        decided_on: None,
        etag: None,
    };
    refusals.push(("decision", code(decide_waiver(app, by(), decide).await)));
    let calendar = (Calendar::default(), None);
    refusals.push(("county calendar", code(put_county_calendar(app, by(), calendar).await)));
    let working = (&WorkingDays::default(), None);
    refusals.push(("working days", code(put_working_days(app, by(), working).await)));
    refusals
}

async fn month_refusals(
    county: &County,
    who: &Principal,
    other: &SchoolCode,
) -> Vec<(&'static str, &'static str)> {
    let (app, month): (&Arc<_>, _) = (&county.app, march());
    let by = || (who, ask("foreign-1"));
    let mut roll = sheet(day(3, 1), 1, &[(1, Mark::Present)]);
    roll.school = other.clone();
    let lock = LockMonth { school: other.clone(), month, families_told_on: None, etag: None };
    let reopen = ReopenMonth { school: other.clone(), month, etag: None };
    let close = CloseMonth { month, schools: Some(vec![other.clone()]), dry: true };
    let publish = PublishStatement { school: other.clone(), month, etag: None };
    vec![
        ("roll", code(submit_roll(app, by(), roll).await)),
        ("lock", code(lock_month(app, by(), lock).await)),
        ("reopening", code(reopen_month(app, by(), reopen).await)),
        ("close", code(close_school(app, by(), (other.clone(), month)).await)),
        ("trial close", code(close_month(app, by(), &close).await)),
        ("publication", code(publish_statement(app, by(), publish).await)),
    ]
}

async fn lists_leave_other_schools_out(server: Server) -> Checked {
    let county = County::new(&server).await?;
    let all = ListSchools {
        on: None,
        town: None,
        affiliation: None,
        known_at: None,
        after: None,
        most: 10,
    };
    for who in of_school_1() {
        let views = schools(&county.app, &who, &all).await?;
        let codes: Vec<_> = views.into_iter().map(|view| view.school.code).collect();
        assert_eq!(codes, [code_of(1)], "{}", who.subject);
        let statements: Result<_, AppError> =
            statements(&county.app, &who, (None, None), None).await;
        let only_own = match statements {
            Ok(views) => views.iter().all(|view| view.school == code_of(1)),
            Err(error) => error.code() == "FORBIDDEN",
        };
        assert!(only_own, "{}", who.subject);
    }
    Ok(())
}
