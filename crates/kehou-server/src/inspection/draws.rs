//! `DrawService`: draws and bounds without any books.

mod bound_violations;
mod draw_sample;
mod verify_draw;

use kehou_wire::pb::inspection::{
    BoundViolationsRequest, BoundViolationsResponse, DrawSampleRequest, DrawSampleResponse,
    VerifyDrawRequest, VerifyDrawResponse, draw_service_server::DrawService,
};
use kehou_words::Lang;
use tonic::{Request, Response, Status};

use crate::{
    lang,
    refusal::Refusal,
    work::{Weight, Workshop},
};

/// Answers calls about draws and bounds.
#[derive(Clone)]
pub(crate) struct DrawCalls {
    workshop: Workshop,
}

impl DrawCalls {
    pub(crate) const fn new(workshop: Workshop) -> Self {
        Self { workshop }
    }

    /// Every call may hash or reckon for long, so each is worked on apart.
    async fn answer<Q: Send + 'static, A: Send + 'static>(
        &self,
        request: Request<Q>,
        work: impl FnOnce(Q, Lang) -> Result<A, Refusal> + Send + 'static,
    ) -> Result<Response<A>, Status> {
        let lang = lang::of_metadata(request.metadata());
        let request = request.into_inner();
        self.workshop.answer(Weight::Heavy, lang, move || work(request, lang)).await
    }
}

#[tonic::async_trait]
impl DrawService for DrawCalls {
    async fn draw_sample(
        &self,
        request: Request<DrawSampleRequest>,
    ) -> Result<Response<DrawSampleResponse>, Status> {
        self.answer(request, |request, _| draw_sample::draw_sample(&request)).await
    }

    async fn verify_draw(
        &self,
        request: Request<VerifyDrawRequest>,
    ) -> Result<Response<VerifyDrawResponse>, Status> {
        self.answer(request, verify_draw::verify_draw).await
    }

    async fn bound_violations(
        &self,
        request: Request<BoundViolationsRequest>,
    ) -> Result<Response<BoundViolationsResponse>, Status> {
        self.answer(request, |request, _| bound_violations::bound_violations(&request)).await
    }
}
