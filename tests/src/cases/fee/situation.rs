//! The words of a situation: only what differs from an ordinary rural primary school in March 2023.

use anyhow::{Context, Result, anyhow};
use chrono::NaiveDate;
use kehou_policy::FeePlace;
use kehou_registry::PayeeKind;
use kehou_units::Month;
use serde::Deserialize;

use super::policy_change::PolicyChange;
use crate::cases::{
    facts::{RawEntry, RawSheet, RawTerm, RawWorkingDays},
    raw::Day,
};

/// What a case says about a school's month.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub(super) struct Situation {
    month: String,
    /// The day of the bill; the last day of the next month unless given.
    billed_on: Option<Day>,
    /// Looks ahead on this day instead of billing.
    pub(super) preview_on: Option<Day>,
    /// The day on which the bill is compared with what became known since.
    pub(super) corrected_on: Option<Day>,
    pub(super) policy: Vec<PolicyChange>,
    /// The term of the month, which everything ordinary goes by.
    pub(super) term: Option<RawTerm>,
    /// Terms before or after it.
    pub(super) other_terms: Vec<RawTerm>,
    pub(super) school: RawSchool,
    pub(super) slots: Option<Vec<RawSlot>>,
    pub(super) calendar: Vec<RawEntry>,
    pub(super) working_days: RawWorkingDays,
    pub(super) notices: Option<Vec<RawNotice>>,
    pub(super) payees: Option<Vec<RawPayee>>,
    pub(super) pupils: Vec<RawPupil>,
    pub(super) sheets: Vec<RawSheet>,
    pub(super) proposals: Vec<RawProposal>,
}

impl Default for Situation {
    fn default() -> Self {
        Self {
            month: "2023-03".into(),
            billed_on: None,
            preview_on: None,
            corrected_on: None,
            policy: Vec::new(),
            term: None,
            other_terms: Vec::new(),
            school: RawSchool::default(),
            slots: None,
            calendar: Vec::new(),
            working_days: RawWorkingDays::default(),
            notices: None,
            payees: None,
            pupils: vec![RawPupil::default()],
            sheets: Vec::new(),
            proposals: Vec::new(),
        }
    }
}

impl Situation {
    pub(super) fn month(&self) -> Result<Month> {
        Ok(self.month.parse()?)
    }

    pub(super) fn billed_on(&self, month: Month) -> NaiveDate {
        let later = month.next().unwrap_or(month).last_day();
        self.billed_on.map_or(later, |on| on.0)
    }
}

/// The school.
#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub(super) struct RawSchool {
    /// `town` (default), `county_direct` or `private`.
    pub(super) affiliation: Option<String>,
    /// `rural` (default) or `elsewhere`.
    place: Option<String>,
    /// Its last day, when it closed or was merged.
    pub(super) last_day: Option<Day>,
}

impl RawSchool {
    pub(super) fn place(&self) -> Result<FeePlace> {
        match self.place.as_deref() {
            None | Some("rural") => Ok(FeePlace::Rural),
            Some("elsewhere") => Ok(FeePlace::Elsewhere),
            Some(other) => Err(anyhow!("`{other}`: write rural or elsewhere")),
        }
    }
}

/// A slot of the plan: regular, 40 minutes, on weekdays of the term, for all grades, at the
/// county's rate, unless it says otherwise. Slot 1 begins at 16:30, each next 50 minutes later.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct RawSlot {
    pub(super) slot: u8,
    pub(super) kind: Option<String>,
    pub(super) starts: Option<String>,
    pub(super) ends: Option<String>,
    pub(super) grades: Option<Vec<u8>>,
    pub(super) weekdays: Option<Vec<String>>,
    pub(super) from: Option<Day>,
    pub(super) until: Option<Day>,
    /// `county_rate` (default), `free`, or a price in yuan such as `"1.50"`.
    pub(super) charged: Option<String>,
    #[serde(default)]
    pub(super) cancelled: Vec<Day>,
}

/// A complete fee notice at 2 yuan for the term, published three days before it, unless it says
/// otherwise.
#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub(super) struct RawNotice {
    pub(super) published_on: Option<Day>,
    pub(super) from: Option<Day>,
    pub(super) until: Option<Day>,
    pub(super) rate: Option<String>,
    /// Parts left blank: item, basis_issuer, basis_document, unit, scope, waiver_policy,
    /// complaint_phone.
    pub(super) lacks: Vec<String>,
}

/// A payee, designated throughout unless it says otherwise.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct RawPayee {
    kind: String,
    pub(super) from: Option<Day>,
    pub(super) until: Option<Day>,
}

impl RawPayee {
    pub(super) fn kind(&self) -> Result<PayeeKind> {
        payee_kind(&self.kind)
    }
}

fn payee_kind(text: &str) -> Result<PayeeKind> {
    let mut all = PayeeKind::ALL.into_iter();
    all.find(|kind| kind.code() == text).with_context(|| format!("`{text}` is no kind of payee"))
}

/// A pupil: number 1, a day pupil of class 3-1 throughout the term, who applied three days before
/// it for every slot and weekday, unless it says otherwise.
#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub(super) struct RawPupil {
    pub(super) no: Option<u32>,
    pub(super) class: Option<String>,
    pub(super) boarder: bool,
    /// Class and boarding over time; replaces `class` and `boarder`.
    pub(super) placements: Vec<RawPlacement>,
    pub(super) applications: Option<Vec<RawApplication>>,
    pub(super) waivers: Vec<RawWaiver>,
}

impl RawPupil {
    pub(super) fn number(&self) -> u32 {
        self.no.unwrap_or(1)
    }
}

/// Where a pupil is placed for a time.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct RawPlacement {
    pub(super) from: Day,
    pub(super) until: Option<Day>,
    pub(super) class: String,
    #[serde(default)]
    pub(super) boarder: bool,
}

/// A guardian's application.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct RawApplication {
    pub(super) on: Day,
    pub(super) withdrawn_on: Option<Day>,
    pub(super) slots: Option<Vec<u8>>,
    pub(super) weekdays: Option<Vec<String>>,
}

/// A waiver: approved on application, or matched with a list and perhaps decided about.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct RawWaiver {
    pub(super) category: Option<String>,
    pub(super) approved_on: Option<Day>,
    pub(super) listed_on: Option<Day>,
    pub(super) confirmed_on: Option<Day>,
    pub(super) rejected_on: Option<Day>,
    pub(super) lost_on: Option<Day>,
}

/// What another system means to charge a pupil's family for the month.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct RawProposal {
    pub(super) pupil: u32,
    pub(super) payable: String,
    payee: Option<String>,
}

impl RawProposal {
    pub(super) fn payee(&self) -> Result<Option<PayeeKind>> {
        self.payee.as_deref().map(payee_kind).transpose()
    }
}
