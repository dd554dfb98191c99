//! Fee notices (收费公示).

use chrono::NaiveDate;
use kehou_units::{Fen, Period};

/// A part that a fee notice must have. (F15)
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum NoticePart {
    /// What is charged for.
    Item,
    /// Who issued the rule it rests on.
    BasisIssuer,
    /// The document number of that rule.
    BasisDocument,
    /// The unit charged by.
    Unit,
    /// Who is charged.
    Scope,
    /// Who is waived.
    WaiverPolicy,
    /// Where to complain.
    ComplaintPhone,
}

/// What a school published before it charged in a term.
///
/// # Clauses
///
/// F15.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FeeNotice {
    /// The day it was published.
    pub published_on: NaiveDate,
    /// The days of service it covers, as a rule a term.
    pub covers: Period,
    /// The rate per class hour it states.
    pub rate: Fen,
    /// What is charged for (收费项目).
    pub item: String,
    /// Who issued the rule it rests on.
    pub basis_issuer: String,
    /// The document number of that rule.
    pub basis_document: String,
    /// The unit charged by (计费单位).
    pub unit: String,
    /// Who is charged (收费范围).
    pub scope: String,
    /// Who is waived (减免政策).
    pub waiver_policy: String,
    /// Where to complain (监督电话).
    pub complaint_phone: String,
}

impl FeeNotice {
    /// The parts that it lacks; a notice that lacks any permits no charge.
    #[must_use]
    pub fn missing(&self) -> Vec<NoticePart> {
        [
            (NoticePart::Item, &self.item),
            (NoticePart::BasisIssuer, &self.basis_issuer),
            (NoticePart::BasisDocument, &self.basis_document),
            (NoticePart::Unit, &self.unit),
            (NoticePart::Scope, &self.scope),
            (NoticePart::WaiverPolicy, &self.waiver_policy),
            (NoticePart::ComplaintPhone, &self.complaint_phone),
        ]
        .into_iter()
        .filter(|(_, text)| text.trim().is_empty())
        .map(|(part, _)| part)
        .collect()
    }

    /// Whether it covers a charge of `rate` for service on a day, if it was published by `by`;
    /// it permits the charge when nothing is [missing](Self::missing) too.
    ///
    /// INTERPRETATION: families were told the rate it states, so it covers no higher one.
    #[must_use]
    pub fn covers_charge(&self, rate: Fen, on: NaiveDate, by: NaiveDate) -> bool {
        self.published_on <= by && self.covers.holds(on) && rate <= self.rate
    }
}
