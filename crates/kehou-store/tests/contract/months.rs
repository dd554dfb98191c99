//! Closed months of many schools at once.

use std::sync::atomic::Ordering;

use kehou_store::testing::TestError;
use kehou_store::{
    Among, Bound, Entry, FindingQuery, FindingTold, ImportId, ListedStatement, Revisions, SchoolId,
    StatementPlace, StatementQuery, Store, StoredFinding, Written,
};
use kehou_units::{Fen, Instant};

use crate::{
    content::{bill, day, finding, march, publish, save_month, statement},
    harness::{Checked, Server, contract, entry, noon, now, number_schools, school_code},
    imports::{FINISH, START, move_on, stage},
};

contract!(
    statements_of_many_schools_are_those_of_each_book,
    what_an_import_holds_back_is_in_no_list,
    pages_of_statements_are_the_whole_list,
    sums_are_of_what_stands,
    findings_are_told_and_numbered_by_school,
    a_page_costs_one_statement_however_many_schools_there_are,
);

/// March of a school: a pupil who owes so much, and findings about some pupils.
async fn close(
    store: &Store,
    entry: Entry,
    (revision, fen, about): (u32, i64, &[(&str, Option<u32>)]),
) -> Result<Written, TestError> {
    let bills = vec![bill(1, revision, (fen, 0))];
    let findings = about.iter().map(|(code, pupil)| finding(code, *pupil)).collect();
    Ok(save_month(store, entry, (statement(revision, &bills), bills, findings)).await?)
}

fn of_march(
    among: Among,
    revisions: Revisions,
    known_at: Option<Instant>,
) -> StatementQuery<'static> {
    StatementQuery { month: Some(march()), among, revisions, held_by: &[], known_at }
}

async fn listed(
    store: &Store,
    query: &StatementQuery<'_>,
) -> Result<Vec<ListedStatement>, TestError> {
    Ok(store.statements_among(query, (None, u32::MAX)).await?)
}

/// Schools 1 and 3 have two revisions, of which the second came later; school 3 is published; school 2
/// has one; school 4 none.
async fn several(store: &Store) -> Result<Vec<SchoolId>, TestError> {
    let schools = number_schools(store, 4).await?;
    for (at, school) in schools.iter().take(3).enumerate() {
        let fen = 200 * (i64::try_from(at)? + 1);
        let first = Entry { at: noon(10), ..entry(*school, "first") };
        close(store, first, (0, fen, &[("R12", Some(1)), ("R06", None)])).await?;
    }
    for school in [schools[0], schools[2]] {
        let second = Entry { at: noon(20), ..entry(school, "second") };
        close(store, second, (1, 1_000, &[("R08", None)])).await?;
    }
    let publication = Entry { at: noon(30), ..entry(schools[2], "publish") };
    publish(store, publication, (1, day(31))).await?;
    Ok(schools)
}

async fn statements_of_many_schools_are_those_of_each_book(server: Server) -> Checked {
    let (_database, store) = server.store().await?;
    let schools = several(&store).await?;
    for known_at in [None, Some(noon(9)), Some(noon(10)), Some(noon(25)), Some(noon(99))] {
        let query = of_march(Among::All, Revisions::Standing, known_at);
        let mut expected = Vec::new();
        for (at, school) in schools.iter().enumerate() {
            let book = store.book(*school, known_at.map_or(Bound::Now, Bound::At)).await?;
            let published = book.publication(march()).await?.map(|it| it.published_on);
            let read = book.statement(march()).await?;
            expected.extend(read.map(|it| (school_code(at + 1), it, published)));
        }
        let found = listed(&store, &query).await?;
        let of = |it: ListedStatement| (it.school, it.statement, it.published_on);
        assert_eq!(found.into_iter().map(of).collect::<Vec<_>>(), expected, "{known_at:?}");
    }
    let all = listed(&store, &of_march(Among::All, Revisions::All, None)).await?;
    let told: Vec<_> = all.iter().map(|it| (it.id.number(), it.statement.row.revision)).collect();
    assert_eq!(told, [(1, 0), (1, 1), (2, 0), (3, 0), (3, 1)]);
    assert_eq!(all[1].made_at, noon(20));
    let some = Among::These(vec![schools[1], schools[3]]);
    let some = listed(&store, &of_march(some, Revisions::All, None)).await?;
    assert_eq!(some, all[2..3]);
    let none = of_march(Among::These(Vec::new()), Revisions::All, None);
    assert_eq!(listed(&store, &none).await?, []);
    let other = StatementQuery { month: Some(march().next()?), ..none };
    assert_eq!(listed(&store, &StatementQuery { among: Among::All, ..other }).await?, []);
    Ok(())
}

