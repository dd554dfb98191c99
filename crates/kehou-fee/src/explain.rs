//! Why a bill is what it is.

use chrono::NaiveDate;
use kehou_attendance::Mark;
use kehou_policy::RuleId;
use kehou_registry::SlotNo;
use kehou_units::{ClassHours, Fen, Month};

use crate::{Bill, Line, Outcome, Purpose};

/// One thing that an explanation says.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Statement {
    /// What the month comes to.
    Month {
        /// The month.
        month: Month,
        /// What the price is for.
        purpose: Purpose,
        /// What is due.
        due: Fen,
        /// What of it is waived.
        waived: Fen,
        /// What the family pays.
        payable: Fen,
        /// What is held.
        held: Fen,
    },
    /// Class hours priced alike.
    Rate {
        /// The price of one.
        rate: Fen,
        /// The first day it was applied.
        first: NaiveDate,
        /// The last day it was applied.
        last: NaiveDate,
        /// How many.
        class_hours: ClassHours,
        /// What they come to.
        due: Fen,
    },
    /// Marks that came to the same.
    Group {
        /// What became of them.
        outcome: Outcome,
        /// How many.
        marks: u32,
        /// Their price, or what is at stake.
        amount: Fen,
    },
    /// One mark.
    Mark {
        /// The day.
        on: NaiveDate,
        /// The slot.
        slot: SlotNo,
        /// The mark.
        mark: Mark,
        /// What became of it.
        outcome: Outcome,
        /// Its price, or what is at stake.
        rate: Fen,
    },
}

/// A statement, the rules it rests on, and what it is made up of.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Reason {
    /// What is said.
    pub statement: Statement,
    /// The rules it rests on, in the order applied.
    pub rules: Vec<RuleId>,
    /// What it is made up of.
    pub parts: Vec<Reason>,
}

impl Statement {
    /// The stable code of its text in `kehou-words`.
    #[must_use]
    pub const fn code(&self) -> &'static str {
        match self {
            Self::Month { purpose: Purpose::Bill, .. } => "EXPLAIN_MONTH",
            Self::Month { purpose: Purpose::Preview, .. } => "EXPLAIN_MONTH_PREVIEW",
            Self::Month { purpose: Purpose::Correction, .. } => "EXPLAIN_MONTH_CORRECTION",
            Self::Rate { .. } => "EXPLAIN_RATE",
            Self::Group { outcome, .. } | Self::Mark { outcome, .. } => outcome.code(),
        }
    }

    /// The numbers of its text, by name. Marks and outcomes are given as codes.
    #[must_use]
    pub fn arguments(&self) -> Vec<(&'static str, String)> {
        match self {
            Self::Month { month, due, waived, payable, held, .. } => vec![
                ("month", month.to_string()),
                ("due", due.to_string()),
                ("waived", waived.to_string()),
                ("payable", payable.to_string()),
                ("held", held.to_string()),
            ],
            Self::Rate { rate, first, last, class_hours, due } => vec![
                ("rate", rate.to_string()),
                ("first", first.to_string()),
                ("last", last.to_string()),
                ("class_hours", class_hours.to_string()),
                ("due", due.to_string()),
            ],
            Self::Group { marks, amount, .. } => {
                vec![("marks", marks.to_string()), ("amount", amount.to_string())]
            }
            Self::Mark { on, slot, mark, rate, .. } => vec![
                ("on", on.to_string()),
                ("slot", slot.to_string()),
                ("mark", mark.code().to_owned()),
                ("rate", rate.to_string()),
            ],
        }
    }
}

/// Explains a bill: the month, then each rate with the class hours it priced, then every other
/// outcome, each down to its marks.
///
/// Every amount of a part is the sum of its own parts, and the leaves are the bill's lines.
///
/// # Clauses
///
/// F1, F2, F4, F5; each part names the rules of its own outcome.
#[must_use]
pub fn explain(bill: &Bill<'_>, month: Month, purpose: Purpose) -> Reason {
    let amounts = bill.amounts;
    let mut parts = by_rate(bill.lines);
    parts.extend(groups(&bill.lines.iter().filter(|line| !line.outcome.is_due())));
    Reason {
        statement: Statement::Month {
            month,
            purpose,
            due: amounts.due,
            waived: amounts.waived,
            payable: amounts.payable,
            held: amounts.held,
        },
        rules: vec![RuleId::F5, RuleId::F9],
        parts,
    }
}

fn by_rate(lines: &[Line]) -> Vec<Reason> {
    let mut rates: Vec<Fen> =
        lines.iter().filter(|line| line.outcome.is_due()).map(|line| line.rate).collect();
    rates.sort_unstable();
    rates.dedup();
    let mut reasons: Vec<Reason> =
        rates.into_iter().filter_map(|rate| of_rate(lines, rate)).collect();
    reasons.sort_by_key(|reason| match reason.statement {
        Statement::Rate { first, .. } => Some(first),
        _ => None,
    });
    reasons
}

fn of_rate(lines: &[Line], rate: Fen) -> Option<Reason> {
    let priced = || lines.iter().filter(move |line| line.outcome.is_due() && line.rate == rate);
    let class_hours = ClassHours::new(u32::try_from(priced().count()).unwrap_or(u32::MAX));
    let statement = Statement::Rate {
        rate,
        first: priced().map(|line| line.on).min()?,
        last: priced().map(|line| line.on).max()?,
        class_hours,
        due: rate.times(class_hours).ok()?,
    };
    Some(Reason { statement, rules: vec![RuleId::F1, RuleId::F4], parts: groups(&priced()) })
}

fn groups<'a>(lines: &(impl Iterator<Item = &'a Line> + Clone)) -> Vec<Reason> {
    let of = |outcome: Outcome| {
        let same = lines.clone().filter(move |line| line.outcome == outcome);
        let parts: Vec<Reason> = same.clone().map(leaf).collect();
        let marks = u32::try_from(parts.len()).unwrap_or(u32::MAX);
        let amount = Fen::sum(same.map(|line| line.rate)).unwrap_or_default();
        let statement = Statement::Group { outcome, marks, amount };
        (marks > 0).then(|| Reason { statement, rules: outcome.rules().to_vec(), parts })
    };
    Outcome::ALL.into_iter().filter_map(of).collect()
}

fn leaf(line: &Line) -> Reason {
    let Line { on, slot, mark, outcome, rate } = *line;
    Reason {
        statement: Statement::Mark { on, slot, mark, outcome, rate },
        rules: outcome.rules().to_vec(),
        parts: Vec::new(),
    }
}
