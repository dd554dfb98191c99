//! What a family owes for a month of after-school service, fen by fen, and why.
//!
//! [`Tariff::resolve`] reads the policy for a month, [`price`] turns a school's facts into bills
//! with a line for every mark, [`explain`] says why each fen is there. Pricing is pure: the same
//! facts give the same bills, in whatever order they come.
//!
//! # Examples
//!
//! ```
#![doc = include_str!("../examples/price.rs")]
//! ```

mod bill;
mod board;
mod break_even;
mod charging;
mod classes;
mod correction;
mod day_tariff;
mod explain;
mod find;
mod judge;
mod knowledge;
mod month_days;
mod month_sheets;
mod outcome;
mod pack;
mod price;
mod proposal;
mod publish;
mod run;
mod standing;
mod tally;
mod tariff;
mod terms;
#[cfg(feature = "testing")]
pub mod testing;
mod verdicts;

pub use bill::{Amounts, Bill, Line, SchoolBills, SchoolTotals};
pub use break_even::{GroupIncome, group_incomes};
pub use correction::{Correction, corrections_due};
pub use day_tariff::DayTariff;
pub use explain::{Reason, Statement, explain};
pub use judge::{Standing, judge};
pub use knowledge::{Knowledge, NotLocked, Purpose};
pub use outcome::Outcome;
pub use pack::{LinesError, pack_lines, unpack_lines};
pub use price::{SchoolFacts, price, total};
pub use proposal::{ProposedCharge, Refusal, review};
pub use publish::{PublishedCount, PublishedCounts, publish_counts};
pub use tariff::{Tariff, TariffError};
pub use terms::{Disposition, Hold, SlotTerms};
