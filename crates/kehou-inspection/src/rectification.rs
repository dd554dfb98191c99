//! How long each step of a correction may take: dated settings.

use chrono::NaiveDate;
use kehou_units::{Dated, Period};
use serde::Deserialize;
use toml::Spanned;

use crate::data_text::{DataFault, DataProblem, DataText};

/// How grave a finding is; it decides the deadline of its correction.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Gravity {
    /// Anything else.
    Ordinary,
    /// The safety of children: measures the same day.
    Safety,
    /// Charging against the rules (违规收费): measures the same day, refunds started soon.
    IllegalCharging,
}

impl Gravity {
    /// All of them.
    pub const ALL: [Self; 3] = [Self::Ordinary, Self::Safety, Self::IllegalCharging];

    /// The stable code.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::Ordinary => "GRAVITY_ORDINARY",
            Self::Safety => "GRAVITY_SAFETY",
            Self::IllegalCharging => "GRAVITY_ILLEGAL_CHARGING",
        }
    }

    /// Whether measures are due the same day. (I9)
    #[must_use]
    pub const fn is_urgent(self) -> bool {
        matches!(self, Self::Safety | Self::IllegalCharging)
    }
}

/// How long each step may take; all counts are working days unless they say otherwise.
///
/// # Clauses
///
/// I9, I13; R25, R26, R36.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RectificationRules {
    /// For the school's statement (申辩).
    pub statement_days: u32,
    /// For the correction of an ordinary finding.
    pub ordinary_days: u32,
    /// For the correction of a finding about safety.
    pub safety_days: u32,
    /// For starting refunds of illegal charges.
    pub refund_days: u32,
    /// The most that an order may last with its one extension.
    pub longest_days: u32,
    /// Between two rungs of the ladder against an overdue correction.
    pub rung_days: u32,
    /// From how many days before a deadline it is shown yellow.
    pub warning_days: u32,
    /// How many calendar months apart the same problem counts as repeated.
    pub repeat_months: u32,
    /// How many routine visits each school gets in a term (a count, not days).
    pub routine_visits: u32,
}

impl RectificationRules {
    /// How long a correction may take.
    #[must_use]
    pub const fn days_of(&self, gravity: Gravity) -> u32 {
        match gravity {
            Gravity::Ordinary => self.ordinary_days,
            Gravity::Safety => self.safety_days,
            Gravity::IllegalCharging => self.refund_days,
        }
    }

    /// The settings that ship, by the days on which they hold.
    ///
    /// # Errors
    ///
    /// [`DataFault`] never, as long as the shipped text is sound; a test reads it.
    pub fn shipped() -> Result<Dated<Self>, DataFault> {
        const TEXT: &str = include_str!("../data/rectification-370829.toml");
        Self::load("rectification-370829.toml", TEXT)
    }

    /// Reads settings.
    ///
    /// # Errors
    ///
    /// [`DataFault`] for a text that is unreadable, a period that ends before it begins or overlaps
    /// another, a count of zero where one is needed, and a limit below what it limits.
    pub fn load(file: &str, text: &str) -> Result<Dated<Self>, DataFault> {
        let source = DataText::new(file, text);
        let raw: Raw = source.read()?;
        let mut entries = Vec::new();
        for given in raw.rules {
            let span = given.span();
            let given = given.into_inner();
            let period = given.period(source)?;
            let rules = given.rules();
            if let Some((name, expected)) = rules.unsound() {
                let problem = DataProblem::Order { name: name.to_owned(), expected };
                return Err(source.fault(&span, problem));
            }
            entries.push((period, rules));
        }
        Dated::new(entries).map_err(|clash| {
            let name = clash.later.to_string();
            let expected = "let one period end before the next begins";
            source.fault(&(0..0), DataProblem::Order { name, expected })
        })
    }

