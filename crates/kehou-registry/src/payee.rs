//! Designated payees (收款渠道).

use chrono::NaiveDate;
use kehou_units::Period;

/// What kind of payee a channel belongs to. Which kinds may be designated is policy.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum PayeeKind {
    /// The treasury's own account (财政专户).
    Treasury,
    /// The collection account of the accounting unit (核算单位账户).
    UnitAccount,
    /// The school's collection account (学校账户).
    SchoolAccount,
    /// The non-tax collection platform (非税收缴平台).
    NontaxPlatform,
    /// A parents' committee (家委会): never lawful.
    ParentsCommittee,
    /// A training or other agency (机构): never lawful.
    Agency,
    /// A person (个人): never lawful.
    Person,
}

impl PayeeKind {
    /// All kinds.
    pub const ALL: [Self; 7] = [
        Self::Treasury,
        Self::UnitAccount,
        Self::SchoolAccount,
        Self::NontaxPlatform,
        Self::ParentsCommittee,
        Self::Agency,
        Self::Person,
    ];

    /// The code used in policy files and on the wire.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::Treasury => "treasury",
            Self::UnitAccount => "unit_account",
            Self::SchoolAccount => "school_account",
            Self::NontaxPlatform => "nontax_platform",
            Self::ParentsCommittee => "parents_committee",
            Self::Agency => "agency",
            Self::Person => "person",
        }
    }
}

/// The channel that families of a school pay to, for a period.
///
/// # Clauses
///
/// F17.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Payee {
    /// Its kind.
    pub kind: PayeeKind,
    /// The name families see.
    pub name: String,
    /// The account or platform number, as printed on bills.
    pub account: String,
    /// When it is designated.
    pub period: Period,
}

impl Payee {
    /// Whether it is designated on a day.
    #[must_use]
    pub fn in_force(&self, on: NaiveDate) -> bool {
        self.period.holds(on)
    }
}
