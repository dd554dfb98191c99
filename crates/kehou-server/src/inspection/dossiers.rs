//! `DossierService`.

mod advance_case;
mod advance_entry;
mod get_case;
mod get_entry;
mod get_file;
mod get_posts;
mod get_reporter;
mod list_cases;
mod list_entries;
mod list_entry_suggestions;
mod propose_entry;
mod put_posts;
mod receive_case;

use kehou_app::inspection::dossiers::{EntrySight, KnownCase, KnownEntry};
use kehou_wire::{
    inspection::dossiers::{EntryLook, case_out, open_out, sealed_out},
    pb::inspection::{dossier_service_server::DossierService, *},
};

use crate::books::serve_calls;

serve_calls! {
    DossierService for DossierCalls:
    receive_case(ReceiveCaseRequest) -> ReceiveCaseResponse;
    advance_case(AdvanceCaseRequest) -> AdvanceCaseResponse;
    get_case(GetCaseRequest) -> GetCaseResponse;
    list_cases(ListCasesRequest) -> ListCasesResponse;
    get_reporter(GetReporterRequest) -> GetReporterResponse;
    propose_entry(ProposeEntryRequest) -> ProposeEntryResponse;
    advance_entry(AdvanceEntryRequest) -> AdvanceEntryResponse;
    get_entry(GetEntryRequest) -> GetEntryResponse;
    list_entries(ListEntriesRequest) -> ListEntriesResponse;
    get_file(GetFileRequest) -> GetFileResponse;
    list_entry_suggestions(ListEntrySuggestionsRequest) -> ListEntrySuggestionsResponse;
    put_posts(PutPostsRequest) -> PutPostsResponse;
    get_posts(GetPostsRequest) -> GetPostsResponse;
}

/// A case as messages carry it.
fn case_view(known: &KnownCase) -> DisciplineCase {
    case_out((known.number, &known.case), known.etag.number())
}

/// An entry that is shown as it stands.
fn open_view(known: &KnownEntry) -> FileEntry {
    let KnownEntry { number, entry, acts, etag } = known;
    open_out(&EntryLook { number: *number, entry, acts, etag: etag.number() })
}

/// An entry as its reader sees it.
fn entry_view(sight: &EntrySight) -> FileEntry {
    match sight {
        EntrySight::Open(known) => open_view(known),
        EntrySight::Sealed { number, by } => sealed_out(Some(*number), by),
    }
}

/// A number as messages carry it.
fn number(number: u32) -> i32 {
    i32::try_from(number).unwrap_or(i32::MAX)
}
