//! Nominates good practice.

use kehou_app::inspection::results::{NominatePractice, nominate_practice as write};
use kehou_wire::{
    inspection::results::NominatePracticeQuestion,
    pb::inspection::{NominatePracticeRequest, NominatePracticeResponse},
};

use crate::{
    books::{Call, ask, receipt},
    refusal::Refusal,
};

pub(crate) async fn nominate_practice(
    call: Call,
    request: NominatePracticeRequest,
) -> Result<NominatePracticeResponse, Refusal> {
    let NominatePracticeQuestion { write: head, school, what } =
        NominatePracticeQuestion::read(request)?;
    let (ask, _) = ask(head);
    let nominate = NominatePractice { school, what };
    let nominated = write(&call.app, (&call.who, ask), nominate).await?;
    let receipt = Some(receipt(&nominated.written).message());
    let practice_no = i32::try_from(nominated.number).unwrap_or(i32::MAX);
    Ok(NominatePracticeResponse { receipt, practice_no })
}
