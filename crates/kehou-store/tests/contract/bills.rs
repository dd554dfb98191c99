//! Months that were closed: statements, bills, findings, publications.

use kehou_registry::PupilNo;
use kehou_store::{BillRow, Bound, ChangeNo, StatementRow, StoreError, StoredBill};

use crate::{
    content::{bill, day, finding, march, publish, save_month, statement},
    harness::{Checked, Server, contract, entry, now, number_schools},
};

contract!(
    a_month_comes_back_as_it_was_saved,
    the_newest_bill_of_each_pupil_counts,
    bills_are_read_page_by_page,
    a_book_before_a_revision_sees_the_older_one,
    a_statement_is_published_once,
    sums_that_do_not_add_up_are_refused,
);

fn rows(bills: Vec<StoredBill>) -> Vec<BillRow> {
    bills.into_iter().map(|bill| bill.row).collect()
}

async fn a_month_comes_back_as_it_was_saved(server: Server) -> Checked {
    let (_database, store) = server.store().await?;
    let schools = number_schools(&store, 2).await?;
    let bills: Vec<BillRow> =
        (1..=123).map(|n| bill(n, 0, (i64::from(n) * 200, i64::from(n % 3) * 200))).collect();
    let mut findings: Vec<_> = (1..=45).map(|n| finding("R12", Some(n))).collect();
    findings[7].class = None;
    findings[8].on = None;
    findings[9].slot = None;
    findings[10].pupil = None;
    let first = statement(0, &bills);
    let month = (first.clone(), bills.clone(), findings.clone());
    let written = save_month(&store, entry(schools[0], "close"), month).await?;
    let book = now(&store, schools[0]).await?;
    let stored = book.statement(march()).await?.ok_or("no statement")?;
    assert_eq!((&stored.row, stored.change_no), (&first, written.change_no));
    assert_eq!(book.statements().await?, [stored]);
    let read = book.bills(march(), None, u32::MAX).await?;
    assert!(read.iter().all(|bill| bill.month == march() && bill.change_no == written.change_no));
    assert_eq!(rows(read), bills);
    assert_eq!(book.findings(march(), 0).await?, findings);
    assert_eq!(book.findings(march(), 1).await?, []);
    let next = march().next()?;
    assert_eq!((book.statement(next).await?, book.bills(next, None, 9).await?), (None, vec![]));
    let elsewhere = now(&store, schools[1]).await?;
    assert_eq!(elsewhere.statements().await?, []);
    assert_eq!(elsewhere.bills(march(), None, 9).await?, []);
    let empty = StatementRow { month: next, payee_item: None, ..statement(0, &[]) };
    save_month(&store, entry(schools[1], "empty"), (empty.clone(), vec![], vec![])).await?;
    let stored = now(&store, schools[1]).await?.statement(next).await?.ok_or("no statement")?;
    assert_eq!(stored.row, empty, "a month without a pupil is a month");
    Ok(())
}

async fn the_newest_bill_of_each_pupil_counts(server: Server) -> Checked {
    let (_database, store) = server.store().await?;
    let school = number_schools(&store, 1).await?[0];
    let first = vec![bill(1, 0, (400, 0)), bill(2, 0, (400, 400)), bill(3, 0, (600, 0))];
    let month = (statement(0, &first), first.clone(), vec![finding("R12", None)]);
    save_month(&store, entry(school, "first"), month).await?;
    // Only what came out otherwise is written.
    let changed = bill(2, 1, (200, 0));
    let all = vec![first[0].clone(), changed.clone(), first[2].clone()];
    let month = (statement(1, &all), vec![changed.clone()], vec![]);
    save_month(&store, entry(school, "second"), month).await?;
    let book = now(&store, school).await?;
    assert_eq!(rows(book.bills(march(), None, 99).await?), all);
    let history = rows(book.bill(march(), PupilNo::new(2)).await?);
    assert_eq!(history, [changed, first[1].clone()], "the newest first");
    assert_eq!(rows(book.bill(march(), PupilNo::new(1)).await?), first[..1]);
    assert_eq!(book.statement(march()).await?.ok_or("no statement")?.row, statement(1, &all));
    let revisions: Vec<u32> =
        book.statements().await?.iter().map(|statement| statement.row.revision).collect();
    assert_eq!(revisions, [0, 1]);
    assert_eq!(book.findings(march(), 1).await?, [], "findings are those of a revision");
    assert_eq!(book.findings(march(), 0).await?.len(), 1);
    Ok(())
}

