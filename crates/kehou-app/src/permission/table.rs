//! The table: every permission, every role, how far.

use super::Permission::{self, *};
use crate::principal::{Role, ScopeKind};

/// How far a grant of a role reaches for a permission.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Reach {
    /// Nowhere.
    Nowhere,
    /// As far as the scope of the grant: the county, a town's schools, a school, a class, children.
    Scope,
    /// The whole schools in which the scope lies: a class teacher's or a guardian's school.
    School,
    /// The whole county, and only if the scope is the county.
    County,
    /// Everywhere, whatever the scope.
    Everywhere,
}

/// The kinds of scopes that each role may have. A school's treasurer is finance within a school.
const SCOPES: [(Role, &[ScopeKind]); 15] = {
    use ScopeKind::*;
    [
        (Role::Programme, &[County]),
        (Role::Finance, &[County, School]),
        (Role::TownOffice, &[Town]),
        (Role::HeadTeacher, &[School]),
        (Role::Coordinator, &[School]),
        (Role::ClassTeacher, &[Class]),
        (Role::AidOfficer, &[County, School]),
        (Role::Auditor, &[County, Town, School]),
        (Role::Guardian, &[Children]),
        (Role::Machine, &[County, School]),
        (Role::LeadingGroup, &[County]),
        (Role::Personnel, &[County]),
        (Role::SafetyOffice, &[County]),
        (Role::Discipline, &[County]),
        (Role::Inspector, &[County, Town, School]),
    ]
};

const NOT: Reach = Reach::Nowhere;
const OWN: Reach = Reach::Scope;
const SCH: Reach = Reach::School;
const CTY: Reach = Reach::County;
const ALL: Reach = Reach::Everywhere;

