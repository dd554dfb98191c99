//! `kehou health`: whether a service runs, for probes and containers.

use std::{
    fs,
    net::{Ipv4Addr, Ipv6Addr, SocketAddr},
    time::Duration,
};

use anyhow::Context as _;
use tonic::transport::{Certificate, Channel, ClientTlsConfig, Endpoint};
use tonic_health::pb::{
    HealthCheckRequest, health_check_response::ServingStatus, health_client::HealthClient,
};

use crate::{arguments, exit::Done, settings::Settings, tell::tell};

/// How long an answer may take; a probe that waits longer is no help.
const PATIENCE: Duration = Duration::from_secs(3);

pub(crate) fn run(arguments: &arguments::Health, settings: &Settings) -> anyhow::Result<Done> {
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build()?;
    let status = runtime.block_on(ask(arguments, settings))?;
    if status == ServingStatus::Serving {
        tell!(settings.lang, "HEALTH_SERVING");
        return Ok(Done::Well);
    }
    tell!(settings.lang, "HEALTH_NOT_SERVING");
    Ok(Done::Refused)
}

async fn ask(arguments: &arguments::Health, settings: &Settings) -> anyhow::Result<ServingStatus> {
    let address = arguments.address.clone().unwrap_or_else(|| settings.listen.to_string());
    let address = reachable(address);
    let channel = connect(&address, arguments)
        .await
        .with_context(|| format!("the service at {address} can't be reached"))?;
    let asked = HealthClient::new(channel).check(HealthCheckRequest::default()).await;
    let answer = asked.map_err(|status| anyhow::anyhow!("{address}: {}", status.message()))?;
    Ok(answer.into_inner().status())
}

/// The address under which this machine reaches a service that listens on all of its addresses.
fn reachable(address: String) -> String {
    match address.parse::<SocketAddr>() {
        Ok(all) if all.ip().is_unspecified() => match all {
            SocketAddr::V4(_) => SocketAddr::from((Ipv4Addr::LOCALHOST, all.port())).to_string(),
            SocketAddr::V6(_) => SocketAddr::from((Ipv6Addr::LOCALHOST, all.port())).to_string(),
        },
        _ => address,
    }
}

async fn connect(address: &str, arguments: &arguments::Health) -> anyhow::Result<Channel> {
    let bounded = |endpoint: Endpoint| endpoint.connect_timeout(PATIENCE).timeout(PATIENCE);
    let Some(file) = &arguments.ca else {
        let endpoint = Endpoint::from_shared(format!("http://{address}"))?;
        return Ok(bounded(endpoint).connect().await?);
    };
    let trusted = fs::read(file).with_context(|| format!("{} can't be read", file.display()))?;
    let mut tls = ClientTlsConfig::new().ca_certificate(Certificate::from_pem(trusted));
    if let Some(name) = &arguments.name {
        tls = tls.domain_name(name);
    }
    let endpoint = Endpoint::from_shared(format!("https://{address}"))?.tls_config(tls)?;
    Ok(bounded(endpoint).connect().await?)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_service_on_every_address_is_asked_on_this_machine() {
        for (given, asked) in [
            ("0.0.0.0:50051", "127.0.0.1:50051"),
            ("[::]:50051", "[::1]:50051"),
            ("192.168.1.2:50051", "192.168.1.2:50051"),
            ("kehou.example:443", "kehou.example:443"),
        ] {
            assert_eq!(reachable(given.into()), asked);
        }
    }
}
