//! Schools: written, numbered, closed, merged, listed. (C2, C3, C4)

use kehou_app::{
    AppError, ChangeNo, Outcome, SchoolId,
    registry::{
        CloseSchool, ListSchools, PutSchool, SchoolView, close_school, put_school, school, schools,
    },
};
use kehou_fee::testing::day;
use kehou_registry::{Affiliation, Closure, SchoolProfile};
use kehou_store::{Entry, Tx, Work};
use kehou_units::{Dated, Period};

use crate::{
    county::{
        County, ask, ask_without_reason, class, class_teacher, code, finance, guardian, head, nine,
        nobody, profile, profiles, programme, school as code_of, town_office, treasurer,
    },
    harness::{Checked, Server, on_both},
};

on_both!(
    a_new_school_is_numbered_once_and_written_once,
    a_school_that_was_only_numbered_is_finished,
    a_school_is_not_written_against_the_rules,
    a_school_closes_once,
    only_an_open_school_succeeds_another,
    lists_show_what_is_asked_and_may_be_seen,
);

fn put(number: u32) -> PutSchool {
    PutSchool { school: code_of(number), profiles: profiles("370829103"), etag: None }
}

fn closing(number: u32, successor: Option<u32>) -> CloseSchool {
    let closure = Closure { last_day: day(3, 31), successor: successor.map(code_of) };
    CloseSchool { school: code_of(number), closure, etag: None }
}

async fn a_new_school_is_numbered_once_and_written_once(server: Server) -> Checked {
    let county = County::empty(&server).await?;
    let app = &county.app;
    let first = put_school(app, (&programme(), ask("school-0003")), put(3)).await?;
    assert_eq!((first.outcome, first.change_no.number()), (Outcome::Recorded, 1));
    let again = put_school(app, (&programme(), ask("school-0003")), put(3)).await?;
    assert_eq!((again.outcome, again.change_no), (Outcome::Replayed, first.change_no));
    let same = put_school(app, (&programme(), ask("school-0004")), put(3)).await?;
    assert_eq!((same.outcome, same.change_no), (Outcome::Unchanged, first.change_no));
    let other = PutSchool { profiles: profiles("370829104"), ..put(3) };
    let other_body = kehou_app::Ask::of("school-0003", "", b"another");
    assert_eq!(code(put_school(app, (&programme(), other_body), other).await), "REQUEST_ID_USED");
    let read = school(app, &programme(), &code_of(3), None).await?;
    assert_eq!(read.school.profiles, profiles("370829103"));
    assert_eq!(read.etag, first.change_no);
    let numbered = app.store().schools().await?;
    assert_eq!(numbered.iter().map(|it| it.id.number()).collect::<Vec<_>>(), [1, 2, 3]);
    Ok(())
}

/// The first of the two transactions that write a new school.
struct Numbering;

impl Work for Numbering {
    type Refusal = AppError;

    async fn run(&self, tx: &Tx<'_>) -> Result<Vec<i64>, AppError> {
        tx.number_schools(&[code_of(3)]).await?;
        Ok(Vec::new())
    }
}

async fn a_school_that_was_only_numbered_is_finished(server: Server) -> Checked {
    let county = County::empty(&server).await?;
    let app = &county.app;
    let asked = ask("school-0003");
    let entry = Entry {
        ledger: SchoolId::COUNTY,
        actor: "programme".into(),
        at: app.clock().now(),
        action: "registry.number_school",
        reason: asked.reason.clone(),
        request_id: asked.request_id.clone(),
        fingerprint: asked.fingerprint,
        import: None,
    };
    app.store().write(entry, Numbering).await?;
    assert_eq!(code(school(app, &programme(), &code_of(3), None).await), "SCHOOL_NOT_FOUND");
    assert_eq!(listed(&county, &programme(), &all()).await?, ["3708290001", "3708290002"]);
    let written = put_school(app, (&programme(), asked), put(3)).await?;
    assert_eq!(written.outcome, Outcome::Recorded);
    assert_eq!(listed(&county, &programme(), &all()).await?.len(), 3);
    Ok(())
}

async fn a_school_is_not_written_against_the_rules(server: Server) -> Checked {
    let county = County::empty(&server).await?;
    let app = &county.app;
    for who in [finance(), treasurer(1), head(1), town_office("370829101"), nobody()] {
        let result = put_school(app, (&who, ask("school-0003")), put(3)).await;
        assert_eq!(code(result), "FORBIDDEN", "{}", who.subject);
    }
    let counting_with = |centre| {
        let profile = SchoolProfile { counts_with: Some(code_of(centre)), ..profile("370829101") };
        PutSchool { profiles: Dated::single(Period::since(day(1, 1)), profile), ..put(3) }
    };
    for centre in [3, 9] {
        let asked = (&programme(), ask("school-0003"));
        let result = put_school(app, asked, counting_with(centre)).await;
        assert_eq!(code(result), "COUNTS_WITH_WRONG");
    }
    assert_eq!(app.store().schools().await?.len(), 2, "nothing was numbered");
    put_school(app, (&programme(), ask("school-0003")), counting_with(1)).await?;
    let unknown = PutSchool { etag: Some(ChangeNo::new(7)), ..put(3) };
    let result = put_school(app, (&programme(), ask("school-0004")), unknown).await;
    assert_eq!(code(result), "ETAG_UNKNOWN");
    let fresh = PutSchool { etag: Some(ChangeNo::new(1)), ..put(3) };
    put_school(app, (&programme(), ask("school-0005")), fresh).await?;
    close_school(app, (&programme(), ask("closing-3")), closing(3, None)).await?;
    let result = put_school(app, (&programme(), ask("school-0006")), put(3)).await;
    assert_eq!(code(result), "SCHOOL_CLOSED");
    Ok(())
}

