//! Pupils: written in batches, read, moved; what their guardians apply for. (C5, F14, F18)

use kehou_app::{
    ChangeNo, Outcome, Principal,
    registry::{
        Contacts, ListPupils, MovePupil, PupilEntry, PutApplications, PutPupils, move_pupil, pupil,
        pupils, put_applications, put_pupils,
    },
};
use kehou_fee::testing::{application, day};
use kehou_registry::{Application, Boarding, Placement, PupilNo};
use kehou_units::{Dated, Period};

use crate::{
    county::{
        County, ask, auditor, class, class_teacher, code, coordinator, entry, finance, guardian,
        head, machine, no, nobody, placed, programme, school, student_number, town_office,
    },
    harness::{Checked, Server, on_both},
};

on_both!(
    a_batch_numbers_new_pupils_and_knows_the_old,
    what_is_not_said_stays,
    a_batch_is_refused_as_a_whole,
    two_pupils_exchange_numbers,
    many_pupils_are_written_alike,
    a_child_has_one_person_id_and_one_roll,
    lists_show_what_is_asked_and_may_be_seen,
    pages_of_any_size_make_up_the_list,
    contacts_are_shown_to_those_who_need_them,
    a_pupil_moves_from_a_day_on,
    staff_enter_applications_as_they_stand_on_paper,
    a_guardian_applies_from_today_on,
);

async fn a_batch_numbers_new_pupils_and_knows_the_old(server: Server) -> Checked {
    let county = County::empty(&server).await?;
    let app = &county.app;
    let local =
        PupilEntry { student_number: None, local_id: Some("a-7".into()), ..entry("戊", 5, 0) };
    let batch = || vec![entry("甲", 3, 11), local.clone(), entry("乙", 3, 12)];
    assert_eq!(county.put(1, "batch-001", batch()).await?, [no(1), no(2), no(3)]);
    let put = PutPupils { school: school(1), pupils: batch(), etag: None };
    let again = put_pupils(app, (&machine(), ask("batch-001")), put.clone()).await?;
    assert_eq!(again.written.outcome, Outcome::Replayed);
    assert_eq!(again.pupils, [no(1), no(2), no(3)]);
    let same = put_pupils(app, (&machine(), ask("batch-002")), put).await?;
    assert_eq!(same.written.outcome, Outcome::Unchanged);
    assert_eq!(same.pupils, [no(1), no(2), no(3)], "found by their numbers and ids");
    let next = county.put(1, "batch-003", vec![entry("己", 4, 15), entry("乙", 3, 12)]).await?;
    assert_eq!(next, [no(4), no(3)]);
    Ok(())
}

async fn what_is_not_said_stays(server: Server) -> Checked {
    let county = County::new(&server).await?;
    let app = &county.app;
    let before = pupil(app, &head(1), (&school(1), no(1)), (Contacts::Shown, None)).await?;
    let bare = PupilEntry {
        no: Some(no(1)),
        student_number: None,
        guardians: None,
        applications: None,
        ..entry("甲甲", 3, 0)
    };
    let put = PutPupils { school: school(1), pupils: vec![bare], etag: Some(before.etag) };
    let done = put_pupils(app, (&head(1), ask("bare-0001")), put.clone()).await?;
    assert_eq!(done.written.outcome, Outcome::Recorded);
    let after = pupil(app, &head(1), (&school(1), no(1)), (Contacts::Shown, None)).await?;
    assert_eq!(after.pupil.name, "甲甲");
    assert_eq!(after.pupil.student_number, Some(student_number(11)));
    assert_eq!(after.pupil.guardians, before.pupil.guardians);
    assert_eq!(after.pupil.applications, before.pupil.applications);
    assert_eq!((after.person, after.etag), (before.person, done.written.change_no));
    let stale = put_pupils(app, (&head(1), ask("bare-0002")), put).await;
    assert_eq!(code(stale), "ITEM_STALE");
    Ok(())
}

