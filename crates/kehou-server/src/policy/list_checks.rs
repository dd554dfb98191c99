//! Lists the checks that the system makes by itself.

use kehou_policy::CheckId;
use kehou_wire::{check_out, pb::policy::ListChecksResponse};
use kehou_words::Lang;

pub(crate) fn list_checks(lang: Lang) -> ListChecksResponse {
    let checks = CheckId::ALL.into_iter();
    ListChecksResponse { checks: checks.map(|check| check_out(check, lang)).collect() }
}
