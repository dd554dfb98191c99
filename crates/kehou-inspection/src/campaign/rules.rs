//! The numbers of campaigns: dated settings.

use chrono::NaiveDate;
use kehou_units::{Dated, Fault, Period};
use serde::Deserialize;
use toml::Spanned;

use crate::{
    assign::AssignSettings,
    data_text::{DataFault, DataProblem, DataText},
    quota::FloorPercent,
};

/// The numbers of campaigns that hold on a day.
///
/// # Clauses
///
/// I3 [嘉教体字〔2023〕4号 四(二)]; I6.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct CampaignRules {
    /// The least share of town schools that is visited among the others, in per cent.
    pub floor: FloorPercent,
    /// The fewest inspectors of a group.
    pub smallest_group: u32,
    /// For how many years after its last day a workplace recuses.
    pub recusal_years: u32,
}

/// A floor below that of the notice was asked for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("a floor of {asked} per cent is below the {least} per cent that the notice asks for")]
pub struct BelowFloor {
    /// What was asked for.
    pub asked: u8,
    /// The least allowed.
    pub least: u8,
}

impl BelowFloor {
    /// The stable code of this error.
    #[must_use]
    pub const fn code(&self) -> &'static str {
        "QUOTA_BELOW_FLOOR"
    }

    /// The kind of failure.
    #[must_use]
    pub const fn fault(&self) -> Fault {
        Fault::RuleViolated
    }

    /// The arguments of its text.
    #[must_use]
    pub fn args(&self) -> Vec<(&'static str, String)> {
        vec![("asked", self.asked.to_string()), ("least", self.least.to_string())]
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
    floor_percent: u32,
    smallest_group: u32,
    recusal_years: u32,
}

impl CampaignRules {
    /// The floor to be used: that of the notice, or a higher one that the bureau chose.
    ///
    /// # Errors
    ///
    /// [`BelowFloor`] when a lower one is asked for: the bureau can't lower the notice's.
    ///
    /// # Clauses
    ///
    /// I3.
    pub fn floor(&self, asked: Option<FloorPercent>) -> Result<FloorPercent, BelowFloor> {
        let asked = asked.unwrap_or(self.floor);
        if asked < self.floor {
            let (asked, least) = (asked.percent(), self.floor.percent());
            return Err(BelowFloor { asked, least });
        }
        Ok(asked)
    }

    /// The size of groups: the smallest allowed, or what was asked for. (I6)
    #[must_use]
    pub fn groups(&self, asked: Option<u32>) -> AssignSettings {
        let smallest_group = self.smallest_group;
        AssignSettings { group_size: asked.unwrap_or(smallest_group), smallest_group }
    }

    /// The numbers that ship, by the days on which they hold.
    ///
    /// # Errors
    ///
    /// [`DataFault`] never, as long as the shipped text is sound; a test reads it.
    pub fn shipped() -> Result<Dated<Self>, DataFault> {
        const TEXT: &str = include_str!("../../data/campaign-rules-370829.toml");
        Self::load("campaign-rules-370829.toml", TEXT)
    }

    /// Reads numbers.
    ///
    /// # Errors
    ///
    /// [`DataFault`] for a text that is unreadable, a period that ends before it begins or overlaps
    /// another, a floor outside 1 to 100, and groups or years of zero or beyond 100.
    pub fn load(file: &str, text: &str) -> Result<Dated<Self>, DataFault> {
        let source = DataText::new(file, text);
        let raw: Raw = source.read()?;
        let mut entries = Vec::new();
        for given in raw.rules {
            let (span, given) = (given.span(), given.into_inner());
            let rules = given.rules().ok_or_else(|| {
                let (name, expected) = ("rules".to_owned(), "every number is 1 to 100");
                source.fault(&span, DataProblem::Order { name, expected })
            })?;
            entries.push((given.period(source)?, rules));
        }
        Dated::new(entries).map_err(|clash| {
            let name = clash.later.to_string();
            let expected = "let one period end before the next begins";
            source.fault(&(0..0), DataProblem::Order { name, expected })
        })
    }
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

    fn rules(&self) -> Option<CampaignRules> {
        let small = |number: u32| (1..=100).contains(&number).then_some(number);
        Some(CampaignRules {
            floor: FloorPercent::new(self.floor_percent).ok()?,
            smallest_group: small(self.smallest_group)?,
            recusal_years: small(self.recusal_years)?,
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const SHIPPED: &str = include_str!("../../data/campaign-rules-370829.toml");

    fn shipped() -> CampaignRules {
        let on = NaiveDate::from_ymd_opt(2023, 4, 3).unwrap();
        *CampaignRules::shipped().unwrap().in_force(on).unwrap()
    }

    #[test]
    fn the_shipped_numbers_are_those_of_the_notice_and_the_register() {
        let rules = shipped();
        assert_eq!(rules.floor.percent(), 50);
        assert_eq!((rules.smallest_group, rules.recusal_years), (3, 3));
        assert_eq!(rules.groups(None), AssignSettings { group_size: 3, smallest_group: 3 });
        assert_eq!(rules.groups(Some(5)).group_size, 5);
    }

    #[test]
    fn the_bureau_can_raise_the_floor_and_not_lower_it() {
        let percent = |number| FloorPercent::new(number).unwrap();
        assert_eq!(shipped().floor(None), Ok(percent(50)));
        assert_eq!(shipped().floor(Some(percent(60))), Ok(percent(60)));
        let refused = BelowFloor { asked: 49, least: 50 };
        assert_eq!(shipped().floor(Some(percent(49))), Err(refused));
    }

    #[test]
    fn numbers_that_cannot_be_are_refused() {
        for (from, to) in [
            ("floor_percent = 50", "floor_percent = 101"),
            ("smallest_group = 3", "smallest_group = 0"),
            ("recusal_years = 3", "recusal_years = 101"),
            ("recusal_years = 3", "recusal_years = 3.0"),
            ("from = \"2023-01-01\"", "from = \"2023-01-01\"\nuntil = \"2022-01-01\""),
        ] {
            let text = SHIPPED.replace(from, to);
            assert_ne!(text, SHIPPED, "{from}");
            assert!(CampaignRules::load("a.toml", &text).is_err(), "{to}");
        }
        assert!(CampaignRules::load("a.toml", &format!("{SHIPPED}\n{SHIPPED}")).is_err());
    }
}