async fn a_batch_is_refused_as_a_whole(server: Server) -> Checked {
    let county = County::new(&server).await?;
    let with_id =
        |id: &str, number| PupilEntry { local_id: Some(id.into()), ..entry("庚", 5, number) };
    county.put(1, "local-001", vec![with_id("a-1", 17)]).await?;
    let at_no = |number, entry| PupilEntry { no: Some(no(number)), ..entry };
    let nameless = PupilEntry { name: " ".into(), ..entry("", 3, 31) };
    let nowhere = PupilEntry { placements: Dated::default(), ..entry("辛", 3, 31) };
    for (wrong, refused) in [
        (vec![nameless], "PUPIL_INCOMPLETE"),
        (vec![nowhere], "PUPIL_INCOMPLETE"),
        (vec![at_no(9, entry("辛", 3, 31))], "PUPIL_NOT_FOUND"),
        (vec![at_no(1, entry("甲", 3, 11)), entry("甲", 3, 11)], "PUPIL_TWICE"),
        (vec![at_no(2, entry("乙", 3, 11))], "STUDENT_NUMBER_TAKEN"),
        (vec![entry("辛", 3, 31), at_no(2, entry("乙", 3, 31))], "STUDENT_NUMBER_TAKEN"),
        (vec![at_no(1, entry("甲", 3, 31)), at_no(2, entry("乙", 3, 31))], "STUDENT_NUMBER_TAKEN"),
        (vec![with_id("a-1", 31)], "LOCAL_ID_TAKEN"),
        (vec![PupilEntry { local_id: Some("a-1".into()), ..entry("甲", 3, 11) }], "LOCAL_ID_TAKEN"),
        (vec![entry("丁", 3, 21)], "PUPIL_ON_TWO_ROLLS"),
    ] {
        let mut batch = vec![entry("壬", 3, 41)];
        batch.extend(wrong);
        assert_eq!(code(county.put(1, "wrong-001", batch).await), refused);
    }
    let known = pupils(&county.app, &machine(), &all(1)).await?;
    assert_eq!(known.len(), 4, "nothing of any of them was written");
    let by_head = PutPupils { school: school(1), pupils: vec![entry("壬", 3, 41)], etag: None };
    let refused = put_pupils(&county.app, (&head(1), ask("by-head-1")), by_head.clone()).await;
    assert_eq!(code(refused), "FORBIDDEN", "a head teacher writes no applications");
    let mut without = by_head;
    without.pupils[0].applications = None;
    put_pupils(&county.app, (&head(1), ask("by-head-2")), without.clone()).await?;
    for who in [coordinator(2), class_teacher(1, class(3, 1)), auditor(), finance(), nobody()] {
        let refused = put_pupils(&county.app, (&who, ask("by-others")), without.clone()).await;
        assert_eq!(code(refused), "FORBIDDEN", "{}", who.subject);
    }
    Ok(())
}

async fn two_pupils_exchange_numbers(server: Server) -> Checked {
    let county = County::new(&server).await?;
    let at_no = |number, entry| PupilEntry { no: Some(no(number)), ..entry };
    let batch = vec![at_no(1, entry("甲", 3, 12)), at_no(2, entry("乙", 3, 11))];
    assert_eq!(county.put(1, "exchange1", batch).await?, [no(1), no(2)]);
    let found = county.put(1, "exchange2", vec![entry("乙", 3, 11)]).await?;
    assert_eq!(found, [no(2)]);
    Ok(())
}

/// Beyond a few pupils the batch reads the whole school at once; the outcome is the same.
async fn many_pupils_are_written_alike(server: Server) -> Checked {
    let county = County::new(&server).await?;
    let batch = |grade| (0..30).map(|at| entry("众", grade, 100 + at)).collect::<Vec<_>>();
    let numbers = county.put(1, "many-0001", batch(5)).await?;
    assert_eq!(numbers, (4..34).map(PupilNo::new).collect::<Vec<_>>());
    let before = pupils(&county.app, &machine(), &all(1)).await?;
    county.put(1, "many-0002", batch(6)).await?;
    let after = pupils(&county.app, &machine(), &all(1)).await?;
    for (before, after) in before.iter().zip(&after) {
        let moved = before.pupil.no > no(3);
        assert_eq!(before.person, after.person);
        assert_eq!(before.etag != after.etag, moved, "{}", before.pupil.no);
        let grade = after.pupil.placements.latest().map(|(_, it)| it.class.grade.number());
        assert_eq!(grade == Some(6), moved);
        assert_eq!(after.pupil.placements.iter().len(), 1);
    }
    Ok(())
}

