//! What was known when, and who made it so. (C5, F12)

use chrono::NaiveDate;
use kehou_app::{
    AppError, Change, ChangeNo, Principal, Version,
    audit::{ListChanges, changes},
    registry::{
        Contacts, FactKind, FactOwner, FactValue, ListVersions, MovePupil, PupilEntry,
        PutApplications, PutSchool, PutWaivers, WaiverEntry, move_pupil, pupil, put_applications,
        put_school, put_waivers, school, versions,
    },
};
use kehou_fee::testing::{application, day};
use kehou_registry::WaiverTrack;

use crate::{
    county::{
        County, aid_officer, ask, ask_without_reason, auditor, class, code, coordinator, entry,
        finance, guardian, head, machine, nine, no, nobody, profiles, programme, school as code_of,
        town_office, treasurer,
    },
    harness::{Checked, Server, on_both},
};

on_both!(
    the_books_are_read_as_they_were_known,
    every_version_says_who_when_and_why,
    versions_come_in_the_order_of_changes,
    versions_are_for_those_who_may_read_the_facts,
    changes_are_a_feed_without_bodies,
    changes_are_told_to_auditors_and_the_programme,
);

async fn the_books_are_read_as_they_were_known(server: Server) -> Checked {
    let county = County::new(&server).await?;
    let (app, one) = (&county.app, code_of(1));
    let name_at = |at: Option<NaiveDate>| {
        let one = one.clone();
        async move {
            let at = at.map(nine);
            let read = pupil(app, &head(1), (&one, no(1)), (Contacts::Hidden, at)).await?;
            Ok::<_, AppError>((read.pupil.name, read.etag.number()))
        }
    };
    let (first, etag) = name_at(None).await?;
    county.at(day(3, 5));
    let renamed = PupilEntry { no: Some(no(1)), ..entry("甲甲", 3, 11) };
    county.put(1, "renamed-1", vec![renamed]).await?;
    county.at(day(3, 9));
    assert_eq!(name_at(Some(day(3, 1))).await?, (first.clone(), etag));
    assert_eq!(name_at(Some(day(3, 4))).await?, (first, etag));
    let now = name_at(None).await?;
    assert_eq!((now.0.as_str(), now.1 > etag), ("甲甲", true));
    assert_eq!(name_at(Some(day(3, 5))).await?, now);
    assert_eq!(code(name_at(Some(day(2, 28))).await), "PUPIL_NOT_FOUND");
    let put = PutSchool { school: one.clone(), profiles: profiles("370829103"), etag: None };
    put_school(app, (&programme(), ask("school-0009")), put).await?;
    let before = school(app, &auditor(), &one, Some(nine(day(3, 5)))).await?;
    assert_eq!(before.school.profiles, profiles("370829101"));
    let after = school(app, &auditor(), &one, None).await?;
    assert_eq!(after.school.profiles, profiles("370829103"));
    let never = school(app, &auditor(), &one, Some(nine(day(2, 1)))).await;
    assert_eq!(code(never), "SCHOOL_NOT_FOUND");
    // Who moved the school to another town sees it by the town of today.
    let moved = school(app, &town_office("370829101"), &one, None).await;
    assert_eq!(code(moved), "FORBIDDEN");
    Ok(())
}

fn of_pupil(kind: FactKind) -> ListVersions {
    let owner = FactOwner::Pupil(code_of(1), no(1));
    ListVersions { kind, owner, known_at: None, after: None, most: 1_000 }
}

