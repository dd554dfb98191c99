//! The checks that the system makes by itself: one id, one condition, one severity.

use std::{fmt, str::FromStr};

use kehou_units::Fault;

use crate::RuleId;

/// What a check does when its condition holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Severity {
    /// The act is refused.
    Block,
    /// A person is called now.
    Alarm,
    /// A finding is opened, or an open one is fed.
    Finding,
    /// A person is told.
    Warning,
}

impl Severity {
    /// The word used in the register.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Block => "block",
            Self::Alarm => "alarm",
            Self::Finding => "finding",
            Self::Warning => "warning",
        }
    }
}

impl fmt::Display for Severity {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(self.as_str())
    }
}

/// A text names no check of the register.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("`{text}` is no check of the register; write one of R01 to R36")]
pub struct UnknownCheck {
    text: String,
}

impl UnknownCheck {
    /// The stable code of this error.
    #[must_use]
    pub const fn code(&self) -> &'static str {
        "CHECK_UNKNOWN"
    }

    /// The kind of failure.
    #[must_use]
    pub const fn fault(&self) -> Fault {
        Fault::Invalid
    }
}

/// Whether a confirmed case may cap a school's grade at 'fail'.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Veto {
    Proposed,
    No,
}

struct Entry {
    name: &'static str,
    severity: Severity,
    veto: Veto,
    rules: &'static [RuleId],
}

macro_rules! checks {
    ($($id:ident $severity:ident $veto:ident [$($rule:ident),+];)+) => {
        /// The id of an automatic check. The register says in words what each one looks for.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
        #[allow(missing_docs, reason = "each names the check of the register that it is")]
        pub enum CheckId {
            $($id,)+
        }

        impl CheckId {
            /// Every check, in the order of the register.
            pub const ALL: [Self; 36] = [$(Self::$id,)+];

            const fn entry(self) -> Entry {
                match self {
                    $(Self::$id => Entry {
                        name: stringify!($id),
                        severity: Severity::$severity,
                        veto: Veto::$veto,
                        rules: &[$(RuleId::$rule),+],
                    },)+
                }
            }
        }
    };
}

checks! {
    R01 Block No [F1, F3, F19];
    R02 Block No [F14];
    R03 Block No [F2, F11];
    R04 Block No [F10];
    R05 Block No [F7];
    R06 Block No [F8, F9];
    R07 Block No [F9];
    R08 Block No [F17];
    R09 Finding No [L6];
    R10 Block No [F15];
    R11 Finding No [T1, T2];
    R12 Finding No [T1, C8];
    R13 Finding Proposed [T3];
    R14 Finding No [T4];
    R15 Finding Proposed [T4];
    R16 Finding No [T5];
    R17 Block No [T6];
    R18 Alarm No [G2, G5];
    R19 Block No [L10];
    R20 Block No [L5, L13];
    R21 Warning No [L11];
    R22 Block No [L8];
    R23 Finding No [L4, L7];
    R24 Finding No [I12];
    R25 Finding No [I9];
    R26 Finding No [I13];
    R27 Warning No [I7];
    R28 Warning No [F4];
    R29 Finding No [O6];
    R30 Finding No [O5];
    R31 Finding No [P1];
    R32 Warning No [F14];
    R33 Block No [F6];
    R34 Alarm No [G3];
    R35 Finding No [C7];
    R36 Finding No [I9];
}

impl CheckId {
    /// The id as text, such as `R01`.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        self.entry().name
    }

    /// What the check does when its condition holds.
    #[must_use]
    pub const fn severity(self) -> Severity {
        self.entry().severity
    }

    /// Whether the check proposes a veto item of the inspection, for a person to confirm (I8).
    #[must_use]
    pub const fn proposes_veto(self) -> bool {
        matches!(self.entry().veto, Veto::Proposed)
    }

    /// The rows of the register that the check guards, most direct first.
    #[must_use]
    pub const fn rules(self) -> &'static [RuleId] {
        self.entry().rules
    }
}

impl fmt::Display for CheckId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(self.as_str())
    }
}

impl FromStr for CheckId {
    type Err = UnknownCheck;

    fn from_str(text: &str) -> Result<Self, UnknownCheck> {
        Self::ALL
            .into_iter()
            .find(|check| check.as_str() == text)
            .ok_or_else(|| UnknownCheck { text: text.to_owned() })
    }
}
