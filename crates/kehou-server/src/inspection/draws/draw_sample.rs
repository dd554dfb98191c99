//! Draws from a frame with a seed.

use kehou_app::AppError;
use kehou_draw::{Commitment, Draw, DrawPlan, Frame};
use kehou_wire::{
    inspection::draws::{DrawQuestion, drawn_answer},
    pb::inspection::{DrawSampleRequest, DrawSampleResponse},
};

use crate::refusal::Refusal;

pub(super) fn draw_sample(request: &DrawSampleRequest) -> Result<DrawSampleResponse, Refusal> {
    let question = DrawQuestion::read(request)?;
    Ok(drawn_answer(&drawn(question)?))
}

fn drawn(question: DrawQuestion) -> Result<Draw, AppError> {
    let DrawQuestion { title, as_of, units, quotas, source, .. } = question;
    let frame = Frame::new(title, as_of, units)?;
    let plan = DrawPlan { quotas, source };
    let commitment = Commitment::new(&frame, plan, question.committed_at)?;
    let seed = commitment.seed(question.material, question.revealed_at)?;
    Ok(Draw::new(frame, seed)?)
}
