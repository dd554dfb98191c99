//! Confirms or rejects a match with a government list. (F11)

use kehou_app::registry::{DecideWaiver, Verdict, decide_waiver as write};
use kehou_wire::{
    pb::registry::{DecideWaiverRequest, DecideWaiverResponse},
    registry::{DecideWaiverQuestion, Verdict as Said},
};

use crate::{
    books::{Call, ask, receipt},
    refusal::Refusal,
};

pub(crate) async fn decide_waiver(
    call: Call,
    request: DecideWaiverRequest,
) -> Result<DecideWaiverResponse, Refusal> {
    let question = DecideWaiverQuestion::read(request)?;
    let (ask, etag) = ask(question.write);
    let decide = DecideWaiver {
        school: question.school,
        pupil: question.pupil,
        waiver: question.waiver_no,
        verdict: match question.verdict {
            Said::Confirmed => Verdict::Confirmed,
            Said::Rejected => Verdict::Rejected,
        },
        decided_on: question.decided_on,
        etag,
    };
    let written = write(&call.app, (&call.who, ask), decide).await?;
    Ok(DecideWaiverResponse { receipt: Some(receipt(&written).message()) })
}
