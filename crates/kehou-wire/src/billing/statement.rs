//! Statements and their sums.

use chrono::NaiveDate;
use kehou_fee::Amounts;
use kehou_registry::SchoolCode;
use kehou_units::{Instant, Month};

use crate::{
    naming::{count_out, timestamp_out},
    pb,
    scalar::date_out,
};

/// Whether an answer tells what is waived, payable and held. (F12)
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Money {
    /// It does.
    Shown,
    /// It doesn't: what is due and nothing else.
    Hidden,
}

/// Sums of bills, to be answered.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct SumsView {
    /// How many pupils have a bill.
    pub pupils: u32,
    /// Their amounts, all together.
    pub amounts: Amounts,
    /// How much of them is told.
    pub money: Money,
}

impl SumsView {
    /// The sums as messages carry them.
    #[must_use]
    pub fn message(&self) -> pb::fee::StatementSums {
        let amounts = &self.amounts;
        let told = |fen: kehou_units::Fen| match self.money {
            Money::Shown => Some(fen.as_fen()),
            Money::Hidden => None,
        };
        pb::fee::StatementSums {
            pupils: count_out(self.pupils),
            class_hours: i64::from(amounts.class_hours.count()),
            due_fen: amounts.due.as_fen(),
            waived_fen: told(amounts.waived),
            payable_fen: told(amounts.payable),
            held_fen: told(amounts.held),
        }
    }
}

/// A statement to be answered.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct StatementView<'a> {
    /// The school.
    pub school: &'a SchoolCode,
    /// The month.
    pub month: Month,
    /// Which closing, from 0.
    pub revision: u32,
    /// The id of the policy that priced it.
    pub policy_id: &'a str,
    /// The day of the bills.
    pub billed_on: NaiveDate,
    /// The sums.
    pub sums: SumsView,
    /// The day on which it was published.
    pub published_on: Option<NaiveDate>,
    /// When it was made.
    pub made_at: Instant,
    /// The change up to which its facts were read.
    pub facts_etag: i64,
    /// The change that made it.
    pub etag: i64,
}

impl StatementView<'_> {
    /// The statement as messages carry it.
    #[must_use]
    pub fn message(&self) -> pb::fee::Statement {
        pb::fee::Statement {
            school_code: self.school.to_string(),
            month: self.month.to_string(),
            revision: count_out(self.revision),
            policy_id: self.policy_id.to_owned(),
            billed_on: Some(date_out(self.billed_on)),
            sums: Some(self.sums.message()),
            published_on: self.published_on.map(date_out),
            made_at: Some(timestamp_out(self.made_at)),
            facts_etag: self.facts_etag,
            etag: self.etag,
        }
    }
}
