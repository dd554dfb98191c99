//! `kehou serve`: prices and policies over gRPC.

use std::net::SocketAddr;

use anyhow::Context as _;
use kehou_policy::Policy;
use kehou_server::{Ending, Policies, ServerConfig, serve};
use kehou_words::Lang;
use tokio::net::TcpListener;

use crate::{arguments, clock, exit::Done, policy, policy_files, settings::Settings, tell::tell};

pub(crate) fn run(arguments: &arguments::Serve, settings: &Settings) -> anyhow::Result<Done> {
    tracing_subscriber::fmt().with_max_level(arguments.log).with_writer(std::io::stderr).init();
    let texts = policy_files::read(&settings.policy)?;
    let loaded = match policy_files::load(&texts, clock::today()) {
        Ok(loaded) => loaded,
        Err(errors) => {
            policy::print_problems(&errors, settings.lang);
            return Ok(Done::Refused);
        }
    };
    policy::print_warnings(&loaded.warnings, settings.lang);
    let listen = arguments.listen.unwrap_or(settings.listen);
    let runtime = tokio::runtime::Builder::new_multi_thread().enable_all().build()?;
    runtime.block_on(listen_and_serve(listen, loaded.policy, settings.lang))
}

async fn listen_and_serve(listen: SocketAddr, policy: Policy, lang: Lang) -> anyhow::Result<Done> {
    let listener = TcpListener::bind(listen).await.with_context(|| {
        format!("address {listen} can't be listened on; choose another with --listen")
    })?;
    let address = listener.local_addr()?;
    anyhow::ensure!(
        address.ip().is_loopback(),
        "address {address} can be reached from other machines; this service has no TLS and no tokens yet, so listen on 127.0.0.1 or ::1"
    );
    let stop = asked_to_stop()?;
    tell!(lang, "SERVE_READY", address = address, id = policy.id(), division = policy.division());
    tell!(lang, "SERVE_TRY");
    for call in calls_to_try(address) {
        println!("  {call}");
    }
    let ending = serve(ServerConfig::default(), listener, Policies::new(policy), stop).await?;
    match ending {
        Ending::Drained => tell!(lang, "SERVE_DRAINED"),
        Ending::CutOff => tell!(lang, "SERVE_CUT_OFF"),
    }
    Ok(Done::Well)
}

/// Calls that answer at once, in the words of grpcurl; the last one from the root of the sources.
fn calls_to_try(address: SocketAddr) -> [String; 3] {
    let fees = format!("{address} kehou.fee.v1.FeeService");
    let policy = format!("{address} kehou.policy.v1.PolicyService");
    let on = r#""on": {"year": 2023, "month": 3, "day": 1}"#;
    [
        format!("grpcurl -plaintext {address} describe kehou.fee.v1.FeeService"),
        format!("grpcurl -plaintext -d '{{\"rule\": \"F1\", {on}}}' {policy}/ExplainClause"),
        format!("grpcurl -plaintext -d @ {fees}/ExplainFee < proto/examples/explain_fee.json"),
    ]
}

/// Begins to listen for the wish to stop, and gives a future that is ready when it comes: Ctrl-C,
/// or SIGTERM where there are signals.
fn asked_to_stop() -> std::io::Result<impl Future<Output = ()>> {
    #[cfg(unix)]
    {
        use tokio::signal::unix::{SignalKind, signal};
        let (mut interrupt, mut terminate) =
            (signal(SignalKind::interrupt())?, signal(SignalKind::terminate())?);
        Ok(async move {
            tokio::select! {
                _ = interrupt.recv() => {}
                _ = terminate.recv() => {}
            }
        })
    }
    #[cfg(not(unix))]
    Ok(async { drop(tokio::signal::ctrl_c().await) })
}
