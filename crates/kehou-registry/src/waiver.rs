//! Waivers (免收) for economically disadvantaged pupils.

use chrono::NaiveDate;
use kehou_policy::WaiverCategory;
use kehou_units::Period;

use crate::Terms;

/// What finance decided about a match with a government list. (F11)
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Decision {
    /// Nothing yet: the waiver is provisional.
    Pending,
    /// The match was confirmed.
    Confirmed {
        /// The day of the decision.
        on: NaiveDate,
    },
    /// The match was rejected; the reason is always given.
    Rejected {
        /// The day of the decision.
        on: NaiveDate,
        /// Why.
        reason: String,
    },
}

/// How a pupil came to a waiver. (F11)
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum WaiverTrack {
    /// An exact match with a government list: waived at once, without application (免申即享).
    ListMatch {
        /// The date of the list.
        listed_on: NaiveDate,
        /// What finance decided since.
        decision: Decision,
    },
    /// The guardian's application, once it is approved.
    Application {
        /// The day it was approved.
        approved_on: NaiveDate,
    },
}

/// A waiver of the whole fee (免收服务费), with the loss of the status if it was lost.
///
/// # Clauses
///
/// F2, F11.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Waiver {
    /// The category it rests on.
    pub category: WaiverCategory,
    /// How it came about.
    pub track: WaiverTrack,
    /// The day the status was lost; it ends with the term of that day.
    pub lost_on: Option<NaiveDate>,
}

/// How firmly a day is waived.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum WaiverStanding {
    /// By a list match that finance has not decided about.
    Provisional,
    /// By a confirmed match or an approved application.
    Confirmed,
}

impl Waiver {
    /// The days it waives and how firmly, as far as was known by the end of `known_on`.
    ///
    /// An approval reaches back to the start of the term it falls in; a pending match counts from
    /// the date of the list; a rejected one covered the days up to its rejection, and they are not
    /// charged afterwards; a lost status ends with its term.
    ///
    /// INTERPRETATION: confirming a list match is an approval too, so a confirmed match reaches
    /// back to the start of the term that holds the date of the list.
    ///
    /// # Clauses
    ///
    /// F11.
    #[must_use]
    pub fn span(&self, terms: &Terms, known_on: NaiveDate) -> Option<(Period, WaiverStanding)> {
        let (first, last, standing) = match &self.track {
            WaiverTrack::Application { approved_on } if *approved_on <= known_on => {
                (terms.start_of(*approved_on), None, WaiverStanding::Confirmed)
            }
            WaiverTrack::ListMatch { listed_on, decision } if *listed_on <= known_on => {
                match decision {
                    Decision::Confirmed { on } if *on <= known_on => {
                        (terms.start_of(*listed_on), None, WaiverStanding::Confirmed)
                    }
                    Decision::Rejected { on, .. } if *on <= known_on => {
                        (*listed_on, Some(*on), WaiverStanding::Provisional)
                    }
                    _ => (*listed_on, None, WaiverStanding::Provisional),
                }
            }
            _ => return None,
        };
        let lost = self.lost_on.filter(|lost| *lost <= known_on).map(|lost| terms.end_of(lost));
        let last = match (last, lost) {
            (Some(one), Some(other)) => Some(one.min(other)),
            (one, other) => one.or(other),
        };
        Some((Period::new(first, last).ok()?, standing))
    }

    /// How firmly it waives a day, if it does; see [`Waiver::span`].
    #[must_use]
    pub fn standing(
        &self,
        on: NaiveDate,
        terms: &Terms,
        known_on: NaiveDate,
    ) -> Option<WaiverStanding> {
        self.span(terms, known_on).filter(|(days, _)| days.holds(on)).map(|(_, standing)| standing)
    }

    /// The date of the list while the match awaits a decision, as known by `known_on`.
    #[must_use]
    pub fn pending_since(&self, known_on: NaiveDate) -> Option<NaiveDate> {
        match &self.track {
            WaiverTrack::ListMatch { listed_on, decision } if *listed_on <= known_on => {
                match decision {
                    Decision::Confirmed { on } | Decision::Rejected { on, .. }
                        if *on <= known_on =>
                    {
                        None
                    }
                    _ => Some(*listed_on),
                }
            }
            _ => None,
        }
    }
}

#[cfg(test)]
mod tests;
