//! Who calls: tokens and TLS, through the real server.

use std::sync::LazyLock;

use kehou_policy::Policy;
use kehou_server::{
    Access, Ending, Offer, Policies, Reason, ServeError, ServerConfig, Tls, Tokens, serve,
    token_digest,
};
use kehou_wire::pb::policy::{ListChecksRequest, policy_service_client::PolicyServiceClient};
use tokio::{net::TcpListener, sync::oneshot, task::JoinHandle};
use tonic::{
    Code, Request, Status,
    transport::{Certificate, Channel, ClientTlsConfig, Endpoint},
};
use tonic_health::pb::{HealthCheckRequest, health_client::HealthClient};

use crate::harness::{asking, reason};

const TOKEN: &str = "kehou_of_an_auditor";
const EXPIRED: &str = "kehou_of_last_year";
const NAME: &str = "kehou.example";

/// A server behind some access, on a port of its own.
struct Guarded {
    port: u16,
    stop: oneshot::Sender<()>,
    serving: JoinHandle<Result<Ending, ServeError>>,
}

impl Guarded {
    async fn start(ip: &str, access: Access) -> Self {
        let listener = TcpListener::bind((ip, 0)).await.unwrap();
        let port = listener.local_addr().unwrap().port();
        let (stop, stopped) = oneshot::channel::<()>();
        let policies = Policies::new(Policy::shipped().unwrap());
        let stopped = async { stopped.await.unwrap_or(()) };
        let offer = Offer { policies, books: None, access };
        let serving = tokio::spawn(serve(ServerConfig::default(), listener, offer, stopped));
        Self { port, stop, serving }
    }

    async fn plain(&self) -> Result<Channel, tonic::transport::Error> {
        Endpoint::from_shared(format!("http://127.0.0.1:{}", self.port)).unwrap().connect().await
    }

    async fn over_tls(&self, trusted: &str) -> Result<Channel, tonic::transport::Error> {
        let trusted = Certificate::from_pem(trusted);
        let tls = ClientTlsConfig::new().ca_certificate(trusted).domain_name(NAME);
        let endpoint = Endpoint::from_shared(format!("https://127.0.0.1:{}", self.port)).unwrap();
        endpoint.tls_config(tls).unwrap().connect().await
    }

    async fn stop(self) {
        self.stop.send(()).unwrap();
        self.serving.await.unwrap().unwrap();
    }
}

/// A certificate that vouches for itself, and its key.
struct Certified {
    certificate: String,
    key: String,
}

impl Certified {
    fn new() -> Self {
        let made = rcgen::generate_simple_self_signed([NAME.to_owned()]).unwrap();
        Self { certificate: made.cert.pem(), key: made.signing_key.serialize_pem() }
    }

    fn tls(&self) -> Tls {
        Tls::from_pem(self.certificate.as_bytes(), self.key.as_bytes())
    }
}

static CERTIFIED: LazyLock<Certified> = LazyLock::new(Certified::new);

/// An auditor whose token holds, and one whose token has expired.
fn tokens() -> Tokens {
    let entry = |token: &str, last_day: &str| {
        format!(
            "[[token]]\nsubject = \"auditor-1\"\nsha256 = \"{}\"\nexpires_on = {last_day}\n\
             grants = [{{ role = \"auditor\", scope = \"county\" }}]\n",
            token_digest(token)
        )
    };
    let text = entry(TOKEN, "2024-03-01") + &entry(EXPIRED, "2024-02-29");
    Tokens::read(&text, || "2024-03-01".parse().unwrap()).unwrap()
}

fn with_token<T>(message: T, token: &str, language: &'static str) -> Request<T> {
    let mut request = asking(message, language);
    let header = format!("Bearer {token}").parse().unwrap();
    request.metadata_mut().insert("authorization", header);
    request
}

async fn list_checks(channel: Channel, token: Option<&str>) -> Result<(), Status> {
    let request = match token {
        Some(token) => with_token(ListChecksRequest {}, token, "en"),
        None => asking(ListChecksRequest {}, "en"),
    };
    PolicyServiceClient::new(channel).list_checks(request).await.map(drop)
}

async fn health(channel: Channel) -> Result<(), Status> {
    HealthClient::new(channel).check(HealthCheckRequest::default()).await.map(drop)
}

/// A call with a token, or none, where every call needs one.
pub(crate) async fn turned_away(reason: Reason, language: &'static str) -> Status {
    let access = Access::default().with_tokens(tokens()).for_known_only();
    let server = Guarded::start("127.0.0.1", access).await;
    let mut client = PolicyServiceClient::new(server.plain().await.unwrap());
    let request = match reason {
        Reason::TokenMissing => asking(ListChecksRequest {}, language),
        Reason::TokenExpired => with_token(ListChecksRequest {}, EXPIRED, language),
        _ => with_token(ListChecksRequest {}, "kehou_guessed", language),
    };
    let status = client.list_checks(request).await.unwrap_err();
    drop(client);
    server.stop().await;
    status
}

#[tokio::test]
async fn on_this_machine_stateless_calls_are_answered_to_everybody() {
    let server = Guarded::start("127.0.0.1", Access::default().with_tokens(tokens())).await;
    let channel = server.plain().await.unwrap();
    for token in [None, Some(TOKEN), Some(EXPIRED), Some("kehou_guessed")] {
        list_checks(channel.clone(), token).await.unwrap();
    }
    drop(channel);
    server.stop().await;
}