async fn what_an_import_holds_back_is_in_no_list(server: Server) -> Checked {
    let (_database, store) = server.store().await?;
    let school = number_schools(&store, 1).await?[0];
    close(&store, entry(school, "first"), (0, 200, &[("R06", None)])).await?;
    let id: ImportId = stage(&store, "it").await?;
    move_on(&store, (id, "start", 10), START).await?;
    let import = Entry { import: Some(id), at: noon(11), ..entry(school, "import") };
    close(&store, import, (1, 400, &[("R06", None), ("R12", None)])).await?;
    let state = async |known_at| {
        let query = of_march(Among::All, Revisions::Standing, known_at);
        let found = listed(&store, &query).await?;
        let sums = store.sums_among(&query, &Among::All).await?;
        let findings = findings(&store, (Among::All, None), known_at).await?;
        let revision = found[0].statement.row.revision;
        Ok::<_, TestError>((revision, sums[0].amounts.due.as_fen(), findings.len()))
    };
    assert_eq!(state(None).await?, (0, 200, 1));
    move_on(&store, (id, "finish", 20), FINISH).await?;
    assert_eq!(state(None).await?, (1, 400, 2));
    assert_eq!(state(Some(noon(19))).await?, (0, 200, 1));
    assert_eq!(state(Some(noon(20))).await?, (1, 400, 2));
    Ok(())
}

async fn pages_of_statements_are_the_whole_list(server: Server) -> Checked {
    let (_database, store) = server.store().await?;
    several(&store).await?;
    for revisions in [Revisions::Standing, Revisions::All] {
        let query = StatementQuery { month: None, ..of_march(Among::All, revisions, None) };
        let whole = listed(&store, &query).await?;
        for most in 1..=3_u32 {
            let (mut pages, mut place) = (Vec::new(), None::<StatementPlace>);
            loop {
                let page = store.statements_among(&query, (place.as_ref(), most)).await?;
                let Some(last) = page.last() else { break };
                assert!(page.len() <= usize::try_from(most)?);
                place = Some(last.place());
                pages.extend(page);
            }
            assert_eq!(pages, whole, "{revisions:?}, {most} at a time");
        }
    }
    Ok(())
}

async fn sums_are_of_what_stands(server: Server) -> Checked {
    let (_database, store) = server.store().await?;
    let schools = several(&store).await?;
    let query = of_march(Among::All, Revisions::All, None);
    let due = |fen| Fen::new(fen).ok_or("no amount");
    let [whole, others] = store.sums_among(&query, &Among::All).await?;
    assert_eq!((whole.statements, others.statements), (3, 0));
    assert_eq!((whole.pupils, whole.amounts.due), (3, due(2_400)?));
    let [whole, others] = store.sums_among(&query, &Among::These(vec![schools[1]])).await?;
    assert_eq!((whole.statements, others.statements), (1, 2));
    assert_eq!((whole.amounts.due, others.amounts.due), (due(400)?, due(2_000)?));
    let before = of_march(Among::These(schools[..2].to_vec()), Revisions::All, Some(noon(15)));
    let [whole, _] = store.sums_among(&before, &Among::All).await?;
    assert_eq!((whole.statements, whole.amounts.due), (2, due(600)?));
    // Class hours that a finding counts are told beside.
    let held_by = ["R08".to_owned(), "R10".to_owned()];
    let counted = |code: &str, marks| StoredFinding { marks, ..finding(code, None) };
    let found = vec![counted("R08", 3), counted("R10", 4), counted("R12", 5)];
    let rows = (statement(0, &[]), vec![], found);
    save_month(&store, entry(schools[3], "held"), rows).await?;
    let among = Among::These(vec![schools[3]]);
    let query = StatementQuery { among, held_by: &held_by, ..query };
    let [whole, _] = store.sums_among(&query, &Among::All).await?;
    assert_eq!(whole.held_hours.count(), 7);
    assert_eq!(listed(&store, &query).await?[0].held_hours.count(), 7);
    let query = StatementQuery { held_by: &[], ..query };
    assert_eq!(store.sums_among(&query, &Among::All).await?[0].held_hours.count(), 0);
    Ok(())
}

