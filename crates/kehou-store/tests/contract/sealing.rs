//! Identity numbers, phones, cases, reporters and files stand sealed; other keys are refused.

use kehou_inspection::{
    CaseAct, CaseDeed, CaseSource, EntryAct, EntryDeed, Reporter, Signature, WrittenReporter,
};
use kehou_registry::{Guardian, PupilNo};
use kehou_store::{Filed, ItemVersion, Keys, OpenError, Person, SchoolId, Store, StoreError};
use kehou_units::Instant;
use sea_orm::{ConnectionTrait, Statement};

use crate::{
    harness::{Checked, Server, contract, entry, now, number_school, save},
    introspection,
};

contract!(
    what_is_sealed_is_nowhere_in_the_database,
    a_value_moved_to_another_place_does_not_open,
    other_keys_are_refused_at_the_door,
);

const NUMBER: &str = "G370829201503074215";
const PHONE: &str = "13905370000";

fn person() -> Result<Person, kehou_store::testing::TestError> {
    let name = "名字".to_owned();
    let digits = NUMBER.as_bytes()[1..18].try_into()?;
    let check = kehou_registry::StudentNumber::check_character(digits);
    let number = format!("{}{check}", &NUMBER[..18]);
    Ok(Person { name, student_number: Some(number.parse()?), local_id: None })
}

async fn fill(store: &Store) -> Checked {
    let school = number_school(store).await?;
    let pupil = PupilNo::new(1);
    let version = ItemVersion::of_pupil(pupil, 1, person()?);
    save(store, entry(school, "person"), vec![version]).await?;
    let guardian = Guardian { name: "监护人".to_owned(), phone: Some(PHONE.to_owned()) };
    let version = ItemVersion::of_pupil(pupil, 1, guardian);
    save(store, entry(school, "guardian"), vec![version]).await?;
    let signed = Signature { by: "discipline".parse()?, at: Instant::default() };
    let reporter = Reporter { name: "举报人".parse()?, contact: PHONE.parse()? };
    let paper = WrittenReporter { reporter, signed: signed.clone() };
    let version = ItemVersion::of_school(1, Filed { about: 1, paper });
    save(store, entry(SchoolId::COUNTY, "reporter"), vec![version]).await?;
    let matter = format!("家长 {PHONE} 反映").parse()?;
    let deed =
        CaseDeed::Receive { source: CaseSource::Report, school: "3708290001".parse()?, matter };
    let version = ItemVersion::of_school(
        1,
        Filed { about: 1, paper: CaseAct { signed: signed.clone(), deed } },
    );
    save(store, entry(SchoolId::COUNTY, "case"), vec![version]).await?;
    let deed = EntryDeed::State(format!("可电 {PHONE} 核实").parse()?);
    let version = ItemVersion::of_school(1, Filed { about: 1, paper: EntryAct { signed, deed } });
    save(store, entry(SchoolId::COUNTY, "entry"), vec![version]).await?;
    Ok(())
}

/// Every cell of every table is searched, as text and as bytes.
async fn what_is_sealed_is_nowhere_in_the_database(server: Server) -> Checked {
    let (database, store) = server.store().await?;
    fill(&store).await?;
    let owner = database.as_owner().await?;
    let mut seen = 0;
    for table in introspection::tables(&owner).await? {
        for row in introspection::rows(&owner, &table).await? {
            seen += 1;
            for secret in [&NUMBER[1..18], PHONE] {
                let hex: String = secret.bytes().map(|byte| format!("{byte:02x}")).collect();
                let row = row.to_lowercase();
                assert!(!row.contains(secret) && !row.contains(&hex), "{table}: {row}");
            }
        }
    }
    assert!(seen > 8, "only {seen} rows were searched");
    if server.is_sqlite() {
        for ending in ["", "-wal"] {
            let bytes = std::fs::read(format!("{}{ending}", database.url))?;
            let found =
                |secret: &str| bytes.windows(secret.len()).any(|at| at == secret.as_bytes());
            assert!(!found(&NUMBER[1..18]) && !found(PHONE), "in the file{ending}");
        }
    }
    let read = now(&store, store.schools().await?[0].id).await?.all::<Person>().await?;
    assert!(read[0].value == person()?, "and yet it opens");
    Ok(())
}

async fn a_value_moved_to_another_place_does_not_open(server: Server) -> Checked {
    let (database, store) = server.store().await?;
    fill(&store).await?;
    let owner = database.as_owner().await?;
    let moved = "INSERT INTO guardian SELECT school_id, 2, item_no, change_no, removed, name, phone FROM guardian";
    owner.execute_raw(Statement::from_string(owner.get_database_backend(), moved)).await?;
    let read = now(&store, store.schools().await?[0].id).await?.all::<Guardian>().await;
    assert!(matches!(read, Err(StoreError::Sealed { table: "guardian" })), "{read:?}");
    Ok(())
}

async fn other_keys_are_refused_at_the_door(server: Server) -> Checked {
    let (database, store) = server.store().await?;
    fill(&store).await?;
    let others = Keys::random().ok_or("no randomness")?;
    let opened = Store::open(&database.url, &others).await;
    assert!(matches!(opened.err(), Some(OpenError::Keys)));
    // The right ones go on, also as read from their file.
    let again = Keys::from_text(&database.keys.to_text())?;
    let opened = Store::open(&database.url, &again).await?;
    assert_eq!(now(&opened, store.schools().await?[0].id).await?.all::<Person>().await?.len(), 1);
    Ok(())
}
