//! Bills, lines and findings as files.
//!
//! Amounts are written in yuan with two decimals. Student numbers show their last four characters.
//! What tells who is waived stands in the tables of bills and lines only, which are finance's; the
//! list of findings for schools leaves out what would tell it (F12).

pub(crate) mod bill_row;
mod csv_tables;
mod workbook;

pub use bill_row::BillIssue;
pub use csv_tables::{BillTable, FindingTable, LineTable};
pub use workbook::BillBook;

use kehou_policy::CheckId;
use kehou_registry::{Defect, Finding, FindingCode};

/// Who reads a list of findings.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum FindingReader {
    /// Finance, who may know who is waived.
    Finance,
    /// A school, which may not.
    School,
}

impl FindingReader {
    /// Whether a finding is for this reader. (F12)
    #[must_use]
    pub fn may_see(self, finding: &Finding) -> bool {
        self == Self::Finance || finding.code != FindingCode::Defect(Defect::WaiverUndecided)
    }

    /// Whether the reader may know how many marks a finding touches: where a school may not charge,
    /// waived pupils are not among them, so that the number would tell how many they are. (F12)
    #[must_use]
    pub const fn may_count(self, finding: &Finding) -> bool {
        let leaves_out_waived =
            matches!(finding.code, FindingCode::Check(CheckId::R08 | CheckId::R10));
        matches!(self, Self::Finance) || !leaves_out_waived
    }
}
