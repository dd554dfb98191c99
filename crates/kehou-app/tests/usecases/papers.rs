//! Calendars, plans, notices, payees, working days. (C8, C9, P2, F15, F17)

use std::collections::BTreeSet;

use kehou_app::{
    AppError, Outcome, Principal,
    billing::{bill, close_school},
    registry::{
        PutPapers, put_county_calendar, put_papers, put_working_days, school_book, working_days,
    },
};
use kehou_attendance::Mark;
use kehou_fee::testing::{day, march, notice, payee, slot, spring};
use kehou_registry::{
    Calendar, CalendarEntry, CalendarScope, DayKind, FeeNotice, PayeeKind, ServicePlan, Term,
    Terms, WorkingDays,
};
use kehou_units::{Fen, Period};

use crate::{
    attendance::{sheet, submit},
    county::{
        County, ask, auditor, class, class_teacher, code, coordinator, finance, guardian, head, no,
        nobody, programme, school, treasurer,
    },
    harness::{Checked, Server, on_both},
};

on_both!(
    a_book_tells_the_tag_of_each_list,
    a_day_leaves_what_holds_then,
    each_paper_has_its_own_writers,
    payees_that_are_never_lawful_are_refused,
    the_county_has_a_calendar_of_its_own,
    schools_follow_the_calendar_of_the_county,
    working_days_are_the_countys,
);

async fn a_book_tells_the_tag_of_each_list(server: Server) -> Checked {
    let county = County::empty(&server).await?;
    let (app, one) = (&county.app, school(1));
    let book = school_book(app, &auditor(), (Some(&one), None), None).await?;
    assert_eq!(book.plan.list.slots(), [slot(1), slot(2)]);
    assert_eq!(book.notices.list, [notice()]);
    let tags = [book.calendar.etag, book.plan.etag, book.notices.etag, book.payees.etag];
    assert_eq!(tags.map(kehou_app::ChangeNo::number), [2, 3, 4, 5]);
    let plan = || PutPapers::Plan(ServicePlan::new(vec![slot(1)]).unwrap());
    let stale = put_papers(app, (&head(1), ask("plan-0002")), &one, (plan(), Some(tags[0]))).await;
    assert_eq!(code(stale), "ITEM_STALE");
    let put = put_papers(app, (&head(1), ask("plan-0002")), &one, (plan(), Some(tags[1]))).await?;
    assert_eq!((put.outcome, put.change_no.number()), (Outcome::Recorded, 6));
    let again = put_papers(app, (&head(1), ask("plan-0003")), &one, (plan(), None)).await?;
    assert_eq!(again.outcome, Outcome::Unchanged);
    let book = school_book(app, &auditor(), (Some(&one), None), None).await?;
    assert_eq!(book.plan.list.slots(), [slot(1)]);
    assert_eq!(book.plan.etag, put.change_no, "what was removed counts too");
    Ok(())
}

async fn a_day_leaves_what_holds_then(server: Server) -> Checked {
    let county = County::empty(&server).await?;
    let (app, one) = (&county.app, school(1));
    let later = FeeNotice { published_on: day(3, 20), ..notice() };
    let notices = PutPapers::Notices(vec![later.clone(), notice()]);
    put_papers(app, (&finance(), ask("notices-2")), &one, (notices, None)).await?;
    let reader = auditor();
    let on = |on| school_book(app, &reader, (Some(&one), on), None);
    assert_eq!(on(None).await?.notices.list, [notice(), later.clone()], "by day of publication");
    assert_eq!(on(Some(day(3, 19))).await?.notices.list, [notice()]);
    assert_eq!(on(Some(day(3, 20))).await?.notices.list, [notice(), later]);
    let winter = on(Some(day(1, 15))).await?;
    assert!(winter.notices.list.is_empty() && winter.plan.list.slots().is_empty());
    assert_eq!(winter.calendar.list.terms().iter().len(), 0);
    assert_eq!(winter.payees.list.len(), 1, "designated since the start of the year");
    Ok(())
}

async fn each_paper_has_its_own_writers(server: Server) -> Checked {
    let county = County::empty(&server).await?;
    let (app, one) = (&county.app, school(1));
    let calendar = || PutPapers::Calendar(Calendar::default());
    let plan = || PutPapers::Plan(ServicePlan::default());
    let notices = || PutPapers::Notices(Vec::new());
    let payees = || PutPapers::Payees(Vec::new());
    let refused: [(Principal, PutPapers); 12] = [
        (coordinator(2), calendar()),
        (treasurer(1), calendar()),
        (class_teacher(1, class(3, 1)), plan()),
        (head(2), plan()),
        (coordinator(1), notices()),
        (head(2), notices()),
        (treasurer(2), notices()),
        (head(1), payees()),
        (treasurer(1), payees()),
        (programme(), payees()),
        (auditor(), payees()),
        (nobody(), calendar()),
    ];
    for (who, papers) in refused {
        let tried = format!("{} {papers:?}", who.subject);
        let result = put_papers(app, (&who, ask("refused-1")), &one, (papers, None)).await;
        assert_eq!(code(result), "FORBIDDEN", "{tried}");
    }
    let taken = [
        (coordinator(1), calendar(), "taken-001"),
        (head(1), plan(), "taken-002"),
        (treasurer(1), notices(), "taken-003"),
        (finance(), payees(), "taken-004"),
    ];
    for (who, papers, id) in taken {
        put_papers(app, (&who, ask(id)), &one, (papers, None)).await?;
    }
    assert_eq!(code(school_book(app, &treasurer(2), (Some(&one), None), None).await), "FORBIDDEN");
    Ok(())
}