    fn unsound(&self) -> Option<(&'static str, &'static str)> {
        let least = [
            ("statement_days", self.statement_days),
            ("ordinary_days", self.ordinary_days),
            ("safety_days", self.safety_days),
            ("refund_days", self.refund_days),
            ("repeat_months", self.repeat_months),
        ];
        let zero = least.into_iter().find(|(_, days)| *days == 0);
        let zero = zero.map(|(name, _)| (name, "write at least 1"));
        let most = Gravity::ALL.into_iter().map(|gravity| self.days_of(gravity)).max();
        let short = most.is_some_and(|most| most > self.longest_days);
        let endless = self.longest_days > 366 || self.repeat_months > 120;
        zero.or(short.then_some(("longest_days", "it is at least every deadline")))
            .or(endless.then_some(("longest_days", "no more than 366 days and 120 months")))
    }
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Raw {
    rules: Vec<Spanned<RawRules>>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct RawRules {
    from: Spanned<String>,
    until: Option<Spanned<String>>,
    statement_days: u32,
    ordinary_days: u32,
    safety_days: u32,
    refund_days: u32,
    longest_days: u32,
    rung_days: u32,
    warning_days: u32,
    repeat_months: u32,
    routine_visits: u32,
}

impl RawRules {
    fn period(&self, source: DataText<'_>) -> Result<Period, DataFault> {
        let day = |text: &Spanned<String>| {
            source.word(text, "day such as 2023-01-01", |text| text.parse::<NaiveDate>().ok())
        };
        let first = day(&self.from)?;
        let last = self.until.as_ref().map(day).transpose()?;
        Period::new(first, last).map_err(|_| {
            let name = self.from.get_ref().clone();
            let expected = "a period ends on or after its first day";
            source.fault(&self.from.span(), DataProblem::Order { name, expected })
        })
    }

    const fn rules(&self) -> RectificationRules {
        RectificationRules {
            statement_days: self.statement_days,
            ordinary_days: self.ordinary_days,
            safety_days: self.safety_days,
            refund_days: self.refund_days,
            longest_days: self.longest_days,
            rung_days: self.rung_days,
            warning_days: self.warning_days,
            repeat_months: self.repeat_months,
            routine_visits: self.routine_visits,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const SHIPPED: &str = include_str!("../data/rectification-370829.toml");

    #[test]
    fn the_shipped_settings_are_those_of_the_register() {
        let settings = RectificationRules::shipped().unwrap();
        let rules = settings.in_force(NaiveDate::from_ymd_opt(2023, 4, 3).unwrap()).unwrap();
        assert_eq!(rules.statement_days, 5);
        assert_eq!(Gravity::ALL.map(|gravity| rules.days_of(gravity)), [15, 5, 3]);
        assert_eq!((rules.longest_days, rules.repeat_months, rules.routine_visits), (30, 12, 2));
        assert_eq!(rules.warning_days, 1);
        assert!(settings.in_force(NaiveDate::from_ymd_opt(2022, 12, 31).unwrap()).is_none());
    }

    #[test]
    fn settings_that_cannot_hold_are_refused_with_their_line() {
        let fault = |from: &str, to: &str| {
            let text = SHIPPED.replace(from, to);
            assert_ne!(text, SHIPPED, "{from}");
            RectificationRules::load("a.toml", &text).unwrap_err()
        };
        assert_eq!(fault("longest_days = 30", "longest_days = 14").code(), "INSPECTION_DATA_ORDER");
        assert_eq!(fault("safety_days = 5", "safety_days = 0").code(), "INSPECTION_DATA_ORDER");
        let float = fault("safety_days = 5", "safety_days = 5.0");
        assert_eq!(float.code(), "INSPECTION_DATA_UNREADABLE");
        let line = 1 + SHIPPED.lines().position(|line| line.starts_with("safety_days")).unwrap();
        assert_eq!(float.line, line);
        assert_eq!(
            fault("from = \"2023-01-01\"", "from = \"2023\"").code(),
            "INSPECTION_DATA_VALUE"
        );
        let twice = format!("{SHIPPED}\n{SHIPPED}");
        assert_eq!(
            RectificationRules::load("a.toml", &twice).unwrap_err().code(),
            "INSPECTION_DATA_ORDER"
        );
    }
}
