//! The end of the service is bounded.

use std::{sync::Arc, time::Duration};

use kehou_policy::Policy;
use kehou_server::{Ending, Policies, ServeError, ServerConfig, serve};
use kehou_wire::pb::fee::{
    AssessFeesRequest, AssessFeesResponse, ExplainFeeRequest, ExplainFeeResponse,
    fee_service_server::FeeService,
};
use tokio::{net::TcpListener, sync::Semaphore};
use tonic::{Request, Response, Status};
use tonic_health::pb::{
    HealthCheckRequest, health_check_response::ServingStatus, health_client::HealthClient,
};

use crate::{harness::TestServer, refusals::Stuck};

/// Says when a call has begun, and answers it when told to.
#[derive(Clone)]
pub(crate) struct Gate {
    begun: Arc<Semaphore>,
    open: Arc<Semaphore>,
}

impl Gate {
    pub(crate) fn new() -> Self {
        Self { begun: Arc::new(Semaphore::new(0)), open: Arc::new(Semaphore::new(0)) }
    }
}

impl Gate {
    /// Waits until a call is in work.
    pub(crate) async fn begun(&self) {
        self.begun.acquire().await.unwrap().forget();
    }

    /// Lets a call be answered.
    pub(crate) fn answer(&self) {
        self.open.add_permits(1);
    }
}

#[tonic::async_trait]
impl FeeService for Gate {
    async fn assess_fees(
        &self,
        _: Request<AssessFeesRequest>,
    ) -> Result<Response<AssessFeesResponse>, Status> {
        self.begun.add_permits(1);
        self.open.acquire().await.unwrap().forget();
        Ok(Response::new(Default::default()))
    }

    async fn explain_fee(
        &self,
        _: Request<ExplainFeeRequest>,
    ) -> Result<Response<ExplainFeeResponse>, Status> {
        Ok(Response::new(Default::default()))
    }
}

#[tokio::test]
async fn a_call_in_work_is_finished() {
    let gate = Gate::new();
    let server = TestServer::start_with(ServerConfig::default(), gate.clone()).await;
    let mut fees = server.fees().await;
    let calling = tokio::spawn(async move { fees.assess_fees(AssessFeesRequest::default()).await });
    gate.begun().await;
    let serving = server.ask_to_stop();
    gate.answer();
    assert!(calling.await.unwrap().is_ok());
    assert_eq!(serving.await.unwrap().unwrap(), Ending::Drained);
}

#[tokio::test]
async fn a_call_that_outlasts_the_grace_is_cut_off() {
    let config = ServerConfig { grace: Duration::from_millis(30), ..ServerConfig::default() };
    let server = TestServer::start_with(config, Stuck).await;
    let mut fees = server.fees().await;
    let calling = tokio::spawn(async move { fees.assess_fees(AssessFeesRequest::default()).await });
    let mut health = HealthClient::new(server.channel().await);
    health.check(HealthCheckRequest::default()).await.unwrap();
    let serving = server.ask_to_stop();
    let ending = serving.await.unwrap().unwrap();
    assert!(calling.await.unwrap().is_err(), "the client learns it");
    assert_eq!(ending, Ending::CutOff);
}

#[tokio::test]
async fn health_says_not_serving_before_its_stream_ends() {
    let server = TestServer::start(ServerConfig::default()).await;
    let mut health = HealthClient::new(server.channel().await);
    let mut stream = health.watch(HealthCheckRequest::default()).await.unwrap().into_inner();
    let first = stream.message().await.unwrap().unwrap();
    assert_eq!(first.status(), ServingStatus::Serving);
    let serving = server.ask_to_stop();
    let second = stream.message().await.unwrap().unwrap();
    assert_eq!(second.status(), ServingStatus::NotServing);
    assert_eq!(stream.message().await.unwrap_err().code(), tonic::Code::Unavailable);
    assert_eq!(serving.await.unwrap().unwrap(), Ending::Drained, "an open stream holds nothing up");
}

#[tokio::test]
async fn an_address_open_to_others_is_refused() {
    let listener = TcpListener::bind("0.0.0.0:0").await.unwrap();
    let policies = Policies::new(Policy::shipped().unwrap());
    let refused = serve(ServerConfig::default(), listener, policies, std::future::pending()).await;
    let Err(error @ ServeError::NotLoopback { .. }) = refused else { panic!("{refused:?}") };
    assert_eq!(error.code(), "SERVE_NOT_LOOPBACK");
}
