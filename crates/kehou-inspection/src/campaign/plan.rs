//! The visits of a campaign and why each is planned.

use std::collections::BTreeMap;

use kehou_registry::SchoolCode;
use kehou_units::Fault;

use crate::written::{Line, Reasoned};

/// Why a school is visited.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum VisitReason {
    /// It must be visited. (I2)
    MustVisit,
    /// It was drawn.
    Drawn {
        /// Its stratum.
        stratum: Line,
        /// Its place in the order of the draw, from 1.
        place: u32,
    },
    /// It was added; it does not count towards the quota.
    Added(Reasoned),
    /// It takes the place of a school that can't be visited.
    Substituted {
        /// That school.
        instead_of: SchoolCode,
        /// The stratum of both.
        stratum: Line,
        /// Its own place in the order of the draw, from 1.
        place: u32,
        /// Who, when and why.
        why: Reasoned,
    },
}

/// A visit that is or was planned.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PlannedVisit {
    /// The school.
    pub school: SchoolCode,
    /// Why it is visited.
    pub reason: VisitReason,
    /// Who cancelled it, when and why.
    pub cancelled: Option<Reasoned>,
}

/// One stratum of the draw: every school of it in the order of its tickets.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DrawnStratum {
    /// Its name.
    pub name: Line,
    /// All its schools in the order of the draw.
    pub order: Vec<SchoolCode>,
    /// How many of them are visited.
    pub quota: u32,
}

/// A change of the plan is refused.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum PlanError {
    /// A school stands in two places, or is planned already.
    #[error("school {0} is planned already")]
    Planned(SchoolCode),
    /// No visit to the school is planned, or it was cancelled.
    #[error("no visit to school {0} is planned")]
    NotPlanned(SchoolCode),
    /// Only a drawn school has a substitute.
    #[error(
        "school {0} was not drawn, so no other takes its place; cancel the visit with a reason"
    )]
    NotDrawn(SchoolCode),
    /// The stratum has no further school.
    #[error("stratum {0} has no further school; cancel the visit with a reason")]
    Exhausted(Line),
    /// The quota is larger than the stratum.
    #[error("stratum {0} has fewer schools than its quota")]
    Quota(Line),
}

impl PlanError {
    /// The stable code of this error.
    #[must_use]
    pub const fn code(&self) -> &'static str {
        match self {
            Self::Planned(_) => "VISIT_PLANNED",
            Self::NotPlanned(_) => "VISIT_NOT_PLANNED",
            Self::NotDrawn(_) => "VISIT_NOT_DRAWN",
            Self::Exhausted(_) => "VISIT_STRATUM_EXHAUSTED",
            Self::Quota(_) => "VISIT_STRATUM_QUOTA",
        }
    }

    /// The kind of failure.
    #[must_use]
    pub const fn fault(&self) -> Fault {
        match self {
            Self::Planned(_) => Fault::Exists,
            Self::NotPlanned(_) => Fault::NotFound,
            Self::NotDrawn(_) | Self::Exhausted(_) => Fault::RuleViolated,
            Self::Quota(_) => Fault::Invalid,
        }
    }

    /// The arguments of its text.
    #[must_use]
    pub fn args(&self) -> Vec<(&'static str, String)> {
        match self {
            Self::Planned(school) | Self::NotPlanned(school) | Self::NotDrawn(school) => {
                vec![("school", school.to_string())]
            }
            Self::Exhausted(stratum) | Self::Quota(stratum) => {
                vec![("stratum", stratum.to_string())]
            }
        }
    }
}

/// The visits of a campaign; nothing is removed from it, cancelled visits stay with their reason.
///
/// # Clauses
///
/// I1, I2, I5 [嘉教体字〔2023〕4号 四(二)].
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct VisitPlan {
    visits: BTreeMap<SchoolCode, PlannedVisit>,
    strata: Vec<DrawnStratum>,
}

impl VisitPlan {
    /// The plan that follows from the frame and the draw.
    ///
    /// # Errors
    ///
    /// [`PlanError::Planned`] for a school named twice, [`PlanError::Quota`] for a quota larger
    /// than its stratum.
    pub fn of(must: &[SchoolCode], strata: Vec<DrawnStratum>) -> Result<Self, PlanError> {
        let mut plan = Self { visits: BTreeMap::new(), strata: Vec::new() };
        for school in must {
            plan.insert(school.clone(), VisitReason::MustVisit)?;
        }
        let mut known: std::collections::BTreeSet<SchoolCode> = must.iter().cloned().collect();
        for stratum in &strata {
            if stratum.order.len() < stratum.quota as usize {
                return Err(PlanError::Quota(stratum.name.clone()));
            }
            for (place, school) in (1..).zip(&stratum.order) {
                if !known.insert(school.clone()) {
                    return Err(PlanError::Planned(school.clone()));
                }
                if place <= stratum.quota {
                    let name = stratum.name.clone();
                    plan.insert(school.clone(), VisitReason::Drawn { stratum: name, place })?;
                }
            }
        }
        plan.strata = strata;
        Ok(plan)
    }

