//! Serving, from the first connection to the bounded end.

use std::{future::Future, io, net::SocketAddr, pin::pin, sync::Arc};

use kehou_units::Fault;
use kehou_wire::pb::{
    fee::fee_service_server::{FeeService, FeeServiceServer},
    policy::policy_service_server::PolicyServiceServer,
};
use tokio::{net::TcpListener, sync::watch, time::timeout};
use tonic::{
    codec::CompressionEncoding, server::NamedService, service::RoutesBuilder, transport::Server,
};
use tonic_health::{ServingStatus, server::HealthReporter};
use tower::layer::util::Stack;

use crate::{
    config::ServerConfig,
    connections::Connections,
    fee::Fees,
    layers::{Around, admission::Admission, deadline::Deadline, outcome::Outcome},
    phase::{Phase, Phases, reached},
    policies::Policies,
    policy::PolicyCalls,
    reflection,
    work::Workshop,
};

/// How serving ended after it was asked to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Ending {
    /// Every call in work was answered.
    Drained,
    /// Some calls outlasted the grace and were cut off.
    CutOff,
}

/// Why serving could not begin or go on.
#[derive(Debug, thiserror::Error)]
pub enum ServeError {
    /// The address is open to others, and the service has neither TLS nor callers it knows.
    #[error(
        "{address} can be reached from other machines; without TLS and tokens the service listens on a loopback address only, such as 127.0.0.1"
    )]
    NotLoopback {
        /// The address of the listener.
        address: SocketAddr,
    },
    /// The listener can't tell its address.
    #[error("the listener failed: {0}")]
    Listener(#[source] io::Error),
    /// The descriptors of the interface can't be read.
    #[error("the descriptors of the interface can't be read: {0}")]
    Descriptors(#[source] tonic_reflection::server::Error),
    /// The transport failed.
    #[error("the transport failed: {0}")]
    Transport(#[source] tonic::transport::Error),
}

impl ServeError {
    /// The stable code of this error.
    #[must_use]
    pub const fn code(&self) -> &'static str {
        match self {
            Self::NotLoopback { .. } => "SERVE_NOT_LOOPBACK",
            Self::Listener(_) => "SERVE_LISTENER",
            Self::Descriptors(_) => "SERVE_DESCRIPTORS",
            Self::Transport(_) => "SERVE_TRANSPORT",
        }
    }

    /// The kind of failure.
    #[must_use]
    pub const fn fault(&self) -> Fault {
        match self {
            Self::NotLoopback { .. } => Fault::Forbidden,
            Self::Listener(_) | Self::Transport(_) => Fault::Busy,
            Self::Descriptors(_) => Fault::Internal,
        }
    }
}

/// Serves until `shutdown` is ready, then ends within the grace of `config`.
///
/// Health and reflection stand beside the policy and the fee service. When `shutdown` is ready, health says NOT_SERVING, no connection is accepted any more, streams of health and
/// reflection end, and calls in work may finish within the grace; whatever is left then is cut off.
///
/// # Errors
///
/// - [`ServeError::NotLoopback`] when the listener can be reached from other machines.
/// - [`ServeError::Listener`] when the listener can't tell its address.
/// - [`ServeError::Descriptors`] when the descriptors of the interface can't be read.
/// - [`ServeError::Transport`] when the transport fails.
pub async fn serve(
    config: ServerConfig,
    listener: TcpListener,
    policies: Policies,
    shutdown: impl Future<Output = ()>,
) -> Result<Ending, ServeError> {
    let policies = Arc::new(policies);
    let workshop = Workshop::new();
    let fees = Fees::new(Arc::clone(&policies), workshop.clone(), config.response_bytes);
    let policy_calls = PolicyCalls::new(policies, workshop);
    let mut routes = RoutesBuilder::default();
    routes
        .add_service(fee_service(&config, fees))
        .add_service(policy_service(&config, policy_calls));
    let names = [FeeServiceServer::<Fees>::NAME, PolicyServiceServer::<PolicyCalls>::NAME];
    serve_routes(config, listener, (routes, &names), shutdown).await
}

/// Serves another implementation of the fee service alone, behind the same limits and layers: a
/// gateway to another server, or one that measures what the layers cost.
///
/// # Errors
///
/// As [`serve`].
pub async fn serve_fees(
    config: ServerConfig,
    listener: TcpListener,
    fees: impl FeeService,
    shutdown: impl Future<Output = ()>,
) -> Result<Ending, ServeError> {
    let mut routes = RoutesBuilder::default();
    routes.add_service(fee_service(&config, fees));
    let names = [FeeServiceServer::<Fees>::NAME];
    serve_routes(config, listener, (routes, &names), shutdown).await
}

fn fee_service<F: FeeService>(config: &ServerConfig, fees: F) -> FeeServiceServer<F> {
    FeeServiceServer::new(fees)
        .accept_compressed(CompressionEncoding::Gzip)
        .send_compressed(CompressionEncoding::Gzip)
        .max_decoding_message_size(config.request_bytes)
        .max_encoding_message_size(config.response_bytes)
}

fn policy_service(config: &ServerConfig, calls: PolicyCalls) -> PolicyServiceServer<PolicyCalls> {
    PolicyServiceServer::new(calls)
        .accept_compressed(CompressionEncoding::Gzip)
        .send_compressed(CompressionEncoding::Gzip)
        .max_decoding_message_size(config.request_bytes)
        .max_encoding_message_size(config.response_bytes)
}

/// Serves some routes with the services named, health and reflection.
async fn serve_routes(
    config: ServerConfig,
    listener: TcpListener,
    (mut routes, names): (RoutesBuilder, &[&str]),
    shutdown: impl Future<Output = ()>,
) -> Result<Ending, ServeError> {
    let address = listener.local_addr().map_err(ServeError::Listener)?;
    if !address.ip().is_loopback() {
        return Err(ServeError::NotLoopback { address });
    }
    let (announce, phases) = watch::channel(Phase::Serving);
    let (health, health_service) = tonic_health::server::health_reporter();
    announce_health(&health, names, ServingStatus::Serving).await;
    routes.add_service(health_service);
    reflection::add(&mut routes, names).map_err(ServeError::Descriptors)?;

    let connections = Connections::new(listener, &config, phases.clone());
    let stopping = reached(phases.clone(), Phase::Stopping);
    let mut serving = pin!(
        transport(&config, phases)
            .add_routes(routes.routes())
            .serve_with_incoming_shutdown(connections, stopping)
    );
    tracing::info!(%address, "serving");
    tokio::select! {
        failed = &mut serving => return failed.map(|()| Ending::Drained).map_err(ServeError::Transport),
        () = shutdown => {}
    }
    tracing::info!("stopping");
    announce_health(&health, names, ServingStatus::NotServing).await;
    announce.send_replace(Phase::Stopping);
    match timeout(config.grace, &mut serving).await {
        Ok(ended) => ended.map(|()| Ending::Drained).map_err(ServeError::Transport),
        Err(_) => {
            tracing::warn!("calls outlasted the grace and are cut off");
            announce.send_replace(Phase::Over);
            Ok(Ending::CutOff)
        }
    }
}

/// The layers, the innermost first.
type Layers<Rest> = Stack<Around<Deadline>, Stack<Around<Admission>, Stack<Around<Outcome>, Rest>>>;

fn transport(
    config: &ServerConfig,
    phases: Phases,
) -> Server<Layers<tower::layer::util::Identity>> {
    Server::builder()
        .max_concurrent_streams(config.streams_per_connection)
        .http2_keepalive_interval(Some(config.keepalive))
        .layer(Around(Outcome::new(config.request_bytes)))
        .layer(Around(Admission::new(config.calls, config.retry_after)))
        .layer(Around(Deadline::new(config.deadline, phases)))
}

async fn announce_health(health: &HealthReporter, names: &[&str], status: ServingStatus) {
    // The empty name stands for the service as a whole.
    for name in names.iter().copied().chain([""]) {
        health.set_service_status(name, status).await;
    }
}
