//! Serving, from the first connection to the bounded end.

use std::{convert::Infallible, future::Future, io, net::SocketAddr, pin::pin, sync::Arc};

use http::{Request, Response};
use kehou_units::Fault;
use kehou_wire::pb::{
    admin::import_service_server::ImportServiceServer,
    attendance::attendance_service_server::AttendanceServiceServer,
    audit::audit_service_server::AuditServiceServer,
    fee::{
        billing_service_server::BillingServiceServer,
        fee_service_server::{FeeService, FeeServiceServer},
    },
    inspection::{
        campaign_service_server::CampaignServiceServer,
        dossier_service_server::DossierServiceServer, draw_service_server::DrawServiceServer,
        finding_service_server::FindingServiceServer, result_service_server::ResultServiceServer,
        safety_service_server::SafetyServiceServer, visit_service_server::VisitServiceServer,
    },
    policy::policy_service_server::PolicyServiceServer,
    registry::{
        pupil_service_server::PupilServiceServer, school_service_server::SchoolServiceServer,
    },
};
use tokio::{net::TcpListener, sync::watch, time::timeout};
use tonic::{
    body::Body,
    codec::CompressionEncoding,
    server::NamedService,
    service::RoutesBuilder,
    transport::{Server, ServerTlsConfig},
};
use tonic_health::{ServingStatus, server::HealthReporter};
use tower::{Service, layer::util::Stack};

use crate::{
    attendance::AttendanceCalls,
    audit::AuditCalls,
    auth::{Access, Lacking, Offer, Tls},
    billing::BillingCalls,
    books::Books,
    config::ServerConfig,
    connections::Connections,
    fee::Fees,
    imports::ImportCalls,
    inspection::{
        CampaignCalls, DossierCalls, DrawCalls, FindingCalls, ResultCalls, SafetyCalls, VisitCalls,
    },
    layers::{
        Around, admission::Admission, authentication::Authentication, deadline::Deadline,
        outcome::Outcome,
    },
    phase::{Phase, Phases, reached},
    policy::PolicyCalls,
    reflection,
    registry::{PupilCalls, SchoolCalls},
    shelf::Shelf,
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
    /// The address is open to others, and the service lacks TLS or callers that it knows.
    #[error(
        "{address} can be reached from other machines, which needs {lacking}; without them listen on a loopback address, such as 127.0.0.1"
    )]
    NotLoopback {
        /// The address of the listener.
        address: SocketAddr,
        /// What is needed to listen there.
        lacking: Lacking,
    },
    /// The certificate or its key can't be used, or they don't belong together.
    #[error("the TLS certificate and its key can't be used: {}", deepest(.0))]
    Tls(#[source] tonic::transport::Error),
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
            Self::Tls(_) => "SERVE_TLS",
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
            Self::Tls(_) => Fault::Invalid,
            Self::Listener(_) | Self::Transport(_) => Fault::Busy,
            Self::Descriptors(_) => Fault::Internal,
        }
    }
}

/// The innermost cause, which says what is wrong.
fn deepest(error: &dyn std::error::Error) -> String {
    let mut cause = error;
    while let Some(inner) = cause.source() {
        cause = inner;
    }
    cause.to_string()
}

/// A service with the limits of every service: the bytes of its messages, packed or not.
macro_rules! bounded {
    ($config:expr, $service:expr) => {
        $service
            .accept_compressed(CompressionEncoding::Gzip)
            .send_compressed(CompressionEncoding::Gzip)
            .max_decoding_message_size($config.request_bytes)
            .max_encoding_message_size($config.response_bytes)
    };
}

/// Serves until `shutdown` is ready, then ends within the grace of `config`.
///
/// What is offered is [`Policies`](crate::Policies) alone, or an [`Offer`] that also holds books and says who may
/// reach the service. Health and reflection stand beside what is offered. When `shutdown` is ready, health says
/// NOT_SERVING, no connection is accepted any more, streams of health and reflection end, and calls
/// in work may finish within the grace; whatever is left then is cut off.
///
/// # Errors
///
/// - [`ServeError::NotLoopback`] when other machines can reach the listener, and TLS or tokens are
///   lacking.
/// - [`ServeError::Tls`] when the certificate or its key can't be used.
/// - [`ServeError::Listener`] when the listener can't tell its address.
/// - [`ServeError::Descriptors`] when the descriptors of the interface can't be read.
/// - [`ServeError::Transport`] when the transport fails.
pub async fn serve(
    config: ServerConfig,
    listener: TcpListener,
    offer: impl Into<Offer>,
    shutdown: impl Future<Output = ()>,
) -> Result<Ending, ServeError> {
    let Offer { policies, books, access } = offer.into();
    let (policies, workshop) = (Arc::new(policies), Workshop::new());
    let books = books.map(|app| Books::new(app, workshop.clone()));
    let shelf = Shelf::new(policies, books.clone());
    let fees = Fees::new(shelf.clone(), workshop.clone(), config.response_bytes);
    let draw_calls = DrawCalls::new(workshop.clone());
    let policy_calls = PolicyCalls::new(shelf, workshop, books.clone());
    let mut served = Served::default();
    served.add(bounded!(config, FeeServiceServer::new(fees)));
    served.add(bounded!(config, PolicyServiceServer::new(policy_calls)));
    served.add(bounded!(config, DrawServiceServer::new(draw_calls)));
    if let Some(books) = books {
        served.add_books(&config, &books);
    }
    serve_all(config, Reached { listener, access }, served, shutdown).await
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
    let mut served = Served::default();
    served.add(bounded!(config, FeeServiceServer::new(fees)));
    let access = Access::default();
    serve_all(config, Reached { listener, access }, served, shutdown).await
}

