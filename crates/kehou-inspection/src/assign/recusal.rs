//! Who may not visit which school.

use chrono::{Months, NaiveDate};
use kehou_registry::SchoolCode;
use kehou_units::Period;

/// The number of an inspector within a campaign.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct InspectorNo(u32);

impl InspectorNo {
    /// Makes a number.
    #[must_use]
    pub const fn new(number: u32) -> Self {
        Self(number)
    }

    /// The number.
    #[must_use]
    pub const fn get(self) -> u32 {
        self.0
    }
}

impl std::fmt::Display for InspectorNo {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        self.0.fmt(f)
    }
}

/// How an inspector is linked to a school.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum LinkKind {
    /// They work or worked there.
    Workplace(Period),
    /// A member of their family works or learns there.
    Family,
}

/// What an inspector declared, or the office knows, about a school.
///
/// Given for the school that stands today: who worked at a school that was merged is linked to its
/// successor.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Link {
    /// The inspector.
    pub inspector: InspectorNo,
    /// The school.
    pub school: SchoolCode,
    /// How they are linked.
    pub kind: LinkKind,
}

/// Why an inspector may not visit a school. (I6)
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum RecusalReason {
    /// They work there.
    Workplace,
    /// They worked there until a day that is not long enough ago.
    FormerWorkplace {
        /// Their last day there.
        last_day: NaiveDate,
    },
    /// A member of their family works or learns there.
    Family,
}

impl RecusalReason {
    /// The stable code of this reason.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::Workplace => "RECUSAL_WORKPLACE",
            Self::FormerWorkplace { .. } => "RECUSAL_FORMER_WORKPLACE",
            Self::Family => "RECUSAL_FAMILY",
        }
    }
}

/// An inspector may not visit a school (回避).
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Recusal {
    /// The school.
    pub school: SchoolCode,
    /// The inspector.
    pub inspector: InspectorNo,
    /// Why.
    pub reason: RecusalReason,
}

impl Recusal {
    /// The school and the inspector.
    #[must_use]
    pub fn pairing(&self) -> (SchoolCode, InspectorNo) {
        (self.school.clone(), self.inspector)
    }
}

impl std::fmt::Display for Recusal {
    /// Writes school and inspector: `3708290001/12`; why they are recused is private.
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{}/{}", self.school, self.inspector)
    }
}

/// Why a link recuses on a day, if it does.
///
/// A workplace recuses from its first day on and for `years` after its last: the day on which they
/// are over still belongs to them. Family always recuses. The same holds for who verifies a
/// correction.
///
/// # Clauses
///
/// I6.
#[must_use]
pub fn recusal_of(link: &Link, on: NaiveDate, years: u32) -> Option<RecusalReason> {
    match link.kind {
        LinkKind::Family => Some(RecusalReason::Family),
        LinkKind::Workplace(period) if on < period.first() => None,
        LinkKind::Workplace(period) => match period.last() {
            Some(last_day) if last_day < on => {
                // A date beyond the calendar never comes.
                let over = last_day.checked_add_months(Months::new(years.saturating_mul(12)));
                let recuses = over.is_none_or(|over| on <= over);
                recuses.then_some(RecusalReason::FormerWorkplace { last_day })
            }
            _ => Some(RecusalReason::Workplace),
        },
    }
}

/// The recusals that follow from links on a day, one for each school and inspector, in order.
#[must_use]
pub fn recusals_of(links: &[Link], on: NaiveDate, years: u32) -> Vec<Recusal> {
    let recusal = |link: &Link| {
        recusal_of(link, on, years).map(|reason| Recusal {
            school: link.school.clone(),
            inspector: link.inspector,
            reason,
        })
    };
    let mut recusals: Vec<Recusal> = links.iter().filter_map(recusal).collect();
    recusals.sort();
    recusals.dedup_by(|later, first| later.pairing() == first.pairing());
    recusals
}
