//! Roles.

use kehou_units::Fault;

use crate::coded::coded;

coded! {
    /// The roles of the county's books. (O1–O9)
    Role is a "role":
    /// The programme office (基础教育与学前教育科). (O4)
    Programme "programme";
    /// The finance and audit office (计划财务与审计科), or a school's treasurer. (O3)
    Finance "finance";
    /// A town's education office (镇街教办). (O9)
    TownOffice "town_office";
    /// The principal of a school (校长). (O9)
    HeadTeacher "head_teacher";
    /// The coordinator of a school's service. (O9)
    Coordinator "coordinator";
    /// A class teacher (班主任). (O9)
    ClassTeacher "class_teacher";
    /// The aid officer (资助). (O9)
    AidOfficer "aid_officer";
    /// An auditor, who reads only. (O9)
    Auditor "auditor";
    /// A guardian, for their own children. (O9)
    Guardian "guardian";
    /// A machine account, such as a school's student information system. (O9)
    Machine "machine";
    /// The leading group (领导小组), which decides on serious cases. (O1)
    LeadingGroup "leading_group";
    /// Personnel (人事科), who keep principals' files. (O2)
    Personnel "personnel";
    /// The office of law and safety (政策法规与安全监督科). (O6)
    SafetyOffice "safety_office";
    /// The discipline office (机关纪委). (O8)
    Discipline "discipline";
    /// An inspector, also a school's responsible one (责任督学). (O9, I6)
    Inspector "inspector";
}

/// A text is none of the codes that are known.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("`{text}` is no {what}; write one of {known}")]
pub struct UnknownCode {
    what: &'static str,
    text: String,
    known: String,
}

impl UnknownCode {
    pub(crate) fn new(
        what: &'static str,
        text: &str,
        known: impl Iterator<Item = &'static str>,
    ) -> Self {
        Self { what, text: text.to_owned(), known: known.collect::<Vec<_>>().join(", ") }
    }

    /// The stable code of this error.
    #[must_use]
    pub const fn code(&self) -> &'static str {
        "ACCESS_CODE_UNKNOWN"
    }

    /// The kind of failure.
    #[must_use]
    pub const fn fault(&self) -> Fault {
        Fault::Invalid
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn codes_are_read_back_and_others_refused() {
        for role in Role::ALL {
            assert_eq!(role.code().parse(), Ok(*role));
        }
        let refused = "Finance".parse::<Role>().unwrap_err().to_string();
        assert!(refused.starts_with("`Finance` is no role; write one of programme, finance, "));
    }
}
