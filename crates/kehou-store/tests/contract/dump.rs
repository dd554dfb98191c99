//! The logical dump: the same content has the same hash on either database.

use kehou_registry::{Guardian, PupilNo};
use kehou_store::{Dump, ItemVersion, testing::TestError};
use sea_orm::ConnectionTrait;

use crate::{
    content::fill,
    harness::{Checked, Server, contract, entry, number_school, save},
    introspection::{Column, columns, tables},
};

contract!(
    what_is_written_again_has_the_same_hash,
    every_table_is_dumped,
    a_changed_cell_changes_the_hash,
    the_order_of_versions_counts;
    both the_same_content_has_one_hash_on_both,
);

async fn filled(server: &Server) -> Result<Dump, TestError> {
    let (_database, store) = server.store().await?;
    fill(&store).await?;
    Ok(store.dump().await?)
}

/// Other keys, other ids of persons, other instants: the content is the same.
async fn what_is_written_again_has_the_same_hash(server: Server) -> Checked {
    let (one, two) = (filled(&server).await?, filled(&server).await?);
    assert_eq!(one, two);
    assert_eq!(one.hash().len(), 64);
    let (_database, empty) = server.store().await?;
    assert_ne!(empty.dump().await?.hash(), one.hash());
    Ok(())
}

async fn the_same_content_has_one_hash_on_both(sqlite: Server, postgres: Server) -> Checked {
    let (one, two) = (filled(&sqlite).await?, filled(&postgres).await?);
    assert_eq!(one.tables, two.tables);
    assert_eq!(one.hash(), two.hash());
    Ok(())
}

/// All but the heads, which follow from the changes, the check of the keys, and requests that changed
/// nothing.
async fn every_table_is_dumped(server: Server) -> Checked {
    let (database, store) = server.store().await?;
    fill(&store).await?;
    let dump = store.dump().await?;
    let mut dumped: Vec<&str> = dump.tables.iter().map(|(table, ..)| *table).collect();
    dumped.extend(["school_head", "key_check", "unchanged_request"]);
    dumped.sort_unstable();
    assert_eq!(dumped, tables(&database.as_owner().await?).await?);
    for (table, rows, _) in dump.tables {
        assert!(rows > 0, "{table} is empty");
    }
    Ok(())
}

/// Columns that are no content: what depends on the order of writers, on the clock or on chance, and
/// what says again what other columns say; and what is sealed, which nobody changes without the keys.
const NO_CONTENT: [&str; 20] = [
    "case_act.body",
    "case_reporter.body",
    "change.answer",
    "change.fingerprint",
    "change.import_id",
    "change.recorded_at",
    "entry_act.body",
    "guardian.phone",
    "import.completed_at",
    "import.fingerprint",
    "import.needs_confirmation",
    "import.preview",
    "import.reason",
    "import.request_id",
    "import.staged_at",
    "import.staged_by",
    "person.student_number",
    "person.student_number_hash",
    "policy_version.adopted_at",
    "pupil.person_id",
];

/// The owner of the tables, whom no guard holds, changes one column after the other; what a check
/// of the table forbids is left out.
async fn a_changed_cell_changes_the_hash(server: Server) -> Checked {
    let (database, store) = server.store().await?;
    fill(&store).await?;
    let owner = database.as_owner().await?;
    let mut last = store.dump().await?.hash();
    let (mut tried, mut left_out) = (0, Vec::new());
    for (table, ..) in store.dump().await?.tables {
        if server.is_sqlite() {
            owner.execute_unprepared(&format!("DROP TRIGGER IF EXISTS {table}_no_update")).await?;
        }
        for Column { name, kind, key, .. } in columns(&owner, table).await? {
            let full_name = format!("{table}.{name}");
            if key > 0
                || name.ends_with("change_no")
                || name == "done_at"
                || NO_CONTENT.contains(&full_name.as_str())
            {
                continue;
            }
            let change = format!("UPDATE {table} SET {name} = {}", other(&name, &kind)?);
            if let Err(error) = owner.execute_unprepared(&change).await {
                assert!(error.to_string().to_lowercase().contains("check"), "`{change}`: {error}");
                left_out.push(full_name);
                continue;
            }
            let hash = store.dump().await?.hash();
            assert_ne!(hash, last, "`{change}`");
            last = hash;
            tried += 1;
        }
    }
    assert!(tried > 60 && left_out.len() < 30, "{tried} tried, left out: {left_out:?}");
    Ok(())
}

/// An expression of another value than the column has, on either database.
fn other(name: &str, kind: &str) -> Result<String, TestError> {
    Ok(match kind {
        "bigint" => format!("coalesce({name}, 0) + 1"),
        "text" => format!("coalesce({name}, '') || '7'"),
        "boolean" => format!("NOT {name}"),
        "date" => "'2031-12-13'".to_owned(),
        "blob" => "x'010203'".to_owned(),
        "bytea" => "'\\x010203'".to_owned(),
        kind => return Err(format!("{name} is of the unknown kind {kind}").into()),
    })
}

async fn the_order_of_versions_counts(server: Server) -> Checked {
    let mut hashes = Vec::new();
    for names in [["one", "two"], ["two", "one"]] {
        let (_database, store) = server.store().await?;
        let school = number_school(&store).await?;
        for (name, request) in names.into_iter().zip(["r1", "r2"]) {
            let guardian = Guardian { name: name.to_owned(), phone: None };
            let version = ItemVersion::of_pupil(PupilNo::new(1), 1, guardian);
            save(&store, entry(school, request), vec![version]).await?;
        }
        hashes.push(store.dump().await?.hash());
    }
    assert_ne!(hashes[0], hashes[1]);
    Ok(())
}
