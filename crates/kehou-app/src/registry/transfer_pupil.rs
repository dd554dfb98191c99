//! Transferring a pupil to another school: two transactions with one id. (C5)

mod join;
mod leave;

use chrono::NaiveDate;
use kehou_registry::{Guardian, Placement, PupilNo, SchoolCode};
use kehou_store::{Book, ChangeNo, Owner, Person, Places, PupilId, SchoolId, StoreError, Written};
use kehou_units::Period;
use sha2::{Digest, Sha256};
use uuid::Uuid;

use self::{join::Joining, leave::Leaving};
use super::{elsewhere::of_person, pupil::unknown};
use crate::{App, AppError, Ask, Permission, Principal, Refusal, RefusalCode, boxed};

/// A pupil who leaves one school and comes to another.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TransferPupil {
    /// The school that is left.
    pub from: SchoolCode,
    /// The pupil there.
    pub pupil: PupilNo,
    /// The last day on its roll.
    pub last_day: NaiveDate,
    /// The school that is joined.
    pub to: SchoolCode,
    /// The first day on its roll, after the last day.
    pub first_day: NaiveDate,
    /// Class and boarding there.
    pub placement: Placement,
    /// The tag of the pupil that the caller read at the school that is left.
    pub etag: Option<ChangeNo>,
}

/// What became of a transfer.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Transferred {
    /// What was recorded at the school that was left.
    pub left: Written,
    /// What was recorded at the school that was joined.
    pub joined: Written,
    /// The number there.
    pub pupil: PupilNo,
    /// The id of the transfer, which both changes answer.
    pub transfer: Uuid,
}

/// Transfers a pupil: one transaction at the school that is left, one at the school that is joined, both
/// under the same request id and with the same transfer id. If the second did not come about, calling
/// again finishes the transfer. The child keeps the person id; name, student number and guardians are
/// copied, applications end with the school that is left, and waivers are entered anew. A child who comes
/// back to a school has the old number there.
///
/// # Errors
///
/// Forbidden unless the principal may write pupils of both schools; [`RefusalCode::ReasonMissing`],
/// [`RefusalCode::PupilUnknown`], [`RefusalCode::NotPlaced`] when the pupil is not on the roll on the last
/// day, [`RefusalCode::TransferWithin`], [`RefusalCode::TransferDays`], [`RefusalCode::SchoolNotOpen`] when
/// the school that is joined is not open on the first day, [`RefusalCode::TransferPlaced`] when a school
/// has the child on its roll from then on, [`RefusalCode::StudentNumberTaken`], [`RefusalCode::Stale`];
/// [`StoreError::ImportUnfinished`] while an import is being stored anywhere; failures of the books.
///
/// # Clauses
///
/// C5, F14.
#[boxed]
pub async fn transfer_pupil(
    app: &App,
    (who, ask): (&Principal, Ask),
    transfer: TransferPupil,
) -> Result<Transferred, AppError> {
    let from = app.admit(who, Permission::WritePupils, &transfer.from).await?;
    let to = app.admit(who, Permission::WritePupils, &transfer.to).await?;
    let ask = ask.with_reason()?;
    let id = transfer_id(&transfer, &ask);
    let entry = app.entry((who, ask.clone()), from, "registry.leave_school");
    let leaving = Leaving { transfer: transfer.clone(), id, to };
    let left = app.store.write(entry, leaving).await?;
    let entry = app.entry((who, ask), to, "registry.join_school");
    let joined = app.store.write(entry, Joining { transfer, id, from }).await?;
    let number = joined.numbers.first().and_then(|number| u32::try_from(*number).ok());
    let bad = || StoreError::bad_row("change", "the answer to a transfer");
    let pupil = PupilNo::new(number.ok_or_else(bad)?);
    Ok(Transferred { left, joined, pupil, transfer: id })
}

/// The id of a transfer follows from its request, so that both schools record the same.
fn transfer_id(transfer: &TransferPupil, ask: &Ask) -> Uuid {
    let TransferPupil { from, pupil, to, .. } = transfer;
    let text = format!("transfer\0{}\0{from}\0{pupil}\0{to}", ask.request_id);
    let hash: [u8; 32] = Sha256::digest(text).into();
    let (first, _) = hash.split_at(16);
    let mut bytes = [0; 16];
    bytes.copy_from_slice(first);
    uuid::Builder::from_custom_bytes(bytes).into_uuid()
}

/// The id of a transfer as the two numbers that a change answers.
fn numbers_of(id: Uuid) -> [i64; 2] {
    let (high, low) = id.as_u64_pair();
    [high.cast_signed(), low.cast_signed()]
}

/// Who is transferred, as the school that is left knows the child.
struct Child {
    id: PupilId,
    person: Person,
    guardians: Vec<Guardian>,
}

impl Child {
    async fn read(book: &Book<'_>, transfer: &TransferPupil) -> Result<Self, AppError> {
        let owner = Owner::Pupil(transfer.pupil);
        let unknown = || unknown(&transfer.from, transfer.pupil);
        let id = book.of::<PupilId>(owner).await?.pop().ok_or_else(unknown)?.value;
        let person = book.of::<Person>(owner).await?.pop().ok_or_else(unknown)?.value;
        let guardians = book.of::<Guardian>(owner).await?;
        let guardians = guardians.into_iter().map(|stored| stored.value).collect();
        Ok(Self { id, person, guardians })
    }
}

/// Refuses a transfer that does not fit what other schools than the one that is written know; both of its
/// halves ask. `to` are the books of the school that is joined.
async fn refuse_obstacle(
    places: &Places<'_>,
    (written, to): (SchoolId, &Book<'_>),
    transfer: &TransferPupil,
    person: Uuid,
) -> Result<(), AppError> {
    let TransferPupil { last_day, first_day, .. } = transfer;
    if transfer.from == transfer.to {
        return Err(Refusal::new(RefusalCode::TransferWithin).with("school", &transfer.to).into());
    }
    if first_day <= last_day {
        let refusal = Refusal::new(RefusalCode::TransferDays).with("first_day", first_day);
        return Err(refusal.with("last_day", last_day).into());
    }
    if to.school(transfer.to.clone()).await?.profile(*first_day).is_none() {
        let refusal = Refusal::new(RefusalCode::SchoolNotOpen).with("school", &transfer.to);
        return Err(refusal.with("on", first_day).into());
    }
    let days = Period::since(*first_day);
    for seen in of_person(places, written, person).await? {
        let is_this = seen.school == to.ledger() && seen.days.contains(&(days, transfer.placement));
        if let Some(on) = seen.shares([&days]).filter(|_| !is_this) {
            return Err(Refusal::new(RefusalCode::TransferPlaced).with("on", on).into());
        }
    }
    Ok(())
}
