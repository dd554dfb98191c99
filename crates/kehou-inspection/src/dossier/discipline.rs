//! Case files of the discipline office (机关纪委).

use std::fmt;

use kehou_registry::SchoolCode;
use kehou_units::Fault;

use crate::{
    finding::FindingNo,
    written::{Line, Passage, Reasoned, Signature},
};

/// Where a case came from.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum CaseSource {
    /// Somebody reported it; who did stands in [`Reporter`] alone.
    Report,
    /// The ladder against an overdue correction, or a repeated problem.
    Finding(FindingNo),
    /// Another office.
    Office(Line),
}

/// Who reported a case (举报人): sealed, kept apart from the case, read by discipline alone.
///
/// No type that shows a case holds a reporter, and this one prints nothing of itself.
///
/// # Clauses
///
/// O8.
#[derive(Clone, PartialEq, Eq)]
pub struct Reporter {
    /// Who.
    pub name: Line,
    /// How to reach them.
    pub contact: Line,
}

impl fmt::Debug for Reporter {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Reporter(sealed)")
    }
}

/// Whether a violation was verified.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Verified {
    /// It was.
    Yes,
    /// It was not.
    No,
}

/// What is done to a case.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum CaseDeed {
    /// It is received.
    Receive {
        /// From where.
        source: CaseSource,
        /// The school.
        school: SchoolCode,
        /// What it is about.
        matter: Passage,
    },
    /// The office takes it up.
    Accept,
    /// It is handed to another body, such as 驻局纪检监察组.
    Transfer {
        /// Which.
        to: Line,
    },
    /// The facts are judged.
    Verify {
        /// Whether they hold.
        verified: Verified,
        /// Why.
        why: Line,
    },
    /// The case ends.
    Conclude {
        /// With what.
        outcome: Passage,
        /// The number of the document.
        number: Line,
    },
}

impl CaseDeed {
    /// The stable code.
    #[must_use]
    pub const fn code(&self) -> &'static str {
        match self {
            Self::Receive { .. } => "CASE_RECEIVE",
            Self::Accept => "CASE_ACCEPT",
            Self::Transfer { .. } => "CASE_TRANSFER",
            Self::Verify { .. } => "CASE_VERIFY",
            Self::Conclude { .. } => "CASE_CONCLUDE",
        }
    }
}

/// Who did what to a case, and when: what is stored.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CaseAct {
    /// Who, and when.
    pub signed: Signature,
    /// What.
    pub deed: CaseDeed,
}

/// Where a case stands.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum CaseStage {
    /// It was received.
    Received,
    /// The office has taken it up.
    Accepted(Signature),
    /// It was handed on; it ends here.
    Transferred {
        /// Who handed it on, and when.
        signed: Signature,
        /// To whom.
        to: Line,
    },
    /// The facts were judged.
    Judged {
        /// Whether they hold.
        verified: Verified,
        /// Who judged, when and why.
        judged: Reasoned,
    },
    /// It has ended.
    Concluded {
        /// Whether the facts held.
        verified: Verified,
        /// With what.
        outcome: Passage,
        /// The number of the document.
        number: Line,
        /// Who concluded it, and when.
        signed: Signature,
    },
}

impl CaseStage {
    /// The stable code.
    #[must_use]
    pub const fn code(&self) -> &'static str {
        match self {
            Self::Received => "CASE_STAGE_RECEIVED",
            Self::Accepted(_) => "CASE_STAGE_ACCEPTED",
            Self::Transferred { .. } => "CASE_STAGE_TRANSFERRED",
            Self::Judged { .. } => "CASE_STAGE_JUDGED",
            Self::Concluded { .. } => "CASE_STAGE_CONCLUDED",
        }
    }
}

/// A deed is not possible where the case stands.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{attempted} is not possible at {from}")]
pub struct CaseRefusal {
    /// Where the case stands; `CASE_STAGE_NONE` before it is received.
    pub from: &'static str,
    /// What was attempted.
    pub attempted: &'static str,
}

impl CaseRefusal {
    /// The stable code of this error.
    #[must_use]
    pub const fn code(&self) -> &'static str {
        "CASE_ILLEGAL"
    }

    /// The kind of failure.
    #[must_use]
    pub const fn fault(&self) -> Fault {
        Fault::RuleViolated
    }
}

/// A case: received → accepted or transferred → verified or not → outcome with document number.
/// It is what a list of acts adds up to.
///
/// # Clauses
///
/// O8 [嘉教体字〔2023〕4号 五·机关纪委].
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DisciplineCase {
    /// From where it came.
    pub source: CaseSource,
    /// The school.
    pub school: SchoolCode,
    /// What it is about.
    pub matter: Passage,
    /// Who received it, and when.
    pub received: Signature,
    /// Where it stands.
    pub stage: CaseStage,
}

impl DisciplineCase {
    /// The case that a list of acts adds up to.
    ///
    /// # Errors
    ///
    /// [`CaseRefusal`] for the first act that is not possible, and for an empty list.
    pub fn replay(acts: &[CaseAct]) -> Result<Self, CaseRefusal> {
        let none = CaseRefusal { from: "CASE_STAGE_NONE", attempted: "CASE_RECEIVE" };
        let (first, rest) = acts.split_first().ok_or_else(|| none.clone())?;
        let CaseDeed::Receive { source, school, matter } = &first.deed else {
            return Err(CaseRefusal { attempted: first.deed.code(), ..none });
        };
        let received = Self {
            source: source.clone(),
            school: school.clone(),
            matter: matter.clone(),
            received: first.signed.clone(),
            stage: CaseStage::Received,
        };
        rest.iter().try_fold(received, Self::advance)
    }

    /// Does the next act.
    ///
    /// # Errors
    ///
    /// [`CaseRefusal`] when it is not possible where the case stands; it names both.
    pub fn advance(self, act: &CaseAct) -> Result<Self, CaseRefusal> {
        let signed = act.signed.clone();
        let from = self.stage.code();
        let stage = match (self.stage, &act.deed) {
            (CaseStage::Received, CaseDeed::Accept) => CaseStage::Accepted(signed),
            (CaseStage::Received | CaseStage::Accepted(_), CaseDeed::Transfer { to }) => {
                CaseStage::Transferred { signed, to: to.clone() }
            }
            (CaseStage::Accepted(_), CaseDeed::Verify { verified, why }) => {
                let judged = Reasoned { signed, why: why.clone() };
                CaseStage::Judged { verified: *verified, judged }
            }
            (CaseStage::Judged { verified, .. }, CaseDeed::Conclude { outcome, number }) => {
                let (outcome, number) = (outcome.clone(), number.clone());
                CaseStage::Concluded { verified, outcome, number, signed }
            }
            _ => return Err(CaseRefusal { from, attempted: act.deed.code() }),
        };
        Ok(Self { stage, ..self })
    }

    /// The number of the document that verified a violation; a case not verified, or not concluded,
    /// has none and enters no file.
    #[must_use]
    pub const fn verified_by(&self) -> Option<&Line> {
        match &self.stage {
            CaseStage::Concluded { verified: Verified::Yes, number, .. } => Some(number),
            _ => None,
        }
    }
}
