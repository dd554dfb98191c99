//! Case files of the discipline office (机关纪委).

mod stage;

use std::fmt;

use kehou_registry::SchoolCode;

pub use self::stage::{CaseAct, CaseRefusal, CaseStage, CaseStageKind};
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

/// A reporter as they were written down beside their case.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct WrittenReporter {
    /// Who reported.
    pub reporter: Reporter,
    /// Who wrote it down, and when.
    pub signed: Signature,
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
