//! What acts on findings are judged by, and how they are signed.

use std::sync::LazyLock;

use kehou_inspection::{PersonRef, RectificationRules, Signature, WrittenError};
use kehou_store::Tx;
use kehou_units::Dated;

use crate::Principal;

/// How long each step may take, by day: the settings that ship. Were they unreadable, no deadline could be
/// told and every act that sets one is refused; a test reads them.
static RULES: LazyLock<Dated<RectificationRules>> =
    LazyLock::new(|| RectificationRules::shipped().unwrap_or_default());

/// How long each step may take, by day.
pub(crate) fn rectification_rules() -> &'static Dated<RectificationRules> {
    &RULES
}

/// A principal as papers name them.
///
/// # Errors
///
/// [`WrittenError`] when their name can't be written down, such as one with blanks.
pub(super) fn person(who: &Principal) -> Result<PersonRef, WrittenError> {
    who.subject.parse()
}

/// The signature of somebody under what is written now; instants never go back within a ledger.
pub(super) fn signed(by: &PersonRef, tx: &Tx<'_>) -> Signature {
    Signature { by: by.clone(), at: tx.at() }
}
