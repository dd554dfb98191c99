//! The second half of a transfer: the child comes to a school.

use kehou_registry::{Placement, PupilNo};
use kehou_store::{Book, ItemVersion, Owner, Person, PupilId, SchoolId, Stored, Tx, Work};
use kehou_units::Period;
use uuid::Uuid;

use super::{Child, TransferPupil, numbers_of, refuse_obstacle};
use crate::{AppError, Refusal, RefusalCode, registry::replace::replace};

/// The item of what a pupil has but one of.
const ONLY: u32 = 1;

pub(super) struct Joining {
    pub(super) transfer: TransferPupil,
    pub(super) id: Uuid,
    pub(super) from: SchoolId,
}

impl Work for Joining {
    type Refusal = AppError;

    async fn run(&self, tx: &Tx<'_>) -> Result<Vec<i64>, AppError> {
        let (book, places) = (tx.book(), tx.hold_places().await?);
        let child = Child::read(&places.book(self.from).await?, &self.transfer).await?;
        let written = (book.ledger(), &book);
        refuse_obstacle(&places, written, &self.transfer, child.id.person).await?;
        let known = book.all::<PupilId>().await?;
        let known = known.iter().find(|stored| stored.value == child.id);
        let pupil = match known.and_then(|stored| stored.pupil) {
            Some(pupil) => pupil,
            None => PupilNo::new(book.last_pupil().await? + 1),
        };
        let person = joined(&child.person, (&book.all().await?, pupil))?;
        let days = Period::since(self.transfer.first_day);
        let placement = self.placement(&book, pupil, days).await?;
        if known.is_none() {
            tx.save(&[ItemVersion::of_pupil(pupil, ONLY, child.id)]).await?;
        }
        replace(tx, Some(pupil), std::slice::from_ref(&person)).await?;
        replace(tx, Some(pupil), &child.guardians).await?;
        tx.save(placement.as_slice()).await?;
        let [high, low] = numbers_of(self.id);
        Ok(vec![pupil.number().into(), high, low])
    }
}

impl Joining {
    /// The placement that begins here, unless it stands already.
    async fn placement(
        &self,
        book: &Book<'_>,
        pupil: PupilNo,
        days: Period,
    ) -> Result<Option<ItemVersion<(Period, Placement)>>, AppError> {
        let (owner, placement) = (Owner::Pupil(pupil), (days, self.transfer.placement));
        let stands = book.of::<(Period, Placement)>(owner).await?;
        if stands.iter().any(|stored| stored.value == placement) {
            return Ok(None);
        }
        let shared = stands.iter().filter_map(|stored| stored.value.0.intersection(&days)).min();
        if let Some(shared) = shared {
            let refusal = Refusal::new(RefusalCode::TransferPlaced);
            return Err(refusal.with("on", shared.first()).into());
        }
        let item = book.last_item::<(Period, Placement)>(owner).await? + 1;
        Ok(Some(ItemVersion::of_pupil(pupil, item, placement)))
    }
}

/// Who the child is here. The other school's own id comes along only while the student number has
/// not arrived, and only where nobody else has it.
fn joined(
    child: &Person,
    (persons, pupil): (&[Stored<Person>], PupilNo),
) -> Result<Person, Refusal> {
    let Person { name, student_number, local_id } = child.clone();
    let others = || persons.iter().filter(|stored| stored.pupil != Some(pupil));
    let mut same = others().filter(|it| it.value.student_number == student_number);
    if student_number.is_some()
        && let Some(other) = same.next().and_then(|stored| stored.pupil)
    {
        let refusal = Refusal::new(RefusalCode::StudentNumberTaken);
        return Err(refusal.with("entry", 1).with("pupil", other));
    }
    let own = persons.iter().find(|stored| stored.pupil == Some(pupil));
    let own = own.and_then(|stored| stored.value.local_id.clone());
    let is_free = |id: &String| others().all(|it| it.value.local_id.as_ref() != Some(id));
    let brought = local_id.filter(|id| student_number.is_none() && is_free(id));
    Ok(Person { name, student_number, local_id: own.or(brought) })
}