async fn every_version_says_who_when_and_why(server: Server) -> Checked {
    let county = County::new(&server).await?;
    let app = &county.app;
    county.at(day(3, 2));
    let put =
        PutApplications { school: code_of(1), pupil: no(1), applications: Vec::new(), etag: None };
    put_applications(app, (&coordinator(1), ask("removed-1")), put.clone()).await?;
    county.at(day(3, 3));
    let again = PutApplications { applications: vec![application()], ..put };
    let asked = (&coordinator(1), ask_without_reason("again-0001"));
    put_applications(app, asked, again).await?;
    let told = versions(app, &programme(), &of_pupil(FactKind::Application)).await?;
    let facts: Vec<_> = told
        .iter()
        .map(|it| {
            let Change { actor, recorded_at, reason, request_id, .. } = &it.change;
            (actor.as_str(), *recorded_at, reason.as_str(), request_id.as_str(), it.removed)
        })
        .collect();
    assert_eq!(
        facts,
        [
            ("machine", nine(day(3, 1)), "as agreed", "pupils-1", false),
            ("coordinator", nine(day(3, 2)), "as agreed", "removed-1", true),
            ("coordinator", nine(day(3, 3)), "", "again-0001", false),
        ]
    );
    assert!(told.iter().all(|it| it.item.value == FactValue::Application(application())));
    let before =
        ListVersions { known_at: Some(nine(day(3, 2))), ..of_pupil(FactKind::Application) };
    assert_eq!(versions(app, &programme(), &before).await?, told[..2]);
    Ok(())
}

async fn versions_come_in_the_order_of_changes(server: Server) -> Checked {
    let county = County::new(&server).await?;
    let app = &county.app;
    for (at, (from, grade)) in [(day(3, 6), 4), (day(3, 13), 5)].into_iter().enumerate() {
        let moving = MovePupil {
            school: code_of(1),
            pupil: no(1),
            from,
            class: class(grade, 1),
            boarding: None,
            etag: None,
        };
        move_pupil(app, (&head(1), ask(&format!("move-000{at}"))), moving).await?;
    }
    let query = of_pupil(FactKind::Placement);
    let told = versions(app, &programme(), &query).await?;
    let place = |it: &Version<FactValue>| (it.item.change_no, it.item.item);
    let places: Vec<_> = told.iter().map(place).collect();
    assert!(places.is_sorted(), "{places:?}");
    let items: Vec<u32> = places.iter().map(|(_, item)| *item).collect();
    assert_eq!(items, [1, 1, 2, 2, 3]);
    for (at, after) in places.iter().enumerate() {
        let next = ListVersions { after: Some(*after), most: 2, ..query.clone() };
        let page = versions(app, &programme(), &next).await?;
        assert_eq!(page, told[at + 1..told.len().min(at + 3)]);
    }
    Ok(())
}

async fn versions_are_for_those_who_may_read_the_facts(server: Server) -> Checked {
    let county = County::new(&server).await?;
    let app = &county.app;
    let list = |kind, owner| ListVersions { kind, owner, known_at: None, after: None, most: 100 };
    let school_kinds = [
        FactKind::SchoolProfile,
        FactKind::SchoolClosure,
        FactKind::Term,
        FactKind::CalendarEntry,
        FactKind::PlannedSlot,
        FactKind::FeeNotice,
        FactKind::Payee,
    ];
    let county_kinds = [FactKind::Term, FactKind::CalendarEntry, FactKind::WorkingDay];
    let pupil_kinds = [
        FactKind::Person,
        FactKind::Guardian,
        FactKind::Placement,
        FactKind::Application,
        FactKind::Waiver,
    ];
    for kind in FactKind::ALL {
        for (owner, kinds) in [
            (FactOwner::County, &county_kinds[..]),
            (FactOwner::School(code_of(1)), &school_kinds),
            (FactOwner::Pupil(code_of(1), no(1)), &pupil_kinds),
        ] {
            let mut all = programme();
            all.grants.extend([finance(), machine()].into_iter().flat_map(|it| it.grants));
            let read = versions(app, &all, &list(*kind, owner.clone())).await;
            match kinds.contains(kind) {
                true => assert!(read?.iter().all(|it| it.item.value.kind() == *kind)),
                false => assert_eq!(code(read), "FORBIDDEN", "{owner:?} has no {kind:?}"),
            }
        }
    }
    let permitted: [(Principal, &[FactKind]); 6] = [
        (programme(), &[FactKind::Placement, FactKind::Application]),
        (
            head(1),
            &[FactKind::Person, FactKind::Guardian, FactKind::Placement, FactKind::Application],
        ),
        (treasurer(1), &[FactKind::Placement, FactKind::Application, FactKind::Waiver]),
        (guardian(1, 1), &pupil_kinds),
        (guardian(1, 2), &[]),
        (head(2), &[]),
    ];
    for (who, kinds) in permitted {
        for kind in pupil_kinds {
            let read = versions(app, &who, &of_pupil(kind)).await;
            let refused = code(read) == "FORBIDDEN";
            assert_eq!(refused, !kinds.contains(&kind), "{} reads {kind:?}", who.subject);
        }
    }
    Ok(())
}

