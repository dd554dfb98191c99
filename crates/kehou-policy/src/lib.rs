//! The notice and the rules above it as dated, checked data.
//!
//! A policy is read from one TOML text per instrument. Loading compares them with each other and
//! answers with a [`Policy`], or with everything that is wrong, each with file, line and key.
//! Rules ask the policy for the value of a [`Key`] on a day and for the clauses behind a rule.
//!
//! The register of all rules, checks and duties stands in `data/register.toml`.
//!
//! # Examples
//!
//! ```
//! use chrono::NaiveDate;
//! use kehou_policy::{Key, Policy, RuleId};
//!
//! let policy = Policy::shipped()?;
//! let day = NaiveDate::from_ymd_opt(2023, 3, 15).expect("a day of March");
//! let rate = policy.parameter(Key::FeeRate, day)?;
//! assert_eq!(rate.value().to_string(), "2.00");
//!
//! let [citation] = policy.citations(RuleId::F1, day)[..] else {
//!     panic!("one clause fixes the rate");
//! };
//! assert_eq!(citation.document(), "嘉教体字〔2023〕4号");
//! assert_eq!(citation.clause(), "三(三)");
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```

mod check;
mod citation;
mod diff;
mod facts;
mod id;
mod instrument;
mod key;
mod load;
mod not_in_force;
mod parameter;
mod policy;
mod problem;
mod problem_code;
mod rule;
mod shipped;
#[cfg(any(test, feature = "testing"))]
pub mod testing;
#[cfg(test)]
mod tests;
mod value;
mod waiver;

/// The examples of the README compile and run.
#[cfg(doctest)]
#[doc = include_str!("../README.md")]
struct Readme;

pub use check::{CheckId, Severity, UnknownCheck};
pub use citation::Citation;
pub use diff::PolicyChange;
pub use facts::ChangeSubject;
pub use id::PolicyId;
pub use instrument::{AfterExpiry, Clause, Instrument, Level};
pub use key::{Key, Need};
pub use load::Loaded;
pub use not_in_force::NotInForce;
pub use parameter::{ClauseRef, Parameter};
pub use policy::{FeePlace, Policy};
pub use problem::{PolicyErrors, PolicyProblem, PolicyWarning};
pub use problem_code::ProblemCode;
pub use rule::{Kind, RuleId, Series, UnknownRule};
pub use value::{Value, ValueKind};
pub use waiver::{ListMatch, WaiverCategory, WaiverCategoryEntry};