async fn a_child_has_one_person_id_and_one_roll(server: Server) -> Checked {
    let county = County::new(&server).await?;
    let app = &county.app;
    let of = |number: u32, pupil_no| {
        let (app, school) = (app.clone(), school(number));
        async move { pupil(&app, &programme(), (&school, no(pupil_no)), (Contacts::Hidden, None)).await }
    };
    let leaving = Period::new(day(2, 13), Some(day(3, 10)))?;
    let left =
        PupilEntry { placements: Dated::single(leaving, placed(3, 1)), ..entry("丁", 3, 21) };
    county.put(2, "leaving-1", vec![left]).await?;
    let since = |on| Dated::single(Period::since(on), placed(4, 1));
    let joined = PupilEntry { placements: since(day(3, 10)), ..entry("丁", 4, 21) };
    let refused = county.put(1, "joining-1", vec![joined.clone()]).await;
    assert_eq!(code(refused), "PUPIL_ON_TWO_ROLLS", "one day is shared");
    let joined = PupilEntry { placements: since(day(3, 11)), ..joined };
    assert_eq!(county.put(1, "joining-2", vec![joined]).await?, [no(4)]);
    assert_eq!(of(1, 4).await?.person, of(2, 1).await?.person);
    assert_ne!(of(1, 1).await?.person, of(1, 2).await?.person);
    // Known by a local id first, the child is recognised when the number arrives.
    let local =
        PupilEntry { student_number: None, local_id: Some("b-1".into()), ..entry("丙", 3, 0) };
    let placements = Dated::single(Period::since(day(9, 1)), placed(1, 1));
    let local = PupilEntry { placements, ..local };
    assert_eq!(county.put(2, "local-0001", vec![local.clone()]).await?, [no(2)]);
    assert_ne!(of(2, 2).await?.person, of(1, 2).await?.person);
    let gone = Dated::single(Period::new(day(2, 13), Some(day(7, 7)))?, placed(3, 1));
    county.put(1, "gone-0001", vec![PupilEntry { placements: gone, ..entry("乙", 3, 12) }]).await?;
    let known = PupilEntry { student_number: Some(student_number(12)), ..local };
    assert_eq!(county.put(2, "local-0002", vec![known]).await?, [no(2)]);
    assert_eq!(of(2, 2).await?.person, of(1, 2).await?.person);
    Ok(())
}

fn all(number: u32) -> ListPupils {
    ListPupils {
        school: school(number),
        class: None,
        on: None,
        contacts: Contacts::Hidden,
        known_at: None,
        after: None,
        most: 1_000,
    }
}

async fn numbers(
    county: &County,
    who: &Principal,
    query: &ListPupils,
) -> Result<Vec<u32>, kehou_app::AppError> {
    let views = pupils(&county.app, who, query).await?;
    Ok(views.iter().map(|view| view.pupil.no.number()).collect())
}

async fn lists_show_what_is_asked_and_may_be_seen(server: Server) -> Checked {
    let county = County::new(&server).await?;
    let app = &county.app;
    for (who, seen) in [
        (programme(), &[1, 2, 3][..]),
        (town_office("370829101"), &[1, 2, 3]),
        (finance(), &[1, 2, 3]),
        (class_teacher(1, class(3, 1)), &[1, 2]),
        (class_teacher(1, class(4, 1)), &[3]),
        (class_teacher(1, class(5, 1)), &[]),
        (guardian(1, 2), &[2]),
    ] {
        assert_eq!(numbers(&county, &who, &all(1)).await?, seen, "{}", who.subject);
    }
    for who in [head(2), guardian(2, 1), class_teacher(2, class(3, 1)), nobody()] {
        assert_eq!(code(pupils(app, &who, &all(1)).await), "FORBIDDEN", "{}", who.subject);
        let one = (&school(1), no(1));
        assert_eq!(code(pupil(app, &who, one, (Contacts::Hidden, None)).await), "FORBIDDEN");
    }
    for (query, seen) in [
        (ListPupils { class: Some(class(4, 1)), ..all(1) }, &[3][..]),
        (ListPupils { class: Some(class(4, 2)), ..all(1) }, &[]),
        (ListPupils { on: Some(day(2, 12)), ..all(1) }, &[]),
        (ListPupils { on: Some(day(2, 13)), class: Some(class(3, 1)), ..all(1) }, &[1, 2]),
        (ListPupils { after: Some(no(1)), ..all(1) }, &[2, 3]),
        (ListPupils { most: 2, ..all(1) }, &[1, 2]),
    ] {
        assert_eq!(numbers(&county, &programme(), &query).await?, seen, "{query:?}");
    }
    for view in pupils(app, &programme(), &all(1)).await? {
        let one = (&school(1), view.pupil.no);
        let read = pupil(app, &programme(), one, (Contacts::Hidden, None)).await?;
        assert_eq!(view, read, "a list says what a single read says");
    }
    let unknown = pupil(app, &programme(), (&school(1), no(9)), (Contacts::Hidden, None)).await;
    assert_eq!(code(unknown), "PUPIL_NOT_FOUND");
    Ok(())
}

