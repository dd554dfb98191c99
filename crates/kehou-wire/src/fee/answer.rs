//! Bills, findings and refusals as messages.

use std::{collections::BTreeSet, sync::LazyLock};

use kehou_fee::{
    Bill, Line, Outcome, ProposedCharge, Refusal, SchoolBills, Tariff, explain, review,
};
use kehou_policy::RuleId;
use kehou_registry::{Finding, FindingCode, Subject};
use kehou_words::{Lang, render_or_code};

use super::{
    calendar::class_out,
    explanation::explanation_out,
    question::{AskedPupil, BillDetail, FeeQuestion},
    rolls::mark_out,
    school::payee_out,
};
use crate::{
    naming::count_out,
    pb,
    policy::{CitationTable, severity_out},
    scalar::date_out,
};

/// A question that was priced, ready to be answered in a language.
#[derive(Clone, Copy, Debug)]
pub struct Priced<'a> {
    /// What was asked.
    pub question: &'a FeeQuestion,
    /// The policy of the month.
    pub tariff: &'a Tariff,
    /// The bills of the pupils asked about.
    pub bills: &'a SchoolBills,
    /// What rules rest on, in the language asked for.
    pub citations: &'a CitationTable,
    /// The language asked for.
    pub lang: Lang,
}

impl Priced<'_> {
    /// The answer about many pupils.
    #[must_use]
    pub fn assessed(&self) -> pb::fee::AssessFeesResponse {
        let totals = &self.bills.totals;
        let lined = self.question.detail == BillDetail::Lines;
        let rules = match lined {
            true => rules_of(self.bills.bills()),
            false => BTreeSet::new(),
        };
        pb::fee::AssessFeesResponse {
            policy_id: totals.policy_id.to_string(),
            month: totals.month.to_string(),
            known_on: Some(date_out(totals.billed_on)),
            payee: totals.payee.as_ref().map(payee_out),
            bills: self.bills_out(),
            findings: self.findings_of_school(),
            citations: self.citations.of_rules(&rules),
        }
    }

    /// The answer about the first pupil, with reasons; none when nobody was asked about.
    #[must_use]
    pub fn explained(&self) -> Option<pb::fee::ExplainFeeResponse> {
        let totals = &self.bills.totals;
        let bill = self.bills.bills().next()?;
        let reason = explain(&bill, totals.month, totals.purpose);
        let mut rules = rules_of([bill]);
        let parts = reason.parts.iter().flat_map(|part| &part.rules);
        rules.extend(parts.chain(&reason.rules));
        Some(pb::fee::ExplainFeeResponse {
            policy_id: totals.policy_id.to_string(),
            known_on: Some(date_out(totals.billed_on)),
            payee: totals.payee.as_ref().map(payee_out),
            bill: self.bills_out().into_iter().next(),
            explanation: Some(explanation_out(&reason, self.lang)),
            findings: self.findings_of_school(),
            citations: self.citations.of_rules(&rules),
        })
    }

    fn bills_out(&self) -> Vec<pb::fee::Bill> {
        let asked = self.question.pupils.iter();
        let mut bills: Vec<_> = asked
            .zip(self.bills.bills())
            .map(|(asked, bill)| self.bill_out(asked, &bill))
            .collect();
        for finding in &self.bills.totals.findings {
            if let Subject::Pupil(pupil) = finding.subject
                && let Some(bill) = bills.get_mut(pupil.number() as usize)
            {
                bill.findings.push(finding_out(finding, self.lang));
            }
        }
        bills
    }

    fn bill_out(&self, asked: &AskedPupil, bill: &Bill<'_>) -> pb::fee::Bill {
        let amounts = bill.amounts;
        let lines = match self.question.detail {
            BillDetail::Totals => Vec::new(),
            BillDetail::Lines => bill.lines.iter().map(line_out).collect(),
        };
        let proposed = asked.proposed.as_ref();
        pb::fee::Bill {
            pupil_ref: asked.pupil_ref.clone(),
            due_fen: amounts.due.as_fen(),
            waived_fen: amounts.waived.as_fen(),
            payable_fen: amounts.payable.as_fen(),
            held_fen: amounts.held.as_fen(),
            class_hours: count_out(amounts.class_hours.count()),
            lines,
            findings: Vec::new(),
            refusals: proposed.map_or_else(Vec::new, |proposed| self.refusals(proposed, bill)),
        }
    }

    /// What forbids a proposed charge, by the policy of the month's last day.
    fn refusals(&self, proposed: &ProposedCharge, bill: &Bill<'_>) -> Vec<pb::fee::ChargeRefusal> {
        let last = self.question.month.days().count() - 1;
        let tariff = self.tariff.day(last, self.question.facts.fee_place());
        let refusals = review(proposed, bill, self.bills, tariff);
        refusals.iter().map(|refusal| refusal_out(refusal, self.lang)).collect()
    }

    fn findings_of_school(&self) -> Vec<pb::fee::Finding> {
        let findings = self.bills.totals.findings.iter();
        let wider = findings.filter(|finding| !matches!(finding.subject, Subject::Pupil(_)));
        wider.map(|finding| finding_out(finding, self.lang)).collect()
    }
}