    fn insert(&mut self, school: SchoolCode, reason: VisitReason) -> Result<(), PlanError> {
        if self.visits.contains_key(&school) {
            return Err(PlanError::Planned(school));
        }
        let visit = PlannedVisit { school: school.clone(), reason, cancelled: None };
        self.visits.insert(school, visit);
        Ok(())
    }

    /// All visits, cancelled ones too, by school.
    pub fn visits(&self) -> impl ExactSizeIterator<Item = &PlannedVisit> {
        self.visits.values()
    }

    /// Adds a visit with a reason; it does not count towards the quota. (I5)
    ///
    /// # Errors
    ///
    /// [`PlanError::Planned`] when the school is or was planned.
    pub fn add(&mut self, school: SchoolCode, why: Reasoned) -> Result<(), PlanError> {
        self.insert(school, VisitReason::Added(why))
    }

    /// Cancels a visit with a reason.
    ///
    /// # Errors
    ///
    /// [`PlanError::NotPlanned`] when none is planned or it was cancelled already.
    pub fn cancel(&mut self, school: &SchoolCode, why: Reasoned) -> Result<(), PlanError> {
        let visit = self.visits.get_mut(school).filter(|visit| visit.cancelled.is_none());
        let visit = visit.ok_or_else(|| PlanError::NotPlanned(school.clone()))?;
        visit.cancelled = Some(why);
        Ok(())
    }

    /// Cancels a drawn visit and plans the next school in the order of the draw; a school that had
    /// been added before its turn came now counts as the substitute. (I5)
    ///
    /// # Errors
    ///
    /// [`PlanError::NotPlanned`], [`PlanError::NotDrawn`] or [`PlanError::Exhausted`]; then nothing
    /// has changed.
    pub fn substitute(
        &mut self,
        school: &SchoolCode,
        why: Reasoned,
    ) -> Result<SchoolCode, PlanError> {
        let visit = self.visits.get(school).filter(|visit| visit.cancelled.is_none());
        let visit = visit.ok_or_else(|| PlanError::NotPlanned(school.clone()))?;
        let (VisitReason::Drawn { stratum, .. } | VisitReason::Substituted { stratum, .. }) =
            &visit.reason
        else {
            return Err(PlanError::NotDrawn(school.clone()));
        };
        let name = stratum.clone();
        let order = self.strata.iter().find(|stratum| stratum.name == name);
        let is_free = |school: &SchoolCode| match self.visits.get(school) {
            None => true,
            Some(visit) => {
                matches!(visit.reason, VisitReason::Added(_)) && visit.cancelled.is_none()
            }
        };
        let next = order.and_then(|stratum| (1..).zip(&stratum.order).find(|(_, s)| is_free(s)));
        let (place, next) = next.ok_or_else(|| PlanError::Exhausted(name.clone()))?;
        let (next, instead_of) = (next.clone(), school.clone());
        self.cancel(school, why.clone())?;
        let reason = VisitReason::Substituted { instead_of, stratum: name, place, why };
        let visit = PlannedVisit { school: next.clone(), reason, cancelled: None };
        self.visits.insert(next.clone(), visit);
        Ok(next)
    }

    /// How many drawn visits each stratum lacks to its quota after cancellations; only strata that
    /// lack some.
    #[must_use]
    pub fn shortfall(&self) -> Vec<(&Line, u32)> {
        let counts = |stratum: &DrawnStratum| {
            let counted = self.visits.values().filter(|visit| match &visit.reason {
                VisitReason::Drawn { stratum: of, .. }
                | VisitReason::Substituted { stratum: of, .. } => *of == stratum.name,
                VisitReason::MustVisit | VisitReason::Added(_) => false,
            });
            counted.filter(|visit| visit.cancelled.is_none()).count()
        };
        let lack = |stratum: &DrawnStratum| {
            stratum.quota.saturating_sub(u32::try_from(counts(stratum)).unwrap_or(u32::MAX))
        };
        self.strata.iter().map(|s| (&s.name, lack(s))).filter(|(_, lack)| *lack > 0).collect()
    }
}