async fn a_school_closes_once(server: Server) -> Checked {
    let county = County::empty(&server).await?;
    let app = &county.app;
    let asked = (&programme(), ask_without_reason("closing-1"));
    assert_eq!(code(close_school(app, asked, closing(1, None)).await), "REASON_MISSING");
    let result = close_school(app, (&head(1), ask("closing-1")), closing(1, None)).await;
    assert_eq!(code(result), "FORBIDDEN");
    let result = close_school(app, (&programme(), ask("closing-1")), closing(9, None)).await;
    assert_eq!(code(result), "SCHOOL_NOT_FOUND");
    let unknown = CloseSchool { etag: Some(ChangeNo::new(9)), ..closing(1, None) };
    let result = close_school(app, (&programme(), ask("closing-1")), unknown).await;
    assert_eq!(code(result), "ETAG_UNKNOWN");
    let closed = close_school(app, (&programme(), ask("closing-1")), closing(1, Some(2))).await?;
    assert_eq!(closed.outcome, Outcome::Recorded);
    let again = close_school(app, (&programme(), ask("closing-2")), closing(1, Some(2))).await?;
    assert_eq!(again.outcome, Outcome::Unchanged);
    let otherwise = close_school(app, (&programme(), ask("closing-3")), closing(1, None)).await;
    assert_eq!(code(otherwise), "SCHOOL_CLOSED");
    let read = school(app, &head(1), &code_of(1), None).await?;
    assert_eq!(read.school.closure, Some(closing(1, Some(2)).closure));
    assert_eq!(read.etag, closed.change_no);
    Ok(())
}

async fn only_an_open_school_succeeds_another(server: Server) -> Checked {
    let county = County::empty(&server).await?;
    let app = &county.app;
    for successor in [1, 9] {
        let close = closing(1, Some(successor));
        let result = close_school(app, (&programme(), ask("closing-1")), close).await;
        assert_eq!(code(result), "SUCCESSOR_WRONG", "school {successor}");
    }
    // School 2 is open up to the day on which school 1 closes, and no longer.
    close_school(app, (&programme(), ask("closing-2")), closing(2, None)).await?;
    let result = close_school(app, (&programme(), ask("closing-1")), closing(1, Some(2))).await;
    assert_eq!(code(result), "SUCCESSOR_WRONG");
    let mut earlier = closing(1, Some(2));
    earlier.closure.last_day = day(3, 30);
    close_school(app, (&programme(), ask("closing-1")), earlier).await?;
    Ok(())
}

fn all() -> ListSchools {
    ListSchools {
        on: None,
        town: None,
        affiliation: None,
        known_at: None,
        after: None,
        most: 1_000,
    }
}

async fn listed(
    county: &County,
    who: &kehou_app::Principal,
    query: &ListSchools,
) -> Result<Vec<String>, AppError> {
    let views = schools(&county.app, who, query).await?;
    Ok(views.iter().map(|view: &SchoolView| view.school.code.to_string()).collect())
}

async fn lists_show_what_is_asked_and_may_be_seen(server: Server) -> Checked {
    let county = County::new(&server).await?;
    let app = &county.app;
    let both = ["3708290001", "3708290002"];
    for (who, seen) in [
        (programme(), &both[..]),
        (town_office("370829102"), &both[1..]),
        (treasurer(1), &both[..1]),
        (class_teacher(2, class(3, 1)), &both[1..]),
        (guardian(1, 1), &both[..1]),
    ] {
        assert_eq!(listed(&county, &who, &all()).await?, seen, "{}", who.subject);
    }
    assert_eq!(code(listed(&county, &nobody(), &all()).await), "FORBIDDEN");
    county.at(day(3, 2));
    close_school(app, (&programme(), ask("closing-1")), closing(1, None)).await?;
    for (query, seen) in [
        (ListSchools { on: Some(day(3, 31)), ..all() }, &both[..]),
        (ListSchools { on: Some(day(4, 1)), ..all() }, &both[1..]),
        (ListSchools { town: Some("370829101".parse()?), ..all() }, &both[..1]),
        (ListSchools { affiliation: Some(Affiliation::Town), ..all() }, &both[..]),
        (ListSchools { affiliation: Some(Affiliation::Private), ..all() }, &[]),
        (ListSchools { after: Some(code_of(1)), ..all() }, &both[1..]),
        (ListSchools { most: 1, ..all() }, &both[..1]),
        (ListSchools { known_at: Some(nine(day(2, 1))), ..all() }, &[]),
    ] {
        assert_eq!(listed(&county, &programme(), &query).await?, seen, "{query:?}");
    }
    let before = ListSchools { known_at: Some(nine(day(3, 1))), ..all() };
    let before = schools(app, &programme(), &before).await?;
    assert_eq!(before[0].school.closure, None, "it was not known then");
    let now = schools(app, &programme(), &all()).await?;
    for view in now {
        let read = school(app, &programme(), &view.school.code, None).await?;
        assert_eq!(view, read, "a list says what a single read says");
    }
    Ok(())
}