/// The rules that decided about the lines of some bills.
pub(crate) fn rules_of<'a>(bills: impl IntoIterator<Item = Bill<'a>>) -> BTreeSet<RuleId> {
    let mut seen = [false; Outcome::COUNT];
    for bill in bills {
        for line in bill.lines {
            seen[line.outcome as usize] = true;
        }
    }
    let outcomes = Outcome::ALL.into_iter().zip(seen).filter(|(_, seen)| *seen);
    outcomes.flat_map(|(outcome, _)| outcome.rules()).copied().collect()
}

/// A line of a bill as messages carry it.
pub(crate) fn line_out(line: &Line) -> pb::fee::BillLine {
    /// The rules of each outcome as text, by its number.
    static RULES: LazyLock<Vec<Vec<String>>> = LazyLock::new(|| {
        let text = |outcome: Outcome| outcome.rules().iter().map(ToString::to_string).collect();
        Outcome::ALL.map(text).into()
    });
    pb::fee::BillLine {
        date: Some(date_out(line.on)),
        slot: i32::from(line.slot.number()),
        status: mark_out(line.mark).into(),
        outcome: outcome_out(line.outcome).into(),
        rate_fen: line.rate.as_fen(),
        due_fen: line.due().as_fen(),
        waived_fen: line.waived().as_fen(),
        payable_fen: line.payable().as_fen(),
        held_fen: line.held().as_fen(),
        rules: RULES.get(line.outcome as usize).cloned().unwrap_or_default(),
    }
}

/// An outcome as messages carry it.
const fn outcome_out(outcome: Outcome) -> pb::fee::Outcome {
    use pb::fee::Outcome as Sent;
    match outcome {
        // Where nothing was to be recorded there is no line.
        Outcome::Nothing => Sent::Unspecified,
        Outcome::Charged => Sent::Charged,
        Outcome::Waived => Sent::Waived,
        Outcome::WaivedProvisionally => Sent::WaivedProvisionally,
        Outcome::NotAttended => Sent::NotAttended,
        Outcome::Cancelled => Sent::Cancelled,
        Outcome::CancelledButAttended => Sent::CancelledButAttended,
        Outcome::NotRecorded => Sent::NotRecorded,
        Outcome::Contradicted => Sent::Contradicted,
        Outcome::Free => Sent::Free,
        Outcome::OverCap => Sent::OverCap,
        Outcome::NotChargeable => Sent::NotChargeable,
        Outcome::NotScheduled => Sent::NotScheduled,
        Outcome::NotOnRoll => Sent::NotOnRoll,
        Outcome::HeldPrice => Sent::HeldPrice,
        Outcome::HeldNoApplication => Sent::HeldNoApplication,
        Outcome::HeldFreeKind => Sent::HeldFreeKind,
        Outcome::HeldNoTeaching => Sent::HeldNoTeaching,
        Outcome::HeldPayee => Sent::HeldPayee,
        Outcome::HeldNotice => Sent::HeldNotice,
        Outcome::HeldShort => Sent::HeldShort,
    }
}

/// A finding as messages carry it.
pub(crate) fn finding_out(finding: &Finding, lang: Lang) -> pb::fee::Finding {
    let marks = finding.marks.to_string();
    let words = match finding.code {
        FindingCode::Check(check) => format!("FINDING_{check}"),
        FindingCode::Defect(defect) => defect.code().to_owned(),
    };
    let class = match finding.subject {
        Subject::Class(class) => Some(class_out(class)),
        Subject::School | Subject::Pupil(_) => None,
    };
    pb::fee::Finding {
        code: finding.code.to_string(),
        severity: severity_out(finding.code.severity()).into(),
        class,
        date: finding.on.map(date_out),
        slot: finding.slot.map_or(0, |slot| i32::from(slot.number())),
        marks: count_out(finding.marks),
        text: render_or_code(&words, lang, &[("marks", &marks)]),
    }
}

fn refusal_out(refusal: &Refusal, lang: Lang) -> pb::fee::ChargeRefusal {
    let excess = refusal.excess.to_string();
    let words = format!("REFUSAL_{}", refusal.check);
    pb::fee::ChargeRefusal {
        check: refusal.check.to_string(),
        excess_fen: refusal.excess.as_fen(),
        text: render_or_code(&words, lang, &[("excess", &excess)]),
    }
}
