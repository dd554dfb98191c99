//! Bills, findings and corrections as the books hold them.

use kehou_fee::{Bill, Correction};
use kehou_registry::SchoolCode;
use kehou_registry::{Finding, Payee, Subject};
use kehou_units::Month;
use kehou_words::Lang;

use crate::{
    CitationTable,
    fee::{finding_out, line_out, payee_out, rules_of},
    naming::count_out,
    pb,
};

/// A bill to be answered. (F12)
#[derive(Clone, Copy, Debug)]
pub struct BillView<'a> {
    /// The school.
    pub school: &'a SchoolCode,
    /// The month.
    pub month: Month,
    /// Which closing, from 0.
    pub revision: u32,
    /// The bill; without lines where a list is answered.
    pub bill: Bill<'a>,
    /// What was found about the pupil.
    pub findings: &'a [Finding],
    /// The change that made it.
    pub etag: i64,
}

impl BillView<'_> {
    /// The bill as messages carry it, with the lines and findings it holds.
    #[must_use]
    pub fn message(&self, lang: Lang) -> pb::fee::RecordedBill {
        let amounts = self.bill.amounts;
        pb::fee::RecordedBill {
            school_code: self.school.to_string(),
            pupil_no: self.bill.pupil.number(),
            month: self.month.to_string(),
            revision: count_out(self.revision),
            due_fen: amounts.due.as_fen(),
            waived_fen: amounts.waived.as_fen(),
            payable_fen: amounts.payable.as_fen(),
            held_fen: amounts.held.as_fen(),
            class_hours: count_out(amounts.class_hours.count()),
            lines: self.bill.lines.iter().map(line_out).collect(),
            findings: self.findings.iter().map(|finding| finding_out(finding, lang)).collect(),
            etag: self.etag,
        }
    }

    /// The answer about one bill: with the policy that priced it, whom the family pays, and what the
    /// rules of its lines rest on.
    #[must_use]
    pub fn answer(
        &self,
        (policy_id, payee): (&str, Option<&Payee>),
        citations: &CitationTable,
        lang: Lang,
    ) -> pb::fee::GetBillResponse {
        pb::fee::GetBillResponse {
            bill: Some(self.message(lang)),
            policy_id: policy_id.to_owned(),
            payee: payee.map(payee_out),
            citations: citations.of_rules(&rules_of([self.bill])),
        }
    }
}

/// A finding to be answered.
#[derive(Clone, Copy, Debug)]
pub struct FindingView<'a> {
    /// The month.
    pub month: Month,
    /// The closing it was found with, from 0.
    pub revision: u32,
    /// Its number within the month, from 1.
    pub finding_no: u32,
    /// What was found.
    pub finding: &'a Finding,
}

impl FindingView<'_> {
    /// The finding as messages carry it.
    #[must_use]
    pub fn message(&self, lang: Lang) -> pb::fee::RecordedFinding {
        let pupil_no = match self.finding.subject {
            Subject::Pupil(pupil) => pupil.number(),
            Subject::School | Subject::Class(_) => 0,
        };
        pb::fee::RecordedFinding {
            school_code: self.finding.school.to_string(),
            month: self.month.to_string(),
            revision: count_out(self.revision),
            finding_no: self.finding_no,
            pupil_no,
            finding: Some(finding_out(self.finding, lang)),
        }
    }
}

/// A correction due, to be answered.
#[derive(Clone, Copy, Debug)]
pub struct CorrectionView<'a> {
    /// The school.
    pub school: &'a SchoolCode,
    /// The revision of the bill that it would change.
    pub revision: u32,
    /// The correction.
    pub correction: Correction,
}

impl CorrectionView<'_> {
    /// The correction as messages carry it.
    #[must_use]
    pub fn message(&self) -> pb::fee::CorrectionDue {
        pb::fee::CorrectionDue {
            school_code: self.school.to_string(),
            pupil_no: self.correction.pupil.number(),
            month: self.correction.month.to_string(),
            revision: count_out(self.revision),
            difference_fen: self.correction.difference().as_fen(),
            lowered_fen: self.correction.lowered.as_fen(),
            raised_fen: self.correction.raised.as_fen(),
            needs_two_persons: self.correction.needs_two_persons(),
        }
    }
}