/// The services that are served, and their names.
#[derive(Default)]
struct Served {
    routes: RoutesBuilder,
    names: Vec<&'static str>,
}

impl Served {
    fn add_books(&mut self, config: &ServerConfig, books: &Books) {
        let books = || books.clone();
        self.add(bounded!(config, SchoolServiceServer::new(SchoolCalls(books()))));
        self.add(bounded!(config, PupilServiceServer::new(PupilCalls(books()))));
        self.add(bounded!(config, AttendanceServiceServer::new(AttendanceCalls(books()))));
        self.add(bounded!(config, BillingServiceServer::new(BillingCalls(books()))));
        self.add(bounded!(config, ImportServiceServer::new(ImportCalls(books()))));
        self.add(bounded!(config, AuditServiceServer::new(AuditCalls(books()))));
        self.add(bounded!(config, CampaignServiceServer::new(CampaignCalls(books()))));
        self.add(bounded!(config, DossierServiceServer::new(DossierCalls(books()))));
        self.add(bounded!(config, ResultServiceServer::new(ResultCalls(books()))));
        self.add(bounded!(config, FindingServiceServer::new(FindingCalls(books()))));
        self.add(bounded!(config, VisitServiceServer::new(VisitCalls(books()))));
        self.add(bounded!(config, SafetyServiceServer::new(SafetyCalls(books()))));
    }

    fn add<S>(&mut self, service: S)
    where
        S: Service<Request<Body>, Response = Response<Body>, Error = Infallible>
            + NamedService
            + Clone
            + Send
            + Sync
            + 'static,
        S::Future: Send + 'static,
    {
        self.names.push(S::NAME);
        self.routes.add_service(service);
    }
}

/// Where the service is reached, and by whom.
struct Reached {
    listener: TcpListener,
    access: Access,
}

/// Serves some services, health and reflection.
async fn serve_all(
    config: ServerConfig,
    Reached { listener, access }: Reached,
    Served { mut routes, names }: Served,
    shutdown: impl Future<Output = ()>,
) -> Result<Ending, ServeError> {
    let address = listener.local_addr().map_err(ServeError::Listener)?;
    access.admits(address)?;
    let authentication = Authentication::new(&access, access.door(address));
    let (announce, phases) = watch::channel(Phase::Serving);
    let (health, health_service) = tonic_health::server::health_reporter();
    announce_health(&health, &names, ServingStatus::Serving).await;
    routes.add_service(health_service);
    reflection::add(&mut routes, &names).map_err(ServeError::Descriptors)?;

    let connections = Connections::new(listener, &config, phases.clone());
    let stopping = reached(phases.clone(), Phase::Stopping);
    let mut serving = pin!(
        transport(&config, access.tls(), (authentication, phases))?
            .add_routes(routes.routes())
            .serve_with_incoming_shutdown(connections, stopping)
    );
    tracing::info!(%address, "serving");
    tokio::select! {
        failed = &mut serving => return failed.map(|()| Ending::Drained).map_err(ServeError::Transport),
        () = shutdown => {}
    }
    tracing::info!("stopping");
    announce_health(&health, &names, ServingStatus::NotServing).await;
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
type Layers = Stack<
    Around<Deadline>,
    Stack<
        Around<Admission>,
        Stack<Around<Authentication>, Stack<Around<Outcome>, tower::layer::util::Identity>>,
    >,
>;

fn transport(
    config: &ServerConfig,
    tls: Option<&Tls>,
    (authentication, phases): (Authentication, Phases),
) -> Result<Server<Layers>, ServeError> {
    let mut server = Server::builder();
    if let Some(tls) = tls {
        let tls = ServerTlsConfig::new().identity(tls.identity()).timeout(config.first_byte);
        server = server.tls_config(tls).map_err(ServeError::Tls)?;
    }
    Ok(server
        .max_concurrent_streams(config.streams_per_connection)
        .http2_max_header_list_size(config.header_bytes)
        .http2_keepalive_interval(Some(config.keepalive))
        .layer(Around(Outcome::new(config.request_bytes)))
        .layer(Around(authentication))
        .layer(Around(Admission::new(config.calls, config.retry_after)))
        .layer(Around(Deadline::new(config.deadline, config.stream_deadline, phases))))
}

async fn announce_health(health: &HealthReporter, names: &[&str], status: ServingStatus) {
    // The empty name stands for the service as a whole.
    for name in names.iter().copied().chain([""]) {
        health.set_service_status(name, status).await;
    }
}