fn feed() -> ListChanges {
    ListChanges {
        school: Some(code_of(1)),
        after: ChangeNo::default(),
        actor: None,
        since: None,
        until: None,
        most: 1_000,
    }
}

async fn changes_are_a_feed_without_bodies(server: Server) -> Checked {
    let county = County::new(&server).await?;
    let app = &county.app;
    county.at(day(3, 2));
    let track = WaiverTrack::Application { approved_on: day(3, 2) };
    let waiver = WaiverEntry { category: "hardship".into(), track, lost_on: None };
    let put = PutWaivers { school: code_of(1), pupil: no(1), waivers: vec![waiver], etag: None };
    put_waivers(app, (&aid_officer(1), ask("waivers-1")), put).await?;
    let all = changes(app, &auditor(), &feed()).await?;
    let actions: Vec<_> =
        all.iter().map(|it| (it.change_no.number(), it.action.as_str())).collect();
    assert_eq!(
        actions,
        [
            (1, "registry.put_school"),
            (2, "registry.put_calendar"),
            (3, "registry.put_plan"),
            (4, "registry.put_notices"),
            (5, "registry.put_payees"),
            (6, "registry.put_pupils"),
            (7, "registry.put_waivers"),
        ]
    );
    assert_eq!(all[5].reason, "as agreed");
    assert_eq!(all[6].reason, "", "why somebody is waived is not told here");
    let mut both = auditor();
    both.grants.extend(finance().grants);
    assert_eq!(changes(app, &both, &feed()).await?[6].reason, "as agreed");
    for (query, expected) in [
        (ListChanges { after: ChangeNo::new(5), ..feed() }, &all[5..]),
        (ListChanges { after: ChangeNo::new(1), most: 2, ..feed() }, &all[1..3]),
        (ListChanges { actor: Some("finance".into()), ..feed() }, &all[3..5]),
        (ListChanges { since: Some(nine(day(3, 2))), ..feed() }, &all[6..]),
        (ListChanges { until: Some(nine(day(3, 2))), ..feed() }, &all[..6]),
        (ListChanges { after: ChangeNo::new(7), ..feed() }, &[]),
    ] {
        assert_eq!(changes(app, &auditor(), &query).await?, expected, "{query:?}");
    }
    let county_feed = ListChanges { school: None, ..feed() };
    let own = changes(app, &programme(), &county_feed).await?;
    let actions: Vec<_> = own.iter().map(|it| it.action.as_str()).collect();
    assert_eq!(actions, ["policy.adopt", "registry.number_school", "registry.number_school"]);
    Ok(())
}

async fn changes_are_told_to_auditors_and_the_programme(server: Server) -> Checked {
    let county = County::new(&server).await?;
    let county_feed = ListChanges { school: None, ..feed() };
    for who in [finance(), treasurer(1), head(1), town_office("370829101"), machine(), nobody()] {
        for query in [feed(), county_feed.clone()] {
            let refused = changes(&county.app, &who, &query).await;
            assert_eq!(code(refused), "FORBIDDEN", "{}", who.subject);
        }
    }
    Ok(())
}
