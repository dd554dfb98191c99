//! Numbers of schools: given once, by code.

use kehou_registry::Closure;
use kehou_store::{ItemVersion, SchoolEntry, SchoolId};

use crate::harness::{
    Checked, Server, contract, entry, noon, now, number_schools, save, school_code, work,
};

contract!(a_school_keeps_its_number, nothing_new_is_no_change);

async fn a_school_keeps_its_number(server: Server) -> Checked {
    let (_database, store) = server.store().await?;
    let first = number_schools(&store, 2).await?;
    let more = number_schools(&store, 5).await?;
    assert_eq!(more.iter().map(|id| id.number()).collect::<Vec<_>>(), [1, 2, 3, 4, 5]);
    assert_eq!(more[..2], first);
    assert_eq!(store.schools().await?, [], "a number says nothing of a school");
    for id in [more[0], more[3]] {
        save(
            &store,
            entry(id, "term-0001"),
            vec![ItemVersion::of_school(1, Closure { last_day: noon(0).day(), successor: None })],
        )
        .await?;
    }
    let listed = store.schools().await?;
    let expected = [(more[0], 1), (more[3], 4)];
    assert_eq!(listed, expected.map(|(id, n)| SchoolEntry { id, code: school_code(n) }));
    assert_eq!(store.school_id(&school_code(9)).await?, None);
    for id in [more[1], more[2], more[4]] {
        assert_eq!(now(&store, id).await?.bound().number(), 0, "a ledger of its own, empty");
    }
    Ok(())
}

async fn nothing_new_is_no_change(server: Server) -> Checked {
    let (_database, store) = server.store().await?;
    number_schools(&store, 2).await?;
    let twice = vec![school_code(2), school_code(1), school_code(2)];
    let number = work(move |tx| {
        let codes = twice.clone();
        Box::pin(async move { Ok(vec![i64::try_from(tx.number_schools(&codes).await?).unwrap()]) })
    });
    let written = store.write(entry(SchoolId::COUNTY, "again"), number).await?;
    assert_eq!(written.outcome, kehou_store::Outcome::Unchanged);
    assert_eq!((written.numbers, written.change_no.number()), (vec![0], 1));
    Ok(())
}
