//! Nominations of good practice, in both directions.

use kehou_inspection::{GoodPractice, PracticeDeed, PracticeStage, PracticeStageKind};

use crate::{
    Flaw,
    inspection::written::{line, number_out, passage, signature_out},
    pb::inspection as pb,
    place::Place,
    scalar::{choice, list},
};

/// The most further names that a publication may not hold.
const NAME_LIMIT: usize = 50;

pub(super) fn stage(at: Place<'_>, given: i32) -> Option<PracticeStageKind> {
    Some(match choice(at, given)? {
        pb::PracticeStage::Unspecified => return None,
        pb::PracticeStage::Nominated => PracticeStageKind::Nominated,
        pb::PracticeStage::Approved => PracticeStageKind::Approved,
        pb::PracticeStage::Declined => PracticeStageKind::Declined,
        pb::PracticeStage::Published => PracticeStageKind::Published,
    })
}

const fn stage_out(stage: PracticeStageKind) -> pb::PracticeStage {
    match stage {
        PracticeStageKind::Nominated => pb::PracticeStage::Nominated,
        PracticeStageKind::Approved => pb::PracticeStage::Approved,
        PracticeStageKind::Declined => pb::PracticeStage::Declined,
        PracticeStageKind::Published => pb::PracticeStage::Published,
    }
}

/// The next deed on a nomination.
pub(super) fn deed(mut at: Place<'_>, given: Option<&pb::PracticeDeed>) -> Option<PracticeDeed> {
    use pb::practice_deed::Deed as Given;
    match given.and_then(|given| given.deed.as_ref()) {
        None => at.refuse(Flaw::Required),
        Some(Given::Approve(given)) => {
            line(at.field("approve").field("why"), &given.why).map(PracticeDeed::Approve)
        }
        Some(Given::Decline(given)) => {
            line(at.field("decline").field("why"), &given.why).map(PracticeDeed::Decline)
        }
        Some(Given::Publish(given)) => {
            let mut at = at.field("publish");
            let title = line(at.field("title"), &given.title);
            let text = passage(at.field("text"), &given.text);
            let read = |at: Place<'_>, name: &String| line(at, name);
            let names = list(&mut at.field("names"), &given.names, 0..=NAME_LIMIT, read);
            Some(PracticeDeed::Publish { title: title?, text: text?, names: names? })
        }
    }
}

/// A nomination with its number and the number of the change of its last act.
#[must_use]
pub fn practice_out((number, practice): (u32, &GoodPractice), etag: i64) -> pb::GoodPractice {
    let mut out = pb::GoodPractice {
        school_code: practice.school.to_string(),
        practice_no: number_out(number),
        what: practice.what.to_string(),
        nominated: Some(signature_out(&practice.nominated)),
        stage: stage_out(practice.stage.kind()).into(),
        etag,
        ..Default::default()
    };
    match &practice.stage {
        PracticeStage::Nominated => {}
        PracticeStage::Approved(decided) | PracticeStage::Declined(decided) => {
            out.decided = Some(signature_out(&decided.signed));
            out.why = decided.why.to_string();
        }
        PracticeStage::Published(signed, published) => {
            out.decided = Some(signature_out(signed));
            out.title = published.title.to_string();
            out.text = published.text.to_string();
        }
    }
    out
}
