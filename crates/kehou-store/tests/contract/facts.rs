//! Every kind of fact comes back as it was written.

use kehou_registry::PupilNo;
use kehou_store::{Fact, ItemVersion, SchoolId, Store, testing::TestError};
use proptest::strategy::Strategy;

use crate::{
    arbitrary::{self, several},
    harness::{Checked, Server, contract, entry, now, number_school, save},
};

contract!(
    facts_of_schools_come_back,
    facts_of_pupils_come_back,
    facts_of_the_county_come_back,
    what_a_table_does_not_take_is_refused,
);

/// More than a batch, and no multiple of one.
const MANY: usize = 137;

async fn comes_back<S: Strategy>(
    store: &Store,
    (ledger, pupil): (SchoolId, Option<PupilNo>),
    strategy: S,
) -> Checked
where
    S::Value: Fact + Clone + PartialEq,
{
    let values = several(&strategy, MANY);
    let version = |(value, item)| ItemVersion { pupil, item, value, removed: false };
    let versions: Vec<_> = values.iter().cloned().zip(1..).map(version).collect();
    let written = save(store, entry(ledger, S::Value::TABLE), versions).await?;
    let read = now(store, ledger).await?.all::<S::Value>().await?;
    let same = read.len() == MANY
        && read.iter().zip(&values).zip(1..).all(|((stored, value), item)| {
            stored.value == *value
                && (stored.pupil, stored.item) == (pupil, item)
                && stored.change_no == written.change_no
        });
    assert!(same, "{} comes back otherwise", S::Value::TABLE);
    Ok(())
}

async fn facts_of_schools_come_back(server: Server) -> Checked {
    let (_database, store) = server.store().await?;
    let school = (number_school(&store).await?, None);
    comes_back(&store, school, arbitrary::profile()).await?;
    comes_back(&store, school, arbitrary::closure()).await?;
    comes_back(&store, school, arbitrary::term()).await?;
    comes_back(&store, school, arbitrary::calendar_entry()).await?;
    comes_back(&store, school, arbitrary::planned_slot()).await?;
    comes_back(&store, school, arbitrary::fee_notice()).await?;
    comes_back(&store, school, arbitrary::payee()).await?;
    comes_back(&store, school, arbitrary::answer_sheet()).await?;
    comes_back(&store, school, arbitrary::veto_decision()).await?;
    comes_back(&store, school, arbitrary::safety_item()).await?;
    comes_back(&store, school, arbitrary::attachment()).await?;
    comes_back(&store, school, arbitrary::attachment_piece()).await?;
    comes_back(&store, school, arbitrary::principal_post()).await?;
    comes_back(&store, school, arbitrary::practice_act()).await?;
    comes_back(&store, school, arbitrary::finding_act()).await?;
    comes_back(&store, school, arbitrary::month_lock()).await
}

async fn facts_of_pupils_come_back(server: Server) -> Checked {
    let (_database, store) = server.store().await?;
    let pupil = (number_school(&store).await?, Some(PupilNo::new(u32::MAX)));
    comes_back(&store, pupil, arbitrary::pupil_id()).await?;
    comes_back(&store, pupil, arbitrary::person()).await?;
    comes_back(&store, pupil, arbitrary::guardian()).await?;
    comes_back(&store, pupil, arbitrary::placement()).await?;
    comes_back(&store, pupil, arbitrary::application()).await?;
    comes_back(&store, pupil, arbitrary::waiver()).await
}

async fn facts_of_the_county_come_back(server: Server) -> Checked {
    let (_database, store) = server.store().await?;
    let county = (SchoolId::COUNTY, None);
    comes_back(&store, county, arbitrary::working_day()).await?;
    comes_back(&store, county, arbitrary::checklist()).await?;
    comes_back(&store, county, arbitrary::campaign_act()).await?;
    comes_back(&store, county, arbitrary::inspector()).await?;
    comes_back(&store, county, arbitrary::routine_visit()).await?;
    comes_back(&store, county, arbitrary::case_act()).await?;
    comes_back(&store, county, arbitrary::case_reporter()).await?;
    comes_back(&store, county, arbitrary::entry_act()).await?;
    comes_back(&store, county, arbitrary::policy_version()).await
}

/// The checks of the tables stand behind those of the code.
async fn what_a_table_does_not_take_is_refused(server: Server) -> Checked {
    let (_database, store) = server.store().await?;
    let school = number_school(&store).await?;
    let pupil = PupilNo::new(1);
    let refused = |done: Result<_, kehou_store::StoreError>, what: &str| match done {
        Err(kehou_store::StoreError::Database(_)) => Ok(()),
        other => Err(TestError::from(format!("{what}: {other:?}"))),
    };
    let working_day = several(&arbitrary::working_day(), 1).remove(0);
    let day = vec![ItemVersion::of_school(1, working_day)];
    refused(save(&store, entry(school, "day"), day).await, "a school's working day")?;
    let placement = several(&arbitrary::placement(), 1).remove(0);
    let placed = vec![ItemVersion::of_school(1, placement)];
    refused(save(&store, entry(school, "placed"), placed).await, "a school's own placement")?;
    let term = several(&arbitrary::term(), 1).remove(0);
    let term = vec![ItemVersion::of_pupil(pupil, 1, term)];
    refused(save(&store, entry(school, "term"), term).await, "a pupil's own term")?;
    let lock = several(&arbitrary::month_lock(), 1).remove(0);
    let twice = vec![ItemVersion::of_school(1, lock), ItemVersion::of_school(1, lock)];
    refused(save(&store, entry(school, "twice"), twice).await, "an item twice in one change")?;
    assert_eq!(now(&store, school).await?.bound().number(), 0, "nothing was written");
    Ok(())
}
