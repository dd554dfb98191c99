//! A row in every table, by the paths that the service takes.

use chrono::NaiveDate;
use kehou_attendance::{GroupNo, Mark, Roster};
use kehou_fee::Amounts;
use kehou_registry::{ClassRef, Grade, PupilNo, SlotNo};
use kehou_store::{
    BillRow, ChangeNo, Fact, ImportId, ImportRow, ImportState, ItemVersion, NewRoll, SchoolId,
    StatementRow, Store, StoredFinding, testing::TestError,
};
use kehou_units::{ClassHours, Fen, Month};
use proptest::strategy::Strategy;

use crate::{
    arbitrary::{self, several},
    harness::{Checked, entry, noon, number_schools, save, work},
};

pub(crate) fn day(day: u32) -> NaiveDate {
    NaiveDate::from_ymd_opt(2023, 3, day).unwrap()
}

pub(crate) fn march() -> Month {
    Month::new(2023, 3).unwrap()
}

pub(crate) fn roster(pupils: impl IntoIterator<Item = u32>) -> Roster {
    Roster::new(pupils.into_iter().map(PupilNo::new).collect()).unwrap()
}

/// The first sheet of a day, slot 1, group 3001, everybody present.
pub(crate) fn sheet(on: NaiveDate, roster: Roster) -> NewRoll {
    let marks = vec![Mark::Present; roster.pupils().len()].into();
    NewRoll {
        on,
        slot: SlotNo::new(1).unwrap(),
        group: GroupNo::new(3001),
        revision: 0,
        sheet: 0,
        roster,
        marks,
        entered_at: None,
        late_reason: None,
    }
}

pub(crate) fn amounts(due: i64, waived: i64) -> Amounts {
    let fen = |fen| Fen::new(fen).unwrap();
    let class_hours = ClassHours::new(u32::try_from(due / 200).unwrap());
    Amounts {
        due: fen(due),
        waived: fen(waived),
        payable: fen(due - waived),
        held: fen(7),
        class_hours,
    }
}

pub(crate) fn statement(revision: u32, bills: &[BillRow]) -> StatementRow {
    let due: i64 = bills.iter().map(|bill| bill.amounts.due.as_fen()).sum();
    let waived: i64 = bills.iter().map(|bill| bill.amounts.waived.as_fen()).sum();
    StatementRow {
        month: march(),
        revision,
        pupils: u32::try_from(bills.len()).unwrap(),
        amounts: amounts(due, waived),
        billed_on: NaiveDate::from_ymd_opt(2023, 4, 7).unwrap(),
        policy_id: "a-policy".to_owned(),
        facts_change: ChangeNo::new(1),
        payee_item: Some(1),
    }
}

pub(crate) fn bill(pupil: u32, revision: u32, (due, waived): (i64, i64)) -> BillRow {
    let lines =
        vec![1, u8::try_from(pupil % 256).unwrap(), u8::try_from(revision).unwrap(), 0, 255];
    BillRow { pupil: PupilNo::new(pupil), revision, amounts: amounts(due, waived), lines }
}

pub(crate) fn finding(code: &str, pupil: Option<u32>) -> StoredFinding {
    StoredFinding {
        code: code.to_owned(),
        class: Some(ClassRef { grade: Grade::new(3).unwrap(), number: 1 }),
        pupil: pupil.map(PupilNo::new),
        on: Some(day(6)),
        slot: Some(SlotNo::new(1).unwrap()),
        marks: 3,
    }
}

pub(crate) async fn save_rolls(
    store: &Store,
    entry: kehou_store::Entry,
    rolls: Vec<NewRoll>,
) -> Result<kehou_store::Written, kehou_store::StoreError> {
    let save = work(move |tx| {
        let rolls = rolls.clone();
        Box::pin(async move {
            tx.save_rosters(rolls.iter().map(|roll| &roll.roster)).await?;
            tx.save_rolls(&rolls).await?;
            Ok(Vec::new())
        })
    });
    store.write(entry, save).await
}

pub(crate) async fn save_month(
    store: &Store,
    entry: kehou_store::Entry,
    (statement, bills, findings): (StatementRow, Vec<BillRow>, Vec<StoredFinding>),
) -> Result<kehou_store::Written, kehou_store::StoreError> {
    let save = work(move |tx| {
        let (statement, bills, findings) = (statement.clone(), bills.clone(), findings.clone());
        Box::pin(async move {
            tx.save_month(&statement, &bills, &findings).await?;
            Ok(Vec::new())
        })
    });
    store.write(entry, save).await
}

