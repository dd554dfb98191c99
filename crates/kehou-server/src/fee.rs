//! `kehou.fee.v1.FeeService`.

mod assess_fees;
mod explain_fee;

use std::sync::Arc;

use kehou_fee::{Knowledge, NotLocked, Purpose, Tariff};
use kehou_wire::{
    FeeQuestion,
    pb::fee::{
        AssessFeesRequest, AssessFeesResponse, ExplainFeeRequest, ExplainFeeResponse,
        fee_service_server::FeeService,
    },
};
use tonic::{Request, Response, Status};

use crate::{
    lang,
    policies::Policies,
    work::{Weight, Workshop},
};

/// From how many pupils on a call is worked on apart.
const HEAVY_PUPILS: usize = 8;

/// Answers fee calls.
#[derive(Clone, Debug)]
pub(crate) struct Fees {
    policies: Arc<Policies>,
    workshop: Workshop,
    response_bytes: usize,
}

impl Fees {
    pub(crate) const fn new(
        policies: Arc<Policies>,
        workshop: Workshop,
        response_bytes: usize,
    ) -> Self {
        Self { policies, workshop, response_bytes }
    }
}

#[tonic::async_trait]
impl FeeService for Fees {
    async fn assess_fees(
        &self,
        request: Request<AssessFeesRequest>,
    ) -> Result<Response<AssessFeesResponse>, Status> {
        let lang = lang::of_metadata(request.metadata());
        let request = request.into_inner();
        let weight = match request.pupils.len() {
            HEAVY_PUPILS.. => Weight::Heavy,
            _ => Weight::of([request.policy.as_ref()]),
        };
        let (policies, most) = (Arc::clone(&self.policies), self.response_bytes);
        let work = move || assess_fees::assess_fees(&policies, request, lang, most);
        self.workshop.answer(weight, lang, work).await
    }

    async fn explain_fee(
        &self,
        request: Request<ExplainFeeRequest>,
    ) -> Result<Response<ExplainFeeResponse>, Status> {
        let lang = lang::of_metadata(request.metadata());
        let request = request.into_inner();
        let weight = Weight::of([request.policy.as_ref()]);
        let policies = Arc::clone(&self.policies);
        let work = move || explain_fee::explain_fee(&policies, request, lang);
        self.workshop.answer(weight, lang, work).await
    }
}

/// What counts as known for a question.
fn knowledge(tariff: &Tariff, question: &FeeQuestion) -> Result<Knowledge, NotLocked> {
    match question.purpose {
        Purpose::Bill => {
            let working_days = question.facts.as_school_facts().working_days;
            Knowledge::at_lock(tariff, working_days, question.on)
        }
        Purpose::Preview => Ok(Knowledge::preview(question.on)),
        Purpose::Correction => Ok(Knowledge::corrected(question.on)),
    }
}