type Told = Vec<(i64, u32, u32, StoredFinding)>;

async fn findings(
    store: &Store,
    (whole, codes): (Among, Option<&[String]>),
    known_at: Option<Instant>,
) -> Result<Told, TestError> {
    let (never, once) = (["R03".to_owned()], ["R08".to_owned(), "R10".to_owned()]);
    let told = FindingTold { whole, never: &never, once: &once };
    let query = FindingQuery { month: march(), among: Among::All, told, codes, known_at };
    let whole = store.findings_among(&query, (None, u32::MAX)).await?;
    let (mut pages, mut place) = (Vec::new(), None);
    loop {
        let page = store.findings_among(&query, (place.as_ref(), 2)).await?;
        let Some(last) = page.last() else { break };
        place = Some((last.school.clone(), last.place));
        pages.extend(page);
    }
    assert_eq!(pages, whole, "two at a time");
    let told = |it: kehou_store::ListedFinding| (it.id.number(), it.revision, it.place, it.finding);
    Ok(whole.into_iter().map(told).collect())
}

async fn findings_are_told_and_numbered_by_school(server: Server) -> Checked {
    let (_database, store) = server.store().await?;
    let schools = number_schools(&store, 3).await?;
    let about: [(&str, Option<u32>); 6] = [
        ("R03", Some(1)),
        ("R08", None),
        ("R08", Some(2)),
        ("R12", Some(3)),
        ("R10", Some(2)),
        ("R06", None),
    ];
    for school in [schools[0], schools[2]] {
        close(&store, entry(school, "first"), (0, 200, &about)).await?;
    }
    close(&store, entry(schools[2], "second"), (1, 400, &about[1..])).await?;
    let places = |told: Told| -> Vec<(i64, u32, u32, String)> {
        told.into_iter().map(|(id, revision, place, it)| (id, revision, place, it.code)).collect()
    };
    let whole = findings(&store, (Among::All, None), None).await?;
    let one = now(&store, schools[0]).await?.findings(march(), 0).await?;
    let first: Vec<_> = whole.iter().take(6).map(|it| it.3.clone()).collect();
    assert_eq!(first, one, "in the order of the book");
    assert_eq!(whole.len(), 6 + 5, "the statement that was replaced is left out");
    let told = places(findings(&store, (Among::These(vec![schools[0]]), None), None).await?);
    let row = |id, revision, place, code: &str| (id, revision, place, code.to_owned());
    assert_eq!(told[..6], places(whole)[..6], "of school 1 everything");
    let other =
        [row(3, 1, 0, "R08"), row(3, 1, 1, "R12"), row(3, 1, 2, "R10"), row(3, 1, 3, "R06")];
    assert_eq!(told[6..], other, "places have no gaps that would tell");
    let codes = ["R06".to_owned(), "R10".to_owned()];
    let asked = findings(&store, (Among::These(Vec::new()), Some(&codes)), None).await?;
    let expected =
        [row(1, 0, 2, "R10"), row(1, 0, 3, "R06"), row(3, 1, 2, "R10"), row(3, 1, 3, "R06")];
    assert_eq!(places(asked), expected);
    assert_eq!(findings(&store, (Among::All, Some(&[])), None).await?, []);
    Ok(())
}

async fn a_page_costs_one_statement_however_many_schools_there_are(server: Server) -> Checked {
    for many in [2, 40] {
        let (database, store) = server.store().await?;
        for school in number_schools(&store, many).await? {
            close(&store, entry(school, "first"), (0, 200, &[("R06", None)])).await?;
        }
        let (store, counted) = database.open_counted().await?;
        let query = of_march(Among::All, Revisions::Standing, Some(noon(9)));
        for query in [of_march(Among::All, Revisions::Standing, None), query] {
            let before = counted.load(Ordering::Relaxed);
            store.statements_among(&query, (None, 10)).await?;
            store.sums_among(&query, &Among::All).await?;
            findings(&store, (Among::All, Some(&[])), query.known_at).await?;
            // Findings are asked for as a whole, and by one page, which is empty.
            assert_eq!(counted.load(Ordering::Relaxed) - before, 4, "{many} schools");
        }
    }
    Ok(())
}