pub(crate) async fn publish(
    store: &Store,
    entry: kehou_store::Entry,
    (revision, on): (u32, NaiveDate),
) -> Result<kehou_store::Written, kehou_store::StoreError> {
    let publish = work(move |tx| {
        Box::pin(async move {
            tx.publish(march(), revision, on).await?;
            Ok(Vec::new())
        })
    });
    store.write(entry, publish).await
}

async fn item<S: Strategy>(store: &Store, place: (SchoolId, Option<u32>), strategy: S) -> Checked
where
    S::Value: Fact + Clone,
{
    let (ledger, pupil) = place;
    let versions = several(&strategy, 2).into_iter().zip(1..).map(|(value, item)| ItemVersion {
        pupil: pupil.map(PupilNo::new),
        item,
        value,
        removed: false,
    });
    save(store, entry(ledger, S::Value::TABLE), versions.collect()).await?;
    Ok(())
}

/// Fills every table; the same on every database.
pub(crate) async fn fill(store: &Store) -> Result<SchoolId, TestError> {
    let school = number_schools(store, 2).await?[0];
    let (here, pupil, county) = ((school, None), (school, Some(5)), (SchoolId::COUNTY, None));
    item(store, county, arbitrary::working_day()).await?;
    item(store, county, arbitrary::policy_version()).await?;
    item(store, county, arbitrary::checklist()).await?;
    item(store, county, arbitrary::campaign_act()).await?;
    item(store, county, arbitrary::inspector()).await?;
    item(store, county, arbitrary::routine_visit()).await?;
    item(store, county, arbitrary::case_act()).await?;
    item(store, county, arbitrary::case_reporter()).await?;
    item(store, county, arbitrary::entry_act()).await?;
    item(store, here, arbitrary::principal_post()).await?;
    item(store, here, arbitrary::practice_act()).await?;
    item(store, here, arbitrary::profile()).await?;
    item(store, here, arbitrary::closure()).await?;
    item(store, here, arbitrary::term()).await?;
    item(store, here, arbitrary::calendar_entry()).await?;
    item(store, here, arbitrary::planned_slot()).await?;
    item(store, here, arbitrary::fee_notice()).await?;
    item(store, here, arbitrary::payee()).await?;
    item(store, here, arbitrary::month_lock()).await?;
    item(store, here, arbitrary::answer_sheet()).await?;
    item(store, here, arbitrary::veto_decision()).await?;
    item(store, here, arbitrary::safety_item()).await?;
    item(store, here, arbitrary::attachment()).await?;
    item(store, here, arbitrary::attachment_piece()).await?;
    item(store, pupil, arbitrary::pupil_id()).await?;
    item(store, pupil, arbitrary::person()).await?;
    item(store, pupil, arbitrary::guardian()).await?;
    item(store, pupil, arbitrary::placement()).await?;
    item(store, pupil, arbitrary::application()).await?;
    item(store, pupil, arbitrary::waiver()).await?;
    item(store, here, arbitrary::finding_act()).await?;
    let rolls = (1..=3).map(|n| sheet(day(n), roster([4, 5, 6]))).collect();
    save_rolls(store, entry(school, "rolls"), rolls).await?;
    let bills = vec![bill(4, 0, (400, 0)), bill(5, 0, (600, 600))];
    let month = (statement(0, &bills), bills, vec![finding("R12", None), finding("R03", Some(5))]);
    save_month(store, entry(school, "month"), month).await?;
    publish(store, entry(school, "publication"), (0, day(31))).await?;
    let add =
        work(|tx| Box::pin(async move { Ok(vec![tx.add_import(&import()).await?.number()]) }));
    store.write(entry(SchoolId::COUNTY, "import"), add).await?;
    let nothing = work(|_| Box::pin(async { Ok(vec![3]) }));
    store.write(entry(school, "nothing"), nothing).await?;
    Ok(school)
}

fn import() -> ImportRow {
    ImportRow {
        id: ImportId::new(0),
        request_id: "import".to_owned(),
        fingerprint: vec![7; 32],
        month: march(),
        state: ImportState::Staged,
        staged_by: "coordinator".to_owned(),
        staged_at: noon(0),
        reason: String::new(),
        files: String::new(),
        preview: String::new(),
        needs_confirmation: false,
        confirmed_by: None,
        completed_at: None,
    }
}
