//! Cases, their deeds and their reporters, in both directions.

use kehou_inspection::{
    CaseAct, CaseDeed, CaseSource, CaseStage, CaseStageKind, DisciplineCase, Reporter, Verified,
};

use crate::{
    Flaw,
    inspection::written::{line, number_out, numbered, passage, signature_out},
    pb::inspection as pb,
    place::Place,
    scalar::choice,
};

pub(super) fn stage(at: Place<'_>, given: i32) -> Option<CaseStageKind> {
    Some(match choice(at, given)? {
        pb::CaseStage::Unspecified => return None,
        pb::CaseStage::Received => CaseStageKind::Received,
        pb::CaseStage::Accepted => CaseStageKind::Accepted,
        pb::CaseStage::Transferred => CaseStageKind::Transferred,
        pb::CaseStage::Judged => CaseStageKind::Judged,
        pb::CaseStage::Concluded => CaseStageKind::Concluded,
    })
}

const fn stage_out(stage: CaseStageKind) -> pb::CaseStage {
    match stage {
        CaseStageKind::Received => pb::CaseStage::Received,
        CaseStageKind::Accepted => pb::CaseStage::Accepted,
        CaseStageKind::Transferred => pb::CaseStage::Transferred,
        CaseStageKind::Judged => pb::CaseStage::Judged,
        CaseStageKind::Concluded => pb::CaseStage::Concluded,
    }
}

fn verdict(at: Place<'_>, given: i32) -> Option<Verified> {
    Some(match choice(at, given)? {
        pb::CaseVerdict::Unspecified => return None,
        pb::CaseVerdict::Verified => Verified::Yes,
        pb::CaseVerdict::NotVerified => Verified::No,
    })
}

const fn verdict_out(verified: Verified) -> pb::CaseVerdict {
    match verified {
        Verified::Yes => pb::CaseVerdict::Verified,
        Verified::No => pb::CaseVerdict::NotVerified,
    }
}

/// Where a case comes from.
pub(super) fn source(mut at: Place<'_>, given: Option<&pb::CaseSource>) -> Option<CaseSource> {
    use pb::case_source::Source as Given;
    match given.and_then(|given| given.source.as_ref()) {
        None => at.refuse(Flaw::Required),
        Some(Given::Report(pb::CaseReport {})) => Some(CaseSource::Report),
        Some(Given::FindingNo(number)) => {
            let number = numbered(at.field("finding_no"), *number)?;
            Some(CaseSource::Finding(kehou_inspection::FindingNo::new(number)))
        }
        Some(Given::Office(office)) => line(at.field("office"), office).map(CaseSource::Office),
    }
}

fn source_out(source: &CaseSource) -> pb::CaseSource {
    use pb::case_source::Source as Out;
    let source = match source {
        CaseSource::Report => Out::Report(pb::CaseReport {}),
        CaseSource::Finding(number) => Out::FindingNo(number_out(number.get())),
        CaseSource::Office(office) => Out::Office(office.to_string()),
    };
    pb::CaseSource { source: Some(source) }
}

/// Who reported a case.
pub(super) fn reporter(mut at: Place<'_>, given: &pb::CaseReporter) -> Option<Reporter> {
    let name = line(at.field("name"), &given.name);
    let contact = line(at.field("contact"), &given.contact);
    Some(Reporter { name: name?, contact: contact? })
}

/// A reporter as messages carry them: in the answer of `GetReporter` alone.
#[must_use]
pub fn reporter_out(reporter: &Reporter) -> pb::CaseReporter {
    let Reporter { name, contact } = reporter;
    pb::CaseReporter { name: name.to_string(), contact: contact.to_string() }
}

/// The next deed on a case that was received already.
pub(super) fn deed(mut at: Place<'_>, given: Option<&pb::CaseDeed>) -> Option<CaseDeed> {
    use pb::case_deed::Deed as Given;
    let Some(given) = given.and_then(|given| given.deed.as_ref()) else {
        return at.refuse(Flaw::Required);
    };
    match given {
        Given::Receive(_) => at.field("receive").refuse(Flaw::Unexpected),
        Given::Accept(pb::AcceptDeed {}) => Some(CaseDeed::Accept),
        Given::Transfer(given) => {
            let to = line(at.field("transfer").field("to"), &given.to);
            Some(CaseDeed::Transfer { to: to? })
        }
        Given::Judge(given) => {
            let mut at = at.field("judge");
            let verified = verdict(at.field("verdict"), given.verdict);
            let why = line(at.field("why"), &given.why);
            Some(CaseDeed::Verify { verified: verified?, why: why? })
        }
        Given::Conclude(given) => {
            let mut at = at.field("conclude");
            let outcome = passage(at.field("outcome"), &given.outcome);
            let number = line(at.field("number"), &given.number);
            Some(CaseDeed::Conclude { outcome: outcome?, number: number? })
        }
    }
}

fn deed_out(deed: &CaseDeed) -> pb::CaseDeed {
    use pb::case_deed::Deed as Out;
    let deed = match deed {
        CaseDeed::Receive { source, school, matter } => Out::Receive(pb::ReceiveDeed {
            source: Some(source_out(source)),
            school_code: school.to_string(),
            matter: matter.to_string(),
        }),
        CaseDeed::Accept => Out::Accept(pb::AcceptDeed {}),
        CaseDeed::Transfer { to } => Out::Transfer(pb::TransferDeed { to: to.to_string() }),
        CaseDeed::Verify { verified, why } => Out::Judge(pb::JudgeDeed {
            verdict: verdict_out(*verified).into(),
            why: why.to_string(),
        }),
        CaseDeed::Conclude { outcome, number } => Out::Conclude(pb::ConcludeDeed {
            outcome: outcome.to_string(),
            number: number.to_string(),
        }),
    };
    pb::CaseDeed { deed: Some(deed) }
}

/// One act of the history of a case.
#[must_use]
pub fn case_act_out(act: &CaseAct) -> pb::CaseAct {
    pb::CaseAct { signed: Some(signature_out(&act.signed)), deed: Some(deed_out(&act.deed)) }
}

/// A case as messages carry it, with its number and the number of the change of its last act.
#[must_use]
pub fn case_out((number, case): (u32, &DisciplineCase), etag: i64) -> pb::DisciplineCase {
    let mut out = pb::DisciplineCase {
        case_no: number_out(number),
        school_code: case.school.to_string(),
        source: Some(source_out(&case.source)),
        matter: case.matter.to_string(),
        received: Some(signature_out(&case.received)),
        stage: stage_out(case.stage.kind()).into(),
        etag,
        ..Default::default()
    };
    match &case.stage {
        CaseStage::Received | CaseStage::Accepted(_) => {}
        CaseStage::Transferred { to, .. } => out.transferred_to = to.to_string(),
        CaseStage::Judged { verified, .. } => out.verdict = verdict_out(*verified).into(),
        CaseStage::Concluded { verified, outcome, number, .. } => {
            out.verdict = verdict_out(*verified).into();
            out.outcome = outcome.to_string();
            out.document_number = number.to_string();
        }
    }
    out
}