async fn pages_of_any_size_make_up_the_list(server: Server) -> Checked {
    let county = County::new(&server).await?;
    let more = (120..140).map(|number| entry("辛", if number % 7 == 0 { 5 } else { 3 }, number));
    county.put(1, "more-0001", more.collect()).await?;
    let whole = [
        all(1),
        ListPupils { class: Some(class(5, 1)), ..all(1) },
        ListPupils { class: Some(class(4, 1)), ..all(1) },
        ListPupils { on: Some(day(2, 12)), ..all(1) },
    ];
    for (query, count) in whole.iter().zip([23, 2, 1, 0]) {
        let list = numbers(&county, &programme(), query).await?;
        assert_eq!(list.len(), count, "{query:?}");
        for most in [1, 2, 3, 7, 23] {
            let mut paged: Vec<u32> = Vec::new();
            loop {
                let after = paged.last().map(|last| no(*last));
                let page = ListPupils { most, after, ..query.clone() };
                let page = numbers(&county, &programme(), &page).await?;
                assert!(page.len() <= usize::try_from(most)?);
                paged.extend(&page);
                if page.is_empty() {
                    break;
                }
            }
            assert_eq!(paged, list, "{most} at a time, {query:?}");
        }
    }
    Ok(())
}

async fn contacts_are_shown_to_those_who_need_them(server: Server) -> Checked {
    let county = County::new(&server).await?;
    let app = &county.app;
    let one = school(1);
    let shown = ListPupils { contacts: Contacts::Shown, ..all(1) };
    for who in [head(1), coordinator(1), class_teacher(1, class(3, 1)), machine(), guardian(1, 1)] {
        let read = pupil(app, &who, (&one, no(1)), (Contacts::Shown, None)).await?;
        assert_eq!(read.pupil.student_number, Some(student_number(11)), "{}", who.subject);
        assert_eq!(read.pupil.guardians.len(), 1);
        for view in pupils(app, &who, &shown).await? {
            assert!(view.pupil.student_number.is_some() && !view.pupil.guardians.is_empty());
        }
        let hidden = pupil(app, &who, (&one, no(1)), (Contacts::Hidden, None)).await?;
        assert_eq!((hidden.pupil.student_number, hidden.pupil.guardians.len()), (None, 0));
    }
    for who in [programme(), finance(), auditor(), town_office("370829101")] {
        let refused = pupil(app, &who, (&one, no(1)), (Contacts::Shown, None)).await;
        assert_eq!(code(refused), "FORBIDDEN", "{}", who.subject);
        assert_eq!(code(pupils(app, &who, &shown).await), "FORBIDDEN", "{}", who.subject);
    }
    // Somebody who reads all pupils and the contacts of one class is shown that class.
    let mut two_roles = auditor();
    two_roles.grants.extend(class_teacher(1, class(4, 1)).grants);
    assert_eq!(numbers(&county, &two_roles, &shown).await?, [3]);
    assert_eq!(numbers(&county, &two_roles, &all(1)).await?, [1, 2, 3]);
    Ok(())
}

async fn a_pupil_moves_from_a_day_on(server: Server) -> Checked {
    let county = County::new(&server).await?;
    let app = &county.app;
    let moving = |from, grade, boarding| MovePupil {
        school: school(1),
        pupil: no(1),
        from,
        class: class(grade, 1),
        boarding,
        etag: None,
    };
    let moved = move_pupil(app, (&head(1), ask("move-0001")), moving(day(3, 6), 4, None)).await?;
    assert_eq!(moved.outcome, Outcome::Recorded);
    let again = move_pupil(app, (&head(1), ask("move-0002")), moving(day(3, 6), 4, None)).await?;
    assert_eq!(again.outcome, Outcome::Unchanged);
    let boarder = Some(Boarding::Boarder);
    move_pupil(app, (&head(1), ask("move-0003")), moving(day(3, 6), 4, boarder)).await?;
    let read = pupil(app, &head(1), (&school(1), no(1)), (Contacts::Hidden, None)).await?;
    let boards = Placement { boarding: Boarding::Boarder, ..placed(4, 1) };
    let placements: Vec<_> = read.pupil.placements.iter().map(|(days, it)| (days, *it)).collect();
    let before = Period::new(day(2, 13), Some(day(3, 5)))?;
    assert_eq!(placements, [(before, placed(3, 1)), (Period::since(day(3, 6)), boards)]);
    let early = move_pupil(app, (&head(1), ask("move-0004")), moving(day(2, 12), 4, None)).await;
    assert_eq!(code(early), "PUPIL_NOT_PLACED");
    let stale = MovePupil { etag: Some(ChangeNo::new(1)), ..moving(day(3, 7), 5, None) };
    assert_eq!(code(move_pupil(app, (&head(1), ask("move-0005")), stale).await), "ITEM_STALE");
    let unknown = MovePupil { pupil: no(9), ..moving(day(3, 7), 5, None) };
    let unknown = move_pupil(app, (&head(1), ask("move-0006")), unknown).await;
    assert_eq!(code(unknown), "PUPIL_NOT_FOUND");
    for who in [head(2), class_teacher(1, class(4, 1)), guardian(1, 1), finance()] {
        let refused = move_pupil(app, (&who, ask("move-0007")), moving(day(3, 7), 5, None)).await;
        assert_eq!(code(refused), "FORBIDDEN", "{}", who.subject);
    }
    Ok(())
}