async fn payees_that_are_never_lawful_are_refused(server: Server) -> Checked {
    let county = County::empty(&server).await?;
    for kind in PayeeKind::ALL {
        let papers = PutPapers::Payees(vec![payee(kind)]);
        let asked = (&finance(), ask(&format!("payee-{}", kind.code())));
        let result = put_papers(&county.app, asked, &school(1), (papers, None)).await;
        let never = [PayeeKind::ParentsCommittee, PayeeKind::Agency, PayeeKind::Person];
        match never.contains(&kind) {
            true => assert_eq!(code(result), "PAYEE_UNLAWFUL", "{kind:?}"),
            false => assert!(result.is_ok(), "{kind:?}"),
        }
    }
    Ok(())
}

async fn the_county_has_a_calendar_of_its_own(server: Server) -> Checked {
    let county = County::empty(&server).await?;
    let app = &county.app;
    let terms = Terms::new(vec![Term { name: "2022-2023-2".into(), period: spring() }]);
    let period = Period::new(day(4, 5), Some(day(4, 5)))?;
    let holiday = CalendarEntry { period, scope: CalendarScope::County, kind: DayKind::Holiday };
    let calendar = Calendar::new(terms, vec![holiday])?;
    let asked = (&head(1), ask("county-1"));
    let by_head = put_county_calendar(app, asked, (calendar.clone(), None)).await;
    assert_eq!(code(by_head), "FORBIDDEN");
    let asked = (&programme(), ask("county-1"));
    let put = put_county_calendar(app, asked, (calendar.clone(), None)).await?;
    assert_eq!(put.outcome, Outcome::Recorded);
    let book = school_book(app, &guardian(1, 1), (None, None), None).await?;
    assert_eq!(book.calendar.list, calendar);
    assert_eq!(book.calendar.etag, put.change_no);
    assert!(book.plan.list.slots().is_empty());
    assert_eq!(code(school_book(app, &nobody(), (None, None), None).await), "FORBIDDEN");
    Ok(())
}

/// Thursday 2023-03-02 is a holiday of the county: the rolls of Wednesday lock on Friday, and a mark of
/// Thursday costs nothing.
async fn schools_follow_the_calendar_of_the_county(server: Server) -> Checked {
    let county = County::new(&server).await?;
    let app = &county.app;
    let thursday = Period::new(day(3, 2), Some(day(3, 2)))?;
    let holiday =
        CalendarEntry { period: thursday, scope: CalendarScope::County, kind: DayKind::Holiday };
    let calendar = Calendar::new(Terms::default(), vec![holiday])?;
    put_county_calendar(app, (&programme(), ask("county-1")), (calendar, None)).await?;
    county.at(day(3, 3));
    let present = [(1, Mark::Present), (2, Mark::Present)];
    for (id, on) in [("roll-0001", day(3, 1)), ("roll-0002", day(3, 2))] {
        let submitted = submit(&county, id, sheet(on, 1, &present)).await?;
        assert!(!submitted.is_late, "{on}");
    }
    county.at(day(4, 6));
    let charged = |id| async move {
        close_school(app, (&finance(), ask(id)), (school(1), march())).await?;
        let bill = bill(app, &finance(), (&school(1), no(1), march()), None).await?;
        let charged = bill.lines.iter().filter(|line| line.due() > Fen::ZERO);
        Ok::<_, AppError>(charged.map(|line| line.on).collect::<Vec<_>>())
    };
    assert_eq!(charged("close-0001").await?, [day(3, 1)]);
    // The school taught on Thursday: its own word goes first, and the roll of Wednesday came late.
    let book = school_book(app, &head(1), (Some(&school(1)), None), None).await?;
    let taught =
        CalendarEntry { period: thursday, scope: CalendarScope::School, kind: DayKind::Teaching };
    let own = Calendar::new(book.calendar.list.terms().clone(), vec![taught])?;
    let own = PutPapers::Calendar(own);
    put_papers(app, (&head(1), ask("calendar-9")), &school(1), (own, None)).await?;
    assert_eq!(charged("close-0002").await?, [day(3, 2)]);
    Ok(())
}

async fn working_days_are_the_countys(server: Server) -> Checked {
    let county = County::empty(&server).await?;
    let app = &county.app;
    let working = WorkingDays::new([day(4, 5)].into(), [day(4, 23)].into());
    let refused = put_working_days(app, (&finance(), ask("working-1")), (&working, None)).await;
    assert_eq!(code(refused), "FORBIDDEN");
    let asked = (&programme(), ask("working-1"));
    let put = put_working_days(app, asked, (&working, None)).await?;
    assert_eq!(working_days(app, &guardian(1, 1), None).await?, (working.clone(), put.change_no));
    let asked = (&programme(), ask("working-2"));
    let again = put_working_days(app, asked, (&working, None)).await?;
    assert_eq!(again.outcome, Outcome::Unchanged);
    county.at(day(3, 2));
    let fewer = WorkingDays::new(BTreeSet::new(), [day(4, 23)].into());
    let asked = (&programme(), ask("working-3"));
    let put = put_working_days(app, asked, (&fewer, Some(put.change_no))).await?;
    assert_eq!(working_days(app, &head(2), None).await?, (fewer, put.change_no));
    let before = working_days(app, &head(2), Some(crate::county::nine(day(3, 1)))).await?;
    assert_eq!(before.0, working, "as known then");
    assert_eq!(code(working_days(app, &nobody(), None).await), "FORBIDDEN");
    Ok(())
}
