//! The numbers of campaigns that hold on a day. (I3, I6)

use std::sync::LazyLock;

use chrono::NaiveDate;
use kehou_inspection::CampaignRules;
use kehou_units::Dated;

use crate::{AppError, Refusal, RefusalCode};

/// The numbers that ship. Were they unreadable, none would be in force on any day and every act that needs
/// one is refused; a test reads them.
static RULES: LazyLock<Dated<CampaignRules>> =
    LazyLock::new(|| CampaignRules::shipped().unwrap_or_default());

/// The numbers of campaigns on a day.
///
/// # Errors
///
/// [`RefusalCode::CampaignNoRules`] when none are in force.
pub(super) fn rules_on(on: NaiveDate) -> Result<CampaignRules, AppError> {
    let none = || Refusal::new(RefusalCode::CampaignNoRules).with("on", on);
    Ok(*RULES.in_force(on).ok_or_else(none)?)
}

/// For how many years after its last day a workplace recuses, on a day. (I6)
///
/// # Errors
///
/// [`RefusalCode::CampaignNoRules`] when nothing is in force.
pub(crate) fn recusal_years(on: NaiveDate) -> Result<u32, AppError> {
    Ok(rules_on(on)?.recusal_years)
}
