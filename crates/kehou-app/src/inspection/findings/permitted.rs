//! Who may do which deed: the table.

use kehou_inspection::DeedKind;

use crate::Permission::{self, *};

/// Whether a deed is done only by the office whose desk the finding is on.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum DeskDuty {
    /// By anybody who has the permission.
    Anybody,
    /// By the office whose desk it is.
    ItsOffice,
    /// By the office whose desk it is, or the leading group.
    ItsOfficeOrLeadingGroup,
}

/// Deeds are rows: the permission that each needs, and whether it is the office's alone.
///
/// INTERPRETATION: the offices share the duties by subject (O3 charging, O4 content and form, O6 safety), so a
/// finding is decided by the office of its subject and by no other. Opening, putting it to the school and
/// verifying are open to every office and inspector: who sees a problem reports it, and who verifies is chosen
/// for having no ties.
///
/// # Clauses
///
/// I9, I6, O1, O3, O4, O6, O9.
#[rustfmt::skip]
const DEEDS: [(DeedKind, Permission, DeskDuty); 15] = {
    use DeskDuty::*;
    [
        (DeedKind::Open,     OpenFindings,     Anybody),
        (DeedKind::Notify,   OpenFindings,     Anybody),
        (DeedKind::Measure,  AnswerFindings,   Anybody),
        (DeedKind::Respond,  AnswerFindings,   Anybody),
        (DeedKind::Lapse,    DecideFindings,   ItsOffice),
        (DeedKind::Confirm,  DecideFindings,   ItsOffice),
        (DeedKind::Withdraw, DecideFindings,   ItsOffice),
        (DeedKind::Order,    DecideFindings,   ItsOffice),
        (DeedKind::Announce, DecideFindings,   ItsOffice),
        (DeedKind::Extend,   DecideFindings,   ItsOffice),
        (DeedKind::Submit,   AnswerFindings,   Anybody),
        (DeedKind::Verify,   VerifyFindings,   Anybody),
        (DeedKind::Close,    DecideFindings,   ItsOffice),
        (DeedKind::Reopen,   DecideFindings,   ItsOffice),
        (DeedKind::Escalate, EscalateFindings, ItsOfficeOrLeadingGroup),
    ]
};

/// The permission that a deed needs.
#[must_use]
pub fn permission_for(deed: DeedKind) -> Permission {
    // What the table does not name is a decision, which fewest may take; a test walks all deeds.
    row(deed).map_or(DecideFindings, |(_, permission, _)| *permission)
}

/// Whether a deed is done only by the office whose desk the finding is on.
#[must_use]
pub fn duty_of(deed: DeedKind) -> DeskDuty {
    row(deed).map_or(DeskDuty::ItsOffice, |(_, _, duty)| *duty)
}

fn row(deed: DeedKind) -> Option<&'static (DeedKind, Permission, DeskDuty)> {
    DEEDS.iter().find(|(kind, ..)| *kind == deed)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_deed_stands_once_in_the_table() {
        let kinds: Vec<DeedKind> = DEEDS.iter().map(|(kind, ..)| *kind).collect();
        assert_eq!(kinds, DeedKind::ALL);
    }

    #[test]
    fn schools_answer_offices_decide_and_decisions_stay_at_one_desk() {
        for deed in DeedKind::ALL {
            let permission = permission_for(*deed);
            let of_school =
                matches!(deed, DeedKind::Measure | DeedKind::Respond | DeedKind::Submit);
            assert_eq!(permission == AnswerFindings, of_school, "{deed:?}");
            let is_decision = permission == DecideFindings;
            assert_eq!(duty_of(*deed) == DeskDuty::ItsOffice, is_decision, "{deed:?}");
        }
        assert_eq!(permission_for(DeedKind::Verify), VerifyFindings);
        assert_eq!(duty_of(DeedKind::Escalate), DeskDuty::ItsOfficeOrLeadingGroup);
    }
}