fn applying(pupil: u32, applications: Vec<Application>) -> PutApplications {
    PutApplications { school: school(1), pupil: no(pupil), applications, etag: None }
}

async fn staff_enter_applications_as_they_stand_on_paper(server: Server) -> Checked {
    let county = County::new(&server).await?;
    let app = &county.app;
    let ended = Application { withdrawn_on: Some(day(2, 20)), ..application() };
    let again = Application { applied_on: day(2, 24), ..application() };
    let paper = || applying(1, vec![ended, again]);
    let teacher = class_teacher(1, class(3, 1));
    let put = put_applications(app, (&teacher, ask("paper-001")), paper()).await?;
    let read = pupil(app, &teacher, (&school(1), no(1)), (Contacts::Hidden, None)).await?;
    assert_eq!(read.pupil.applications, [ended, again]);
    assert_eq!(read.etag, put.change_no);
    let same = put_applications(app, (&coordinator(1), ask("paper-002")), paper()).await?;
    assert_eq!(same.outcome, Outcome::Unchanged);
    let stale = PutApplications { etag: Some(ChangeNo::new(1)), ..applying(1, Vec::new()) };
    let stale = put_applications(app, (&teacher, ask("paper-003")), stale).await;
    assert_eq!(code(stale), "ITEM_STALE");
    let asked = (&coordinator(1), ask("paper-004"));
    let unknown = put_applications(app, asked, applying(9, Vec::new())).await;
    assert_eq!(code(unknown), "PUPIL_NOT_FOUND");
    for who in [class_teacher(1, class(4, 1)), head(1), programme(), guardian(1, 2), finance()] {
        let refused = put_applications(app, (&who, ask("paper-005")), applying(1, Vec::new()));
        assert_eq!(code(refused.await), "FORBIDDEN", "{}", who.subject);
    }
    Ok(())
}

async fn a_guardian_applies_from_today_on(server: Server) -> Checked {
    let county = County::new(&server).await?;
    let app = &county.app;
    let parent = guardian(1, 1);
    let today = day(3, 1);
    let withdrawn = |on| Application { withdrawn_on: Some(on), ..application() };
    let new = |on| Application { applied_on: on, ..application() };
    for (wrong, why) in [
        (vec![], "the application on record is gone"),
        (vec![withdrawn(day(2, 28))], "withdrawn before today"),
        (vec![application(), new(day(2, 28))], "made before today"),
        (vec![new(day(2, 11))], "made on another day"),
    ] {
        let result = put_applications(app, (&parent, ask("parent-01")), applying(1, wrong)).await;
        assert_eq!(code(result), "APPLICATION_DAY", "{why}");
    }
    put_applications(app, (&parent, ask("parent-02")), applying(1, vec![withdrawn(today)])).await?;
    // The same day the guardian thinks better of it.
    let both = vec![application(), new(today)];
    put_applications(app, (&parent, ask("parent-03")), applying(1, both)).await?;
    put_applications(app, (&parent, ask("parent-04")), applying(1, vec![withdrawn(today)])).await?;
    county.at(day(3, 2));
    let late = put_applications(app, (&parent, ask("parent-05")), applying(1, vec![application()]));
    assert_eq!(code(late.await), "APPLICATION_DAY", "yesterday's withdrawal took effect");
    let anew = vec![withdrawn(today), new(day(3, 2))];
    put_applications(app, (&parent, ask("parent-06")), applying(1, anew)).await?;
    // A class teacher who is a guardian too acts for the class.
    let mut teacher = class_teacher(1, class(3, 1));
    teacher.grants.extend(parent.grants);
    put_applications(app, (&teacher, ask("parent-07")), applying(1, vec![application()])).await?;
    Ok(())
}
