//! Amounts as cases expect them: any of due, waived, payable, held and class hours.

use anyhow::Result;
use kehou_fee::Amounts;

use crate::cases::{difference::Differences, raw::yuan};

/// The amounts that a case names, in yuan.
#[derive(Debug)]
pub(super) struct RawAmounts {
    pub(super) due: Option<String>,
    pub(super) waived: Option<String>,
    pub(super) payable: Option<String>,
    pub(super) held: Option<String>,
    pub(super) class_hours: Option<u32>,
}

impl RawAmounts {
    pub(super) fn compare(
        &self,
        whose: &str,
        actual: &Amounts,
        found: &mut Differences,
    ) -> Result<()> {
        for (what, expected, actual) in [
            ("due", &self.due, actual.due),
            ("waived", &self.waived, actual.waived),
            ("payable", &self.payable, actual.payable),
            ("held", &self.held, actual.held),
        ] {
            let expected = expected.as_deref().map(yuan).transpose()?;
            found.compare(format!("{whose}{what}"), expected, actual);
        }
        let hours = actual.class_hours.count();
        found.compare(format!("{whose}class hours"), self.class_hours, hours);
        Ok(())
    }

    /// Whether it expects something to be held, or nothing to be due or payable.
    pub(super) fn stops_something(&self) -> bool {
        let is_zero = |text: &Option<String>| text.as_deref() == Some("0.00");
        let is_some_amount = |text: &Option<String>| text.is_some() && !is_zero(text);
        is_zero(&self.due) || is_zero(&self.payable) || is_some_amount(&self.held)
    }
}
