//! Whether a plan is safe: followed minute by minute, with no knowledge of how it was made.

mod breach;
mod hours;
mod people;
mod places;

pub use breach::{Breach, Violation};

use crate::late_hours::{Cost, Day, Plan, cost};

/// A plan that was found safe for a day, with what it costs. There is no other way to one than
/// [`check`].
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Checked {
    plan: Plan,
    cost: Cost,
}

impl Checked {
    /// The plan.
    #[must_use]
    pub const fn plan(&self) -> &Plan {
        &self.plan
    }

    /// What it costs.
    #[must_use]
    pub const fn cost(&self) -> Cost {
        self.cost
    }

    /// The plan itself.
    #[must_use]
    pub fn into_plan(self) -> Plan {
        self.plan
    }
}

/// Follows a plan from the first minute to the last.
///
/// What must hold, in the order in which it is looked at:
///
/// 1. Each group that stays has one room that is open, holds all who are in it, and lies in the
///    building of its home when it is of the youngest (G3, G8); rooms told already stay (P5).
/// 2. Each adult is in one place at a time, in one stay without a break, while available, within
///    hard and care limits (S3, S4); outside persons are valid on the day (T6).
/// 3. In each minute each room with children has enough adults (T5), one of them own staff
///    (T6), who can lead the duty; after the standard end enough adults are at school (G3).
/// 4. Own staff hand over and escort: from any minute on, somebody who is there stays with a group
///    for the length of a hand-over, wherever it goes (G8). Who is lost hands nothing over.
///
/// # Errors
///
/// The first [`Violation`] in that order; of those of a kind the earliest.
///
/// # Clauses
///
/// G2, G3, G8, T5, T6, S3, S4, P5 [嘉教体字〔2023〕4号 三(二), 三(四)].
pub fn check(day: &Day, plan: Plan) -> Result<Checked, Violation> {
    places::check(day, &plan)?;
    people::check(day, &plan)?;
    hours::check(day, &plan)?;
    let cost = cost(day, &plan);
    Ok(Checked { plan, cost })
}