async fn bills_are_read_page_by_page(server: Server) -> Checked {
    let (_database, store) = server.store().await?;
    let school = number_schools(&store, 1).await?[0];
    let bills: Vec<BillRow> = (1..=25).map(|n| bill(n * 2, 0, (200, 0))).collect();
    save_month(&store, entry(school, "r0"), (statement(0, &bills), bills.clone(), vec![])).await?;
    let changed = vec![bill(20, 1, (400, 0))];
    save_month(&store, entry(school, "r1"), (statement(1, &bills), changed, vec![])).await?;
    let book = now(&store, school).await?;
    let (mut after, mut seen) = (None, Vec::new());
    loop {
        let page = book.bills(march(), after, 10).await?;
        let Some(last) = page.last() else { break };
        after = Some(last.row.pupil);
        seen.extend(page.into_iter().map(|bill| (bill.row.pupil.number(), bill.row.revision)));
    }
    let expected: Vec<(u32, u32)> = (1..=25).map(|n| (n * 2, u32::from(n == 10))).collect();
    assert_eq!(seen, expected);
    Ok(())
}

async fn a_book_before_a_revision_sees_the_older_one(server: Server) -> Checked {
    let (_database, store) = server.store().await?;
    let school = number_schools(&store, 1).await?[0];
    let first = vec![bill(1, 0, (400, 0))];
    let month = (statement(0, &first), first.clone(), vec![]);
    save_month(&store, entry(school, "first"), month).await?;
    let second = vec![bill(1, 1, (200, 0)), bill(2, 0, (200, 0))];
    let month = (statement(1, &second), second, vec![]);
    save_month(&store, entry(school, "second"), month).await?;
    publish(&store, entry(school, "publish"), (1, day(31))).await?;
    let before = store.book(school, Bound::Change(ChangeNo::new(1))).await?;
    assert_eq!(rows(before.bills(march(), None, 9).await?), first);
    assert_eq!(rows(before.bill(march(), PupilNo::new(1)).await?), first);
    assert_eq!(before.statement(march()).await?.ok_or("no statement")?.row.revision, 0);
    assert_eq!(before.publication(march()).await?, None);
    let never = store.book(school, Bound::Change(ChangeNo::new(0))).await?;
    assert_eq!((never.statements().await?, never.bills(march(), None, 9).await?), (vec![], vec![]));
    Ok(())
}

async fn a_statement_is_published_once(server: Server) -> Checked {
    let (_database, store) = server.store().await?;
    let school = number_schools(&store, 1).await?[0];
    let bills = vec![bill(1, 0, (400, 0))];
    let month = (statement(0, &bills), bills, vec![]);
    save_month(&store, entry(school, "close"), month).await?;
    let written = publish(&store, entry(school, "publish"), (0, day(31))).await?;
    let again = publish(&store, entry(school, "again"), (1, day(31))).await;
    assert!(matches!(again, Err(StoreError::Database(_))), "{again:?}");
    let publication = now(&store, school).await?.publication(march()).await?.ok_or("none")?;
    assert_eq!((publication.month, publication.revision), (march(), 0));
    assert_eq!((publication.published_on, publication.change_no), (day(31), written.change_no));
    Ok(())
}

async fn sums_that_do_not_add_up_are_refused(server: Server) -> Checked {
    let (_database, store) = server.store().await?;
    let school = number_schools(&store, 1).await?[0];
    let mut wrong = bill(1, 0, (400, 0));
    wrong.amounts.payable = kehou_units::Fen::new(399).ok_or("fen")?;
    let month = (statement(0, &[]), vec![wrong], vec![]);
    let saved = save_month(&store, entry(school, "close"), month).await;
    assert!(matches!(saved, Err(StoreError::Database(_))), "{saved:?}");
    assert_eq!(now(&store, school).await?.statements().await?, []);
    Ok(())
}
