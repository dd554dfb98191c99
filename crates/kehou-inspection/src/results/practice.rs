//! Good practice (典型经验): nominated from a visit, reviewed, published without names.

mod refusal;

use kehou_registry::SchoolCode;

pub use self::refusal::PracticeRefusal;
use crate::written::{Line, Passage, Reasoned, Signature};

/// What is done to a nomination.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum PracticeDeed {
    /// It is nominated from a visit.
    Nominate {
        /// The school visited.
        school: SchoolCode,
        /// What is good.
        what: Passage,
    },
    /// The review holds it worth publishing.
    Approve(Line),
    /// The review does not.
    Decline(Line),
    /// It is published.
    Publish {
        /// Its title.
        title: Line,
        /// Its text, without names.
        text: Passage,
        /// Names that must not stand in it: of the school, its people, its town.
        names: Vec<Line>,
    },
}

impl PracticeDeed {
    /// The stable code.
    #[must_use]
    pub const fn code(&self) -> &'static str {
        match self {
            Self::Nominate { .. } => "PRACTICE_NOMINATE",
            Self::Approve(_) => "PRACTICE_APPROVE",
            Self::Decline(_) => "PRACTICE_DECLINE",
            Self::Publish { .. } => "PRACTICE_PUBLISH",
        }
    }
}

/// Who did what, and when: what is stored.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PracticeAct {
    /// Who, and when.
    pub signed: Signature,
    /// What.
    pub deed: PracticeDeed,
}

/// Where a nomination stands.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum PracticeStage {
    /// It waits for review.
    Nominated,
    /// It may be published.
    Approved(Reasoned),
    /// It is not published.
    Declined(Reasoned),
    /// It is published.
    Published(Signature, PublishedPractice),
}

/// Where a nomination stands, without the particulars.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum PracticeStageKind {
    /// It waits for review.
    Nominated,
    /// It may be published.
    Approved,
    /// It is not published.
    Declined,
    /// It is published.
    Published,
}

impl PracticeStageKind {
    /// All of them, in order.
    pub const ALL: [Self; 4] = [Self::Nominated, Self::Approved, Self::Declined, Self::Published];

    /// The stable code.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::Nominated => "PRACTICE_STAGE_NOMINATED",
            Self::Approved => "PRACTICE_STAGE_APPROVED",
            Self::Declined => "PRACTICE_STAGE_DECLINED",
            Self::Published => "PRACTICE_STAGE_PUBLISHED",
        }
    }
}

impl PracticeStage {
    /// Which stage it is.
    #[must_use]
    pub const fn kind(&self) -> PracticeStageKind {
        match self {
            Self::Nominated => PracticeStageKind::Nominated,
            Self::Approved(_) => PracticeStageKind::Approved,
            Self::Declined(_) => PracticeStageKind::Declined,
            Self::Published(..) => PracticeStageKind::Published,
        }
    }

    /// The stable code.
    #[must_use]
    pub const fn code(&self) -> &'static str {
        self.kind().code()
    }
}

/// What the public reads: no school and no person.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PublishedPractice {
    /// Its title.
    pub title: Line,
    /// Its text.
    pub text: Passage,
}

/// A good practice: nominated → reviewed by another person → published without names.
///
/// # Clauses
///
/// I16 [嘉教体字〔2023〕4号 四(三)].
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct GoodPractice {
    /// The school, for the bureau's eyes.
    pub school: SchoolCode,
    /// What is good, as nominated.
    pub what: Passage,
    /// Who nominated it, and when.
    pub nominated: Signature,
    /// Where it stands.
    pub stage: PracticeStage,
}

impl GoodPractice {
    /// The nomination that a list of acts adds up to.
    ///
    /// # Errors
    ///
    /// [`PracticeRefusal`] for the first act that is not possible, and for an empty list.
    pub fn replay(acts: &[PracticeAct]) -> Result<Self, PracticeRefusal> {
        let from = "PRACTICE_STAGE_NONE";
        let illegal = |attempted| PracticeRefusal::Illegal { from, attempted };
        let (first, rest) = acts.split_first().ok_or_else(|| illegal("PRACTICE_NOMINATE"))?;
        let PracticeDeed::Nominate { school, what } = &first.deed else {
            return Err(illegal(first.deed.code()));
        };
        let (school, what, nominated) = (school.clone(), what.clone(), first.signed.clone());
        let practice = Self { school, what, nominated, stage: PracticeStage::Nominated };
        rest.iter().try_fold(practice, Self::advance)
    }

    /// Does the next act.
    ///
    /// # Errors
    ///
    /// [`PracticeRefusal`]: not possible where it stands, reviewed by whoever nominated, or a name
    /// in the text.
    pub fn advance(self, act: &PracticeAct) -> Result<Self, PracticeRefusal> {
        let signed = act.signed.clone();
        let stage = match (&self.stage, &act.deed) {
            (PracticeStage::Nominated, PracticeDeed::Approve(_) | PracticeDeed::Decline(_))
                if signed.by == self.nominated.by =>
            {
                return Err(PracticeRefusal::OwnNomination);
            }
            (PracticeStage::Nominated, PracticeDeed::Approve(why)) => {
                PracticeStage::Approved(Reasoned { signed, why: why.clone() })
            }
            (PracticeStage::Nominated, PracticeDeed::Decline(why)) => {
                PracticeStage::Declined(Reasoned { signed, why: why.clone() })
            }
            (PracticeStage::Approved(_), PracticeDeed::Publish { title, text, names }) => {
                let code = self.school.as_str();
                let stands =
                    |name: &str| title.as_str().contains(name) || text.as_str().contains(name);
                if let Some(name) = names.iter().find(|name| stands(name.as_str().trim())) {
                    return Err(PracticeRefusal::Named { name: name.clone() });
                }
                if stands(code)
                    && let Ok(name) = code.parse()
                {
                    return Err(PracticeRefusal::Named { name });
                }
                let published = PublishedPractice { title: title.clone(), text: text.clone() };
                PracticeStage::Published(signed, published)
            }
            (stage, deed) => {
                let (from, attempted) = (stage.code(), deed.code());
                return Err(PracticeRefusal::Illegal { from, attempted });
            }
        };
        Ok(Self { stage, ..self })
    }

    /// What the public reads of it, once it is published.
    #[must_use]
    pub fn published(&self) -> Option<PublishedPractice> {
        match &self.stage {
            PracticeStage::Published(_, published) => Some(published.clone()),
            _ => None,
        }
    }
}
