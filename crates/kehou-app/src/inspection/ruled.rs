//! What a rule of inspections answers instead of what was asked for.

use std::fmt;

use kehou_units::Fault;

use crate::AppError;

/// The answer of a rule that does not allow something: its code, kind, arguments and English text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Ruled {
    code: &'static str,
    fault: Fault,
    args: Vec<(&'static str, String)>,
    text: String,
}

impl Ruled {
    /// The stable code.
    #[must_use]
    pub const fn code(&self) -> &'static str {
        self.code
    }

    /// The kind of failure.
    #[must_use]
    pub const fn fault(&self) -> Fault {
        self.fault
    }

    /// The arguments of its text, by name.
    #[must_use]
    pub fn args(&self) -> &[(&'static str, String)] {
        &self.args
    }
}

impl fmt::Display for Ruled {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.text)
    }
}

impl std::error::Error for Ruled {}

/// Takes the errors of rules, which have a code, a kind, arguments and a text, into [`AppError`].
macro_rules! ruled {
    ($($error:ty;)+) => {$(
        impl From<$error> for AppError {
            fn from(error: $error) -> Self {
                Self::Inspection(Ruled {
                    code: error.code(),
                    fault: error.fault(),
                    args: error.args(),
                    text: error.to_string(),
                })
            }
        }
    )+};
}

ruled! {
    kehou_draw::CommitError;
    kehou_draw::FrameChanged;
    kehou_draw::FrameError;
    kehou_draw::SeedError;
    kehou_draw::ProofTextError;
    kehou_inspection::BoundError;
    kehou_inspection::NextError;
    kehou_inspection::AdoptError;
    kehou_inspection::AttachmentError;
    kehou_inspection::CampaignRefusal;
    kehou_inspection::DataFault;
    crate::inspection::campaigns::FrameFaults;
    kehou_inspection::BelowFloor;
    kehou_inspection::CaseRefusal;
    kehou_inspection::DocumentError;
    kehou_inspection::EntryRefusal;
    kehou_inspection::PracticeRefusal;
    kehou_inspection::PrincipalError;
    kehou_inspection::Refusal;
    kehou_inspection::ResultError;
    kehou_inspection::SheetError;
    kehou_inspection::SubmitError;
    kehou_inspection::VetoError;
    kehou_inspection::VisitError;
    kehou_inspection::WrittenError;
}
