//! Statutory care: hard, not waived by consent, apart from any balance. (S3)

use chrono::{Days, Months, NaiveDate, NaiveTime};
use kehou_units::{Fault, Minutes};

/// What the law gives, by the days on which it holds.
///
/// # Clauses
///
/// S3.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct StatutoryRules {
    /// Until which age of a child, in months, its mother nurses.
    pub nursing_months: u32,
    /// How long, a day and child.
    pub nursing: Minutes,
    /// From how many days before the expected day on a pregnancy bars duty beyond normal hours.
    pub pregnant_days_left: u32,
}

/// What statutory care rests on. Only the principal and whoever makes the roster see it; no fact,
/// card, list or report holds it. (S4)
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct StatutoryCare {
    /// Days of birth of children who are nursed.
    pub born_on: Vec<NaiveDate>,
    /// The expected day of a birth.
    pub expected_on: Option<NaiveDate>,
}

/// A duty that the law forbids, whatever the person says to it.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("no duty after {until} on {on}: the law protects the person, and consent changes nothing")]
pub struct StatutoryRefusal {
    /// The day.
    pub on: NaiveDate,
    /// The end of normal working hours.
    pub until: NaiveTime,
}

impl StatutoryRefusal {
    /// The stable code of this error.
    #[must_use]
    pub const fn code(&self) -> &'static str {
        "STATUTORY_NO_DUTY"
    }

    /// The kind of failure.
    #[must_use]
    pub const fn fault(&self) -> Fault {
        Fault::RuleViolated
    }

    /// The arguments of its text, by name.
    #[must_use]
    pub fn args(&self) -> Vec<(&'static str, String)> {
        vec![("on", self.on.to_string()), ("until", self.until.format("%H:%M").to_string())]
    }
}

impl StatutoryRules {
    /// How many children are nursed on a day: from the day of birth to the day before the age ends.
    fn nursed(&self, care: &StatutoryCare, on: NaiveDate) -> u32 {
        let is_nursed = |born: &&NaiveDate| {
            let grown = born.checked_add_months(Months::new(self.nursing_months));
            **born <= on && grown.is_none_or(|grown| on < grown)
        };
        u32::try_from(care.born_on.iter().filter(is_nursed).count()).unwrap_or(u32::MAX)
    }

    /// Whether a pregnancy is in its seventh month or later, until the birth is recorded.
    ///
    /// INTERPRETATION: the months are counted back from the expected day, and a birth that is late
    /// ends nothing.
    fn is_far_pregnant(&self, care: &StatutoryCare, on: NaiveDate) -> bool {
        care.expected_on.is_some_and(|expected| {
            let from = expected.checked_sub_days(Days::new(u64::from(self.pregnant_days_left)));
            let born =
                care.born_on.iter().any(|born| *born <= on && from.is_some_and(|it| it <= *born));
            !born && from.is_none_or(|from| from <= on)
        })
    }

    /// Time within working hours that is the person's own on a day; it never touches a balance.
    #[must_use]
    pub fn nursing_time(&self, care: &StatutoryCare, on: NaiveDate) -> Minutes {
        Minutes::new(self.nursed(care, on).saturating_mul(self.nursing.count()))
    }

    /// Whether the person gets no duty beyond normal working hours on a day. Rosters take the end of
    /// normal hours as a limit from it ([`crate::Limits::latest`]) and no reason.
    #[must_use]
    pub fn bars_extra_duty(&self, care: &StatutoryCare, on: NaiveDate) -> bool {
        self.nursed(care, on) > 0 || self.is_far_pregnant(care, on)
    }

    /// Judges a duty that ends at a time of a day with such normal hours. There is nothing by which
    /// a person could consent: no consent is asked or taken.
    ///
    /// # Errors
    ///
    /// [`StatutoryRefusal`] for duty beyond normal hours of a person whom the law protects.
    ///
    /// # Clauses
    ///
    /// S3.
    pub fn judge_duty(
        &self,
        care: &StatutoryCare,
        on: NaiveDate,
        ends: NaiveTime,
        normal_end: NaiveTime,
    ) -> Result<(), StatutoryRefusal> {
        if ends > normal_end && self.bars_extra_duty(care, on) {
            return Err(StatutoryRefusal { on, until: normal_end });
        }
        Ok(())
    }
}