/// Permissions are rows, roles are columns.
///
/// # Clauses
///
/// F12 decides the rows of waivers, bills and statements; O1–O9 and I6–I10 those of inspections, cases
/// and principals' files.
#[rustfmt::skip]
const TABLE: [(Permission, [Reach; 15]); 47] = [
    //                        programme finance town_office head_teacher coordinator class_teacher aid_officer auditor guardian machine leading_group personnel safety_office discipline inspector
    (ReadSchools,          [OWN,      OWN,    OWN,        OWN,         OWN,        SCH,          OWN,        OWN,    SCH,     OWN,    OWN,          OWN,      OWN,          OWN,       OWN]),
    (ReadWorkingDays,      [ALL,      ALL,    ALL,        ALL,         ALL,        ALL,          ALL,        ALL,    ALL,     ALL,    ALL,          ALL,      ALL,          ALL,       ALL]),
    (WriteSchools,         [CTY,      NOT,    NOT,        NOT,         NOT,        NOT,          NOT,        NOT,    NOT,     NOT,    NOT,          NOT,      NOT,          NOT,       NOT]),
    (WriteTimetable,       [OWN,      NOT,    NOT,        OWN,         OWN,        NOT,          NOT,        NOT,    NOT,     NOT,    NOT,          NOT,      NOT,          NOT,       NOT]),
    (WriteNotices,         [NOT,      OWN,    NOT,        OWN,         NOT,        NOT,          NOT,        NOT,    NOT,     NOT,    NOT,          NOT,      NOT,          NOT,       NOT]),
    (WritePayees,          [NOT,      CTY,    NOT,        NOT,         NOT,        NOT,          NOT,        NOT,    NOT,     NOT,    NOT,          NOT,      NOT,          NOT,       NOT]),
    (ReadPupils,           [OWN,      OWN,    OWN,        OWN,         OWN,        OWN,          OWN,        OWN,    OWN,     OWN,    NOT,          NOT,      NOT,          NOT,       NOT]),
    (ReadContacts,         [NOT,      NOT,    NOT,        OWN,         OWN,        OWN,          NOT,        NOT,    OWN,     OWN,    NOT,          NOT,      NOT,          NOT,       NOT]),
    (WritePupils,          [OWN,      NOT,    NOT,        OWN,         OWN,        NOT,          NOT,        NOT,    NOT,     OWN,    NOT,          NOT,      NOT,          NOT,       NOT]),
    (WriteApplications,    [NOT,      NOT,    NOT,        NOT,         OWN,        OWN,          NOT,        NOT,    OWN,     OWN,    NOT,          NOT,      NOT,          NOT,       NOT]),
    (ReadWaivers,          [NOT,      OWN,    NOT,        NOT,         NOT,        NOT,          OWN,        NOT,    OWN,     NOT,    NOT,          NOT,      NOT,          NOT,       NOT]),
    (WriteWaivers,         [NOT,      OWN,    NOT,        NOT,         NOT,        NOT,          OWN,        NOT,    NOT,     NOT,    NOT,          NOT,      NOT,          NOT,       NOT]),
    (DecideWaivers,        [NOT,      OWN,    NOT,        NOT,         NOT,        NOT,          NOT,        NOT,    NOT,     NOT,    NOT,          NOT,      NOT,          NOT,       NOT]),
    (ReadRolls,            [OWN,      NOT,    OWN,        OWN,         OWN,        OWN,          NOT,        OWN,    OWN,     OWN,    NOT,          NOT,      NOT,          NOT,       NOT]),
    (SubmitRolls,          [NOT,      NOT,    NOT,        OWN,         OWN,        OWN,          NOT,        NOT,    NOT,     OWN,    NOT,          NOT,      NOT,          NOT,       NOT]),
    (LockMonth,            [NOT,      NOT,    NOT,        OWN,         OWN,        NOT,          NOT,        NOT,    NOT,     NOT,    NOT,          NOT,      NOT,          NOT,       NOT]),
    (ReopenMonth,          [NOT,      NOT,    NOT,        OWN,         NOT,        NOT,          NOT,        NOT,    NOT,     NOT,    NOT,          NOT,      NOT,          NOT,       NOT]),
    (CloseMonth,           [NOT,      OWN,    NOT,        NOT,         NOT,        NOT,          NOT,        NOT,    NOT,     NOT,    NOT,          NOT,      NOT,          NOT,       NOT]),
    (PublishStatement,     [NOT,      CTY,    NOT,        NOT,         NOT,        NOT,          NOT,        NOT,    NOT,     NOT,    NOT,          NOT,      NOT,          NOT,       NOT]),
    (ReadBills,            [NOT,      OWN,    NOT,        NOT,         NOT,        NOT,          OWN,        NOT,    OWN,     NOT,    NOT,          NOT,      NOT,          NOT,       NOT]),
    (ReadStatements,       [OWN,      OWN,    OWN,        OWN,         NOT,        NOT,          OWN,        OWN,    NOT,     NOT,    NOT,          NOT,      NOT,          NOT,       NOT]),
    (AdoptPolicy,          [NOT,      CTY,    NOT,        NOT,         NOT,        NOT,          NOT,        NOT,    NOT,     NOT,    NOT,          NOT,      NOT,          NOT,       NOT]),
    (ReadImports,          [CTY,      NOT,    NOT,        NOT,         NOT,        NOT,          NOT,        NOT,    NOT,     CTY,    NOT,          NOT,      NOT,          NOT,       NOT]),
    (ReadChanges,          [OWN,      NOT,    NOT,        NOT,         NOT,        NOT,          NOT,        OWN,    NOT,     NOT,    NOT,          NOT,      NOT,          NOT,       NOT]),
    (ReadCampaigns,        [ALL,      ALL,    ALL,        ALL,         ALL,        NOT,          NOT,        ALL,    NOT,     NOT,    ALL,          ALL,      ALL,          ALL,       ALL]),
    (RunCampaigns,         [CTY,      NOT,    NOT,        NOT,         NOT,        NOT,          NOT,        NOT,    NOT,     NOT,    NOT,          NOT,      NOT,          NOT,       NOT]),
    (ReadInspections,      [OWN,      OWN,    OWN,        OWN,         OWN,        NOT,          NOT,        OWN,    NOT,     NOT,    OWN,          OWN,      OWN,          OWN,       OWN]),
    (WriteSelfChecks,      [NOT,      NOT,    NOT,        OWN,         OWN,        NOT,          NOT,        NOT,    NOT,     NOT,    NOT,          NOT,      NOT,          NOT,       NOT]),
    (WriteVisits,          [NOT,      NOT,    NOT,        NOT,         NOT,        NOT,          NOT,        NOT,    NOT,     NOT,    NOT,          NOT,      NOT,          NOT,       OWN]),
    (DecideVetoes,         [NOT,      NOT,    NOT,        NOT,         NOT,        NOT,          NOT,        NOT,    NOT,     NOT,    OWN,          NOT,      NOT,          NOT,       NOT]),
    (WriteSafety,          [NOT,      NOT,    NOT,        OWN,         OWN,        NOT,          NOT,        NOT,    NOT,     NOT,    NOT,          NOT,      OWN,          NOT,       NOT]),
    (AttachEvidence,       [OWN,      CTY,    NOT,        OWN,         OWN,        NOT,          NOT,        NOT,    NOT,     NOT,    NOT,          NOT,      OWN,          NOT,       OWN]),
    (OpenFindings,         [OWN,      CTY,    NOT,        NOT,         NOT,        NOT,          NOT,        NOT,    NOT,     NOT,    NOT,          NOT,      OWN,          NOT,       OWN]),
    (AnswerFindings,       [NOT,      NOT,    NOT,        OWN,         OWN,        NOT,          NOT,        NOT,    NOT,     NOT,    NOT,          NOT,      NOT,          NOT,       NOT]),
    (DecideFindings,       [OWN,      CTY,    NOT,        NOT,         NOT,        NOT,          NOT,        NOT,    NOT,     NOT,    NOT,          NOT,      OWN,          NOT,       NOT]),
    (VerifyFindings,       [OWN,      CTY,    NOT,        NOT,         NOT,        NOT,          NOT,        NOT,    NOT,     NOT,    NOT,          NOT,      OWN,          NOT,       OWN]),
    (EscalateFindings,     [OWN,      CTY,    NOT,        NOT,         NOT,        NOT,          NOT,        NOT,    NOT,     NOT,    OWN,          NOT,      OWN,          NOT,       NOT]),
    (KeepCases,            [NOT,      NOT,    NOT,        NOT,         NOT,        NOT,          NOT,        NOT,    NOT,     NOT,    NOT,          NOT,      NOT,          CTY,       NOT]),
    (ReadFiles,            [NOT,      NOT,    NOT,        NOT,         NOT,        NOT,          NOT,        NOT,    NOT,     NOT,    CTY,          CTY,      NOT,          NOT,       NOT]),
    (ProposeEntries,       [NOT,      NOT,    NOT,        NOT,         NOT,        NOT,          NOT,        NOT,    NOT,     NOT,    NOT,          CTY,      NOT,          CTY,       NOT]),
    (AnswerEntries,        [NOT,      NOT,    NOT,        OWN,         NOT,        NOT,          NOT,        NOT,    NOT,     NOT,    NOT,          NOT,      NOT,          NOT,       NOT]),
    (TurnLeadingGroupKey,  [NOT,      NOT,    NOT,        NOT,         NOT,        NOT,          NOT,        NOT,    NOT,     NOT,    CTY,          NOT,      NOT,          NOT,       NOT]),
    (TurnDisciplineKey,    [NOT,      NOT,    NOT,        NOT,         NOT,        NOT,          NOT,        NOT,    NOT,     NOT,    NOT,          NOT,      NOT,          CTY,       NOT]),
    (TurnPersonnelKey,     [NOT,      NOT,    NOT,        NOT,         NOT,        NOT,          NOT,        NOT,    NOT,     NOT,    NOT,          CTY,      NOT,          NOT,       NOT]),
    (WritePosts,           [NOT,      NOT,    NOT,        NOT,         NOT,        NOT,          NOT,        NOT,    NOT,     NOT,    NOT,          CTY,      NOT,          NOT,       NOT]),
    (NominatePractices,    [OWN,      NOT,    NOT,        NOT,         NOT,        NOT,          NOT,        NOT,    NOT,     NOT,    NOT,          NOT,      NOT,          NOT,       OWN]),
    (ReviewPractices,      [CTY,      NOT,    NOT,        NOT,         NOT,        NOT,          NOT,        NOT,    NOT,     NOT,    NOT,          NOT,      NOT,          NOT,       NOT]),
];

/// How far a grant of a role reaches for a permission; nowhere unless the table says otherwise.
#[must_use]
pub fn reach_of(permission: Permission, role: Role) -> Reach {
    let row = TABLE.iter().find(|(row, _)| *row == permission);
    row.and_then(|(_, columns)| columns.get(role as usize)).copied().unwrap_or(Reach::Nowhere)
}

/// The kinds of scopes that a role may have.
#[must_use]
pub fn scopes_of(role: Role) -> &'static [ScopeKind] {
    SCOPES.iter().find(|(of, _)| *of == role).map_or(&[], |(_, kinds)| kinds)
}
