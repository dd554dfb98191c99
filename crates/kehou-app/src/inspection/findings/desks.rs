//! Who sits at which desk.

use kehou_inspection::{Desk, Gravity};
use kehou_registry::SchoolCode;

use super::permitted::DeskDuty;
use crate::{AppError, Grant, Principal, Refusal, RefusalCode, Role, ScopeKind};

/// The desks of the roles; a role that is not named sits at none.
///
/// # Clauses
///
/// O1–O4, O6, O8, O9.
const SEATS: [(Role, ScopeKind, Desk); 8] = [
    (Role::HeadTeacher, ScopeKind::School, Desk::School),
    (Role::Coordinator, ScopeKind::School, Desk::School),
    (Role::Programme, ScopeKind::County, Desk::Programme),
    (Role::Finance, ScopeKind::County, Desk::Finance),
    (Role::SafetyOffice, ScopeKind::County, Desk::Safety),
    (Role::Discipline, ScopeKind::County, Desk::Discipline),
    (Role::Personnel, ScopeKind::County, Desk::Personnel),
    (Role::LeadingGroup, ScopeKind::County, Desk::LeadingGroup),
];

fn desk_of(grant: &Grant) -> Option<Desk> {
    let seat = |(role, kind, _): &&(Role, ScopeKind, Desk)| {
        *role == grant.role && *kind == grant.scope.kind()
    };
    SEATS.iter().find(seat).map(|(_, _, desk)| *desk)
}

/// The desks at which a principal sits, in the order of [`Desk::ALL`], each once.
#[must_use]
pub fn desks_of(who: &Principal) -> Vec<Desk> {
    let mut desks: Vec<Desk> = who.grants.iter().filter_map(desk_of).collect();
    desks.sort_unstable();
    desks.dedup();
    desks
}

/// Whether a principal sits at a desk for a school: at an office's for all of them, at a school's own
/// for that school.
pub(super) fn sits_at(who: &Principal, desk: Desk, school: &SchoolCode) -> bool {
    who.grants.iter().any(|grant| {
        let is_near = desk != Desk::School || grant.scope.lies_in(school);
        desk_of(grant) == Some(desk) && is_near
    })
}

/// Refuses what only the office of a finding may do to everybody else.
///
/// # Errors
///
/// [`RefusalCode::FindingOtherDesk`].
pub(super) fn refuse_other_desk(
    seats: &[Desk],
    duty: DeskDuty,
    gravity: Gravity,
) -> Result<(), AppError> {
    let office = Desk::of(gravity);
    let sits = |desk: Desk| seats.contains(&desk);
    let may = match duty {
        DeskDuty::Anybody => true,
        DeskDuty::ItsOffice => sits(office),
        DeskDuty::ItsOfficeOrLeadingGroup => sits(office) || sits(Desk::LeadingGroup),
    };
    if may {
        return Ok(());
    }
    Err(Refusal::new(RefusalCode::FindingOtherDesk).with("desk", office.code()).into())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Scope;

    #[test]
    fn offices_sit_in_the_county_and_schools_at_home() {
        let school = |code: &str| Scope::School(code.parse().unwrap());
        let grant = |role, scope| Grant { role, scope };
        let who = Principal {
            subject: "two-hats".to_owned(),
            grants: vec![
                grant(Role::Finance, Scope::County),
                grant(Role::HeadTeacher, school("3708290001")),
                grant(Role::Auditor, Scope::County),
                grant(Role::Finance, school("3708290002")),
            ],
        };
        assert_eq!(desks_of(&who), [Desk::School, Desk::Finance]);
        let (own, other) = ("3708290001".parse().unwrap(), "3708290002".parse().unwrap());
        assert!(sits_at(&who, Desk::School, &own) && sits_at(&who, Desk::Finance, &other));
        assert!(!sits_at(&who, Desk::School, &other), "a treasurer has no desk");
    }

    #[test]
    fn a_finding_is_decided_at_one_desk() {
        let refused = |seats: &[Desk], duty, gravity| {
            refuse_other_desk(seats, duty, gravity).is_err_and(|e| e.code() == "FINDING_OTHER_DESK")
        };
        use DeskDuty::*;
        assert!(refused(&[Desk::Programme], ItsOffice, Gravity::Safety));
        assert!(!refused(&[Desk::Programme, Desk::Safety], ItsOffice, Gravity::Safety));
        assert!(refused(&[Desk::LeadingGroup], ItsOffice, Gravity::Ordinary));
        assert!(!refused(&[Desk::LeadingGroup], ItsOfficeOrLeadingGroup, Gravity::Ordinary));
        assert!(!refused(&[], Anybody, Gravity::IllegalCharging));
    }
}
