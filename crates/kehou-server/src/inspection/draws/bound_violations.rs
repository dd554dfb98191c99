//! Says what a sample allows to say about all schools.

use kehou_app::AppError;
use kehou_inspection::{bound, next_visits};
use kehou_wire::{
    inspection::draws::{BoundQuestion, bounded_answer},
    pb::inspection::{BoundViolationsRequest, BoundViolationsResponse},
};

use crate::refusal::Refusal;

pub(super) fn bound_violations(
    request: &BoundViolationsRequest,
) -> Result<BoundViolationsResponse, Refusal> {
    let BoundQuestion { strata, rate, wanted } = BoundQuestion::read(request)?;
    let statement = bound(&strata, rate);
    let next = wanted.map(|wanted| next_visits(&strata, rate, wanted)).transpose();
    let next = next.map_err(AppError::from)?;
    Ok(bounded_answer(&statement, next.as_ref()))
}
