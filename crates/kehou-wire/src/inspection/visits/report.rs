//! Reports of visits as messages carry them.

use kehou_inspection::{
    Checklist, Compared, Contradiction, Earned, Relation, Score, ScoreLine, SheetRole,
    SubmittedSheet, VetoDecision, VetoGround, VisitReport,
};

use super::{
    sheet::{given_out, sheet_out},
    veto::{ground_out, verdict_out},
};
use crate::{
    inspection::written::signature_out, naming::count_out, pb::inspection as pb, scalar::date_out,
};

/// A sheet with its tag.
#[derive(Clone, Copy, Debug)]
pub struct SheetLook<'a> {
    /// The sheet.
    pub submitted: &'a SubmittedSheet,
    /// Its tag.
    pub etag: i64,
}

/// What is known of a school in a campaign.
#[derive(Clone, Copy, Debug)]
pub struct ReportLook<'a> {
    /// The checklist of the campaign.
    pub checklist: &'a Checklist,
    /// The self-check, if there is one.
    pub self_check: Option<SheetLook<'a>>,
    /// The visit, once it was handed in.
    pub visit: Option<SheetLook<'a>>,
    /// Both item by item, once the visit was handed in.
    pub report: Option<&'a VisitReport>,
    /// The score, once the visit was handed in.
    pub score: Option<&'a Score>,
    /// What was decided about proposed vetoes.
    pub decisions: &'a [VetoDecision],
    /// What the data contradicts.
    pub contradictions: &'a [Contradiction],
}

impl ReportLook<'_> {
    /// The report as messages carry it.
    #[must_use]
    pub fn message(&self) -> pb::GetVisitReportResponse {
        let items = self.report.map(|report| report.items.iter().map(compared_out).collect());
        let proposed = self.score.map(|score| score.proposed.as_slice()).unwrap_or_default();
        pb::GetVisitReportResponse {
            checklist_id: self.checklist.id().to_string(),
            checklist_version: count_out(self.checklist.version()),
            self_check: self.self_check.map(|look| look.message()),
            visit: self.visit.map(|look| look.message()),
            items: items.unwrap_or_default(),
            score: self.score.map(score_out),
            vetoes: proposed.iter().map(|ground| self.veto_out(ground)).collect(),
            contradictions: self.contradictions.iter().map(contradiction_out).collect(),
        }
    }

    fn veto_out(&self, ground: &VetoGround) -> pb::ProposedVeto {
        let decision = self.decisions.iter().find(|decision| decision.ground == *ground);
        let verdict = decision.map_or(pb::VetoVerdict::Unspecified, |it| verdict_out(it.verdict));
        pb::ProposedVeto {
            ground: Some(ground_out(ground)),
            verdict: verdict.into(),
            decided: decision.map(|it| signature_out(&it.decided.signed)),
            why: decision.map(|it| it.decided.why.to_string()).unwrap_or_default(),
        }
    }
}

impl SheetLook<'_> {
    fn message(&self) -> pb::AnsweredSheet {
        let sheet = sheet_out(&self.submitted.sheet, self.etag);
        match &self.submitted.role {
            SheetRole::SelfCheck => sheet,
            SheetRole::Visit { on, without_self_check } => pb::AnsweredSheet {
                visited_on: Some(date_out(*on)),
                without_self_check: without_self_check
                    .as_ref()
                    .map(ToString::to_string)
                    .unwrap_or_default(),
                ..sheet
            },
        }
    }
}

fn compared_out(compared: &Compared) -> pb::ComparedItem {
    let school = compared.school.map_or(pb::GivenAnswer::Unspecified, given_out);
    let relation = match compared.relation {
        Relation::Same => pb::AnswerRelation::Same,
        Relation::Untrue => pb::AnswerRelation::Untrue,
        Relation::Better => pb::AnswerRelation::Better,
        Relation::Scope => pb::AnswerRelation::Scope,
        Relation::Alone => pb::AnswerRelation::Alone,
    };
    pb::ComparedItem {
        item: compared.item.to_string(),
        school: school.into(),
        inspectors: given_out(compared.inspectors).into(),
        relation: relation.into(),
        corrected: compared.corrected.as_ref().map(ToString::to_string).unwrap_or_default(),
    }
}

fn score_out(score: &Score) -> pb::VisitScore {
    pb::VisitScore {
        earned: count_out(score.earned),
        possible: count_out(score.possible),
        per_mille: score.per_mille().map(|share| i32::try_from(share).unwrap_or(i32::MAX)),
        grade_by_points: score.by_points.key.to_string(),
        grade: score.grade.key.to_string(),
        items: score.lines.iter().map(scored_out).collect(),
    }
}

fn scored_out(line: &ScoreLine) -> pb::ScoredItem {
    let why = match line.why {
        Earned::Met => pb::Earned::Met,
        Earned::NotMet => pb::Earned::NotMet,
        Earned::CorrectedByItself => pb::Earned::CorrectedByItself,
        Earned::NotApplicable => pb::Earned::NotApplicable,
    };
    pb::ScoredItem {
        item: line.item.to_string(),
        earned: count_out(line.earned),
        possible: count_out(line.possible),
        why: why.into(),
    }
}

fn contradiction_out(found: &Contradiction) -> pb::Contradiction {
    let records = found.records.iter().map(ToString::to_string).collect();
    pb::Contradiction { item: found.item.to_string(), records }
}
