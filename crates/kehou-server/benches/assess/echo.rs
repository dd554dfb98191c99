//! A fee service that does nothing but decode and encode.

use kehou_wire::pb::fee::{
    AssessFeesRequest, AssessFeesResponse, ExplainFeeRequest, ExplainFeeResponse,
    fee_service_server::FeeService,
};
use tonic::{Request, Response, Status};

/// Answers every request with the same answer, whatever it says.
pub(crate) struct EchoFees {
    pub(crate) answer: AssessFeesResponse,
}

#[tonic::async_trait]
impl FeeService for EchoFees {
    async fn assess_fees(
        &self,
        request: Request<AssessFeesRequest>,
    ) -> Result<Response<AssessFeesResponse>, Status> {
        std::hint::black_box(request.into_inner());
        Ok(Response::new(self.answer.clone()))
    }

    async fn explain_fee(
        &self,
        _: Request<ExplainFeeRequest>,
    ) -> Result<Response<ExplainFeeResponse>, Status> {
        Err(Status::unimplemented("the echo assesses only"))
    }
}
