//! A server of its own for each test, and clients of it.

use std::net::SocketAddr;

use kehou_policy::Policy;
use kehou_server::{Ending, Policies, ServeError, ServerConfig, serve, serve_fees};
use kehou_wire::pb::{
    fee::{fee_service_client::FeeServiceClient, fee_service_server::FeeService},
    policy::policy_service_client::PolicyServiceClient,
};
use tokio::{net::TcpListener, sync::oneshot, task::JoinHandle};
use tonic::{
    Request, Status,
    transport::{Channel, Endpoint},
};
use tonic_types::{ErrorDetails, StatusExt};

/// A running server.
pub(crate) struct TestServer {
    /// Where it listens.
    pub(crate) address: SocketAddr,
    stop: oneshot::Sender<()>,
    serving: JoinHandle<Result<Ending, ServeError>>,
}

impl TestServer {
    /// A server with the shipped policy.
    pub(crate) async fn start(config: ServerConfig) -> Self {
        let policies = Policies::new(Policy::shipped().unwrap());
        let (listener, address, stop, stopped) = door().await;
        let serving = tokio::spawn(serve(config, listener, policies, stopped));
        Self { address, stop, serving }
    }

    /// A server whose fee service is another one.
    pub(crate) async fn start_with(config: ServerConfig, fees: impl FeeService) -> Self {
        let (listener, address, stop, stopped) = door().await;
        let serving = tokio::spawn(serve_fees(config, listener, fees, stopped));
        Self { address, stop, serving }
    }

    /// A connection of its own.
    pub(crate) async fn channel(&self) -> Channel {
        let endpoint = Endpoint::from_shared(format!("http://{}", self.address)).unwrap();
        endpoint.connect().await.unwrap()
    }

    pub(crate) async fn fees(&self) -> FeeServiceClient<Channel> {
        FeeServiceClient::new(self.channel().await).max_decoding_message_size(64 << 20)
    }

    pub(crate) async fn policies(&self) -> PolicyServiceClient<Channel> {
        PolicyServiceClient::new(self.channel().await)
    }

    /// Asks the server to stop, without waiting for it.
    pub(crate) fn ask_to_stop(self) -> JoinHandle<Result<Ending, ServeError>> {
        self.stop.send(()).unwrap();
        self.serving
    }

    /// Stops the server; every test does, so that none leaves calls behind.
    pub(crate) async fn stop(self) {
        self.ask_to_stop().await.unwrap().unwrap();
    }
}

type Door = (
    TcpListener,
    SocketAddr,
    oneshot::Sender<()>,
    std::pin::Pin<Box<dyn Future<Output = ()> + Send>>,
);

async fn door() -> Door {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let address = listener.local_addr().unwrap();
    let (stop, stopped) = oneshot::channel();
    (listener, address, stop, Box::pin(async move { stopped.await.unwrap_or(()) }))
}

/// A request in a language.
pub(crate) fn asking<T>(message: T, language: &'static str) -> Request<T> {
    let mut request = Request::new(message);
    request.metadata_mut().insert("accept-language", language.parse().unwrap());
    request
}

/// The reason of a refusal.
pub(crate) fn reason(status: &Status) -> String {
    details(status).error_info().map(|it| it.reason.clone()).unwrap_or_default()
}

/// A value of a refusal's metadata.
pub(crate) fn metadata(status: &Status, name: &str) -> String {
    let details = details(status);
    let info = details.error_info().expect("every refusal has a reason");
    info.metadata.get(name).cloned().unwrap_or_default()
}

/// The details of a refusal.
pub(crate) fn details(status: &Status) -> ErrorDetails {
    status.check_error_details().expect("details can be read")
}
