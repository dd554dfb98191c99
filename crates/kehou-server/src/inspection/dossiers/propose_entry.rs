//! Proposes an entry of a principal's file.

use kehou_app::inspection::dossiers::{EntryBasis, ProposeEntry, propose_entry as write};
use kehou_wire::{
    inspection::dossiers::{EntryBasisAsked, ProposeEntryQuestion},
    pb::inspection::{ProposeEntryRequest, ProposeEntryResponse},
};

use super::number;
use crate::{
    books::{Call, ask, receipt},
    refusal::Refusal,
};

pub(crate) async fn propose_entry(
    call: Call,
    request: ProposeEntryRequest,
) -> Result<ProposeEntryResponse, Refusal> {
    let question = ProposeEntryQuestion::read(request)?;
    let ProposeEntryQuestion { write: head, basis, corrects } = question;
    let (ask, _) = ask(head);
    let basis = match basis {
        EntryBasisAsked::Finding(school, number) => EntryBasis::Finding { school, number },
        EntryBasisAsked::Case(number, fact_on) => EntryBasis::Case { number, fact_on },
    };
    let proposed = write(&call.app, (&call.who, ask), ProposeEntry { basis, corrects }).await?;
    let receipt = Some(receipt(&proposed.written).message());
    Ok(ProposeEntryResponse { receipt, entry_no: number(proposed.number) })
}