#[tokio::test]
async fn behind_a_closed_door_only_known_callers_and_probes_are_answered() {
    let access = Access::default().with_tokens(tokens()).for_known_only();
    let server = Guarded::start("127.0.0.1", access).await;
    let channel = server.plain().await.unwrap();
    list_checks(channel.clone(), Some(TOKEN)).await.unwrap();
    health(channel.clone()).await.unwrap();
    let watched = HealthClient::new(channel.clone()).watch(HealthCheckRequest::default()).await;
    assert_eq!(reason(&watched.unwrap_err()), "TOKEN_MISSING");
    let refused = list_checks(channel.clone(), None).await.unwrap_err();
    assert_eq!(
        (refused.code(), reason(&refused).as_str()),
        (Code::Unauthenticated, "TOKEN_MISSING")
    );
    drop(channel);
    server.stop().await;
}

/// The transport refuses long headers without a word; a token of any length that somebody may send by mistake
/// is told to be unknown, and its connection goes on.
#[tokio::test]
async fn a_long_token_is_refused_in_words() {
    let access = Access::default().with_tokens(tokens()).for_known_only();
    let server = Guarded::start("127.0.0.1", access).await;
    let channel = server.plain().await.unwrap();
    for kib in [1, 12, 20, 48] {
        let token = "k".repeat(kib * 1_024);
        let refused = list_checks(channel.clone(), Some(&token)).await.unwrap_err();
        assert_eq!(refused.code(), Code::Unauthenticated, "{kib} KiB: {refused}");
        assert_eq!(reason(&refused), "TOKEN_UNKNOWN", "{kib} KiB");
    }
    list_checks(channel.clone(), Some(TOKEN)).await.unwrap();
    drop(channel);
    server.stop().await;
}

#[tokio::test]
async fn an_address_open_to_others_is_served_over_tls_to_known_callers() {
    let access = Access::default().with_tokens(tokens()).with_tls(CERTIFIED.tls());
    let server = Guarded::start("0.0.0.0", access).await;
    let channel = server.over_tls(&CERTIFIED.certificate).await.unwrap();
    list_checks(channel.clone(), Some(TOKEN)).await.unwrap();
    health(channel.clone()).await.unwrap();
    for (token, said) in [(None, "TOKEN_MISSING"), (Some("kehou_guessed"), "TOKEN_UNKNOWN")] {
        let refused = list_checks(channel.clone(), token).await.unwrap_err();
        assert_eq!(reason(&refused), said);
    }
    drop(channel);
    let stranger = Certified::new();
    server.over_tls(&stranger.certificate).await.expect_err("another certificate is no proof");
    let plain = match server.plain().await {
        Ok(channel) => health(channel).await.is_ok(),
        Err(_) => false,
    };
    assert!(!plain, "without TLS nothing is answered");
    list_checks(server.over_tls(&CERTIFIED.certificate).await.unwrap(), Some(TOKEN)).await.unwrap();
    server.stop().await;
}

#[tokio::test]
async fn an_address_open_to_others_without_tls_and_tokens_is_refused() {
    for (access, lacking) in [
        (Access::default(), "TLS (a certificate and its key) and tokens"),
        (Access::default().with_tokens(tokens()), "which needs TLS (a certificate and its key);"),
        (Access::default().with_tls(CERTIFIED.tls()), "which needs tokens (a token file"),
    ] {
        let server = Guarded::start("0.0.0.0", access).await;
        let refused = server.serving.await.unwrap().unwrap_err();
        assert_eq!(refused.code(), "SERVE_NOT_LOOPBACK");
        assert!(refused.to_string().contains(lacking), "{refused}");
    }
}

#[tokio::test]
async fn a_certificate_and_a_key_that_do_not_belong_together_are_refused() {
    let other = Certified::new();
    for tls in [
        Tls::from_pem(CERTIFIED.certificate.as_bytes(), other.key.as_bytes()),
        Tls::from_pem(b"", other.key.as_bytes()),
        Tls::from_pem(CERTIFIED.certificate.as_bytes(), b"no key"),
    ] {
        let server = Guarded::start("127.0.0.1", Access::default().with_tls(tls)).await;
        let refused = server.serving.await.unwrap().unwrap_err();
        assert_eq!(refused.code(), "SERVE_TLS");
        assert!(!refused.to_string().contains("PRIVATE"), "{refused}");
    }
}

#[tokio::test]
async fn a_handshake_that_stalls_gives_its_place_back() {
    use tokio::io::{AsyncReadExt, AsyncWriteExt};
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let address = listener.local_addr().unwrap();
    let first_byte = std::time::Duration::from_millis(30);
    let config = ServerConfig { first_byte, ..ServerConfig::default() };
    let policies = Policies::new(Policy::shipped().unwrap());
    let offer =
        Offer { policies, books: None, access: Access::default().with_tls(CERTIFIED.tls()) };
    let (stop, stopped) = oneshot::channel::<()>();
    let stopped = async { stopped.await.unwrap_or(()) };
    let serving = tokio::spawn(serve(config, listener, offer, stopped));
    let mut stalled = tokio::net::TcpStream::connect(address).await.unwrap();
    // The beginning of a TLS record: a handshake of 512 bytes that never come.
    stalled.write_all(&[22, 3, 1, 2, 0, 1]).await.unwrap();
    let mut bytes = [0; 64];
    while !matches!(stalled.read(&mut bytes).await, Ok(0) | Err(_)) {}
    stop.send(()).unwrap();
    serving.await.unwrap().unwrap();
}
