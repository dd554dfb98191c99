//! Who asks.

use kehou_registry::{ClassRef, DivisionCode, PupilNo, SchoolCode};

/// Somebody who was recognised, with what they were granted.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Principal {
    /// The stable name of the person or machine in the record of changes.
    pub subject: String,
    /// What they may act as, and where.
    pub grants: Vec<Grant>,
}

/// One role within one scope.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Grant {
    /// The role.
    pub role: Role,
    /// Where it holds.
    pub scope: Scope,
}

/// The roles of the county's books. (O1–O9)
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Role {
    /// The programme office (基础教育与学前教育科). (O4)
    Programme,
    /// The finance and audit office (计划财务与审计科), or a school's treasurer. (O3)
    Finance,
    /// A town's education office (镇街教办). (O9)
    TownOffice,
    /// The principal of a school (校长). (O9)
    HeadTeacher,
    /// The coordinator of a school's service. (O9)
    Coordinator,
    /// A class teacher (班主任). (O9)
    ClassTeacher,
    /// The aid officer (资助). (O9)
    AidOfficer,
    /// An auditor, who reads only. (O9)
    Auditor,
    /// A guardian, for their own children. (O9)
    Guardian,
    /// A machine account, such as a school's student information system. (O9)
    Machine,
}

/// Where a role holds.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Scope {
    /// The whole county.
    County,
    /// The schools that a town's education office runs.
    Town(DivisionCode),
    /// One school.
    School(SchoolCode),
    /// One class of a school.
    Class(SchoolCode, ClassRef),
    /// Some pupils: a guardian's children.
    Children(Vec<(SchoolCode, PupilNo)>),
}
