//! The kinds of files that a county hands in.

use kehou_policy::CheckId;
use kehou_registry::{Defect, FindingCode};

/// What a table of rows is about; recognised by its headings.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Kind {
    /// The management list of schools (学校名单).
    Schools,
    /// The roster of pupils (学生名册).
    Pupils,
    /// Applications of guardians (申请表).
    Applications,
    /// Service plans (服务计划).
    Plans,
    /// Fee notices (收费公示).
    Notices,
    /// Payee channels (收款渠道).
    Payees,
    /// Waiver lists (减免名单).
    Waivers,
    /// School calendars (校历).
    Calendar,
    /// The public working-day calendar (工作日历).
    WorkingDays,
    /// Attendance rolls (考勤), a column per slot or a row per mark.
    Rolls,
}

impl Kind {
    /// Every kind, in the order in which they build on each other.
    pub const ALL: [Self; 10] = [
        Self::Schools,
        Self::Pupils,
        Self::Applications,
        Self::Plans,
        Self::Notices,
        Self::Payees,
        Self::Waivers,
        Self::Calendar,
        Self::WorkingDays,
        Self::Rolls,
    ];

    /// The stable code of this kind.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::Schools => "schools",
            Self::Pupils => "pupils",
            Self::Applications => "applications",
            Self::Plans => "plans",
            Self::Notices => "notices",
            Self::Payees => "payees",
            Self::Waivers => "waivers",
            Self::Calendar => "calendar",
            Self::WorkingDays => "working_days",
            Self::Rolls => "rolls",
        }
    }

    /// What schools call a file of this kind.
    #[must_use]
    pub const fn zh(self) -> &'static str {
        match self {
            Self::Schools => "学校名单",
            Self::Pupils => "学生名册",
            Self::Applications => "申请表",
            Self::Plans => "服务计划",
            Self::Notices => "收费公示",
            Self::Payees => "收款渠道",
            Self::Waivers => "减免名单",
            Self::Calendar => "校历",
            Self::WorkingDays => "工作日历",
            Self::Rolls => "考勤",
        }
    }

    /// What is found for every pupil when no file of this kind is handed in.
    ///
    /// Empty where nothing is found: without schools or pupils there is nobody to bill, without
    /// waivers everybody pays, and without working days Monday to Friday are taken.
    #[must_use]
    pub const fn findings_when_missing(self) -> &'static [FindingCode] {
        match self {
            Self::Applications => &[FindingCode::Check(CheckId::R02)],
            Self::Plans => &[FindingCode::Defect(Defect::NotScheduled)],
            Self::Notices => &[FindingCode::Check(CheckId::R10)],
            Self::Payees => &[FindingCode::Check(CheckId::R08)],
            Self::Calendar => &[FindingCode::Check(CheckId::R04)],
            Self::Rolls => &[FindingCode::Defect(Defect::NotRecorded)],
            Self::Schools | Self::Pupils | Self::Waivers | Self::WorkingDays => &[],
        }
    }
}
