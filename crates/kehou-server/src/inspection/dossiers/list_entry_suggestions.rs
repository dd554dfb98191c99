//! Lists what the system would propose for principals' files.

use kehou_app::inspection::dossiers::{EntrySuggestion, SuggestionCause, entry_suggestions};
use kehou_wire::{
    inspection::dossiers::suggestion_out,
    pb::inspection::{ListEntrySuggestionsRequest, ListEntrySuggestionsResponse},
};

use crate::{books::Call, refusal::Refusal};

pub(crate) async fn list_entry_suggestions(
    call: Call,
    ListEntrySuggestionsRequest {}: ListEntrySuggestionsRequest,
) -> Result<ListEntrySuggestionsResponse, Refusal> {
    let found = entry_suggestions(&call.app, &call.who).await?;
    let out = |it: &EntrySuggestion| {
        let basis = match it.cause {
            SuggestionCause::Finding(number, cause) => Ok((number, cause)),
            SuggestionCause::Case(number) => Err(number),
        };
        suggestion_out(&it.school, basis)
    };
    Ok(ListEntrySuggestionsResponse { suggestions: found.iter().map(out).collect() })
}
