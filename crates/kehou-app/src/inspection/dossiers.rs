//! Cases of the discipline office, and principals' files. (I10, O8)
//!
//! Both stand in the county's books, sealed. Whoever may not read them learns neither what they say nor
//! whom they are about: what is not theirs does not exist.

mod advance_case;
mod advance_entry;
mod cases;
mod entries;
mod known;
mod posts;
mod propose_entry;
mod receive_case;
mod sight;
mod suggestions;
mod tasks;

pub use advance_case::{AdvanceCase, advance_case};
pub use advance_entry::{AdvanceEntry, advance_entry, permission_for_entry};
pub use cases::{ListCases, case, cases, reporter};
pub use entries::{EntrySight, FileSight, ListEntries, entries, entry, principal_file};
pub(crate) use known::acts_by_number;
pub use known::{KnownCase, KnownEntry};
pub use posts::{PutPosts, posts, put_posts};
pub use propose_entry::{EntryBasis, ProposeEntry, ProposedEntry, propose_entry};
pub use receive_case::{CaseOrigin, ReceiveCase, ReceivedCase, receive_case};
pub use suggestions::{EntrySuggestion, SuggestionCause, entry_suggestions};
pub(crate) use tasks::entry_tasks;
